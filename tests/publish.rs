//! What lies in the folder that is published: all of it is accounted for, and the worker knows it.

use backgrounder::publish::{publish, seeds, worker, write::write};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder with a browser half of no use, as trunk would leave it.
fn staging() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("backgrounder-0123.js"), "script").unwrap();
    fs::write(folder.path().join("backgrounder-0123_bg.wasm"), "wasm").unwrap();
    folder
}

/// Publishes the explainers into `folder`.
fn publish_into(folder: &Path, kill_switch: bool) -> anyhow::Result<()> {
    let seeds = seeds::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"))?;
    write(&publish(&seeds, folder, folder, kill_switch)?, folder)
}

#[test]
fn a_built_file_that_is_neither_listed_nor_left_out_stops_the_build_and_is_named() {
    let folder = staging();
    publish_into(folder.path(), false).unwrap();
    let worker = fs::read_to_string(folder.path().join(worker::PATH)).unwrap();
    for listed in ["'isis-k/'", "''", "'404.html'", "'backgrounder-0123.js'", "'backgrounder-0123_bg.wasm'"] {
        assert!(worker.contains(&format!("[{listed}, 'sha256-")), "{listed}");
    }
    fs::create_dir(folder.path().join("fonts")).unwrap();
    fs::write(folder.path().join("fonts/new.woff2"), "").unwrap();
    let error = publish_into(folder.path(), false).unwrap_err().to_string();
    assert!(error.contains("fonts/new.woff2"), "{error}");
    assert_eq!(fs::read_to_string(folder.path().join(worker::PATH)).unwrap(), worker, "nothing is written");
}

#[test]
fn publishing_again_changes_nothing_and_elsewhere_gives_a_whole_site() {
    let (one, two) = (staging(), tempfile::tempdir().unwrap());
    publish_into(one.path(), false).unwrap();
    let worker = fs::read(one.path().join(worker::PATH)).unwrap();
    publish_into(one.path(), false).unwrap();
    let seeds = seeds::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    write(&publish(&seeds, one.path(), two.path(), false).unwrap(), two.path()).unwrap();
    for folder in [&one, &two] {
        assert_eq!(fs::read(folder.path().join(worker::PATH)).unwrap(), worker);
        assert!(folder.path().join("backgrounder-0123_bg.wasm").exists());
    }
}

#[test]
fn the_kill_switch_takes_the_worker_s_place_and_nothing_else() {
    let folder = staging();
    publish_into(folder.path(), true).unwrap();
    let worker = fs::read_to_string(folder.path().join(worker::PATH)).unwrap();
    assert!(worker.contains("unregister()") && !worker.contains("fetch"), "{worker}");
    assert!(folder.path().join("isis-k/index.html").exists());
}

#[test]
fn the_file_to_pass_on_names_no_other_file_and_runs_nothing() {
    let folder = staging();
    publish_into(folder.path(), false).unwrap();
    let html = fs::read_to_string(folder.path().join("isis-k/isis-k.html")).unwrap();
    for absent in ["<script", "rel=\"manifest\"", "rel=\"preload\"", "url(", "@import", "src=", "data-worker"] {
        assert!(!html.contains(absent), "{absent}");
    }
    assert!(
        html.contains("default-src 'none'; style-src 'sha256-") && html.contains("href=\"data:image/svg+xml;base64,")
    );
    for link in html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(link.starts_with('#') || link.starts_with("data:") || link.starts_with("https:"), "{link}");
    }
}
