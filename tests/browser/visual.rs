//! What the page looks like, against pictures of it in `tests/screenshots/`.
//!
//! `make accept-looks` takes them anew, once somebody has looked; or, of a built site:
//!
//! ```text
//! UPDATE=1 cargo test --test browser -- visual
//! ```
//!
//! A picture is one engine's, with one machine's faces: Debian's Noto, which `scripts/setup.sh` installs. `machine.txt`
//! beside the pictures of an engine says how wide these are; where they are others, no picture is compared.
//!
//! Chromium can pretend most, so most are its own. The other engines show what is read most, as a phone has it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail, ensure};
use backgrounder::publish::{markers, seeds};
use backgrounder::view::timeline::Timeline;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use leptos::prelude::{Owner, RenderHtml as _, view};
use serde_json::json;

use super::artifacts;
use super::case::{Case, Copy, Ctx, Engine, Missing, Result, cases};
use super::narrow::{Narrow, Room, style};
use super::page::{PATIENCE, Page};
use super::picture::{Picture, compare};
use super::reader::{Reader, live, saved, stop_the_clock};

pub fn cases() -> Vec<Case> {
    cases![
        visual_on_a_phone in [Chromium],
        visual_on_a_desk in [Chromium],
        visual_in_the_dark in [Chromium],
        visual_on_paper in [Chromium],
        visual_in_forced_colours in [Chromium],
        visual_from_right_to_left in [Chromium],
        visual_in_a_frame in [Chromium],
        visual_where_an_embed_is_put_together in [Chromium],
        visual_in_other_engines in [Firefox, WebKit],
        visual_changes_are_seen in [Chromium],
    ]
}

const LIGHT: &[&str] = &["prefers-color-scheme: light", "prefers-reduced-motion: reduce"];
const DARK: &[&str] = &["prefers-color-scheme: dark", "prefers-reduced-motion: reduce"];
const PHONE: (u32, u32) = (390, 844);
const DESK: (u32, u32) = (1280, 900);
/// What a page leaves free for its scroll bar, where there is none: a phone's takes no room.
const NO_GUTTER: &str = "html { scrollbar-gutter: auto }";
/// More of a page than this is in no picture.
const LONGEST: u64 = 3000;

/// What of a page is in a picture.
#[derive(Clone, Copy)]
enum Of<'a> {
    /// The page from its top on.
    Page,
    /// What the window shows.
    Window,
    /// An element.
    Part(&'a str),
}

/// The pictures of a case.
struct Gallery {
    page: Page,
    case: &'static str,
    /// The browser, where it is not the one that the pictures were taken with.
    browser: String,
    wrong: Vec<String>,
}

impl Gallery {
    async fn open(ctx: &Ctx, case: &'static str, (width, height): (u32, u32), media: &[&str]) -> Result<Self> {
        let page = ctx.page().await?;
        page.cdp("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await?;
        page.before_scripts(&style(NO_GUTTER)).await?;
        page.emulate(media).await?;
        let gallery = Self::of(page, case).await?;
        gallery.size(width, height).await?;
        Ok(gallery)
    }

    /// Of a browser that has no page open yet.
    async fn of(page: Page, case: &'static str) -> Result<Self> {
        let mut gallery = Self { page, case, browser: String::new(), wrong: Vec::new() };
        gallery.know_the_machine().await?;
        Ok(gallery)
    }

    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screenshots").join(self.page.engine().name())
    }

    async fn size(&self, width: u32, height: u32) -> Result {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.page.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(())
    }

    /// Opens a site's explainer as a reader finds it who was never there, and stops its clock.
    async fn reader(&self, ctx: &Ctx) -> Result<Reader> {
        let reader = Reader { page: self.page.clone(), site: ctx.site()? };
        reader.goto("").await?;
        saved(&self.page).await?;
        reader.stop_the_clock().await?;
        Ok(reader)
    }

    /// Other faces make another page: then there is nothing to compare, and that is what is said.
    async fn know_the_machine(&mut self) -> Result {
        let source = concat!(include_str!("../../style/tokens.css"), include_str!("../../style/base.css"));
        let ruler = "
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(arguments[0]);
            document.adoptedStyleSheets = [sheet];
            const pen = document.createElement('canvas').getContext('2d');
            const wide = (face, text) => {
                pen.font = '100px ' + getComputedStyle(document.documentElement).getPropertyValue(face);
                const box = pen.measureText(text);
                return [box.width, box.fontBoundingBoxAscent, box.fontBoundingBoxDescent].map(Math.round).join(' ');
            };
            return ['--face-text', '--face-ui'].flatMap(face => [
                `${face}, Latin: ${wide(face, 'What is known, and by whom? 1234567890')}`,
                `${face}, Urdu: ${wide(face, 'سمندر کا پانی')}`,
            ]).join('\\n')";
        let measured = self.page.js_with(ruler, vec![source.into()]).await?;
        let measured = measured.as_str().context("a text")?;
        let version = self.page.js("return navigator.userAgent.match(/(Chrome|Firefox|Version)\\/(\\d+)/)[2]").await?;
        let said = format!("{} {}\n{measured}\n", self.page.engine(), version.as_str().unwrap_or("of no version"));
        let path = self.folder().join("machine.txt");
        if updates() {
            fs::create_dir_all(self.folder())?;
            return fs::write(&path, said).with_context(|| format!("writing {}", path.display()));
        }
        let kept = fs::read_to_string(&path).with_context(|| format!("{}: {ACCEPT}", path.display()))?;
        let parts = |text: &str| {
            let (browser, faces) = text.split_once('\n').unwrap_or((text, ""));
            (browser.to_owned(), faces.trim().to_owned())
        };
        let ((old, kept_faces), (new, faces)) = (parts(&kept), parts(&said));
        if old != new {
            self.browser = format!("\nThe pictures were taken with {old}, and this is {new}: that alone may be why.");
        }
        if kept_faces != faces {
            let what = format!(
                "This machine draws the page with other faces than the pictures in tests/screenshots/ were taken with, so \
                 none is compared. Width, ascent and descent of a text of 100 px were\n{kept}and are\n{said}`fc-match serif` \
                 and `fc-match system-ui` name the faces; scripts/setup.sh installs Debian's fonts-noto-core where Noto \
                 Serif is missing. If the pictures are to be taken with these faces from now on, {ACCEPT}"
            );
            return Err(Missing { what, fatal: env::var("CI").is_ok_and(|value| value == "true") }.into());
        }
        Ok(())
    }

    /// Stills everything that moves by itself or differs from run to run.
    async fn still(&self) -> Result {
        if self.page.engine() == Engine::Chromium {
            let away = json!({ "type": "mouseMoved", "x": 0, "y": 0 });
            self.page.cdp("Input.dispatchMouseEvent", away).await?;
        }
        let still = "
            await document.fonts.ready;
            document.getAnimations().forEach(animation => animation.finish());
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node; node = walk.nextNode();) {
                const data = node.data.replaceAll(location.origin, 'https://news.example');
                if (data !== node.data) node.data = data;
            }
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));";
        self.page.js_async(still).await?;
        Ok(())
    }

    async fn take(&self, of: Of<'_>) -> Result<Picture> {
        self.still().await?;
        if self.page.engine() != Engine::Chromium {
            ensure!(matches!(of, Of::Window), "only Chromium pictures more of a page than its window shows");
            return self.take_window().await;
        }
        let place = match of {
            Of::Page => "const place = {x: 0, y: 0, width: innerWidth, height: document.documentElement.scrollHeight}",
            Of::Window => "const place = {x: scrollX, y: scrollY, width: innerWidth, height: innerHeight}",
            Of::Part(_) => {
                "const box = document.querySelector(arguments[0]).getBoundingClientRect();
                 const place = {x: 0, y: Math.floor(box.y + scrollY), width: innerWidth, height: Math.ceil(box.height)}"
            }
        };
        let css = if let Of::Part(css) = of { css } else { "" };
        let place = self.page.js_with(&format!("{place}; return {{...place, scale: 1}}"), vec![css.into()]).await?;
        let mut clip = place;
        let height = clip["height"].as_u64().context("a height")?;
        clip["height"] = height.min(LONGEST).into();
        let shot = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let shot = self.page.cdp("Page.captureScreenshot", shot).await?;
        Ok(Picture::from_png(&BASE64_STANDARD.decode(shot["data"].as_str().context("a picture")?)?)?.to_keep())
    }

    /// The window, or the frame in its corner that was entered.
    async fn take_window(&self) -> Result<Picture> {
        let room = self.page.js("return [innerWidth, innerHeight]").await?;
        let [width, height]: [usize; 2] = serde_json::from_value(room)?;
        let shot = self.page.client().screenshot().await?;
        Ok(Picture::from_png(&shot)?.corner(width, height)?.to_keep())
    }

    /// Compares what is to be seen now with the picture of this name, or takes that anew.
    async fn show(&mut self, name: &str, of: Of<'_>) -> Result {
        let path = self.folder().join(name).with_extension("png");
        let kept = path.exists().then(|| Picture::from_png(&fs::read(&path)?)).transpose()?;
        // WebKit's picture is of what its window showed last, which may be a moment behind the page.
        let may_be_late = kept.is_some() && self.page.engine() == Engine::WebKit;
        let deadline = Instant::now() + if may_be_late { PATIENCE } else { Duration::ZERO };
        let (seen, difference) = loop {
            let seen = self.take(of).await?;
            let difference = kept.as_ref().map(|kept| compare(kept, &seen));
            if difference.as_ref().is_some_and(|difference| !difference.is_seen()) {
                return Ok(());
            }
            if Instant::now() >= deadline {
                break (seen, difference);
            }
        };
        if updates() {
            return fs::write(&path, seen.to_png()?).with_context(|| format!("writing {}", path.display()));
        }
        let left = artifacts::folder(self.page.engine(), self.case);
        fs::create_dir_all(&left)?;
        fs::write(left.join(format!("{name}.actual.png")), seen.to_png()?)?;
        self.wrong.push(match (kept, difference) {
            (Some(kept), Some(difference)) => {
                fs::write(left.join(format!("{name}.expected.png")), kept.to_png()?)?;
                fs::write(left.join(format!("{name}.difference.png")), difference.picture(&seen).to_png()?)?;
                let size = difference.size.map(|size| format!(" It is {size}.")).unwrap_or_default();
                format!("{name}: {} of {} squares differ.{size}", difference.squares.len(), difference.of)
            }
            _ => format!("{name}: there is no such picture yet."),
        });
        Ok(())
    }

    /// What all pictures of the case say.
    fn verdict(self) -> Result {
        if self.wrong.is_empty() {
            return Ok(());
        }
        bail!(
            "The page does not look as it did.{}\n{}\nLook at *.expected.png, *.actual.png and *.difference.png in {}. If it is \
             as it should be, {ACCEPT}",
            self.browser,
            self.wrong.join("\n"),
            artifacts::folder(self.page.engine(), self.case).display()
        );
    }
}

const ACCEPT: &str = "accept it by `make accept-looks` (or UPDATE=1 with this test), and commit tests/screenshots/.";

/// Whether what is stored is to be taken anew.
pub fn updates() -> bool {
    env::var_os("UPDATE").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Closed, with an answer open, and with a pop-up.
async fn three(gallery: &mut Gallery, ctx: &Ctx, name: &str, pop_up: bool) -> Result {
    let reader = gallery.reader(ctx).await?;
    gallery.show(&format!("{name}-closed"), Of::Page).await?;
    reader.open_answer("who").await?;
    gallery.page.js("scrollTo({top: 0, behavior: 'instant'})").await?;
    gallery.show(&format!("{name}-open"), Of::Page).await?;
    if pop_up {
        gallery.page.click("#who .term button").await?;
        gallery.page.wait_for(".popover:popover-open").await?;
        gallery.show(&format!("{name}-pop-up"), Of::Window).await?;
    }
    Ok(())
}

async fn visual_on_a_phone(ctx: Ctx) -> Result {
    let mut gallery = Gallery::open(&ctx, "visual_on_a_phone", PHONE, LIGHT).await?;
    three(&mut gallery, &ctx, "phone", true).await?;
    // Below what a whole page shows.
    gallery.page.js("document.querySelector(':popover-open').hidePopover()").await?;
    gallery.show("phone-timeline", Of::Part("#timeline")).await?;
    gallery.show("phone-who", Of::Part("#who-is-who")).await?;
    gallery.verdict()
}

async fn visual_on_a_desk(ctx: Ctx) -> Result {
    let mut gallery = Gallery::open(&ctx, "visual_on_a_desk", DESK, LIGHT).await?;
    three(&mut gallery, &ctx, "desk", true).await?;
    gallery.verdict()
}

async fn visual_in_the_dark(ctx: Ctx) -> Result {
    let mut gallery = Gallery::open(&ctx, "visual_in_the_dark", PHONE, DARK).await?;
    three(&mut gallery, &ctx, "dark", false).await?;
    gallery.verdict()
}

async fn visual_on_paper(ctx: Ctx) -> Result {
    let print = ["print", "prefers-color-scheme: light", "prefers-reduced-motion: reduce"];
    // A4 at 96 pixels an inch.
    let mut gallery = Gallery::open(&ctx, "visual_on_paper", (794, 1123), &print).await?;
    gallery.reader(&ctx).await?;
    gallery.show("paper", Of::Page).await?;
    gallery.verdict()
}

async fn visual_in_forced_colours(ctx: Ctx) -> Result {
    let media = ["forced-colors: active", "prefers-color-scheme: light", "prefers-reduced-motion: reduce"];
    let mut gallery = Gallery::open(&ctx, "visual_in_forced_colours", PHONE, &media).await?;
    let reader = gallery.reader(&ctx).await?;
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_status("who", "Read").await?;
    reader.open_answer("aims").await?;
    gallery.page.js("scrollTo({top: 0, behavior: 'instant'})").await?;
    gallery.show("forced-colours", Of::Page).await?;
    gallery.verdict()
}

async fn visual_from_right_to_left(ctx: Ctx) -> Result {
    let copy = from_right_to_left(&ctx)?;
    let site = ctx.serve(copy.path())?;
    let mut gallery = Gallery::open(&ctx, "visual_from_right_to_left", PHONE, LIGHT).await?;
    gallery.page.goto(&format!("{}urdu/", site.url())).await?;
    live(&gallery.page).await?;
    stop_the_clock(&gallery.page).await?;
    gallery.page.js("for (const answer of document.querySelectorAll('details')) answer.open = true").await?;
    gallery.show("right-to-left", Of::Page).await?;
    gallery.page.goto(&format!("{}isis-k/", site.url())).await?;
    live(&gallery.page).await?;
    gallery.show("right-to-left-timeline", Of::Part("#timeline")).await?;
    gallery.show("right-to-left-who", Of::Part("#who-is-who")).await?;
    gallery.verdict()
}

/// The site with an explainer in Urdu, and all that it has written from right to left.
///
/// The interface has no such language yet, so the direction is put into the pages' HTML, and the timeline is drawn anew.
pub fn from_right_to_left(ctx: &Ctx) -> Result<Copy> {
    let texts = ctx.texts_with("urdu")?;
    let copy = ctx.site_of(texts.path())?;
    let explainers = seeds::read(texts.path())?.explainers;
    let explainer = explainers.iter().find(|explainer| explainer.id == "isis-k").context("the first explainer")?;
    let page = copy.read("isis-k/index.html")?;
    let drawn = |dir| Owner::new().with(|| markers::tidy(&view! { <Timeline explainer dir/> }.to_html()));
    let [ltr, rtl] = ["ltr", "rtl"].map(drawn);
    ensure!(ltr != rtl && page.contains(&ltr), "the page has the timeline as it is drawn here");
    copy.write("isis-k/index.html", page.replace(&ltr, &rtl))?;
    // The Urdu page is so by itself.
    for page in ["isis-k/index.html", "isis-k/embed/index.html", "index.html"] {
        copy.edit(page, "dir=\"ltr\"", "dir=\"rtl\"")?;
    }
    Ok(copy)
}

async fn visual_in_a_frame(ctx: Ctx) -> Result {
    let mut gallery = Gallery::open(&ctx, "visual_in_a_frame", (320, 600), LIGHT).await?;
    let site = ctx.site()?;
    for width in [320, 600] {
        gallery.size(width, 600).await?;
        gallery.page.goto(&format!("{}isis-k/embed/", site.url())).await?;
        live(&gallery.page).await?;
        stop_the_clock(&gallery.page).await?;
        gallery.show(&format!("embed-{width}-closed"), Of::Page).await?;
        let open = "for (const css of ['[data-id=who]', '.embed__more']) document.querySelector(css).open = true";
        gallery.page.js(open).await?;
        gallery.show(&format!("embed-{width}-open"), Of::Page).await?;
    }
    let reader = Reader { page: gallery.page.clone(), site };
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_status("who", "Read").await?;
    gallery.page.js("for (const answer of document.querySelectorAll('details')) answer.open = false").await?;
    gallery.show("embed-600-read", Of::Page).await?;
    gallery.verdict()
}

async fn visual_where_an_embed_is_put_together(ctx: Ctx) -> Result {
    let mut gallery = Gallery::open(&ctx, "visual_where_an_embed_is_put_together", DESK, LIGHT).await?;
    let site = ctx.site()?;
    gallery.page.goto(&format!("{}isis-k/embed/options/", site.url())).await?;
    let page = gallery.page.clone();
    page.enter_frame("iframe").await?;
    live(&page).await?;
    page.leave_frame().await?;
    page.wait_until("the form is there", async || page.is_visible("form").await).await?;
    // The frame tells its height once more when the page in it is live.
    let settled = "return document.querySelector('iframe').clientHeight ===
        Math.ceil(document.querySelector('iframe').contentDocument.querySelector('main').getBoundingClientRect().height)";
    page.wait_until("the frame fits", async || Ok(page.js(settled).await? == true)).await?;
    gallery.show("embed-options", Of::Page).await?;
    gallery.verdict()
}

/// What is read most, on a phone: closed, with a pop-up, the two pictures, and from right to left.
async fn visual_in_other_engines(ctx: Ctx) -> Result {
    let narrow = Narrow::open(&ctx, ctx.site_of(ctx.texts_with("urdu")?.path())?).await?;
    let mut gallery = Gallery::of(narrow.page.clone(), "visual_in_other_engines").await?;
    // Lower than a window of 900 px with its bars.
    let room = Room { width: PHONE.0, height: 700, zoom: 1 };
    for (explainer, parts) in [("isis-k", &["timeline", "who-is-who"][..]), ("urdu", &[])] {
        narrow.goto(&format!("{explainer}/"), room).await?;
        live(&narrow.page).await?;
        stop_the_clock(&narrow.page).await?;
        // WebKit's bars come and go by themselves, and are there whatever `scrollbar-width` says.
        narrow.page.js(&style(&format!("html {{ overflow: hidden }} {NO_GUTTER}"))).await?;
        gallery.show(&format!("{explainer}-closed"), Of::Window).await?;
        narrow.page.js("for (const answer of document.querySelectorAll('details')) answer.open = true").await?;
        narrow.open_pop_up().await?;
        gallery.show(&format!("{explainer}-pop-up"), Of::Window).await?;
        narrow.page.js("document.querySelector(':popover-open').hidePopover()").await?;
        for part in parts {
            let scroll = "document.getElementById(arguments[0]).scrollIntoView({block: 'start', behavior: 'instant'})";
            narrow.page.js_with(scroll, vec![(*part).into()]).await?;
            gallery.show(&format!("{explainer}-{part}"), Of::Window).await?;
        }
        narrow.leave().await?;
    }
    gallery.verdict()
}

async fn visual_changes_are_seen(ctx: Ctx) -> Result {
    let gallery = Gallery::open(&ctx, "visual_changes_are_seen", PHONE, LIGHT).await?;
    let reader = gallery.reader(&ctx).await?;
    reader.open_answer("who").await?;
    let before = gallery.take(Of::Page).await?;
    let again = gallery.take(Of::Page).await?;
    ensure!(!compare(&before, &again).is_seen(), "a picture is the same as the next one");
    for (what, css) in [
        ("an answer 10 px further down", "#who { position: relative; top: 10px }"),
        ("rows of another colour", ".accordion__question { color: #1c5a32 }"),
        ("no bar", ".progress__bar { visibility: hidden !important }"),
        ("no chevrons", ".accordion__summary::after { visibility: hidden }"),
        ("a deck in another face", ".opening__deck { font-family: sans-serif }"),
    ] {
        let change = "
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(arguments[0]);
            document.adoptedStyleSheets = [sheet]";
        gallery.page.js_with(change, vec![css.into()]).await?;
        let difference = compare(&before, &gallery.take(Of::Page).await?);
        ensure!(difference.is_seen(), "{what} is not seen: {} squares", difference.squares.len());
    }
    Ok(())
}
