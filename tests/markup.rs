//! Every page that is published, as two checkers of markup see it.

#[path = "markup/checkers.rs"]
mod checkers;

use backgrounder::publish::{publish, seeds, write::write};
use checkers::{Checkers, WRONG};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn top(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The checkers. By hand they may be missing, in continuous integration never.
fn checkers() -> Option<Checkers> {
    let found = Checkers::find();
    if let Err(missing) = &found {
        assert!(!std::env::var("CI").is_ok_and(|ci| ci == "true"), "{missing}");
        eprintln!("left out: {missing}");
    }
    found.ok()
}

/// Every page and drawing below a folder.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|ending| ending == "html" || ending == "svg") {
            found.push(path);
        }
    }
    found
}

/// Publishes the explainer of the repository and every good fixture, in all languages that there are.
fn published(settings: &str) -> TempDir {
    let (texts, site) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in ["seeds", "tests/fixtures/good"] {
        for text in fs::read_dir(top(folder)).unwrap() {
            let text = text.unwrap();
            fs::copy(text.path(), texts.path().join(text.file_name())).unwrap();
        }
    }
    fs::write(texts.path().join("site.toml"), settings).unwrap();
    fs::write(site.path().join("backgrounder-0123.js"), "go()").unwrap();
    fs::write(site.path().join("backgrounder-search-0123.js"), "find()").unwrap();
    fs::write(site.path().join("backgrounder-0123_bg.wasm"), "\0asm").unwrap();
    let seeds = seeds::read(texts.path()).unwrap();
    write(&publish(&seeds, site.path(), site.path(), false).unwrap(), site.path()).unwrap();
    site
}

#[test]
fn the_checkers_find_nothing_wrong_in_any_page() {
    let Some(checkers) = checkers() else { return };
    let sites = ["", "url = \"https://news.example/\"\npublisher = \"The News\""].map(published);
    let mut files: Vec<PathBuf> = sites.iter().flat_map(|site| pages(site.path())).collect();
    if let Some(dist) = std::env::var_os("BACKGROUNDER_DIST").filter(|dist| !dist.is_empty()) {
        files.extend(pages(Path::new(&dist)));
    }
    for lang in ["lang=\"en\" dir=\"ltr\"", "lang=\"fr\" dir=\"ltr\"", "lang=\"ur\" dir=\"rtl\""] {
        let is_there = files.iter().any(|file| fs::read_to_string(file).unwrap().contains(lang));
        assert!(is_there, "a page has {lang}");
    }
    let (found, wrong) = checkers.check(&files);
    assert!(found.is_empty(), "{} mistakes:\n{}", found.len(), found.join("\n"));
    for (at, (known, reason)) in WRONG.iter().enumerate() {
        assert!(wrong.contains(&at), "vnu does not say “{known}” any more ({reason}): take it off the list");
    }
    println!("{} pages and drawings: html-validate and vnu find nothing", files.len());
}

#[test]
fn both_checkers_find_what_is_wrong() {
    let Some(checkers) = checkers() else { return };
    let folder = tempfile::tempdir().unwrap();
    let good = fs::read_to_string(published("").path().join("minimal/index.html")).unwrap();
    let mistakes = [
        ("an id twice", "</main>", "<p id=\"glossary\"></p><p id=\"glossary\"></p></main>"),
        ("an element that is not closed", "</main>", "<section><h2>A</h2></main>"),
        ("a value that there is not", "</main>", "<button type=\"open\">A</button></main>"),
        ("a marker of Leptos", "</main>", "<!></main>"),
        ("a picture without words", "</main>", "<img src=\"a.png\"></main>"),
    ];
    let files = mistakes.map(|(what, from, to)| {
        assert!(good.contains(from), "{from}");
        let path = folder.path().join(what.replace(' ', "-")).with_extension("html");
        fs::write(&path, good.replacen(from, to, 1)).unwrap();
        path
    });
    let (found, _) = checkers.check(&files);
    for ((what, ..), file) in mistakes.iter().zip(&files) {
        let name = file.file_name().unwrap().to_str().unwrap();
        for checker in ["html-validate", "vnu"] {
            let finds = found.iter().any(|line| line.contains(name) && line.contains(checker));
            assert!(finds, "{checker} overlooks {what}: {found:#?}");
        }
    }
}
