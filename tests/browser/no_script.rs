//! The page with no script: the first thing to hold.

use super::case::{Case, Ctx, Result, cases};
use super::page::Setup;
use super::reader::{self, IDS, details, summary};

pub fn cases() -> Vec<Case> {
    cases![
        without_scripts_every_answer_opens,
        without_scripts_every_term_explains_itself,
        without_scripts_no_control_is_dead,
        without_its_wasm_the_page_still_reads,
    ]
}

async fn without_scripts_every_answer_opens(ctx: Ctx) -> Result {
    let site = ctx.site()?;
    let page = ctx.page_with(Setup::without_scripts()).await?;
    page.goto(&(site.url() + "isis-k/")).await?;
    assert_eq!(page.count("details").await?, IDS.len());
    for id in IDS {
        assert!(!page.is_open(&details(id)).await?);
        page.click(&summary(id)).await?;
        assert!(page.is_open(&details(id)).await?, "{id}");
        assert!(page.text(&format!("#{id} > p")).await?.len() > 80, "{id}");
        assert!(page.is_visible(&format!("#{id} .accordion__gaps li")).await?, "{id}");
    }
    Ok(())
}

async fn without_scripts_every_term_explains_itself(ctx: Ctx) -> Result {
    let site = ctx.site()?;
    let page = ctx.page_with(Setup::without_scripts()).await?;
    page.goto(&(site.url() + "isis-k/")).await?;
    for id in IDS {
        page.click(&summary(id)).await?;
    }
    let terms = page.count(".popover").await?;
    assert!(terms >= 10);
    for nth in 1..=terms {
        let popover = format!(".popover:nth-child({nth})");
        let id = page.attr(&popover, "id").await?.unwrap_or_default();
        page.click(&format!(".term [popovertarget={id}]")).await?;
        assert!(page.is_open(&popover).await?, "{id}");
        assert!(page.text(&popover).await?.len() > 30, "{id}");
        page.keys("\u{e00c}").await?;
        assert!(!page.is_open(&popover).await?, "Escape closes {id}");
        let entry = format!("#glossary--{}", id.trim_start_matches("term--"));
        assert!(page.is_visible(&entry).await?, "{entry}");
    }
    Ok(())
}

async fn without_scripts_no_control_is_dead(ctx: Ctx) -> Result {
    let site = ctx.site()?;
    let page = ctx.page_with(Setup::without_scripts()).await?;
    page.goto(&(site.url() + "isis-k/")).await?;
    // Every button there is opens or closes a pop-up by itself.
    assert_eq!(page.count("button:not([popovertarget])").await?, 0);
    assert!(!page.is_visible(".progress__bar").await?);
    assert!(page.text(".progress__words").await?.starts_with("5 questions, about "));
    assert_eq!(page.text(".accordion__status").await?.trim(), "");
    Ok(())
}

async fn without_its_wasm_the_page_still_reads(ctx: Ctx) -> Result {
    let copy = ctx.copy_of_site()?;
    for file in std::fs::read_dir(copy.path())? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if name.ends_with("_bg.wasm") {
            copy.remove(&name)?;
        }
    }
    let site = ctx.serve(copy.path())?;
    let page = ctx.page().await?;
    page.goto(&(site.url() + "isis-k/#aims")).await?;
    page.click(&summary("who")).await?;
    assert!(page.is_open(&details("who")).await?);
    page.click("#who .term button").await?;
    assert!(page.exists(".popover:popover-open").await?);
    assert!(reader::live(&page).await.is_err(), "nothing pretends to be live");
    Ok(())
}
