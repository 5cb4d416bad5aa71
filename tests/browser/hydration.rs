//! The debug build, which says on the console where what it hydrates is not what the native half wrote.

use super::case::{Case, Ctx, Result, cases};
use super::page::Key;
use super::reader::{self, IDS};

pub fn cases() -> Vec<Case> {
    cases![
        a_debug_build_hydrates_without_a_word,
        a_debug_build_goes_through_every_control_without_a_word,
        a_debug_build_speaks_urdu_from_right_to_left_without_a_word
    ]
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
    reader.page.click("#who .term button").await?;
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

async fn a_debug_build_speaks_urdu_from_right_to_left_without_a_word(ctx: Ctx) -> Result {
    let copy = ctx.copy_of_debug_site()?;
    copy.publish(ctx.texts_with("urdu")?.path())?;
    let (page, site) = (ctx.page().await?, ctx.serve(copy.path())?);
    // As narrow as a window of every engine can be.
    page.set_window_size(520, 800).await?;
    page.goto(&(site.url() + "urdu/")).await?;
    reader::live(&page).await?;
    let reader = reader::Reader { page, site };
    // The answers are short, and a slow machine would have read them by the time it looks.
    reader.stop_the_clock().await?;
    assert_eq!(reader.page.js("return getComputedStyle(document.body).direction").await?, "rtl");
    reader.wait_for_progress("2 میں سے 0 پڑھ لیے، تقریباً 1 منٹ باقی").await?;
    reader.wait_for_status("why", "نیا").await?;
    reader.open_answer("why").await?;
    reader.press("#why", "پڑھا ہوا قرار دیں").await?;
    reader.wait_for_status("why", "پڑھ لیا").await?;
    reader.wait_for_progress("2 میں سے 1 پڑھ لیے").await?;
    reader.wait_for_message("پڑھا ہوا قرار دیا گیا: 2 میں سے 1۔").await?;
    reader.press(".progress", "سوال 2 سے جاری رکھیں").await?;
    reader.press(".record", "نئے سرے سے شروع کریں").await?;
    reader.wait_for_progress("2 میں سے 0 پڑھ لیے").await?;
    // Nothing is drawn past either edge, the labels of the axis among it.
    let outside = "
        const boxes = [...document.querySelectorAll('main *')].map(e => e.getBoundingClientRect());
        return boxes.filter(box => box.width && (box.left < -1 || box.right > innerWidth + 1)).length";
    assert_eq!(reader.page.js(outside).await?, 0);
    quiet(&reader).await
}

/// Neither an error nor a warning.
async fn quiet(reader: &reader::Reader) -> Result {
    let said = reader.page.console().await?;
    let said: Vec<String> = said.iter().map(|line| format!("{line:?}")).collect();
    anyhow::ensure!(said.is_empty(), "the console is not quiet: {said:#?}");
    Ok(())
}
