//! The dated facts on an axis, true to scale.

use crate::model::explainer::Explainer;
use crate::model::timeline::{CUT, Mark, Place, Shape, Tick, WIDTH, timeline};
use leptos::prelude::*;

/// The height of a lane of marks, in em.
const LANE: f64 = 0.875;

/// A drawing for those who look: screen readers have the list.
///
/// Places across are percentages, so that it fills any column; the page's policy allows no `style` attributes, and these
/// are none. Where the text runs from right to left, so does time: the places are counted from the right, and a label
/// extends to the left of its own by itself. Not by a transform in the style sheet, which WebKit misplaces.
///
/// Heights are in em, and the style sheet makes an em of the drawing a rem of the page: WebKit takes a rem in an attribute
/// of a line or a text for nothing. Labels are smaller by a `tspan`, so that the em of their places is the drawing's.
#[component]
pub fn Axis<'a>(
    /// The explainer whose facts are drawn.
    explainer: &'a Explainer,
    /// The direction of writing, `ltr` or `rtl`.
    dir: &'static str,
) -> impl IntoView + use<> {
    let across = Across { from_right: dir == "rtl" };
    timeline(&explainer.events, explainer.lang).map(|drawn| {
        #[allow(clippy::cast_precision_loss, reason = "a page has not so many events")]
        let axis = drawn.lanes as f64 * LANE + 0.25;
        let lines = if drawn.ticks.iter().any(|tick| tick.year.is_some()) { 2.0 } else { 1.0 };
        let parts = drawn
            .parts
            .iter()
            .map(|(from, to)| {
                view! { <line x1=across.at(*from) x2=across.at(*to) y1=em(axis) y2=em(axis)></line> }
            })
            .collect_view();
        let cuts = drawn
            .parts
            .iter()
            .skip(1)
            .map(|(from, _)| {
                // Two strokes across the axis: here time is left out.
                view! {
                    <svg x=across.at(from - CUT / 2) y=em(axis) width="1" height="1">
                        <path d="M-6 6l5-12M1 6l5-12"></path>
                    </svg>
                }
            })
            .collect_view();
        let ticks = drawn.ticks.iter().map(|label| tick(across, label, axis)).collect_view();
        #[allow(clippy::cast_precision_loss, reason = "a page has not so many events")]
        let marks =
            drawn.marks.iter().map(|drawn| mark(across, drawn, axis - 0.625 - drawn.lane as f64 * LANE)).collect_view();
        view! {
            <svg class="timeline__axis" aria-hidden="true" height=em(axis + 0.375 + lines)>
                <g class="timeline__line">{parts}{cuts}</g>
                {ticks}
                <g class="timeline__marks">{marks}</g>
            </svg>
        }
    })
}

fn tick(across: Across, tick: &Tick, axis: f64) -> AnyView {
    let at = across.at(tick.at);
    let year = tick.year.clone().map(|year| {
        view! {
            <text x=at.clone() y=em(axis + 2.0)>
                <tspan>{year}</tspan>
            </text>
        }
    });
    view! {
        <line class="timeline__line" x1=at.clone() x2=at.clone() y1=em(axis) y2=em(axis + 0.25)></line>
        <text x=at y=em(axis + 1.125)>
            <tspan>{tick.label.clone()}</tspan>
        </text>
        // Not drawn: text browsers, which print labels all the same, have nothing else to part them by.
        " "
        {year}
        " "
    }
    .into_any()
}

/// A mark around the height `y`.
fn mark(across: Across, mark: &Mark, y: f64) -> AnyView {
    let (from, to, middle) = (across.at(mark.from), across.at(mark.to), em(y));
    let post = |at: String| view! { <line x1=at.clone() x2=at y1=em(y - 0.3125) y2=em(y + 0.3125)></line> };
    match mark.shape {
        Shape::Day => view! { <circle cx=from cy=middle r="0.25em"></circle> }.into_any(),
        Shape::Month | Shape::Year => view! {
            <rect x=if across.from_right { to } else { from } y=em(y - 0.25) width=percent(mark.to - mark.from) height="0.5em"></rect>
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

/// From which side places are counted.
#[derive(Clone, Copy)]
struct Across {
    from_right: bool,
}

impl Across {
    fn at(self, place: Place) -> String {
        percent(if self.from_right { WIDTH - place } else { place })
    }
}

#[allow(clippy::cast_precision_loss, reason = "a place has five digits at most")]
fn percent(place: Place) -> String {
    format!("{}%", place as f64 / 100.0)
}

fn em(length: f64) -> String {
    format!("{length}em")
}
