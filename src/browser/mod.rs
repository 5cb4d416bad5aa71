//! The browser half: hydrates small parts of the page, and every effect lives here.
//!
//! 1. [`page`] reads from `data-` attributes which answers the page has; no prose comes into the wasm.
//! 2. [`run`] hydrates each `data-widget` root with the view that the native half rendered there.
//! 3. [`store`] says what storage allows and holds; [`clock`] and [`sight`] say how long which passage was in view.
//! 4. What a reader does arrives in [`act`]; the rules are [`Session`]'s; [`App::show`] hands the result to the views.

mod act;
mod clock;
mod deep_link;
mod page;
mod sight;
mod store;

use crate::model::session::{Keeping, Session, Shown};
use crate::model::words::Lang;
use crate::view::Reader;
use crate::view::accordion::{AnswerStatus, AnswerTools};
use crate::view::progress::{Announcer, ProgressPanel, ReadingRecord};
use leptos::mount::hydrate_from;
use leptos::prelude::*;
use sight::Sight;
use std::cell::RefCell;
use store::Store;
use web_sys::HtmlElement;

thread_local! {
    /// The page's one state. Handlers reach it through [`with_app`]; there is one thread and one page.
    static APP: RefCell<Option<App>> = const { RefCell::new(None) };
}

/// All that the browser half keeps.
struct App {
    session: Session,
    store: Store,
    sight: Sight,
    last_tick: f64,
    shown: RwSignal<Shown>,
}

/// Runs `f` on the page's state. Views must not be written to inside: see [`App::show`].
fn with_app<T>(f: impl FnOnce(&mut App) -> T) -> Option<T> {
    APP.with_borrow_mut(|app| app.as_mut().map(f))
}

/// Changes the state by `f`, then shows what came of it.
fn change(f: impl FnOnce(&mut App)) {
    if let Some((shown, signal)) = with_app(|app| {
        f(app);
        app.show()
    }) {
        // Outside the borrow: an effect of the signal may reach the state again.
        if signal.with_untracked(|now| *now != shown) {
            signal.set(shown);
        }
    }
}

impl App {
    fn show(&self) -> (Shown, RwSignal<Shown>) {
        (self.session.shown(), self.shown)
    }

    /// Stores the progress, merged with what other tabs stored meanwhile.
    fn save(&mut self) {
        self.store.save(&mut self.session);
    }
}

/// Starts the browser half. A page without an explainer is left alone.
pub fn run() {
    let Some(explainer) = page::explainer_id() else { return };
    let answers = page::answers();
    let ids: Vec<String> = answers.iter().map(|answer| answer.id.clone()).collect();
    let lang = Lang::from_tag(&page::lang()).unwrap_or_default();

    // The first render is the one that the native half made: nothing read, not live.
    let session = Session::new(answers);
    let owner = Owner::new();
    let shown = owner.with(|| RwSignal::new(session.shown()));
    // Lives as long as the page.
    std::mem::forget(owner);
    let reader = Reader { lang, shown, act: act::act };
    hydrate(reader, &ids);

    let store = Store::probe(&explainer);
    let sight = Sight::watch(session.places());
    APP.set(Some(App { session, store, sight, last_tick: clock::now(), shown }));
    change(|app| {
        app.session.start(Keeping::Kept);
        app.store.load(&mut app.session);
    });
    act::listen();
    clock::start();
    deep_link::start();
}

/// Hydrates each root with what the native half rendered there.
fn hydrate(reader: Reader, ids: &[String]) {
    for root in page::widgets("progress") {
        hydrate_from(root, move || view! { <ProgressPanel reader/> }).forget();
    }
    each(page::widgets("status"), |answer, root| {
        hydrate_from(root, move || view! { <AnswerStatus reader answer/> }).forget();
    });
    each(page::widgets("tools"), |answer, root| {
        let href = format!("#{}", ids[answer]);
        hydrate_from(root, move || view! { <AnswerTools reader answer href/> }).forget();
    });
    for root in page::widgets("record") {
        hydrate_from(root, move || view! { <ReadingRecord reader/> }).forget();
    }
    for root in page::widgets("announcer") {
        hydrate_from(root, move || view! { <Announcer reader/> }).forget();
    }
}

fn each(roots: Vec<HtmlElement>, mut f: impl FnMut(usize, HtmlElement)) {
    for (answer, root) in roots.into_iter().enumerate() {
        f(answer, root);
    }
}
