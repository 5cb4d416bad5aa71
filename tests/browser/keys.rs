//! The page by keyboard alone: every control is reached and used by key, and at each stop the focus is to be seen.

use super::case::{Case, Ctx, Result, cases};
use super::looking::{FORCED, open_for};
use super::page::Key;
use super::reader::{IDS, Reader, details, in_view, open, summary};
use anyhow::{bail, ensure};
use serde_json::Value;

pub fn cases() -> Vec<Case> {
    cases![
        keys_open_answers_and_explain_terms,
        keys_mark_continue_and_start_again,
        keys_follow_the_jumps_to_the_pictures_and_back,
        keys_lead_from_the_glossary_back_to_the_text,
        keys_are_followed_in_forced_colours in [Chromium, Firefox],
        a_focus_that_is_not_seen_is_found,
    ]
}

/// Nothing, where the element with the focus shows that it has it, and nothing lies on it; else what is wrong.
///
/// The outline must be another than the same element has without the focus. A pop-up that opens takes the focus as a whole,
/// and is itself what is seen of it.
const UNSEEN: &str = "
    const ring = e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth, s.outlineColor].join(' ') };
    window.rings ??= new WeakMap();
    const focused = document.activeElement;
    for (const e of document.querySelectorAll('a, button, summary, [tabindex]')) if (e !== focused) rings.set(e, ring(e));
    if (!focused || focused === document.body) return 'nothing has the focus';
    const name = focused.outerHTML.slice(0, 90);
    const style = getComputedStyle(focused);
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && ring(focused) !== rings.get(focused);
    if (!outlined && !focused.matches(':popover-open')) return `no outline: ${ring(focused)} ${name}`;
    const box = focused.getClientRects()[0];
    if (!box) return `no box: ${name}`;
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (right - left < 1 || bottom - top < 1) return `out of sight: ${name}`;
    const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!focused.contains(at)) return `behind ${at?.outerHTML.slice(0, 90)}: ${name}`;
    return null";

/// A reader without a mouse.
struct Keys {
    reader: Reader,
}

impl Keys {
    async fn open(ctx: &Ctx) -> Result<Self> {
        Self::with(open(ctx).await?).await
    }

    async fn with(reader: Reader) -> Result<Self> {
        let keys = Self { reader };
        keys.begin().await?;
        Ok(keys)
    }

    /// What each page needs that is walked through.
    async fn begin(&self) -> Result {
        self.reader.stop_the_clock().await?;
        self.unseen().await?;
        Ok(())
    }

    async fn unseen(&self) -> Result<Value> {
        self.reader.page.js(UNSEEN).await
    }

    /// The focus is to be seen, once what scrolls has come to rest.
    async fn stop(&self) -> Result {
        let seen = self.reader.page.wait_until("the focus is to be seen", async || {
            let unseen = self.unseen().await?;
            ensure!(unseen.is_null(), "{unseen}");
            Ok(true)
        });
        seen.await
    }

    async fn press(&self, key: Key) -> Result {
        self.reader.page.press(&[], key).await
    }

    /// Goes on by Tab until the focus is on this, and looks at each stop.
    async fn tab_to(&self, css: &str) -> Result {
        self.go_to(&[], css).await
    }

    /// The same backwards.
    async fn back_to(&self, css: &str) -> Result {
        self.go_to(&[Key::Shift], css).await
    }

    async fn go_to(&self, held: &[Key], css: &str) -> Result {
        for _ in 0..90 {
            self.reader.page.press(held, Key::Tab).await?;
            self.stop().await?;
            if self.has_focus(css).await? {
                return Ok(());
            }
        }
        bail!("ninety presses of Tab do not lead to {css}")
    }

    /// Whether the focus is on what matches, now.
    async fn has_focus(&self, css: &str) -> Result<bool> {
        Ok(self.reader.page.js_with("return document.activeElement.matches(arguments[0])", vec![css.into()]).await?
            == true)
    }

    async fn focus_is_on(&self, css: &str) -> Result {
        self.reader.page.wait_until(&format!("the focus is on {css}"), async || self.has_focus(css).await).await?;
        self.stop().await
    }

    async fn opens(&self, css: &str) -> Result {
        self.reader.page.wait_until(&format!("{css} is open"), async || self.reader.page.is_open(css).await).await
    }

    async fn closes(&self, css: &str) -> Result {
        self.reader
            .page
            .wait_until(&format!("{css} is closed"), async || Ok(!self.reader.page.is_open(css).await?))
            .await
    }

    async fn answers_open(&self, count: usize) -> Result {
        let open = async || Ok(self.reader.page.count("details[open]").await? == count);
        self.reader.page.wait_until(&format!("{count} answers are open"), open).await
    }

    /// The next stop is within this.
    async fn goes_on_in(&self, css: &str) -> Result {
        self.press(Key::Tab).await?;
        self.stop().await?;
        ensure!(self.has_focus(&format!("{css} *")).await?, "the next key does not go on in {css}");
        Ok(())
    }
}

async fn keys_open_answers_and_explain_terms(ctx: Ctx) -> Result {
    let keys = Keys::open(&ctx).await?;
    // A term of the introduction: its pop-up has the focus, then the link in it and the button that closes it.
    let (term, popover) = (".opening .term button", "#term--isis-k");
    keys.tab_to(term).await?;
    keys.press(Key::Enter).await?;
    keys.opens(popover).await?;
    keys.focus_is_on(popover).await?;
    keys.tab_to(&format!("{popover} a")).await?;
    keys.tab_to(&format!("{popover} .popover__close")).await?;
    keys.press(Key::Enter).await?;
    keys.closes(popover).await?;
    keys.focus_is_on(term).await?;
    keys.reader.page.keys(" ").await?;
    keys.opens(popover).await?;
    keys.press(Key::Escape).await?;
    keys.closes(popover).await?;
    keys.focus_is_on(term).await?;

    keys.tab_to(".progress__tools button").await?;
    keys.press(Key::Enter).await?;
    keys.answers_open(IDS.len()).await?;
    keys.focus_is_on(".progress__tools button").await?;
    keys.reader.page.keys(" ").await?;
    keys.answers_open(0).await?;

    keys.tab_to(&summary("who")).await?;
    keys.press(Key::Enter).await?;
    keys.opens(&details("who")).await?;
    keys.reader.page.keys(" ").await?;
    keys.closes(&details("who")).await?;
    keys.press(Key::Enter).await?;
    keys.opens(&details("who")).await?;
    keys.focus_is_on(&summary("who")).await?;
    keys.goes_on_in("#who").await?;
    keys.reader.no_errors().await
}

async fn keys_mark_continue_and_start_again(ctx: Ctx) -> Result {
    let keys = Keys::open(&ctx).await?;
    keys.tab_to(&summary("who")).await?;
    keys.press(Key::Enter).await?;
    keys.tab_to("#who .accordion__tools a").await?;
    keys.press(Key::Enter).await?;
    // The clipboard is another one in each engine, and may be denied.
    let said = async || {
        let said = keys.reader.page.text("[role=status]").await?;
        Ok(said.contains("Link copied") || said.contains("The link is in the address bar"))
    };
    keys.reader.page.wait_until("the link is copied or shown", said).await?;
    keys.focus_is_on("#who .accordion__tools a").await?;
    keys.tab_to("#who .accordion__tools button").await?;
    keys.press(Key::Enter).await?;
    keys.reader.wait_for_status("who", "Read").await?;
    keys.focus_is_on("#who .accordion__tools button").await?;

    keys.back_to(".progress__tools .button--main").await?;
    keys.press(Key::Enter).await?;
    keys.opens(&details("background")).await?;
    keys.focus_is_on("#background > [data-p]").await?;
    keys.goes_on_in("#background").await?;

    keys.tab_to(".record button").await?;
    keys.press(Key::Enter).await?;
    keys.reader.wait_for_progress("0 of 5 read").await?;
    // The same place undoes it: the focus is not lost.
    keys.focus_is_on(".record button").await?;
    keys.press(Key::Enter).await?;
    keys.reader.wait_for_progress("1 of 5 read").await?;
    keys.focus_is_on(".record button").await?;
    keys.reader.no_errors().await
}

async fn keys_follow_the_jumps_to_the_pictures_and_back(ctx: Ctx) -> Result {
    let keys = Keys::open(&ctx).await?;
    for part in ["#timeline", "#who-is-who"] {
        keys.reader.goto("").await?;
        keys.begin().await?;
        keys.tab_to(&format!(".opening a[href='{part}']")).await?;
        keys.press(Key::Enter).await?;
        let page = &keys.reader.page;
        page.wait_until(&format!("{part} is in view"), async || in_view(page, part).await).await?;
        keys.goes_on_in(part).await?;
        // From there to the answer that states it, and back to the picture.
        keys.tab_to(&format!("{part} a[href='#background'], {part} a[href='#threat']")).await?;
        let to = page.js("return document.activeElement.hash.slice(1)").await?;
        let to = to.as_str().unwrap_or_default().to_owned();
        keys.press(Key::Enter).await?;
        keys.opens(&details(&to)).await?;
        page.wait_until(&format!("{to} is in view"), async || in_view(page, &summary(&to)).await).await?;
        keys.goes_on_in(&format!("#{to}")).await?;
        if !keys.has_focus(".accordion__pictures a").await? {
            keys.tab_to(".accordion__pictures a").await?;
        }
        keys.press(Key::Enter).await?;
        let picture = page.url().await?.split_once('#').map(|(_, id)| format!("#{id}")).unwrap_or_default();
        page.wait_until(&format!("{picture} is in view"), async || in_view(page, &picture).await).await?;
        page.reload().await?;
    }
    keys.reader.no_errors().await
}

async fn keys_lead_from_the_glossary_back_to_the_text(ctx: Ctx) -> Result {
    let keys = Keys::open(&ctx).await?;
    let page = &keys.reader.page;
    // From a pop-up to the term's entry, and from there to where the text uses it.
    keys.tab_to(".opening .term button").await?;
    keys.press(Key::Enter).await?;
    keys.opens("#term--isis-k").await?;
    keys.tab_to("#term--isis-k a").await?;
    keys.press(Key::Enter).await?;
    page.wait_until("the entry is in view", async || in_view(page, "#glossary--isis-k").await).await?;
    keys.closes("#term--isis-k").await?;
    let use_ = "#glossary a[href='#background--tora-bora']";
    keys.tab_to(use_).await?;
    keys.press(Key::Enter).await?;
    keys.opens(&details("background")).await?;
    page.wait_until("the term is in view", async || in_view(page, "#background--tora-bora").await).await?;
    keys.goes_on_in("#background").await?;
    keys.reader.no_errors().await
}

async fn keys_are_followed_in_forced_colours(ctx: Ctx) -> Result {
    let keys = Keys::with(open_for(&ctx, FORCED.0, FORCED.1).await?).await?;
    keys.tab_to(&summary("who")).await?;
    keys.press(Key::Enter).await?;
    keys.tab_to("#who .accordion__tools button").await?;
    keys.press(Key::Enter).await?;
    keys.reader.wait_for_status("who", "Read").await?;
    keys.tab_to(".record button").await
}

/// The looking itself: a page with each of the faults is not let through.
async fn a_focus_that_is_not_seen_is_found(ctx: Ctx) -> Result {
    let keys = Keys::open(&ctx).await?;
    ensure!(keys.unseen().await? == "nothing has the focus");
    keys.tab_to(&summary("who")).await?;
    for (css, word) in [
        ("* { outline: none !important }", "no outline"),
        ("* { outline: 3px solid red !important }", "no outline"),
        ("body::before { content: ''; position: fixed; inset: 0; z-index: 9 }", "behind"),
        ("details { translate: 0 -300vh }", "out of sight"),
    ] {
        let dress = "
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(arguments[0]);
            document.adoptedStyleSheets = [sheet]";
        keys.reader.page.js_with(dress, vec![css.into()]).await?;
        keys.unseen().await?;
        keys.press(Key::Tab).await?;
        let unseen = keys.unseen().await?;
        ensure!(unseen.as_str().is_some_and(|unseen| unseen.contains(word)), "{css} is not found: {unseen}");
        let undress = "
            document.adoptedStyleSheets = [];
            document.activeElement.scrollIntoView({block: 'center', behavior: 'instant'})";
        keys.reader.page.js(undress).await?;
        keys.stop().await?;
    }
    Ok(())
}
