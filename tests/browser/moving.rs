//! Getting around: opening all, deep links, pop-ups, keys.

use super::case::{Case, Copy, Ctx, Engine, Result, cases};
use super::page::{Key, Page};
use super::reader::{IDS, details, in_view, live, no_errors, open, summary};
use serde_json::json;

pub fn cases() -> Vec<Case> {
    cases![
        an_answer_opens_by_click_and_by_key,
        all_answers_open_and_close_at_once,
        a_deep_link_opens_its_answer,
        a_deep_link_followed_later_opens_its_answer,
        of_two_links_followed_at_once_the_last_is_where_the_page_stays,
        a_deep_link_finds_its_place_among_hundreds_of_questions,
        a_glossary_entry_leads_back_to_the_text,
        a_link_to_an_answer_is_copied,
        where_the_clipboard_is_denied_the_link_is_in_the_address_bar,
        a_term_opens_by_mouse_and_escape_gives_the_focus_back,
        a_term_opens_by_key,
        a_term_closes_by_its_button_and_by_a_click_elsewhere,
    ]
}

async fn an_answer_opens_by_click_and_by_key(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    reader.open_answer("background").await?;
    assert!(reader.page.is_open(&details("who")).await?, "answers can be compared: opening one closes none");
    reader.page.keys(" ").await?;
    reader.page.wait_until("space closes it", async || Ok(!reader.page.is_open(&details("background")).await?)).await?;
    reader.page.press(&[], Key::Enter).await?;
    reader.page.wait_until("enter opens it", async || reader.page.is_open(&details("background")).await).await?;
    reader.no_errors().await
}

async fn all_answers_open_and_close_at_once(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.press(".progress", "Open all").await?;
    assert_eq!(reader.page.count("details[open]").await?, IDS.len());
    reader.wait_for_message("All answers are open").await?;
    // The button follows what the reader does by hand.
    reader.page.click(&summary("aims")).await?;
    reader.press(".progress", "Open all").await?;
    assert_eq!(reader.page.count("details[open]").await?, IDS.len());
    reader.press(".progress", "Close all").await?;
    assert_eq!(reader.page.count("details[open]").await?, 0);
    reader.no_errors().await
}

async fn arrived(page: &Page, id: &str) -> Result {
    page.wait_until(&format!("{id} is open"), async || page.is_open(&details(id)).await).await?;
    let row = summary(id);
    page.wait_until(&format!("the question of {id} is in view"), async || in_view(page, &row).await).await
}

async fn a_deep_link_opens_its_answer(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    for id in ["threat", "who"] {
        reader.page.goto("about:blank").await?;
        reader.goto(&format!("?utm_source=x#{id}")).await?;
        arrived(&reader.page, id).await?;
        assert_eq!(reader.page.count("details[open]").await?, 1);
    }
    // Nothing to open, nothing to fear.
    for hash in ["#nothing", "#", "#%E0%A4%A", "#glossary", "#amp=1", "#who#?secret=abcdefghij"] {
        reader.page.goto("about:blank").await?;
        reader.goto(hash).await?;
    }
    reader.no_errors().await
}

async fn a_deep_link_followed_later_opens_its_answer(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    for id in ["taliban", "aims"] {
        reader.page.js_with("location.hash = arguments[0]", vec![json!(id)]).await?;
        arrived(&reader.page, id).await?;
    }
    reader.no_errors().await
}

/// In Chromium a page that glides to the first stayed there, with the second in its address.
async fn of_two_links_followed_at_once_the_last_is_where_the_page_stays(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    // Each first one lies on the way to the other, so that the last is not in view in passing.
    for [first, last] in [["aims", "threat"], ["background", "who"]] {
        for id in [first, last] {
            reader.page.js_with("location.hash = arguments[0]", vec![json!(id)]).await?;
        }
        arrived(&reader.page, last).await?;
    }
    reader.no_errors().await
}

/// On a long page rows out of sight are not laid out, and their heights are guesses until they come into sight.
async fn a_deep_link_finds_its_place_among_hundreds_of_questions(ctx: Ctx) -> Result {
    let texts = Copy::empty()?;
    let mut text = std::fs::read_to_string(ctx.fixture("good").join("minimal.md"))?;
    let question = |number| {
        format!("\n## What is it about number {number}, and the next? {{#n{number}}}\n\nA word. [source: 1]\n")
    };
    text.extend((1..=300).map(question));
    texts.write("long.md", text)?;
    let folder = ctx.site_of(texts.path())?;
    let (site, page) = (ctx.serve(folder.path())?, ctx.page().await?);
    page.goto(&format!("{}long/#n250", site.url())).await?;
    live(&page).await?;
    arrived(&page, "n250").await?;
    for id in ["n20", "n299", "why"] {
        page.js_with("location.hash = arguments[0]", vec![json!(id)]).await?;
        arrived(&page, id).await?;
    }
    no_errors(&page).await
}

async fn a_glossary_entry_leads_back_to_the_text(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.page.click("#glossary--tora-bora .glossary__uses a").await?;
    reader.page.wait_until("the answer is open", async || reader.page.is_open(&details("background")).await).await?;
    let used = "#background--tora-bora";
    reader.page.wait_until("the term is in view", async || in_view(&reader.page, used).await).await?;
    assert_eq!(reader.page.text(used).await?, "Tora Bora");
    reader.no_errors().await
}

async fn a_link_to_an_answer_is_copied(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    if ctx.engine() == Engine::Chromium {
        let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
        reader.page.cdp("Browser.grantPermissions", permissions).await?;
    }
    reader.goto("?utm_source=x").await?;
    if ctx.engine() != Engine::Chromium {
        // The others ask a person before a test may read the clipboard: there it is seen what is given to it.
        let clipboard = "
            let kept;
            const clipboard = { writeText: async text => { kept = text }, readText: async () => kept };
            Object.defineProperty(navigator, 'clipboard', { get: () => clipboard })";
        reader.page.js(clipboard).await?;
    }
    reader.open_answer("aims").await?;
    reader.press("#aims", "Link to this answer").await?;
    reader.wait_for_message("Link copied").await?;
    let copied = reader.page.js_async("return await navigator.clipboard.readText()").await?;
    assert_eq!(copied, format!("{}#aims", reader.url()));
    assert!(!reader.page.url().await?.contains('#'), "the page stays where it is");
    reader.no_errors().await
}

async fn where_the_clipboard_is_denied_the_link_is_in_the_address_bar(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    for script in [
        "navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError'))",
        "Object.defineProperty(navigator, 'clipboard', {get: () => undefined})",
    ] {
        reader.goto("").await?;
        reader.page.js(script).await?;
        reader.open_answer("who").await?;
        reader.press("#who", "Link to this answer").await?;
        reader.wait_for_message("The link is in the address bar").await?;
        assert!(reader.page.url().await?.ends_with("/isis-k/#who"));
        reader.page.goto("about:blank").await?;
    }
    reader.no_errors().await
}

/// The first term of the first answer, and its pop-up.
const TERM: &str = "#who .term button";
const POPOVER: &str = "#term--isis-k";

async fn a_term_opens_by_mouse_and_escape_gives_the_focus_back(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    assert_eq!(reader.page.text("#who .term").await?, "ISIS-K");
    assert_eq!(reader.page.attr(TERM, "aria-label").await?.as_deref(), Some("Explain ISIS-K"));
    reader.page.click(TERM).await?;
    assert!(reader.page.is_open(POPOVER).await?);
    assert!(reader.page.text(POPOVER).await?.contains("founded in January 2015"));
    assert!(in_view(&reader.page, POPOVER).await?);
    assert!(reader.page.is_focused(POPOVER).await?, "a screen reader reads it at once");
    reader.page.press(&[], Key::Escape).await?;
    reader.page.wait_until("it is closed", async || Ok(!reader.page.is_open(POPOVER).await?)).await?;
    assert!(reader.page.is_focused(TERM).await?);
    reader.no_errors().await
}

async fn a_term_opens_by_key(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    reader.page.press(&[], Key::Tab).await?;
    assert!(reader.page.is_focused(TERM).await?, "the first thing after the question's row");
    reader.page.press(&[], Key::Enter).await?;
    assert!(reader.page.is_open(POPOVER).await?);
    // On into the pop-up, not past it.
    reader.page.press(&[], Key::Tab).await?;
    assert!(reader.page.is_focused(&format!("{POPOVER} a")).await?);
    reader.page.press(&[], Key::Escape).await?;
    reader.page.wait_until("it is closed", async || Ok(!reader.page.is_open(POPOVER).await?)).await?;
    assert!(reader.page.is_focused(TERM).await?);
    reader.no_errors().await
}

async fn a_term_closes_by_its_button_and_by_a_click_elsewhere(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    reader.page.click(TERM).await?;
    reader.page.click(&format!("{POPOVER} .popover__close")).await?;
    assert!(!reader.page.is_open(POPOVER).await?);
    reader.page.click(TERM).await?;
    assert!(reader.page.is_open(POPOVER).await?);
    reader.page.click("#who .accordion__gaps").await?;
    reader.page.wait_until("it is closed", async || Ok(!reader.page.is_open(POPOVER).await?)).await?;
    reader.no_errors().await
}
