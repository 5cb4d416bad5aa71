//! The rules that need the whole file: what is there at all, and whether its parts fit one another.
//!
//! What is wrong with a single value was reported where it was read ([`parse`](super::parse)).

pub(super) mod acronyms;
mod answers;
mod glossary;
pub mod ids;
mod placeholders;
mod references;
pub mod site;

pub(super) use glossary::unused_terms;
pub(super) use references::Sources;

use super::parse::draft::{At, Draft};
use super::problem::{Problems, Rule};
use std::collections::BTreeSet;

/// Reports what does not fit in a draft; `id` is the file's name without its ending.
pub(super) fn draft(id: &str, draft: &Draft, problems: &mut Problems<'_>) {
    if !ids::is_slug(id) {
        let message = format!("the file's name `{}` cannot be an address", ids::short(id));
        let help = "rename the file: small letters, digits and single hyphens, then `.md`";
        problems.report(Rule::InvalidFileName, draft.opening.clone(), message, help);
    }
    answers::check(draft, problems);
    acronyms::check(draft, problems);
    placeholders::check(draft, problems);
    if let Some(front) = &draft.front {
        glossary::check(front, problems);
        references::check(&draft.opening, front, &draft.prose, problems);
        too_long("title", front.title.as_ref(), 120, problems);
    }
}

/// Reports ids that are no slugs and ids that two share.
fn unique<'a>(what: &str, ids: impl IntoIterator<Item = &'a At<String>>, problems: &mut Problems<'_>) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for id in ids {
        if !ids::is_slug(&id.value) {
            let message = format!("`{}` cannot be an id", ids::short(&id.value));
            problems.report(Rule::InvalidId, id.span.clone(), message, ids::mend(&id.value));
        } else if !seen.insert(&id.value) {
            let message = format!("another {what} has the id `{}`", ids::short(&id.value));
            problems.report(Rule::DuplicateId, id.span.clone(), message, format!("give each {what} an id of its own"));
        }
    }
}

fn too_long(what: &str, text: Option<&At<String>>, most: usize, problems: &mut Problems<'_>) {
    let Some(text) = text else { return };
    let length = text.value.chars().count();
    if length > most {
        let message = format!("this {what} is long: {length} characters");
        problems.report(Rule::TooLong, text.span.clone(), message, format!("readers skim; try to stay under {most}"));
    }
}
