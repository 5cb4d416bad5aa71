//! Who is who as a list.

use super::map::TieMap;
use crate::model::explainer::{Actor, ActorId, Explainer};
use crate::view::prose::{place_link, term_use, use_id};
use leptos::prelude::*;

/// The section: the map, then every tie in words, then the actors that nothing ties.
#[component]
pub fn WhoIsWho<'a>(
    /// The explainer whose actors are shown.
    explainer: &'a Explainer,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    (!explainer.actors.is_empty()).then(|| {
        // An actor is explained where it is named first.
        let mut named: Vec<&ActorId> = Vec::new();
        let mut name = |id: &ActorId| {
            let actor = explainer.actors.iter().find(|actor| actor.id == *id)?;
            let first = !named.contains(&&actor.id);
            named.push(&actor.id);
            Some(if first { explained(explainer, actor) } else { actor.name.clone().into_any() })
        };
        let mut items: Vec<AnyView> = explainer
            .ties
            .iter()
            .map(|tie| {
                let (from, to) = (name(&tie.from), name(&tie.to));
                view! {
                    <li class="who__tie">
                        <p class="who__words"><b>{from}</b>" "{lang.tie(tie.kind)}" "<b>{to}</b></p>
                        <p>{tie.text.clone()}</p>
                        {place_link(explainer, Some(&tie.answer))}
                    </li>
                }
                .into_any()
            })
            .collect();
        let tied = |actor: &&Actor| explainer.ties.iter().any(|tie| tie.from == actor.id || tie.to == actor.id);
        items.extend(explainer.actors.iter().filter(|actor| !tied(actor)).map(|actor| {
            view! { <li class="who__tie"><p class="who__words"><b>{explained(explainer, actor)}</b></p></li> }
                .into_any()
        }));
        view! {
            <section class="who" id="who-is-who">
                <h2>{lang.words().who_is_who}</h2>
                <TieMap explainer/>
                <ul class="who__list" role="list">{items}</ul>
            </section>
        }
    })
}

/// An actor's name; a button that explains it where the glossary does and has a pop-up for it.
fn explained(explainer: &Explainer, actor: &Actor) -> AnyView {
    let term = explainer.terms.iter().find(|term| actor.term.as_ref() == Some(&term.id) && !term.used_in.is_empty());
    match term {
        Some(term) => term_use(explainer.lang, use_id("who-is-who", &actor.id.0), &term.id.0, ["", &actor.name, ""]),
        None => actor.name.clone().into_any(),
    }
}
