//! Who is who as a map.

use crate::model::explainer::{Explainer, TieKind};
use crate::model::who::{Star, map};
use crate::model::words::Lang;
use leptos::prelude::*;

/// Each star of the map: the hub, and what is tied to it, with arrows between.
#[component]
pub fn TieMap<'a>(
    /// The explainer whose actors are drawn.
    explainer: &'a Explainer,
) -> impl IntoView + use<> {
    map(&explainer.actors, &explainer.ties).map(|map| {
        let stars = map.stars.iter().map(|drawn| star(explainer, drawn)).collect_view();
        let alone =
            (!map.alone.is_empty()).then(|| view! { <div class="who__alone">{boxes(explainer, &map.alone)}</div> });
        view! { <div class="who__map" aria-hidden="true">{stars}{alone}</div> }
    })
}

fn star(explainer: &Explainer, star: &Star) -> AnyView {
    let rows = star
        .rows
        .iter()
        .map(|row| {
            let lines = row
                .lines
                .iter()
                .map(|line| {
                    let way = if line.outward { "out" } else { "in" };
                    let label = Lang::tie(explainer.lang, line.kind);
                    view! { <p class="who__line" data-kind=name(line.kind) data-way=way>{label}</p> }
                })
                .collect_view();
            view! {
                <div class="who__row">
                    <div class="who__lines">{lines}</div>
                    <div class="who__others">{boxes(explainer, &row.actors)}</div>
                </div>
            }
        })
        .collect_view();
    view! {
        <p class="who__hub">{explainer.actors[star.hub].name.clone()}</p>
        <div class="who__rows">{rows}</div>
    }
    .into_any()
}

fn boxes(explainer: &Explainer, actors: &[usize]) -> AnyView {
    let boxes = actors.iter().map(|actor| view! { <p class="who__box">{explainer.actors[*actor].name.clone()}</p> });
    boxes.collect_view().into_any()
}

/// A relation's name in the style sheet, which draws each with a line of its own.
fn name(kind: TieKind) -> &'static str {
    match kind {
        TieKind::AffiliateOf => "affiliate",
        TieKind::RivalOf => "rival",
        TieKind::DrewMembersFrom => "drew",
        TieKind::SupportedBy => "support",
        TieKind::Fought => "fought",
        TieKind::TriedToRecruitFrom => "recruit",
    }
}
