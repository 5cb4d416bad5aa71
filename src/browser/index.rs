//! The front page's list: how far the reader is in each explainer.

use super::act::on_window;
use super::{act, display, hydrate_root, page, store};
use crate::model::phrases::Phrases;
use crate::model::progress::Stored;
use crate::model::session::{Keeping, Session, Shown};
use crate::view::Reader;
use crate::view::index::IndexProgress;
use leptos::prelude::*;
use std::cell::RefCell;
use web_sys::HtmlElement;

thread_local! {
    /// What is shown of each, in the order of the page.
    static LIST: RefCell<Vec<RwSignal<Shown>>> = const { RefCell::new(Vec::new()) };
}

/// Hydrates the list.
pub fn hydrate(phrases: Phrases) {
    let hydrate_entry = |root: HtmlElement| {
        let shown = RwSignal::new(entry(&root, false));
        hydrate_root(root, view! { <IndexProgress reader=Reader { phrases, shown, act: act::act }/> });
        shown
    };
    LIST.set(page::widgets("index").into_iter().map(hydrate_entry).collect());
}

/// Shows what is stored, now and whenever it may have changed: by another tab, or by a page that the reader comes back from.
pub fn follow() {
    show();
    on_window("storage", |_| show());
    on_window("pageshow", |_| show());
}

fn show() {
    // Taken out meanwhile: an effect of a signal must not meet the list borrowed.
    let list = LIST.take();
    for (root, shown) in page::widgets("index").iter().zip(&list) {
        display(*shown, entry(root, true));
    }
    LIST.set(list);
}

/// What an entry shows: its size or, once something of it was read, how far the reader is.
fn entry(root: &HtmlElement, live: bool) -> Shown {
    let (id, answers) = page::listed(root);
    let mut session = Session::new(answers);
    if live && let stored @ Stored::Progress(_) = store::peek(&id) {
        session.take(&stored);
        if !session.progress().is_empty() {
            session.start(Keeping::Kept);
        }
    }
    session.shown()
}
