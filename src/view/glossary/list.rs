//! The glossary as a list.

use crate::model::explainer::{Explainer, Term};
use crate::view::prose::use_id;
use leptos::prelude::*;

/// With more terms than this the list is left undrawn while it is out of sight, see `glossary--long`.
const LONG: usize = 100;

/// Every term with its other names, its explanation, and links back to the places that use it.
#[component]
pub fn Glossary<'a>(
    /// The explainer whose terms are listed.
    explainer: &'a Explainer,
    /// The way to the explainer's own page, which alone has an introduction: empty on that page itself.
    #[prop(default = "")]
    page: &'static str,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    (!explainer.terms.is_empty()).then(|| {
        let class = if explainer.terms.len() > LONG { "glossary glossary--long" } else { "glossary" };
        let entries = explainer.terms.iter().map(|term| entry(explainer, term, page)).collect_view();
        view! {
            <section class=class id="glossary">
                <h2>{lang.words().glossary}</h2>
                <dl>{entries}</dl>
            </section>
        }
    })
}

fn entry(explainer: &Explainer, term: &Term, page: &str) -> AnyView {
    let lang = explainer.lang;
    let also = (!term.also.is_empty()).then(|| {
        view! { <span class="glossary__also">{format!(" {}", lang.also(&term.also))}</span> }
    });
    let uses = term
        .used_in
        .iter()
        .map(|place| {
            let (page, place, label) = match place {
                None => (page, "deck", lang.words().introduction.to_owned()),
                Some(id) => {
                    let number = explainer.questions.iter().position(|question| question.id == *id).unwrap_or(0) + 1;
                    ("", id.0.as_str(), lang.question(number))
                }
            };
            view! { <a href=format!("{page}#{}", use_id(place, &term.id.0))>{label}</a> }
        })
        .collect_view();
    let uses = (!term.used_in.is_empty()).then(|| view! { <dd class="glossary__uses">{uses}</dd> });
    view! {
        <div class="glossary__entry" id=format!("glossary--{}", term.id.0)>
            <dt>{term.name.clone()}{also}</dt>
            <dd>{term.text.clone()}</dd>
            {uses}
        </div>
    }
    .into_any()
}
