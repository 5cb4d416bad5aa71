//! Status messages.

use crate::model::session::{Offline, Said};
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
    view! {
        <p
            class="announcer"
            role="status"
            data-say=reader.words(0, |_, shown, _| match shown.said {
                // The badge and the bar already show what was read; a message that pops up while one reads would disturb.
                Said::Nothing | Said::AnswerRead { .. } => "quiet".into(),
                // So does the line above the questions, and this is no news that cannot wait.
                Said::Offline if shown.offline == Offline::Saved => "quiet".into(),
                // Two names for the same animation: swapping them starts it anew.
                _ if shown.said_again => "again".into(),
                _ => "once".into(),
            })
        >
            {reader.text(0, |phrases, shown, _| {
                let mut text = phrases.said(shown);
                if shown.said_again {
                    // An unseen difference, so that the same words twice are announced twice.
                    text.push('\u{a0}');
                }
                text
            })}
        </p>
    }
}
