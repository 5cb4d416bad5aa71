//! How far the reader is in one of the listed explainers.

use crate::view::Reader;
use leptos::prelude::*;

/// How large an explainer is or, once something of it was read, how much of it is read and left.
///
/// Browser: hydrated since what was read is known on the reader's device only.
#[component]
pub fn IndexProgress(
    /// What every hydrated part shares; what is shown is that explainer's.
    reader: Reader,
) -> impl IntoView {
    view! {
        <span class="index__progress" data-status=reader.words(0, |_, shown, _| if shown.live { "begun" } else { "" }.into())>
            {reader.text(0, |phrases, shown, _| phrases.listed(shown))}
        </span>
    }
}
