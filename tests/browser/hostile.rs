//! Ten thousand damaged or hostile things in the store, in the address and in the query: none breaks the page.
//!
//! Messages are in `embed`. All are made from one seed, so that a failure can be looked at again.

use super::case::{Case, Ctx, Engine, Result, cases};
use super::page::{Page, Setup};
use super::reader::{KEY, Reader, live, no_errors, open, stop_the_clock};
use anyhow::{Context as _, ensure};
use serde_json::json;

pub fn cases() -> Vec<Case> {
    cases![
        hostile_stored_values_break_nothing_and_a_newer_version_s_stay,
        hostile_stored_values_are_met_by_a_page_that_opens,
        hostile_fragments_open_what_they_name_and_move_nothing_else,
        hostile_fragments_of_the_embed_open_what_they_name,
        hostile_queries_of_the_embed_bring_nothing_in in [Chromium, Firefox],
    ]
}

/// Makes hostile things: `one(list)`, `random(count)`, `broken(text)`, `ATTACKS`.
const MAKER: &str = r#"
    let seed = SEED;
    const random = count => {
        seed = Math.imul(seed ^ seed >>> 15, 1 | seed);
        seed = seed + Math.imul(seed ^ seed >>> 7, 61 | seed) ^ seed;
        return ((seed ^ seed >>> 14) >>> 0) % count;
    };
    const one = list => list[random(list.length)];
    const ATTACKS = ['', ' ', '\n', '\0', '\u2028', '\u202e', '\ud800', '\udc00', '%', '%00', '%zz', '%E0%A4%A', '%2e%2e%2f', '..', '/',
        '\\', '"', "'", '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', '__proto__', 'constructor',
        'toString', 'null', 'undefined', 'NaN', 'true', '-1', '0', '1e999', '99999999999999999999', '{', '}', '[', ']', ',', ':', '#', '?',
        '&', '=', '+', '!', '*', '(', ')', ';', '$', '@', '~', '^', '|', '`', '>', '[data-id]', ':~:text=nothing%20of%20the%20page',
        '\u0627\u0644', '\ud83d\ude00', 'x'.repeat(1000)];
    const broken = text => {
        for (let count = 1 + random(4); count > 0; count--) {
            const at = random(text.length + 1), end = at + random(20);
            text = one([
                () => text.slice(0, at) + text.slice(end),
                () => text.slice(0, at) + one(ATTACKS) + text.slice(at),
                () => text.slice(0, at) + one(ATTACKS) + text.slice(end),
                () => text.slice(0, at),
                () => text.slice(0, end) + text.slice(at),
            ])();
        }
        return text;
    };
"#;

/// Makes stored values: `stored()`, and `isNewer(text)`, which is told from the text alone.
const STORED: &str = r#"
    const ids = ['who', 'background', 'aims', 'taliban', 'threat', 'gone', '__proto__', '<b>', '\u0627', ''];
    const numbers = ['0', '1073741823', '1073741824', '4294967295', '4294967296', '-1', '', 'x', '1.5', '1e3'];
    const hashes = [...document.querySelectorAll('details[data-id]')].map(details => details.dataset.text.split(' ')[0]);
    // Tame lines are of the form that is known, whatever they say.
    let tame = true;
    const number = limit => tame || random(2) ? random(limit) : one(numbers);
    const hash = () => tame || random(2) ? one([one(hashes), '0', 'ffffffff', random(2 ** 31).toString(16)]) : one(['100000000', 'xyz', '-', '']);
    const list = item => Array.from({ length: random(4) }, item).join(',') || '-';
    const line = () => [one(ids), one([0, 1, 2, number(2 ** 30)]), list(hash),
        ...Array.from({ length: random(3) }, () => `${hash()}:${list(() => number(2 ** one([8, 13, 32])))}`)].join(' ');
    const lines = () => {
        tame = random(3) > 0;
        return Array.from({ length: random(8) }, line).join('\n');
    };
    const versions = [0, 0.5, 1, 1, 1, 1, 1, 1.5, 2, 3, 99, 1e308, -1, null, '1', '2', [], [2], {}, true];
    const shapes = [
        () => JSON.stringify({ v: 1, data: lines() }),
        () => JSON.stringify({ v: one(versions), data: lines() }),
        () => JSON.stringify({ v: one(versions), data: one([null, 7, [], {}, [lines()], { who: 1 }, true]) }),
        () => JSON.stringify({ data: lines(), v: 1, __proto__: { v: 9 } }),
        () => '{"v":1,"v":2,"data":""}',
        () => '{"__proto__":{"v":2},"data":"who 0 -"}',
        () => `{"v":${one(['1e999', '2e0', '-0', '1.0000001', '0x2', '01', '"1"'])},"data":"who 0 -"}`,
        () => '['.repeat(random(20000)),
        () => one(ATTACKS),
        () => one(ATTACKS) + one(ATTACKS),
        () => JSON.stringify(one([null, 0, 2, '', 'v', [], [1, 2], {}, true])),
        () => broken(JSON.stringify({ v: 1, data: lines() })),
        () => broken(JSON.stringify({ v: 1, data: lines() })),
        () => broken(JSON.stringify({ v: one(versions), data: lines() })),
        () => JSON.stringify({ v: 1, data: broken(lines()) }),
    ];
    const stored = () => one(shapes)();
    const isNewer = text => {
        try {
            const { v } = JSON.parse(text);
            return typeof v === 'number' && v > 1;
        } catch {
            return false;
        }
    };
"#;

/// Hands the page one stored value after another as another tab would, with acts of a reader in between, and lets it store.
const STORE: &str = r"
    const bad = [], aside = `${KEY}.damaged`;
    const counts = { damaged: 0, read: 0 };
    const words = () => document.querySelector('.progress__words').textContent;
    for (let count = 0; count < COUNT;) {
        const text = stored();
        if (isNewer(text) !== NEWER) continue;
        count++;
        localStorage.removeItem(aside);
        localStorage.setItem(KEY, text);
        dispatchEvent(new StorageEvent('storage', { key: KEY, newValue: text }));
        const isAside = localStorage.getItem(aside) === text;
        if (random(20) === 0) one([...document.querySelectorAll('.accordion__tools button, .record button')]).click();
        dispatchEvent(new Event('pagehide'));
        // The views follow as microtasks.
        await 0;
        const statuses = [...document.querySelectorAll('.accordion__status')].map(status => status.dataset.status);
        if (!/^(All|[0-5] of) 5 read/.test(words()) || statuses.length !== 5) bad.push(['the page', text, words(), statuses]);
        const kept = localStorage.getItem(KEY);
        if (NEWER) {
            if (kept !== text) bad.push(['a newer version', text, kept]);
            continue;
        }
        counts[isAside ? 'damaged' : 'read']++;
        // What it stores is an envelope of its own version.
        const { v, data } = kept === null ? { v: 1, data: '' } : JSON.parse(kept);
        if (v !== 1 || typeof data !== 'string') bad.push(['what is stored', text, kept]);
        if (count % 200 === 0) {
            // Who empties the storage means it; and so nothing piles up here.
            localStorage.clear();
            dispatchEvent(new StorageEvent('storage', { key: null }));
        }
    }
    return { counts, bad: bad.slice(0, 5) };
";

async fn hostile_stored_values_break_nothing_and_a_newer_version_s_stay(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.press(".progress", "Open all").await?;
    reader.stop_the_clock().await?;
    let (mut damaged, mut read) = (0, 0);
    // From the first value of a newer version on a page stores nothing for the rest of its visit: so they come last.
    for run in 0..10 {
        let (is_newer, count) = (run == 9, 1_000);
        let begin = format!("const SEED = {}, KEY = '{KEY}', NEWER = {is_newer}, COUNT = {count};", 20_210_827 + run);
        let said = reader.page.js_async(&format!("{begin}{MAKER}{STORED}{STORE}")).await?;
        ensure!(said["bad"] == json!([]), "{:#}", said["bad"]);
        damaged += said["counts"]["damaged"].as_u64().context("a count")?;
        read += said["counts"]["read"].as_u64().context("a count")?;
    }
    assert_eq!(damaged + read, 9_000);
    ensure!(damaged > 1_000 && read > 1_000, "there are enough of both kinds: {damaged} and {read}");
    // The page is the page still.
    ensure!(reader.page.text(".record").await?.contains("A newer version of this page"));
    reader.page.js("localStorage.clear()").await?;
    reader.goto("?").await?;
    reader.open_answer("aims").await?;
    reader.press("#aims", "Mark as read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.no_errors().await?;
    println!(
        "10000 hostile stored values, in {}: none broke the page, none overwrote a newer version ({damaged} put aside, {read} \
         read, 1000 of a newer version)",
        ctx.engine()
    );
    Ok(())
}

/// Values that the page opens with, in place of hearing of them later.
async fn hostile_stored_values_are_met_by_a_page_that_opens(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let script = format!(
        "const SEED = 7;{MAKER}{STORED}; const made = [];
        for (const newer of [true, false]) for (let count = 0; count < 6;) {{
            const text = stored();
            if (text.length < 2000 && isNewer(text) === newer) made.push([text, newer, count++]);
        }}
        return made"
    );
    let values = reader.page.js(&script).await?;
    let values = values.as_array().context("a list")?;
    assert_eq!(values.len(), 12);
    for value in values {
        let (text, is_newer) = (value[0].as_str().unwrap_or_default(), value[1] == true);
        reader.visit_with(text).await?;
        // Some of it may be progress.
        reader
            .page
            .wait_until("the page counts", async || Ok(reader.page.text(".progress__words").await?.contains("5 read")))
            .await?;
        reader.page.js("dispatchEvent(new Event('pagehide'))").await?;
        let after = reader.stored().await?;
        ensure!(!is_newer || after == *text, "{text} became {after}");
        ensure!(
            is_newer
                || after.is_null()
                || after.as_str().is_some_and(|text| text.starts_with("{\"v\":1,"))
                || after == *text
        );
    }
    reader.no_errors().await
}

/// Goes to one fragment after another: what it names is opened, and nothing else opens, closes or takes the focus.
const FOLLOW: &str = r"
    const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
    const shapes = [
        () => one(ids),
        () => one(ids).toUpperCase() + one(['', 'x']),
        () => broken(one(ids)),
        () => encodeURIComponent(one(ids)) + one(['', '%20', '%']),
        () => [...one(ids)].map(letter => '%' + letter.codePointAt(0).toString(16)).join(''),
        () => one(ids) + one(['#', '&', '?', '/', '=', ':~:text=']) + one(ATTACKS),
        () => one(ATTACKS),
        () => one(ATTACKS) + one(ATTACKS),
        () => one(['top', '', '/', '!/', '?', 'aims?utm_source=x']),
    ];
    const named = () => {
        const hash = location.hash.slice(1);
        let decoded = hash;
        try { decoded = decodeURIComponent(hash) } catch {}
        return new Set([hash, decoded]);
    };
    const answers = () => [...document.querySelectorAll('details[data-id]')];
    const bad = [];
    let opened = 0;
    const elements = document.getElementsByTagName('*').length;
    for (let count = 0; count < COUNT; count++) {
        if (count % 9 === 0) {
            // A browser may open what a fragment names as late as with its next picture.
            for (let frames = 2; frames > 0; frames--) await new Promise(requestAnimationFrame);
            for (const answer of answers()) answer.open = random(2) === 1;
        }
        const before = answers().map(answer => answer.open);
        one([...document.querySelectorAll('summary')]).focus({ preventScroll: true });
        const had = document.activeElement;
        const fragment = one(shapes)();
        const changed = new Promise(done => addEventListener('hashchange', done, { once: true }));
        const from = location.href;
        location.hash = fragment;
        if (location.href !== from) await changed;
        const names = NAMED(named(), fragment);
        const targets = [...names].map(name => document.getElementById(name)).filter(Boolean);
        const expected = answers().map((answer, at) => before[at] || targets.some(target => answer.contains(target)));
        const after = answers().map(answer => answer.open);
        opened += after.filter((open, at) => open && !before[at]).length;
        if (`${after}` !== `${expected}`) bad.push(['open', fragment, before, after]);
        // A browser may take the focus off what is no longer the reader's place; nobody else may have it.
        const now = document.activeElement;
        if (now !== had && now !== document.body && !targets.includes(now)) bad.push(['focus', fragment, now.outerHTML.slice(0, 99)]);
        if (!targets.length && now !== had) bad.push(['lost focus', fragment, had.outerHTML.slice(0, 99), now.outerHTML.slice(0, 99)]);
    }
    if (document.getElementsByTagName('*').length !== elements) bad.push(['elements']);
    return { opened, bad: bad.slice(0, 5) };
";

/// A session that may change its address as often as it likes, which browsers limit; and how often.
async fn restless(ctx: &Ctx) -> Result<(Page, usize)> {
    let setup = Setup {
        firefox_prefs: vec![("dom.navigation.navigationRateLimit.count", json!(0))],
        chromium_args: vec!["--disable-ipc-flooding-protection".into()],
        ..Setup::default()
    };
    // WebKit's limit is a hundred in thirty seconds, and cannot be lifted.
    Ok((ctx.page_with(setup).await?, if ctx.engine() == Engine::WebKit { 1 } else { 6 }))
}

async fn follow(page: &Page, runs: usize, names: &str) -> Result<usize> {
    let count = 90;
    let mut opened = 0;
    for run in 0..runs {
        let begin = format!("const SEED = {}, COUNT = {count}, NAMED = {names};", 7_000 + run);
        let said = page.js_async(&format!("{begin}{MAKER}{FOLLOW}")).await?;
        ensure!(said["bad"] == json!([]), "{:#}", said["bad"]);
        opened += said["opened"].as_u64().context("a count")?;
    }
    ensure!(opened > 0, "some of them name an answer");
    no_errors(page).await?;
    Ok(runs * count)
}

async fn hostile_fragments_open_what_they_name_and_move_nothing_else(ctx: Ctx) -> Result {
    let (page, runs) = restless(&ctx).await?;
    let reader = Reader { page, site: ctx.site()? };
    reader.goto("?utm_source=%00&__proto__=1&%zz=<script>alert(1)</script>#%").await?;
    reader.stop_the_clock().await?;
    let count = follow(&reader.page, runs, "names => names").await?;
    println!("{count} hostile fragments, in {}: none opened what it does not name, none moved the focus", ctx.engine());
    Ok(())
}

async fn hostile_fragments_of_the_embed_open_what_they_name(ctx: Ctx) -> Result {
    let (page, runs) = restless(&ctx).await?;
    let site = ctx.site()?;
    page.goto(&(site.url() + "isis-k/embed/")).await?;
    live(&page).await?;
    stop_the_clock(&page).await?;
    // Several share the fragment of an embed: each part may name an answer.
    let names = "names => new Set([...names, ...location.hash.split(/[#?&]/)])";
    let count = follow(&page, runs, names).await?;
    println!("{count} hostile fragments of the embed, in {}: none opened what it does not name", ctx.engine());
    Ok(())
}

/// Loads the embed page with one query after another, some frames at a time, and looks for what does not belong there.
const LOAD: &str = r#"
    const names = ['theme', 'accent', 'accent-dark', 'font', 'level', 'questions', 'open', 'childId', 'secret', '__proto__', 'utm_source'];
    const good = ['dark', 'light', 'auto', '0b4a6b', '#fff', 'Georgia, serif', '3', 'who,aims', 'threat', 'place', 'x'];
    const css = ['url(//example.org)', 'expression(alert(1))', 'red;background:url(x)', '}*{color:red}', '\\75rl(x)', 'var(--paper)',
        'inherit', 'f'.repeat(9999), '١٢٣', '2e0', 'who,who,who', 'who,', ',', 'who"><script>', 'details[data-id]'];
    const value = () => one([() => one(good), () => one(css), () => one(ATTACKS), () => broken(one(good)), () => broken(one(css))])();
    const query = () => Array.from({ length: random(6) }, () => {
        const pair = [one(names), value()];
        return (random(3) ? pair.map(part => encodeURIComponent(part.toWellFormed())) : pair).join('=');
    }).join(one(['&', '&', ';', '&&']));
    const look = async query => {
        const frame = document.createElement('iframe');
        frame.src = `isis-k/embed/?${query.replaceAll('#', '%23')}`;
        document.body.append(frame);
        await new Promise(done => frame.onload = done);
        const { document: page, location: { pathname } } = frame.contentWindow;
        for (let left = 600; left && !page.querySelector('.progress__tools button'); left--) await new Promise(requestAnimationFrame);
        const all = [...page.querySelectorAll('*')];
        const rules = [...page.styleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText).join('\n');
        const seen = {
            pathname,
            live: page.querySelectorAll('.progress__tools button').length,
            scripts: page.scripts.length,
            sheets: page.styleSheets.length,
            rules: rules.split('{').length,
            urls: rules.split('url(').length,
            handlers: all.flatMap(one => [...one.attributes]).filter(({ name }) => name.startsWith('on')).length,
            links: [...page.links].filter(link => !/^https?:/.test(link.href)).length,
            frames: frame.contentWindow.length,
            prototype: Object.keys(frame.contentWindow.Object.prototype).length,
        };
        const questions = page.querySelectorAll('details[data-id]').length;
        const fits = questions >= 1 && questions <= 5 && all.length <= (look.most ??= all.length);
        frame.remove();
        return [JSON.stringify(seen), fits];
    };
    const [plain] = await look('');
    const bad = [];
    for (let count = 0; count < COUNT; count += 4) {
        const queries = Array.from({ length: 4 }, query);
        const seen = await Promise.all(queries.map(look));
        seen.forEach(([seen, fits], at) => (seen !== plain || !fits) && bad.push([queries[at].slice(0, 300), seen, plain]));
    }
    return bad.slice(0, 5);
"#;

async fn hostile_queries_of_the_embed_bring_nothing_in(ctx: Ctx) -> Result {
    let copy = ctx.copy_of_site()?;
    copy.write("host.html", "<!DOCTYPE html><title>Host</title><link rel=icon href=data:,>")?;
    let (page, site) = (ctx.page().await?, ctx.serve(copy.path())?);
    page.goto(&(site.url() + "host.html")).await?;
    let (runs, count) = (10, 20);
    for run in 0..runs {
        let bad = page.js_async(&format!("const SEED = {}, COUNT = {count};{MAKER}{LOAD}", 500 + run)).await?;
        ensure!(bad == json!([]), "{bad:#}");
    }
    println!("{} hostile queries of the embed, in {}: none brought anything into the page", runs * count, ctx.engine());
    no_errors(&page).await
}
