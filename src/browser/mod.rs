//! The browser half: hydrates small parts of the page, and every effect lives here.
//!
//! 1. [`page`] reads from `data-` attributes which answers the page has and in which words to speak; neither is in the wasm.
//! 2. [`run`] hydrates each `data-widget` root with the view that the native half rendered there.
//! 3. [`store`] says what storage allows and holds; [`clock`] and [`sight`] say how long which passage was in view.
//! 4. What a reader does arrives in [`act`]; the rules are [`Session`]'s; [`show`] hands the result to the views.

mod act;
mod clock;
mod deep_link;
mod index;
mod page;
mod sight;
mod store;
mod worker;

use crate::model::session::{Keeping, Session, Shown};
use crate::view::Reader;
use crate::view::accordion::{AnswerStatus, AnswerTools};
use crate::view::offline::OfflineLine;
use crate::view::progress::{Announcer, ProgressPanel, ReadingRecord};
use any_spawner::Executor;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;
use leptos::wasm_bindgen::{JsCast, JsValue};
use sight::Sight;
use std::cell::RefCell;
use store::Store;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::Promise;
use web_sys::{Element, HtmlElement};

thread_local! {
    /// The page's one state. Handlers reach it through [`with_app`]; there is one thread and one page.
    static APP: RefCell<Option<App>> = const { RefCell::new(None) };
}

/// All that the browser half keeps.
struct App {
    session: Session,
    store: Store,
    sight: Sight,
    /// `None` where there is no worker, or not yet.
    worker: Option<worker::Worker>,
    last_tick: f64,
    shown: RwSignal<Shown>,
}

/// Runs `f` on the page's state. Views must not be written to inside: see [`show`].
///
/// Firefox ends the script of a page that is left for good wherever it is, so perhaps inside of here, and then tells the page that
/// it is out of sight: nobody gives the state back by then, and there is nothing left to do. Anywhere else it is a mistake of ours
/// that the state is in use, and a debug build says so.
fn with_app<T>(f: impl FnOnce(&mut App) -> T) -> Option<T> {
    APP.with(|app| {
        let app = app.try_borrow_mut();
        debug_assert!(app.is_ok(), "the state is in use");
        app.ok()?.as_mut().map(f)
    })
}

/// Changes the state by `f`, then shows what came of it.
fn change(f: impl FnOnce(&mut App)) {
    with_app(f);
    show();
}

/// Shows the state as it is. Apart from [`change`], so that it is compiled once.
fn show() {
    if let Some((shown, signal)) = with_app(|app| (app.session.shown(), app.shown)) {
        // Outside the borrow: an effect of the signal may reach the state again.
        display(signal, shown);
    }
}

/// Hands a value to the views of its signal, where it is another than they show.
fn display(signal: RwSignal<Shown>, shown: Shown) {
    signal.maybe_update(|now| {
        let news = *now != shown;
        *now = shown;
        news
    });
}

/// Carries on once a promise is settled: `f` gets what came of it. A box, so that all promises share one future's code.
fn after(promise: Promise, f: Box<dyn FnOnce(Result<JsValue, JsValue>)>) {
    spawn_local(async move { f(JsFuture::from(promise).await) });
}

impl App {
    /// Takes in what is stored, which another tab may have written.
    fn load(&mut self) {
        self.store.load(&mut self.session);
    }

    /// Stores the progress, merged with what other tabs stored meanwhile.
    fn save(&mut self) {
        self.store.save(&mut self.session);
    }
}

/// Starts the browser half: of an explainer's page, or of the front page, which has no answers but a list of explainers.
pub fn run() {
    let answers = page::answers();
    let ids: Vec<String> = answers.iter().map(|answer| answer.id.clone()).collect();
    let phrases = page::phrases();

    // The first render is the one that the native half made: nothing read, not live.
    let session = Session::new(answers);
    // Leptos runs its effects as the browser's microtasks; a second call, which there is not, would be the only error.
    let _ = Executor::init_wasm_bindgen();
    // No context that a server shares with its pages: nothing here waits for a server, and script and wasm weighed 1.4 kB more.
    let owner = Owner::new_root(None);
    untranslate();
    let shown = owner.with(|| {
        let shown = RwSignal::new(session.shown());
        hydrate(Reader { phrases, shown, act: act::act }, &ids);
        index::hydrate(phrases);
        shown
    });
    // Lives as long as the page.
    std::mem::forget(owner);

    let store = Store::probe(&page::explainer_id().unwrap_or_default());
    let sight = Sight::watch(session.places());
    APP.set(Some(App { session, store, sight, worker: None, last_tick: clock::now(), shown }));
    change(|app| {
        app.session.start(Keeping::Kept);
        app.session.is_version(page::version());
        app.load();
    });
    index::follow();
    act::listen();
    clock::start();
    deep_link::start();
    worker::land();
    worker::start();
}

/// Makes text of what a browser that translates the page put into the places of texts: hydration looks for those, and stops
/// where there are none. The words stay those of the translation.
fn untranslate() {
    for translated in page::all::<Element>("[data-widget] font") {
        // Cannot fail: it is in the page, or in one that was just replaced.
        let _ = translated.replace_with_with_str_1(&translated.text_content().unwrap_or_default());
    }
}

/// Hydrates each root with what the native half rendered there.
fn hydrate(reader: Reader, ids: &[String]) {
    for root in page::widgets("progress") {
        hydrate_root(root, view! { <ProgressPanel reader/> });
    }
    for root in page::widgets("offline") {
        hydrate_root(root, view! { <OfflineLine reader/> });
    }
    for (answer, root) in page::widgets("status").into_iter().enumerate() {
        hydrate_root(root, view! { <AnswerStatus reader answer/> });
    }
    let page = page::full();
    for (answer, root) in page::widgets("tools").into_iter().enumerate() {
        hydrate_root(root, view! { <AnswerTools reader answer href=[&page, "#", &ids[answer]].concat()/> });
    }
    for root in page::widgets("record") {
        hydrate_root(root, view! { <ReadingRecord reader/> });
    }
    for root in page::widgets("announcer") {
        hydrate_root(root, view! { <Announcer reader/> });
    }
}

/// Hydrates one root for as long as the page lives.
///
/// What `leptos::mount::hydrate_from` does, but for its owner and context: one of each serves all roots.
fn hydrate_root(root: HtmlElement, view: impl IntoView) {
    let state = view.into_view().hydrate::<true>(&Cursor::new(root.unchecked_into()), &PositionState::default());
    std::mem::forget(state);
}
