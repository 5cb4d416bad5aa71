//! Whether everything on a page has its room: nothing runs out of it, is cut, or lies on something else.
//!
//! Measured where room is scarce: on a phone of 320 px, at a zoom of 400 % (WCAG 1.4.10), and with the spacing of text
//! that readers may set (WCAG 1.4.12); in both directions of writing.

use super::case::{Case, Ctx, Result, cases};
use super::narrow::{Narrow, Room, style};
use super::reader::{live, stop_the_clock};
use super::visual::from_right_to_left;
use anyhow::{Context as _, ensure};
use serde_json::json;

pub fn cases() -> Vec<Case> {
    cases![
        boxes_of_the_explainer_have_their_room,
        boxes_of_the_front_page_have_their_room,
        boxes_of_the_embed_page_have_their_room,
        boxes_of_the_options_page_have_their_room,
        boxes_have_their_room_from_right_to_left,
        boxes_that_have_no_room_are_found,
        boxes_of_the_timeline_run_as_the_text_does,
        no_line_ends_between_a_term_and_the_marks_that_touch_it,
    ]
}

const PHONE: Room = Room { width: 320, height: 640, zoom: 1 };
/// A window of 1280 by 900 at 400 %.
const ZOOMED: Room = Room { width: 320, height: 225, zoom: 4 };
const LARGER: [Room; 2] = [Room { width: 390, height: 844, zoom: 1 }, Room { width: 1280, height: 900, zoom: 1 }];

impl Narrow {
    /// Nothing is wrong with the page as it is, nor with spaced text.
    async fn has_room(&self, state: &str) -> Result {
        self.measure(state).await?;
        self.page.js(&style(SPACED)).await?;
        self.measure(&format!("{state}, with spaced text")).await
    }

    async fn measure(&self, state: &str) -> Result {
        let found = self.page.js(WRONG).await?;
        ensure!(found == json!([]), "{state}: {found:#}");
        Ok(())
    }

    /// The whole of a page of questions, then a pop-up, then both with spaced text, in each room.
    async fn explainer_has_room(&self, path: &str, rooms: &[Room]) -> Result {
        for room in rooms {
            let state = |what: &str| format!("{path} at {} px, zoom {}, {what}", room.width, room.zoom);
            self.goto(path, *room).await?;
            live(&self.page).await?;
            stop_the_clock(&self.page).await?;
            self.measure(&state("all closed")).await?;
            self.page.js("for (const answer of document.querySelectorAll('details')) answer.open = true").await?;
            self.measure(&state("all open")).await?;
            self.open_pop_up().await?;
            self.has_room(&state("a pop-up open")).await?;
            self.leave().await?;
        }
        Ok(())
    }
}

/// Text as WCAG 1.4.12 lets readers set it.
const SPACED: &str = "
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }";

/// What has no room, in words.
///
/// - The page cannot be moved sideways, and nothing reaches beyond its sides.
/// - No text is wider than the box that it is in, or is cut by it.
/// - Lines of text, and controls, lie beside each other. Of a line counts what is one em high around its middle, since
///   some faces claim far more than they draw.
/// - So do the parts of the two pictures: labels, marks, boxes.
///
/// A pop-up lies above the page by its nature, and is measured by itself.
const WRONG: &str = "
    const wrong = document.querySelector('main') ? [] : ['there is no page'];
    const root = document.documentElement;
    const sides = root.clientWidth;
    if (root.scrollWidth > sides) wrong.push(`moves sideways: ${root.scrollWidth} of ${sides}`);
    const name = e => e.outerHTML.slice(0, 90).replace(/\\s+/g, ' ');
    const seen = e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true});
    const above = e => e.closest('.popover, .announcer');
    const all = [...document.querySelectorAll('body *')].filter(e => seen(e) && !e.closest('.announcer'));
    const outside = (e, {left, right, width}) =>
        width && (right > sides + 0.5 || left < -0.5) && wrong.push(`outside: ${left} to ${right}: ${name(e)}`);
    // A group has no box of its own, and Firefox reckons one wrongly that holds a drawing.
    all.filter(e => !e.matches('g')).forEach(e => outside(e, e.getBoundingClientRect()));

    const lines = [];
    for (const e of all) {
        const style = getComputedStyle(e);
        const size = parseFloat(style.fontSize);
        if (e.clientWidth && !e.closest('svg')) {
            if (e.scrollWidth > e.clientWidth + 1) wrong.push(`wider than its box, ${e.scrollWidth} of ${e.clientWidth}: ${name(e)}`);
            const cuts = ['hidden', 'clip'].includes(style.overflowY);
            if (cuts && e.scrollHeight > e.clientHeight + 1 && e.tagName !== 'PROGRESS') wrong.push(`cut: ${name(e)}`);
        }
        for (const node of e.childNodes) {
            if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            for (const box of range.getClientRects()) {
                if (box.width < 1) continue;
                outside(e, box);
                const middle = (box.top + box.bottom) / 2;
                const {left, right} = box;
                lines.push({e, of: above(e), left, right, top: middle - size / 2, bottom: middle + size / 2});
            }
        }
    }
    const apart = (boxes, least) => boxes.forEach((a, at) => {
        for (const b of boxes.slice(at + 1)) {
            if (a.of !== b.of || a.e.contains(b.e) && a.control || b.e.contains(a.e) && b.control) continue;
            const over = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const under = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (over > least && under > least) wrong.push(`${name(a.e)} on ${name(b.e)}: ${over} by ${under}`);
        }
    });
    apart(lines, 1);
    const boxes = css => all.filter(e => e.matches(css)).map(e => {
        const {left, right, top, bottom} = e.getBoundingClientRect();
        return {e, of: above(e), left, right, top, bottom, control: true};
    });
    apart(boxes('button:not(.term button), summary, select, input, textarea, .popover a, p > a[href]:only-child'), 1);
    // A control that shows no text of its own, upon text.
    for (const close of boxes('.popover__close')) apart([close, ...lines.filter(line => line.of === close.of)], 1);

    // Marks stand in their lanes; words of a map stand on its lines.
    const drawn = css => all.filter(e => e.matches(css)).map(e => {
        const range = document.createRange();
        range.selectNodeContents(e);
        const {left, right, top, bottom} = (e.matches('.who__line') ? range : e).getBoundingClientRect();
        return {e, left, right, top, bottom};
    });
    for (const [of, css] of [
        ['#timeline', '.timeline__marks > circle, .timeline__marks > rect'],
        ['#who-is-who', '.who__hub, .who__box, .who__line'],
    ]) {
        const some = drawn(css);
        if (document.querySelector(of) && !some.length) wrong.push(`there is no ${css}`);
        some.forEach(({e, left, right}) => outside(e, {left, right, width: 1}));
        apart(some, 0.5);
    }
    // From above: marks, the axis, labels; all of them within the drawing, or nearly.
    for (const axis of document.querySelectorAll('.timeline__axis')) {
        const heights = css => [...axis.querySelectorAll(css)].map(e => {
            const {top, bottom} = e.getBoundingClientRect();
            return (top + bottom) / 2;
        });
        const {top, bottom} = axis.getBoundingClientRect();
        const rows = [[top], heights('.timeline__marks > *'), heights('g.timeline__line > line'), heights('text'), [bottom]];
        rows.slice(1).forEach((row, at) =>
            Math.min(...row) > Math.max(...rows[at]) || wrong.push(`axis: ${row} is not below ${rows[at]}`));
    }
    return wrong.slice(0, 12)";

async fn boxes_of_the_explainer_have_their_room(ctx: Ctx) -> Result {
    let narrow = Narrow::open(&ctx, ctx.site_of(ctx.texts_with("french")?.path())?).await?;
    narrow.explainer_has_room("isis-k/", &[PHONE, ZOOMED, LARGER[0], LARGER[1]]).await?;
    // The page's own words are longer there.
    narrow.explainer_has_room("french/", &[PHONE]).await
}

async fn boxes_of_the_front_page_have_their_room(ctx: Ctx) -> Result {
    let narrow = Narrow::open(&ctx, ctx.copy_of_site()?).await?;
    for room in [PHONE, ZOOMED, LARGER[1]] {
        narrow.goto("", room).await?;
        narrow.has_room(&format!("{room:?}")).await?;
        narrow.leave().await?;
    }
    Ok(())
}

async fn boxes_of_the_embed_page_have_their_room(ctx: Ctx) -> Result {
    let narrow = Narrow::open(&ctx, ctx.copy_of_site()?).await?;
    narrow.explainer_has_room("isis-k/embed/", &[PHONE, ZOOMED, Room { width: 600, ..PHONE }]).await
}

async fn boxes_of_the_options_page_have_their_room(ctx: Ctx) -> Result {
    let narrow = Narrow::open(&ctx, ctx.copy_of_site()?).await?;
    for room in [PHONE, ZOOMED] {
        narrow.goto("isis-k/embed/options/", room).await?;
        narrow.page.wait_until("the form is there", async || narrow.page.is_visible("form").await).await?;
        narrow.page.js("for (const snippet of document.querySelectorAll('details')) snippet.open = true").await?;
        narrow.has_room(&format!("{room:?}")).await?;
        narrow.leave().await?;
    }
    Ok(())
}

async fn boxes_have_their_room_from_right_to_left(ctx: Ctx) -> Result {
    let narrow = Narrow::open(&ctx, from_right_to_left(&ctx)?).await?;
    narrow.explainer_has_room("isis-k/", &[PHONE, ZOOMED]).await?;
    narrow.explainer_has_room("urdu/", &[PHONE]).await?;
    narrow.explainer_has_room("isis-k/embed/", &[PHONE]).await?;
    narrow.goto("", PHONE).await?;
    narrow.has_room("the front page").await?;
    narrow.leave().await
}

/// The measuring itself: a page with each of the faults is not let through.
async fn boxes_that_have_no_room_are_found(ctx: Ctx) -> Result {
    let narrow = Narrow::open(&ctx, ctx.copy_of_site()?).await?;
    narrow.goto("isis-k/", PHONE).await?;
    live(&narrow.page).await?;
    narrow.measure("as it is").await?;
    for (css, word) in [
        ("h1 { white-space: nowrap }", "moves sideways"),
        ("h1 { margin-inline-start: -3rem }", "outside"),
        (".opening__notice { white-space: nowrap; overflow: hidden }", "wider than its box"),
        (".opening__notice { block-size: 2.5em; overflow: hidden }", "cut"),
        (".accordion__meta { margin-block-start: -1rem }", " on "),
        (".timeline__axis tspan { font-size: 2rem }", "<tspan"),
        (".timeline__axis { font-size: 0.1rem }", "axis: "),
        (".who__box { margin-block-start: -2rem }", "who__box"),
    ] {
        narrow.page.js(&format!("document.adoptedStyleSheets = []; {}", style(css))).await?;
        let found = narrow.page.js(WRONG).await?.to_string();
        ensure!(found.contains(word), "{css} is not found: {found}");
    }
    narrow.leave().await
}

/// The first event is on the side where the reader begins.
async fn boxes_of_the_timeline_run_as_the_text_does(ctx: Ctx) -> Result {
    let places = "
        const middle = e => { const {left, right} = e.getBoundingClientRect(); return (left + right) / 2 };
        const of = css => [...document.querySelectorAll(css)].map(middle);
        const [labels, ticks] = ['.timeline__axis > text', '.timeline__axis > line.timeline__line'].map(of);
        return {
            marks: of('.timeline__marks > *'), labels, ticks,
        }";
    for (rtl, dir) in [(true, "rtl"), (false, "ltr")] {
        let copy = if rtl { from_right_to_left(&ctx)? } else { ctx.copy_of_site()? };
        let narrow = Narrow::open(&ctx, copy).await?;
        narrow.goto("isis-k/", PHONE).await?;
        let seen = narrow.page.js(places).await?;
        let places_of = |name: &str| -> Result<Vec<f64>> {
            Ok(seen[name].as_array().context("a list")?.iter().filter_map(serde_json::Value::as_f64).collect())
        };
        let runs = |places: &[f64]| places.windows(2).all(|two| if rtl { two[0] > two[1] } else { two[0] < two[1] });
        let (marks, labels, ticks) = (places_of("marks")?, places_of("labels")?, places_of("ticks")?);
        ensure!(marks.len() > 2 && ticks.len() > 2, "{dir}: {seen}");
        let (first, last) = (marks[0], marks[marks.len() - 1]);
        ensure!(
            if rtl { first > last } else { first < last },
            "{dir}: the first mark is at {first}, the last at {last}"
        );
        ensure!(runs(&ticks) && runs(&labels), "{dir}: the labels do not run with the text: {seen}");
        // A label begins at its tick.
        let begins = ticks.iter().zip(&labels).all(|(tick, label)| if rtl { label < tick } else { label > tick });
        ensure!(begins, "{dir}: labels lie on the wrong side of their ticks: {seen}");
        narrow.leave().await?;
    }
    Ok(())
}

async fn no_line_ends_between_a_term_and_the_marks_that_touch_it(ctx: Ctx) -> Result {
    // In columns of every width, since each breaks its lines elsewhere. A word's beginning and end are looked at, with
    // whatever touches it: how they are put together is the page's affair.
    let parted = "
        const main = document.querySelector('main');
        for (const answer of document.querySelectorAll('details')) answer.open = true;
        const found = {before: new Set(), after: new Set(), parted: []};
        const edges = [];
        const texts = of => {
            const walk = document.createTreeWalker(of, NodeFilter.SHOW_TEXT);
            const all = [];
            for (let node; node = walk.nextNode();) all.push(node);
            return all;
        };
        for (const p of document.querySelectorAll('[data-p], .opening__deck p')) {
            const places = texts(p).flatMap(node => [...node.data].map((_, at) => [node, at]));
            const text = p.textContent;
            for (const term of p.querySelectorAll('.term')) {
                const own = texts(term);
                let begin = places.findIndex(([node]) => node === own[0]);
                let end = begin + term.textContent.length;
                while (begin > 0 && /\\S/.test(text[begin - 1])) begin--;
                while (end < text.length && /\\S/.test(text[end])) end++;
                const mark = /[^\\p{L}\\p{N}]/u;
                if (mark.test(text[begin])) found.before.add(text.slice(begin, end));
                if (mark.test(text[end - 1])) found.after.add(text.slice(begin, end));
                for (const at of [begin, begin + 1, end - 4, end - 3, end - 2]) {
                    if (at >= begin && at + 1 < end && !/[\\s-]/.test(text[at]) && /\\S/.test(text[at + 1])) {
                        edges.push([places[at], places[at + 1], text.slice(begin, end)]);
                    }
                }
            }
        }
        const range = document.createRange();
        const line = ([node, at]) => {
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const {top, bottom} = range.getBoundingClientRect();
            return (top + bottom) / 2;
        };
        for (let width = 280; width <= 720; width += 4) {
            main.style.inlineSize = `${width}px`;
            for (const [one, other, word] of edges) {
                if (Math.abs(line(one) - line(other)) > 8) found.parted.push(`${width}: ${word}`);
            }
        }
        return {before: [...found.before], after: [...found.after], parted: found.parted.slice(0, 12)}";
    let texts = ctx.texts()?;
    // The text itself opens no mark before a term.
    texts.edit("isis-k.md", "a beachhead,", "a “beachhead”,")?;
    texts.edit("isis-k.md", "Tora Bora area", "(Tora Bora) area")?;
    let copy = ctx.site_of(texts.path())?;
    let (page, site) = (ctx.page().await?, ctx.serve(copy.path())?);
    page.goto(&(site.url() + "isis-k/")).await?;
    let seen = page.js(parted).await?;
    for side in ["before", "after"] {
        ensure!(seen[side].as_array().is_some_and(|marks| marks.len() > 1), "no mark stands {side} a term: {seen:#}");
    }
    ensure!(seen["parted"] == json!([]), "{seen:#}");
    Ok(())
}
