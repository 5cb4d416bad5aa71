//! What every hydrated part shares, and what each is made of.

use super::sole_text::SoleText;
use crate::model::phrases::Phrases;
use crate::model::session::{Action, Shown};
use leptos::prelude::*;

/// What is shown, where acts go, and the words for both.
///
/// `act` is a plain function: the native half passes one that does nothing, the browser half one that reaches its state.
#[derive(Clone, Copy)]
pub struct Reader {
    /// The interface's words.
    pub phrases: Phrases,
    /// The value that the page shows.
    pub shown: RwSignal<Shown>,
    /// Takes what the reader does.
    pub act: fn(Action),
}

/// Words drawn from what is shown; the number is that of the answer they are about, from 0.
///
/// A function pointer and no closure: Leptos compiles its machinery anew for each type of closure, and so once for all
/// words of the page: with closures script and wasm weighed 3.7 kB more.
pub type Words = fn(Phrases, &Shown, usize) -> String;

impl Reader {
    /// A reader of a page on which no script runs: shows `shown` for good.
    pub fn at_rest(phrases: Phrases, shown: Shown) -> Self {
        Self { phrases, shown: RwSignal::new(shown), act: |_| {} }
    }

    /// Words that follow what is shown, for an attribute.
    pub fn words(self, answer: usize, words: Words) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.shown.with(|shown| words(self.phrases, shown, answer))
    }

    /// The same as the whole text of an element.
    pub fn text(self, answer: usize, words: Words) -> impl Fn() -> SoleText + Copy + Send + Sync + 'static {
        let words = self.words(answer, words);
        move || SoleText(words())
    }
}

/// A button that a script needs, and so is there only while one runs.
///
/// A plain listener on the button, and `capture` for no other reason than that Leptos then links no code that delegates
/// events: script and wasm weighed 1.6 kB more with it. [`AnswerTools`](super::accordion::AnswerTools) does the same.
///
/// Its words are a value and no function: whenever the page changed, a function would put other letters in the place of the
/// same ones, and WebKit makes no click of a press and a release on either side of that.
#[component]
pub fn Button(
    /// What every hydrated part shares.
    reader: Reader,
    /// The answer that it is about, from 0.
    #[prop(default = 0)]
    answer: usize,
    /// Its classes.
    class: &'static str,
    /// When it is of use.
    #[prop(default = |_| true)]
    when: fn(&Shown) -> bool,
    /// What it says.
    label: Words,
    /// What it does.
    action: Action,
) -> impl IntoView {
    move || {
        reader.shown.with(|shown| {
            (shown.live && when(shown)).then(|| {
                view! {
                    <button type="button" class=class on:click:capture=move |_| (reader.act)(action)>
                        {SoleText(label(reader.phrases, shown, answer))}
                    </button>
                }
            })
        })
    }
}
