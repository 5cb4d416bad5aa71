//! Progress: what counts as read, and what is remembered.

use super::case::{Case, Ctx, Engine, Result, cases};
use super::reader::{self, IDS, KEY, Reader, details, in_view, open, saved};

pub fn cases() -> Vec<Case> {
    cases![
        a_first_visit_has_read_nothing,
        an_answer_counts_as_read_after_its_time_and_no_sooner,
        opening_and_closing_an_answer_does_not_count,
        what_was_read_is_remembered,
        a_return_is_offered_to_continue_and_never_made_to_jump,
        an_answer_is_marked_by_hand,
        // Others let it run to its end.
        a_page_whose_script_is_ended_as_it_is_left_says_nothing in [Firefox],
        a_click_counts_though_the_page_changes_while_the_button_is_held,
        a_translated_page_goes_on_counting,
        // Only Chromium's driver runs a script before all others.
        a_page_that_is_translated_before_it_is_live_comes_alive in [Chromium],
        starting_again_can_be_undone,
        two_tabs_lose_nothing,
        what_another_tab_writes_into_emptied_storage_revives_nothing,
        an_edited_answer_is_shown_as_updated,
    ]
}

async fn a_first_visit_has_read_nothing(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.wait_for_progress("0 of 5 read, about ").await?;
    for id in IDS {
        assert_eq!(reader.status(id).await?, "New");
    }
    assert_eq!(reader.page.count(".progress__tools button").await?, 1, "nothing to continue yet");
    assert!(reader.page.text(".record").await?.contains("in this browser only"));
    reader.reload().await?;
    assert_eq!(reader.stored().await?, serde_json::Value::Null, "who read nothing leaves no trace");
    reader.no_errors().await
}

async fn an_answer_counts_as_read_after_its_time_and_no_sooner(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.page.set_window_size(1280, 1400).await?;
    reader.open_answer("taliban").await?;
    reader.stop_the_clock().await?;
    let show = "document.getElementById('taliban').scrollIntoView({block: 'center', behavior: 'instant'})";
    reader.page.js(show).await?;
    reader.begin("taliban", 10).await?;
    let needs = reader.needs("taliban").await?;
    reader.pass(needs - 2_500).await?;
    reader.wait_for_progress("0 of 5 read").await?;
    assert_eq!(reader.status("taliban").await?, "Begun");
    reader.pass(2_500).await?;
    reader.wait_for_status("taliban", "Read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.wait_for_message("Answer read: 1 of 5").await?;
    assert_eq!(reader.page.js("return document.querySelector('progress').position").await?, 0.2);
    assert_eq!(reader.status("who").await?, "New");
    reader.no_errors().await
}

async fn opening_and_closing_an_answer_does_not_count(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.stop_the_clock().await?;
    reader.open_answer("who").await?;
    reader.pass(300).await?;
    reader.page.click(&reader::summary("who")).await?;
    reader.page.wait_until("it is closed", async || Ok(!reader.page.is_open(&details("who")).await?)).await?;
    // Time that passes with the answer closed is not its reader's.
    reader
        .page
        .wait_until("nothing is in view", async || {
            let out = "return new Promise(done => new IntersectionObserver(seen => done(!seen[0].isIntersecting))
                .observe(document.querySelector('#who [data-p]')))";
            Ok(reader.page.js_async(out).await? == true)
        })
        .await?;
    reader.pass(60_000).await?;
    reader.wait_for_progress("0 of 5 read").await?;
    assert_ne!(reader.status("who").await?, "Read");
    Ok(())
}

async fn what_was_read_is_remembered(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    reader.read("who").await?;
    reader.reload().await?;
    reader.wait_for_status("who", "Read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    assert_eq!(reader.status("aims").await?, "New");
    reader.no_errors().await
}

async fn a_return_is_offered_to_continue_and_never_made_to_jump(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    reader.read("who").await?;
    reader.page.goto("about:blank").await?;
    reader.goto("").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    assert_eq!(reader.page.js("return scrollY").await?, 0);
    assert_eq!(reader.page.count("details[open]").await?, 0);
    reader.press(".progress", "Continue at question 2").await?;
    reader.page.wait_until("question 2 is open", async || reader.page.is_open(&details("background")).await).await?;
    let first = "#background > [data-p]";
    reader.page.wait_until("its first passage is in view", async || in_view(&reader.page, first).await).await?;
    assert!(reader.page.is_focused(first).await?, "the next key goes on from there");
    reader.no_errors().await
}

async fn an_answer_is_marked_by_hand(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.stop_the_clock().await?;
    reader.open_answer("aims").await?;
    reader.press("#aims", "Mark as read").await?;
    reader.wait_for_status("aims", "Read").await?;
    reader.wait_for_message("Marked as read: 1 of 5").await?;
    reader.reload().await?;
    reader.wait_for_status("aims", "Read").await?;
    // Whoever looks at it for as long as this test does has begun it anew.
    reader.stop_the_clock().await?;
    reader.open_answer("aims").await?;
    reader.press("#aims", "Mark as unread").await?;
    reader.wait_for_status("aims", "New").await?;
    reader.wait_for_progress("0 of 5 read").await?;
    reader.reload().await?;
    reader.wait_for_status("aims", "New").await?;
    reader.no_errors().await
}

/// Firefox ends the scripts of a process that no page needs any more, wherever in them that may be, and then tells the page that it
/// is out of sight.
async fn a_page_whose_script_is_ended_as_it_is_left_says_nothing(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("aims").await?;
    reader.press("#aims", "Mark as read").await?;
    reader.wait_for_status("aims", "Read").await?;
    let endless = "
        Storage.prototype.setItem = () => { while (true); };
        document.addEventListener('visibilitychange', () => console.log('out of sight'), true)";
    reader.page.js(endless).await?;
    reader.page.goto("about:blank").await?;
    reader
        .page
        .wait_until("the page is told", async || {
            Ok(reader.page.console().await?.iter().any(|line| line.text.contains("out of sight")))
        })
        .await?;
    let log = reader.page.driver_log();
    assert!(log.iter().any(|line| line.contains("Script terminated")), "its script was ended: {log:#?}");
    reader.no_errors().await
}

/// A click is a press and a release on the same thing: WebKit makes none of them if the words of the button were exchanged
/// in between, even for the same words.
async fn a_click_counts_though_the_page_changes_while_the_button_is_held(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.page.set_window_size(1280, 1400).await?;
    reader.stop_the_clock().await?;
    reader.open_answer("who").await?;
    reader.page.hold("#who .accordion__tools button").await?;
    reader.begin("who", 100).await?;
    reader.page.let_go().await?;
    reader.wait_for_status("who", "Read").await?;
    reader.no_errors().await
}

/// Chromium's translation, and others, put elements of their own into the places of all texts.
const TRANSLATE: &str = "
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let text; text = walk.nextNode();) if (text.data.trim() && !text.parentElement.closest('script')) texts.push(text);
    for (const text of texts) {
        const translated = document.createElement('font');
        translated.appendChild(document.createElement('font')).textContent = text.data.toUpperCase();
        text.replaceWith(translated);
    }";

async fn a_translated_page_goes_on_counting(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    reader.page.js(TRANSLATE).await?;
    reader.wait_for_progress("0 OF 5 READ").await?;
    let mark = "#who .accordion__tools button";
    reader.page.click(mark).await?;
    reader.wait_for_status("who", "Read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.wait_for_message("Marked as read: 1 of 5").await?;
    assert_eq!(reader.page.text(mark).await?, "Mark as unread");
    // What the browser translates anew changes again.
    reader.page.js(TRANSLATE).await?;
    reader.page.click(mark).await?;
    reader.wait_for_progress("0 of 5 read").await?;
    reader.no_errors().await
}

async fn a_page_that_is_translated_before_it_is_live_comes_alive(ctx: Ctx) -> Result {
    let reader = Reader { page: ctx.page().await?, site: ctx.site()? };
    // Before any module, and so on the slowest line.
    let parsed = format!(
        "document.addEventListener('readystatechange', () => {{
            if (document.readyState === 'interactive') {{ {TRANSLATE} }}
        }})"
    );
    reader.page.before_scripts(&parsed).await?;
    reader.goto("").await?;
    reader.wait_for_progress("0 of 5 read").await?;
    reader.open_answer("aims").await?;
    assert_eq!(reader.page.text("#aims .accordion__tools a").await?, "LINK TO THIS ANSWER");
    reader.press("#aims", "Mark as read").await?;
    reader.wait_for_status("aims", "Read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.no_errors().await
}

async fn starting_again_can_be_undone(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    for id in ["who", "aims"] {
        reader.open_answer(id).await?;
        reader.press(&format!("#{id}"), "Mark as read").await?;
    }
    reader.press(".record", "Start again").await?;
    reader.wait_for_progress("0 of 5 read").await?;
    reader.wait_for_message("Progress cleared").await?;
    reader.press(".record", "Undo").await?;
    reader.wait_for_progress("2 of 5 read").await?;
    reader.reload().await?;
    reader.wait_for_progress("2 of 5 read").await?;
    reader.press(".record", "Start again").await?;
    reader.wait_for_progress("0 of 5 read").await?;
    reader.reload().await?;
    reader.wait_for_progress("0 of 5 read").await?;
    assert_eq!(reader.status("who").await?, "New");
    reader.no_errors().await
}

async fn two_tabs_lose_nothing(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let first = reader.page.tab().await?;
    let second = reader.page.new_tab().await?;
    reader.page.switch(&second).await?;
    reader.goto("").await?;
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    // The first tab hears of it, and adds to it.
    reader.page.switch(&first).await?;
    reader.wait_for_status("who", "Read").await?;
    reader.open_answer("threat").await?;
    reader.press("#threat", "Mark as read").await?;
    reader.wait_for_progress("2 of 5 read").await?;
    reader.page.switch(&second).await?;
    reader.wait_for_status("threat", "Read").await?;
    reader.reload().await?;
    reader.wait_for_progress("2 of 5 read").await?;
    // A reader who empties the browser's storage is remembered by neither.
    reader.page.js("localStorage.clear()").await?;
    reader.page.switch(&first).await?;
    reader.wait_for_progress("0 of 5 read").await?;
    reader.page.switch(&second).await?;
    if ctx.engine() == Engine::WebKit {
        // Its driver brings no tab to the front, so the tab is told what it would then hear.
        reader.page.js("document.dispatchEvent(new Event('visibilitychange'))").await?;
    }
    reader.wait_for_progress("0 of 5 read").await?;
    reader.reload().await?;
    reader.wait_for_progress("0 of 5 read").await?;
    reader.no_errors().await
}

async fn what_another_tab_writes_into_emptied_storage_revives_nothing(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.stop_the_clock().await?;
    reader.open_answer("aims").await?;
    reader.press("#aims", "Mark as read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    let one = reader.stored().await?;
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_progress("2 of 5 read").await?;
    let first = reader.page.tab().await?;
    let second = reader.page.new_tab().await?;
    reader.page.switch(&second).await?;
    // The front page has no progress of its own that it would add.
    reader.page.goto(&reader.site.url()).await?;
    // At once, so that the first tab cannot see it empty.
    let rewrite = "localStorage.clear(); localStorage.setItem(arguments[0], arguments[1])";
    reader.page.js_with(rewrite, vec![KEY.into(), one]).await?;
    reader.page.switch(&first).await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.wait_for_status("who", "New").await?;
    reader.no_errors().await
}

async fn an_edited_answer_is_shown_as_updated(ctx: Ctx) -> Result {
    let copy = ctx.copy_of_site()?;
    let reader = reader::visit(&ctx, ctx.serve(copy.path())?).await?;
    for id in ["who", "aims"] {
        reader.open_answer(id).await?;
        reader.press(&format!("#{id}"), "Mark as read").await?;
    }
    let texts = ctx.texts()?;
    texts.edit("isis-k.md", "Its official founding came in January 2015.", "It was founded in January 2015.")?;
    // A page that is not stored yet would come from the server at once; this one is offered.
    saved(&reader.page).await?;
    copy.publish(texts.path())?;
    reader.reload().await?;
    reader.press(".offline", "Show it").await?;
    reader.wait_for_status("who", "Updated since you read it").await?;
    assert_eq!(reader.status("aims").await?, "Read");
    reader.wait_for_progress("1 of 5 read").await?;
    reader.open_answer("who").await?;
    reader.read("who").await?;
    reader.wait_for_progress("2 of 5 read").await?;
    reader.no_errors().await
}
