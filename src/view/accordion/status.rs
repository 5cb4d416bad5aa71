//! The badge in a question's row: new, begun, read, updated.

use crate::model::progress::Status;
use crate::view::Reader;
use leptos::prelude::*;

/// An answer's state in words, with its kind as `data-status` for the style sheet. Empty until a script runs.
///
/// Browser: hydrated since what was read is known on the reader's device only.
#[component]
pub fn AnswerStatus(
    /// What every hydrated part shares.
    reader: Reader,
    /// The answer's position, from 0.
    answer: usize,
) -> impl IntoView {
    let status = move || reader.get(|shown| shown.live.then(|| shown.answers[answer]));
    view! {
        <span class="accordion__status" data-status=move || status().map_or("", kind)>
            {move || status().map_or("", |status| reader.lang.status(status))}
        </span>
    }
}

/// The state's name in the style sheet, the same in every language.
fn kind(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Begun => "begun",
        Status::Read => "read",
        Status::Updated => "updated",
    }
}
