//! Status messages.

use crate::model::session::Said;
use crate::view::Reader;
use leptos::prelude::*;

/// The latest status message, once: read out by screen readers, and shown for a moment to those who look.
///
/// The element is there from the start, since screen readers announce changes only of regions that they know.
///
/// Browser: hydrated since without a script nothing happens that needs saying.
#[component]
pub fn Announcer(
    /// What every hydrated part shares.
    reader: Reader,
) -> impl IntoView {
    // The badge and the bar already show what was read; a message that pops up while one reads would disturb.
    let quiet = move || reader.get(|shown| matches!(shown.said, Said::Nothing | Said::AnswerRead { .. }));
    view! {
        <p
            class="announcer"
            role="status"
            class:announcer--quiet=quiet
            // Two classes with the same animation: swapping them starts it anew.
            class:announcer--again=move || reader.get(|shown| shown.said_again)
        >
            {move || reader.get(|shown| {
                let mut text = reader.lang.said(shown.said);
                if shown.said_again {
                    // An unseen difference, so that the same words twice are announced twice.
                    text.push('\u{a0}');
                }
                text
            })}
        </p>
    }
}
