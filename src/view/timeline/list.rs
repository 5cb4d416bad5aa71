//! The dated facts as a list.

use super::axis::Axis;
use crate::model::explainer::Explainer;
use crate::model::timeline::{Shape, in_order, shape};
use crate::view::prose::place_link;
use leptos::prelude::*;

/// The dated facts in the order of time, each with a link to the answer that states it.
#[component]
pub fn Timeline<'a>(
    /// The explainer whose facts are shown.
    explainer: &'a Explainer,
    /// The direction of writing, `ltr` or `rtl`, in which time runs too.
    dir: &'static str,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    (!explainer.events.is_empty()).then(|| {
        let items = in_order(&explainer.events)
            .into_iter()
            .enumerate()
            .map(|(at, event)| {
                let words = lang.when_first(event.when);
                // A time without an ISO form is no value of `datetime`, and words are none of `<time>`.
                let when = match event.when.iso() {
                    Some(iso) => view! { <time datetime=iso>{words}</time> }.into_any(),
                    None => words.into_any(),
                };
                view! {
                    <li class="timeline__event" id=event_id(at)>
                        <p class="timeline__when" data-shape=name(shape(event.when))>{when}</p>
                        <p>{event.text.clone()}</p>
                        {place_link(explainer, event.answer.as_ref())}
                    </li>
                }
            })
            .collect_view();
        view! {
            <section class="timeline" id="timeline">
                <h2>{lang.words().timeline}</h2>
                <Axis explainer dir/>
                // Said in so many words, since without bullets some browsers no longer call it a list.
                <ol class="timeline__events" role="list">{items}</ol>
            </section>
        }
    })
}

/// The id of an event, by its position in the order of time.
pub fn event_id(at: usize) -> String {
    format!("event--{}", at + 1)
}

/// A shape's name in the style sheet.
fn name(shape: Shape) -> &'static str {
    match shape {
        Shape::Day => "day",
        Shape::Month => "month",
        Shape::Year => "year",
        Shape::By => "by",
        Shape::Range => "range",
    }
}
