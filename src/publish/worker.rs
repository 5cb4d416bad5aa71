//! The service worker, made from what was really built.

use super::script::without_comments;
use super::site::Files;
use super::{card, compress, feeds, headers, host};
use crate::view::document::Bundle;
use anyhow::{Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Where the worker is published: at the site's root, since it serves what lies at and below its own folder.
pub const PATH: &str = "sw.js";

const SOURCE: &str = include_str!("../../public/sw.js");
const KILL_SWITCH: &str = include_str!("../../public/sw-kill.js");

/// What becomes of a published file when a reader goes offline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Stored by the worker.
    Stored,
    /// Left out: nothing that a page shows needs it.
    LeftOut,
}

/// The role of a file, `None` where nobody has decided it.
fn role(path: &str, bundle: &Bundle) -> Option<Role> {
    if let Some(original) = compress::original(path) {
        // The host sends it in place of the original, which is what a page asks for and what its hash is of.
        return role(original, bundle).map(|_| Role::LeftOut);
    }
    match path {
        "index.html" | "404.html" | "manifest.webmanifest" | "icon.svg" => return Some(Role::Stored),
        // The worker itself, pictures that only an installation asks for, and what other pages and hosts load.
        PATH
        | "icon-192.png"
        | "icon-512.png"
        | "icon-maskable.png"
        | headers::PATH
        | feeds::FEED
        | feeds::SITEMAP
        | host::PATH
        | host::OPTIONS_PATH => {
            return Some(Role::LeftOut);
        }
        path if path == bundle.script || path == bundle.wasm => return Some(Role::Stored),
        _ => {}
    }
    match path.split_once('/') {
        Some((_, "index.html")) => Some(Role::Stored),
        // The file to pass on: the page once more, for other readers.
        Some((explainer, name)) if name.strip_suffix(".html") == Some(explainer) => Some(Role::LeftOut),
        // For the pages of others, which are not here without a connection, and for those who make them; the card is the
        // picture beside a link.
        Some((_, "embed/index.html" | "embed/options/index.html" | "oembed.json" | card::PATH)) => Some(Role::LeftOut),
        _ => None,
    }
}

/// The worker for a site of these files, the browser half among them.
///
/// Its text, and so its version, depends on every stored byte and on nothing else.
///
/// # Errors
///
/// When a file is neither stored for reading offline nor left out on purpose; the message names each.
pub fn worker(files: &Files, bundle: &Bundle) -> Result<String> {
    let undecided: Vec<&str> = files.keys().map(String::as_str).filter(|path| role(path, bundle).is_none()).collect();
    ensure!(
        undecided.is_empty(),
        "neither stored for reading offline nor left out of it: {}\nDecide in `role` of src/publish/worker.rs, or \
         delete what an earlier build left",
        undecided.join(", ")
    );
    let mut list = String::new();
    for (path, bytes) in files.iter().filter(|(path, _)| role(path, bundle) == Some(Role::Stored)) {
        let _ = writeln!(list, "['{}', '{}'],", address(path), integrity(bytes));
    }
    let source = without_comments(SOURCE);
    // The source counts, too: two workers must never share a cache.
    let version = Sha256::digest(format!("{source}{list}"))[..8].iter().fold(String::new(), |mut version, byte| {
        let _ = write!(version, "{byte:02x}");
        version
    });
    Ok(source.replace("/*FILES*/", &format!("\n{list}")).replace("/*VERSION*/", &version))
}

/// The worker that removes itself, its kind and their caches.
pub fn kill_switch() -> String {
    without_comments(KILL_SWITCH)
}

/// The address of a file, from the site's root: a page's is its folder.
fn address(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundle() -> Bundle {
        Bundle { script: "a-1.js".into(), wasm: "a-1_bg.wasm".into(), script_integrity: String::new() }
    }

    fn files(paths: &[&str]) -> Files {
        paths.iter().map(|path| ((*path).to_owned(), path.as_bytes().to_vec())).collect()
    }

    const SITE: [&str; 12] = [
        "404.html",
        "a-1.js",
        "a-1.js.br",
        "tides/index.html.gz",
        "a-1_bg.wasm",
        "icon-512.png",
        "icon.svg",
        "index.html",
        "manifest.webmanifest",
        "tides/card.png",
        "tides/index.html",
        "tides/tides.html",
    ];

    #[test]
    fn pages_are_listed_by_their_folder_and_everything_with_its_hash() {
        let worker = worker(&files(&SITE), &bundle()).unwrap();
        for address in ["404.html", "a-1.js", "a-1_bg.wasm", "icon.svg", "", "manifest.webmanifest", "tides/"] {
            assert!(worker.contains(&format!("['{address}', 'sha256-")), "{address}\n{worker}");
        }
        for left_out in ["icon-512.png", "card.png", "tides.html", "index.html'", ".br", ".gz"] {
            assert!(!worker.contains(&format!("{left_out}', 'sha256-")), "{left_out}\n{worker}");
        }
    }

    #[test]
    fn a_file_that_nobody_decided_about_stops_the_build_and_is_named() {
        let mut site = SITE.to_vec();
        site.extend(["tides/embed.html", "a-2.js", "a-3.js.br"]);
        let error = worker(&files(&site), &bundle()).unwrap_err().to_string();
        assert!(error.contains("a-2.js, a-3.js.br, tides/embed.html"), "{error}");
    }

    #[test]
    fn the_version_follows_every_stored_byte_and_no_other() {
        let version = |files: &Files| {
            let worker = worker(files, &bundle()).unwrap();
            worker.split("const VERSION = '").nth(1).unwrap().split('\'').next().unwrap().to_owned()
        };
        let before = files(&SITE);
        assert_eq!(version(&before), version(&before));
        for path in SITE {
            let mut after = before.clone();
            after.get_mut(path).unwrap().push(b'!');
            let stored = role(path, &bundle()) == Some(Role::Stored);
            assert_eq!(version(&before) != version(&after), stored, "{path}");
        }
    }

    #[test]
    fn what_is_published_holds_no_comment_and_no_gap() {
        for text in [worker(&files(&SITE), &bundle()).unwrap(), kill_switch()] {
            assert!(!text.contains("//") && !text.contains("/*"), "{text}");
        }
    }
}
