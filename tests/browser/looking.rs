//! What the page looks like where it can be measured: accessibility rules, movement, paper.

use super::arriving::{NOTE_SHIFTS, TELL_SHOWN, in_two_parts, nothing_moved};
use super::case::{Case, Ctx, Engine, Missing, Result, cases};
use super::page::{Key, Page, Setup};
use super::reader::{IDS, Reader, live, open};
use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

pub fn cases() -> Vec<Case> {
    cases![
        axe_finds_nothing_in_any_state,
        // Only Chromium says what moves, and can pretend to be paper.
        nothing_moves_when_the_script_arrives in [Chromium],
        nothing_moves_when_the_page_arrives_in_two_parts in [Chromium],
        every_control_is_large_enough_for_a_finger,
        a_column_of_text_is_comfortable_to_read,
        paper_shows_every_answer_and_the_glossary in [Chromium],
        forced_colours_keep_every_state_visible in [Chromium, Firefox],
        nothing_moves_for_readers_who_asked_for_that in [Chromium, Firefox],
        the_page_asks_nobody_else_for_anything,
        a_reader_view_lacks_no_word,
        a_copy_lacks_no_word,
    ]
}

/// Whether axe finds the page accessible, in a state that is named where it does not.
pub async fn axe(page: &Page, state: &str) -> Result {
    let source = installed("BACKGROUNDER_AXE")?;
    page.js(&format!("{source}; window.axe = axe")).await?;
    let found = page
        .js_async(
            "const found = await axe.run();
             return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))",
        )
        .await?;
    ensure!(found == json!([]), "axe, {state}: {found:#}");
    Ok(())
}

/// A script that the project's set-up installs, and whose path this variable holds.
fn installed(variable: &str) -> Result<String> {
    let path = std::env::var(variable).ok().filter(|path| !path.is_empty()).ok_or_else(|| Missing {
        what: format!("{variable} names no file: run `make test`, which installs it"),
        fatal: true,
    })?;
    std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))
}

/// The texts of the page that must be in any other form of it, each in one piece.
const TEXTS: &str = "
    const plain = text => text.replace(/\\s+/g, ' ').trim();
    const texts = [...document.querySelectorAll('#deck p, [data-p], .accordion__gaps li')].map(e => plain(e.textContent));";

/// What Firefox shows in its reader view, and others in theirs, is what this library finds.
async fn a_reader_view_lacks_no_word(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let source = installed("BACKGROUNDER_READABILITY")?;
    let lost = format!(
        "{source}; {TEXTS}
        const shown = plain(new Readability(document.cloneNode(true)).parse().textContent);
        return texts.length > 20 ? texts.filter(text => !shown.includes(text)) : ['there are few texts']"
    );
    let lost = reader.page.js(&lost).await?;
    ensure!(lost == json!([]), "{lost:#}");
    Ok(())
}

/// Firefox leaves out what it takes for a button's label.
async fn a_copy_lacks_no_word(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.press(".progress", "Open all").await?;
    let lost = format!(
        "{TEXTS}
        getSelection().selectAllChildren(document.querySelector('main'));
        const copied = plain(getSelection().toString());
        return texts.length > 20 ? texts.filter(text => !copied.includes(text)) : ['there are few texts']"
    );
    let lost = reader.page.js(&lost).await?;
    ensure!(lost == json!([]), "{lost:#}");
    Ok(())
}

async fn axe_finds_nothing_in_any_state(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let schemes: &[&str] = if ctx.engine() == Engine::Chromium { &["light", "dark"] } else { &["light"] };
    for scheme in schemes {
        if schemes.len() > 1 {
            reader.page.emulate(&[&format!("prefers-color-scheme: {scheme}")]).await?;
        }
        reader.goto("").await?;
        axe(&reader.page, &format!("{scheme}, all closed")).await?;
        reader.press(".progress", "Open all").await?;
        // The status message fades: only then is its contrast what a reader sees.
        hide_message(&reader).await?;
        axe(&reader.page, &format!("{scheme}, all open")).await?;
        reader.page.click("#who .term button").await?;
        axe(&reader.page, &format!("{scheme}, a pop-up open")).await?;
        reader.page.press(&[], Key::Escape).await?;
        reader.press("#who", "Mark as read").await?;
        hide_message(&reader).await?;
        axe(&reader.page, &format!("{scheme}, one answer read")).await?;
        reader.press("#who", "Mark as unread").await?;
    }
    reader.no_errors().await
}

async fn hide_message(reader: &Reader) -> Result {
    reader.page.js("document.querySelector('.announcer').getAnimations().forEach(a => a.finish())").await?;
    Ok(())
}

async fn nothing_moves_when_the_script_arrives(ctx: Ctx) -> Result {
    let reader = Reader { page: ctx.page().await?, site: ctx.site()? };
    reader.page.before_scripts(NOTE_SHIFTS).await?;
    for width in [320, 390, 768, 1280] {
        reader.page.set_window_size(width, 900).await?;
        for visit in ["a first visit", "a return"] {
            reader.goto("").await?;
            nothing_moved(&reader.page, &format!("{visit}, {width} px")).await?;
            if visit == "a first visit" {
                reader.open_answer("who").await?;
                reader.press("#who", "Mark as read").await?;
            }
        }
        reader.press(".record", "Start again").await?;
        reader.page.js("localStorage.clear()").await?;
        reader.page.goto("about:blank").await?;
    }
    Ok(())
}

/// The second part needs a scroll bar, which must take no room from the first.
async fn nothing_moves_when_the_page_arrives_in_two_parts(ctx: Ctx) -> Result {
    let page = ctx.page().await?;
    page.before_scripts(&format!("{NOTE_SHIFTS}; {TELL_SHOWN}")).await?;
    let html = std::fs::read_to_string(ctx.dist()?.join("isis-k/index.html"))?;
    for width in [768, 1280] {
        page.set_window_size(width, 900).await?;
        page.goto(&in_two_parts(html.clone(), "</h1>", true)?).await?;
        let scrolls = "
            const { clientWidth, scrollHeight } = document.documentElement;
            return scrollHeight > innerHeight && clientWidth < innerWidth";
        assert_eq!(page.js(scrolls).await?, true, "{width} px: the page has a scroll bar, and that takes room");
        nothing_moved(&page, &format!("{width} px")).await?;
    }
    Ok(())
}

async fn every_control_is_large_enough_for_a_finger(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.press(".progress", "Open all").await?;
    reader.press("#who", "Mark as read").await?;
    reader.page.click("#who .term button").await?;
    // A term is part of a sentence: its size is the sentence's (WCAG 2.5.8 excepts it).
    let small = "
        return [...document.querySelectorAll('summary, button:not(.term button), a')].filter(e => {
            const box = e.getBoundingClientRect();
            return e.checkVisibility() && box.height < 44;
        }).map(e => e.outerHTML.slice(0, 120) + ' ' + e.getBoundingClientRect().height)";
    assert_eq!(reader.page.js(small).await?, json!([]));
    Ok(())
}

async fn a_column_of_text_is_comfortable_to_read(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    let characters = "
        const p = document.querySelector('#who > p');
        const range = document.createRange();
        const tops = new Map();
        const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        for (let node; node = walk.nextNode();) for (let i = 0; i < node.length; i++) {
            range.setStart(node, i); range.setEnd(node, i + 1);
            const line = Math.round(range.getBoundingClientRect().bottom / 8);
            tops.set(line, (tops.get(line) ?? 0) + 1);
        }
        return Math.max(...tops.values())";
    let longest = reader.page.js(characters).await?.as_u64().context("a number")?;
    assert!((55..=80).contains(&longest), "the longest line has {longest} characters");
    Ok(())
}

async fn paper_shows_every_answer_and_the_glossary(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.page.emulate(&["print"]).await?;
    let hidden = "
        return [...document.querySelectorAll('h1, h2, h3, .opening p:not(.opening__jumps), [data-p], .accordion__gaps li, dt, dd:not(.glossary__uses), .timeline p, .who p, .sources li')]
            .filter(e => !e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}) || !e.getBoundingClientRect().height)
            .map(e => e.outerHTML.slice(0, 100))";
    assert_eq!(reader.page.count("details[open]").await?, 0);
    assert_eq!(reader.page.js(hidden).await?, json!([]));
    let controls =
        "return [...document.querySelectorAll('.button, .popover, progress')].filter(e => e.checkVisibility()).length";
    assert_eq!(reader.page.js(controls).await?, 0, "paper has no buttons");
    Ok(())
}

/// The explainer for a reader who has set this in the system. WebKitGTK's driver can pretend none of it.
pub async fn open_for(ctx: &Ctx, media: &[&str], firefox_prefs: &[(&'static str, i32)]) -> Result<Reader> {
    let firefox_prefs = firefox_prefs.iter().map(|&(name, value)| (name, json!(value))).collect();
    let page = ctx.page_with(Setup { firefox_prefs, ..Setup::default() }).await?;
    if ctx.engine() == Engine::Chromium {
        page.emulate(media).await?;
    }
    let reader = Reader { page, site: ctx.site()? };
    reader.goto("").await?;
    for query in media {
        let matches = reader.page.js_with("return matchMedia(`(${arguments[0]})`).matches", vec![json!(query)]).await?;
        ensure!(matches == true, "{query} is pretended");
    }
    Ok(reader)
}

pub const FORCED: (&[&str], &[(&str, i32)]) = (
    &["forced-colors: active", "prefers-reduced-motion: reduce"],
    &[("browser.display.document_color_use", 2), ("ui.prefersReducedMotion", 1)],
);

/// With its motion, which readers may ask to be spared, the same page has something that moves.
async fn nothing_moves_for_readers_who_asked_for_that(ctx: Ctx) -> Result {
    for (asked, preference) in [("reduce", 1), ("no-preference", 0)] {
        let media = format!("prefers-reduced-motion: {asked}");
        let reader = open_for(&ctx, &[&media], &[("ui.prefersReducedMotion", preference)]).await?;
        // Whatever may move over a distance: a turn, a slide, a scroll. That a message fades is no movement.
        let moving = "
            // Another message may have come and be one that is not shown.
            document.querySelector('.announcer').dataset.say = 'once';
            const styles = [...document.querySelectorAll('*')].flatMap(e =>
                [null, '::before', '::after'].map(part => getComputedStyle(e, part)));
            const turns = styles.filter(style => style.transitionDuration.split(', ').some(time => parseFloat(time) > 0)).length;
            const scrolls = styles.filter(style => style.scrollBehavior === 'smooth').length;
            // A turn that is under way is one of those above.
            const animations = document.getAnimations().filter(animation => !(animation instanceof CSSTransition));
            const frames = animations.flatMap(animation => animation.effect.getKeyframes());
            const slides = frames.filter(frame => ['translate', 'transform', 'rotate', 'scale', 'left', 'top'].some(name => name in frame)).length;
            return [turns > 0, scrolls > 0, slides > 0, frames.length > 0]";
        reader.open_answer("who").await?;
        reader.press("#who", "Mark as read").await?;
        reader.wait_for_status("who", "Read").await?;
        // No page glides to where a link leads (docs/decisions.md, 41), and the message is shown and fades in both.
        let expected = json!([asked != "reduce", false, false, true]);
        let seen = reader.page.js(moving).await?;
        ensure!(seen == expected, "{asked}: turns, scrolls, slides, fades: {seen}");
        reader.page.close().await;
    }
    Ok(())
}

async fn forced_colours_keep_every_state_visible(ctx: Ctx) -> Result {
    let reader = open_for(&ctx, FORCED.0, FORCED.1).await?;
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_status("who", "Read").await?;
    // What tells states apart is a word; the mark beside it is filled all the same, and the bar has an edge of its own.
    let mark = "
        const style = getComputedStyle(document.querySelector('[data-status=read]'), '::before');
        return style.backgroundColor === style.borderTopColor";
    assert_eq!(reader.page.js(mark).await?, true);
    let edge = "return getComputedStyle(document.querySelector('progress')).borderTopStyle";
    assert_eq!(reader.page.js(edge).await?, "solid");
    let moving =
        "return document.documentElement.matches(':root') && getComputedStyle(document.documentElement).scrollBehavior";
    assert_eq!(reader.page.js(moving).await?, "auto");
    axe(&reader.page, "forced colours").await
}

async fn the_page_asks_nobody_else_for_anything(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.press(".progress", "Open all").await?;
    reader.page.click("#who .term button").await?;
    reader.page.press(&[], Key::Escape).await?;
    reader.press("#who", "Mark as read").await?;
    reader.reload().await?;
    live(&reader.page).await?;
    let names = reader.page.js("return performance.getEntriesByType('resource').map(entry => entry.name)").await?;
    let origin = reader.site.url();
    let foreign: Vec<&Value> = names
        .as_array()
        .context("a list")?
        .iter()
        .filter(|name| !name.as_str().is_some_and(|name| name.starts_with(&origin)))
        .collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    assert_eq!(reader.page.js("return document.cookie").await?, "");
    assert_eq!(reader.page.count(&format!("#{}", IDS[0])).await?, 1);
    Ok(())
}
