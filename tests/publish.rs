//! What lies in the folder that is published: all of it is accounted for, and the worker knows it.

use backgrounder::publish::{bundle::everything, compress, publish, seeds, worker, write::write};
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A folder with a browser half of no use, as trunk would leave it.
fn staging() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("backgrounder-0123.js"), "script").unwrap();
    fs::write(folder.path().join("backgrounder-search-0123.js"), "search").unwrap();
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
    let half = ["'backgrounder-0123.js'", "'backgrounder-0123_bg.wasm'", "'backgrounder-search-0123.js'"];
    for listed in ["'isis-k/'", "''", "'404.html'", "'offline.html'", "'search.json'"].into_iter().chain(half) {
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

/// Publishes with the command that builds use, compressed.
fn publish_compressed(folder: &Path, seeds: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backgrounder"));
    command.args(["publish", "--compress", "--seeds"]).arg(seeds).arg("--bundle").arg(folder).arg("--out").arg(folder);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn two_publications_of_one_input_are_equal_byte_for_byte_and_compressed_siblings_are_of_what_is_there() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good");
    let (one, two) = (staging(), staging());
    publish_compressed(one.path(), &seeds);
    publish_compressed(two.path(), &seeds);
    let files = everything(one.path()).unwrap();
    assert!(files == everything(two.path()).unwrap());
    for (path, bytes) in &files {
        let Some(original) = compress::original(path) else { continue };
        let mut plain = Vec::new();
        if path.rsplit_once('.').unwrap().1 == "br" {
            brotli::BrotliDecompress(&mut bytes.as_slice(), &mut plain).unwrap();
        } else {
            flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut plain).unwrap();
        }
        assert!(plain == files[original], "{path}");
    }
    let packed: BTreeSet<&str> = files.keys().filter_map(|path| compress::original(path)).collect();
    for path in ["index.html", "full/index.html", "full/embed/index.html", "sw.js"] {
        assert!(packed.contains(path), "{path}");
    }
    assert!(!packed.contains("full/card.png"));
}

#[test]
fn a_sibling_never_outlives_what_it_is_of() {
    let texts = tempfile::tempdir().unwrap();
    let tides = texts.path().join("tides.md");
    fs::write(&tides, include_str!("fixtures/good/minimal.md")).unwrap();
    let folder = staging();
    publish_compressed(folder.path(), texts.path());
    let sibling = |path: &str| folder.path().join(path);
    let before = fs::read(sibling("tides/index.html.br")).unwrap();

    fs::write(&tides, include_str!("fixtures/good/minimal.md").replace("{#why}", "{#wherefore}")).unwrap();
    let seeds = seeds::read(texts.path()).unwrap();
    write(&publish(&seeds, folder.path(), folder.path(), false).unwrap(), folder.path()).unwrap();
    for path in ["tides/index.html.br", "tides/index.html.gz", "sw.js.br"] {
        assert!(!sibling(path).exists(), "{path} is of the page as it was");
    }
    assert!(sibling("404.html.br").exists(), "what did not change keeps its own");

    publish_compressed(folder.path(), texts.path());
    assert_ne!(fs::read(sibling("tides/index.html.br")).unwrap(), before);
}
