//! What is absent from this code base, and has to stay absent: one test for each invariant of ARCHITECTURE.md.

use backgrounder::model::words::Lang;
use backgrounder::publish::compress;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file below `folder`: its path from the top and its code, without comments.
fn code(folder: &str) -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "{folder} has no code");
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
            (path.strip_prefix(root()).unwrap().display().to_string(), code)
        })
        .collect()
}

/// Where any of `words` occurs in the code below `folder`, leaving out the files in `except`.
fn uses(folder: &str, words: &[&str], except: &[&str]) -> Vec<String> {
    code(folder)
        .into_iter()
        .filter(|(path, _)| !except.iter().any(|except| path.starts_with(except)))
        .flat_map(|(path, code)| {
            words.iter().filter(|word| code.contains(**word)).map(|word| format!("{path}: {word}")).collect::<Vec<_>>()
        })
        .collect()
}

/// A path that `make test` gives in the environment. By hand it may be missing, in continuous integration never.
fn built(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).filter(|path| !path.is_empty());
    if path.is_none() {
        assert!(!std::env::var("CI").is_ok_and(|ci| ci == "true"), "{variable} is not set");
        eprintln!("skipped: {variable} is not set; `make test` sets it");
    }
    path.map(PathBuf::from)
}

const NOTHING: [String; 0] = [];
const DISK: [&str; 3] = ["std::fs", "fs::", "File::"];
const BROWSER: [&str; 4] = ["web_sys", "gloo_storage", "wasm_bindgen", "js_sys"];
const CLOCK_AND_CHANCE: [&str; 5] = ["std::time", "Instant", "SystemTime", "Zoned::now", "rand::"];

#[test]
fn the_search_itself_finds_what_it_looks_for() {
    assert!(!uses("src/browser", &BROWSER, &[]).is_empty());
    assert!(!uses("src/publish", &DISK, &[]).is_empty());
}

#[test]
fn the_model_knows_neither_leptos_nor_the_browser_nor_the_disk_nor_a_clock() {
    // Tests of the model may read fixtures.
    let tests: Vec<String> =
        code("src/model").into_iter().map(|(path, _)| path).filter(|path| path.contains("tests")).collect();
    let tests: Vec<&str> = tests.iter().map(String::as_str).collect();
    assert_eq!(uses("src/model", &["leptos"], &tests), NOTHING);
    assert_eq!(uses("src/model", &BROWSER, &tests), NOTHING);
    assert_eq!(uses("src/model", &DISK, &tests), NOTHING);
    assert_eq!(uses("src/model", &CLOCK_AND_CHANCE, &tests), NOTHING);
}

#[test]
fn the_view_reads_no_clock_no_chance_no_window_and_no_storage() {
    assert_eq!(uses("src/view", &BROWSER, &[]), NOTHING);
    assert_eq!(uses("src/view", &DISK, &[]), NOTHING);
    assert_eq!(uses("src/view", &CLOCK_AND_CHANCE, &[]), NOTHING);
    assert_eq!(uses("src/view", &["window()", "document()", "set_timeout", "set_interval", "Effect::"], &[]), NOTHING);
}

#[test]
fn effects_of_the_page_live_in_browser_only() {
    // The entry point is wasm-bindgen's, and calls `browser::run` and nothing else.
    assert_eq!(uses("src", &BROWSER, &["src/browser", "src/main.rs"]), NOTHING);
}

#[test]
fn one_function_writes_to_disk() {
    let writes = ["fs::write", "fs::rename", "fs::create", "fs::remove", "fs::copy", "File::create", "OpenOptions"];
    // The server's own tests make a folder to serve.
    assert_eq!(uses("src", &writes, &["src/publish/write.rs", "src/serve"]), NOTHING);
    assert_eq!(
        code("src/publish/write.rs".trim_end_matches("/write.rs"))
            .iter()
            .filter(|(_, code)| code.contains("fs::write"))
            .count(),
        1
    );
}

#[test]
fn storage_is_reached_through_its_probe_only() {
    assert_eq!(uses("src", &["gloo_storage", "local_storage()"], &["src/browser/store.rs"]), NOTHING);
    let store = code("src/browser").into_iter().find(|(path, _)| path.ends_with("store.rs")).unwrap().1;
    let probe = store.find("pub fn probe").unwrap();
    let first_use = store.find("LocalStorage::").unwrap();
    assert!(probe < first_use && store[probe..first_use].contains("local_storage()"));
}

#[test]
fn the_wasm_is_built_from_no_content() {
    // Cargo lists every file that the build read, `include_str!` and all.
    let Some(deps) = built("BACKGROUNDER_WASM_DEPS") else { return };
    let deps = fs::read_to_string(deps).unwrap();
    assert!(deps.contains("src/browser/mod.rs"), "the file is about this build");
    assert!(!deps.contains("/seeds/"), "{deps}");
}

#[test]
fn an_edit_of_a_text_changes_its_page_and_no_byte_of_the_wasm() {
    let Some(dist) = built("BACKGROUNDER_DIST") else { return };
    let folder = tempfile::tempdir().unwrap();
    let (seeds, site) = (folder.path().join("seeds"), folder.path().join("site"));
    fs::create_dir(&seeds).unwrap();
    fs::create_dir(&site).unwrap();
    let text = fs::read_to_string(root().join("seeds/isis-k.md")).unwrap();
    fs::write(seeds.join("isis-k.md"), text.replace("ISIS-K belongs to", "ISIS-K is part of")).unwrap();
    let of_the_browser_half = |folder: &Path| {
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                name.starts_with("backgrounder-") && compress::original(&name).is_none()
            })
            .map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap()))
            .collect();
        files.sort();
        files
    };
    let before = of_the_browser_half(&dist);
    assert_eq!(before.len(), 3, "a script, a wasm and the search");
    for (name, bytes) in &before {
        fs::write(site.join(name), bytes).unwrap();
    }
    // The very command that the build's hook runs.
    let publish = std::process::Command::new(env!("CARGO_BIN_EXE_backgrounder"))
        .arg("publish")
        .args([std::ffi::OsStr::new("--seeds"), seeds.as_os_str()])
        .args([std::ffi::OsStr::new("--bundle"), site.as_os_str()])
        .args([std::ffi::OsStr::new("--out"), site.as_os_str()])
        .output()
        .unwrap();
    assert!(publish.status.success(), "{}", String::from_utf8_lossy(&publish.stderr));
    assert!(of_the_browser_half(&site) == before, "the wasm or its glue changed");
    let page = |folder: &Path| fs::read_to_string(folder.join("isis-k/index.html")).unwrap();
    assert_ne!(page(&site), page(&dist));
}

#[test]
fn no_sentence_of_the_content_and_no_word_of_the_interface_is_in_the_wasm() {
    let Some(dist) = built("BACKGROUNDER_DIST") else { return };
    let wasm = fs::read_dir(dist)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "wasm"))
        .expect("a built site has a wasm");
    let wasm = String::from_utf8_lossy(&fs::read(wasm).unwrap()).into_owned();
    assert!(wasm.contains("backgrounder.progress."), "what the browser half knows by itself is found in it");
    // Nor is any word of the interface: those that the browser half says travel with the page.
    for lang in Lang::ALL {
        for phrase in lang.phrases().lines().lines().filter(|phrase| phrase.chars().count() > 7) {
            assert!(!wasm.contains(phrase), "the wasm holds “{phrase}”");
        }
    }
    for seed in fs::read_dir(root().join("seeds")).unwrap() {
        let text = fs::read_to_string(seed.unwrap().path()).unwrap();
        let words: Vec<&str> = text.split_whitespace().collect();
        for run in words.windows(4) {
            let run = run.join(" ");
            assert!(run.len() < 20 || !wasm.contains(&run), "the wasm holds “{run}”");
        }
    }
}
