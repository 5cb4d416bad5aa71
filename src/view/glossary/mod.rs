//! The glossary: a list that every reader can read, and a native pop-up for each term.
//!
//! A pop-up opens by click, touch or key through `popovertarget`, with no script; the browser closes it on Escape and
//! gives the focus back. Engines that know no popover show the list, which the pop-ups only repeat.

#[cfg(not(target_arch = "wasm32"))]
mod list;
#[cfg(not(target_arch = "wasm32"))]
mod popovers;

#[cfg(not(target_arch = "wasm32"))]
pub use list::Glossary;
#[cfg(not(target_arch = "wasm32"))]
pub use popovers::Popovers;
