//! The panel above the questions.

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
            {reader.words(0, |lang, shown, _| {
                let all = shown.answers.len();
                if shown.live {
                    lang.progress(shown.read, all, shown.minutes_left)
                } else {
                    lang.size(all, shown.minutes_left)
                }
            })}
        </p>
        <progress
            class="progress__bar"
            aria-labelledby="progress-words"
            max=reader.shown.with_untracked(|shown| shown.answers.len().to_string())
            value=reader.words(0, |_, shown, _| shown.read.to_string())
            data-live=reader.words(0, |_, shown, _| shown.live.to_string())
        ></progress>
        <div class="progress__tools">
            <Button
                reader
                class="button"
                label=|lang, shown, _| lang.toggle_all(shown.all_open).into()
                action=Action::ToggleAll
            />
            <Button
                reader
                class="button button--main"
                when=|shown| shown.resume.is_some()
                label=|lang, shown, _| lang.resume(shown.resume.map_or(0, |place| place.answer) + 1)
                action=Action::Resume
            />
        </div>
    }
}
