//! The front matter: TOML between two `+++` lines.

use super::draft::{At, DraftActor, DraftChange, DraftEvent, DraftSource, DraftTerm, DraftTie, Front, Text};
use super::fields::{Fields, Place};
use super::links;
use crate::model::check::ids;
use crate::model::explainer::TieKind;
use crate::model::problem::{Problems, Rule};
use crate::model::when::{When, WhenError};
use crate::model::words::Lang;
use std::ops::Range;
use toml::de::DeTable;

/// The newest format that this build reads.
pub const FORMAT: i64 = 1;

/// The fields that belong to the file as a whole.
pub const TOP: [&str; 5] = ["format", "lang", "title", "as_of", "notice"];

/// Source marks count paragraphs; no source has more, and sums of them stay far from overflow.
const MOST_PARAGRAPHS: u32 = 100_000;

const KINDS: [(&str, TieKind); 6] = [
    ("affiliate-of", TieKind::AffiliateOf),
    ("rival-of", TieKind::RivalOf),
    ("drew-members-from", TieKind::DrewMembersFrom),
    ("supported-by", TieKind::SupportedBy),
    ("fought", TieKind::Fought),
    ("tried-to-recruit-from", TieKind::TriedToRecruitFrom),
];

/// A file's text in its two parts, each with the byte of the file at which it begins.
pub struct Parts<'t> {
    /// The `+++` line that opens the front matter.
    pub opening: Range<usize>,
    /// The TOML.
    pub toml: At<&'t str>,
    /// The Markdown.
    pub body: At<&'t str>,
}

/// Finds the two parts.
pub fn split<'t>(text: &'t str, problems: &mut Problems<'_>) -> Option<Parts<'t>> {
    let begin = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = begin;
    let mut opening: Option<Range<usize>> = None;
    for line in text[begin..].split_inclusive('\n') {
        let here = at..at + line.len();
        let is_fence = line.trim_end() == "+++";
        at = here.end;
        match &opening {
            None if is_fence => opening = Some(here),
            None if line.trim().is_empty() => {}
            None => break,
            Some(open) if is_fence => {
                let toml = At::new(&text[open.end..here.start], open.end..here.start);
                let body = At::new(&text[here.end..], here.end..text.len());
                return Some(Parts { opening: open.start..open.start + 3, toml, body });
            }
            Some(_) => {}
        }
    }
    let help = "a file begins with `+++`, then its title and the like, then `+++` again, then the text";
    match opening {
        Some(open) => {
            problems.report(Rule::UnclosedFrontMatter, open.start..open.start + 3, "this `+++` has no partner", help);
        }
        None => problems.report(Rule::MissingFrontMatter, begin..begin, "the file does not begin with `+++`", help),
    }
    None
}

/// Reads the TOML; `None` where it is not TOML, since what else would be said about it could be wrong.
pub fn read(parts: &Parts<'_>, problems: &mut Problems<'_>) -> Option<Front> {
    let place = Place { toml: parts.toml.value, base: parts.toml.span.start };
    let (table, faults) = DeTable::parse_recoverable(place.toml);
    // A date that does not exist leaves a blank value, of which its field complains in better words.
    if faults.iter().all(|fault| fault.message().starts_with("invalid date")) {
        let mut top = Fields::new(table.get_ref(), "the front matter", parts.opening.clone(), place, problems);
        let front = read_top(&mut top);
        top.refuse_others();
        return Some(front);
    }
    let mut last_line = None;
    for fault in faults {
        let span = fault.span().unwrap_or_default();
        // The parser recovers at the next line; what it says about the rest of this one is an echo.
        let line = place.toml.get(..span.start).unwrap_or("").matches('\n').count();
        if last_line.replace(line) != Some(line) {
            let (rule, message, help) = in_plain_words(fault.message());
            problems.report(rule, place.base + span.start..place.base + span.end, message, help);
        }
    }
    None
}

fn in_plain_words(fault: &str) -> (Rule, String, &'static str) {
    let (message, help) = if fault.contains("must be quoted") {
        ("this value needs quotation marks", "write texts between straight ones: `title = \"…\"`")
    } else if fault.starts_with("duplicate key") {
        ("this name was given before", "keep one of the two")
    } else if fault.contains("invalid basic string") {
        (
            "this text does not end",
            "end it with a quotation mark on its line; `\"\"\"` on both sides lets it run over lines",
        )
    } else if fault.starts_with("unexpected key or value") {
        ("the line goes on after its value", "for quotation marks inside a text write “…”, or `\\\"` for each")
    } else {
        ("", "each line is `name = value`; texts stand in quotation marks, lists in square brackets")
    };
    let rule = if fault.starts_with("duplicate key") { Rule::DuplicateField } else { Rule::InvalidToml };
    (rule, if message.is_empty() { format!("this is not TOML: {fault}") } else { message.into() }, help)
}

fn read_top(top: &mut Fields<'_, '_, '_>) -> Front {
    if top.required("format", "add a line `format = 1`").is_some()
        && let Some(format) = top.number("format")
        && format.value != FORMAT
    {
        let (message, help) = if format.value > FORMAT {
            ("this file is written in a newer format", "update Backgrounder; this one reads format 1")
        } else {
            ("there is no such format", "write `format = 1`")
        };
        top.problems().report(Rule::UnsupportedFormat, format.span, message, help);
    }
    Front {
        lang: top.text("lang").and_then(|tag| lang(&tag, top.problems())),
        title: top.text("title"),
        as_of: top.day("as_of"),
        notice: top.optional_text("notice"),
        sources: top.tables("source", "[[source]]", |source| DraftSource {
            id: source.text("id"),
            title: source.text("title"),
            date: source.day("date"),
            url: source.optional_text("url").and_then(|url| web_address(url, source.problems())),
            paragraphs: source.count("paragraphs", MOST_PARAGRAPHS),
        }),
        experts: top.tables("expert", "[[expert]]", |expert| expert.text("name")),
        terms: top.tables("term", "[[term]]", |term| DraftTerm {
            id: term.text("id"),
            name: term.text("name"),
            also: term.texts("also"),
            text: term.text("text"),
        }),
        events: top.tables("event", "[[event]]", |event| DraftEvent {
            when: event.time("when").and_then(|written| when(&written, event.problems())),
            text: event.text("text"),
            answer: event.optional_text("answer"),
        }),
        actors: top.tables("actor", "[[actor]]", |actor| DraftActor {
            id: actor.text("id"),
            name: actor.text("name"),
            term: actor.optional_text("term"),
        }),
        ties: top.tables("tie", "[[tie]]", |tie| DraftTie {
            from: tie.text("from"),
            kind: tie.text("kind").and_then(|written| kind(&written, tie.problems())),
            to: tie.text("to"),
            answer: tie.text("answer"),
            text: tie.text("text"),
        }),
        changes: top.tables("change", "[[change]]", |change| DraftChange {
            date: change.day("date"),
            text: change.text("text"),
            correction: change.flag("correction"),
        }),
    }
}

fn lang(tag: &At<String>, problems: &mut Problems<'_>) -> Option<Lang> {
    let lang = Lang::from_tag(&tag.value);
    if lang.is_none() {
        let message = format!("the page does not speak “{}”", ids::short(&tag.value));
        problems.report(
            Rule::UnsupportedLanguage,
            tag.span.clone(),
            message,
            format!("the languages are {}", Lang::tags()),
        );
    }
    lang
}

fn when(written: &At<String>, problems: &mut Problems<'_>) -> Option<When> {
    let (rule, message, help) = match When::parse(&written.value) {
        Ok(when) => return Some(when),
        Err(WhenError::Form) => (
            Rule::InvalidTime,
            "this is not a time that can be read",
            "write `2021-08-26`, `2021-08` or `2021`, with `early`, `mid`, `late` or `by` before it, or two with `to` between",
        ),
        Err(WhenError::NoSuchDate) => (Rule::NoSuchDate, "the calendar has no such date", "check month and day"),
        Err(WhenError::PartOfDay) => {
            (Rule::InvalidTime, "a day has no early, mid or late part", "leave the word or the day out")
        }
        Err(WhenError::Backwards) => {
            (Rule::BackwardsTime, "this range does not end later than it begins", "write the earlier time first")
        }
    };
    problems.report(rule, written.span.clone(), message, help);
    None
}

fn kind(written: &At<String>, problems: &mut Problems<'_>) -> Option<TieKind> {
    let known = KINDS.iter().find(|(name, _)| *name == written.value);
    if known.is_none() {
        let names = KINDS.iter().map(|(name, _)| *name);
        let help = match ids::nearest(&written.value, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("a tie can be {}", ids::listed(names)),
        };
        let message = format!("there is no kind of tie `{}`", ids::short(&written.value));
        problems.report(Rule::UnknownTieKind, written.span.clone(), message, help);
    }
    known.map(|(_, kind)| *kind)
}

fn web_address(url: At<String>, problems: &mut Problems<'_>) -> Text {
    if links::is_web_address(&url.value) {
        return Some(url);
    }
    problems.report(
        Rule::InvalidUrl,
        url.span,
        "this is not an address on the web",
        "write the whole address, beginning with `https://`",
    );
    None
}
