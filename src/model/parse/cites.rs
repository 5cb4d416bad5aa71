//! Source marks: `[source: 4, 6-7]`, `[source: article 4, 6; report 2]`.
//!
//! They are taken out before the rest is read as Markdown, and a stand-in of the same length keeps every later place
//! right. Had they stayed, Markdown could read them as links.

use super::draft::{At, DraftCite, Text};
use crate::model::check::ids;
use crate::model::problem::{Problems, Rule};
use std::ops::Range;

/// What stands in for a mark's characters. It is forbidden in files, so it is nothing that an editor wrote.
pub const STAND_IN: char = '\u{1a}';

const EXAMPLE: &str = "write paragraph numbers: `[source: 4, 6-7]`, or with the source's id: `[source: article 4]`";

/// A source mark.
#[derive(Debug)]
pub struct Mark {
    /// Its place in the body.
    pub span: Range<usize>,
    /// What it cites.
    pub cites: Vec<DraftCite>,
}

impl Mark {
    /// Whether it stands in a block; a block's range leaves out white space before its first word.
    pub fn is_in(&self, block: &Range<usize>) -> bool {
        self.span.start < block.end && self.span.end > block.start
    }
}

/// White space, a source mark that was taken out, or the sign of a quotation's empty line.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == STAND_IN || c == '>'
}

/// Takes the marks out of a body that begins at byte `base` of the file.
pub fn take_out(body: &str, base: usize, problems: &mut Problems<'_>) -> (String, Vec<Mark>) {
    let mut clean = String::with_capacity(body.len());
    let mut marks = Vec::new();
    for (at, _) in body.match_indices('[') {
        let rest = &body[at + 1..];
        let inside = &rest[..rest.find(['[', ']']).unwrap_or(rest.len())];
        let is_closed = rest[inside.len()..].starts_with(']');
        if body[..at].ends_with('\\') {
            continue;
        }
        let span = at..at + 1 + inside.len() + usize::from(is_closed);
        let place = base + span.start..base + span.end;
        let cites = match inside.strip_prefix("source:") {
            Some(_) if !is_closed || inside.contains("\n\n") || inside.contains("\n\r\n") => {
                problems.report(
                    Rule::InvalidSourceMark,
                    place.start..place.start + 8,
                    "this source mark has no end",
                    "close it with `]`",
                );
                continue;
            }
            Some(list) => read(list, place.start + "[source:".len(), place, problems),
            None if is_closed && is_near_miss(inside) && !body[span.end..].starts_with(['(', '[', ':']) => {
                let help = "write it as `[source: 4]`, with a small s and a colon; if it is not one, write `\\[`";
                problems.report(Rule::InvalidSourceMark, place, "this looks like a source mark", help);
                Vec::new()
            }
            None => continue,
        };
        clean.push_str(&body[clean.len()..at]);
        stand_in(&body[span.clone()], &mut clean);
        marks.push(Mark { span, cites });
    }
    clean.push_str(&body[clean.len()..]);
    (clean, marks)
}

/// As many bytes as the mark has, with its line breaks; blank at both ends, so that a `*` beside it still closes.
fn stand_in(mark: &str, clean: &mut String) {
    for (at, byte) in mark.bytes().enumerate() {
        clean.push(match byte {
            b'\n' => '\n',
            b'\r' => '\r',
            _ if at == 0 || at + 1 == mark.len() => ' ',
            _ => STAND_IN,
        });
    }
}

fn is_near_miss(inside: &str) -> bool {
    let inside = inside.trim_start();
    let Some((word, rest)) = inside.split_at_checked("source".len()) else { return false };
    word.eq_ignore_ascii_case("source")
        && !rest.strip_prefix('s').unwrap_or(rest).starts_with(char::is_alphabetic)
        && rest.contains(|c: char| c.is_ascii_digit())
}

fn read(list: &str, at: usize, mark: Range<usize>, problems: &mut Problems<'_>) -> Vec<DraftCite> {
    let mut cites = Vec::new();
    for group in pieces(list, at, ';') {
        let (source, rest) = source_of(&group);
        for item in pieces(rest.value, rest.span.start, ',') {
            if item.value.is_empty() {
                let span = if item.span.is_empty() && list.trim().is_empty() { mark.clone() } else { item.span };
                problems.report(Rule::InvalidSourceMark, span, "a paragraph number is missing", EXAMPLE);
            } else if let Some(cite) = paragraphs(&item, &source, problems) {
                cites.push(cite);
            }
        }
    }
    cites
}

/// Splits `article 4, 6` into the source's id and the rest. An id has a letter, so `4 6` begins with none.
fn source_of<'a>(group: &At<&'a str>) -> (Text, At<&'a str>) {
    let head = group.value.split(char::is_whitespace).next().unwrap_or("");
    if !head.contains(char::is_alphabetic) {
        return (None, At::new(group.value, group.span.clone()));
    }
    let start = group.span.start;
    let rest = group.value[head.len()..].trim_start();
    let id = At::new(head.trim_end_matches([',', ':']).to_string(), start..start + head.len());
    (Some(id), At::new(rest, group.span.end - rest.len()..group.span.end))
}

fn paragraphs(item: &At<&str>, source: &Text, problems: &mut Problems<'_>) -> Option<DraftCite> {
    let number =
        |text: &str| text.trim().bytes().all(|b| b.is_ascii_digit()).then(|| text.trim().parse::<u32>().ok())?;
    let (first, last) = item.value.split_once(['-', '–']).unwrap_or((item.value, item.value));
    let message = match (number(first), number(last)) {
        (Some(0), _) | (_, Some(0)) => "paragraphs are counted from 1".to_string(),
        (Some(first), Some(last)) if first > last => format!("the range {first}-{last} runs backwards"),
        (Some(first), Some(last)) => {
            return Some(DraftCite { source: source.clone(), first, last, span: item.span.clone() });
        }
        _ => format!("`{}` is not the number of a paragraph", ids::short(item.value)),
    };
    let help = if item.value.contains(char::is_whitespace) { "put a comma between two numbers" } else { EXAMPLE };
    problems.report(Rule::InvalidSourceMark, item.span.clone(), message, help);
    None
}

/// The parts of a text that begins at byte `at`, without white space around them.
fn pieces(text: &str, at: usize, separator: char) -> impl Iterator<Item = At<&str>> {
    let mut next = at;
    text.split(separator).map(move |piece| {
        let begin = next + (piece.len() - piece.trim_start().len());
        next += piece.len() + separator.len_utf8();
        let piece = piece.trim();
        // A blank piece is all white space before its (empty) text; the place of its end serves as well.
        At::new(piece, begin..begin + piece.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Range = (Option<String>, u32, u32);

    fn cites(mark: &str) -> (Vec<Range>, Vec<String>) {
        let mut problems = Problems::new(mark);
        let (clean, marks) = take_out(mark, 0, &mut problems);
        assert_eq!(clean.len(), mark.len());
        let cites = marks.into_iter().flat_map(|mark| mark.cites);
        let cites = cites.map(|cite| (cite.source.map(|id| id.value), cite.first, cite.last)).collect();
        (cites, problems.into_sorted().into_iter().map(|problem| problem.message).collect())
    }

    #[test]
    fn a_mark_lists_paragraphs_and_ranges() {
        assert_eq!(cites("a [source: 4, 6-7]").0, [(None, 4, 4), (None, 6, 7)]);
        assert_eq!(cites("a [source: 6 – 7]").0, [(None, 6, 7)]);
        assert_eq!(cites("a [source: 4,\n6]").0, [(None, 4, 4), (None, 6, 6)]);
    }

    #[test]
    fn a_mark_can_name_several_sources() {
        let article = Some("article".to_string());
        assert_eq!(
            cites("[source: article 4, 6; report 2]").0,
            [(article.clone(), 4, 4), (article, 6, 6), (Some("report".into()), 2, 2)]
        );
    }

    #[test]
    fn mistakes_in_a_mark_are_told() {
        for (mark, message) in [
            ("[source: ]", "a paragraph number is missing"),
            ("[source: article]", "a paragraph number is missing"),
            ("[source: 4,]", "a paragraph number is missing"),
            ("[source: 0]", "paragraphs are counted from 1"),
            ("[source: 7-6]", "the range 7-6 runs backwards"),
            ("[source: 4 6]", "`4 6` is not the number of a paragraph"),
            ("[source: 99999999999]", "`99999999999` is not the number of a paragraph"),
            ("[source: article 4 to 6]", "`4 to 6` is not the number of a paragraph"),
            ("[source: 4", "this source mark has no end"),
            ("[Source: 4]", "this looks like a source mark"),
            ("[sources 4]", "this looks like a source mark"),
        ] {
            assert_eq!(cites(mark).1, [message], "{mark}");
        }
    }

    #[test]
    fn links_and_other_words_in_brackets_are_left_alone() {
        for text in ["[source 2](a.html)", "[sourced 4 times]", "[the source]", r"\[source: 4]", "[source]"] {
            assert_eq!(cites(text), (vec![], vec![]), "{text}");
        }
    }
}
