//! The line below the questions: what is kept where, and how to have it forgotten.

use crate::model::phrases::Phrase;
use crate::model::session::Action;
use crate::view::{Button, Reader};
use leptos::prelude::*;

/// What becomes of the reader's progress, in one line; start again, and undo.
///
/// Browser: hydrated since only the browser knows whether it keeps anything.
#[component]
pub fn ReadingRecord(
    /// What every hydrated part shares.
    reader: Reader,
) -> impl IntoView {
    view! {
        <p>{reader.text(0, |phrases, shown, _| phrases.keeping(shown.keeping))}</p>
        <div class="record__tools">
            <Button
                reader
                class="button button--quiet"
                when=|shown| shown.can_clear
                label=|phrases, _, _| phrases.say(Phrase::StartAgain, &[])
                action=Action::StartAgain
            />
            <Button
                reader
                class="button button--quiet"
                when=|shown| shown.can_undo
                label=|phrases, _, _| phrases.say(Phrase::Undo, &[])
                action=Action::Undo
            />
        </div>
    }
}
