//! What every hydrated part shares.

use crate::model::session::{Action, Shown};
use crate::model::words::Lang;
use leptos::prelude::*;

/// What is shown, where acts go, and the language of both.
///
/// `act` is a plain function: the native half passes one that does nothing, the browser half one that reaches its state.
/// A function pointer costs no allocation, and nothing in the wasm to clone or drop.
#[derive(Clone, Copy)]
pub struct Reader {
    /// The interface's language.
    pub lang: Lang,
    /// The value that the page shows.
    pub shown: RwSignal<Shown>,
    /// Takes what the reader does.
    pub act: fn(Action),
}

impl Reader {
    /// A reader of a page on which no script runs: shows `shown` for good.
    pub fn at_rest(lang: Lang, shown: Shown) -> Self {
        Self { lang, shown: RwSignal::new(shown), act: |_| {} }
    }

    /// Part of what is shown, tracked.
    pub fn get<T>(self, part: impl FnOnce(&Shown) -> T) -> T {
        self.shown.with(part)
    }
}
