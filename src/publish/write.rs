//! The one place that writes to disk.

use super::compress;
use super::parallel;
use super::site::Files;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// Writes `files` below `folder`. Files that have these bytes already are left alone.
///
/// Each file is written beside its place first and then moved there, so that a reader of the folder never finds half a
/// file. The compressed siblings of a file that changes go first: they are of what was there before, and hosts would prefer
/// them. New ones are among `files` or nowhere.
///
/// # Errors
///
/// When a folder or file cannot be written; the message names it.
pub fn write(files: &Files, folder: &Path) -> Result<()> {
    // Siblings come after all else: a file that changes would take its new ones away.
    let (siblings, others): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| compress::original(path).is_some());
    for files in [others, siblings] {
        // Folder by folder: threads that write into the same one wait for each other.
        let folders: Vec<_> = files.chunk_by(|(a, _), (b, _)| top_folder(a) == top_folder(b)).collect();
        let written = parallel::map(&folders, |files| {
            files.iter().try_for_each(|(path, bytes)| write_one(&folder.join(path), bytes))
        });
        written.into_iter().collect::<Result<()>>()?;
    }
    Ok(())
}

/// The folder of an explainer, and all that lies at the root.
fn top_folder(path: &str) -> Option<&str> {
    path.split_once('/').map(|(top, _)| top)
}

fn write_one(place: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(place).is_ok_and(|known| known == bytes) {
        return Ok(());
    }
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
    }
    let beside = place.with_added_extension("part");
    fs::write(&beside, bytes)
        .and_then(|()| remove_siblings(place))
        .and_then(|()| fs::rename(&beside, place))
        .with_context(|| format!("cannot write {}", place.display()))
}

/// Removes the files at `paths` below `folder`, their compressed siblings, and each folder that they leave empty. What is not
/// there need not be removed.
///
/// # Errors
///
/// When a file cannot be removed; the message names it.
pub fn remove(paths: &[String], folder: &Path) -> Result<()> {
    for path in paths {
        let place = folder.join(path);
        remove_siblings(&place)
            .and_then(|()| remove_file(&place))
            .with_context(|| format!("cannot remove {}", place.display()))?;
        let folders = Path::new(path).ancestors().skip(1).filter(|path| !path.as_os_str().is_empty());
        for path in folders {
            // One that is not empty stays.
            let _ = fs::remove_dir(folder.join(path));
        }
    }
    Ok(())
}

fn remove_siblings(place: &Path) -> io::Result<()> {
    compress::ENDINGS.iter().try_for_each(|ending| remove_file(&place.with_added_extension(ending)))
}

fn remove_file(place: &Path) -> io::Result<()> {
    fs::remove_file(place).or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
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
