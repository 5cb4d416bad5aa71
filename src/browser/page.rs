//! What the browser half reads from the page that the native half wrote.

use crate::model::phrases::Phrases;
use crate::model::progress::AnswerOutline;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};

/// All elements that `selector` matches, in document order; `T` is what such elements are. Asking the browser whether they
/// are would be compiled for each `T`.
pub fn all<T: JsCast>(selector: &str) -> Vec<T> {
    let Ok(list) = document().query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| Some(list.get(at)?.unchecked_into())).collect()
}

/// The id of the explainer that the page shows; on the front page there is none.
pub fn explainer_id() -> Option<String> {
    of_page("data-explainer")
}

/// The day of the version that the page shows, in words.
pub fn version() -> String {
    of_page("data-version").unwrap_or_default()
}

/// Where the site's worker is, from here.
pub fn worker() -> Option<String> {
    of_page("data-worker")
}

/// The way to the explainer's own page: empty on that page itself.
pub fn full() -> String {
    of_page("data-page").unwrap_or_default()
}

/// What the page says of itself.
fn of_page(attribute: &str) -> Option<String> {
    all::<Element>("main").first()?.get_attribute(attribute)
}

/// The words that this half says, in the page's language. They are kept for as long as the page lives: call it once.
pub fn phrases() -> Phrases {
    Phrases::new(Box::leak(Box::new(of_page("data-phrases").unwrap_or_default())))
}

/// The questions as disclosures, in reading order.
pub fn disclosures() -> Vec<HtmlDetailsElement> {
    all("details[data-id]")
}

/// The passages of all answers, in reading order.
pub fn passages() -> Vec<HtmlElement> {
    all("[data-p]")
}

/// The roots to hydrate with one kind of view, in reading order.
pub fn widgets(kind: &str) -> Vec<HtmlElement> {
    all(&["[data-widget=", kind, "]"].concat())
}

/// What the page says about each answer.
pub fn answers() -> Vec<AnswerOutline> {
    disclosures()
        .iter()
        .map(|details| {
            let data = |name: &str| details.get_attribute(name).unwrap_or_default();
            AnswerOutline::from_text(&data("data-id"), &data("data-text"))
        })
        .collect()
}

/// What the front page says about an explainer that it lists, in one of its roots: the id and the answers.
pub fn listed(root: &HtmlElement) -> (String, Vec<AnswerOutline>) {
    let data = |name: &str| root.get_attribute(name).unwrap_or_default();
    (data("data-of"), data("data-answers").lines().map(AnswerOutline::from_line).collect())
}

/// The page's address without query and fragment: what a deep link to it begins with.
pub fn address() -> String {
    let location = window().location();
    location.origin().unwrap_or_default() + &location.pathname().unwrap_or_default()
}
