//! Prose: blocks and runs of text as elements.
//!
//! Built from the model's tree, so that what an editor types is text wherever it lands, never markup.

use crate::model::explainer::{Block, Explainer, Inline, Passage, QuestionId};
use crate::model::words::Lang;
use leptos::prelude::*;
use url::Url;

/// In what kind of page a text stands, and so how the links in it lead where they were meant to.
#[derive(Clone, Copy, Debug, Default)]
pub enum Links<'a> {
    /// The explainer's own page, for which they were written.
    #[default]
    Page,
    /// The embed page, one folder below. A frame is no place for other pages: they get tabs of their own.
    Frame,
    /// A file that may lie anywhere; with the address of the explainer's own page, where that is known. Without it nobody
    /// knows where the rest of the site is, and words that led there are words.
    File(Option<&'a str>),
}

impl Links<'_> {
    /// A link with what it holds.
    pub fn link(self, href: &str, content: AnyView) -> AnyView {
        let on_page = href.starts_with('#');
        let absolute = on_page || href.starts_with('/') || Url::parse(href).is_ok();
        match self {
            _ if on_page => view! { <a href=href.to_owned()>{content}</a> }.into_any(),
            Self::Page => view! { <a href=href.to_owned()>{content}</a> }.into_any(),
            Self::Frame => {
                let way = if absolute { "" } else { "../" };
                view! { <a href=format!("{way}{href}") target="_blank" rel="noopener">{content}</a> }.into_any()
            }
            Self::File(page) => {
                let whole = Url::parse(href).or_else(|_| Url::parse(page.unwrap_or_default())?.join(href));
                match whole {
                    Ok(whole) => view! { <a href=whole.to_string()>{content}</a> }.into_any(),
                    Err(_) => content,
                }
            }
        }
    }
}

/// The passages of one place; `place` is the question's id, or `deck`, and makes the ids of term uses unique.
///
/// In an answer each passage carries its number among all passages of the page's answers, counted from `first`: so the
/// browser half knows which one is in view.
pub fn blocks(lang: Lang, place: &str, passages: &[Passage], first: Option<usize>, links: Links<'_>) -> AnyView {
    let passage =
        |(at, passage): (usize, &Passage)| block(lang, place, &passage.block, first.map(|first| first + at), links);
    passages.iter().enumerate().map(passage).collect_view().into_any()
}

fn block(lang: Lang, place: &str, block: &Block, number: Option<usize>, links: Links<'_>) -> AnyView {
    let number = number.map(|number| number.to_string());
    match block {
        Block::Paragraph(text) => view! { <p data-p=number>{inlines(lang, place, text, links)}</p> }.into_any(),
        Block::Heading(text) => view! { <h3 data-p=number>{inlines(lang, place, text, links)}</h3> }.into_any(),
        Block::Quote(paragraphs) => {
            let paragraphs =
                paragraphs.iter().map(|text| view! { <p>{inlines(lang, place, text, links)}</p> }).collect_view();
            view! { <blockquote data-p=number>{paragraphs}</blockquote> }.into_any()
        }
        Block::List { ordered, items } => {
            let items = items.iter().map(|text| view! { <li>{inlines(lang, place, text, links)}</li> }).collect_view();
            if *ordered {
                view! { <ol data-p=number>{items}</ol> }.into_any()
            } else {
                view! { <ul data-p=number>{items}</ul> }.into_any()
            }
        }
    }
}

/// A run of prose.
///
/// A term is a block, so that its button has a size. The marks that touch it are in there, or a line could begin with a comma.
pub fn inlines(lang: Lang, place: &str, runs: &[Inline], links: Links<'_>) -> AnyView {
    let is_term = |at: usize| matches!(runs.get(at), Some(Inline::Term { .. }));
    let text = |at: usize| match runs.get(at) {
        Some(Inline::Text(text)) => cut(text, at > 0 && is_term(at - 1), is_term(at + 1)),
        _ => ("", "", ""),
    };
    let run = |(at, run): (usize, &Inline)| match run {
        Inline::Text(_) => Some(text(at).1).filter(|text| !text.is_empty()).map(|text| text.to_owned().into_any()),
        Inline::Emphasis(content) => Some(view! { <em>{inlines(lang, place, content, links)}</em> }.into_any()),
        Inline::Strong(content) => Some(view! { <strong>{inlines(lang, place, content, links)}</strong> }.into_any()),
        Inline::Link { href, content } => Some(links.link(href, inlines(lang, place, content, links))),
        Inline::Term { term, text: name } => {
            let (before, after) = (at.checked_sub(1).map_or("", |at| text(at).2), text(at + 1).0);
            Some(term_use(lang, use_id(place, &term.0), &term.0, [before, name, after]))
        }
    };
    runs.iter().enumerate().filter_map(run).collect_view().into_any()
}

/// A text in three: what ends a term before it, what is between, and what opens a term after it. Letters on the other side
/// of an apostrophe go with it, as in "'s" and "l'".
fn cut(text: &str, is_after_term: bool, is_before_term: bool) -> (&str, &str, &str) {
    const APOSTROPHES: [char; 2] = ['\'', '’'];
    let rest = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    let is_ending = text[..text.len() - rest.len()].ends_with(APOSTROPHES);
    let after = if is_ending { rest.trim_start_matches(char::is_alphanumeric) } else { rest };
    let (after_term, rest) = text.split_at(if is_after_term { text.len() - after.len() } else { 0 });
    // A dash is none of them: a line may well end with it.
    let opens = |c: char| matches!(c, '(' | '[' | '"' | '\'' | '“' | '‘' | '’' | '„' | '«' | '¿' | '¡');
    let before = rest.trim_end_matches(opens);
    let is_elision = rest[before.len()..].starts_with(APOSTROPHES);
    let before = if is_elision { before.trim_end_matches(char::is_alphanumeric) } else { before };
    let (between, before_term) = rest.split_at(if is_before_term { before.len() } else { rest.len() });
    (after_term, between, before_term)
}

/// A term between the marks that touch it, and upon all of it the button that explains it.
///
/// The words are beside the button and not in it: what is in buttons is left out by the reader views of browsers, and by
/// Firefox when a reader copies. They are one text, since a screen reader may stop at each. If the button stood behind them,
/// what Safari copies would lack a space wherever a line ends.
pub fn term_use(lang: Lang, id: String, term: &str, [before, name, after]: [&str; 3]) -> AnyView {
    view! {
        <span class="term" id=id>
            <button type="button" popovertarget=popover_id(term) aria-label=lang.explain(name)></button>
            {[before, name, after].concat()}
        </span>
    }
    .into_any()
}

/// The link to an answer, called by its number; `None` stands for the deck.
pub fn place_link(explainer: &Explainer, answer: Option<&QuestionId>) -> AnyView {
    let lang = explainer.lang;
    let (place, label) = match answer {
        None => ("deck", lang.words().introduction.to_owned()),
        Some(id) => {
            let number = explainer.questions.iter().position(|question| question.id == *id).unwrap_or(0) + 1;
            (id.0.as_str(), lang.question(number))
        }
    };
    view! { <a href=format!("#{place}")>{label}</a> }.into_any()
}

/// The id of the place where an answer (or the deck) first uses a term. Slugs hold no double hyphen, so it is unique.
pub fn use_id(place: &str, term: &str) -> String {
    format!("{place}--{term}")
}

/// The id of a term's pop-up.
pub fn popover_id(term: &str) -> String {
    format!("term--{term}")
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn marks_that_touch_a_term_go_with_it() {
        assert_eq!(cut(", and (", true, true), (",", " and ", "("));
        assert_eq!(cut("’s aims", true, false), ("’s", " aims", ""));
        assert_eq!(cut("”). “", true, true), ("”).", " ", "“"));
        assert_eq!(cut("/", true, true), ("/", "", ""));
        assert_eq!(cut("avec l’", false, true), ("", "avec ", "l’"));
        assert_eq!(cut(" ", true, true), ("", " ", ""));
    }

    #[test]
    fn other_words_do_not() {
        assert_eq!(cut("(so).", false, false), ("", "(so).", ""));
        assert_eq!(cut("’—others", true, false), ("’—", "others", ""));
        assert_eq!(cut("the coast–", false, true), ("", "the coast–", ""));
    }
}
