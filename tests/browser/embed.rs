//! The embed page in other people's pages.

use super::arriving::{NOTE_SHIFTS, TELL_SHOWN, in_two_parts, nothing_moved};
use super::case::{Case, Copy, Ctx, Engine, Result, cases};
use super::hosts::{BUILT_IN, DENYING, Host, OWN, PACKAGED, PLAIN, WORDPRESS, article};
use super::looking::axe;
use super::page::{Key, Page, Setup};
use super::reader::{IDS, details, live, no_errors, stop_the_clock, summary};
use anyhow::{Context as _, ensure};
use backgrounder::publish::{embed::height, seeds};
use backgrounder::serve::{Options, Server};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

pub fn cases() -> Vec<Case> {
    cases![
        our_host_script_makes_the_frame_as_high_as_its_content,
        pym_and_frames_make_the_frame_as_high_as_its_content,
        iframe_resizer_makes_the_frame_as_high_as_its_content,
        built_in_scripts_make_the_frame_as_high_as_its_content,
        in_wordpress_s_sandbox_it_reads_and_says_what_is_not_kept,
        above_wordpress_s_clamp_it_scrolls_inside_and_offers_the_full_page,
        a_host_that_denies_the_height_leaves_every_answer_in_reach,
        a_host_with_a_strict_policy_works_as_documented,
        a_host_that_isolates_itself_works_as_documented,
        several_embeds_on_one_page_work_apart_and_together,
        hostile_messages_to_the_embed_change_nothing,
        hostile_messages_to_the_host_script_change_nothing,
        // Only Chromium says what moves.
        an_article_does_not_move_when_the_embed_arrives in [Chromium],
        the_room_that_is_reserved_is_enough_and_not_much_more,
        options_in_the_address_are_kept_to,
        bad_options_are_left_out_and_named_once,
        a_pop_up_stands_at_its_term_in_a_high_frame,
        a_place_out_of_sight_is_brought_into_sight_by_the_host,
        without_scripts_the_frame_reads_and_the_element_is_a_link,
        a_frame_that_fails_leaves_the_link,
        an_editor_puts_an_embed_together,
        axe_finds_nothing_in_the_embed_and_on_its_options_page,
        a_debug_build_hydrates_the_embed_without_a_word,
        nothing_moves_in_the_embed_when_the_script_arrives in [Chromium],
        nothing_moves_in_an_embed_that_is_seen_before_it_is_whole in [Chromium],
        an_embed_whose_connection_breaks_shows_what_is_there in [Chromium],
        a_frame_that_is_folded_away_asks_for_no_height in [Chromium, Firefox],
    ]
}

/// A host page and the site whose explainer it embeds, on two origins.
struct Embed {
    page: Page,
    site: Server,
    /// Serves the host's page.
    _host: Server,
    _folder: Copy,
}

impl Embed {
    /// Opens a host page with the embed at this query and fragment.
    async fn open(ctx: &Ctx, host: &Host, rest: &str) -> Result<Self> {
        let (site, folder) = (ctx.site()?, Copy::empty()?);
        let embed = format!("{}isis-k/embed/{rest}", site.url());
        host.write(&folder, &site.url(), &embed)?;
        Self::open_folder(ctx, site, folder).await
    }

    /// Opens a page of one's own.
    async fn open_page(ctx: &Ctx, html: impl Fn(&str) -> String) -> Result<Self> {
        let (site, folder) = (ctx.site()?, Copy::empty()?);
        folder.write("index.html", html(&site.url()))?;
        Self::open_folder(ctx, site, folder).await
    }

    async fn open_folder(ctx: &Ctx, site: Server, folder: Copy) -> Result<Self> {
        let host = ctx.serve(folder.path())?;
        let page = ctx.page().await?;
        page.goto(&elsewhere(&host)).await?;
        Ok(Self { page, site, _host: host, _folder: folder })
    }

    /// The frame's height, and what its content wants.
    async fn heights(&self) -> Result<(u64, u64)> {
        let frame = self.page.js("return document.querySelector('iframe').clientHeight").await?;
        self.page.enter_frame("iframe").await?;
        let wanted =
            self.page.js("return Math.ceil(document.querySelector('main').getBoundingClientRect().height)").await;
        let whole = self.page.js("return Math.ceil(document.documentElement.getBoundingClientRect().height)").await;
        self.page.leave_frame().await?;
        let (wanted, whole) = (wanted?, whole?);
        ensure!(wanted == whole, "nothing beside the content takes room: {wanted} {whole}");
        Ok((frame.as_u64().unwrap_or(0), wanted.as_u64().unwrap_or(0)))
    }

    /// The frame's height, and what its content wants, where the frame may be lower than that.
    async fn heights_apart(&self) -> Result<(u64, u64)> {
        let frame = self.page.js("return document.querySelector('iframe').clientHeight").await?;
        let wanted =
            in_frame(&self.page, "return Math.ceil(document.querySelector('main').getBoundingClientRect().height)")
                .await?;
        Ok((frame.as_u64().unwrap_or(0), wanted.as_u64().unwrap_or(0)))
    }

    async fn fits(&self, when: &str) -> Result {
        self.page
            .wait_until(&format!("the frame is as high as its content {when}"), async || {
                let (frame, wanted) = self.heights().await?;
                ensure!(frame == wanted, "{frame} px for {wanted} px");
                Ok(wanted > 300)
            })
            .await
    }

    /// Nothing is said while nothing changes: for as long as sixty pictures take.
    async fn is_quiet(&self) -> Result {
        let said = self
            .page
            .js_async(
                "const frames = count => new Promise(done => {
                    const next = () => count-- ? requestAnimationFrame(next) : done();
                    next();
                });
                await frames(10);
                const before = heard.length;
                await frames(60);
                return heard.slice(before).map(data => JSON.stringify(data));",
            )
            .await?;
        ensure!(said == json!([]), "said while nothing changes: {said}");
        Ok(())
    }

    /// Presses a button of the panel in the frame.
    async fn press(&self, words: &str) -> Result {
        self.page.enter_frame("iframe").await?;
        live(&self.page).await?;
        self.page
            .wait_until(&format!("there is {words}"), async || {
                Ok(self.page.text(".progress__tools button").await? == words)
            })
            .await?;
        let pressed = self.page.click(".progress__tools button").await;
        self.page.leave_frame().await?;
        pressed
    }
}

async fn our_host_script_makes_the_frame_as_high_as_its_content(ctx: Ctx) -> Result {
    sizes(&ctx, &OWN).await
}

async fn pym_and_frames_make_the_frame_as_high_as_its_content(ctx: Ctx) -> Result {
    sizes(&ctx, &PACKAGED[..2]).await
}

async fn iframe_resizer_makes_the_frame_as_high_as_its_content(ctx: Ctx) -> Result {
    sizes(&ctx, &PACKAGED[2..]).await
}

async fn built_in_scripts_make_the_frame_as_high_as_its_content(ctx: Ctx) -> Result {
    sizes(&ctx, &BUILT_IN).await
}

async fn sizes(ctx: &Ctx, hosts: &[Host]) -> Result {
    for host in hosts {
        let embed = Embed::open(ctx, host, "").await?;
        let when = |when: &str| format!("in the host {}, {when}", host.name);
        embed.fits(&when("after load")).await?;
        let (closed, _) = embed.heights().await?;
        embed.is_quiet().await?;
        embed.press("Open all").await?;
        embed
            .page
            .wait_until(&when("opening makes it higher"), async || Ok(embed.heights().await?.0 > closed + 1000))
            .await?;
        embed.fits(&when("with all answers open")).await?;
        embed.press("Close all").await?;
        embed.page.wait_until(&when("closing makes it lower"), async || Ok(embed.heights().await?.0 == closed)).await?;
        embed.fits(&when("with all answers closed")).await?;
        embed.page.js("document.body.style.maxWidth = '320px'").await?;
        embed.page.wait_until(&when("narrow is higher"), async || Ok(embed.heights().await?.0 > closed)).await?;
        embed.fits(&when("in a narrow column")).await?;
        embed.is_quiet().await?;
        // What is meant for one script is said to that script alone, where it can be told from others.
        let pym = embed.page.js("return heard.filter(data => String(data).startsWith('pym')).length").await?;
        assert_eq!(pym.as_u64() > Some(0), host.name == "pym.js", "{}", host.name);
        no_errors(&embed.page).await?;
        ctx.done_with(&embed.page).await;
    }
    Ok(())
}

/// What a script of the frame answers.
async fn in_frame(page: &Page, script: &str) -> Result<Value> {
    page.enter_frame("iframe").await?;
    let answer = page.js(script).await;
    page.leave_frame().await?;
    answer
}

async fn in_wordpress_s_sandbox_it_reads_and_says_what_is_not_kept(ctx: Ctx) -> Result {
    // WordPress's server has put the secret behind a fragment of our own; then its script does, and late.
    for (host, rest) in [(WORDPRESS, "#glossary#?secret=abcdefghij"), (WORDPRESS, "")] {
        let embed = Embed::open(&ctx, &host, rest).await?;
        let page = &embed.page;
        if rest.is_empty() {
            // The secret comes when the page has already made do with the room that it has.
            page.enter_frame("iframe").await?;
            page.wait_for(".embed--clamped").await?;
            page.leave_frame().await?;
            page.js("late()").await?;
        }
        page.wait_until("the frame has the height that WordPress allows", async || {
            let wanted = in_frame(page, "return document.querySelector('main').getBoundingClientRect().height").await?;
            let allowed = wanted.as_f64().unwrap_or(0.0).ceil().min(1000.0);
            Ok(page.js("return document.querySelector('iframe').clientHeight").await?.as_f64() == Some(allowed))
        })
        .await?;
        if rest.is_empty() {
            embed.fits("with the late secret").await?;
            page.wait_until("it does not scroll inside any more", async || {
                Ok(in_frame(page, "return document.querySelector('.embed--clamped') === null").await? == true)
            })
            .await?;
        }
        assert_eq!(in_frame(page, "return self.origin").await?, "null");
        page.enter_frame("iframe").await?;
        if loads_in_a_sandbox(&ctx) {
            // The site allows every origin to load its script: so progress is there, for as long as the page is.
            live(page).await?;
            assert!(page.text(".record").await?.contains("does not let the page keep"));
        }
        assert_eq!(page.is_open(".embed__more").await?, !rest.is_empty(), "the fragment opens what it names");
        page.click(&summary("who")).await?;
        page.click("#who .term button").await?;
        page.wait_until("the pop-up is open", async || page.is_open("#term--isis-k").await).await?;
        page.press(&[], Key::Escape).await?;
        // A sandbox opens no tab; WordPress leads its page to the address.
        page.click("#who .accordion__tools a").await?;
        page.leave_frame().await?;
        page.wait_until("the host is asked to go there", async || {
            Ok(page.js("return window.clicked").await? == json!([format!("{}isis-k/#who", embed.site.url())]))
        })
        .await?;
        no_errors(page).await?;
        ctx.done_with(page).await;
    }
    Ok(())
}

async fn above_wordpress_s_clamp_it_scrolls_inside_and_offers_the_full_page(ctx: Ctx) -> Result {
    let embed = Embed::open(&ctx, &WORDPRESS, "#threat#?secret=abcdefghij").await?;
    embed
        .page
        .wait_until("the frame is as high as WordPress lets it be", async || Ok(embed.heights_apart().await?.0 == 1000))
        .await?;
    embed.page.enter_frame("iframe").await?;
    all_answers(&ctx, &embed.page, true).await?;
    scrolls_inside(&embed.page).await?;
    // Once it fits again, nothing scrolls and nothing is offered.
    all_answers(&ctx, &embed.page, false).await?;
    embed.page.wait_until("it fits again", async || Ok(!embed.page.exists(".embed--clamped").await?)).await?;
    assert!(!embed.page.is_visible(".embed__full").await?);
    embed.page.leave_frame().await?;
    embed.fits("with all closed").await?;
    no_errors(&embed.page).await
}

/// Whether the page loads its script in a sandbox without an origin of its own. To WebKit the policy's `'self'` is no origin
/// there: the page then reads as one without a script.
fn loads_in_a_sandbox(ctx: &Ctx) -> bool {
    ctx.engine() != Engine::WebKit
}

/// Opens or closes all answers, in a frame that may be a sandbox.
async fn all_answers(ctx: &Ctx, page: &Page, open: bool) -> Result {
    if page.js("return self.origin").await? != "null" || loads_in_a_sandbox(ctx) {
        live(page).await?;
        return page.click(".progress__tools button").await;
    }
    let script = "for (const answer of document.querySelectorAll('details[data-id]')) answer.open = arguments[0]";
    page.js_with(script, vec![open.into()]).await.map(|_| ())
}

/// In the frame: every answer can be scrolled to, although the frame is low, and the full page is offered.
async fn scrolls_inside(page: &Page) -> Result {
    page.wait_for(".embed--clamped").await?;
    page.wait_until("the full page is offered", async || page.is_visible(".embed__full a").await).await?;
    let link = page.js("return document.querySelector('.embed__full a').href").await?;
    assert!(link.as_str().is_some_and(|link| link.ends_with("/isis-k/")), "{link}");
    for id in IDS {
        let ends = format!(
            "const last = [...document.querySelectorAll('#{id} > [data-p]')].at(-1);
             last.scrollIntoView({{ block: 'center', behavior: 'instant' }});
             const box = last.getBoundingClientRect();
             const at = document.elementFromPoint(box.left + 5, box.top + box.height / 2);
             return box.height > 0 && last.contains(at) && document.documentElement.scrollTop === 0"
        );
        page.wait_until(&format!("the end of {id} is in reach"), async || Ok(page.js(&ends).await? == true)).await?;
    }
    Ok(())
}

async fn a_host_that_denies_the_height_leaves_every_answer_in_reach(ctx: Ctx) -> Result {
    for host in DENYING {
        let embed = Embed::open(&ctx, &host, "").await?;
        let page = &embed.page;
        page.enter_frame("iframe").await?;
        all_answers(&ctx, page, true).await?;
        scrolls_inside(page).await?;
        page.leave_frame().await?;
        assert_eq!(page.js("return document.querySelector('iframe').clientHeight").await?, 400, "{}", host.name);
        no_errors(page).await?;
        ctx.done_with(page).await;
    }
    Ok(())
}

/// The address of a host page, on another site than the embed's: by another name of this machine.
fn elsewhere(host: &Server) -> String {
    host.url().replace("127.0.0.1", "localhost")
}

async fn with_headers(ctx: &Ctx, host: &Host, headers: impl Fn(&str) -> Vec<(String, String)>) -> Result<Embed> {
    let (site, folder) = (ctx.site()?, Copy::empty()?);
    host.write_bare(&folder, &site.url(), &format!("{}isis-k/embed/", site.url()))?;
    let options = Options { extra_headers: headers(site.url().trim_end_matches('/')), ..Options::default() };
    let host = ctx.serve_with(folder.path(), options)?;
    let page = ctx.page().await?;
    page.goto(&elsewhere(&host)).await?;
    Ok(Embed { page, site, _host: host, _folder: folder })
}

async fn a_host_with_a_strict_policy_works_as_documented(ctx: Ctx) -> Result {
    let [_, frame] = OWN;
    let embed = with_headers(&ctx, &frame, |site| {
        let policy = format!("default-src 'none'; script-src {site}; frame-src {site}; img-src data:");
        vec![("Content-Security-Policy".into(), policy)]
    })
    .await?;
    embed.fits("under a strict policy").await?;
    embed.press("Open all").await?;
    embed.fits("with all open").await?;
    no_errors(&embed.page).await
}

async fn a_host_that_isolates_itself_works_as_documented(ctx: Ctx) -> Result {
    for host in OWN {
        let embed = with_headers(&ctx, &host, |_| {
            vec![
                ("Cross-Origin-Embedder-Policy".into(), "require-corp".into()),
                ("Cross-Origin-Opener-Policy".into(), "same-origin".into()),
            ]
        })
        .await?;
        assert_eq!(embed.page.js("return crossOriginIsolated").await?, true);
        embed.fits("in an isolated page").await?;
        embed.press("Open all").await?;
        embed.fits("with all open").await?;
        no_errors(&embed.page).await?;
        ctx.done_with(&embed.page).await;
    }
    Ok(())
}

async fn several_embeds_on_one_page_work_apart_and_together(ctx: Ctx) -> Result {
    let (build, folder) = (ctx.site_of(ctx.texts_with("full")?.path())?, Copy::empty()?);
    let site = ctx.serve(build.path())?;
    let element = |id: &str| format!("<backgrounder-embed src='{}{id}/embed/'></backgrounder-embed>", site.url());
    let body = [element("isis-k"), element("full"), element("isis-k")].concat();
    let script = format!("<script async src='{}embed.js'></script>", site.url());
    folder.write("index.html", article(&script, &body))?;
    let embed = Embed::open_folder(&ctx, site, folder).await?;
    let page = &embed.page;
    let nth = |at: usize| format!("backgrounder-embed:nth-of-type({at}) iframe");
    for at in 1..=3 {
        // A frame is loaded when it comes near the screen.
        page.js_with("document.querySelector(arguments[0]).scrollIntoView()", vec![nth(at).into()]).await?;
        page.enter_frame(&nth(at)).await?;
        live(page).await?;
        page.leave_frame().await?;
    }
    let words = async |at: usize| -> Result<String> {
        page.enter_frame(&nth(at)).await?;
        let words = page.js("return document.querySelector('.progress__words').textContent").await;
        page.leave_frame().await?;
        Ok(words?.as_str().unwrap_or_default().to_owned())
    };
    let other = words(2).await?;
    page.enter_frame(&nth(1)).await?;
    page.click(&summary("who")).await?;
    page.click("#who .accordion__tools button").await?;
    page.leave_frame().await?;
    for at in [1, 3] {
        page.wait_until(&format!("frame {at} knows"), async || Ok(words(at).await?.contains("1 of 5 read"))).await?;
    }
    assert_eq!(words(2).await?, other, "another explainer has progress of its own");
    let sized = "
        return [...document.querySelectorAll('iframe')].map(frame => frame.clientHeight)";
    let heights = page.js(sized).await?;
    assert!(heights[0].as_u64() > heights[2].as_u64(), "only the first has an answer open: {heights}");
    for at in 1..=3 {
        page.enter_frame(&nth(at)).await?;
        let wanted = page.js("return Math.ceil(document.querySelector('main').getBoundingClientRect().height)").await;
        page.leave_frame().await?;
        assert_eq!(heights[at - 1], wanted?, "frame {at}");
    }
    no_errors(page).await
}

/// Generates messages that no protocol knows, and some that nearly are one; the same ones in every run.
const HOSTILE: &str = "
    let seed = 20210826;
    const random = count => {
        seed = Math.imul(seed ^ seed >>> 15, 1 | seed);
        seed = seed + Math.imul(seed ^ seed >>> 7, 61 | seed) ^ seed;
        return ((seed ^ seed >>> 14) >>> 0) % count;
    };
    const one = list => list[random(list.length)];
    const numbers = [NaN, Infinity, -Infinity, -1, 0, -0, 0.5, 2 ** 53, 1e308, -1e9, 1e7, '1e3', '', '700', [700], null,
        undefined, true, {}, { valueOf: 700 }, 10n ** 30n];
    const words = ['', 'amp', 'backgrounder', 'embed-size', 'frames-init', 'scroll', 'height', 'init', 'ready', 'link',
        '__proto__', 'constructor', 'toString', 'get-position', 'scroll-to', 'set-height', '[iFrameSizer]', 'pymxPYMx',
        'xPYMx', 'true', 'false', ':', '::::', 'moveToAnchor', 'reset ', 'Resize', '#', '\\n', '\\0', 'x'.repeat(1e5),
        '<img src=x onerror=alert(1)>', 'javascript:alert(1)', '../..', '{', '}', '[]', 'iframeMessenger:backgrounder'];
    const keys = ['sentinel', 'type', 'height', 'y', 'secret', 'message', 'value', 'kind', 'id', 'iframeTop', '__proto__',
        'constructor', 'prototype', 'then', 'length', 'datawrapper-height'];
    const text = () => Array.from({ length: 1 + random(5) }, () => one(words)).join('');
    const object = depth => {
        const made = random(2) ? {} : JSON.parse('{\"__proto__\": {\"sentinel\": \"amp\", \"type\": \"embed-size\"}}');
        for (let count = random(6); count > 0; count--) made[one(keys)] = value(depth + 1);
        return made;
    };
    const value = depth => {
        switch (random(depth > 3 ? 2 : 9)) {
            case 0: return one(numbers);
            case 1: return one(words);
            case 2: return text();
            case 3: return object(depth);
            case 4: return Array.from({ length: random(5) }, () => value(depth + 1));
            case 5: return JSON.stringify({ [one(keys)]: one(words), [one(keys)]: String(one(numbers)) });
            case 6: return new Map([[one(keys), 700]]);
            case 7: return new Date(one([NaN, 0]));
            default: return one([new ArrayBuffer(8), new Uint8Array(8), new Error('an error'), /a/, new Set([1])]);
        }
    };
";

async fn hostile_messages_to_the_embed_change_nothing(ctx: Ctx) -> Result {
    // A host that answers nothing; and a stranger, whose words must count for nothing at all.
    let embed = Embed::open_page(&ctx, |site| {
        article(
            "<script>window.heard = []; addEventListener('message', ({ data, source }) => heard.push([data, source === frames[0]]))</script>",
            &format!(
                "<iframe src='{site}isis-k/embed/?childId=place' width='100%' height=3000></iframe>
                 <iframe srcdoc='<!DOCTYPE html><title>A stranger</title>'></iframe>"
            ),
        )
    })
    .await?;
    let page = &embed.page;
    page.enter_frame("iframe").await?;
    live(page).await?;
    page.click(&summary("who")).await?;
    // Nothing is read meanwhile, however long it takes.
    stop_the_clock(page).await?;
    let state = "
        return JSON.stringify([location.href, history.length, document.querySelector('main').innerHTML, scrollY,
            document.documentElement.className, document.activeElement.tagName, Object.keys(window).length,
            Object.keys(Object.prototype), { ...localStorage }])";
    let before = page.js(state).await?;
    page.leave_frame().await?;
    let sent = page
        .js_async(&format!(
            "{HOSTILE}
            const before = heard.length;
            const stranger = frames[1].eval('(target, data) => target.postMessage(data, \"*\")');
            let sent = 0;
            for (let at = 0; at < 10000; at++) {{
                const data = value(0);
                try {{
                    // Every third comes from a window that is not the parent: what would be obeyed must not be, either.
                    if (at % 3) frames[0].postMessage(data, '*');
                    else stranger(frames[0], at % 2 ? data : one([
                        {{ sentinel: 'backgrounder', type: 'init' }}, {{ sentinel: 'amp', type: 'frames-init' }},
                        '[iFrameSizer]evil:8:true:false:32:true', '[iFrameSizer]moveToAnchor:aims', 'pymxPYMxplacexPYMxwidthxPYMx5',
                    ]));
                    sent++;
                }} catch {{ /* What cannot be cloned cannot be sent. */ }}
            }}
            // What is asked for last is answered last.
            frames[0].postMessage('[iFrameSizer]last:8:true', '*');
            await new Promise(done => addEventListener('message', ({{ data }}) => {{
                if (String(data).startsWith('[iFrameSizer]last:')) done();
            }}));
            const said = heard.slice(before).map(([data]) => typeof data === 'string' ? data : JSON.stringify(data));
            return [sent, [...new Set(said)]];"
        ))
        .await?;
    let count = sent[0].as_u64().unwrap_or(0);
    assert!(count > 9_000, "{count} messages could be sent");
    page.enter_frame("iframe").await?;
    let after = page.js(state).await?;
    let height = page.js("return Math.ceil(document.querySelector('main').getBoundingClientRect().height)").await?;
    let shown = page.is_open(&details("who")).await? && !page.is_open(&details("aims")).await?;
    page.leave_frame().await?;
    ensure!(before == after, "the embed has changed:\n{before}\n{after}");
    assert!(shown);
    // Whatever was said in answer names the height that it has, and nothing else.
    for said in sent[1].as_array().into_iter().flatten() {
        let said = said.as_str().unwrap_or_default();
        ensure!(said.contains(&height.to_string()) && said.len() < 300_000, "{said}");
        let known = [
            "{\"sentinel\":\"amp\",\"type\":\"embed-size\"",
            "{\"datawrapper-height\"",
            "{\"kind\":\"interactive:height\"",
            "{\"src\":",
            "{\"id\":\"iframeMessenger:backgrounder\",\"type\":\"set-height\"",
            "pymxPYMxplacexPYMxheight",
            "[iFrameSizer]",
        ];
        ensure!(known.iter().any(|known| said.starts_with(known)), "{said}");
        ensure!(!said.contains("evil"), "a stranger was obeyed: {said}");
    }
    println!("{count} hostile messages to the embed, in {}: none changed anything", ctx.engine());
    no_errors(page).await
}

async fn hostile_messages_to_the_host_script_change_nothing(ctx: Ctx) -> Result {
    let hostile = Copy::empty()?;
    // Where any page may frame it.
    hostile.write("x/embed/index.html", "<!DOCTYPE html><title>Hostile</title><link rel=icon href='data:,'>")?;
    let hostile = ctx.serve(hostile.path())?;
    let embed = Embed::open_page(&ctx, |site| {
        article(
            &format!("<script async src='{site}embed.js'></script><script>window.sent = []; addEventListener('message', ({{ data }}) => {{
                const [, count] = /^sent (\\d+)$/.exec(data) ?? [];
                if (count) sent.push(Number(count));
            }})</script>"),
            &format!(
                "<backgrounder-embed src='{site}isis-k/embed/'></backgrounder-embed>
                 <iframe id=stranger src='{0}' width=300 height=150></iframe>
                 <iframe id=known data-backgrounder src='{0}' width=300 height=150 title=Hostile></iframe>
                 <div style='height: 3000px'></div>",
                hostile.url() + "x/embed/"
            ),
        )
    })
    .await?;
    let page = &embed.page;
    embed.fits("before").await?;
    let state = "
        return JSON.stringify([location.href, document.body.children.length, scrollY, Object.keys(Object.prototype),
            [...document.querySelectorAll('body *')].map(one => [one.localName, one.getAttribute('style'), one.offsetHeight])])";
    let before = page.js(state).await?;
    for (frame, valid) in [("#stranger", "700"), ("#known", "NaN")] {
        page.enter_frame(frame).await?;
        // Later, when the driver is out of the frame: in WebKit it takes the focus along, which would allow scrolling.
        page.js(&format!(
            "addEventListener('message', () => {{
                {HOSTILE}
                let sent = 0;
                for (let at = 0; at < 10000; at++) {{
                    // A stranger may say what a known frame may: it is not obeyed. A known frame says what none may.
                    const data = at % 2 ? value(0) : {{ sentinel: one(['amp', 'backgrounder']), type: one(['embed-size', 'scroll']),
                        height: {valid} === 700 ? 700 : one(numbers), y: one([700, 1e9, NaN, '5']) }};
                    try {{ parent.postMessage(data, '*'); sent++ }} catch {{}}
                }}
                parent.postMessage(`sent ${{sent}}`, '*');
            }}, {{ once: true }})"
        ))
        .await?;
        page.leave_frame().await?;
    }
    page.js("document.activeElement.blur(); for (const css of ['#stranger', '#known']) document.querySelector(css).contentWindow.postMessage('now', '*')")
        .await?;
    page.wait_until("all have arrived", async || Ok(page.js("return sent.length").await? == 2)).await?;
    let sent = page.js("return sent[0] + sent[1]").await?.as_u64().unwrap_or(0);
    assert!(sent > 18_000, "{sent} messages could be sent");
    let after = page.js(state).await?;
    ensure!(before == after, "the host has changed:\n{before}\n{after}");
    println!("{sent} hostile messages to the host script, in {}: none changed anything", ctx.engine());
    no_errors(page).await
}

/// The snippet of the options page, as an editor would paste it.
fn snippet(site: &str, ctx: &Ctx) -> Result<String> {
    let html = std::fs::read_to_string(ctx.dist()?.join("isis-k/embed/options/index.html"))?;
    let code = html.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).unwrap_or_default();
    let code = code.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    ensure!(code.contains("<backgrounder-embed src="), "{code}");
    let written = html.split("data-site=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    Ok(code.replace(written, site))
}

async fn an_article_does_not_move_when_the_embed_arrives(ctx: Ctx) -> Result {
    let page = ctx.page().await?;
    page.before_scripts(NOTE_SHIFTS).await?;
    for width in [320, 375, 390, 480, 600, 1280] {
        let (site, folder) = (ctx.site()?, Copy::empty()?);
        // At the top, where all that is below it is in sight, or nearly.
        folder.write("index.html", article("", &format!("{}<div id=rest>Rest</div>", snippet(&site.url(), &ctx)?)))?;
        let host = ctx.serve(folder.path())?;
        // High enough that what is below the embed is on the screen: only that can move.
        page.set_window_size(width, 1800).await?;
        page.goto(&elsewhere(&host)).await?;
        let embed = Embed { page: page.clone(), site, _host: host, _folder: folder };
        embed.fits(&format!("at {width} px")).await?;
        embed.page.enter_frame("iframe").await?;
        live(&embed.page).await?;
        embed.page.leave_frame().await?;
        embed.fits(&format!("at {width} px, live")).await?;
        let seen =
            embed.page.js("return document.getElementById('below').getBoundingClientRect().top < innerHeight").await?;
        assert_eq!(seen, true, "at {width} px the rest of the article is in sight");
        nothing_moved(&embed.page, &format!("at {width} px")).await?;
        no_errors(&embed.page).await?;
    }
    Ok(())
}

async fn the_room_that_is_reserved_is_enough_and_not_much_more(ctx: Ctx) -> Result {
    let seeds = seeds::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"))?;
    let explainer =
        seeds.explainers.iter().find(|explainer| explainer.id == "isis-k").context("the first explainer")?;
    let embed = Embed::open(&ctx, &PLAIN, "").await?;
    for width in [320, 375, 480, 600, 700, 1000] {
        embed.page.js_with("document.querySelector('iframe').width = arguments[0]", vec![width.into()]).await?;
        embed.fits(&format!("at {width} px")).await?;
        let (wanted, reserved) = (embed.heights().await?.1, u64::from(height(explainer, width)));
        println!("{}: {width} px wide: {wanted} px high, {reserved} px reserved", ctx.engine());
        ensure!(reserved >= wanted, "{reserved} px are reserved and {wanted} px wanted at {width} px");
        // From 700 px on WebKit needs a line less than the others.
        let spare = wanted / if ctx.engine() == Engine::WebKit { 6 } else { 8 };
        ensure!(reserved <= wanted + spare, "{reserved} px are reserved for {wanted} px at {width} px");
    }
    Ok(())
}

async fn options_in_the_address_are_kept_to(ctx: Ctx) -> Result {
    let (page, site) = (ctx.page().await?, ctx.site()?);
    let at = |query: &str| format!("{}isis-k/embed/?{query}", site.url());
    let style = |css: &str, name: &str| format!("return getComputedStyle(document.querySelector('{css}')).{name}");

    page.goto(&at("open=aims,threat")).await?;
    live(&page).await?;
    for id in IDS {
        assert_eq!(page.is_open(&details(id)).await?, ["aims", "threat"].contains(&id), "{id}");
    }

    let paper = "return getComputedStyle(document.body).backgroundColor";
    page.goto(&at("theme=dark&accent-dark=ffd54f")).await?;
    assert_eq!(page.js(paper).await?, "rgb(18, 20, 23)");
    assert_eq!(page.js(&style(".embed__kicker", "color")).await?, "rgb(255, 213, 79)");
    page.goto(&at("theme=light&accent=%238a1538&font=Courier%20New,%20monospace&level=4")).await?;
    assert_eq!(page.js(paper).await?, "rgb(255, 255, 255)");
    assert_eq!(page.js(&style(".embed__kicker", "color")).await?, "rgb(138, 21, 56)");
    let font = page.js(&style("body", "fontFamily")).await?;
    assert!(font.as_str().is_some_and(|font| font.replace('"', "") == "Courier New, monospace"), "{font}");
    let levels = "return ['h1', '.accordion__question', '.accordion__gaps h3'].map(css =>
        document.querySelector(css).getAttribute('aria-level'))";
    assert_eq!(page.js(levels).await?, json!(["3", "4", "5"]));

    page.goto(&at("questions=aims,threat&childId=unrelated&utm_source=x")).await?;
    live(&page).await?;
    assert_eq!(page.count("details[data-id]").await?, 2);
    page.wait_until("two are counted", async || Ok(page.text(".progress__words").await?.contains("0 of 2 read")))
        .await?;
    page.click(&summary("threat")).await?;
    page.click("#threat .accordion__tools button").await?;
    page.wait_until("one is read", async || Ok(page.text(".progress__words").await?.contains("1 of 2 read"))).await?;
    // What is said of the others leads to the full page; nothing leads nowhere.
    let ways =
        "return [...document.links].filter(link => link.hash && link.href.split('#')[0] === location.href.split('#')[0]
        && !document.getElementById(link.hash.slice(1))).map(link => link.outerHTML)";
    assert_eq!(page.js(ways).await?, json!([]));
    // The full page knows what was read here, and what was not shown here is still to be read there.
    page.goto(&format!("{}isis-k/", site.url())).await?;
    live(&page).await?;
    page.wait_until("the full page knows", async || Ok(page.text(".progress__words").await?.contains("1 of 5 read")))
        .await?;
    no_errors(&page).await
}

async fn bad_options_are_left_out_and_named_once(ctx: Ctx) -> Result {
    let (page, site) = (ctx.page().await?, ctx.site()?);
    let query =
        "open=nobody&questions=who,nobody&theme=pink&accent=ffff00&accent-dark=red&font=a;b:url(x)&level=9&other=1";
    page.goto(&format!("{}isis-k/embed/?{query}", site.url())).await?;
    live(&page).await?;
    assert_eq!(page.count("details[data-id]").await?, 1, "what is known of a list is kept to");
    assert!(!page.exists("[aria-level], details[open]").await?);
    assert_eq!(
        page.js("return getComputedStyle(document.querySelector('.embed__kicker')).color").await?,
        "rgb(11, 74, 107)"
    );
    if ctx.engine() == Engine::WebKit {
        // What is said while a page loads is not to be had there.
        return Ok(());
    }
    let said: BTreeSet<String> = page
        .console()
        .await?
        .iter()
        .filter_map(|line| Some(line.text.split_once("are ignored: ")?.1.to_owned()))
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    for bad in [
        "open=nobody",
        "questions=who,nobody",
        "theme=pink",
        "accent=ffff00",
        "accent-dark=red",
        "font=a;b:url(x)",
        "level=9",
    ] {
        assert!(said.iter().all(|line| line.contains(bad)), "{bad}: {said:?}");
    }
    assert!(said.iter().all(|line| !line.contains("other")), "{said:?}");
    no_errors(&page).await
}

async fn a_pop_up_stands_at_its_term_in_a_high_frame(ctx: Ctx) -> Result {
    let embed = Embed::open(&ctx, &OWN[0], "").await?;
    let page = &embed.page;
    for width in ["320px", "600px"] {
        page.js_with("document.body.style.maxWidth = arguments[0]", vec![width.into()]).await?;
        page.enter_frame("iframe").await?;
        live(page).await?;
        for id in ["who", "threat"] {
            if !page.is_open(&details(id)).await? {
                page.click(&summary(id)).await?;
            }
            page.click(&format!("#{id} .term button")).await?;
            page.wait_for(".popover:popover-open").await?;
            let gap = format!(
                "const term = document.querySelector('#{id} .term button').getBoundingClientRect();
                 const box = document.querySelector('.popover:popover-open').getBoundingClientRect();
                 return box.height > 40 && box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight
                     && Math.min(Math.abs(box.top - term.bottom), Math.abs(term.top - box.bottom)) < 12"
            );
            page.wait_until(&format!("the pop-up stands at the term of {id}, {width}"), async || {
                Ok(page.js(&gap).await? == true)
            })
            .await?;
            page.wait_until("it has the focus", async || page.is_focused(".popover:popover-open").await).await?;
            page.press(&[], Key::Escape).await?;
            page.wait_until("it is closed", async || Ok(!page.exists(".popover:popover-open").await?)).await?;
        }
        page.leave_frame().await?;
    }
    no_errors(page).await
}

async fn a_place_out_of_sight_is_brought_into_sight_by_the_host(ctx: Ctx) -> Result {
    for host in [OWN[0], PACKAGED[0], PACKAGED[2], PACKAGED[3], BUILT_IN[3]] {
        let embed = Embed::open(&ctx, &host, "").await?;
        let page = &embed.page;
        embed.fits("after load").await?;
        embed.press("Open all").await?;
        embed.fits("with all open").await?;
        // A link far up in the frame leads far down in it; the engine's own scrolling ends at the frame's edge.
        page.js("scrollTo(0, 0); window.moved = scrollY").await?;
        page.enter_frame("iframe").await?;
        page.js("document.querySelector('.progress__tools button').focus({ preventScroll: true })").await?;
        // WebKit's driver takes the focus along when it leaves a frame, and a frame without it may not scroll the host:
        // the frame says its word first.
        let lead = "
            location.hash = 'threat';
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";
        page.js_async(lead).await?;
        page.leave_frame().await?;
        page.wait_until(&format!("{} shows the answer", host.name), async || {
            let top = in_frame(page, "return document.getElementById('threat').getBoundingClientRect().top").await?;
            let frame = page.js("return document.querySelector('iframe').getBoundingClientRect().top").await?;
            let top = top.as_f64().unwrap_or(-1e9) + frame.as_f64().unwrap_or(0.0);
            // Firefox scrolls the host by itself, and forgets the frame's border.
            Ok((-5.0..800.0).contains(&top))
        })
        .await?;
        no_errors(page).await?;
        ctx.done_with(page).await;
    }
    Ok(())
}

async fn without_scripts_the_frame_reads_and_the_element_is_a_link(ctx: Ctx) -> Result {
    for (at, host) in OWN.iter().enumerate() {
        let (site, folder) = (ctx.site()?, Copy::empty()?);
        host.write(&folder, &site.url(), &format!("{}isis-k/embed/", site.url()))?;
        let host = ctx.serve(folder.path())?;
        let page = ctx.page_with(Setup::without_scripts()).await?;
        // On the same site: Chromium's switch does not reach a frame of another one.
        page.goto(&host.url()).await?;
        if at == 0 {
            assert!(page.is_visible("backgrounder-embed a").await? && !page.exists("iframe").await?);
        } else {
            page.enter_frame("iframe").await?;
            page.click(&summary("who")).await?;
            assert!(page.text("#who").await?.contains("Islamic State"));
            assert!(!page.exists(".progress__tools button").await?);
        }
        page.close().await;
    }
    Ok(())
}

async fn a_frame_that_fails_leaves_the_link(ctx: Ctx) -> Result {
    let embed = Embed::open_page(&ctx, |site| {
        article(
            &format!("<script async src='{site}embed.js'></script>"),
            &format!(
                "<backgrounder-embed src='{site}isis-k/gone/'><a id=gone href='{site}isis-k/'>Gone</a></backgrounder-embed>
                 <backgrounder-embed src='javascript:alert(1)'><a id=bad href='{site}isis-k/'>Bad</a></backgrounder-embed>
                 <backgrounder-embed src='{site}isis-k/embed/' id=good><a href='{site}isis-k/'>What is ISIS-K?</a></backgrounder-embed>"
            ),
        )
    })
    .await?;
    let page = &embed.page;
    page.wait_until("the good one is there", async || Ok(!page.is_visible("#good a").await?)).await?;
    assert_eq!(page.attr("#good iframe", "title").await?.as_deref(), Some("What is ISIS-K?"));
    assert!(page.is_visible("#gone").await? && page.is_visible("#bad").await?);
    let height = page.js("return document.querySelector('backgrounder-embed').offsetHeight").await?;
    assert!(height.as_u64() < Some(100), "a link takes the room of a link: {height}");
    assert_eq!(page.count("iframe").await?, 2, "no frame for an address that is none");
    // Taken away and put elsewhere, it loads anew and is there again.
    page.js("document.body.prepend(document.getElementById('good'))").await?;
    page.wait_until("it is there again", async || Ok(!page.is_visible("#good a").await?)).await?;
    Ok(())
}

async fn an_editor_puts_an_embed_together(ctx: Ctx) -> Result {
    let (page, site) = (ctx.page().await?, ctx.site()?);
    let embed = format!("{}isis-k/embed/", site.url());
    page.goto(&format!("{}isis-k/", site.url())).await?;
    page.click("a[href='embed/options/']").await?;
    page.wait_until("the address is shown", async || Ok(page.text(".options__address").await? == embed)).await?;
    page.click("[name=theme] [value=dark]").await?;
    page.click("[name=questions][value=who]").await?;
    page.click("[name=accent-dark]").await?;
    page.keys("#ffd54f").await?;
    let chosen = format!("{embed}?theme=dark&accent-dark=ffd54f&questions=background,aims,taliban,threat");
    page.wait_until("the address follows", async || Ok(page.text(".options__address").await? == chosen)).await?;
    let code = page.text("pre code").await?;
    assert!(code.contains(&format!("src=\"{}\"", chosen.replace('&', "&amp;"))), "{code}");
    assert!(!code.contains("ADDRESS-OF-THIS-SITE"), "{code}");
    page.wait_until("the preview follows", async || {
        page.enter_frame("iframe").await?;
        let seen = page
            .js("return [document.querySelectorAll('details[data-id]').length,
            getComputedStyle(document.querySelector('.embed__kicker')).color]")
            .await;
        page.leave_frame().await?;
        Ok(seen? == json!([4, "rgb(255, 213, 79)"]))
    })
    .await?;
    // What is to be pasted works as it is.
    let folder = Copy::empty()?;
    folder.write("index.html", article("", &code))?;
    let host = ctx.serve(folder.path())?;
    page.goto(&elsewhere(&host)).await?;
    page.enter_frame("iframe").await?;
    live(&page).await?;
    assert_eq!(page.count("details[data-id]").await?, 4);
    page.leave_frame().await?;
    no_errors(&page).await
}

async fn axe_finds_nothing_in_the_embed_and_on_its_options_page(ctx: Ctx) -> Result {
    let (page, site) = (ctx.page().await?, ctx.site()?);
    for theme in ["light", "dark"] {
        page.goto(&format!("{}isis-k/embed/?theme={theme}", site.url())).await?;
        live(&page).await?;
        axe(&page, &format!("{theme}, closed")).await?;
        page.click(".progress__tools button").await?;
        page.click(".embed__more summary").await?;
        axe(&page, &format!("{theme}, open")).await?;
        page.click("#who .term button").await?;
        page.wait_until("the pop-up is open", async || page.is_open("#term--isis-k").await).await?;
        axe(&page, &format!("{theme}, a pop-up open")).await?;
    }
    page.goto(&format!("{}isis-k/embed/options/", site.url())).await?;
    page.wait_for("form:not([hidden])").await?;
    axe(&page, "options").await?;
    no_errors(&page).await
}

async fn a_debug_build_hydrates_the_embed_without_a_word(ctx: Ctx) -> Result {
    let (page, site) = (ctx.page().await?, ctx.debug_site()?);
    // With fewer questions, too: the wasm finds what the options have left.
    for query in ["", "?questions=aims,threat&open=aims&level=4&theme=dark"] {
        page.goto(&format!("{}isis-k/embed/{query}", site.url())).await?;
        live(&page).await?;
        page.click(".progress__tools button").await?;
        page.click("#aims .accordion__tools button").await?;
        page.wait_until("it is read", async || Ok(page.text(".progress__words").await?.contains("1 of"))).await?;
        page.click("#aims .accordion__tools button").await?;
    }
    let said: Vec<String> = page.console().await?.iter().map(ToString::to_string).collect();
    ensure!(said.is_empty(), "the console is not quiet: {said:#?}");
    Ok(())
}

async fn nothing_moves_in_the_embed_when_the_script_arrives(ctx: Ctx) -> Result {
    // A frame that is as high as its content has no scroll bar, and this window stands for one.
    let setup = Setup { chromium_args: vec!["--hide-scrollbars".into()], ..Setup::default() };
    let (page, site) = (ctx.page_with(setup).await?, ctx.site()?);
    page.before_scripts(NOTE_SHIFTS).await?;
    for query in ["", "?theme=dark&font=Courier%20New&accent=8a1538", "?questions=who,aims&open=aims"] {
        for width in [320, 600] {
            page.set_window_size(width, 900).await?;
            page.goto(&format!("{}isis-k/embed/{query}", site.url())).await?;
            live(&page).await?;
            nothing_moved(&page, &format!("{query}, {width} px")).await?;
        }
    }
    no_errors(&page).await
}

async fn nothing_moves_in_an_embed_that_is_seen_before_it_is_whole(ctx: Ctx) -> Result {
    // As above.
    let setup = Setup { chromium_args: vec!["--hide-scrollbars".into()], ..Setup::default() };
    let page = ctx.page_with(setup).await?;
    // However long the rest takes on a busy machine, the page has not yet waited for too long.
    page.before_scripts(&format!("{NOTE_SHIFTS}; {TELL_SHOWN}; window.setTimeout = () => 0")).await?;
    for query in ["?questions=who,aims&open=aims", "?open=who"] {
        page.goto(&(embed_in_two_parts(&ctx, true)? + query)).await?;
        assert_eq!(page.js("return document.querySelectorAll('details[data-id][open]').length").await?, 1);
        assert_eq!(page.js(VISIBILITY).await?, "visible");
        nothing_moved(&page, query).await?;
    }
    Ok(())
}

/// In Chromium, which says nothing at all to a page that breaks off.
async fn an_embed_whose_connection_breaks_shows_what_is_there(ctx: Ctx) -> Result {
    let page = ctx.page().await?;
    page.before_scripts(TELL_SHOWN).await?;
    page.goto(&(embed_in_two_parts(&ctx, false)? + "?questions=who,aims&open=aims")).await?;
    assert_eq!(page.js("return document.readyState").await?, "loading");
    page.wait_until("it is shown", async || Ok(page.js(VISIBILITY).await? == "visible")).await?;
    page.click(&summary("threat")).await?;
    assert!(page.text("#threat").await?.contains("airport"));
    Ok(())
}

/// As a host's closed tab does it, or a browser's own way of taking a picture of a long page.
async fn a_frame_that_is_folded_away_asks_for_no_height(ctx: Ctx) -> Result {
    let (page, site) = (ctx.page().await?, ctx.site()?);
    page.goto(&format!("{}isis-k/embed/options/", site.url())).await?;
    let fits = "const frame = document.querySelector('iframe');
        const main = frame.contentDocument.querySelector('main');
        return frame.clientWidth > 0 && frame.clientHeight === Math.ceil(main?.getBoundingClientRect().height)";
    page.enter_frame("iframe").await?;
    live(&page).await?;
    page.leave_frame().await?;
    page.wait_until("the frame fits", async || Ok(page.js(fits).await? == true)).await?;
    let fold = "window.asked = [];
        addEventListener('message', ({ data }) => data.type === 'embed-size' && asked.push(data.height));
        const frame = document.querySelector('iframe');
        const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        frame.style.inlineSize = 0;
        await drawn();
        if (frame.contentWindow.innerWidth > 0) throw new Error('the frame has a width');
        frame.style.inlineSize = '400px';
        await drawn();";
    page.js_async(fold).await?;
    page.wait_until("the frame fits again", async || Ok(page.js(fits).await? == true)).await?;
    let asked: Vec<u64> = serde_json::from_value(page.js("return asked").await?)?;
    assert!(!asked.is_empty() && asked.iter().all(|height| *height < 2000), "{asked:?}");
    Ok(())
}

const VISIBILITY: &str = "return getComputedStyle(document.querySelector('.accordion')).visibility";

/// The embed page in two parts, of which the first ends behind its questions; see [`in_two_parts`].
fn embed_in_two_parts(ctx: &Ctx, is_whole: bool) -> Result<String> {
    let html = std::fs::read_to_string(ctx.dist()?.join("isis-k/embed/index.html"))?;
    in_two_parts(html, "<div data-widget=\"record\"", is_whole)
}
