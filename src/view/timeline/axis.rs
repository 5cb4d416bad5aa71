//! The dated facts on an axis, true to scale.

use crate::model::explainer::Explainer;
use crate::model::timeline::{CUT, Mark, Place, Shape, Tick, WIDTH, timeline};
use leptos::prelude::*;

/// The height of a lane of marks, in rem.
const LANE: f64 = 0.875;

/// A drawing for those who look: screen readers have the list.
///
/// Places across are percentages, so that it fills any column; the page's policy allows no `style` attributes, and these
/// are none. Time runs as the page is read: from the right where its language does.
#[component]
pub fn Axis<'a>(
    /// The explainer whose facts are drawn.
    explainer: &'a Explainer,
) -> impl IntoView + use<> {
    let from_right = explainer.lang.dir() == "rtl";
    timeline(&explainer.events, explainer.lang).map(|drawn| {
        let across = |place: Place| if from_right { WIDTH - place } else { place };
        #[allow(clippy::cast_precision_loss, reason = "a page has not so many events")]
        let axis = drawn.lanes as f64 * LANE + 0.25;
        let lines = if drawn.ticks.iter().any(|tick| tick.year.is_some()) { 2.0 } else { 1.0 };
        let parts = drawn
            .parts
            .iter()
            .map(|(from, to)| view! { <line x1=percent(across(*from)) x2=percent(across(*to)) y1=rem(axis) y2=rem(axis)></line> })
            .collect_view();
        let cuts = drawn
            .parts
            .iter()
            .skip(1)
            .map(|(from, _)| {
                // Two strokes across the axis: here time is left out.
                view! {
                    <svg x=percent(across(from - CUT / 2)) y=rem(axis)>
                        <path d="M-6 6l5-12M1 6l5-12"></path>
                    </svg>
                }
            })
            .collect_view();
        let ticks = drawn.ticks.iter().map(|label| tick(label, across(label.at), axis)).collect_view();
        #[allow(clippy::cast_precision_loss, reason = "a page has not so many events")]
        let mark = |drawn: &Mark| {
            mark(drawn.shape, [drawn.from, drawn.to].map(across), axis - 0.625 - drawn.lane as f64 * LANE)
        };
        let marks = drawn.marks.iter().map(mark).collect_view();
        view! {
            <svg class="timeline__axis" aria-hidden="true" height=rem(axis + 0.375 + lines)>
                <g class="timeline__line">{parts}{cuts}</g>
                {ticks}
                <g class="timeline__marks">{marks}</g>
            </svg>
        }
    })
}

fn tick(tick: &Tick, at: Place, axis: f64) -> AnyView {
    let at = percent(at);
    let year = tick.year.clone().map(|year| {
        view! {
            <text x=at.clone() y=rem(axis + 2.0)>
                {year}
            </text>
        }
    });
    view! {
        <line class="timeline__line" x1=at.clone() x2=at.clone() y1=rem(axis) y2=rem(axis + 0.25)></line>
        <text x=at y=rem(axis + 1.125)>
            {tick.label.clone()}
        </text>
        // Not drawn: text browsers, which print labels all the same, have nothing else to part them by.
        " "
        {year}
        " "
    }
    .into_any()
}

/// A mark around the height `y`, from where it begins to where it ends.
fn mark(shape: Shape, [first, last]: [Place; 2], y: f64) -> AnyView {
    let (from, to, middle) = (percent(first), percent(last), rem(y));
    let post = |at: String| view! { <line x1=at.clone() x2=at y1=rem(y - 0.3125) y2=rem(y + 0.3125)></line> };
    match shape {
        Shape::Day => view! { <circle cx=from cy=middle r="0.25rem"></circle> }.into_any(),
        Shape::Month | Shape::Year => view! {
            <rect x=percent(first.min(last)) y=rem(y - 0.25) width=percent((last - first).abs()) height="0.5rem"></rect>
        }
        .into_any(),
        Shape::By => view! {
            <line class="timeline__open" x1=from x2=to.clone() y1=middle.clone() y2=middle></line>
            {post(to)}
        }
        .into_any(),
        Shape::Range => view! {
            <line x1=from.clone() x2=to.clone() y1=middle.clone() y2=middle></line>
            {post(from)}
            {post(to)}
        }
        .into_any(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "a place has five digits at most")]
fn percent(place: Place) -> String {
    format!("{}%", place as f64 / 100.0)
}

fn rem(length: f64) -> String {
    format!("{length}rem")
}
