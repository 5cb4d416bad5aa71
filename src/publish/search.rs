//! What the front page's search looks through: every introduction, answer and term of the site as plain text.

use crate::model::explainer::{Explainer, Question, Term, plain_text};
use serde::Serialize;

/// Where it is published.
pub const PATH: &str = "search.json";

/// An explainer as `src/view/index/search.js` reads it.
#[derive(Serialize)]
struct Searched<'a> {
    id: &'a str,
    title: &'a str,
    lang: &'static str,
    dir: &'static str,
    entries: Vec<Entry<'a>>,
}

/// One place that can be found.
#[derive(Serialize)]
struct Entry<'a> {
    /// The fragment of its address on the explainer's page; empty for the page itself.
    at: String,
    title: &'a str,
    /// Other names under which a reader may look for it.
    names: String,
    text: String,
}

/// All explainers, in the order in which they are listed, as JSON.
pub fn data(explainers: &[&Explainer]) -> String {
    let all: Vec<Searched<'_>> = explainers.iter().map(|explainer| Searched::new(explainer)).collect();
    // Nothing in it can fail to be written: no maps, no numbers.
    serde_json::to_string(&all).unwrap_or_default() + "\n"
}

impl<'a> Searched<'a> {
    fn new(explainer: &'a Explainer) -> Self {
        let deck = explainer.deck.iter().map(|passage| passage.block.plain_text()).collect::<Vec<_>>().join(" ");
        let page = Entry { at: String::new(), title: &explainer.title, names: String::new(), text: deck };
        let answers = explainer.questions.iter().map(|question| Entry::answer(explainer, question));
        let terms = explainer.terms.iter().map(|term| Entry::term(explainer, term));
        Self {
            id: &explainer.id,
            title: &explainer.title,
            lang: explainer.lang.tag(),
            dir: explainer.lang.dir(),
            entries: std::iter::once(page).chain(answers).chain(terms).collect(),
        }
    }
}

impl<'a> Entry<'a> {
    /// An answer, which is also found by the names of its terms that it does not use: whoever looks for ISKP wants what is
    /// said of ISIS-K.
    fn answer(explainer: &Explainer, question: &'a Question) -> Self {
        let passages = question.passages.iter().map(|passage| passage.block.plain_text());
        let gaps = question.gaps.iter().map(|gap| plain_text(gap));
        let used = explainer.terms.iter().filter(|term| term.used_in.contains(&Some(question.id.clone())));
        Self {
            at: question.id.0.clone(),
            title: &question.title,
            names: used.map(names).collect::<Vec<_>>().join(" "),
            text: passages.chain(gaps).collect::<Vec<_>>().join(" "),
        }
    }

    /// A term; its text begins with its other names, since one of them may be what the reader looked for.
    fn term(explainer: &Explainer, term: &'a Term) -> Self {
        let lang = explainer.lang;
        let also = if term.also.is_empty() { String::new() } else { format!("({}) ", lang.also(&term.also)) };
        Self { at: format!("glossary--{}", term.id.0), title: &term.name, names: names(term), text: also + &term.text }
    }
}

/// All names of a term.
fn names(term: &Term) -> String {
    [std::slice::from_ref(&term.name), &term.also].concat().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse::parse;
    use crate::publish::settings::Settings;
    use crate::publish::site;
    use crate::view::document::Bundle;
    use serde_json::Value;

    fn full() -> Value {
        let explainer = parse("full", include_str!("../../tests/fixtures/good/full.md")).0.unwrap();
        serde_json::from_str(&data(&[&explainer])).unwrap()
    }

    #[test]
    fn every_answer_and_every_term_can_be_found_at_its_place() {
        let explainer = parse("full", include_str!("../../tests/fixtures/good/full.md")).0.unwrap();
        let pages = site::pages(std::slice::from_ref(&explainer), &Settings::default(), &Bundle::default());
        let page = String::from_utf8(pages["full/index.html"].clone()).unwrap();
        let said = full();
        let entries = said[0]["entries"].as_array().unwrap();
        assert_eq!(entries.len(), 1 + explainer.questions.len() + explainer.terms.len());
        for at in entries.iter().map(|entry| entry["at"].as_str().unwrap()) {
            assert!(at.is_empty() || page.contains(&format!(" id=\"{at}\"")), "{at}");
        }
    }

    #[test]
    fn an_answer_is_found_by_every_name_of_the_terms_in_it() {
        let explainer = parse("full", include_str!("../../tests/fixtures/good/full.md")).0.unwrap();
        let said = full();
        let mut seen = 0;
        for term in explainer.terms.iter().filter(|term| !term.also.is_empty()) {
            for place in term.used_in.iter().flatten() {
                let entries = said[0]["entries"].as_array().unwrap();
                let entry = entries.iter().find(|entry| entry["at"] == *place.0).unwrap();
                for name in &term.also {
                    assert!(entry["names"].as_str().unwrap().contains(name.as_str()), "{name}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 0);
    }
}
