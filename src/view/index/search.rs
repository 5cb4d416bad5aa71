//! The search field. What looks for the words is `search.js` beside this file.

use crate::model::phrases::Phrase;
use crate::model::words::Lang;
use leptos::prelude::*;

/// A field that searches all answers and terms of the site. It needs a script: the style sheet shows it when one runs, and
/// keeps its room until then.
///
/// No form: there is nothing to send, and nobody to send it to; so browsers offer no earlier words either, and need not be told
/// (WebKit empties a field without autocompletion when the reader comes back to it).
///
/// The words that the script says travel in `data-` attributes; `data-ones` are the numbers that take the form for one.
#[component]
pub fn Search(
    /// The interface's language.
    lang: Lang,
    /// The address of what is searched.
    data: &'static str,
) -> impl IntoView {
    let words = lang.words();
    let (one, many) = words.found.split_once('|').unwrap_or((words.found, words.found));
    view! {
        <div
            class="search"
            role="search"
            data-index=data
            data-ones=(words.phrase)(Phrase::One)
            data-one=one
            data-many=many
            data-none=words.found_nothing
            data-failed=words.search_failed
        >
            <label class="search__label" for="search">{words.search}</label>
            <input class="search__field" id="search" type="search" spellcheck="false" enterkeyhint="search"/>
            <p class="search__count" role="status"></p>
            <ol class="search__results" role="list"></ol>
        </div>
    }
}
