//! How the page stands to its server.

use crate::model::phrases::Phrase;
use crate::model::session::{Action, Offline};
use crate::view::{Button, Reader};
use leptos::prelude::*;

/// Saved, offline, or a newer version with the button that goes over to it. The style sheet keeps its room.
///
/// It is no status region: the announcer says the same, once.
///
/// Browser: hydrated since only the browser knows what it has stored.
#[component]
pub fn OfflineLine(
    /// What every hydrated part shares.
    reader: Reader,
) -> impl IntoView {
    view! {
        <p>{reader.text(0, |phrases, shown, _| phrases.offline(shown))}</p>
        <Button
            reader
            class="button"
            when=|shown| shown.offline == Offline::Newer
            label=|phrases, _, _| phrases.say(Phrase::Switch, &[])
            action=Action::Switch
        />
    }
}
