//! The panel above the questions.

use crate::model::session::Action;
use crate::view::Reader;
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
    let lang = reader.lang;
    let words = move || {
        reader.get(|shown| {
            let all = shown.answers.len();
            if shown.live {
                lang.progress(shown.read, all, shown.minutes_left)
            } else {
                lang.size(all, shown.minutes_left)
            }
        })
    };
    let live = move || reader.get(|shown| shown.live);
    let resume = move || reader.get(|shown| shown.resume);
    view! {
        <p class="progress__words" id="progress-words">{words}</p>
        <progress
            class="progress__bar"
            class:progress__bar--live=live
            aria-labelledby="progress-words"
            max=move || reader.get(|shown| shown.answers.len().to_string())
            value=move || reader.get(|shown| shown.read.to_string())
        ></progress>
        <div class="progress__tools">
            {move || live().then(|| view! {
                <button type="button" class="button" on:click=move |_| (reader.act)(Action::ToggleAll)>
                    {move || lang.toggle_all(reader.get(|shown| shown.all_open))}
                </button>
                {move || resume().map(|place| view! {
                    <button type="button" class="button button--main" on:click=move |_| (reader.act)(Action::Resume)>
                        {lang.resume(place.answer + 1)}
                    </button>
                })}
            })}
        </div>
    }
}
