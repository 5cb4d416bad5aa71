//! The browser's console, by whatever way the engine lets one read it.
//!
//! Chromium's driver keeps it. Firefox prints it, and its driver passes that on. WebKit's says nothing: there a hook is
//! set once a page has loaded, so that what went wrong while loading is missed.

use std::fmt;

use serde_json::Value;

/// A line of the console.
#[derive(Clone, Debug)]
pub struct Line {
    pub is_error: bool,
    pub text: String,
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.is_error { "error" } else { "other" };
        write!(formatter, "{level}: {}", self.text)
    }
}

/// The entries of Chromium's browser log.
pub fn from_chromium(log: &Value) -> Vec<Line> {
    log.as_array()
        .into_iter()
        .flatten()
        .map(|entry| Line {
            is_error: entry["level"] == "SEVERE",
            text: entry["message"].as_str().unwrap_or_default().to_owned(),
        })
        .collect()
}

/// What of Firefox's output is the page's. The browser's own scripts print there too, from `resource:`, `chrome:` and
/// `moz-src:` addresses; their console calls begin with a bare name where a page's begin with a quoted text or with an object in
/// brackets, or hold an error that names such an address.
pub fn from_firefox(log: &[String]) -> Vec<Line> {
    log.iter()
        .filter_map(|line| {
            if let Some(text) = line.strip_prefix("JavaScript error: ") {
                return ["http", "file:", "blob:", "data:"]
                    .iter()
                    .any(|scheme| text.starts_with(scheme))
                    .then(|| Line { is_error: true, text: text.to_owned() });
            }
            let (level, text) = line.strip_prefix("console.")?.split_once(": ")?;
            let own = ["\"resource://", "\"chrome://", "\"moz-src://"].iter().any(|scheme| text.contains(scheme));
            (text.starts_with(['"', '(']) && !own).then(|| Line { is_error: level == "error", text: text.to_owned() })
        })
        .collect()
}

/// Sets the hook in a page that has loaded; a second time it does nothing.
pub const HOOK: &str = "
    if (window.__console) return;
    const seen = window.__console = [];
    const note = (isError, text) => { seen.push([isError, text]); };
    addEventListener('error', event => note(true, event.message));
    addEventListener('unhandledrejection', event => note(true, String(event.reason)));
    addEventListener('securitypolicyviolation', event => note(true, event.violatedDirective + ' ' + event.blockedURI));
    for (const level of ['log', 'info', 'warn', 'error']) {
        const before = console[level];
        console[level] = (...values) => { note(level === 'error', values.join(' ')); before.apply(console, values); };
    }";

/// Takes what the hook has seen.
pub const DRAIN: &str = "return (window.__console || []).splice(0);";

/// The answer of [`DRAIN`].
pub fn from_hook(seen: &Value) -> Vec<Line> {
    seen.as_array()
        .into_iter()
        .flatten()
        .map(|entry| Line { is_error: entry[0] == true, text: entry[1].as_str().unwrap_or_default().to_owned() })
        .collect()
}
