//! The one place that writes to disk.

use super::site::Files;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Writes `files` below `folder`. Files that have these bytes already are left alone.
///
/// Each file is written beside its place first and then moved there, so that a reader of the folder never finds half a
/// file.
///
/// # Errors
///
/// When a folder or file cannot be written; the message names it.
pub fn write(files: &Files, folder: &Path) -> Result<()> {
    for (path, bytes) in files {
        let place = folder.join(path);
        if fs::read(&place).is_ok_and(|known| known == *bytes) {
            continue;
        }
        let parent = place.parent().unwrap_or(folder);
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
        let beside = place.with_added_extension("part");
        fs::write(&beside, bytes)
            .and_then(|()| fs::rename(&beside, &place))
            .with_context(|| format!("cannot write {}", place.display()))?;
    }
    Ok(())
}

/// Writes a new file for an editor, never over one that exists.
///
/// # Errors
///
/// When there is such a file already, or it or its folder cannot be written.
pub fn create(path: &Path, text: &str) -> Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
    }
    match fs::File::create_new(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display())),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{} exists and is left as it is: choose another name", path.display())
        }
        Err(error) => Err(error).with_context(|| format!("cannot write {}", path.display())),
    }
}
