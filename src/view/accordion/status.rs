//! The badge in a question's row: new, begun, read, updated.

use crate::model::progress::Status;
use crate::model::session::Shown;
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
    view! {
        <span class="accordion__status" data-status=reader.words(answer, |_, shown, answer| kind(shown, answer).into())>
            {reader.text(answer, |phrases, shown, answer| {
                if shown.live { phrases.status(shown.answers[answer]) } else { String::new() }
            })}
        </span>
    }
}

/// The state's name in the style sheet, the same in every language.
fn kind(shown: &Shown, answer: usize) -> &'static str {
    match shown.answers[answer] {
        _ if !shown.live => "",
        Status::New => "new",
        Status::Begun => "begun",
        Status::Read => "read",
        Status::Updated => "updated",
    }
}
