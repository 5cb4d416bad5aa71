//! The shape of an article's text: title, date, questions and paragraphs, without what a web page left between them.

use super::dates;
use crate::model::when::Day;

/// An article as it was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The first line, without its date, if it looks like a headline.
    pub title: Option<String>,
    /// The day in its first lines.
    pub date: Option<Day>,
    /// Every paragraph, in order; a source mark counts them from 1.
    pub paragraphs: Vec<String>,
    /// The questions, each with the position of the paragraph that it stands before.
    pub questions: Vec<(String, usize)>,
    /// How many pieces of debris were left out.
    pub debris: usize,
}

/// What a page's buttons leave in its text when it is copied: alone on a line, or glued to the end of a paragraph.
const DEBRIS: [&str; 12] = [
    "Expand",
    "Collapse",
    "Show more",
    "Show less",
    "Read more",
    "Read More",
    "Advertisement",
    "ADVERTISEMENT",
    "Share",
    "Tweet",
    "Subscribe",
    "Sign up",
];

/// No heading is longer than this many characters.
const LONGEST_HEADING: usize = 160;

/// Reads an article whose lines end with `\n`.
pub fn read(text: &str) -> Article {
    let mut article = Article::default();
    let mut lines = Vec::new();
    for line in unwrapped(text) {
        let clean = without_debris(&line);
        article.debris += usize::from(clean.len() < line.trim().len());
        if !clean.is_empty() {
            lines.push(clean.to_owned());
        }
    }
    let mut lines = lines.into_iter().peekable();
    if let Some(first) = lines.next_if(|first| is_title(first)) {
        let (date, title) = dates::take_day(&first);
        article.date = date;
        article.title = Some(title).filter(|title| !title.is_empty());
    }
    // A line of its own under the title: "Published 27 August 2021".
    if article.date.is_none()
        && let Some(line) = lines.peek().filter(|line| line.chars().count() <= 60)
        && let (Some(date), _) = dates::take_day(line)
    {
        article.date = Some(date);
        lines.next();
    }
    let mut number = 0;
    while let Some(line) = lines.next() {
        match heading(&line, number, lines.peek().map(String::as_str)) {
            Some(heading) => {
                number += 1;
                article.questions.push((heading, article.paragraphs.len()));
            }
            None => article.paragraphs.push(line),
        }
    }
    article
}

/// The paragraphs of a text, one an entry: its lines, or, where lines were broken to a width, what stands between empty
/// lines.
fn unwrapped(text: &str) -> Vec<String> {
    let blocks: Vec<Vec<&str>> = text
        .split('\n')
        .collect::<Vec<_>>()
        .split(|line| line.trim().is_empty())
        .filter(|block| !block.is_empty())
        .map(<[&str]>::to_vec)
        .collect();
    // A broken line is nearly as long as the longest and ends anywhere but at the end of a sentence.
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let is_broken = |line: &&&str| {
        line.chars().count() * 3 > longest * 2 && line.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',')
    };
    let inner: Vec<&&str> = blocks.iter().flat_map(|block| &block[..block.len() - 1]).collect();
    let is_wrapped =
        (40..=120).contains(&longest) && inner.iter().filter(|line| is_broken(line)).count() * 2 > inner.len();
    if !is_wrapped {
        return blocks.concat().into_iter().map(str::to_owned).collect();
    }
    let mut paragraphs = Vec::new();
    for block in blocks {
        let (mut joined, mut before) = (String::new(), "");
        for line in block {
            // A heading right above its paragraph stays alone.
            if !joined.is_empty() && heading(before, 0, None).is_some_and(|_| joined == before.trim()) {
                paragraphs.push(std::mem::take(&mut joined));
            }
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined += line.trim();
            before = line;
        }
        paragraphs.push(joined);
    }
    paragraphs
}

/// A line without debris at its end, and without white space around it.
fn without_debris(line: &str) -> &str {
    let mut line = line.trim();
    while let Some(rest) = DEBRIS.iter().find_map(|debris| line.strip_suffix(debris)) {
        // At the end of a sentence only: "they expand" and "a share" are words.
        if !(rest.trim_end().is_empty() || rest.trim_end().ends_with(['.', '!', '?', '”', '"', '…'])) {
            break;
        }
        line = rest.trim_end();
    }
    line
}

fn is_title(line: &str) -> bool {
    line.chars().count() <= 2 * LONGEST_HEADING && !line.ends_with('.')
}

/// The words of a heading if the line is one: marked as one in Markdown, numbered, a question, in
/// capitals, or short and without an end.
///
/// `number` is how many came before; a list numbered from 1 under a heading is no row of headings, since an item
/// follows an item.
fn heading(line: &str, number: usize, next: Option<&str>) -> Option<String> {
    let marked = line.trim();
    let line = marked.trim_start_matches('#').trim();
    if line.is_empty() || line.chars().count() > LONGEST_HEADING {
        return None;
    }
    if line.len() < marked.len() {
        return Some(line.to_owned());
    }
    if let Some((found, rest)) = numbered(line) {
        let next_is_item = next.and_then(numbered).is_some();
        let is_heading = rest.ends_with('?') || (!rest.ends_with(['.', ';', ',']) && found == number + 1);
        return (is_heading && !next_is_item).then(|| rest.to_owned());
    }
    let is_question = line.ends_with('?') && !line.trim_end_matches('?').contains(['.', '?', '!', '“', '"']);
    let letters = line.chars().filter(|c| c.is_alphabetic());
    let is_loud = letters.clone().count() > 3 && letters.clone().all(char::is_uppercase);
    let is_short = line.chars().count() <= 80
        && (2..=10).contains(&line.split_whitespace().count())
        && line.starts_with(char::is_uppercase)
        && line.ends_with(char::is_alphanumeric)
        && next.is_some_and(|next| next.chars().count() > line.chars().count());
    (is_question || is_short || (is_loud && !line.ends_with('.'))).then(|| line.to_owned())
}

/// "1. Who", "2) Who", "Q3: Who": the number and the rest.
fn numbered(line: &str) -> Option<(usize, &str)> {
    let line = line.trim();
    let line = line.strip_prefix(['Q', 'q']).map_or(line, str::trim_start);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')', ':'])?;
    let rest = rest.strip_prefix(char::is_whitespace)?.trim_start();
    (digits <= 2 && !rest.is_empty()).then(|| line[..digits].parse().ok().map(|number| (number, rest)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(article: &Article) -> Vec<(&str, usize)> {
        article.questions.iter().map(|(title, at)| (title.as_str(), *at)).collect()
    }

    #[test]
    fn a_title_with_its_date_numbered_questions_and_a_widget_s_debris() {
        let article = read(
            " date 2024-05-03 What Are Tides, and Who Measures Them?\nThe sea rises.\nIt falls.\n1. What Pulls the Water?\n\
             The Moon does.Expand\nThe Sun helps.\nExpand\n2. Who Measures It\nHarbours do. They share\n",
        );
        assert_eq!(article.title.as_deref(), Some("What Are Tides, and Who Measures Them?"));
        assert_eq!(article.date, Day::new(2024, 5, 3));
        assert_eq!(
            article.paragraphs,
            ["The sea rises.", "It falls.", "The Moon does.", "The Sun helps.", "Harbours do. They share"]
        );
        assert_eq!(titles(&article), [("What Pulls the Water?", 2), ("Who Measures It", 4)]);
        assert_eq!(article.debris, 2);
    }

    #[test]
    fn questions_without_numbers_and_headings_in_capitals() {
        let article = read(
            "Two tides a day\n3 May 2024\n\nThe sea rises and falls.\n\nWhat pulls the water?\n\nThe Moon does. Does it? \
             Yes.\n\nWHO MEASURES IT\n\nHarbours do, every hour.\n\nHow it is told\n\nIn tables, a year ahead of the day.\n",
        );
        assert_eq!(article.title.as_deref(), Some("Two tides a day"));
        assert_eq!(article.date, Day::new(2024, 5, 3));
        assert_eq!(titles(&article), [("What pulls the water?", 1), ("WHO MEASURES IT", 2), ("How it is told", 3)]);
        assert_eq!(article.paragraphs.len(), 4);
    }

    #[test]
    fn lines_broken_to_a_width_are_joined() {
        let article = read(
            "Two tides a day\n\nTwice a day the water in the harbour rises and\nfalls again, by as much as four metres \
             in\nspring.\n\n1. What pulls the water?\nThe Moon does most of it, by its gravity, and\nthe Sun does the rest.\n",
        );
        assert_eq!(article.paragraphs.len(), 2, "{article:#?}");
        assert!(article.paragraphs[0].ends_with("four metres in spring."));
        assert_eq!(titles(&article), [("What pulls the water?", 1)]);
    }

    #[test]
    fn a_numbered_list_is_no_row_of_questions() {
        let article =
            read("Two tides a day\nThere are two kinds:\n1. Spring tides\n2. Neap tides\nBoth come each month.\n");
        assert_eq!(article.paragraphs.len(), 4, "{article:#?}");
    }

    #[test]
    fn a_text_without_any_shape_is_paragraphs() {
        let article = read("The sea rises. It falls.\nAnd so on, twice a day.");
        assert_eq!((article.title, article.questions.len(), article.paragraphs.len()), (None, 0, 2));
    }
}
