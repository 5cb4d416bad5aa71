//! What the site may do by its own policies, it keeps to, whatever a reader does; and it asks nobody else for anything.
//!
//! Four witnesses: the events of a violation, the console, what the page says that it loaded, and reports. The last are sent
//! by the browser itself to the test's server, because of a second policy beside the published ones that only reports: so they
//! tell of what happens before any script of a test runs, in frames and in the worker too. In Chromium its log of the network
//! is the fifth.

use super::case::{Case, Copy, Ctx, Engine, Result, cases};
use super::page::{Key, Page, Setup};
use super::reader::{IDS, Reader, live, no_errors, saved};
use anyhow::{Context as _, ensure};
use backgrounder::serve::{Options, Request, Server};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

pub fn cases() -> Vec<Case> {
    cases![
        whatever_a_reader_does_breaks_no_policy_and_asks_nobody_else,
        without_the_server_nobody_else_is_asked,
        a_breach_is_noticed,
    ]
}

/// Nobody but the page's own server is asked, and no text becomes markup or a script.
const SPY: &str = "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; img-src 'self' data:; \
                   require-trusted-types-for 'script'; trusted-types default; report-uri /reported";

/// Notes the violations of a page, from the first time on that this runs in it.
const HEAR: &str = "
    if (!window.violations) {
        window.violations = [];
        addEventListener('securitypolicyviolation', event => violations.push(
            `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
    }";

/// The site under its own headers, and all that the witnesses say.
struct Watched {
    reader: Reader,
    log: Arc<Mutex<Vec<Request>>>,
    _folder: Copy,
}

impl Watched {
    async fn new(ctx: &Ctx) -> Result<Self> {
        let copy = ctx.copy_of_site()?;
        copy.write(
            "host.html",
            "<!DOCTYPE html><title>Host</title><link rel=icon href=data:,><script async src=embed.js></script>
             <backgrounder-embed src=isis-k/embed/><a href=isis-k/>ISIS-K</a></backgrounder-embed>",
        )?;
        let log = Arc::default();
        let options = Options {
            extra_headers: vec![("Content-Security-Policy-Report-Only".into(), SPY.into())],
            log: Some(Arc::clone(&log)),
            ..Options::default()
        };
        let site = ctx.serve_with(copy.path(), options)?;
        let setup = Setup { network_log: ctx.engine() == Engine::Chromium, ..Setup::default() };
        let page = ctx.page_with(setup).await?;
        if ctx.engine() == Engine::Chromium {
            page.before_scripts(HEAR).await?;
        }
        Ok(Self { reader: Reader { page, site }, log, _folder: copy })
    }

    fn page(&self) -> &Page {
        &self.reader.page
    }

    /// Opens a page of the site.
    async fn open(&self, path: &str) -> Result {
        self.page().goto(&(self.reader.site.url() + path)).await?;
        self.hear().await
    }

    async fn hear(&self) -> Result {
        self.page().js(HEAR).await.map(drop)
    }

    /// Asks the page what it has loaded and what was refused; called before it is left.
    async fn leave(&self, what: &str) -> Result {
        let origin = self.reader.site.url();
        let script = "
            const entries = ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind));
            return [window.violations, entries.map(entry => entry.name), document.cookie]";
        let said = self.page().js(script).await?;
        ensure!(said[0] == json!([]), "{what}: {:#}", said[0]);
        let names: Vec<&str> = said[1].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        ensure!(!names.is_empty(), "{what}: the page itself is in the list");
        let foreign: Vec<&&str> = names.iter().filter(|name| !is_own(name, &origin)).collect();
        ensure!(foreign.is_empty(), "{what} asks {foreign:?}");
        ensure!(said[2] == "", "{what} leaves a cookie: {}", said[2]);
        Ok(())
    }

    /// What the browser reported.
    fn reports(&self) -> usize {
        self.log.lock().unwrap().iter().filter(|request| request.target == "/reported").count()
    }

    /// Nothing was reported, and nothing is on the console; where the browser has a log, it names nobody else.
    async fn is_quiet(&self, origin: &str) -> Result {
        if self.page().engine() == Engine::Chromium {
            let asked = self.page().asked().await?;
            ensure!(asked.iter().any(|url| url.contains("_bg.wasm")), "the log is of this site: {asked:?}");
            let foreign: Vec<&String> = asked.iter().filter(|url| !is_own(url, origin)).collect();
            ensure!(foreign.is_empty(), "the browser asked {foreign:?}");
            println!("{} requests in Chromium's own log: none to anyone but the site", asked.len());
        }
        no_errors(self.page()).await?;
        assert_eq!(self.reports(), 0, "something was reported");
        Ok(())
    }
}

/// Whether an address is of the site, or of no server at all.
fn is_own(url: &str, origin: &str) -> bool {
    // The browser's log begins with its own first page.
    let nobody = ["data:", "about:", "chrome:", "blob:"];
    url.starts_with(origin) || nobody.iter().any(|scheme| url.starts_with(scheme))
}

/// Everything that a reader can do with the explainer.
async fn use_the_explainer(reader: &Reader) -> Result {
    let page = &reader.page;
    reader.press(".progress", "Open all").await?;
    page.click("#who .term button").await?;
    page.wait_until("the pop-up is open", async || page.exists(".popover:popover-open").await).await?;
    page.press(&[], Key::Escape).await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_status("who", "Read").await?;
    reader.press(".progress", "Continue at question 2").await?;
    reader.press("#aims", "Link to this answer").await?;
    reader.press(".record", "Start again").await?;
    reader.wait_for_progress("0 of 5 read").await?;
    reader.press(".record", "Undo").await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.press("#who", "Mark as unread").await?;
    reader.wait_for_status("who", "New").await?;
    reader.press(".progress", "Close all").await?;
    page.js("location.hash = 'threat'").await?;
    page.wait_until("the fragment opens its answer", async || page.is_open("details[data-id=threat]").await).await
}

async fn whatever_a_reader_does_breaks_no_policy_and_asks_nobody_else(ctx: Ctx) -> Result {
    let watched = Watched::new(&ctx).await?;
    let (reader, page) = (&watched.reader, watched.page());
    let origin = reader.site.url();
    for visit in ["the first visit", "a return"] {
        watched.open("isis-k/").await?;
        live(page).await?;
        // Registering the worker is what Trusted Types would refuse.
        saved(page).await?;
        use_the_explainer(reader).await?;
        watched.leave(visit).await?;
    }
    reader.reload().await?;
    watched.hear().await?;
    watched.leave("a reload").await?;

    watched.open("isis-k/embed/?theme=dark&open=aims#who").await?;
    live(page).await?;
    page.click("#who .term button").await?;
    page.press(&[], Key::Escape).await?;
    reader.press("#who", "Mark as read").await?;
    watched.leave("the embed page").await?;

    watched.open("host.html").await?;
    page.wait_for("iframe").await?;
    page.enter_frame("iframe").await?;
    live(page).await?;
    watched.hear().await?;
    reader.press(".progress", "Open all").await?;
    watched.leave("the embed in a page").await?;
    page.leave_frame().await?;
    watched.leave("a page with an embed").await?;

    watched.open("isis-k/embed/options/").await?;
    // Here it is of no account by which means the choice is made.
    let choose = "
        document.querySelector('[name=theme]').value = 'dark';
        document.querySelector('form').dispatchEvent(new Event('input'))";
    page.js(choose).await?;
    page.wait_until("the code follows", async || Ok(page.text("pre code").await?.contains("theme=dark"))).await?;
    watched.leave("the options page").await?;

    for path in ["", "isis-k/isis-k.html"] {
        watched.open(path).await?;
        watched.leave(path).await?;
    }
    watched.is_quiet(&origin).await?;
    // That there is no such page is an error for the console, so it comes last.
    watched.open("nothing").await?;
    watched.leave("the page for what is missing").await?;
    assert_eq!(watched.reports(), 0, "something was reported");
    Ok(())
}

async fn without_the_server_nobody_else_is_asked(ctx: Ctx) -> Result {
    let watched = Watched::new(&ctx).await?;
    watched.open("isis-k/").await?;
    live(watched.page()).await?;
    saved(watched.page()).await?;
    let Watched { reader: Reader { page, site }, log, .. } = watched;
    let origin = site.url();
    let asked = log.lock().unwrap().len();
    site.stop();
    // What is asked for from here on is in the worker's hands.
    for path in ["isis-k/", "", "nothing"] {
        page.goto(&(origin.clone() + path)).await?;
        page.js(HEAR).await?;
        if path == "isis-k/" {
            live(&page).await?;
            page.click("[data-id=who] > summary").await?;
            page.click("#who .term button").await?;
            page.press(&[], Key::Escape).await?;
        }
        let said = page
            .js("return [window.violations, performance.getEntriesByType('resource').map(entry => entry.name)]")
            .await?;
        ensure!(said[0] == json!([]), "{path}: {:#}", said[0]);
        let names = said[1].as_array().context("a list")?;
        ensure!(names.iter().all(|name| name.as_str().is_some_and(|name| is_own(name, &origin))), "{path}: {names:?}");
    }
    assert_eq!(log.lock().unwrap().len(), asked, "the server is gone");
    if ctx.engine() == Engine::Chromium {
        let asked = page.asked().await?;
        ensure!(!asked.is_empty() && asked.iter().all(|url| is_own(url, &origin)), "{asked:?}");
    }
    Ok(())
}

/// The witnesses see what they look for.
async fn a_breach_is_noticed(ctx: Ctx) -> Result {
    let watched = Watched::new(&ctx).await?;
    let stranger: Server = ctx.site()?;
    let page = watched.page();
    watched.open("isis-k/").await?;
    live(page).await?;
    assert_eq!(page.count(&format!("#{}", IDS[0])).await?, 1);
    watched.leave("before").await?;
    let refused = page
        .js_with(
            "try { document.createElement('p').innerHTML = arguments[0]; return 'allowed' } catch (error) { return error.name }",
            vec!["<b>markup</b>".into()],
        )
        .await?;
    assert_eq!(refused, "TypeError", "no text becomes markup");
    let refused = page
        .js_async("return navigator.serviceWorker.register('embed.js').then(() => 'allowed', error => error.name)")
        .await?;
    assert_eq!(refused, "TypeError", "no text becomes a worker but the site's own");
    page.js_with("new Image().src = arguments[0]", vec![(stranger.url() + "icon.svg").into()]).await?;
    page.wait_until("the events tell of all three", async || {
        let heard = page.js("return window.violations.map(line => line.split(' ')[0])").await?;
        Ok(["require-trusted-types-for", "img-src"]
            .iter()
            .all(|kind| heard.as_array().is_some_and(|heard| heard.contains(&json!(kind)))))
    })
    .await?;
    page.wait_until("the browser has reported", async || Ok(watched.reports() > 0)).await?;
    ensure!(watched.leave("after").await.is_err());
    Ok(())
}
