//! The content model: what an explainer is, how its file is read and checked, and how reading progress is kept.
//!
//! Pure by design: no Leptos, no browser, no disk and no clock. Text goes in, values and problems come out, so that
//! everything here is tested natively in a second.

pub mod digits;
pub mod handover;
pub mod phrases;
pub mod progress;
pub mod session;

// Only a publisher reads files; their parser stays out of the wasm, and so do the words of all languages.
#[cfg(not(target_arch = "wasm32"))]
pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod explainer;
#[cfg(not(target_arch = "wasm32"))]
pub mod import;
#[cfg(not(target_arch = "wasm32"))]
pub mod parse;
#[cfg(not(target_arch = "wasm32"))]
pub mod problem;
#[cfg(not(target_arch = "wasm32"))]
pub mod readability;
#[cfg(not(target_arch = "wasm32"))]
pub mod skeleton;
#[cfg(not(target_arch = "wasm32"))]
pub mod terms;
#[cfg(not(target_arch = "wasm32"))]
pub mod timeline;
#[cfg(not(target_arch = "wasm32"))]
pub mod when;
#[cfg(not(target_arch = "wasm32"))]
pub mod who;
#[cfg(not(target_arch = "wasm32"))]
pub mod words;
