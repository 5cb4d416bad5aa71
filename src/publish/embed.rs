//! What others need to embed an explainer: oEmbed, and how much room a frame will want.

use super::card;
use super::settings::{Address, Settings};
use crate::model::explainer::Explainer;
use crate::view::escape::escape;
use serde_json::json;

/// The width that oEmbed is told, in CSS pixels: a common column of text.
const WIDTH: u32 = 600;

/// How long a consumer may keep the answer, in seconds: a day.
const CACHE_AGE: u32 = 86_400;

/// Where an explainer's oEmbed answer is published.
pub fn oembed_path(id: &str) -> String {
    format!("{id}/oembed.json")
}

/// The answer of an oEmbed provider, version 1.0 (<https://oembed.com>), as a static file.
///
/// `WordPress` gives its sizing script only to a frame that follows a quotation with a link, keeps few of the frame's
/// attributes, and puts it into a sandbox. The quotation is what is left where there are no frames.
pub fn oembed(explainer: &Explainer, settings: &Settings, url: &Address) -> String {
    let id = &explainer.id;
    let title = escape(&explainer.title);
    let (page, frame) = (url.of(&format!("{id}/")), url.of(&format!("{id}/embed/")));
    let height = height(explainer, WIDTH);
    let html = format!(
        "<blockquote><a href=\"{page}\">{title}</a></blockquote>\
         <iframe src=\"{frame}\" width=\"{WIDTH}\" height=\"{height}\" frameborder=\"0\" title=\"{title}\"></iframe>"
    );
    let provider = settings.publisher.as_deref().unwrap_or_else(|| explainer.lang.words().explainers);
    let answer = json!({
        "type": "rich",
        "version": "1.0",
        "title": explainer.title,
        "author_name": provider,
        "provider_name": provider,
        "provider_url": url.of(""),
        "cache_age": CACHE_AGE,
        "thumbnail_url": url.of(&card::path(id)),
        "thumbnail_width": card::WIDTH,
        "thumbnail_height": card::HEIGHT,
        "html": html,
        "width": WIDTH,
        "height": height,
    });
    format!("{answer:#}\n")
}

/// The room that an embed of this width, in CSS pixels, wants when it is closed: rather a little more than it will take, so
/// that an article does not move when the frame says how much it is.
///
/// Estimated from the number of letters, since nothing here knows the reader's typefaces; `tests/browser/embed.rs` holds it
/// against what the browsers need.
pub fn height(explainer: &Explainer, width: u32) -> u32 {
    // The sizes are those of style/tokens.css and the style sheets beside the components, in CSS pixels.
    let inner = width.min(624).saturating_sub(12).max(200);
    let lines = |text: &str, room: u32, letter: f64| -> u32 {
        #[expect(clippy::cast_precision_loss, reason = "lengths of titles")]
        let letters = text.chars().count() as f64 * letter / f64::from(room.max(100));
        // A line breaks between words, and so leaves some of its room empty.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
        let lines = (letters * 1.12).ceil() as u32;
        lines.max(1)
    };
    let (row, ui) = (11.5, 7.6);
    let title = 40 + 27 * lines(&explainer.title, inner, row);
    let notice = explainer.notice.as_ref().map_or(0, |notice| 32 + 23 * lines(notice, inner - 36, ui));
    let progress = 24 + 23 + 32 + if width <= 368 { 96 } else { 44 } + 16;
    let rows: u32 = explainer.questions.iter().map(|question| 61 + 27 * lines(&question.title, inner - 60, row)).sum();
    let record = 24
        + match width {
            ..480 => 90 + 44,
            480..640 => 68,
            _ => 45,
        };
    16 + title + notice + progress + rows + record + 45 + 45
}
