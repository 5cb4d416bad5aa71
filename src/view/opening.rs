//! The top of an explainer: what it is, of when, by whom.

use super::prose::{Links, blocks};
use crate::model::explainer::Explainer;
use leptos::prelude::*;

/// Kicker, headline, by-line, deck and notice.
///
/// Its class is no masthead and no header: the reader views of browsers take such a one for a site's, and leave it out.
#[component]
pub fn Opening<'a>(
    /// The explainer.
    explainer: &'a Explainer,
    /// In what kind of page it stands.
    links: Links<'a>,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    let byline = (!explainer.experts.is_empty()).then(|| {
        view! { <p class="opening__byline">{lang.byline(&explainer.experts)}</p> }
    });
    let notice = explainer.notice.clone().map(|notice| view! { <p class="opening__notice">{notice}</p> });
    let jump = |there: bool, id, words| there.then(|| view! { <a href=format!("#{id}")>{words}</a> });
    let timeline = jump(!explainer.events.is_empty(), "timeline", lang.words().timeline);
    let who = jump(!explainer.actors.is_empty(), "who-is-who", lang.words().who_is_who);
    let jumps =
        (timeline.is_some() || who.is_some()).then(|| view! { <p class="opening__jumps">{timeline} " " {who}</p> });
    view! {
        <header class="opening">
            <p class="opening__kicker">
                {lang.words().explainer} " "
                <time datetime=explainer.as_of.to_string()>{lang.as_of(explainer.as_of)}</time>
            </p>
            <h1>{explainer.title.clone()}</h1>
            <div class="opening__deck" id="deck">{blocks(lang, "deck", &explainer.deck, None, links)}</div>
            {byline}
            {jumps}
            {notice}
        </header>
    }
}
