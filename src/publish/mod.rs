//! Publishing: from seeds and a built browser half to the files of a static site.
//!
//! 1. [`seeds`] reads the content files and reports all their problems at once.
//! 2. [`bundle`] finds the browser half that trunk built.
//! 3. [`style`] joins the style sheets in cascade order.
//! 4. [`card`] draws the picture that other sites show beside a link.
//! 5. [`site`] makes a map of path → bytes: pure, the same input gives the same bytes; [`markers`] tidies what Leptos wrote.
//! 6. [`worker`] makes the service worker from the map and the browser half: pure, too.
//! 7. [`search`] is what the front page looks through, [`structured`] and [`feeds`] tell programs what there is, [`headers`] says how a host should serve it all, [`embed`] and
//!    [`host`] what other pages need to show it.
//! 8. [`compress`] makes the compressed siblings that static hosts send in place of a file.
//! 9. [`write`](mod@write) puts the map on disk; nothing else here writes.
//! 10. [`press`] does all that again and again for an editor, and only for what changed; [`size`] weighs the result.

pub mod bundle;
pub mod card;
pub mod compress;
pub mod embed;
pub mod feeds;
pub mod headers;
pub mod host;
pub mod manifest;
pub mod markers;
pub mod parallel;
pub mod policy;
pub mod press;
pub mod script;
pub mod search;
pub mod seeds;
pub mod settings;
pub mod site;
pub mod size;
pub mod structured;
pub mod style;
pub mod worker;
pub mod write;

use anyhow::Result;
use seeds::Seeds;
use site::Files;
use std::collections::BTreeSet;
use std::path::Path;

/// All that is to be written to `out`, which holds the browser half already or gets it from `bundle`.
///
/// # Errors
///
/// When there is no browser half, or when `out` holds a file that nobody has decided about: see [`worker::worker`].
pub fn publish(seeds: &Seeds, bundle: &Path, out: &Path, kill_switch: bool) -> Result<Files> {
    let (names, half) = bundle::find(bundle)?;
    let mut files = site::site(&seeds.explainers, &seeds.settings, &names);
    files.extend(half);
    let made: BTreeSet<String> = files.keys().cloned().collect();
    let mut all = bundle::everything(out)?;
    all.append(&mut files);
    let worker = worker::worker(&all, &names)?;
    let worker = if kill_switch { worker::kill_switch() } else { worker };
    let mut files = all;
    files.retain(|path, _| made.contains(path));
    files.insert(worker::PATH.into(), worker.into_bytes());
    Ok(files)
}
