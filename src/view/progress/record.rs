//! The line below the questions: what is kept where, and how to have it forgotten.

use crate::model::session::Action;
use crate::view::Reader;
use leptos::prelude::*;

/// What becomes of the reader's progress, in one line; start again, and undo.
///
/// Browser: hydrated since only the browser knows whether it keeps anything.
#[component]
pub fn ReadingRecord(
    /// What every hydrated part shares.
    reader: Reader,
) -> impl IntoView {
    let lang = reader.lang;
    let button = move |label: &'static str, action: Action| {
        view! { <button type="button" class="button button--quiet" on:click=move |_| (reader.act)(action)>{label}</button> }
    };
    view! {
        <p>{move || lang.keeping(reader.get(|shown| shown.keeping))}</p>
        <div class="record__tools">
            {move || reader.get(|shown| shown.can_clear).then(|| button(lang.start_again(), Action::StartAgain))}
            {move || reader.get(|shown| shown.can_undo).then(|| button(lang.undo(), Action::Undo))}
        </div>
    }
}
