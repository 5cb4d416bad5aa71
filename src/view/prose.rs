//! Prose: blocks and runs of text as elements.
//!
//! Built from the model's tree, so that what an editor types is text wherever it lands, never markup.

use crate::model::explainer::{Block, Explainer, Inline, Passage, QuestionId};
use leptos::prelude::*;

/// The passages of one place; `place` is the question's id, or `deck`, and makes the ids of term uses unique.
///
/// In an answer each passage carries its number among all passages of the page's answers, counted from `first`: so the
/// browser half knows which one is in view.
pub fn blocks(place: &str, passages: &[Passage], first: Option<usize>) -> AnyView {
    let passage = |(at, passage): (usize, &Passage)| block(place, &passage.block, first.map(|first| first + at));
    passages.iter().enumerate().map(passage).collect_view().into_any()
}

fn block(place: &str, block: &Block, number: Option<usize>) -> AnyView {
    let number = number.map(|number| number.to_string());
    match block {
        Block::Paragraph(text) => view! { <p data-p=number>{inlines(place, text)}</p> }.into_any(),
        Block::Heading(text) => view! { <h3 data-p=number>{inlines(place, text)}</h3> }.into_any(),
        Block::Quote(paragraphs) => {
            let paragraphs = paragraphs.iter().map(|text| view! { <p>{inlines(place, text)}</p> }).collect_view();
            view! { <blockquote data-p=number>{paragraphs}</blockquote> }.into_any()
        }
        Block::List { ordered, items } => {
            let items = items.iter().map(|text| view! { <li>{inlines(place, text)}</li> }).collect_view();
            if *ordered {
                view! { <ol data-p=number>{items}</ol> }.into_any()
            } else {
                view! { <ul data-p=number>{items}</ul> }.into_any()
            }
        }
    }
}

/// A run of prose.
pub fn inlines(place: &str, runs: &[Inline]) -> AnyView {
    runs.iter().map(|run| inline(place, run)).collect_view().into_any()
}

fn inline(place: &str, run: &Inline) -> AnyView {
    match run {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Emphasis(content) => view! { <em>{inlines(place, content)}</em> }.into_any(),
        Inline::Strong(content) => view! { <strong>{inlines(place, content)}</strong> }.into_any(),
        Inline::Link { href, content } => view! { <a href=href.clone()>{inlines(place, content)}</a> }.into_any(),
        Inline::Term { term, text } => view! {
            <button type="button" class="term" id=use_id(place, &term.0) popovertarget=popover_id(&term.0)>
                {text.clone()}
            </button>
        }
        .into_any(),
    }
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
