//! What the reader and the browser do to the page.

use super::{App, after, change, clock, deep_link, page, with_app, worker};
use crate::model::session::{Action, Said};
use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::js_sys::Promise;
use web_sys::{Element, Event, EventTarget, HtmlElement, StorageEvent};

/// Carries out what a reader did with a control.
pub fn act(action: Action) {
    match action {
        Action::ToggleAll => toggle_all(),
        Action::Resume => resume(),
        Action::CopyLink(answer) => copy_link(answer),
        Action::Mark(answer) => change_and_save(|app| app.session.mark(answer)),
        Action::StartAgain => {
            change_and_save(|app| app.session.start_again());
            stay_in_the_record();
        }
        Action::Switch => worker::switch(),
        Action::Undo => {
            change_and_save(|app| app.session.undo());
            stay_in_the_record();
        }
    }
}

/// A reader's own act counts from what all tabs know.
fn change_and_save(f: impl FnOnce(&mut App)) {
    change(|app| {
        app.load();
        f(app);
        app.save();
    });
}

/// The button that was pressed goes, and the focus with it: what comes in its place takes it over. As a task, so that the
/// views have had their turn.
fn stay_in_the_record() {
    let focus = |_| {
        if let Some(button) = page::all::<HtmlElement>(".record button").first() {
            let _ = button.focus();
        }
    };
    after(Promise::resolve(&JsValue::UNDEFINED), Box::new(focus));
}

/// Listens to what happens outside the controls.
pub fn listen() {
    on_window("pagehide", |_| {
        clock::tick();
        change(App::save);
    });
    on_window("storage", |event| {
        let event: StorageEvent = event.unchecked_into();
        change(|app| {
            if app.store.is_about(event.key().as_deref()) {
                // Another tab may have written since, and would hide that everything was gone.
                if event.old_value().is_none() {
                    app.store.emptied(&mut app.session);
                }
                app.load();
            }
        });
    });
    on(&document(), "visibilitychange", |_| {
        if clock::page_is_visible() {
            clock::skip();
            // A page that was frozen heard nothing of the other tabs.
            change(App::load);
            worker::check();
        } else {
            clock::tick();
            change(App::save);
        }
    });
    // A disclosure's toggle event does not bubble, but it can be caught on its way down.
    on(&document(), "toggle", |_| {
        let open = page::all::<JsValue>("details[data-id][open]").len();
        change(|app| app.session.opened(open == app.session.answers(), false));
    });
    listen_for_terms();
}

/// Leads from a term to its entry in the glossary, where the engine knows no pop-ups and the term's button does nothing.
fn listen_for_terms() {
    // An engine that does not know the word takes it for a mistake.
    if document().query_selector_all(":popover-open").is_ok() {
        return;
    }
    on(&document(), "click", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let id = target.and_then(|target| target.get_attribute("popovertarget")).unwrap_or_default();
        if let Some(of) = id.strip_prefix("term") {
            let _ = window().location().set_hash(&("glossary".to_owned() + of));
        }
    });
}

/// Listens to an event of the window for as long as the page lives.
pub fn on_window(event: &str, f: fn(Event)) {
    on(&window(), event, f);
}

/// A plain function, so that all listeners share one closure's code.
fn on(target: &EventTarget, event: &str, f: fn(Event)) {
    let listener = Closure::<dyn Fn(Event)>::new(f).into_js_value();
    // Adding a listener cannot fail here.
    let _ = target.add_event_listener_with_callback_and_bool(event, listener.unchecked_ref(), true);
}

fn toggle_all() {
    let disclosures = page::disclosures();
    let open = !disclosures.iter().all(web_sys::HtmlDetailsElement::open);
    for details in disclosures {
        details.set_open(open);
    }
    change(|app| app.session.opened(open, true));
}

fn resume() {
    if let Some(Some(at)) = with_app(|app| app.session.next_unread().map(|place| app.sight.position(place)))
        && let Some(passage) = page::passages().get(at)
    {
        deep_link::go_to(passage);
    }
}

fn copy_link(answer: usize) {
    let Some(id) = with_app(|app| app.session.answer_id(answer).to_owned()) else { return };
    let link = page::address() + "#" + &id;
    let clipboard = window().navigator().clipboard();
    let done = move |copied: bool| {
        if !copied {
            let _ = window().location().set_hash(&id);
        }
        change(|app| app.session.say(if copied { Said::LinkCopied } else { Said::LinkShown }));
    };
    // There is no clipboard on an insecure origin, and a frame may be denied it.
    if clipboard.is_undefined() {
        done(false);
    } else {
        after(clipboard.write_text(&link), Box::new(move |copied| done(copied.is_ok())));
    }
}
