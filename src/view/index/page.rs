//! The front page itself, from `<main>` down.

use super::IndexProgress;
use super::search::Search;
use crate::model::explainer::Explainer;
use crate::model::progress::AnswerOutline;
use crate::model::words::Lang;
use crate::view::Reader;
use crate::view::offline::OfflineLine;
use crate::view::progress::Announcer;
use leptos::prelude::*;

/// Every explainer with its deck, complete without a script.
///
/// What the browser half needs to know of each rides in `data-answers`, a line for each answer: its id, its hash, and the
/// words of each passage.
#[component]
pub fn IndexPage<'a>(
    /// The interface's language.
    lang: Lang,
    /// The explainers, in the order to list them.
    explainers: &'a [&'a Explainer],
    /// The address of what the search looks through, from here.
    search: &'static str,
) -> impl IntoView + use<> {
    let version = explainers.iter().map(|explainer| explainer.version()).max();
    let here = Reader::at_rest(lang.phrases(), crate::model::session::Shown::unread(&[]));
    let entries = explainers.iter().map(|explainer| entry(lang, explainer)).collect_view();
    view! {
        <main
            class="page index"
            data-version=version.map(|version| lang.day(version))
            data-worker="sw.js"
            data-phrases=lang.phrases().lines()
        >
            <h1>{lang.words().explainers}</h1>
            <Search lang data=search/>
            <ul class="index__list" role="list">{entries}</ul>
            <div class="offline" data-widget="offline"><OfflineLine reader=here/></div>
        </main>
        <div data-widget="announcer"><Announcer reader=here/></div>
    }
}

fn entry(lang: Lang, explainer: &Explainer) -> impl IntoView + use<> {
    let outline = explainer.outline();
    let answers = outline.iter().map(AnswerOutline::line).collect::<Vec<_>>().join("\n");
    let reader = Reader::at_rest(lang.phrases(), explainer.unread());
    // A text in another language than the page says so.
    let other = Some(explainer.lang).filter(|other| *other != lang);
    let (tag, dir) = other.map(|other| (other.tag(), other.dir())).unzip();
    view! {
        <li>
            <h2 lang=tag dir=dir><a href=format!("{}/", explainer.id)>{explainer.title.clone()}</a></h2>
            <p lang=tag dir=dir>{explainer.summary()}</p>
            <p class="index__meta">
                {format!("{}{} ", lang.as_of(explainer.as_of), lang.words().stop)}
                <span data-widget="index" data-of=explainer.id.clone() data-answers=answers><IndexProgress reader/></span>
            </p>
        </li>
    }
}
