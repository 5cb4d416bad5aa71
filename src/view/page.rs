//! Whole pages, from `<main>` down.

use super::Reader;
use super::accordion::{AccordionItem, accordion_class};
use super::glossary::{Glossary, Popovers};
use super::offline::{OfflineLine, PassOn};
use super::opening::Opening;
use super::progress::{Announcer, ProgressPanel, ReadingRecord};
use super::prose::Links;
use super::sources::Sources;
use super::timeline::Timeline;
use super::who::WhoIsWho;
use crate::model::explainer::Explainer;
use crate::model::words::Lang;
use leptos::prelude::*;

/// In which form an explainer is published.
#[derive(Clone, Copy, Debug)]
pub enum Edition<'a> {
    /// A page of the site, which offers the page as one file of so many bytes.
    Site(usize),
    /// That file: no script comes with it. With the address of the page, where that is known.
    File(Option<&'a str>),
}

/// An explainer's page, complete without a script.
///
/// Elements with `data-widget` are the roots that the browser half hydrates, and all that it needs to know of the rest
/// stands in `data-` attributes.
#[component]
pub fn Page<'a>(
    /// The explainer.
    explainer: &'a Explainer,
    /// In which form.
    edition: Edition<'a>,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    let reader = Reader::at_rest(lang.phrases(), explainer.unread());
    let links = match edition {
        Edition::Site(_) => Links::Page,
        Edition::File(page) => Links::File(page),
    };
    let items = (0..explainer.questions.len())
        .map(|answer| view! { <AccordionItem explainer answer reader links/> })
        .collect_view();
    let (worker, phrases, offline, record, file, announcer) = match edition {
        Edition::File(_) => Default::default(),
        Edition::Site(bytes) => (
            Some("../sw.js"),
            Some(lang.phrases().lines()),
            Some(view! { <div class="offline" data-widget="offline"><OfflineLine reader/></div> }),
            Some(view! { <div class="record" data-widget="record"><ReadingRecord reader/></div> }),
            Some(view! { <PassOn explainer bytes/> }),
            Some(view! { <div data-widget="announcer"><Announcer reader/></div> }),
        ),
    };
    view! {
        <main
            class="page"
            data-explainer=explainer.id.clone()
            data-version=lang.day(explainer.version())
            data-worker=worker
            data-phrases=phrases
        >
            <Opening explainer links/>
            <section class="progress" data-widget="progress" aria-label=lang.words().your_reading>
                <ProgressPanel reader/>
            </section>
            {offline}
            <div class=accordion_class(explainer)>{items}</div>
            {record}
            <Timeline explainer dir=lang.dir()/>
            <WhoIsWho explainer/>
            <Glossary explainer/>
            <Sources explainer links/>
            {file}
        </main>
        <Popovers explainer/>
        {announcer}
    }
}

/// What is shown in the place of a page that cannot be had: one that does not exist, or is not stored.
///
/// It may stand at any depth below a site whose own place is not known: the way up is the one that gets there in the end.
#[component]
pub fn NoticePage(
    /// The interface's language.
    lang: Lang,
    /// What is the matter.
    title: &'static str,
) -> impl IntoView {
    view! {
        <main class="page">
            <h1>{title}</h1>
            <p><a href="../">{lang.words().to_explainers}</a></p>
        </main>
    }
}
