//! Leptos components that render the same in both worlds: natively into the page's HTML, and in the browser, where the
//! hydrated ones take over the very elements that the native half wrote.
//!
//! No component reads a clock, a random number, `window` or storage: the same input gives the same HTML. What a reader
//! does leaves a component as an [`Action`](crate::model::session::Action) through [`Reader`]; what is to be seen comes
//! back as a [`Shown`](crate::model::session::Shown).

pub mod accordion;
pub mod glossary;
pub mod index;
pub mod offline;
pub mod progress;
mod reader;
mod sole_text;

#[cfg(not(target_arch = "wasm32"))]
pub mod document;
#[cfg(not(target_arch = "wasm32"))]
pub mod embed;
#[cfg(not(target_arch = "wasm32"))]
pub mod escape;
#[cfg(not(target_arch = "wasm32"))]
mod opening;
#[cfg(not(target_arch = "wasm32"))]
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod prose;
#[cfg(not(target_arch = "wasm32"))]
mod sources;
#[cfg(not(target_arch = "wasm32"))]
pub mod timeline;
#[cfg(not(target_arch = "wasm32"))]
mod who;

#[cfg(not(target_arch = "wasm32"))]
pub use page::{Edition, NoticePage, Page};
pub use reader::{Button, Reader, Words};
