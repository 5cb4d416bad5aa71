//! Storage that is denied, full, damaged, or newer than this build.

use super::case::{Case, Ctx, Engine, Result, cases};
use super::page::Setup;
use super::reader::{KEY, Reader, live, no_errors, open};
use serde_json::{Value, json};

pub fn cases() -> Vec<Case> {
    cases![
        in_a_sandboxed_frame_progress_is_kept_in_memory_and_the_page_says_so,
        // WebKit's driver can neither switch storage off nor run a script before the page's own.
        storage_that_is_null_is_said in [Chromium, Firefox],
        storage_that_throws_is_said in [Chromium, Firefox],
        a_full_store_is_still_read_and_said,
        a_damaged_store_is_put_aside_and_said,
        a_newer_store_is_left_alone_and_said,
    ]
}

async fn in_a_sandboxed_frame_progress_is_kept_in_memory_and_the_page_says_so(ctx: Ctx) -> Result {
    let copy = ctx.copy_of_site()?;
    copy.write(
        "host.html",
        "<!DOCTYPE html><title>Host</title><link rel=icon href=data:,><iframe sandbox=allow-scripts src=isis-k/ width=900 height=800></iframe>",
    )?;
    // In an opaque origin scripts load only from servers that allow every origin.
    let options = backgrounder::serve::Options {
        extra_headers: vec![("Access-Control-Allow-Origin".into(), "*".into())],
        ..Default::default()
    };
    let reader = Reader { page: ctx.page().await?, site: ctx.serve_with(copy.path(), options)? };
    reader.page.goto(&(reader.site.url() + "host.html")).await?;
    reader.page.enter_frame("iframe").await?;
    if ctx.engine() == Engine::WebKit {
        // To WebKit the policy's `'self'` is no origin there, and the script stays out: the page reads as one without.
        reader.open_answer("who").await?;
        assert!(!reader.page.exists(".progress__tools button").await?);
        return reader.no_errors().await;
    }
    live(&reader.page).await?;
    assert!(reader.page.text(".record").await?.contains("does not let the page keep"));
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.press(".progress", "Open all").await?;
    reader.page.wait_until("all are open", async || Ok(reader.page.count("details[open]").await? == 5)).await?;
    reader.no_errors().await
}

/// The page where storage is spoilt: in Chromium by a script, in Firefox as readers do it, by a setting.
async fn with_storage(ctx: &Ctx, script: &str, setting: (&'static str, Value)) -> Result<Reader> {
    let page = ctx.page_with(Setup { firefox_prefs: vec![setting], ..Setup::default() }).await?;
    if ctx.engine() == Engine::Chromium {
        page.before_scripts(script).await?;
    }
    let reader = Reader { page, site: ctx.site()? };
    reader.goto("").await?;
    Ok(reader)
}

async fn works_in_memory(reader: &Reader) -> Result {
    assert!(reader.page.text(".record").await?.contains("does not let the page keep"));
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.press(".record", "Start again").await?;
    reader.wait_for_progress("0 of 5 read").await?;
    no_errors(&reader.page).await
}

async fn storage_that_is_null_is_said(ctx: Ctx) -> Result {
    let script = "Object.defineProperty(window, 'localStorage', {get: () => null})";
    let reader = with_storage(&ctx, script, ("dom.storage.enabled", json!(false))).await?;
    assert_eq!(reader.page.js("return localStorage").await?, json!(null));
    works_in_memory(&reader).await
}

async fn storage_that_throws_is_said(ctx: Ctx) -> Result {
    let script =
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError') }})";
    // Firefox's reader lets no site keep anything.
    let reader = with_storage(&ctx, script, ("network.cookie.cookieBehavior", json!(2))).await?;
    assert_eq!(reader.page.js("try { localStorage; return 'kept' } catch { return 'denied' }").await?, "denied");
    works_in_memory(&reader).await?;
    if ctx.engine() == Engine::Firefox {
        return Ok(());
    }
    let script = "for (const name of ['getItem', 'setItem', 'removeItem'])
        Storage.prototype[name] = () => { throw new DOMException('broken', 'UnknownError') }";
    works_in_memory(&with_storage(&ctx, script, ("", json!(null))).await?).await
}

async fn a_full_store_is_still_read_and_said(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    let kept = reader.stored().await?;
    // Fill what is left, down to the last character.
    let fill = "
        let text = 'x'.repeat(1 << 20), n = 0;
        while (text.length) {
            try { localStorage.setItem('filler' + n++, text) } catch { text = text.slice(text.length / 2 + 0.5) }
        }";
    reader.page.js(fill).await?;
    reader.reload().await?;
    reader.wait_for_status("who", "Read").await?;
    assert!(reader.page.text(".record").await?.contains("storage is full"));
    reader.open_answer("aims").await?;
    reader.press("#aims", "Mark as read").await?;
    reader.wait_for_progress("2 of 5 read").await?;
    assert_eq!(reader.stored().await?, kept, "what was kept is not lost");
    reader.no_errors().await?;
    // In Firefox all ports of a host have their share of one store.
    reader.page.close().await;
    Ok(())
}

async fn a_damaged_store_is_put_aside_and_said(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let damaged = "{\"v\":1,\"data\":\"who 0";
    reader.visit_with(damaged).await?;
    assert!(reader.page.text(".record").await?.contains("could not be read"));
    reader.wait_for_progress("0 of 5 read").await?;
    let aside = format!("return localStorage.getItem('{KEY}.damaged')");
    assert_eq!(reader.page.js(&aside).await?, damaged);
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.reload().await?;
    reader.wait_for_status("who", "Read").await?;
    assert_eq!(reader.page.js(&aside).await?, damaged);
    reader.no_errors().await
}

async fn a_newer_store_is_left_alone_and_said(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let newer = "{\"v\":2,\"data\":{\"who\":\"of a shape that is not known yet\"}}";
    reader.visit_with(newer).await?;
    assert!(reader.page.text(".record").await?.contains("A newer version of this page"));
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.pass(1).await.ok();
    reader.reload().await?;
    assert_eq!(reader.stored().await?, json!(newer));
    reader.no_errors().await
}
