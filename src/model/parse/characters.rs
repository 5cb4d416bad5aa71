//! Characters that no explainer may hold: they are invisible, and some make a text read as what it is not.

use crate::model::problem::{Problems, Rule};
use std::ops::Range;

/// Whether a character may stand neither in a file nor, decoded, in a text.
///
/// Control characters other than tab and line feed; overrides and isolates of the writing direction, with which a text
/// can show other words than it holds; separators and noncharacters that break the formats we write (XML, scripts).
pub fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// Reports every forbidden character of the file; a run of the same one is reported once.
pub(super) fn check(text: &str, problems: &mut Problems<'_>) {
    let mut run: Option<(char, Range<usize>)> = None;
    for (at, c) in text.char_indices() {
        let line_end = c == '\r' && text[at + 1..].starts_with('\n');
        if !is_forbidden(c) || line_end {
            continue;
        }
        let end = at + c.len_utf8();
        match &mut run {
            Some((same, span)) if *same == c && span.end == at => span.end = end,
            _ => {
                report(run.take(), problems);
                run = Some((c, at..end));
            }
        }
    }
    report(run, problems);
}

/// Reports the forbidden characters that `text` holds although its notation in the file (`written`) does not: the ones
/// that came in as an escape or entity.
pub(super) fn check_decoded(text: &str, written: &str, span: Range<usize>, problems: &mut Problems<'_>) {
    if let Some(c) = text.chars().find(|c| is_forbidden(*c) && !written.contains(*c)) {
        report(Some((c, span)), problems);
    }
}

fn report(found: Option<(char, Range<usize>)>, problems: &mut Problems<'_>) {
    let Some((c, span)) = found else { return };
    let code = u32::from(c);
    let (rule, what, help) = match c {
        '\r' => (
            Rule::OldLineBreak,
            "a line break in an old form",
            "end lines with LF or CR LF; any editor can convert them",
        ),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => (
            Rule::BidiOverride,
            "an invisible character that turns the writing direction",
            "delete it; Arabic, Hebrew and Urdu find their direction without it",
        ),
        _ => (
            Rule::ControlCharacter,
            "an invisible control character",
            "delete it, and the character beside it if you cannot see which it is",
        ),
    };
    problems.report(rule, span, format!("{what} (U+{code:04X})"), help);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let mut problems = Problems::new(text);
        check(text, &mut problems);
        problems.into_sorted().into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn control_characters_and_direction_overrides_are_found() {
        assert_eq!(messages("a\u{7}b").len(), 1);
        assert_eq!(messages("a\u{202e}b\u{2066}c").len(), 2);
        assert_eq!(messages("a\u{202e}\u{202e}b").len(), 1);
        assert_eq!(messages("a\rb").len(), 1);
    }

    #[test]
    fn line_ends_tabs_joiners_and_direction_marks_are_fine() {
        assert!(messages("a\r\n\tb\u{200c}\u{200d}\u{200f}\u{a0}\n").is_empty());
    }
}
