//! The panel above the questions.

use crate::model::digits::digits;
use crate::model::phrases::Phrase;
use crate::model::session::Action;
use crate::view::{Button, Reader};
use leptos::prelude::*;

/// How much there is or is left to read, as words and as a bar; open all; the offer to continue.
///
/// Without a script it says how long the whole is. The style sheet keeps the room of what a script adds, so that nothing
/// moves when it arrives.
///
/// Browser: hydrated since progress is known on the reader's device only, and opening all needs a script.
#[component]
pub fn ProgressPanel(
    /// What every hydrated part shares.
    reader: Reader,
) -> impl IntoView {
    view! {
        <p class="progress__words" id="progress-words">
            {reader.text(0, |phrases, shown, _| phrases.progress(shown))}
        </p>
        <progress
            class="progress__bar"
            aria-labelledby="progress-words"
            max=reader.shown.with_untracked(|shown| digits(shown.answers.len(), 10))
            value=reader.words(0, |_, shown, _| digits(shown.read, 10))
            data-live=reader.words(0, |_, shown, _| shown.live.to_string())
        ></progress>
        <div class="progress__tools">
            <Button
                reader
                class="button"
                label=|phrases, shown, _| {
                    phrases.say(if shown.all_open { Phrase::CloseAll } else { Phrase::OpenAll }, &[])
                }
                action=Action::ToggleAll
            />
            <Button
                reader
                class="button button--main"
                when=|shown| shown.resume.is_some()
                label=|phrases, shown, _| {
                    let question = shown.resume.map_or(0, |place| place.answer) + 1;
                    phrases.say(Phrase::Resume, &[digits(question, 10)])
                }
                action=Action::Resume
            />
        </div>
    }
}
