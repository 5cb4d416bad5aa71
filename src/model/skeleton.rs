//! New files for editors: all that the format asks for, with a placeholder wherever only a person knows what to write.

use super::parse::characters;
use super::when::Day;
use super::words::Lang;
use std::fmt::Write;

/// An explainer to be written, commented, that has no error; its placeholders are warnings. `today` is the day it gives
/// until an editor gives another.
pub fn explainer(title: Option<&str>, lang: Lang, today: Day) -> String {
    let title = quoted(title.unwrap_or("TODO: the headline, best as a question or a plain statement"));
    let lang = lang.tag();
    format!(
        r#"+++
# Between the two +++ lines stand the facts about the text, one a line. What follows a # is a note to yourself and reaches
# no reader. `backgrounder check` names each place that is still marked TODO. docs/format.md describes every field.
format = 1
lang = "{lang}"
title = {title}

# The day whose knowledge the text gives.
as_of = {today}

# A caution before the text, if it needs one: delete the # at its beginning.
# notice = "The figures are those first reported."

# Where the claims come from: one such table for each source.
[[source]]
id = "article"
title = "TODO: what the source is, who published it and when"
date = {today}
# url = "https://…"
# How many paragraphs it has, counted without its title and headings; source marks are checked against it.
paragraphs = 1

# A word to explain: its first use in each answer is marked by itself.
# [[term]]
# id = "spring-tide"
# name = "spring tide"
# also = ["springs"]
# text = "The highest tide of a fortnight."

# A date for the timeline; `answer` is the id of the question that tells of it.
# [[event]]
# when = "late 2019"
# text = "What happened, in a short sentence."
# answer = "first"
+++

TODO: say in two or three sentences what this is about. [source: 1]

## TODO: the first question? {{#first}}

TODO: its answer in your own words; at the end, the paragraphs of the source that it rests on. [source: 1]

### Gaps

- TODO: what the source does not say; or delete this line and the heading above it.
"#
    )
}

/// A text as TOML writes it, on one line.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\t' | '\n' => out.push(' '),
            _ if characters::is_forbidden(c) => {
                // Left out, they would be gone without a word; written as an escape, they are reported.
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse::parse;
    use crate::model::problem::Rule;

    #[test]
    fn a_new_file_has_no_error_and_every_placeholder_is_reported() {
        let today = Day::new(2024, 5, 1).unwrap();
        for (title, placeholders) in [(None, 6), (Some("Why are there \"two\" tides \\ a day?"), 5)] {
            let text = explainer(title, Lang::En, today);
            let (parsed, problems) = parse("tides", &text);
            let parsed = parsed.unwrap_or_else(|| panic!("{problems:#?}"));
            assert!(problems.iter().all(|problem| problem.rule == Rule::Placeholder), "{problems:#?}");
            assert_eq!(problems.len(), placeholders);
            assert_eq!(parsed.as_of, today);
            assert!(title.is_none_or(|title| parsed.title == title));
        }
    }

    #[test]
    fn what_a_new_file_shows_in_notes_is_right_once_it_is_no_note() {
        let text = explainer(Some("Tides"), Lang::En, Day::new(2024, 5, 1).unwrap());
        let mut all = String::new();
        for line in text.lines() {
            let is_example = line.starts_with("# [[") || line.starts_with("# ") && line[2..].contains(" = ");
            all += if is_example { &line[2..] } else { line };
            all.push('\n');
        }
        let all = all.replace("https://…", "https://example.org");
        let (parsed, problems) = parse("tides", &all);
        let parsed = parsed.unwrap_or_else(|| panic!("{problems:#?}"));
        assert!(parsed.notice.is_some() && parsed.sources[0].url.is_some());
        assert_eq!((parsed.terms.len(), parsed.events.len()), (1, 1));
    }

    #[test]
    fn a_hidden_character_in_a_title_is_reported_not_written() {
        let text = explainer(Some("a\u{202e}b"), Lang::En, Day::new(2024, 5, 1).unwrap());
        assert!(!text.contains('\u{202e}'));
        assert!(parse("tides", &text).1.iter().any(|problem| problem.rule == Rule::BidiOverride));
    }
}
