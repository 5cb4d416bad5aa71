//! From the text of an article to the draft of an explainer about it.
//!
//! 1. [`decode`] – bytes of unknown encoding to text.
//! 2. [`article`] – title, date, questions and paragraphs, without the debris of a web page.
//! 3. [`acronyms`], [`dates`], [`holes`] – what an editor would otherwise have to look for.
//! 4. [`draft`] writes the file.
//!
//! The article is somebody's work and an explainer is the editor's own. So the draft holds no sentence of the article
//! where a reader could see it: titles and answers are placeholders, and the notes, which reach no reader, quote no more
//! than a few words.

pub mod acronyms;
pub mod article;
pub mod dates;
pub mod decode;
pub mod holes;

use super::check::ids;
use super::parse::characters;
use super::skeleton::quoted;
use super::when::{Day, When};
use article::Article;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

/// A draft, and what was found for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The file's text.
    pub text: String,
    /// An id made from the article's title.
    pub id: String,
    /// How many questions were found.
    pub questions: usize,
    /// How many paragraphs the article has.
    pub paragraphs: usize,
    /// How many terms are in the glossary.
    pub terms: usize,
    /// How many dates are in the timeline.
    pub events: usize,
    /// How many holes are suspected.
    pub holes: usize,
    /// How many pieces of debris were left out.
    pub debris: usize,
}

/// How many words of a paragraph a note quotes, so that an editor finds it.
const QUOTED: usize = 4;

/// Drafts an explainer from an article's text, as [`decode::decode`] gives it. `today` is the date of what has none.
pub fn draft(text: &str, today: Day) -> Draft {
    let text: String = text.chars().filter(|c| !characters::is_forbidden(*c)).collect();
    let article = article::read(&text);
    let date = article.date.unwrap_or(today);
    let groups = acronyms::groups(&article.paragraphs);
    let holes: Vec<Vec<Range<usize>>> = article.paragraphs.iter().map(|text| holes::find(text)).collect();
    let parts = parts(&article);
    let events = events(&article, &parts, date);
    let text = File { article: &article, date, groups: &groups, holes: &holes, parts: &parts, events: &events }.text();
    Draft {
        text,
        id: ids::slug(article.title.as_deref().unwrap_or("article"), 1),
        questions: article.questions.len(),
        paragraphs: article.paragraphs.len(),
        terms: groups.len(),
        events: events.len(),
        holes: holes.iter().map(Vec::len).sum(),
        debris: article.debris,
    }
}

/// A question and the paragraphs that answer it.
struct Part<'a> {
    id: String,
    /// The heading in the article, if there was one.
    heading: Option<&'a str>,
    /// Positions, from 0.
    paragraphs: Range<usize>,
}

/// The introduction, without an id, and the questions. An article without questions is one question.
fn parts(article: &Article) -> Vec<Part<'_>> {
    let first = article.questions.first().map_or(0, |(_, at)| *at);
    let mut parts = vec![Part { id: String::new(), heading: None, paragraphs: 0..first }];
    let mut taken = BTreeSet::new();
    for (at, (heading, from)) in article.questions.iter().enumerate() {
        let to = article.questions.get(at + 1).map_or(article.paragraphs.len(), |(_, to)| *to);
        let mut id = ids::slug(heading, at + 1);
        if !taken.insert(id.clone()) {
            id = format!("question-{}", at + 1);
            taken.insert(id.clone());
        }
        parts.push(Part { id, heading: Some(heading), paragraphs: *from..to });
    }
    if article.questions.is_empty() {
        parts.push(Part { id: "first".into(), heading: None, paragraphs: 0..article.paragraphs.len() });
    }
    parts
}

/// A date in the article.
struct Found<'a> {
    when: When,
    /// The same as the format writes it.
    written: String,
    /// The question it belongs to; empty for the introduction.
    answer: &'a str,
    /// From 1.
    paragraph: usize,
}

/// The dates of the article in their order, each once a question.
fn events<'a>(article: &Article, parts: &'a [Part<'_>], date: Day) -> Vec<Found<'a>> {
    let mut events: Vec<Found<'a>> = Vec::new();
    for (at, text) in article.paragraphs.iter().enumerate() {
        let part = parts.iter().find(|part| part.paragraphs.contains(&at));
        let answer = part.map_or("", |part| part.id.as_str());
        for (when, written) in dates::find(text, Some(date.year())) {
            if !events.iter().any(|known| known.when == when && known.answer == answer) {
                events.push(Found { when, written, answer, paragraph: at + 1 });
            }
        }
    }
    events.sort_by_key(|found| (found.when, found.paragraph));
    events
}

/// What the file is written from.
struct File<'a> {
    article: &'a Article,
    date: Day,
    groups: &'a [acronyms::Group],
    holes: &'a [Vec<Range<usize>>],
    parts: &'a [Part<'a>],
    events: &'a [Found<'a>],
}

impl File<'_> {
    fn text(&self) -> String {
        let mut out = String::from("+++\n");
        // Writing to a String cannot fail, here and below.
        let _ = self.front(&mut out);
        out += "+++\n";
        let _ = self.body(&mut out);
        out
    }

    fn front(&self, out: &mut String) -> std::fmt::Result {
        let Article { title, date, paragraphs, .. } = self.article;
        writeln!(
            out,
            "# A draft. What follows a # is a note to yourself and reaches no reader. Write everything in your own"
        )?;
        writeln!(
            out,
            "# words, and check what was found by machine; `backgrounder check` names each TODO that is left."
        )?;
        writeln!(out, "format = 1\nlang = \"en\"")?;
        note(out, "The article’s title", title.as_deref())?;
        writeln!(out, "title = \"TODO: your own headline\"")?;
        if date.is_none() {
            writeln!(
                out,
                "# The article shows no date that could be read; this is the day of the draft. Correct it here and below."
            )?;
        }
        writeln!(out, "as_of = {}\n", self.date)?;
        writeln!(out, "[[source]]\nid = \"article\"\ntitle = \"TODO: what the source is, and who published it\"")?;
        writeln!(out, "date = {}\nparagraphs = {}\n", self.date, paragraphs.len().max(1))?;
        self.notes(out)?;
        let mut taken = BTreeSet::new();
        for (at, group) in self.groups.iter().enumerate() {
            let id = group.name.to_ascii_lowercase();
            let id = if ids::is_slug(&id) && taken.insert(id.clone()) { id } else { format!("acronym-{}", at + 1) };
            writeln!(out, "\n[[term]]\nid = \"{id}\"\nname = {}", quoted(&group.name))?;
            if !group.also.is_empty() {
                let also: Vec<String> = group.also.iter().map(|name| quoted(name)).collect();
                writeln!(out, "also = [{}]", also.join(", "))?;
            }
            writeln!(out, "text = \"TODO: what it is, in a sentence or two\"")?;
        }
        for Found { written, answer, paragraph, .. } in self.events {
            writeln!(out, "\n[[event]]\nwhen = \"{written}\"")?;
            writeln!(out, "text = \"TODO: what happened; paragraph {paragraph} names the date\"")?;
            if !answer.is_empty() {
                writeln!(out, "answer = \"{answer}\"")?;
            }
        }
        Ok(())
    }

    /// The paragraphs by number, so that an editor can cite them, with their suspected holes.
    fn notes(&self, out: &mut String) -> std::fmt::Result {
        writeln!(
            out,
            "# The paragraphs as source marks count them: first words, length, and where words seem to be missing."
        )?;
        for part in self.parts {
            match part.heading {
                Some(heading) => note(out, &format!("#{}", part.id), Some(heading))?,
                None if part.id.is_empty() && !part.paragraphs.is_empty() => writeln!(out, "# Introduction")?,
                None => {}
            }
            for at in part.paragraphs.clone() {
                let text = &self.article.paragraphs[at];
                let words = text.split_whitespace().count();
                let plural = if words == 1 { "" } else { "s" };
                write!(out, "# {:>3}. {}, {words} word{plural}", at + 1, shortened(text, QUOTED))?;
                let holes: Vec<String> =
                    self.holes[at].iter().map(|hole| shortened(&text[hole.clone()], QUOTED)).collect();
                if !holes.is_empty() {
                    write!(out, "; a hole at {}?", holes.join(", "))?;
                }
                out.push('\n');
            }
        }
        Ok(())
    }

    fn body(&self, out: &mut String) -> std::fmt::Result {
        for (number, part) in self.parts.iter().enumerate() {
            let Range { start, end } = part.paragraphs;
            let (first, last) = (start + 1, end.max(start + 1).min(self.article.paragraphs.len().max(1)));
            let first = first.min(last);
            let cite = if first == last { first.to_string() } else { format!("{first}-{last}") };
            if number == 0 {
                writeln!(out, "\nTODO: say in two or three sentences what this is about. [source: {cite}]")?;
                continue;
            }
            writeln!(out, "\n## TODO: question {number} {{#{}}}", part.id)?;
            writeln!(out, "\nTODO: the answer in your own words. [source: {cite}]")?;
            let with_holes: Vec<usize> = part.paragraphs.clone().filter(|at| !self.holes[*at].is_empty()).collect();
            if !with_holes.is_empty() {
                writeln!(out, "\n### Gaps\n")?;
            }
            for at in with_holes {
                writeln!(out, "- TODO: what paragraph {} seems to lack.", at + 1)?;
            }
        }
        Ok(())
    }
}

/// A note that quotes a title: "# who: “…”".
fn note(out: &mut String, what: &str, title: Option<&str>) -> std::fmt::Result {
    match title {
        Some(title) => writeln!(out, "# {what}: {}", shortened(title, 30)),
        None => Ok(()),
    }
}

/// The first words of a text in quotation marks, on one line and without what a comment cannot hold.
fn shortened(text: &str, most: usize) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(most).collect();
    let more = if words.next().is_some() { "…" } else { "" };
    let first: String = first.join(" ").chars().take(240).collect();
    format!("“{first}{more}”")
}

/// The words of a text with their places.
fn words(text: &str, is_inside: fn(char) -> bool) -> Vec<(&str, Range<usize>)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
        match (start, is_inside(c)) {
            (None, true) => start = Some(at),
            (Some(begin), false) => {
                words.push((&text[begin..at], begin..at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests;
