//! The site's front page: every explainer with how far the reader is in it, and a search through all of them.

mod progress;

#[cfg(not(target_arch = "wasm32"))]
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod search;

#[cfg(not(target_arch = "wasm32"))]
pub use page::IndexPage;
pub use progress::IndexProgress;
