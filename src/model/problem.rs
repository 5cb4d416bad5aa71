//! What is wrong with a file, where, and what to do about it.
//!
//! A [`Problem`] knows its place but not its file's name: who shows it gives name and text ([`Problem::render`]).

mod rule;

use super::parse::characters;
pub use rule::Rule;
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The explainer cannot be published.
    Error,
    /// It can, but an editor should look.
    Warning,
}

/// One thing that is wrong, and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The rule that is broken; written as its code.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1; one past the last character means the line's end.
    pub column: usize,
    /// How many characters are meant, on that line; at least 1.
    pub len: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// How many characters of a line are shown around a problem.
const SHOWN: usize = 100;

/// How many errors, and how many warnings, of one file are kept: nobody reads more, and a hostile file must not fill the memory.
const KEPT: usize = 500;

impl Problem {
    /// The problem as a compiler would print it: message, place, the line with a mark under it, and help.
    ///
    /// `text` is the text that was parsed. Long lines are cut around the mark, and characters that could disturb a
    /// terminal are replaced.
    pub fn render(&self, name: &str, text: &str) -> String {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let line = text.split('\n').nth(self.line - 1).unwrap_or("").trim_end_matches('\r');
        let length = line.chars().count();
        // Two thirds of the window come before the mark: what leads up to a mistake explains it best.
        let from = (self.column - 1).saturating_sub(SHOWN * 2 / 3).min(length.saturating_sub(SHOWN));
        let to = length.min(from + SHOWN);
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        let shown: String = line.chars().skip(from).take(to - from).map(harmless).collect();
        let indent = self.column - 1 - from + usize::from(from > 0);
        let marks = self.len.clamp(1, (to + 1).saturating_sub(self.column - 1).max(1));
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let gutter = self.line.to_string().len();
        let Self { rule, line: number, column, message, help, .. } = self;
        let mut out = String::new();
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{severity}[{rule}]: {message}");
        let _ = writeln!(out, "{:gutter$}--> {name}:{number}:{column}", "");
        let _ = writeln!(out, "{number} | {}{shown}{}", cut(from > 0), cut(to < length));
        let _ = writeln!(out, "{:gutter$} | {:indent$}{}", "", "", "^".repeat(marks));
        let _ = writeln!(out, "help: {help}");
        out
    }
}

/// The problem of a file that is not UTF-8; `text` has a stand-in for what could not be read, the first at byte `at`.
pub fn not_utf8(text: &str, at: usize) -> Problem {
    let mut problems = Problems::new(text);
    let help = "save the file with the encoding UTF-8";
    problems.report(Rule::NotUtf8, at..at + '\u{fffd}'.len_utf8(), "this file is not UTF-8", help);
    problems.into_sorted().remove(0)
}

/// The problems of one text while they are being found.
#[derive(Debug)]
pub struct Problems<'t> {
    text: &'t str,
    found: Vec<Found>,
    errors: usize,
    left_out: usize,
}

/// A problem whose place is still in bytes, counted from the start of the file.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    start: usize,
    end: usize,
    rule: Rule,
    message: String,
    help: String,
}

impl<'t> Problems<'t> {
    /// No problems yet, in this text.
    pub fn new(text: &'t str) -> Self {
        Self { text, found: Vec::new(), errors: 0, left_out: 0 }
    }

    /// Adds a problem; `span` is in bytes of the whole text.
    pub fn report(&mut self, rule: Rule, span: Range<usize>, message: impl AsRef<str>, help: impl AsRef<str>) {
        self.report_with(rule, span, message, || help);
    }

    /// The same where help takes a search, which is left out if the problem will not be listed.
    pub fn report_with<H: AsRef<str>>(
        &mut self,
        rule: Rule,
        span: Range<usize>,
        message: impl AsRef<str>,
        help: impl FnOnce() -> H,
    ) {
        let is_error = rule.severity() == Severity::Error;
        self.errors += usize::from(is_error);
        // Each kind has its own limit, so that warnings cannot crowd out the error that holds a file back.
        let kept = if is_error { self.errors } else { self.found.len() + 1 - self.errors.min(KEPT) };
        if kept > KEPT {
            self.left_out += 1;
            return;
        }
        let tame = |text: &str| text.chars().map(harmless).collect();
        let (message, help) = (tame(message.as_ref()), tame(help().as_ref()));
        self.found.push(Found { start: span.start, end: span.end, rule, message, help });
    }

    /// The text that the problems are in.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How many errors were found, without warnings.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// All problems in the order of the text.
    pub fn into_sorted(mut self) -> Vec<Problem> {
        self.found.sort();
        self.found.dedup();
        if self.left_out > 0
            && let Some(last) = self.found.last()
        {
            self.found.push(Found {
                start: last.start,
                end: last.end,
                rule: Rule::TooManyProblems,
                message: format!("{} more problems are not listed", self.left_out),
                help: "mend the ones above first".into(),
            });
        }
        let lines: Vec<usize> = line_starts(self.text);
        let text = self.text;
        self.found.into_iter().map(|found| found.place(text, &lines)).collect()
    }
}

impl Found {
    fn place(self, text: &str, lines: &[usize]) -> Problem {
        let start = text.floor_char_boundary(self.start.max(lines[0]));
        let line = lines.partition_point(|begin| *begin <= start).max(1);
        let begin = lines[line - 1];
        let rest = text[begin..].split('\n').next().unwrap_or("").trim_end_matches('\r');
        // A span may start at the line break itself; the mark then stands one past the last character.
        let at = (start - begin).min(rest.len());
        let end = text.floor_char_boundary(self.end).saturating_sub(begin).clamp(at, rest.len());
        Problem {
            rule: self.rule,
            severity: self.rule.severity(),
            line,
            column: rest[..at].chars().count() + 1,
            len: rest[at..end].chars().count().max(1),
            message: self.message,
            help: self.help,
        }
    }
}

/// Where each line begins. A byte order mark belongs to no line.
fn line_starts(text: &str) -> Vec<usize> {
    let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    std::iter::once(first).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn harmless(c: char) -> char {
    match c {
        '\t' | '\n' => ' ',
        _ if characters::is_forbidden(c) => '\u{fffd}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str, span: Range<usize>) -> Problem {
        let mut problems = Problems::new(text);
        problems.report(Rule::Image, span, "wrong", "mend it");
        problems.into_sorted().remove(0)
    }

    #[test]
    fn a_problem_is_shown_with_its_place_its_line_and_a_mark() {
        let text = "one\r\ntwö three\r\n";
        let problem = one(text, 10..15);
        assert_eq!((problem.line, problem.column, problem.len), (2, 5, 5));
        assert_eq!(
            problem.render("tides.md", text),
            "error[image]: wrong\n --> tides.md:2:5\n2 | twö three\n  |     ^^^^^\nhelp: mend it\n"
        );
    }

    #[test]
    fn a_byte_order_mark_does_not_count_as_a_column() {
        let problem = one("\u{feff}+++", 3..6);
        assert_eq!((problem.line, problem.column, problem.len), (1, 1, 3));
        assert!(problem.render("tides.md", "\u{feff}+++").contains("1 | +++\n"));
    }

    #[test]
    fn a_span_over_several_lines_is_marked_on_its_first() {
        let problem = one("ab\ncd\n", 1..5);
        assert_eq!((problem.line, problem.column, problem.len), (1, 2, 1));
    }

    #[test]
    fn the_end_of_the_text_is_a_place_too() {
        let problem = one("ab\n", 3..3);
        assert_eq!((problem.line, problem.column, problem.len), (2, 1, 1));
        assert_eq!((one("", 0..0).line, one("", 7..9).column), (1, 1));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}HERE{}", "a".repeat(300), "b".repeat(300));
        let shown = one(&text, 300..304).render("tides.md", &text);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[2].chars().count(), "1 | ".len() + SHOWN + 2);
        let mark = lines[3].chars().position(|c| c == '^').unwrap();
        assert_eq!(lines[2].chars().skip(mark).take(4).collect::<String>(), "HERE");
    }

    #[test]
    fn nothing_that_disturbs_a_terminal_is_shown() {
        let text = "a\u{1b}[31m\u{202e}b";
        let mut problems = Problems::new(text);
        problems.report(Rule::Image, 0..1, "a \u{1b} in\na message", "");
        let shown = problems.into_sorted()[0].render("tides.md", text);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']));
        assert!(shown.starts_with("error[image]: a \u{fffd} in a message\n"));
    }

    #[test]
    fn problems_come_in_the_order_of_the_text_and_each_once() {
        let mut problems = Problems::new("abc");
        problems.report(Rule::UnusedTerm, 2..3, "c", "");
        problems.report(Rule::Image, 0..1, "a", "");
        problems.report(Rule::Image, 0..1, "a", "");
        let found = problems.into_sorted();
        assert_eq!(found.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    }

    #[test]
    fn beyond_five_hundred_only_their_number_is_told() {
        let text = "x".repeat(1000);
        let mut problems = Problems::new(&text);
        (0..1000).for_each(|at| problems.report(Rule::Image, at..at + 1, "x", ""));
        let found = problems.into_sorted();
        assert_eq!(found.len(), KEPT + 1);
        assert_eq!(found[KEPT].message, "500 more problems are not listed");
    }
}
