//! The browser half as trunk built it.

use super::site::Files;
use crate::view::document::Bundle;
use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha384};
use std::fs;
use std::path::Path;

/// What the name of the search script begins with.
const SEARCH: &str = "backgrounder-search-";

/// Finds the one script, the one wasm and the one search script in `folder`: what a page says about them, and the files
/// themselves.
///
/// The integrity values are of the files as they are now: the hook has changed the script since trunk wrote its own.
///
/// # Errors
///
/// When the folder cannot be read, or does not hold exactly one of each.
pub fn find(folder: &Path) -> Result<(Bundle, Files)> {
    let read = |name: &str| fs::read(folder.join(name)).with_context(|| format!("cannot read {name}"));
    let wasm = only(folder, "backgrounder-*_bg.wasm", |name| name.ends_with("_bg.wasm"))?;
    let is_script = |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "js");
    let script = only(folder, "backgrounder-*.js", |name| is_script(name) && !name.starts_with(SEARCH))?;
    let search = only(folder, "backgrounder-search-*.js", |name| is_script(name) && name.starts_with(SEARCH))?;
    let files = [&wasm, &script, &search].into_iter().map(|name| Ok((name.clone(), read(name)?)));
    let files = files.collect::<Result<Files>>()?;
    let (script_integrity, search_integrity) = (integrity(&files[&script]), integrity(&files[&search]));
    Ok((Bundle { script, wasm, search, script_integrity, search_integrity }, files))
}

/// Every file below `folder`, by its path from there; none where there is no such folder yet.
///
/// # Errors
///
/// When something in it cannot be read.
pub fn everything(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    if folder.exists() {
        collect(folder, "", &mut files).with_context(|| format!("cannot read {}", folder.display()))?;
    }
    Ok(files)
}

fn collect(folder: &Path, path: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(())
}

fn only(folder: &Path, what: &str, is_it: impl Fn(&str) -> bool) -> Result<String> {
    let mut names = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    names.retain(|name| name.starts_with("backgrounder-") && is_it(name));
    let [name] = names.as_slice() else {
        bail!(
            "{} holds {} files {what}, and needs one: build the browser half with `make build`",
            folder.display(),
            names.len()
        );
    };
    Ok(name.clone())
}

/// The `integrity` value of a file (Subresource Integrity, SHA-384).
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}
