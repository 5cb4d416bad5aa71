//! From the text of a file to an explainer and the problems of the text.
//!
//! 1. [`characters`] – what may not stand in a file at all.
//! 2. `front` – splits the file at its `+++` lines and reads the TOML between, field by field ([`fields`]).
//! 3. `prose` – reads the rest as restricted Markdown: blocks, runs ([`inline`]), addresses ([`links`]), source marks
//!    ([`cites`]).
//! 4. [`check`](super::check) – holds the parts of this draft against one another.
//! 5. `build` – makes the explainer, with the hash of each answer; [`terms`](super::terms) then marks the terms.
//!
//! Every step reports what it finds and goes on, so that an editor sees all problems at once.

mod blocks;
mod build;
pub(crate) mod characters;
mod cites;
pub(super) mod draft;
mod fields;
pub(super) mod front;
pub mod hash;
mod inline;
pub(super) mod links;
mod prose;

use super::check;
use super::explainer::Explainer;
use super::problem::{Problem, Problems};
use super::terms;
use draft::{At, Draft};

/// Reads the text of one file; `id` is the file's name without its ending.
///
/// Gives the explainer if there is no error (warnings do not count), and all problems in the order of the text.
pub fn parse(id: &str, text: &str) -> (Option<Explainer>, Vec<Problem>) {
    let mut problems = Problems::new(text);
    let explainer = read(id, text, &mut problems);
    let explainer = explainer.filter(|_| problems.errors() == 0);
    (explainer, problems.into_sorted())
}

/// The links of a text to other explainers of the site, for [`check::site`]: apart from [`parse`], since no file says by
/// itself where they lead.
pub(super) fn siblings(text: &str) -> Vec<At<String>> {
    let mut unheard = Problems::new(text);
    front::split(text, &mut unheard).map(|parts| prose::read(&parts.body, &mut unheard).siblings).unwrap_or_default()
}

fn read(id: &str, text: &str, problems: &mut Problems<'_>) -> Option<Explainer> {
    characters::check(text, problems);
    let parts = front::split(text, problems)?;
    let front = front::read(&parts, problems);
    let prose = prose::read(&parts.body, problems);
    let draft = Draft { opening: parts.opening, front, prose, body: parts.body.span };
    check::draft(id, &draft, problems);
    let mut explainer = build::explainer(id, &draft)?;
    terms::link(&mut explainer);
    check::unused_terms(&explainer, &draft, problems);
    Some(explainer)
}

#[cfg(test)]
mod tests;
