//! What a reader can do with one answer: link to it, mark it.

use crate::model::phrases::Phrase;
use crate::model::progress::Status;
use crate::model::session::Action;
use crate::view::{Button, Reader};
use leptos::prelude::*;

/// A deep link, which a script turns into "copy", and the mark-by-hand button, which needs one.
///
/// In a frame it stays a link: to the answer on the explainer's own page, whose address can be seen and passed on.
///
/// Browser: hydrated since the clipboard and the reader's record are reached by script only.
#[component]
pub fn AnswerTools(
    /// What every hydrated part shares.
    reader: Reader,
    /// The answer's position, from 0.
    answer: usize,
    /// The answer's deep link, `#who`; on an embed page `../#who`.
    href: String,
) -> impl IntoView {
    let here = href.starts_with('#');
    let copy = move |event: leptos::ev::MouseEvent| {
        // A click with a modifier key means "in a new tab" and the like: that stays the browser's.
        if here && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
            event.prevent_default();
            (reader.act)(Action::CopyLink(answer));
        }
    };
    view! {
        <a class="button button--quiet" href=href on:click:capture=copy>{reader.phrases.say(Phrase::CopyLink, &[])}</a>
        <Button
            reader
            answer
            class="button button--quiet"
            label=|phrases, shown, answer| {
                let read = shown.answers[answer] == Status::Read;
                phrases.say(if read { Phrase::MarkUnread } else { Phrase::MarkRead }, &[])
            }
            action=Action::Mark(answer)
        />
    }
}
