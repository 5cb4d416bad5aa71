//! Which passages are in view.

use super::{page, with_app};
use crate::model::session::Place;
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, js_sys};

/// The passages and whether each is in view.
pub struct Sight {
    places: Vec<Place>,
    in_view: Vec<bool>,
}

impl Sight {
    /// Starts to watch the page's passages, which are these places.
    pub fn watch(places: Vec<Place>) -> Self {
        let on_change = Closure::<dyn FnMut(js_sys::Array)>::new(|entries: js_sys::Array| {
            let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
            with_app(|app| {
                for entry in entries.iter().map(IntersectionObserverEntry::unchecked_from_js) {
                    // A passage is in view when half of it is, or when it fills half of the screen.
                    let seen = entry.intersection_ratio() >= 0.5
                        || entry.intersection_rect().height() >= screen / 2.0 && screen > 0.0;
                    if let Some(at) = position(&entry.target()).and_then(|at| app.sight.in_view.get_mut(at)) {
                        *at = seen;
                    }
                }
            });
        });
        let options = IntersectionObserverInit::new();
        let steps: js_sys::Array = (0..=10).map(|tenth| JsValue::from(f64::from(tenth) / 10.0)).collect();
        options.set_threshold(&steps);
        // Without the observer the page works; only reading by itself is not noticed.
        if let Ok(observer) = IntersectionObserver::new_with_options(on_change.as_ref().unchecked_ref(), &options) {
            for passage in page::passages() {
                observer.observe(&passage);
            }
        }
        on_change.forget();
        let in_view = vec![false; places.len()];
        Self { places, in_view }
    }

    /// A place's position among all passages of the page.
    pub fn position(&self, place: Place) -> usize {
        self.places.iter().position(|known| *known == place).unwrap_or(0)
    }

    /// The places in view, in reading order.
    pub fn visible(&self) -> Vec<Place> {
        self.places.iter().zip(&self.in_view).filter(|(_, seen)| **seen).map(|(place, _)| *place).collect()
    }
}

/// A passage's position among all passages of the page.
fn position(passage: &Element) -> Option<usize> {
    passage.get_attribute("data-p")?.parse().ok()
}
