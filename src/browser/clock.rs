//! Reading time.

use super::{change, with_app};
use leptos::prelude::{document, set_interval, window};
use std::time::Duration;
use web_sys::VisibilityState;

/// How often time is credited: often enough for a short paragraph, seldom enough for a phone's battery.
const TICK: Duration = Duration::from_millis(500);

/// Milliseconds since the page was opened, from a clock that never jumps.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Starts to credit time.
pub fn start() {
    set_interval(tick, TICK);
}

/// Whether the reader can see the page.
pub fn page_is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Credits the time since the last tick to what is in view.
pub fn tick() {
    let now = now();
    let worth_showing = with_app(|app| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates at the limits")]
        let ms = (now - app.last_tick) as u32;
        app.last_tick = now;
        let visible = app.sight.visible();
        !visible.is_empty() && app.session.tick(&visible, ms)
    });
    if worth_showing == Some(true) {
        change(super::App::save);
    }
}

/// Time passed that nobody read: starts anew from here.
pub fn skip() {
    let now = now();
    with_app(|app| app.last_tick = now);
}
