//! The service worker, seen from the page: registering it, hearing of a newer version, and going over to that.
//!
//! What the worker itself does is in `public/sw.js`. Here is the reader's side of the bargain: a newer version waits until
//! the reader asks for it, the page reloads once, and the reader is where they were.

use super::act::on_window;
use super::{after, change, page, with_app};
use crate::model::handover::Handover;
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use web_sys::js_sys::{self, Reflect};
use web_sys::{ScrollRestoration, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// How long a page that stays open waits at least before it asks for a newer version again: an hour.
const AGAIN_MS: f64 = 3_600_000.0;

/// What the page knows of its worker.
pub struct Worker {
    registration: ServiceWorkerRegistration,
    /// Whether the site's worker was there already: being stored is nothing new then.
    returning: bool,
    /// Whether the site's worker is at work: then the next one is a newer version's.
    controlled: bool,
    /// Whether the reader asked for the newer version.
    asked: bool,
    /// When a newer version was looked for last.
    looked: f64,
}

/// Registers the worker where there can be one, and follows the connection.
pub fn start() {
    follow_connection();
    if let (Some(url), Some(container)) = (page::worker(), container()) {
        let registered = container.register(&url);
        after(registered, Box::new(move |registration| follow(&container, registration)));
    }
}

/// The browser's side of service workers: not in a frame, whose host's page it would not serve anyway, not from a disk, and
/// not where the browser denies it, which some do by throwing.
fn container() -> Option<ServiceWorkerContainer> {
    let window = window();
    let framed = window.top().ok().flatten().as_ref() != Some(&window);
    let served = window.location().protocol().is_ok_and(|protocol| protocol.starts_with("http"));
    let container = Reflect::get(&window.navigator(), &"serviceWorker".into()).ok();
    container.filter(|container| !framed && served && container.is_object()).map(JsCast::unchecked_into)
}

/// Follows what becomes of the registration, where there is one.
fn follow(container: &ServiceWorkerContainer, registration: Result<JsValue, JsValue>) {
    let Ok(registration) = registration else { return };
    let registration: ServiceWorkerRegistration = registration.unchecked_into();
    // A controller may also be the worker of a site above this one.
    let returning = registration.active().is_some();
    let look = Closure::<dyn Fn()>::new(look).into_js_value().unchecked_into::<js_sys::Function>();
    registration.set_onupdatefound(Some(&look));
    // The worker says so when it has stored a page.
    container.set_onmessage(Some(&look));
    container.set_oncontrollerchange(Some(Closure::<dyn Fn()>::new(taken_over).into_js_value().unchecked_ref()));
    with_app(|app| {
        let looked = super::clock::now();
        let controlled = returning;
        app.worker = Some(Worker { registration, returning, controlled, asked: false, looked });
    });
    self::look();
}

/// Looks at how things stand; called whenever they may have changed.
fn look() {
    let newer = with_app(|app| {
        let registration = &app.worker.as_ref()?.registration;
        if let Some(coming) = registration.installing() {
            // Until it is at work or given up.
            coming.set_onstatechange(registration.onupdatefound().as_ref());
        }
        registration.active()?;
        Some(registration.waiting().is_some())
    });
    if let Some(Some(newer)) = newer {
        if newer {
            change(|app| app.session.newer());
        }
        look_up();
    }
}

/// Finds out whether the page is stored: a worker alone is no promise.
fn look_up() {
    let Ok(caches) = window().caches() else { return };
    let found = |found: Result<JsValue, JsValue>| {
        if found.is_ok_and(|found| found.is_object()) {
            change(|app| {
                let news = app.worker.as_ref().is_some_and(|worker| !worker.returning);
                app.session.saved(news);
            });
        }
    };
    after(caches.match_with_str(&page::address()), Box::new(found));
}

/// Another worker is at work: the first one, or that of a newer version, which this reader or another tab asked for.
fn taken_over() {
    let worker = with_app(|app| {
        let worker = app.worker.as_mut()?;
        Some((std::mem::take(&mut worker.asked), std::mem::replace(&mut worker.controlled, true)))
    });
    match worker.flatten() {
        Some((true, _)) => reload_when_active(),
        // This page goes on as it is: all of it is loaded.
        Some((false, true)) => change(|app| app.session.newer()),
        _ => look(),
    }
}

/// A worker controls the page a little before it answers for it; a page that loads in between may come from the server.
fn reload_when_active() {
    let worker = with_app(|app| app.worker.as_ref()?.registration.active()).flatten();
    match worker.filter(|worker| worker.state() != ServiceWorkerState::Activated) {
        Some(worker) => {
            let again = Closure::<dyn Fn()>::new(reload_when_active).into_js_value();
            worker.set_onstatechange(Some(again.unchecked_ref()));
        }
        None => reload(),
    }
}

/// Asks the server for a newer version; called when the reader comes back to a page that stayed open.
pub fn check() {
    with_app(|app| {
        let now = super::clock::now();
        if let Some(worker) = &mut app.worker
            && now - worker.looked > AGAIN_MS
        {
            worker.looked = now;
            // The answer arrives as an event; that there is no connection is no event.
            let _ = worker.registration.update();
        }
    });
}

/// The reader asked for the newer version.
pub fn switch() {
    let waiting = with_app(|app| {
        let worker = app.worker.as_mut()?;
        worker.asked = true;
        worker.registration.waiting()
    });
    match waiting.flatten() {
        Some(waiting) => _ = waiting.post_message(&"switch".into()),
        // Another tab was faster.
        None => reload(),
    }
}

/// Loads the page anew, and hands over to it where the reader is.
fn reload() {
    let handover = with_app(|app| {
        let open = page::disclosures();
        let open: Vec<usize> = (0..open.len()).filter(|at| open[*at].open()).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates at the limits")]
        let scrolled = window().scroll_y().unwrap_or(0.0) as u32;
        app.session.hand_over(&open, app.sight.visible().first().copied(), scrolled).into_text()
    });
    if let (Some(handover), Ok(history)) = (handover, window().history()) {
        // Without it the newer version begins at its top.
        let _ = history.replace_state_with_url(&handover.into(), "", None);
        // The page gets its height, and so its place, only when the answers are open again.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    let _ = window().location().reload();
}

/// Takes over from an older version that the reader left for this one.
pub fn land() {
    let Ok(history) = window().history() else { return };
    let state = history.state().ok().and_then(|state| state.as_string());
    let Some(before) = state.and_then(Handover::from_text) else { return };
    let _ = history.replace_state_with_url(&JsValue::NULL, "", None);
    let _ = history.set_scroll_restoration(ScrollRestoration::Auto);
    let mut at = None;
    change(|app| {
        for (answer, details) in page::disclosures().iter().enumerate() {
            details.set_open(app.session.was_open(&before, answer));
        }
        at = app.session.was_at(&before);
        // The front page has no answers to tell of.
        if app.session.answers() > 0 {
            app.session.switched(&before);
        }
    });
    match at.and_then(|at| page::passages().into_iter().nth(at)) {
        Some(passage) => passage.scroll_into_view(),
        None => window().scroll_to_with_x_and_y(0.0, before.scrolled().unwrap_or(0).into()),
    }
}

fn follow_connection() {
    tell_connection();
    for event in ["online", "offline"] {
        on_window(event, |_| tell_connection());
    }
}

fn tell_connection() {
    change(|app| app.session.connected(window().navigator().on_line()));
}
