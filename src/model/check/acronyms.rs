//! The rule for acronyms: a reader should find each one explained.

use crate::model::explainer::{Block, plain_text};
use crate::model::parse::draft::{Draft, DraftPassage};
use crate::model::problem::{Problems, Rule};
use std::collections::BTreeSet;

/// What needs no explanation anywhere: states and bodies that go by their acronyms, the clock and the calendar, and the
/// marks of what is still to be written, which have a rule of their own.
pub(in crate::model) const EVERYDAY: [&str; 20] = [
    "AD", "AM", "BC", "BCE", "CE", "CET", "EU", "GMT", "ID", "OK", "PM", "TK", "TKTK", "TODO", "TV", "UK", "UN", "US",
    "USA", "UTC",
];

/// Warns once of each acronym – two to six capitals – in the introduction or an answer that nothing explains.
///
/// It is explained by a name in the glossary that is or holds it, and by the text itself where one of the two stands in
/// round brackets beside the other: "tuned mass damper (TMD)", "TMD (tuned mass damper)". Left alone are the
/// [`EVERYDAY`] ones, Roman numerals of I, V and X, units after a number, and what
/// stands in a row of three or more words in capitals, which is emphasis. Headings do not count.
pub(super) fn check(draft: &Draft, problems: &mut Problems<'_>) {
    let Some(front) = &draft.front else { return };
    let in_answers = draft.prose.questions.iter().flat_map(|question| &question.passages);
    let passages: Vec<&DraftPassage> = draft
        .prose
        .deck
        .iter()
        .chain(in_answers)
        .filter(|passage| !matches!(passage.passage.block, Block::Heading(_)))
        .collect();
    let texts: Vec<Vec<String>> = passages
        .iter()
        .map(|passage| passage.passage.block.runs().iter().map(|run| plain_text(run)).collect())
        .collect();
    let mut known: BTreeSet<&str> = EVERYDAY.into_iter().collect();
    for name in front.terms.iter().flat_map(|term| term.name.iter().chain(&term.also)) {
        known.extend(words(&name.value).flat_map(|word| [word].into_iter().chain(parts(word))));
    }
    for text in texts.iter().flatten() {
        known.extend(explained(text));
    }
    for (passage, texts) in passages.into_iter().zip(&texts) {
        // The text as written holds the same words in the same order.
        let mut at = passage.span.start;
        for acronym in texts.iter().flat_map(|text| acronyms(text)) {
            if !known.insert(acronym) {
                continue;
            }
            let written = &problems.text()[at..passage.span.end.max(at)];
            let span = match written.match_indices(acronym).find(|(found, _)| is_word(written, *found, acronym.len())) {
                Some((found, _)) => at + found..at + found + acronym.len(),
                None => passage.end.clone(),
            };
            at = span.end.min(passage.span.end);
            let message = format!("nothing explains `{acronym}`");
            let help = "add a `[[term]]` for it, or put its meaning behind it in round brackets";
            problems.report(Rule::UndefinedAcronym, span, message, help);
        }
    }
}

/// The acronyms of a text, in its order.
pub(in crate::model) fn acronyms(text: &str) -> impl Iterator<Item = &str> {
    let all: Vec<&str> = words(text).collect();
    let is_loud = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_uppercase() || is_hyphen(c));
    let is_loud: Vec<bool> = all.iter().map(is_loud).collect();
    let in_a_row = |at: usize| {
        let before = is_loud[..at].iter().rev().take(2).take_while(|loud| **loud).count();
        let after = is_loud[at..].iter().take(3).take_while(|loud| **loud).count();
        before + after >= 3
    };
    let mut found = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let is_unit = at > 0 && all[at - 1].chars().all(|c| c.is_ascii_digit());
        if is_unit || (is_loud[at] && in_a_row(at)) {
            continue;
        }
        let word = word.strip_suffix('s').filter(|word| is_acronym(word)).unwrap_or(word);
        if is_acronym(word) {
            found.push(word);
        } else {
            found.extend(parts(word).filter(|part| is_acronym(part)));
        }
    }
    found.into_iter()
}

/// The acronyms that a text explains itself, by round brackets.
fn explained(text: &str) -> impl Iterator<Item = &str> {
    let in_brackets = text.split('(').skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?;
        words(inside).next().filter(|word| word.len() == inside.trim().len())
    });
    let before_brackets = text.match_indices(" (").filter_map(|(at, _)| {
        let inside = text[at + 2..].split(['(', ')']).next()?;
        let before = words(&text[..at][text[..at].rfind(char::is_whitespace).map_or(0, |at| at + 1)..]).last()?;
        (words(inside).count() > 1).then_some(before)
    });
    in_brackets.chain(before_brackets)
}

/// Two to six capitals, with hyphens between them or not; no Roman numeral.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| !is_hyphen(*c)).count();
    (2..=6).contains(&letters)
        && word.chars().all(|c| c.is_ascii_uppercase() || is_hyphen(c))
        && !word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// The words of a text; a hyphen belongs to the word around it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !is_hyphen(c))
        .map(|word| word.trim_matches(is_hyphen))
        .filter(|word| !word.is_empty())
}

fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(is_hyphen)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether no letter or digit stands beside a part of a text, but for a plural s.
fn is_word(text: &str, at: usize, length: usize) -> bool {
    let rest = &text[at + length..];
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    !text[..at].ends_with(char::is_alphanumeric) && !rest.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_to_six_capitals_are_an_acronym_hyphens_and_a_plural_s_or_not() {
        let text =
            "The TMDs, a G7 and U.S. plan; ISIS-K’s and US-led forces: ABCDEFG. World War II, 5 MW, Covid-19, I.";
        assert_eq!(acronyms(text).collect::<Vec<_>>(), ["TMD", "ISIS-K", "US"]);
        assert_eq!(acronyms("THE SEA ROSE today, says NOAA.").collect::<Vec<_>>(), ["NOAA"]);
    }

    #[test]
    fn the_documentation_lists_what_needs_no_explanation() {
        let words: Vec<&str> = words(include_str!("../../../docs/format.md")).collect();
        for acronym in EVERYDAY {
            assert!(words.contains(&acronym), "{acronym}");
        }
    }

    #[test]
    fn brackets_explain_in_both_orders() {
        let text = "A tuned mass damper (TMD) and an FEM (finite element method). The SLS (see there) (a b) ABC (x).";
        assert_eq!(explained(text).collect::<Vec<_>>(), ["TMD", "x", "FEM", "SLS", "there"]);
    }
}
