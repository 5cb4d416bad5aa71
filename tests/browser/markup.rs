//! The pages as they are after their scripts ran, as the two checkers of markup see them.

use super::case::{Case, Copy, Ctx, Missing, Result, cases};
use super::page::Page;
use super::reader::{Reader, live, open};
use crate::checkers::Checkers;
use anyhow::{Context as _, ensure};

pub fn cases() -> Vec<Case> {
    cases![the_checkers_find_nothing_wrong_in_any_state in [Chromium]]
}

async fn the_checkers_find_nothing_wrong_in_any_state(ctx: Ctx) -> Result {
    let checkers = Checkers::find().map_err(|what| Missing { what, fatal: true })?;
    let (folder, mut files) = (Copy::empty()?, Vec::new());
    let mut keep = async |page: &Page, state: &str| -> Result {
        let html = page.js("return document.documentElement.outerHTML").await?;
        let name = format!("{state}.html");
        folder.write(&name, format!("<!DOCTYPE html>{}", html.as_str().context("a page")?))?;
        files.push(folder.path().join(name));
        Ok(())
    };
    let reader = open(&ctx).await?;
    let Reader { page, site } = &reader;
    keep(page, "live").await?;
    reader.press(".progress", "Open all").await?;
    reader.press("#who", "Mark as read").await?;
    reader.press("#aims", "Link to this answer").await?;
    keep(page, "open").await?;
    reader.press(".record", "Start again").await?;
    page.click("#who .term button").await?;
    page.wait_until("the pop-up is open", async || page.exists(".popover:popover-open").await).await?;
    keep(page, "pop-up").await?;
    page.goto(&format!("{}isis-k/embed/?theme=dark&level=3&open=who&accent=nothing", site.url())).await?;
    live(page).await?;
    page.click("#who .term button").await?;
    page.wait_until("the pop-up is open", async || page.exists(".popover:popover-open").await).await?;
    keep(page, "embed").await?;
    page.goto(&format!("{}isis-k/embed/options/", site.url())).await?;
    page.wait_until("the address is shown", async || Ok(page.text(".options__address").await?.ends_with("/embed/")))
        .await?;
    keep(page, "options").await?;
    for (path, state) in [("", "front"), ("nothing", "missing")] {
        page.goto(&(site.url() + path)).await?;
        keep(page, state).await?;
    }
    let (mut found, _) = checkers.check(&files);
    // Scripts set styles through the object model, which no policy forbids: only in HTML it is an attribute.
    found.retain(|line| !line.contains("The “style” attribute violates Content Security Policy"));
    ensure!(found.is_empty(), "{} mistakes:\n{}", found.len(), found.join("\n"));
    Ok(())
}
