//! Where it all comes from, and what was changed since.

use crate::model::explainer::Explainer;
use crate::view::prose::Links;
use leptos::prelude::*;

/// The list of sources and the log of changes.
#[component]
pub fn Sources<'a>(
    /// The explainer.
    explainer: &'a Explainer,
    /// In what kind of page they stand.
    links: Links<'a>,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    let words = lang.words();
    let sources = explainer
        .sources
        .iter()
        .map(|source| {
            let title = match &source.url {
                Some(url) => links.link(url, source.title.clone().into_any()),
                None => source.title.clone().into_any(),
            };
            view! { <li>{title}{format!("{} {}", words.stop, lang.own_words(source.paragraphs))}</li> }
        })
        .collect_view();
    let changes = explainer
        .changes
        .iter()
        .map(|change| {
            let label = change.correction.then(|| view! { <strong>{words.correction}</strong> });
            view! {
                <li>
                    <time datetime=change.date.to_string()>{lang.day(change.date)}</time>
                    {words.colon}
                    {label}
                    {change.text.clone()}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sources" id="sources">
            <h2>{lang.sources(explainer.sources.len())}</h2>
            <ul>{sources}</ul>
            <h2>{words.changes}</h2>
            <ul>{changes}</ul>
        </section>
    }
}
