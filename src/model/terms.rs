//! Marks the first use of each glossary term in each answer, and notes in each term where it is used.
//!
//! The deck counts as an answer of its own. Links, headings and gaps are left alone. A name is found between word
//! boundaries, and a hyphen belongs to the word beside it: `ISK` is not in "ISK-like". At each place the longest name
//! wins, even if its term was marked before, so that "Islamic State" is never marked inside a longer name. Names with
//! a capital letter are found as they are written; others also with a capital at their beginning and a plural s.

use super::explainer::{Block, Explainer, Inline, Passage, TermId, plain_text};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Marks the terms of an explainer whose terms are not marked yet.
pub fn link(explainer: &mut Explainer) {
    let mut used_in = vec![Vec::new(); explainer.terms.len()];
    let ids: Vec<TermId> = explainer.terms.iter().map(|term| term.id.clone()).collect();
    let names =
        Names::new(
            explainer.terms.iter().enumerate().flat_map(|(at, term)| {
                std::iter::once(&term.name).chain(&term.also).map(move |name| (at, name.as_str()))
            }),
        );
    for term in mark(&mut explainer.deck, &names, &ids) {
        used_in[term].push(None);
    }
    for question in &mut explainer.questions {
        for term in mark(&mut question.passages, &names, &ids) {
            used_in[term].push(Some(question.id.clone()));
        }
    }
    for (term, used_in) in explainer.terms.iter_mut().zip(used_in) {
        term.used_in = used_in;
    }
}

/// Marks the terms of one answer and gives those that it uses.
fn mark(passages: &mut [Passage], names: &Names, ids: &[TermId]) -> BTreeSet<usize> {
    let mut used = BTreeSet::new();
    for passage in passages {
        if matches!(passage.block, Block::Heading(_)) {
            continue;
        }
        for run in passage.block.runs_mut() {
            let text = plain_text(run);
            let mut found = names.find(&text, &linkable(run));
            found.retain(|(_, term)| used.insert(*term));
            if !found.is_empty() {
                let mut found = found.into_iter().peekable();
                *run = rebuild(std::mem::take(run), &mut 0, &mut |leaf| {
                    found
                        .next_if(|(span, _)| leaf.start <= span.start && span.end <= leaf.end)
                        .map(|(span, term)| (span, ids[term].clone()))
                });
            }
        }
    }
    used
}

/// The places of the texts of a run that may hold marks, counted in its plain text.
fn linkable(run: &[Inline]) -> Vec<Range<usize>> {
    fn collect(run: &[Inline], at: &mut usize, into: &mut Vec<Range<usize>>) {
        for inline in run {
            match inline {
                Inline::Text(text) => {
                    into.push(*at..*at + text.len());
                    *at += text.len();
                }
                Inline::Term { text, .. } => *at += text.len(),
                Inline::Link { content, .. } => *at += plain_text(content).len(),
                Inline::Emphasis(content) | Inline::Strong(content) => collect(content, at, into),
            }
        }
    }
    let mut leaves = Vec::new();
    collect(run, &mut 0, &mut leaves);
    leaves
}

/// Cuts the texts of a run where `next` says so; it is asked with the place of a text until it has no more for it.
fn rebuild(
    run: Vec<Inline>,
    at: &mut usize,
    next: &mut impl FnMut(&Range<usize>) -> Option<(Range<usize>, TermId)>,
) -> Vec<Inline> {
    let mut out = Vec::with_capacity(run.len() + 2);
    for inline in run {
        match inline {
            Inline::Text(text) => {
                let leaf = *at..*at + text.len();
                let mut done = leaf.start;
                while let Some((span, term)) = next(&leaf) {
                    let before = &text[done - leaf.start..span.start - leaf.start];
                    if !before.is_empty() {
                        out.push(Inline::Text(before.into()));
                    }
                    out.push(Inline::Term { term, text: text[span.start - leaf.start..span.end - leaf.start].into() });
                    done = span.end;
                }
                if done < leaf.end {
                    out.push(Inline::Text(text[done - leaf.start..].into()));
                }
                *at = leaf.end;
            }
            Inline::Emphasis(content) => out.push(Inline::Emphasis(rebuild(content, at, next))),
            Inline::Strong(content) => out.push(Inline::Strong(rebuild(content, at, next))),
            other => {
                *at += plain_text(std::slice::from_ref(&other)).len();
                out.push(other);
            }
        }
    }
    out
}

/// All names of all terms, by their first two words; the second is empty in a name of one word. A few look-ups a word of
/// the text keep thousands of terms cheap, even if all begin alike.
struct Names {
    by_words: HashMap<String, HashMap<String, Vec<Name>>>,
}

struct Name {
    term: usize,
    /// The name as [`fold`]ed characters.
    text: Vec<char>,
    /// How many of them stand before its first word, such as the sign in "#tides".
    lead: usize,
    /// Whether it is found only as it is written.
    is_exact: bool,
}

impl Names {
    fn new<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let mut by_words: HashMap<String, HashMap<String, Vec<Name>>> = HashMap::new();
        for (term, name) in names {
            let text: Vec<char> = name.chars().map(fold).collect();
            let Some(lead) = text.iter().position(|c| c.is_alphanumeric()) else { continue };
            let from_word: String = text[lead..].iter().collect();
            let (first, second) = first_words(&from_word);
            let is_exact = text.iter().any(|c| c.is_uppercase());
            let alike = by_words.entry(first).or_default().entry(second).or_default();
            alike.push(Name { term, text, lead, is_exact });
        }
        Self { by_words }
    }

    /// The places of names in a text, each within one of its `leaves`, with the terms that have these names.
    fn find(&self, text: &str, leaves: &[Range<usize>]) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut done = 0;
        for leaf in leaves {
            for at in words(text, leaf) {
                if at < done {
                    continue;
                }
                if let Some((span, term)) = self.longest_at(text, at, leaf).filter(|(span, _)| span.start >= done) {
                    done = span.end;
                    found.push((span, term));
                }
            }
        }
        found
    }

    fn longest_at(&self, text: &str, at: usize, leaf: &Range<usize>) -> Option<(Range<usize>, usize)> {
        let (first, second) = first_words(&text[at..]);
        let find = |first: &str, second: &str| self.by_words.get(first).and_then(|names| names.get(second));
        let singular = |word: &str| word.strip_suffix('s').map(str::to_owned);
        // Only a name's last word can be in the plural.
        let candidates = [
            find(&first, ""),
            singular(&first).and_then(|first| find(&first, "")),
            Some(second.as_str()).filter(|second| !second.is_empty()).and_then(|second| find(&first, second)),
            singular(&second).filter(|second| !second.is_empty()).and_then(|second| find(&first, &second)),
        ];
        let candidates = candidates.into_iter().flatten().flatten();
        candidates
            .filter_map(|name| name.span_at(text, at).map(|span| (span, name)))
            .filter(|(span, _)| leaf.start <= span.start && span.end <= leaf.end)
            // Of a plural and a name that itself ends in s, the name.
            .max_by_key(|(span, name)| (span.len(), name.text.len()))
            .map(|(span, name)| (span, name.term))
    }
}

impl Name {
    /// The name's place in the text if its first word stands at byte `at`.
    fn span_at(&self, text: &str, at: usize) -> Option<Range<usize>> {
        let lead: usize = text[..at].chars().rev().take(self.lead).map(char::len_utf8).sum();
        let start = at - lead;
        let mut rest = text[start..].chars();
        for (i, wanted) in self.text.iter().enumerate() {
            let c = fold(rest.next()?);
            let is_first = i == self.lead && !self.is_exact;
            if c != *wanted && !(is_first && c.to_lowercase().eq(wanted.to_lowercase())) {
                return None;
            }
        }
        if !self.is_exact && is_end(rest.as_str().strip_prefix('s')) {
            rest.next();
        }
        let end = text.len() - rest.as_str().len();
        let is_start = !text[..start].ends_with(joins);
        (is_start && is_end(Some(&text[end..]))).then_some(start..end)
    }
}

/// Whether a word has ended where this text goes on.
fn is_end(rest: Option<&str>) -> bool {
    rest.is_some_and(|rest| !rest.starts_with(joins))
}

/// Whether a character next to a name makes it part of a longer word. Accents can follow a letter as characters of
/// their own.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '_' | '\u{300}'..='\u{36f}')
}

/// Characters that a reader takes for the same: kinds of spaces, apostrophes and hyphens.
fn fold(c: char) -> char {
    match c {
        '\u{a0}' | '\u{202f}' => ' ',
        '’' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    }
}

/// The word that a text begins with and the next one, in small letters; empty where there is none.
fn first_words(text: &str) -> (String, String) {
    let end = |text: &str| text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (first, rest) = text.split_at(end(text));
    // No name has much between two words.
    let rest = rest.char_indices().take(16).find(|(_, c)| c.is_alphanumeric()).map_or("", |(at, _)| &rest[at..]);
    (first.to_lowercase(), rest[..end(rest)].to_lowercase())
}

/// Where words begin in a part of a text.
fn words(text: &str, part: &Range<usize>) -> impl Iterator<Item = usize> {
    let part = part.clone();
    let mut after_letter = text[..part.start].ends_with(char::is_alphanumeric);
    text[part.clone()].char_indices().filter_map(move |(at, c)| {
        let begins = c.is_alphanumeric() && !after_letter;
        after_letter = c.is_alphanumeric();
        begins.then_some(part.start + at)
    })
}

#[cfg(test)]
mod tests;
