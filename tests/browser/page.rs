//! A browser session as the cases use it: short words for what a reader does, and for what is then to be seen.
//!
//! Elements are named by CSS selectors. A word that only Chromium's protocol knows says so in its error; a case that
//! needs one is listed with `in [Chromium]`.

#![allow(dead_code, reason = "a tool kit; not every tool is in use at every moment")]

use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::{Context as _, anyhow, bail, ensure};
use axum::http::Method;
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
    error::CmdError,
    wd::{PrintConfiguration, WebDriverCompatibleCommand, WindowHandle},
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::{Instant, sleep, timeout};
use url::Url;

pub use fantoccini::key::Key;

use super::{
    browsers::{Browsers, Session},
    case::{Engine, Result},
    console::{self, Line},
    driver::{Lease, cog, mini_browser},
};

/// How long a page may take to do what it should.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// How often it is asked whether it has.
const POLL: Duration = Duration::from_millis(40);

/// A browser that does not start within this is broken.
const START_LIMIT: Duration = Duration::from_mins(1);

/// How often a browser is started, and how long is waited for it. WPE's is there in a second or, once in a while, never.
fn patience(engine: Engine) -> (usize, Duration) {
    if engine == Engine::Wpe { (4, Duration::from_secs(15)) } else { (2, START_LIMIT) }
}

/// How a session begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// The outer size of the window; 1280 by 900 unless told.
    pub window: (u32, u32),
    /// Whether pages may run scripts. The test's own scripts run in any case.
    pub scripts: bool,
    /// Preferences of Firefox, such as `("dom.storage.enabled", json!(false))`; the other engines do not read them.
    pub firefox_prefs: Vec<(&'static str, Value)>,
    /// Further command line arguments of Chromium.
    pub chromium_args: Vec<String>,
    /// Whether Chromium keeps a log of what it asks for: [`Page::asked`].
    pub network_log: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            window: (1280, 900),
            scripts: true,
            firefox_prefs: Vec::new(),
            chromium_args: Vec::new(),
            network_log: false,
        }
    }
}

impl Setup {
    /// Pages run no script, in any engine.
    pub fn without_scripts() -> Self {
        Self { scripts: false, ..Self::default() }
    }
}

/// A session; clones are the same session. The case's context closes it.
#[derive(Clone)]
pub struct Page(Arc<Inner>);

struct Inner {
    engine: Engine,
    client: Client,
    /// Nothing once it was closed or handed on.
    session: Mutex<Option<Session>>,
    /// How much driver and browser had printed when the case began with it.
    log_start: usize,
    console: Mutex<Vec<Line>>,
    /// The frame that was entered.
    frame: Mutex<Option<Element>>,
    /// Whether the browser is as the next case expects it.
    is_plain: AtomicBool,
}

/// A tab of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

impl Page {
    /// Starts a browser, or takes one over from a case that is done.
    pub async fn open(browsers: &Browsers, engine: Engine, setup: &Setup) -> Result<Self> {
        if *setup == Setup::default()
            && let Some(session) = browsers.take(engine).await
        {
            let page = Self::of(engine, session, true);
            if page.begin_anew(setup).await.is_ok() {
                return Ok(page);
            }
            page.close().await;
        }
        if engine == Engine::Firefox {
            let first = async || {
                let page = Self::start(browsers, engine, &Setup::default()).await?;
                let (lease, profile) = page.end().await?;
                lease.keep(profile.path())
            };
            browsers.drivers().start_first(first).await?;
        }
        Self::start(browsers, engine, setup).await
    }

    async fn start(browsers: &Browsers, engine: Engine, setup: &Setup) -> Result<Self> {
        let mut failure = anyhow!("not tried");
        // A browser that fails to start says nothing about the site; the second try has a new driver where a driver
        // holds one session only.
        let (tries, limit) = patience(engine);
        for _ in 0..tries {
            let lease = browsers.drivers().lend(engine)?;
            let profile = lease.profile()?;
            let capabilities = capabilities(engine, setup, profile.path())?;
            let connecting = async {
                ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&lease.url()).await
            };
            match timeout(limit, connecting).await {
                Ok(Ok(client)) => {
                    let page = Self::of(engine, Session::new(client, lease, profile), *setup == Setup::default());
                    if let Err(error) = page.set_up(setup).await {
                        page.close().await;
                        return Err(error);
                    }
                    return Ok(page);
                }
                Ok(Err(error)) => failure = anyhow!("{}", first_line(&error.to_string())),
                Err(_) => failure = anyhow!("no session within {} s", limit.as_secs()),
            }
            lease.mark_broken();
        }
        Err(failure.context(format!("starting {engine}")))
    }

    fn of(engine: Engine, session: Session, is_plain: bool) -> Self {
        Self(Arc::new(Inner {
            engine,
            client: session.client().clone(),
            log_start: session.log().len(),
            session: Mutex::new(Some(session)),
            console: Mutex::default(),
            frame: Mutex::default(),
            is_plain: AtomicBool::new(is_plain),
        }))
    }

    async fn set_up(&self, setup: &Setup) -> Result {
        if self.0.engine == Engine::Chromium {
            if !setup.scripts {
                self.disable_scripts().await?;
            }
        } else if self.0.engine != Engine::Wpe {
            // WPE has no window.
            let (width, height) = setup.window;
            self.0.client.set_window_size(width, height).await.map_err(plain)?;
        }
        Ok(())
    }

    /// Begins with a browser that another case has left.
    async fn begin_anew(&self, setup: &Setup) -> Result {
        self.set_up(setup).await?;
        // What Chromium's driver has kept is the other case's.
        self.keep_console().await;
        self.0.console.lock().unwrap().clear();
        Ok(())
    }

    /// Ends the session, or lets another case go on with its browser where that cannot tell it from a new one.
    pub async fn hand_on(&self, browsers: &Browsers) {
        let is_left = timeout(PATIENCE, self.leave()).await;
        if matches!(is_left, Ok(Ok(()))) {
            let session = self.0.session.lock().unwrap().take();
            if let Some(session) = session {
                browsers.give(self.0.engine, session);
            }
        }
        self.close().await;
    }

    /// Leaves a new tab and nothing else, or says what stays.
    async fn leave(&self) -> Result {
        let is_good = self.0.session.lock().unwrap().as_ref().is_some_and(|session| !session.is_worn());
        ensure!(is_good && Browsers::can_hold(self.0.engine), "nobody goes on with it");
        ensure!(self.0.is_plain.load(Ordering::SeqCst), "it is unlike a new one");
        // More may follow, and would be taken for the next case's.
        ensure!(self.console_errors().await?.is_empty(), "its page is in trouble");
        // Cookies belong to a host, whatever the port.
        self.0.client.delete_all_cookies().await.map_err(plain)?;
        let tabs = self.0.client.windows().await.map_err(plain)?;
        let new = self.new_tab().await?;
        for tab in tabs {
            self.switch(&Tab(tab)).await?;
            self.0.client.close_window().await.map_err(plain)?;
        }
        self.switch(&new).await?;
        if self.0.engine == Engine::Chromium {
            // Else its only tab has not the keyboard.
            self.cdp("Page.bringToFront", json!({})).await?;
        }
        Ok(())
    }

    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// Whether it is one of the two that have WebKit's driver.
    fn is_webkit(&self) -> bool {
        matches!(self.0.engine, Engine::WebKit | Engine::Wpe)
    }

    /// The `WebDriver` client, for what has no word here.
    pub fn client(&self) -> &Client {
        &self.0.client
    }

    /// Ends the session; a second time it does nothing. A case that has changed what belongs to neither its tab nor its origin
    /// ends with this: no other goes on with the browser then.
    pub async fn close(&self) {
        let _ = self.end().await;
    }

    async fn end(&self) -> Result<(Lease, TempDir)> {
        let session = self.0.session.lock().unwrap().take();
        session.context("it has ended")?.end().await
    }

    pub fn is_closed(&self) -> bool {
        self.0.session.lock().unwrap().is_none()
    }

    // Going places.

    /// Opens an address and waits until it has loaded. A server that does not answer is an error.
    pub async fn goto(&self, url: &str) -> Result {
        self.keep_console().await;
        *self.0.frame.lock().unwrap() = None;
        if url.starts_with("file:") {
            // All files are of one origin.
            self.0.is_plain.store(false, Ordering::SeqCst);
        }
        self.0
            .client
            .goto(url)
            .await
            .map_err(plain)
            .with_context(|| format!("going to {url} (a server ends when its variable does)"))?;
        if self.is_webkit() {
            // Its driver reports no failure; the page then is a blank one with a line of text.
            let reached = self.js("return location.href").await?;
            ensure!(reached != "about:blank" || url == "about:blank", "going to {url}: it could not be loaded");
            self.hook_console().await;
        }
        Ok(())
    }

    /// Reloads by the page's own means: Firefox's driver would go past the service worker.
    pub async fn reload(&self) -> Result {
        self.keep_console().await;
        self.js("window.__before = true; location.reload()").await?;
        self.wait_until("the page is reloaded", async || {
            let state = self.js("return !window.__before && document.readyState === 'complete'").await?;
            Ok(state == true)
        })
        .await?;
        self.hook_console().await;
        Ok(())
    }

    pub async fn back(&self) -> Result {
        self.0.client.back().await.map_err(plain).context("going back")
    }

    pub async fn forward(&self) -> Result {
        self.0.client.forward().await.map_err(plain).context("going forward")
    }

    pub async fn url(&self) -> Result<String> {
        Ok(self.0.client.current_url().await.map_err(plain)?.into())
    }

    pub async fn title(&self) -> Result<String> {
        self.0.client.title().await.map_err(plain)
    }

    // Doing things.

    /// A click as a reader makes it: the element is scrolled into view, and must not be covered.
    pub async fn click(&self, css: &str) -> Result {
        let element = self.find(css).await?;
        // To the middle: at the edge, where the driver would leave it, a sticky bar may cover it.
        let scroll = "arguments[0].scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })";
        let target = serde_json::to_value(&element)?;
        self.0.client.execute(scroll, vec![target.clone()]).await.map_err(plain)?;
        let frame = self.0.frame.lock().unwrap().clone().filter(|_| self.is_webkit());
        if let Some(frame) = frame {
            return self.click_in_frame(frame, target).await.with_context(|| format!("clicking {css} in a frame"));
        }
        if self.0.engine == Engine::WebKit {
            self.0.client.execute_async(REST, vec![target]).await.map_err(plain)?;
        }
        element.click().await.map_err(plain).with_context(|| format!("clicking {css}"))
    }

    /// Presses the button of the mouse on an element, and holds it until [`Page::let_go`]. Not for what is in a frame:
    /// `click_in_frame` says why.
    pub async fn hold(&self, css: &str) -> Result {
        let target = serde_json::to_value(self.find(css).await?)?;
        let middle = format!("arguments[0].scrollIntoView({{ block: 'center', behavior: 'instant' }}); {MIDDLE}");
        let place = self.js_with(&middle, vec![target]).await?;
        let (x, y) = place[0].as_f64().zip(place[1].as_f64()).with_context(|| format!("something lies on {css}"))?;
        let press = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: Some(Duration::ZERO), x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        self.0.client.perform_actions(press).await.map_err(plain).with_context(|| format!("pressing {css}"))
    }

    /// Lets go of the button of the mouse, wherever it is.
    pub async fn let_go(&self) -> Result {
        let release = MouseActions::new("mouse".to_owned()).then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.0.client.perform_actions(release).await.map_err(plain).context("letting go of the mouse")
    }

    /// WebKit's driver reckons as if a frame stood at the window's corner, and misses: so the mouse is led by hand.
    async fn click_in_frame(&self, frame: Element, target: Value) -> Result {
        let point = |place: &Value| place[0].as_f64().zip(place[1].as_f64());
        let mut before = Value::Null;
        // A frame that has just been made higher moves what is in it: until the place is the same twice, it is not known.
        let (x, y) = loop {
            let inside = self.0.client.execute(MIDDLE, vec![target.clone()]).await.map_err(plain)?;
            let (x, y) = point(&inside).context("something else is there")?;
            self.0.client.enter_parent_frame().await.map_err(plain)?;
            let outside = vec![serde_json::to_value(&frame)?, x.into(), y.into()];
            let place = self.0.client.execute_async(OUTSIDE, outside).await.map_err(plain)?;
            if place == before {
                break point(&place).context("a place")?;
            }
            before = place;
            frame.enter_frame().await.map_err(plain)?;
        };
        let click = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: Some(Duration::ZERO), x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let clicked = self.0.client.perform_actions(click).await.map_err(plain);
        frame.enter_frame().await.map_err(plain)?;
        clicked
    }

    /// Types into whatever has the focus, key by key. Special keys are in [`Key`]: `char::from(Key::Tab)`.
    pub async fn keys(&self, text: &str) -> Result {
        let strokes = text.chars().flat_map(stroke);
        self.perform(strokes.collect(), &format!("typing {text:?}")).await
    }

    /// Presses one key, with others held down: `page.press(&[Key::Shift], Key::Tab)`.
    pub async fn press(&self, held: &[Key], key: Key) -> Result {
        let down = held.iter().map(|&key| KeyAction::Down { value: key.into() });
        let up = held.iter().rev().map(|&key| KeyAction::Up { value: key.into() });
        self.perform(down.chain(stroke(key.into())).chain(up).collect(), &format!("pressing {key:?}")).await
    }

    async fn perform(&self, actions: Vec<KeyAction>, what: &str) -> Result {
        let keys = actions.into_iter().fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.0.client.perform_actions(keys).await.map_err(plain).with_context(|| what.to_owned())
    }

    /// Makes the area that the page has for itself this large. Only Chromium goes below about 500 pixels; for the
    /// others a narrow page is a page in a frame.
    pub async fn set_window_size(&self, width: u32, height: u32) -> Result {
        if self.0.engine == Engine::Chromium {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 0, "mobile": false });
            self.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
            return Ok(());
        }
        let wanted = (u64::from(width), u64::from(height));
        self.wait_until(&format!("the page has {width} by {height} pixels"), async || {
            let size = self.js("return [innerWidth, innerHeight]").await?;
            let inner = (size[0].as_u64().unwrap_or(0), size[1].as_u64().unwrap_or(0));
            if inner == wanted {
                return Ok(true);
            }
            // The frame of the window takes its part, and the page follows the window with a delay: ask again.
            let outer = self.0.client.get_window_size().await.map_err(plain)?;
            let width = (outer.0 + wanted.0).saturating_sub(inner.0);
            let height = (outer.1 + wanted.1).saturating_sub(inner.1);
            let resized = self.0.client.set_window_size(u32::try_from(width)?, u32::try_from(height)?).await;
            resized.map_err(plain)?;
            Ok(false)
        })
        .await
    }

    // Seeing things.

    pub async fn exists(&self, css: &str) -> Result<bool> {
        Ok(self.count(css).await? > 0)
    }

    pub async fn count(&self, css: &str) -> Result<usize> {
        let found = self.0.client.find_all(Locator::Css(css)).await;
        Ok(found.map_err(plain).with_context(|| format!("looking for {css}"))?.len())
    }

    /// The text that a reader sees. In WebKit that of a closed `details` counts as seen: ask [`Page::is_open`].
    pub async fn text(&self, css: &str) -> Result<String> {
        let text = self.find(css).await?.text().await;
        text.map_err(plain).with_context(|| format!("reading {css}"))
    }

    /// Whether the element is displayed.
    pub async fn is_visible(&self, css: &str) -> Result<bool> {
        let displayed = self.find(css).await?.is_displayed().await;
        displayed.map_err(plain).with_context(|| format!("looking at {css}"))
    }

    pub async fn attr(&self, css: &str, name: &str) -> Result<Option<String>> {
        let value = self.find(css).await?.attr(name).await;
        value.map_err(plain).with_context(|| format!("reading {name} of {css}"))
    }

    /// Whether a `details`, a dialog or a popover is open. It needs no script.
    pub async fn is_open(&self, css: &str) -> Result<bool> {
        self.find(css).await?;
        // `:is` forgives the popover's word where an engine does not know it.
        self.exists(&format!(":is({css}):is([open], :popover-open)")).await
    }

    /// Whether the element has the keyboard's focus.
    pub async fn is_focused(&self, css: &str) -> Result<bool> {
        self.find(css).await?;
        self.exists(&format!(":is({css}):focus")).await
    }

    async fn find(&self, css: &str) -> Result<Element> {
        let found = self.0.client.find(Locator::Css(css)).await;
        found.map_err(plain).with_context(|| format!("looking for {css}"))
    }

    /// Waits for a condition, which must come true within ten seconds. What fails on the way counts as not yet.
    pub async fn wait_until(&self, what: &str, condition: impl AsyncFn() -> Result<bool>) -> Result {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let seen = condition().await;
            if matches!(seen, Ok(true)) {
                return Ok(());
            }
            if Instant::now() >= deadline {
                let waited = format!("waited {} s in vain until {what}", PATIENCE.as_secs());
                return Err(match seen {
                    Ok(_) => anyhow!(waited),
                    Err(error) => error.context(waited),
                });
            }
            sleep(POLL).await;
        }
    }

    /// Waits until something matches.
    pub async fn wait_for(&self, css: &str) -> Result {
        self.wait_until(&format!("{css} exists"), async || self.exists(css).await).await
    }

    // Scripts of the test.

    /// Runs a function body in the page: `page.js("return document.title")`.
    pub async fn js(&self, body: &str) -> Result<Value> {
        self.js_with(body, Vec::new()).await
    }

    /// As [`Page::js`], with values that the body finds in `arguments`.
    pub async fn js_with(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let answer = self.0.client.execute(body, arguments).await;
        answer.map_err(plain).with_context(|| format!("running {body}"))
    }

    /// Runs the body of an async function: `page.js_async("return (await fetch('x')).status")`.
    pub async fn js_async(&self, body: &str) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(value => done({{ value }}), error => done({{ error: String(error) }}));"
        );
        let answer = self.0.client.execute_async(&script, Vec::new()).await;
        let mut answer = answer.map_err(plain).with_context(|| format!("running {body}"))?;
        if let Some(error) = answer["error"].as_str() {
            bail!("running {body}: {error}");
        }
        Ok(answer["value"].take())
    }

    // Frames and tabs.

    /// Everything that follows is about the frame, until [`Page::leave_frame`].
    pub async fn enter_frame(&self, css: &str) -> Result {
        let frame = self.find(css).await?;
        let entered = frame.enter_frame().await;
        entered.map_err(plain).with_context(|| format!("entering the frame {css}"))?;
        *self.0.frame.lock().unwrap() = Some(frame);
        Ok(())
    }

    pub async fn leave_frame(&self) -> Result {
        *self.0.frame.lock().unwrap() = None;
        self.0.client.enter_parent_frame().await.map_err(plain)
    }

    /// Opens a tab; it is not switched to. What was emulated holds for the tab in which it was.
    pub async fn new_tab(&self) -> Result<Tab> {
        let tab = self.0.client.new_window(true).await;
        Ok(Tab(tab.map_err(plain).context("opening a tab")?.handle))
    }

    pub async fn tab(&self) -> Result<Tab> {
        Ok(Tab(self.0.client.window().await.map_err(plain)?))
    }

    /// Everything that follows is about this tab.
    pub async fn switch(&self, tab: &Tab) -> Result {
        let switched = self.0.client.switch_to_window(tab.0.clone()).await;
        switched.map_err(plain).context("switching tabs")
    }

    // Keeping things.

    pub async fn html(&self) -> Result<String> {
        self.0.client.source().await.map_err(plain)
    }

    pub async fn screenshot(&self, path: &Path) -> Result {
        let picture = self.0.client.screenshot().await;
        save(path, picture.map_err(plain).context("taking a screenshot")?)
    }

    /// Prints to PDF; WebKit's driver cannot.
    pub async fn pdf(&self, path: &Path) -> Result {
        let print = self.0.client.print(PrintConfiguration::default()).await;
        save(path, print.map_err(plain).context("printing")?)
    }

    /// All that the console said in this session. See [`console`] for what an engine leaves out.
    pub async fn console(&self) -> Result<Vec<Line>> {
        self.keep_console().await;
        let mut lines = self.0.console.lock().unwrap().clone();
        if self.0.engine == Engine::Firefox {
            lines.extend(console::from_firefox(&self.driver_log()));
        }
        Ok(lines)
    }

    /// The console's errors: uncaught exceptions, `console.error` and, in Chromium, failed requests.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let lines = self.console().await?;
        Ok(lines.into_iter().filter(|line| line.is_error).map(|line| line.text).collect())
    }

    /// What driver and browser printed.
    pub fn driver_log(&self) -> Vec<String> {
        let session = self.0.session.lock().unwrap();
        session.as_ref().map(|session| session.log().split_off(self.0.log_start)).unwrap_or_default()
    }

    /// Takes the console's news before it is lost.
    async fn keep_console(&self) {
        let news = match self.0.engine {
            Engine::Chromium => {
                self.post("se/log", json!({ "type": "browser" })).await.map(|log| console::from_chromium(&log))
            }
            Engine::Firefox => return,
            Engine::WebKit | Engine::Wpe => self.js(console::DRAIN).await.map(|seen| console::from_hook(&seen)),
        };
        // In the midst of a navigation, or with a dialog open, there may be none to be had.
        self.0.console.lock().unwrap().extend(news.unwrap_or_default());
    }

    async fn hook_console(&self) {
        if self.is_webkit() {
            let _ = self.js(console::HOOK).await;
        }
    }

    // What only Chromium's protocol can do.

    /// Pretends a medium and preferences: `page.emulate(&["print", "prefers-color-scheme: dark"])`. It replaces what
    /// was pretended before; nothing at all is the end of pretending.
    pub async fn emulate(&self, media: &[&str]) -> Result {
        let kind = media.iter().find(|word| !word.contains(':')).copied().unwrap_or("");
        let features: Vec<Value> = media
            .iter()
            .filter_map(|word| word.split_once(':'))
            .map(|(name, value)| json!({ "name": name.trim(), "value": value.trim() }))
            .collect();
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": kind, "features": features })).await?;
        Ok(())
    }

    /// Runs a script in every page from now on, before any script of its own.
    pub async fn before_scripts(&self, source: &str) -> Result {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await?;
        Ok(())
    }

    /// Lets the next pages run no script. [`Setup::without_scripts`] does it in every engine.
    pub async fn disable_scripts(&self) -> Result {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        Ok(())
    }

    /// The addresses that the browser has asked for since the last time, by its own log ([`Setup::network_log`]).
    pub async fn asked(&self) -> Result<Vec<String>> {
        ensure!(self.0.engine == Engine::Chromium, "only Chromium has such a log");
        let log = self.post("se/log", json!({ "type": "performance" })).await?;
        let events = log.as_array().into_iter().flatten().filter_map(|entry| entry["message"].as_str());
        let events = events.filter_map(|text| serde_json::from_str::<Value>(text).ok());
        let sent = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
        Ok(sent.filter_map(|event| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned)).collect())
    }

    /// Speaks the `DevTools` protocol.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        ensure!(self.0.engine == Engine::Chromium, "{method} is Chromium's: list the case with `in [Chromium]`");
        if method.starts_with("Browser.") {
            // The others are about the tab.
            self.0.is_plain.store(false, Ordering::SeqCst);
        }
        let command = json!({ "cmd": method, "params": parameters });
        self.post("goog/cdp/execute", command).await.with_context(|| method.to_owned())
    }

    async fn post(&self, path: &str, body: Value) -> Result<Value> {
        let command = Command { path: path.to_owned(), body: Some(body) };
        self.0.client.issue_cmd(command).await.map_err(plain).with_context(|| path.to_owned())
    }

    /// The role and the name that assistive software is told of an element that a script has given.
    pub async fn role_and_name(&self, element: &Value) -> Result<(String, String)> {
        let id = element.as_object().and_then(|element| element.values().next()).and_then(Value::as_str);
        let id = id.context("an element")?;
        let ask = async |what: &str| -> Result<String> {
            let command = Command { path: format!("element/{id}/computed{what}"), body: None };
            let said = self.0.client.issue_cmd(command).await.map_err(plain)?;
            Ok(said.as_str().unwrap_or_default().to_owned())
        };
        Ok((ask("role").await?, ask("label").await?))
    }
}

/// A command that the client has no word for: with a body it is sent, without one it asks.
#[derive(Debug)]
struct Command {
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> std::result::Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        match &self.body {
            Some(body) => (Method::POST, Some(body.to_string())),
            None => (Method::GET, None),
        }
    }
}

fn capabilities(engine: Engine, setup: &Setup, profile: &Path) -> Result<fantoccini::wd::Capabilities> {
    let capabilities = match engine {
        Engine::Chromium => {
            let (width, height) = setup.window;
            let mut arguments: Vec<String> = [
                "--headless=new",
                // Without the window around the page, which even here is laid out and drawn: a ninth of the processor's time.
                "--kiosk",
                // The pages are our own, and a container gives the sandbox no namespaces.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // The address bar's list of suggestions is two pages of its own, made ready at every start: with them a
                // start takes twice the processor's time.
                "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
            ]
            .map(str::to_owned)
            .into();
            arguments.push(format!("--user-data-dir={}", profile.display()));
            // The page fills the screen, so that is as large as the window is to be.
            arguments.push(format!("--screen-info={{{width}x{height}}}"));
            arguments.extend(setup.chromium_args.iter().cloned());
            json!({
                "goog:chromeOptions": { "args": arguments },
                "goog:loggingPrefs": { "browser": "ALL", "performance": if setup.network_log { "ALL" } else { "OFF" } },
            })
        }
        Engine::Firefox => {
            let mut preferences = json!({
                // A profile that the driver did not make begins with a welcome, which no page may follow.
                "browser.aboutwelcome.enabled": false,
                // A page for new tabs, made ready in a process of its own.
                "browser.newtab.preload": false,
                "browser.newtabpage.enabled": false,
                "browser.startup.page": 0,
                "devtools.console.stdout.content": true,
                // A process held ready for a next site, and few cases go to one.
                "dom.ipc.processPrelaunch.enabled": false,
                // No extension, of those that come with the browser neither: an eighth of the processor's time.
                "extensions.enabledScopes": 0,
                "javascript.enabled": setup.scripts,
            });
            for (name, value) in &setup.firefox_prefs {
                preferences[name] = value.clone();
            }
            json!({ "moz:firefoxOptions": { "args": ["-headless", "-profile", profile], "prefs": preferences } })
        }
        Engine::WebKit => {
            // With `--automation` the browser keeps its data in memory only.
            let mut options = json!({
                "args": ["--automation", format!("--enable-javascript={}", setup.scripts)],
            });
            if let Some(browser) = mini_browser() {
                options["binary"] = json!(browser);
            }
            json!({ "webkitgtk:browserOptions": options })
        }
        Engine::Wpe => {
            let scripts = format!("--enable-javascript={}", setup.scripts);
            let options = json!({ "binary": cog(), "args": ["--automation", "--platform=headless", scripts] });
            json!({ "wpe:browserOptions": options })
        }
    };
    Ok(serde_json::from_value(capabilities)?)
}

/// Where a driver clicks an element, if nothing covers it there.
const MIDDLE: &str = "
    const [element] = arguments;
    const {left, right, top, bottom} = element.getClientRects()[0];
    const place = [(left + right) / 2, (top + bottom) / 2];
    return element.contains(document.elementFromPoint(...place)) ? place : null";

/// Where a place of a frame is in the page around it, which is scrolled to there.
const OUTSIDE: &str = "
    const [frame, x, y, done] = arguments;
    let last;
    // Once it is at rest: what moves would have moved on when the click comes.
    const look = () => {
        const {left, top} = frame.getBoundingClientRect();
        const below = top + frame.clientTop + y;
        if (below < 0 || below >= innerHeight) scrollBy({ top: below - innerHeight / 2, behavior: 'instant' });
        else if (below === last) return done([left + frame.clientLeft + x, below]);
        last = below;
        requestAnimationFrame(look);
    };
    look()";

/// Waits until an element is at rest, for the same reason; and notes from then on what a click reaches.
const REST: &str = "
    const [element, done] = arguments;
    const types = ['mousedown', 'mouseup', 'click'];
    const note = ({type, target}) => reached.push(`${type}: ${target.localName} ${target.textContent?.slice(0, 40)}`);
    if (!window.reached) for (const type of types) addEventListener(type, note, true);
    window.reached = [];
    let last;
    const look = () => {
        const {top} = element.getBoundingClientRect();
        // A tab in the back has no frames to wait for.
        if (top === last || document.hidden) return done(true);
        last = top;
        requestAnimationFrame(look);
    };
    look()";

fn stroke(key: char) -> [KeyAction; 2] {
    [KeyAction::Down { value: key }, KeyAction::Up { value: key }]
}

fn save(path: &Path, bytes: Vec<u8>) -> Result {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))
}

/// The error without the driver's own stack, which is long and says nothing about the page.
fn plain(error: CmdError) -> anyhow::Error {
    match error {
        CmdError::Standard(error) => {
            let (kind, message) = (error.error(), first_line(&error.message));
            // Some drivers say the kind in the message again.
            anyhow!("{kind}: {}", message.trim_start_matches(&format!("{kind}: ")))
        }
        error => error.into(),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
