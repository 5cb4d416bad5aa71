//! Whole pages, from `<main>` down.

use super::Reader;
use super::accordion::AccordionItem;
use super::glossary::{Glossary, Popovers};
use super::masthead::Masthead;
use super::progress::{Announcer, ProgressPanel, ReadingRecord};
use super::sources::Sources;
use crate::model::explainer::Explainer;
use crate::model::progress::minutes;
use crate::model::words::Lang;
use leptos::prelude::*;

/// An explainer's page, complete without a script.
///
/// Elements with `data-widget` are the roots that the browser half hydrates, and all that it needs to know of the rest
/// stands in `data-` attributes.
#[component]
pub fn Page<'a>(
    /// The explainer.
    explainer: &'a Explainer,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    let reader = Reader::at_rest(lang, explainer.unread());
    let items =
        (0..explainer.questions.len()).map(|answer| view! { <AccordionItem explainer answer reader/> }).collect_view();
    view! {
        <main class="page" data-explainer=explainer.id.clone()>
            <Masthead explainer/>
            <section class="progress" data-widget="progress" aria-label=lang.your_reading()>
                <ProgressPanel reader/>
            </section>
            <div class="accordion">{items}</div>
            <div class="record" data-widget="record"><ReadingRecord reader/></div>
            <Glossary explainer/>
            <Sources explainer/>
        </main>
        <Popovers explainer/>
        <div data-widget="announcer"><Announcer reader/></div>
    }
}

/// The site's front page: every explainer with its deck.
#[component]
pub fn IndexPage<'a>(
    /// The interface's language.
    lang: Lang,
    /// The explainers, in the order to list them.
    explainers: &'a [Explainer],
) -> impl IntoView + use<> {
    let entries = explainers
        .iter()
        .map(|explainer| {
            let words = explainer.outline().iter().flat_map(|answer| answer.words.clone()).sum();
            view! {
                <li>
                    <h2><a href=format!("{}/", explainer.id)>{explainer.title.clone()}</a></h2>
                    <p>{explainer.summary()}</p>
                    <p class="index__meta">
                        {lang.as_of(explainer.as_of)} ". " {lang.size(explainer.questions.len(), minutes(words))}
                    </p>
                </li>
            }
        })
        .collect_view();
    view! {
        <main class="page index">
            <h1>{lang.explainers()}</h1>
            <ul>{entries}</ul>
        </main>
    }
}
