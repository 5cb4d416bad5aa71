//! What the cases about the explainer's page share: opening it, reading it at a speed of one's own, looking at it.

use super::case::{Ctx, Result};
use super::page::Page;
use anyhow::{Context as _, ensure};
use backgrounder::serve::Server;
use serde_json::Value;

/// Where the page keeps progress.
pub const KEY: &str = "backgrounder.progress.isis-k";

/// The questions of `seeds/isis-k.md`.
pub const IDS: [&str; 5] = ["who", "background", "aims", "taliban", "threat"];

/// The explainer's page on a running site.
pub struct Reader {
    pub page: Page,
    pub site: Server,
}

/// Opens the release build's page and waits until it is live.
pub async fn open(ctx: &Ctx) -> Result<Reader> {
    visit(ctx, ctx.site()?).await
}

/// Opens the explainer of a site and waits until it is live.
pub async fn visit(ctx: &Ctx, site: Server) -> Result<Reader> {
    let reader = Reader { page: ctx.page().await?, site };
    reader.goto("").await?;
    Ok(reader)
}

impl Reader {
    /// The address of the explainer.
    pub fn url(&self) -> String {
        self.site.url() + "isis-k/"
    }

    /// Opens the explainer with this query and fragment, and waits until it is live.
    pub async fn goto(&self, rest: &str) -> Result {
        self.page.goto(&(self.url() + rest)).await?;
        live(&self.page).await
    }

    /// Reloads, and waits until the page is live.
    pub async fn reload(&self) -> Result {
        self.page.reload().await?;
        live(&self.page).await
    }

    /// Opens an answer by its question's row.
    pub async fn open_answer(&self, id: &str) -> Result {
        self.page.click(&summary(id)).await?;
        ensure!(self.page.is_open(&details(id)).await?, "a click on the row opens {id}");
        Ok(())
    }

    /// The badge of an answer.
    pub async fn status(&self, id: &str) -> Result<String> {
        self.page.text(&format!("{} .accordion__status", details(id))).await
    }

    /// Waits until an answer's badge says this.
    pub async fn wait_for_status(&self, id: &str, status: &str) -> Result {
        self.page.wait_until(&format!("{id} is {status}"), async || Ok(self.status(id).await? == status)).await
    }

    /// Waits until the words of the panel contain this.
    pub async fn wait_for_progress(&self, words: &str) -> Result {
        self.page
            .wait_until(&format!("the panel says {words}"), async || {
                Ok(self.page.text(".progress__words").await?.contains(words))
            })
            .await
    }

    /// Waits until the status message says this, or has said it since the last one that was waited for: the next message
    /// may come at once, such as that the page is saved.
    pub async fn wait_for_message(&self, words: &str) -> Result {
        let heard = format!(
            "{NOTE_MESSAGES}
            const at = said.findIndex(text => text.includes(arguments[0]));
            said.splice(0, at + 1);
            return at >= 0"
        );
        self.page
            .wait_until(&format!("the status message says {words}"), async || {
                Ok(self.page.js_with(&heard, vec![words.into()]).await? == true)
            })
            .await
    }

    /// Clicks the one button (or link) within `css` that has this text.
    pub async fn press(&self, css: &str, text: &str) -> Result {
        let find = "
            const found = [...document.querySelectorAll(arguments[0])].filter(e => e.textContent.trim() === arguments[1]);
            document.querySelectorAll('[data-pressed]').forEach(e => e.removeAttribute('data-pressed'));
            found[0]?.setAttribute('data-pressed', '');
            return found.length";
        let css = format!("{css} button, {css} a");
        self.page
            .wait_until(&format!("there is one {text}"), async || {
                Ok(self.page.js_with(find, vec![css.clone().into(), text.into()]).await? == 1)
            })
            .await?;
        self.page.click("[data-pressed]").await
    }

    /// What is stored.
    pub async fn stored(&self) -> Result<Value> {
        self.page.js_with("return localStorage.getItem(arguments[0])", vec![KEY.into()]).await
    }

    /// Comes back to the explainer with this text in its store.
    pub async fn visit_with(&self, text: &str) -> Result {
        // The front page keeps nothing, and so does not write on the way out.
        self.page.goto(&self.site.url()).await?;
        self.page.js_with("localStorage.setItem(arguments[0], arguments[1])", vec![KEY.into(), text.into()]).await?;
        self.goto("").await
    }

    /// Stops the page's clock: from now on time passes by [`Reader::pass`] only.
    pub async fn stop_the_clock(&self) -> Result {
        stop_the_clock(&self.page).await
    }

    /// Lets time pass, in steps that a person awake would leave between two ticks. Each step ends with the event at
    /// which a page must have counted its time, so that no tick needs to be waited for.
    pub async fn pass(&self, ms: u64) -> Result {
        let pass = "
            for (let left = arguments[0]; left > 0; left -= 1000) {
                window.time += Math.min(left, 1000);
                dispatchEvent(new Event('pagehide'));
            }";
        self.page.js_with(pass, vec![ms.into()]).await?;
        Ok(())
    }

    /// Milliseconds that a fast reader needs for an answer, from what the page says about it.
    pub async fn needs(&self, id: &str) -> Result<u64> {
        let words = self.page.attr(&details(id), "data-text").await?.context("the page counts words")?;
        // The first is the hash of the text.
        let words: u64 = words.split(' ').skip(1).map(|words| words.parse::<u64>().unwrap_or(0)).sum();
        Ok(words * 60_000 / 900)
    }

    /// Begins to read an answer that is in view: time passes in steps of so many milliseconds until the page has noticed.
    pub async fn begin(&self, id: &str, step: u64) -> Result {
        self.page
            .wait_until(&format!("reading of {id} has begun"), async || {
                self.pass(step).await?;
                Ok(self.status(id).await? == "Begun")
            })
            .await
    }

    /// Reads an answer that is open: brings each passage into view and lets time pass until its answer is read.
    pub async fn read(&self, id: &str) -> Result {
        self.stop_the_clock().await?;
        let passages = self.page.count(&format!("#{id} > [data-p]")).await?;
        for at in 0..passages {
            let show = "document.querySelectorAll(arguments[0])[arguments[1]].scrollIntoView({block: 'center', behavior: 'instant'})";
            let before = self.unread(id).await?;
            self.page.js_with(show, vec![format!("#{id} > [data-p]").into(), at.into()]).await?;
            self.page
                .wait_until(&format!("passage {at} of {id} is read"), async || {
                    self.pass(1_000).await?;
                    let unread = self.unread(id).await?;
                    Ok(unread < before || unread < passages - at)
                })
                .await?;
        }
        self.wait_for_status(id, "Read").await
    }

    /// How many passages of an answer the store does not know as read.
    async fn unread(&self, id: &str) -> Result<usize> {
        let count = "
            const details = document.querySelector(arguments[1]);
            const [hash, ...words] = details.dataset.text.split(' ');
            const needs = words.map(words => words * 66);
            const lines = JSON.parse(localStorage.getItem(arguments[0]) ?? '{\"data\":\"\"}').data.split('\\n');
            const [id, generation, read, ...begun] = lines.find(line => line.startsWith(details.dataset.id + ' '))?.split(' ') ?? [];
            if (read?.split(',').includes(hash.replace(/^0+/, ''))) return 0;
            const mine = begun.find(text => parseInt(text, 16) === parseInt(hash, 16));
            const seen = mine?.split(':')[1].split(',').map(Number) ?? [];
            return needs.filter((ms, at) => (seen[at] ?? 0) < ms).length";
        let count = self.page.js_with(count, vec![KEY.into(), details(id).into()]).await?;
        Ok(usize::try_from(count.as_u64().context("a count")?)?)
    }

    /// No script has failed, nothing was refused.
    pub async fn no_errors(&self) -> Result {
        no_errors(&self.page).await
    }
}

/// Stops the clock of a page, whichever it is.
pub async fn stop_the_clock(page: &Page) -> Result {
    let stop = "window.time = performance.now(); performance.now = () => window.time";
    // What has passed until now is counted now, and not at the next tick.
    page.js(&format!("{stop}; dispatchEvent(new Event('pagehide'))")).await?;
    Ok(())
}

/// Notes in `said` what the status message says, from the first time on that this runs in a page.
const NOTE_MESSAGES: &str = "
    const status = document.querySelector('[role=status]');
    if (!window.said) {
        window.said = [status.textContent];
        new MutationObserver(() => said.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true });
    }";

/// Waits until the page is stored for reading offline, and has said so; on paper the line is not shown, but is there.
pub async fn saved(page: &Page) -> Result {
    let said = "return document.querySelector('.offline p')?.textContent.includes('Saved')";
    page.wait_until("the page is saved", async || Ok(page.js(said).await? == true)).await
}

/// Waits until the page is live, and from then on notes its messages.
pub async fn live(page: &Page) -> Result {
    page.wait_for(".progress__tools button").await?;
    page.js(NOTE_MESSAGES).await?;
    Ok(())
}

/// No script has failed, nothing was refused.
pub async fn no_errors(page: &Page) -> Result {
    let errors = page.console_errors().await?;
    ensure!(errors.is_empty(), "the console has errors: {errors:#?}");
    Ok(())
}

/// The disclosure of a question.
pub fn details(id: &str) -> String {
    format!("details[data-id={id}]")
}

/// The row of a question.
pub fn summary(id: &str) -> String {
    format!("{} > summary", details(id))
}

/// Whether something is in view, wholly or in part.
pub async fn in_view(page: &Page, css: &str) -> Result<bool> {
    let rect = "
        const box = document.querySelector(arguments[0]).getBoundingClientRect();
        return box.bottom > 0 && box.top < innerHeight && box.height > 0";
    Ok(page.js_with(rect, vec![css.into()]).await? == true)
}
