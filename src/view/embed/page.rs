//! The embed page.

use crate::model::explainer::Explainer;
use crate::view::Reader;
use crate::view::accordion::{AccordionItem, accordion_class};
use crate::view::glossary::{Glossary, Popovers};
use crate::view::progress::{Announcer, ProgressPanel, ReadingRecord};
use crate::view::prose::Links;
use crate::view::sources::Sources;
use leptos::prelude::*;

/// The way from the embed page to the explainer's own page.
const FULL: &str = "../";

/// An explainer in the frame of another page: the same answers, glossary and progress, without what is the site's.
///
/// `<main>` alone makes the height: what is beside it is out of the flow, so that the bridge can tell what the content
/// wants from what the frame has.
#[component]
pub fn EmbedPage<'a>(
    /// The explainer.
    explainer: &'a Explainer,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    let reader = Reader::at_rest(lang.phrases(), explainer.unread());
    let items = (0..explainer.questions.len())
        .map(|answer| view! { <AccordionItem explainer answer reader page=FULL links=Links::Frame/> })
        .collect_view();
    let notice = explainer.notice.clone().map(|notice| view! { <p class="opening__notice">{notice}</p> });
    view! {
        <div class="embed__frame">
            <main
                class="embed"
                data-explainer=explainer.id.clone()
                data-version=lang.day(explainer.version())
                data-page=FULL
                data-phrases=lang.phrases().lines()
            >
                <header>
                    <p class="embed__kicker">
                        {lang.words().explainer} " "
                        <time datetime=explainer.as_of.to_string()>{lang.as_of(explainer.as_of)}</time>
                    </p>
                    <h1 class="embed__title">
                        <a href=FULL target="_blank" rel="noopener">{explainer.title.clone()}</a>
                    </h1>
                    {notice}
                </header>
                <section class="progress" data-widget="progress" aria-label=lang.words().your_reading>
                    <ProgressPanel reader/>
                </section>
                <div class=accordion_class(explainer)>{items}</div>
                <div class="record" data-widget="record"><ReadingRecord reader/></div>
                <details class="embed__more">
                    <summary><h2>{lang.words().glossary_and_sources}</h2></summary>
                    <Glossary explainer page=FULL/>
                    <Sources explainer links=Links::Frame/>
                </details>
                <p class="embed__foot">
                    <a href=FULL target="_blank" rel="noopener">{lang.words().full_explainer}</a>
                </p>
            </main>
        </div>
        <p class="embed__full"><a href=FULL target="_blank" rel="noopener">{lang.words().full_page}</a></p>
        <Popovers explainer framed=true/>
        <div class="embed__said" data-widget="announcer"><Announcer reader/></div>
    }
}
