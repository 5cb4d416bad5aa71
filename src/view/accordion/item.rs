//! One question and its answer.

use super::{AnswerStatus, AnswerTools};
use crate::model::explainer::{Cite, Explainer, Question};
use crate::model::progress::minutes;
use crate::model::timeline::in_order;
use crate::view::Reader;
use crate::view::prose::{Links, blocks, inlines};
use crate::view::timeline::event_id;
use leptos::prelude::*;

/// With more questions than this a page leaves those that are out of sight undrawn, see `accordion--long`.
const LONG: usize = 50;

/// The classes of the list around the questions of an explainer.
pub fn accordion_class(explainer: &Explainer) -> &'static str {
    if explainer.questions.len() > LONG { "accordion accordion--long" } else { "accordion" }
}

/// A question's row and its answer, complete without a script.
///
/// The id of the deep link is on the answer, not on the `<details>`: so browsers open it by themselves when the address
/// names it, before any script. What the browser half needs to know rides in `data-` attributes: the id, and the hash and
/// the words of each passage.
#[component]
pub fn AccordionItem<'a>(
    /// The explainer that the question is part of.
    explainer: &'a Explainer,
    /// Which question, from 0.
    answer: usize,
    /// What every hydrated part shares.
    reader: Reader,
    /// The way to the explainer's own page: empty on that page itself.
    #[prop(default = "")]
    page: &'static str,
    /// In what kind of page it stands.
    links: Links<'a>,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    let question = &explainer.questions[answer];
    let id = question.id.0.clone();
    let first = explainer.questions[..answer].iter().map(|question| question.passages.len()).sum();
    let outline = question.outline();
    let gaps = (!question.gaps.is_empty()).then(|| {
        let items = question.gaps.iter().map(|gap| view! { <li>{inlines(lang, &id, gap, links)}</li> }).collect_view();
        view! {
            <div class="accordion__gaps">
                <h3>{lang.words().gaps}</h3>
                <ul>{items}</ul>
            </div>
        }
    });
    view! {
        <details class="accordion__item" data-id=id.clone() data-text=outline.text()>
            <summary class="accordion__summary">
                <h2 class="accordion__question">{question.title.clone()}</h2>
                <span class="accordion__meta">
                    // Without the space it is read out as one word with the state.
                    {lang.minutes_short(minutes(outline.words.iter().sum())) + " "}
                    <span data-widget="status"><AnswerStatus reader answer/></span>
                </span>
            </summary>
            <div class="accordion__answer" id=id.clone()>
                {blocks(lang, &id, &question.passages, Some(first), links)}
                {gaps}
                <p class="accordion__cites">{cites(explainer, question)}</p>
                {pictures(explainer, question, page)}
                <div class="accordion__tools" data-widget="tools"><AnswerTools reader answer href=format!("{page}#{id}")/></div>
            </div>
        </details>
    }
}

/// The way from an answer to where the pictures show what it states.
fn pictures(explainer: &Explainer, question: &Question, page: &str) -> AnyView {
    let lang = explainer.lang;
    let events = in_order(&explainer.events)
        .into_iter()
        .enumerate()
        .filter(|(_, event)| event.answer.as_ref() == Some(&question.id))
        .map(|(at, event)| {
            view! { " " <a href=format!("{page}#{}", event_id(at))>{lang.when_first(event.when)}</a> }.into_any()
        });
    let ties = explainer.ties.iter().any(|tie| tie.answer == question.id);
    let who = ties.then(|| view! { " " <a href=format!("{page}#who-is-who")>{lang.words().who_is_who}</a> }.into_any());
    let links: Vec<AnyView> = events.chain(who).collect();
    (!links.is_empty()).then(|| view! { <p class="accordion__pictures">{lang.words().pictures}{links}</p> }).into_any()
}

/// The source paragraphs of a whole answer: "Rests on paragraphs 4–7 of the source."
fn cites(explainer: &Explainer, question: &Question) -> String {
    let mut parts: Vec<(usize, Vec<(u32, u32)>)> = Vec::new();
    let mut all: Vec<Cite> = question.passages.iter().flat_map(|passage| passage.cites.clone()).collect();
    all.sort_by_key(|cite| (cite.source, cite.first, cite.last));
    for Cite { source, first, last } in all {
        match parts.last_mut() {
            Some((known, ranges)) if *known == source => match ranges.last_mut() {
                Some((_, end)) if first <= *end + 1 => *end = last.max(*end),
                _ => ranges.push((first, last)),
            },
            _ => parts.push((source, vec![(first, last)])),
        }
    }
    let several = explainer.sources.len() > 1;
    parts
        .iter()
        .map(|(source, ranges)| {
            let title = several.then(|| explainer.sources[*source].title.as_str());
            explainer.lang.cites(ranges, title)
        })
        .collect::<Vec<_>>()
        .join(" ")
}
