//! The rules for the glossary.

use super::{ids, too_long, unique};
use crate::model::explainer::{Explainer, TermId};
use crate::model::parse::draft::{Draft, Front};
use crate::model::problem::{Problems, Rule};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Reports ids that are wrong or taken, names that two terms share, names without a letter and long explanations.
pub(super) fn check(front: &Front, problems: &mut Problems<'_>) {
    unique("term", front.terms.iter().filter_map(|term| term.id.as_ref()), problems);
    // Each name in small letters, with the term that has it and the name as written.
    let mut seen: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for (at, term) in front.terms.iter().enumerate() {
        for name in term.name.iter().chain(&term.also) {
            if !name.value.contains(char::is_alphanumeric) {
                let help = "a name needs a letter or a digit to be found in the text";
                problems.report(Rule::NameWithoutLetters, name.span.clone(), "this name has no letters", help);
                continue;
            }
            let (owner, written) = match seen.entry(name.value.to_lowercase()) {
                Entry::Vacant(free) => {
                    free.insert((at, &name.value));
                    continue;
                }
                Entry::Occupied(taken) => *taken.get(),
            };
            if owner != at {
                let other = front.terms[owner].name.as_ref().map_or("", |name| &name.value);
                let message = format!("the term `{}` has the name `{}` too", ids::short(other), ids::short(written));
                problems.report(
                    Rule::NameClash,
                    name.span.clone(),
                    message,
                    "a name can lead to one explanation only: drop one of the two",
                );
            } else if written == name.value {
                let message = format!("this term has the name `{}` twice", ids::short(written));
                problems.report(Rule::DuplicateName, name.span.clone(), message, "drop one of the two");
            }
        }
        too_long("explanation", term.text.as_ref(), 400, problems);
    }
}

/// Warns of terms that nothing on the page leads to.
pub(in crate::model) fn unused_terms(explainer: &Explainer, draft: &Draft, problems: &mut Problems<'_>) {
    let Some(front) = &draft.front else { return };
    let led_to: BTreeSet<&TermId> = explainer.actors.iter().filter_map(|actor| actor.term.as_ref()).collect();
    for (term, draft) in explainer.terms.iter().zip(&front.terms) {
        // A name without letters was reported as such.
        let Some(name) = draft.name.as_ref().filter(|name| name.value.contains(char::is_alphanumeric)) else {
            continue;
        };
        if term.used_in.is_empty() && !led_to.contains(&term.id) {
            let message = format!("the text never uses the term `{}`", ids::short(&name.value));
            let help = "drop it, or list in `also = [\"…\"]` the words by which the text calls it";
            problems.report(Rule::UnusedTerm, name.span.clone(), message, help);
        }
    }
}
