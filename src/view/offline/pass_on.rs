//! The page as one file.

use crate::model::explainer::Explainer;
use leptos::prelude::*;

/// The link to the file to pass on, with its size.
#[component]
pub fn PassOn<'a>(
    /// The explainer.
    explainer: &'a Explainer,
    /// The file's size.
    bytes: usize,
) -> impl IntoView + use<> {
    let lang = explainer.lang;
    view! {
        <p class="offline__file">
            <a href=format!("{}.html", explainer.id) download>{lang.words().pass_on}</a>
            " "
            {lang.pass_on_why(bytes)}
        </p>
        <p class="offline__file"><a href="embed/options/">{lang.words().embed_this}</a></p>
    }
}
