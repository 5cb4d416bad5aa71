//! The rule for placeholders: what is still to be written should not be published by accident.

use super::ids;
use crate::model::parse::draft::{At, Draft, Front};
use crate::model::problem::{Problems, Rule};
use std::ops::Range;

/// The words that mark a place still to be written: programmers' and, "to come" misspelt so that no word is like it,
/// newspapers'.
const MARKS: [&str; 3] = ["TODO", "TK", "TKTK"];

/// Warns of each field of the front matter and each line of the text that has a placeholder.
pub(super) fn check(draft: &Draft, problems: &mut Problems<'_>) {
    for text in draft.front.iter().flat_map(texts) {
        if let Some(mark) = find(&text.value) {
            report(&text.value[mark], text.span.clone(), problems);
        }
    }
    let body = &problems.text()[draft.body.clone()];
    let mut at = draft.body.start;
    for line in body.split_inclusive('\n') {
        if let Some(mark) = find(line) {
            report(&line[mark.clone()], at + mark.start..at + mark.end, problems);
        }
        at += line.len();
    }
}

fn report(mark: &str, span: Range<usize>, problems: &mut Problems<'_>) {
    let message = format!("`{}` marks something still to be written", ids::short(mark));
    problems.report(Rule::Placeholder, span, message, "write it, or delete the line");
}

/// The first placeholder of a text.
fn find(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    text.split(|c: char| !c.is_alphanumeric()).find_map(|word| {
        let start = text[at..].find(word).map_or(at, |found| at + found);
        at = start + word.len();
        MARKS.contains(&word).then_some(start..at)
    })
}

/// Every text of the front matter that a reader sees.
fn texts(front: &Front) -> impl Iterator<Item = &At<String>> {
    let top = [&front.title, &front.notice].into_iter();
    let sources = front.sources.iter().flat_map(|source| [&source.title, &source.url]);
    let terms = front.terms.iter().flat_map(|term| [&term.name, &term.text]);
    let also = front.terms.iter().flat_map(|term| &term.also);
    let others = front.events.iter().map(|event| &event.text);
    let others =
        others.chain(front.actors.iter().map(|actor| &actor.name)).chain(front.ties.iter().map(|tie| &tie.text));
    let others = others.chain(front.changes.iter().map(|change| &change.text));
    top.chain(sources).chain(&front.experts).chain(terms).chain(others).flatten().chain(also)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_in_capitals_are_placeholders() {
        assert_eq!(find("A title, TODO: write it"), Some(9..13));
        assert_eq!(find("TK"), Some(0..2));
        for text in ["todo", "TODOS", "A TKX", "", "é"] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
