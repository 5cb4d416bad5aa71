//! The weight of a page as a reader's connection feels it: brotli, quality 11.

use super::compress::brotli;
use super::script::without_comments;
use crate::view::embed::SCRIPTS;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A limit may lie this much above the figure, in percent; beyond it, it must come down with the figure.
const SLACK_PERCENT: usize = 5;

/// The limits that the repository keeps, in bytes.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Limits(BTreeMap<String, usize>);

/// Bytes by what they are.
pub type Sizes = BTreeMap<&'static str, usize>;

/// Weighs the page of `explainer` in a published site: compressed, but for the file to pass on.
///
/// # Errors
///
/// When a file is missing.
pub fn weigh(site: &Path, explainer: &str) -> Result<Sizes> {
    let packed = |bytes: &[u8]| brotli(bytes).len();
    let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
    let (bundle, _) = super::bundle::find(site)?;
    let html = packed(&read(&site.join(explainer).join("index.html"))?);
    let script = packed(&read(&site.join(bundle.script))?);
    let wasm = packed(&read(&site.join(bundle.wasm))?);
    let worker = packed(&read(&site.join(super::worker::PATH))?);
    let [options, bridge] = SCRIPTS.map(|script| packed(without_comments(script).as_bytes()));
    let embed = packed(&read(&site.join(explainer).join("embed/index.html"))?);
    let host = packed(&read(&site.join(super::host::PATH))?);
    // As it is: so it lies on a disk and goes through a messenger.
    let file = read(&site.join(explainer).join(format!("{explainer}.html")))?.len();
    Ok(Sizes::from([
        ("html", html),
        ("script", script),
        ("wasm", wasm),
        ("script and wasm", script + wasm),
        ("worker", worker),
        ("embed html", embed),
        ("embed options", options),
        ("embed bridge", bridge),
        ("embed.js", host),
        ("file to pass on", file),
    ]))
}

/// Reads the limits.
///
/// # Errors
///
/// When the file cannot be read or is not TOML of `"what" = bytes`.
pub fn limits(path: &Path) -> Result<Limits> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))
}

/// A table of the sizes, one line each.
pub fn table(sizes: &Sizes) -> String {
    sizes.iter().fold(String::new(), |mut table, (what, bytes)| {
        let _ = writeln!(table, "{what:<16} {:>7} B  {:>6.1} kB", bytes, kilobytes(*bytes));
        table
    })
}

#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

/// Holds each limit, from both sides: a figure above it fails, and so does a limit far above the figure, so that what was
/// gained is kept.
///
/// # Errors
///
/// Names every limit that is broken, too generous, or about nothing.
pub fn hold(limits: &Limits, sizes: &Sizes) -> Result<()> {
    let mut broken = Vec::new();
    for (what, limit) in &limits.0 {
        match sizes.get(what.as_str()) {
            None => broken.push(format!("{what}: a limit of nothing that is measured")),
            Some(size) if size > limit => broken.push(format!("{what}: {size} B is over the limit of {limit} B")),
            Some(size) if *limit > size + size * SLACK_PERCENT / 100 => broken.push(format!(
                "{what}: the limit of {limit} B is more than {SLACK_PERCENT} % above {size} B; lower it to keep the gain"
            )),
            Some(_) => {}
        }
    }
    ensure!(broken.is_empty(), "{}", broken.join("\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(limit: usize, size: usize) -> Result<()> {
        hold(&Limits(BTreeMap::from([("html".into(), limit)])), &Sizes::from([("html", size)]))
    }

    #[test]
    fn a_figure_over_its_limit_fails() {
        assert!(held(99, 100).unwrap_err().to_string().contains("100 B is over the limit of 99 B"));
    }

    #[test]
    fn a_limit_far_above_its_figure_fails_too() {
        assert!(held(105, 100).is_ok());
        assert!(held(106, 100).unwrap_err().to_string().contains("lower it"));
    }

    #[test]
    fn a_limit_of_nothing_fails() {
        assert!(hold(&Limits(BTreeMap::from([("htlm".into(), 1)])), &Sizes::from([("html", 1)])).is_err());
    }
}
