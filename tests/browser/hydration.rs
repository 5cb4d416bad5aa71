//! The debug build, which says on the console where what it hydrates is not what the native half wrote.

use super::case::{Case, Ctx, Result, cases};
use super::page::Key;
use super::reader::{self, IDS};

pub fn cases() -> Vec<Case> {
    cases![a_debug_build_hydrates_without_a_word, a_debug_build_goes_through_every_control_without_a_word]
}

async fn a_debug_build_hydrates_without_a_word(ctx: Ctx) -> Result {
    let reader = reader::visit(&ctx, ctx.debug_site()?).await?;
    // Hydration keeps the elements that it finds: what was there is still there, and only once.
    for (widget, count) in [("progress", 1), ("status", 5), ("tools", 5), ("record", 1), ("announcer", 1)] {
        assert_eq!(reader.page.count(&format!("[data-widget={widget}]")).await?, count, "{widget}");
    }
    assert_eq!(reader.page.count("progress").await?, 1);
    assert_eq!(reader.page.count(".accordion__status").await?, IDS.len());
    quiet(&reader).await
}

async fn a_debug_build_goes_through_every_control_without_a_word(ctx: Ctx) -> Result {
    let reader = reader::visit(&ctx, ctx.debug_site()?).await?;
    reader.press(".progress", "Open all").await?;
    reader.press("#aims", "Mark as read").await?;
    reader.wait_for_status("aims", "Read").await?;
    reader.press(".progress", "Continue at question 1").await?;
    reader.press("#aims", "Link to this answer").await?;
    reader.page.click("#who .term").await?;
    reader.page.press(&[], Key::Escape).await?;
    reader.press(".record", "Start again").await?;
    reader.press(".record", "Undo").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.press(".progress", "Close all").await?;
    reader.open_answer("who").await?;
    reader.read("who").await?;
    reader.reload().await?;
    reader.wait_for_progress("2 of 5 read").await?;
    quiet(&reader).await
}

/// Neither an error nor a warning.
async fn quiet(reader: &reader::Reader) -> Result {
    let said = reader.page.console().await?;
    let said: Vec<String> = said.iter().map(|line| format!("{line:?}")).collect();
    anyhow::ensure!(said.is_empty(), "the console is not quiet: {said:#?}");
    Ok(())
}
