//! Deep links into closed answers.
//!
//! Newer engines open the disclosure around a fragment's target by themselves; this does it for the others, and for
//! places that the page itself leads to.

use super::act::on_window;
use super::page;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};

/// Follows the fragment that the page was opened with, and each later one.
pub fn start() {
    follow();
    on_window("hashchange", |_| follow());
}

fn follow() {
    let hash = window().location().hash().unwrap_or_default();
    let target = hash.strip_prefix('#').and_then(|id| document().get_element_by_id(id));
    let Some(target) = target else { return };
    // Among rows that are not laid out while they are out of sight an engine that opens answers by itself goes astray.
    if open_around(&target) | target.matches(".accordion--long *").unwrap_or_default() {
        target.scroll_into_view();
    }
    // A pop-up whose link was followed would stay above the place, and keep the focus.
    for popover in page::all::<HtmlElement>(":popover-open") {
        let _ = popover.hide_popover();
        go_to(target.unchecked_ref());
    }
}

/// Opens the disclosure around `target`; `false` where it was open already.
fn open_around(target: &Element) -> bool {
    let around: Option<HtmlDetailsElement> = target.closest("details").ok().flatten().map(JsCast::unchecked_into);
    match around {
        Some(details) if !details.open() => {
            details.set_open(true);
            true
        }
        _ => false,
    }
}

/// Leads the reader to an element: opens what hides it, scrolls there, and moves the focus, so that the next key or the
/// screen reader goes on from there.
pub fn go_to(target: &HtmlElement) {
    open_around(target);
    // A paragraph takes the focus only with a tab index; -1 keeps it out of the tab order.
    target.set_tab_index(-1);
    let _ = target.focus();
    target.scroll_into_view();
}
