//! The acronyms of an article and what they stand for.

use crate::model::check::acronyms::{EVERYDAY, acronyms};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Acronyms that mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The one that the article uses most.
    pub name: String,
    /// The others, the more frequent first, and at the end the full name if it was found.
    pub also: Vec<String>,
}

/// How many acronyms are looked into, the first ones; no article needs more explained.
const MOST: usize = 60;

/// Words that a full name has and its acronym passes over.
const LIGHT: [&str; 9] = ["a", "an", "and", "for", "in", "of", "on", "the", "to"];

/// Words between a full name and its acronyms, in small letters.
const CUES: [&str; 6] = ["acronym", "abbreviat", "known as", "short for", "shortened to", "or simply"];

/// The acronyms of these paragraphs, in the order of their first use. What everybody knows is left out.
///
/// A full name is a row of words whose initials give the letters of the acronym: in round brackets beside it, in the
/// same sentence before a cue such as "shortened to", or anywhere else as a name in capitals. Acronyms in one
/// list behind such a cue ("A-B, AB and ABC") mean the same, if the full name fits one of them.
pub fn groups(paragraphs: &[String]) -> Vec<Group> {
    let mut uses: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (order, acronym) in paragraphs.iter().flat_map(|text| acronyms(text)).enumerate() {
        if !EVERYDAY.contains(&acronym) {
            uses.entry(acronym).or_insert((order, 0)).1 += 1;
        }
    }
    let mut orders: Vec<usize> = uses.values().map(|(order, _)| *order).collect();
    orders.sort_unstable();
    let last = orders.get(MOST).copied().unwrap_or(usize::MAX);
    uses.retain(|_, (order, _)| *order < last);
    let mut groups: Vec<(Vec<&str>, Option<String>)> = Vec::new();
    for sentence in paragraphs.iter().flat_map(|text| text.split_inclusive(['.', '?', '!'])) {
        let Some((together, name)) = listed(sentence) else { continue };
        let together: Vec<&str> = together.into_iter().filter(|acronym| uses.contains_key(acronym)).collect();
        if !together.is_empty()
            && !groups.iter().any(|(known, _)| together.iter().any(|acronym| known.contains(acronym)))
        {
            groups.push((together, Some(name)));
        }
    }
    for acronym in uses.keys() {
        if !groups.iter().any(|(known, _)| known.contains(acronym)) {
            let name = paragraphs.iter().find_map(|text| name_in(text, acronym));
            groups.push((vec![acronym], name));
        }
    }
    groups.sort_by_key(|(group, _)| group.iter().map(|acronym| uses[acronym].0).min());
    // A name can lead to one term only, large and small letters being the same.
    let mut taken = BTreeSet::new();
    let group = |(mut group, name): (Vec<&str>, Option<String>)| {
        group.sort_by_key(|acronym| (std::cmp::Reverse(uses[acronym].1), uses[acronym].0));
        let mut names = group.into_iter().map(str::to_owned).chain(name);
        let mut names = names.by_ref().filter(|name| taken.insert(name.to_lowercase()));
        Some(Group { name: names.next()?, also: names.collect() })
    };
    groups.into_iter().filter_map(group).collect()
}

/// The acronyms that a sentence lists behind a cue, and the full name before the cue that fits one of them.
fn listed(sentence: &str) -> Option<(Vec<&str>, String)> {
    let small = sentence.to_ascii_lowercase();
    let cue = CUES.iter().filter_map(|cue| small.find(cue)).min()?;
    let mut together = Vec::new();
    // The list ends with the first word that is neither an acronym nor a link between two.
    for word in sentence[cue..].split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()) {
        match acronyms(word).next() {
            Some(acronym) => together.push(acronym),
            None if together.is_empty() || matches!(word, "and" | "or") => {}
            None => break,
        }
    }
    let name = together.iter().find_map(|acronym| spelt_out(&sentence[..cue], acronym))?;
    Some((together, name))
}

/// What an acronym stands for in a text that holds both.
fn name_in(text: &str, acronym: &str) -> Option<String> {
    // "tuned mass damper (TMD)", "TMD (tuned mass damper)"
    for (at, _) in text.match_indices(&format!("({acronym})")) {
        let before = &text[..at];
        let words = super::words(before, is_inside);
        if let Some(name) = (0..words.len()).rev().take(12).find_map(|from| fits(&words[from..], acronym, before)) {
            return Some(name);
        }
    }
    for (at, opening) in text.match_indices(&format!("{acronym} (")) {
        let inside = text[at + opening.len()..].split(')').next().unwrap_or("");
        if let Some(name) = fits(&super::words(inside, is_inside), acronym, inside) {
            return Some(name);
        }
    }
    spelt_out(text, acronym)
}

/// A name in capitals somewhere in a text whose initials give the acronym.
fn spelt_out(text: &str, acronym: &str) -> Option<String> {
    let words = super::words(text, is_inside);
    let is_capital = |at: usize| words[at].0.starts_with(char::is_uppercase);
    (0..words.len()).filter(|from| is_capital(*from)).find_map(|from| {
        let most = words.len().min(from + 12);
        (from + 2..=most).filter(|to| is_capital(to - 1)).find_map(|to| {
            let row = &words[from..to];
            // All but the light words begin with a capital.
            let is_name = row.iter().all(|(word, _)| word.starts_with(char::is_uppercase) || LIGHT.contains(word));
            is_name.then(|| fits(row, acronym, text)).flatten()
        })
    })
}

/// The words as they stand in the text, if their initials give the acronym's letters.
fn fits(words: &[(&str, Range<usize>)], acronym: &str, text: &str) -> Option<String> {
    let (first, last) = (words.first()?, words.last()?);
    let mut letters = acronym.chars().filter(|c| c.is_alphabetic()).peekable();
    for (word, _) in words {
        let initial = word.chars().next().map(|c| c.to_ascii_uppercase());
        if initial == letters.peek().copied() {
            letters.next();
        } else if !LIGHT.contains(word) {
            return None;
        }
    }
    let is_whole = letters.next().is_none() && words.len() > 1 && !LIGHT.contains(&first.0) && first.0 != "The";
    let name = &text[first.1.start..last.1.end];
    (is_whole && name.chars().all(|c| is_inside(c) || matches!(c, ' ' | '-'))).then(|| name.to_owned())
}

fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || c == '’'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Vec<String>)> {
        let paragraphs: Vec<String> = text.lines().map(str::to_owned).collect();
        groups(&paragraphs).into_iter().map(|group| (group.name, group.also)).collect()
    }

    fn group(name: &str, also: &[&str]) -> (String, Vec<String>) {
        (name.to_owned(), also.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn names_in_one_list_are_one_term_under_the_most_used() {
        assert_eq!(
            found(
                "NTO-H is on the quay. The North Tide Office Harbour, which goes by the acronyms NTO-H, NTOH and NTH, \
                 keeps tables.\nNTO-H and the NOAA agree. NTO-H is old, in the US."
            ),
            [group("NTO-H", &["NTOH", "NTH", "North Tide Office Harbour"]), group("NOAA", &[])]
        );
    }

    #[test]
    fn a_name_is_found_by_its_initials() {
        assert_eq!(
            found("A tuned mass damper (TMD) calms it. An FEM (finite element method) shows it."),
            [group("TMD", &["tuned mass damper"]), group("FEM", &["finite element method"])]
        );
        assert_eq!(
            found("The Institute of Tides and Rivers has a ship.\nThe ITR measures."),
            [group("ITR", &["Institute of Tides and Rivers"])]
        );
        assert_eq!(found("The XYZ measures. The Xenon Yard is old."), [group("XYZ", &[])]);
    }
}
