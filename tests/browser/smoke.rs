//! The harness's own tests, on a page of `tests/fixtures/harness` that has a bit of everything.

use std::sync::{Arc, Mutex};

use anyhow::Context as _;
use backgrounder::serve::Options;
use serde_json::json;

use super::{
    browsers::{Browsers, on_a_new_port},
    case::{Case, Copy, Ctx, Engine, Result, cases},
    page::{Key, Page, Setup},
    reader::{live, summary},
};

pub fn cases() -> Vec<Case> {
    cases![
        harness_clicks_and_types,
        harness_collects_console_errors,
        harness_switches_scripts_off,
        harness_sees_that_a_server_is_gone,
        harness_gives_each_session_a_fresh_profile,
        harness_hands_a_browser_on_as_good_as_new in [Chromium, Firefox],
        harness_serves_no_port_twice in [Chromium],
        harness_changes_a_copy_of_a_site,
        harness_sizes_windows,
        harness_emulates_media_and_prints in [Chromium],
        harness_runs_a_script_before_any_other in [Chromium],
    ]
}

async fn harness_clicks_and_types(ctx: Ctx) -> Result {
    let server = ctx.serve(ctx.fixture("harness"))?;
    let page = ctx.page().await?;
    page.goto(&server.url()).await?;
    assert!(!page.is_open("#answer").await?);
    page.click("#answer summary").await?;
    assert!(page.is_open("#answer").await?);
    assert_eq!(page.text("#answer p").await?, "An answer");
    assert!(page.js("return scrollY").await?.as_f64() > Some(0.0));

    // The summary has the focus after the click; the way back leads to the button, which opens the popover.
    page.press(&[Key::Shift], Key::Tab).await?;
    page.wait_until("the button has the focus", async || page.is_focused("#help").await).await?;
    assert!(!page.is_open("#note").await?);
    page.keys(" ").await?;
    page.wait_until("the popover is open", async || page.is_open("#note").await).await?;
    page.press(&[], Key::Escape).await?;
    page.wait_until("the popover is closed", async || Ok(!page.is_open("#note").await?)).await?;

    assert!(page.click("#nowhere").await.is_err());
    assert!(page.is_open("#nowhere").await.is_err());
    Ok(())
}

async fn harness_collects_console_errors(ctx: Ctx) -> Result {
    let server = ctx.serve(ctx.fixture("harness"))?;
    let page = ctx.page().await?;
    page.goto(&server.url()).await?;
    page.js("console.error('an error after loading'); console.info('a word')").await?;
    page.js("setTimeout(() => { throw new Error('an exception after loading') })").await?;
    let mut expected = vec!["an error after loading", "an exception after loading"];
    if ctx.engine() != Engine::WebKit {
        expected.extend(["the fixture logs an error", "the fixture throws"]);
    }
    page.wait_until(&format!("the errors are {expected:?}"), async || {
        let errors = page.console_errors().await?;
        Ok(errors.len() == expected.len()
            && expected.iter().all(|text| errors.iter().any(|error| error.contains(text))))
    })
    .await
}

async fn harness_switches_scripts_off(ctx: Ctx) -> Result {
    let server = ctx.serve(ctx.fixture("harness"))?;
    let page = ctx.page_with(Setup::without_scripts()).await?;
    page.goto(&server.url()).await?;
    assert_eq!(page.title().await?, "Before the script");
    page.click("#answer summary").await?;
    assert!(page.is_open("#answer").await?);
    page.click("#help").await?;
    assert!(page.is_open("#note").await?);

    let page = ctx.page().await?;
    page.goto(&server.url()).await?;
    assert_eq!(page.title().await?, "After the script");
    Ok(())
}

async fn harness_sees_that_a_server_is_gone(ctx: Ctx) -> Result {
    let log = Arc::new(Mutex::new(Vec::new()));
    let server =
        ctx.serve_with(ctx.fixture("harness"), Options { log: Some(Arc::clone(&log)), ..Options::default() })?;
    let url = server.url();
    let page = ctx.page().await?;
    page.goto(&url).await?;
    page.reload().await?;
    let pages = log.lock().unwrap().iter().filter(|request| request.target == "/").count();
    assert_eq!(pages, 2);

    server.stop();
    let status = page.js_async("return fetch('script.js?again').then(() => 'answered', () => 'refused')").await?;
    assert_eq!(status, "refused");
    assert!(page.goto(&url).await.is_err());
    Ok(())
}

async fn harness_gives_each_session_a_fresh_profile(ctx: Ctx) -> Result {
    let server = ctx.serve(ctx.fixture("harness"))?;
    let page = ctx.page().await?;
    page.goto(&server.url()).await?;
    page.js("localStorage.setItem('seen', 'yes')").await?;

    let first = page.tab().await?;
    let second = page.new_tab().await?;
    page.switch(&second).await?;
    page.goto(&server.url()).await?;
    assert_eq!(page.js("return localStorage.getItem('seen')").await?, "yes");
    page.switch(&first).await?;
    assert_eq!(page.tab().await?, first);

    let other = ctx.page().await?;
    other.goto(&server.url()).await?;
    assert_eq!(other.js("return localStorage.getItem('seen')").await?, json!(null));
    Ok(())
}

async fn harness_hands_a_browser_on_as_good_as_new(ctx: Ctx) -> Result {
    // Nobody else takes what waits there.
    let browsers = Browsers::beside(ctx.browsers());
    let open = async || Page::open(&browsers, ctx.engine(), &Setup::default()).await;
    // A worker of an earlier visit would have served the page, which Chromium says. Whether there is one now says nothing: the
    // page's own may be as quick.
    let look = async |page: &Page| {
        let site = ctx.site()?;
        page.goto(&(site.url() + "isis-k/")).await?;
        live(page).await?;
        let seen = "return [innerWidth, innerHeight, localStorage.length, sessionStorage.length, name, document.hidden,
            document.hasFocus(), history.length, performance.getEntriesByType('navigation')[0].workerStart, document.cookie,
            matchMedia('(prefers-color-scheme: dark)').matches, document.querySelectorAll('[open]').length]";
        let (seen, tabs) = (page.js(seen).await?, page.client().windows().await?.len());
        anyhow::Ok((seen, tabs, page.console_errors().await?))
    };
    let page = open().await?;
    let session = page.client().session_id().await?;
    let first = look(&page).await?;
    page.js("localStorage.setItem('seen', 'yes'); sessionStorage.setItem('seen', 'yes'); window.name = 'seen'").await?;
    page.js("document.cookie = 'seen=yes'").await?;
    page.click(&summary("who")).await?;
    page.set_window_size(700, 600).await?;
    if ctx.engine() == Engine::Chromium {
        page.emulate(&["prefers-color-scheme: dark"]).await?;
        page.before_scripts("window.name = 'before'").await?;
    }
    page.new_tab().await?;

    page.hand_on(&browsers).await;
    assert!(page.is_closed());
    let page = open().await?;
    assert_eq!(page.client().session_id().await?, session, "it is the same browser");
    assert_eq!(look(&page).await?, first);

    page.js("console.error('an error')").await?;
    page.wait_until("the error is noted", async || Ok(!page.console_errors().await?.is_empty())).await?;
    page.hand_on(&browsers).await;
    assert!(browsers.take(ctx.engine()).await.is_none(), "one in trouble is not handed on");
    Ok(())
}

async fn harness_serves_no_port_twice(_: Ctx) -> Result {
    // Ports that no server of the suite gets.
    let free = Mutex::new(vec![3, 2, 2, 1, 1, 1]);
    let next = || on_a_new_port(|| free.lock().unwrap().pop().context("none is free"), |&port| port);
    assert_eq!((next()?, next()?, next()?), (1, 2, 3));
    Ok(())
}

async fn harness_changes_a_copy_of_a_site(ctx: Ctx) -> Result {
    let copy = Copy::of(&ctx.fixture("harness"))?;
    copy.write("script.js.br", "an old form of it")?;
    let server = ctx.serve(copy.path())?;
    copy.edit("script.js", "After the script", "After the edit")?;
    let page = ctx.page().await?;
    page.goto(&server.url()).await?;
    assert_eq!(page.title().await?, "After the edit");
    copy.remove("script.js")?;
    page.goto(&server.url()).await?;
    assert_eq!(page.title().await?, "Before the script");
    Ok(())
}

async fn harness_sizes_windows(ctx: Ctx) -> Result {
    let server = ctx.serve(ctx.fixture("harness"))?;
    let page = ctx.page().await?;
    page.goto(&server.url()).await?;
    assert_eq!(page.js("return innerWidth").await?, 1280);
    page.set_window_size(600, 500).await?;
    assert_eq!(page.js("return [innerWidth, innerHeight]").await?, json!([600, 500]));
    if ctx.engine() == Engine::Chromium {
        page.set_window_size(320, 640).await?;
        assert_eq!(page.js("return [innerWidth, innerHeight]").await?, json!([320, 640]));
    } else {
        assert!(page.emulate(&["print"]).await.is_err());
    }
    let folder = tempfile::tempdir()?;
    let picture = folder.path().join("page.png");
    page.screenshot(&picture).await?;
    assert!(std::fs::read(picture)?.starts_with(b"\x89PNG"));
    Ok(())
}

async fn harness_emulates_media_and_prints(ctx: Ctx) -> Result {
    let server = ctx.serve(ctx.fixture("harness"))?;
    let page = ctx.page().await?;
    page.emulate(&["prefers-color-scheme: dark"]).await?;
    page.goto(&server.url()).await?;
    let background = "return getComputedStyle(document.body).backgroundColor";
    assert_eq!(page.js(background).await?, "rgb(0, 0, 0)");
    page.emulate(&["print", "forced-colors: active"]).await?;
    let paper = "return getComputedStyle(document.getElementById('paper'), '::before').content";
    assert_eq!(page.js(paper).await?, "\"printed\"");
    assert_eq!(page.js("return matchMedia('(forced-colors: active)').matches").await?, true);
    page.emulate(&[]).await?;
    assert_eq!(page.js(background).await?, "rgb(255, 255, 255)");
    assert_eq!(page.js(paper).await?, "none");

    let folder = tempfile::tempdir()?;
    let print = folder.path().join("page.pdf");
    page.pdf(&print).await?;
    assert!(std::fs::read(print)?.starts_with(b"%PDF"));
    Ok(())
}

async fn harness_runs_a_script_before_any_other(ctx: Ctx) -> Result {
    let server = ctx.serve(ctx.fixture("harness"))?;
    let page = ctx.page().await?;
    page.before_scripts("window.titles = []; addEventListener('DOMContentLoaded', () => titles.push(document.title)); console.error = () => {};")
        .await?;
    page.goto(&server.url()).await?;
    assert_eq!(page.js("return titles").await?, json!(["After the script"]));
    let errors = page.console_errors().await?;
    assert!(!errors.iter().any(|error| error.contains("the fixture logs an error")), "{errors:?}");
    Ok(())
}
