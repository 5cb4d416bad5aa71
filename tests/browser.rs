//! The browser tests: every case in every engine asked for, each in a browser that is new, or as good as new to it.
//!
//! `make test` builds the site and runs them all. By hand:
//!
//! ```text
//! cargo test --test browser                            # Chromium
//! cargo test --test browser -- --list
//! cargo test --test browser -- an_answer               # what has these words in its name
//! BACKGROUNDER_ENGINES=firefox,webkit cargo test --test browser
//! ```
//!
//! The environment: `BACKGROUNDER_DIST` and `BACKGROUNDER_DIST_DEBUG` are the folders of the built site,
//! `BACKGROUNDER_ENGINES` names engines (`chromium,firefox,webkit,wpe`), `CHROMEDRIVER`, `GECKODRIVER`, `WEBKITDRIVER` and
//! `WPEDRIVER` name drivers that are not on `PATH`, and with `CI=true` a driver that is missing is a failure.
//! A case that fails leaves its screenshot, console and HTML in `target/browser-failures/<engine>/<case>/`.

#![allow(clippy::doc_markdown, reason = "WebKit is a name and no code")]

#[path = "markup/checkers.rs"]
mod checkers;

mod browser {
    mod artifacts;
    mod browsers;
    mod case;
    mod console;
    mod driver;
    mod page;
    mod picture;
    pub mod runner;

    mod arriving;
    mod hosts;
    mod narrow;
    mod reader;

    mod boxes;
    mod embed;
    mod hearing;
    mod hostile;
    mod hydration;
    mod index;
    mod keys;
    mod looking;
    mod markup;
    mod moving;
    mod no_script;
    mod offline;
    mod old_engine;
    mod preview;
    mod reading;
    mod smoke;
    mod storage;
    mod trust;
    mod visual;

    /// Every case there is: a new file of cases is a module above and a line here.
    fn all() -> Vec<case::Case> {
        [
            smoke::cases(),
            no_script::cases(),
            hydration::cases(),
            moving::cases(),
            reading::cases(),
            storage::cases(),
            offline::cases(),
            preview::cases(),
            old_engine::cases(),
            looking::cases(),
            index::cases(),
            hearing::cases(),
            keys::cases(),
            boxes::cases(),
            embed::cases(),
            markup::cases(),
            trust::cases(),
            hostile::cases(),
            visual::cases(),
        ]
        .concat()
    }
}

fn main() -> std::process::ExitCode {
    browser::runner::run()
}
