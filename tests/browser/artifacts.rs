//! What a case that failed leaves behind, in `target/browser-failures/<engine>/<case>/`.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::time::timeout;

use super::{case::Engine, page::Page};

/// A browser that hangs gives no screenshot.
const TIME_LIMIT: Duration = Duration::from_secs(15);

/// What the suite noted in the page: the status message's words, and what the last click reached.
const NOTED: &str = "return { said: window.said ?? null, reached: window.reached ?? null }";

/// Where it is.
pub fn folder(engine: Engine, case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser-failures").join(engine.name()).join(case)
}

/// Forgets what an earlier run left.
pub fn clear(engine: Engine, case: &str) {
    let _ = fs::remove_dir_all(folder(engine, case));
}

/// Writes down each page's looks, HTML, console and what was noted in it, as far as they can still be had.
pub async fn save(engine: Engine, case: &str, pages: &[Page], message: &str) -> PathBuf {
    let folder = folder(engine, case);
    let _ = fs::create_dir_all(&folder);
    let _ = fs::write(folder.join("error.txt"), message);
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| !page.is_closed()) {
        let name = |kind: &str| match index {
            0 => folder.join(format!("page.{kind}")),
            _ => folder.join(format!("page-{}.{kind}", index + 1)),
        };
        // The picture comes last: an open dialog blocks it in some engines.
        let _ = timeout(TIME_LIMIT, async {
            let mut console = String::new();
            for line in page.console().await.unwrap_or_default() {
                let _ = writeln!(console, "{line}");
            }
            let _ = fs::write(name("console.txt"), console);
            if let Ok(noted) = page.js(NOTED).await {
                let _ = fs::write(name("noted.json"), format!("{noted:#}"));
            }
            if let Ok(html) = page.html().await {
                let url = page.url().await.unwrap_or_default();
                let _ = fs::write(name("html"), format!("<!-- {url} -->\n{html}"));
            }
            let _ = page.screenshot(&name("png")).await;
        })
        .await;
        if engine != Engine::Chromium {
            let _ = fs::write(name("driver.txt"), page.driver_log().join("\n"));
        }
    }
    folder
}
