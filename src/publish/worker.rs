//! The service worker, made from what was really built.

use super::script::without_comments;
use super::site::Files;
use super::{card, compress, feeds, headers, host, search};
use crate::view::document::Bundle;
use anyhow::{Result, ensure};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Where the worker is published: at the site's root, since it serves what lies at and below its own folder.
pub const PATH: &str = "sw.js";

/// Where the page is published that the worker shows in the place of one that is not stored.
pub const NOT_STORED: &str = "offline.html";

/// A site whose pages are larger than this together, in bytes before compression, is not stored whole at the first visit: that
/// would be half a megabyte on its way, for a reader who came for one answer. Its pages are stored as the reader comes to them.
const ROOM: usize = 1_500_000;

const SOURCE: &str = include_str!("../../public/sw.js");
const KILL_SWITCH: &str = include_str!("../../public/sw-kill.js");

/// What becomes of a published file when a reader goes offline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Stored by the worker at the first visit.
    Stored,
    /// The same where there is room for all of these, else stored when the reader comes to it.
    Page,
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
        "index.html" | "404.html" | NOT_STORED | "manifest.webmanifest" | "icon.svg" => return Some(Role::Stored),
        search::PATH => return Some(Role::Page),
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
        path if path == bundle.script || path == bundle.wasm || path == bundle.search => return Some(Role::Stored),
        _ => {}
    }
    match path.split_once('/') {
        Some((_, "index.html")) => Some(Role::Page),
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
    let of = |wanted: Role| files.iter().filter(move |(path, _)| role(path, bundle) == Some(wanted));
    let is_roomy = of(Role::Page).map(|(_, bytes)| bytes.len()).sum::<usize>() <= ROOM;
    let (now, later) = (list(of(Role::Stored)), list(of(Role::Page)));
    let (now, later) = if is_roomy { (now + &later, String::new()) } else { (now, later) };
    let source = without_comments(SOURCE);
    // The source counts, too: two workers must never share a cache.
    let version =
        Sha256::digest(format!("{source}{now}/{later}"))[..8].iter().fold(String::new(), |mut version, byte| {
            let _ = write!(version, "{byte:02x}");
            version
        });
    let fill = |text: String, mark, list: &str| text.replace(mark, &format!("\n{list}"));
    let source = fill(fill(source, "/*FILES*/", &now), "/*LATER*/", &later);
    Ok(source.replace("/*VERSION*/", &version))
}

/// Files as the worker's source lists them: address and hash.
fn list<'a>(files: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) -> String {
    files.fold(String::new(), |mut list, (path, bytes)| {
        let _ = writeln!(list, "['{}', '{}'],", address(path), integrity(bytes));
        list
    })
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
        let [script, wasm, search] = ["a-1.js", "a-1_bg.wasm", "a-search-1.js"].map(str::to_owned);
        Bundle { script, wasm, search, ..Bundle::default() }
    }

    fn files(paths: &[&str]) -> Files {
        paths.iter().map(|path| ((*path).to_owned(), path.as_bytes().to_vec())).collect()
    }

    const SITE: [&str; 15] = [
        "404.html",
        "a-1.js",
        "a-search-1.js",
        "a-1.js.br",
        "tides/index.html.gz",
        "a-1_bg.wasm",
        "icon-512.png",
        "icon.svg",
        "index.html",
        "manifest.webmanifest",
        "offline.html",
        "search.json",
        "tides/card.png",
        "tides/index.html",
        "tides/tides.html",
    ];

    #[test]
    fn pages_are_listed_by_their_folder_and_everything_with_its_hash() {
        let worker = worker(&files(&SITE), &bundle()).unwrap();
        for address in ["404.html", "a-1.js", "a-1_bg.wasm", "icon.svg", "", "search.json", "offline.html", "tides/"] {
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
            let stored = role(path, &bundle()) != Some(Role::LeftOut);
            assert_eq!(version(&before) != version(&after), stored, "{path}");
        }
    }

    #[test]
    fn a_large_site_stores_its_pages_as_the_reader_comes_to_them() {
        let lists = |files: &Files| {
            let worker = worker(files, &bundle()).unwrap();
            let list = |name: &str| {
                worker.split(&format!("const {name} = [")).nth(1).unwrap().split("];").next().unwrap().to_owned()
            };
            (list("FILES"), list("LATER"))
        };
        let mut site = files(&SITE);
        assert_eq!(lists(&site).1.trim(), "");
        site.insert("seas/index.html".into(), vec![b' '; ROOM]);
        let (now, later) = lists(&site);
        for page in ["'tides/'", "'seas/'", "'search.json'"] {
            assert!(later.contains(page) && !now.contains(page), "{page}");
        }
        for always in ["''", "'a-1.js'", "'offline.html'"] {
            assert!(now.contains(always), "{always}");
        }
    }

    #[test]
    fn what_is_published_holds_no_comment_and_no_gap() {
        for text in [worker(&files(&SITE), &bundle()).unwrap(), kill_switch()] {
            assert!(!text.contains("//") && !text.contains("/*"), "{text}");
        }
    }
}
