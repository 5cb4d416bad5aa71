//! The explainer inside another page: the embed page, and the page on which an editor puts an embed together.
//!
//! `options.js` beside this file applies the options of the address; `bridge.js` is how the embed page and the page around it
//! agree on the frame's height. Both are inline and need no wasm. `public/embed.js` is what a page can load that has no such script of its own.

mod page;
mod snippets;
mod this;

pub use page::EmbedPage;
pub use this::{EmbedThisPage, Place};

/// The inline scripts of the embed page, with their comments: the options, behind the style sheet, and the bridge, at the end.
pub const SCRIPTS: [&str; 2] = [include_str!("options.js"), include_str!("bridge.js")];
