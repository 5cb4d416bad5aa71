//! The editor's preview, in a page that an editor has open.

use super::case::{Case, Ctx, Result, cases};
use super::reader::{Reader, details, live, no_errors};
use anyhow::ensure;
use backgrounder::serve::Options;

pub fn cases() -> Vec<Case> {
    cases![an_edit_shows_in_the_open_answer_and_a_mistake_in_an_overlay]
}

const OVERLAY: &str = "return document.querySelector('backgrounder-preview')?.shadowRoot.textContent ?? ''";

async fn an_edit_shows_in_the_open_answer_and_a_mistake_in_an_overlay(ctx: Ctx) -> Result {
    let (site, seeds) = (ctx.copy_of_site()?, ctx.texts()?);
    let options = Options { seeds: Some(seeds.path().to_owned()), ..Options::default() };
    let reader = Reader { page: ctx.page().await?, site: ctx.serve_with(site.path(), options)? };
    let page = &reader.page;
    reader.goto("").await?;
    reader.open_answer("aims").await?;
    page.js("document.querySelector('#aims').scrollIntoView({ block: 'start', behavior: 'instant' })").await?;
    let place = page.js("return scrollY").await?;
    ensure!(place.as_f64().is_some_and(|place| place > 0.0), "the page is scrolled");

    seeds.edit("isis-k.md", "Broadly, ISIS-K", "Broadly, and <b>newly</b> edited, ISIS-K")?;
    let problem = page.wait_until("the overlay names the mistake", async || {
        let text = page.js(OVERLAY).await?;
        let text = text.as_str().unwrap_or_default();
        // The help is shown as it is, and not as HTML.
        Ok(text.contains("isis-k.md:") && text.contains("error: HTML is not") && text.contains("`&lt;`"))
    });
    problem.await?;
    ensure!(!page.text("#aims").await?.contains("newly"), "the last good version stays");
    seeds.edit("isis-k.md", "<b>newly</b>", "newly")?;
    page.wait_until("the new text is there, with its answer open", async || {
        let shown = page.js("return document.querySelector('#aims')?.checkVisibility() && document.body.innerText");
        Ok(shown.await?.as_str().is_some_and(|shown| shown.contains("Broadly, and newly edited, ")))
    })
    .await?;
    live(page).await?;
    ensure!(page.is_open(&details("aims")).await? && !page.is_open(&details("who")).await?);
    ensure!(page.js(OVERLAY).await? == "", "what is mended is no longer shown");
    page.wait_until("the page is scrolled to where it was", async || Ok(page.js("return scrollY").await? == place))
        .await?;

    seeds.edit("isis-k.md", "{#aims}", "{#Aims}")?;
    page.wait_until("the overlay is there", async || Ok(page.js(OVERLAY).await? != "")).await?;
    page.js("window.stayed = true").await?;
    page.js("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))").await?;
    ensure!(page.js(OVERLAY).await? == "", "Escape closes it");
    seeds.edit("isis-k.md", "{#Aims}", "{#AIMS}")?;
    page.wait_until("another mistake is shown", async || Ok(page.js(OVERLAY).await? != "")).await?;
    seeds.edit("isis-k.md", "{#AIMS}", "{#aims}")?;
    page.wait_until("the overlay is gone", async || Ok(page.js(OVERLAY).await? == "")).await?;
    ensure!(page.js("return window.stayed").await? == true, "a page that did not change is not loaded anew");
    no_errors(page).await
}
