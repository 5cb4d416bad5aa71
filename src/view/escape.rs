//! Text as it may stand in HTML and XML that is put together by hand.

/// The text with its signs of markup written as entities: fit for the inside of an element, and of an attribute between double
/// quotation marks.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
