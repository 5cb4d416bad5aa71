//! Dates in English prose.

use crate::model::when::{Day, When};
use std::ops::Range;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What may stand before a bare year: four digits alone are more often a number of things.
const BEFORE_YEAR: [&str; 13] =
    ["in", "by", "since", "until", "of", "during", "from", "to", "before", "after", "early", "mid", "late"];

/// A word of a text, in small letters, and its place.
struct Word {
    text: String,
    span: Range<usize>,
    /// Whether nothing but white space or a hyphen stands before it, up to the word before.
    joins: bool,
}

/// The times that a text names, in its order, each also as the format writes it; `year` is meant where a day and month
/// have none.
pub fn find(text: &str, year: Option<i16>) -> Vec<(When, String)> {
    places(text, year).into_iter().filter_map(|(written, _)| Some((When::parse(&written).ok()?, written))).collect()
}

/// The first whole day of a line, and the line without it and without the word that announces it.
pub fn take_day(line: &str) -> (Option<Day>, String) {
    for (when, span) in places(line, None) {
        if when.len() == "2021-08-26".len()
            && let Ok(when) = When::parse(&when)
            && when.start() == when.end()
        {
            let before = line[..span.start].trim_end_matches(is_separator);
            let cue =
                |word: &str| matches!(word.to_lowercase().as_str(), "date" | "published" | "updated" | "on" | "posted");
            let mut words: Vec<&str> = before.split_whitespace().collect();
            while words.last().is_some_and(|word| cue(word.trim_end_matches(':'))) {
                words.pop();
            }
            let after = line[span.end..].trim_start_matches(is_separator);
            let rest = [words.join(" ").as_str(), after.trim()].join(" ");
            return (Some(when.start()), rest.trim().to_owned());
        }
    }
    (None, line.trim().to_owned())
}

/// What may stand between a title and its date.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '·' | '•' | ',' | ':' | '(' | ')')
}

/// The times as the format writes them, with their places.
fn places(text: &str, year: Option<i16>) -> Vec<(String, Range<usize>)> {
    let words = words(text);
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((date, count)) = date(&words[at..], year) else {
            at += 1;
            continue;
        };
        let is_bare_year = date.len() == 4;
        let before = at.checked_sub(1).filter(|_| words[at].joins).map(|at| words[at].text.as_str());
        let span = words[at].span.start..words[at + count - 1].span.end;
        at += count;
        if is_bare_year && before.is_none_or(|word| !BEFORE_YEAR.contains(&word)) {
            continue;
        }
        let part = before.filter(|word| matches!(*word, "early" | "mid" | "late") && date.len() < 10);
        let when = match part {
            Some(part) => format!("{part} {date}"),
            None if before == Some("by") => format!("by {date}"),
            None => date,
        };
        // "late 2015 and early 2016" is one stretch of time.
        if let Some((last, place)) = found.last_mut()
            && follows(last, &when)
            && matches!(text[place.end..span.start].split_whitespace().next(), Some("and" | "to" | "until"))
        {
            *last = format!("{last} to {when}");
            place.end = span.end;
        } else {
            found.push((when, span));
        }
    }
    found
}

/// Whether one vague time ends where the other begins.
fn follows(first: &str, second: &str) -> bool {
    let (Some(first), Some(second)) = (first.strip_prefix("late "), second.strip_prefix("early ")) else {
        return false;
    };
    match (first.parse::<i16>(), second.parse::<i16>()) {
        (Ok(first), Ok(second)) => first.checked_add(1) == Some(second),
        _ => false,
    }
}

/// The date at the start of a row of words, and how many of them it takes.
fn date(words: &[Word], year: Option<i16>) -> Option<(String, usize)> {
    let joined = |count: usize| words.len() >= count && words[1..count].iter().all(|word| word.joins);
    let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    let whole = |year: i16, month: u8, day: u8| Day::new(year, month, day).map(|day| day.to_string());
    // 2021-08-26
    if joined(3)
        && let (Some(year), Ok(month), Ok(day)) = (year_of(text(0)), text(1).parse(), text(2).parse())
        && text(1).len() == 2
        && let Some(day) = whole(year, month, day)
    {
        return Some((day, 3));
    }
    // 26 August 2021, 26th of August 2021
    if let Some(day) = day_of(text(0)) {
        let of = usize::from(text(1) == "of");
        if let Some(month) = month_of(text(1 + of))
            && joined(2 + of)
        {
            let with_year = joined(3 + of).then(|| year_of(text(2 + of))).flatten();
            let count = 2 + of + usize::from(with_year.is_some());
            return with_year.or(year).and_then(|year| whole(year, month, day)).map(|day| (day, count));
        }
    }
    if let Some(month) = month_of(text(0)) {
        // August 26, 2021
        if let Some(day) = day_of(text(1)).filter(|_| joined(2)) {
            let with_year = words.get(2).and_then(|word| year_of(&word.text));
            let count = 2 + usize::from(with_year.is_some());
            return with_year.or(year).and_then(|year| whole(year, month, day)).map(|day| (day, count));
        }
        // August 2021
        return year_of(text(1)).filter(|_| joined(2)).map(|year| (format!("{year:04}-{month:02}"), 2));
    }
    year_of(text(0)).map(|year| (format!("{year:04}"), 1))
}

fn year_of(word: &str) -> Option<i16> {
    let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| word.parse().ok()).flatten().filter(|year| (1000..=2199).contains(year))
}

fn day_of(word: &str) -> Option<u8> {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    matches!(&word[number.len()..], "" | "st" | "nd" | "rd" | "th").then(|| number.parse().ok()).flatten()
}

fn month_of(word: &str) -> Option<u8> {
    let known = |name: &str| name == word || ((3..=4).contains(&word.len()) && name.starts_with(word));
    let at = MONTHS.iter().position(|name| known(name))?;
    u8::try_from(at + 1).ok()
}

fn words(text: &str) -> Vec<Word> {
    let mut end = 0;
    let place = |(word, span): (&str, Range<usize>)| {
        let joins = end > 0 && text[end..span.start].chars().all(|c| c.is_whitespace() || c == '-');
        end = span.end;
        Word { text: word.to_lowercase(), span, joins }
    };
    super::words(text, char::is_alphanumeric).into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        places(text, Some(2021)).into_iter().map(|(when, _)| when).collect()
    }

    #[test]
    fn dates_are_found_as_precise_as_they_are() {
        for (text, dates) in [
            ("On 26 August 2021 it came.", vec!["2021-08-26"]),
            ("On August 26, 2021, and 2021-08-27.", vec!["2021-08-26", "2021-08-27"]),
            ("On the 1st of May 2020", vec!["2020-05-01"]),
            ("It began in January 2015, by 2018 it grew.", vec!["2015-01", "by 2018"]),
            ("in late 2015 and early 2016 –", vec!["late 2015 to early 2016"]),
            ("in late 2017 and early 2020", vec!["late 2017", "early 2020"]),
            ("in mid-2016 and Sept 2017", vec!["mid 2016", "2017-09"]),
            ("It was on 3 May.", vec!["2021-05-03"]),
            ("31 February 2020", vec!["2020-02"]),
            ("2018 people and 1400 boats, March on", vec![]),
            ("They may 2 go.", vec!["2021-05-02"]),
        ] {
            assert_eq!(found(text), dates, "{text}");
            assert_eq!(find(text, Some(2021)).len(), dates.len(), "{text}");
        }
    }

    #[test]
    fn a_day_is_taken_out_of_a_title() {
        let day = Day::new(2024, 5, 3);
        for (line, rest) in [
            (" date 2024-05-03 What Are Tides?", "What Are Tides?"),
            ("What Are Tides? – 3 May 2024", "What Are Tides?"),
            ("Published: May 3, 2024", ""),
        ] {
            assert_eq!(take_day(line), (day, rest.to_owned()), "{line}");
        }
        assert_eq!(take_day("Tides in 2024"), (None, "Tides in 2024".to_owned()));
    }
}
