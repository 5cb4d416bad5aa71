//! An engine of 2023, WPE WebKit 2.38: the page reads there and remembers, and the glossary's list does what pop-ups
//! cannot.

use super::case::{Case, Ctx, Result, cases};
use super::page::Setup;
use super::reader::{IDS, details, in_view, open, summary};
use anyhow::ensure;

pub fn cases() -> Vec<Case> {
    cases![
        in_an_old_engine_every_answer_opens_without_scripts in [Wpe],
        in_an_old_engine_what_was_read_is_remembered in [Wpe],
        in_an_old_engine_a_term_leads_to_the_glossary in [Wpe],
        in_an_old_engine_a_deep_link_opens_its_answer in [Wpe],
    ]
}

async fn in_an_old_engine_every_answer_opens_without_scripts(ctx: Ctx) -> Result {
    let site = ctx.site()?;
    let page = ctx.page_with(Setup::without_scripts()).await?;
    page.goto(&(site.url() + "isis-k/")).await?;
    for id in IDS {
        assert!(!page.is_open(&details(id)).await?, "{id}");
        page.click(&summary(id)).await?;
        assert!(page.is_open(&details(id)).await?, "{id}");
        assert!(page.text(&format!("#{id} > p")).await?.len() > 80, "{id}");
    }
    // The list explains every term that the text marks.
    let unexplained = "
        return [...document.querySelectorAll('.term button')].map(term => term.getAttribute('popovertarget').replace('term', 'glossary'))
            .filter(id => !document.getElementById(id)?.innerText.trim())";
    assert_eq!(page.js(unexplained).await?, serde_json::json!([]));
    no_pop_up_is_in_the_way(&page).await
}

async fn in_an_old_engine_what_was_read_is_remembered(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.open_answer("background").await?;
    reader.read("background").await?;
    reader.reload().await?;
    reader.wait_for_progress("2 of 5 read").await?;
    reader.wait_for_status("who", "Read").await?;
    reader.wait_for_status("background", "Read").await?;
    reader.press(".progress", "Continue at question 3").await?;
    reader.page.wait_until("question 3 is open", async || reader.page.is_open(&details("aims")).await).await?;
    reader.no_errors().await
}

async fn in_an_old_engine_a_term_leads_to_the_glossary(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let page = &reader.page;
    // The engine is what this file says it is.
    assert_eq!(page.js("return 'popover' in document.body").await?, false);
    no_pop_up_is_in_the_way(page).await?;
    reader.open_answer("threat").await?;
    let of = page.attr("#threat .term button", "popovertarget").await?.unwrap_or_default();
    let entry = format!("#glossary{}", of.trim_start_matches("term"));
    assert!(!in_view(page, &entry).await?);
    page.click("#threat .term button").await?;
    page.wait_until("its entry is in view", async || in_view(page, &entry).await).await?;
    // And back, into an answer that may have been closed since.
    page.click(&summary("threat")).await?;
    page.click(&format!("{entry} .glossary__uses a:last-child")).await?;
    page.wait_until("the answer is open again", async || page.is_open(&details("threat")).await).await?;
    page.wait_until("the term is in view", async || in_view(page, "#threat .term button").await).await?;
    reader.no_errors().await
}

async fn in_an_old_engine_a_deep_link_opens_its_answer(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.page.goto("about:blank").await?;
    reader.goto("#aims").await?;
    reader.page.wait_until("aims is open", async || reader.page.is_open(&details("aims")).await).await?;
    reader.page.wait_until("it is in view", async || in_view(&reader.page, &summary("aims")).await).await?;
    reader.no_errors().await
}

async fn no_pop_up_is_in_the_way(page: &super::page::Page) -> Result {
    let shown = "return [...document.querySelectorAll('.popover')].filter(e => e.getClientRects().length).length";
    let shown = page.js(shown).await?;
    ensure!(shown == 0, "{shown} pop-ups lie over the page");
    Ok(())
}
