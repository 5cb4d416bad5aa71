//! A page in as much room as a case likes, in any engine.

use super::case::{Copy, Ctx, Engine, Result};
use super::page::Page;
use anyhow::ensure;
use backgrounder::serve::Server;
use serde_json::json;

/// What the page has for itself.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub width: u32,
    pub height: u32,
    /// Pixels of the screen for one of the page's. Other engines than Chromium have one: a page of 320 px is the same to
    /// them whether a phone or a zoom makes it so.
    pub zoom: u32,
}

/// A page of a site, in as much room as a case likes.
///
/// Only Chromium makes a window as narrow as that: elsewhere the page is in a frame of its own site.
pub struct Narrow {
    pub page: Page,
    pub site: Server,
    _copy: Copy,
}

impl Narrow {
    /// A browser with nothing in it yet, and the site.
    pub async fn open(ctx: &Ctx, copy: Copy) -> Result<Self> {
        let frame = "<!doctype html><meta charset=utf-8><title>A frame</title><style>body { margin: 0 } \
                     iframe { border: 0; display: block }</style><iframe title=Page></iframe>";
        copy.write("frame.html", frame)?;
        let (page, site) = (ctx.page().await?, ctx.serve(copy.path())?);
        Ok(Self { page, site, _copy: copy })
    }

    /// Opens a page of the site; what follows is about it.
    pub async fn goto(&self, path: &str, Room { width, height, zoom }: Room) -> Result {
        let (page, url) = (&self.page, self.site.url() + path);
        if page.engine() == Engine::Chromium {
            let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": zoom, "mobile": false });
            page.cdp("Emulation.setDeviceMetricsOverride", metrics).await?;
            page.goto(&url).await?;
        } else {
            page.goto(&(self.site.url() + "frame.html")).await?;
            // A host makes an embed as high as its content, whatever the room's height; one that stays too low scrolls in itself
            // after a while, and then text out of sight would seem to lie upon what is below.
            let fill = "const frame = document.querySelector('iframe');
                addEventListener('message', ({ data }) => { if (data.sentinel === 'amp') frame.height = data.height });
                [frame.width, frame.height, frame.src] = arguments";
            page.js_with(fill, vec![width.into(), height.into(), url.clone().into()]).await?;
            page.enter_frame("iframe").await?;
            // Until then a frame has an empty page, which has room for everything.
            let there = "return location.href === arguments[0] && document.readyState === 'complete'";
            page.wait_until("the page is in its frame", async || {
                Ok(page.js_with(there, vec![url.clone().into()]).await? == true)
            })
            .await?;
        }
        if path.ends_with("embed/") {
            // It has no scroll bar where it is as high as its content.
            page.js(&style("html { scrollbar-width: none }")).await?;
        }
        // Elsewhere such a bar may take some of it, as it does for readers.
        let seen = page.js("return innerWidth").await?;
        ensure!(seen == width, "the page has {seen} px and not {width}");
        Ok(())
    }

    /// Opens the first pop-up of an answer, which must be open itself; by the element's own click: a driver's click into a frame misses in WebKit.
    pub async fn open_pop_up(&self) -> Result {
        let page = &self.page;
        page.js("const term = document.querySelector('details .term button'); term.scrollIntoView({block: 'center', behavior: 'instant'}); term.click()")
            .await?;
        page.wait_until("a pop-up is open", async || page.exists(":popover-open").await).await
    }

    /// Leaves the page where [`Narrow::goto`] had entered a frame.
    pub async fn leave(&self) -> Result {
        if self.page.engine() == Engine::Chromium { Ok(()) } else { self.page.leave_frame().await }
    }
}

/// A script that adds rules to a page, in a way that the page's policy does not mind.
pub fn style(rules: &str) -> String {
    format!(
        "const sheet = new CSSStyleSheet();
         sheet.replaceSync({});
         document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]",
        json!(rules)
    )
}
