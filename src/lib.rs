//! Backgrounder: news explainers that read without a script, remember the reader's place and need no server.
//!
//! The folders are the pipeline, in the order in which data flows:
//!
//! 1. `seeds/*.md` – the content, one file an explainer.
//! 2. [`model`] – pure: text in, values and problems out; the rules of reading progress.
//! 3. [`view`] – Leptos components that give the same HTML in both worlds.
//! 4. `publish` – native only: from a model to a map of path → bytes, written in one place.
//! 5. `browser` – wasm only: hydrates small parts of the page; every effect lives here.
//!
//! `serve` is the small static server behind `make serve` and the tests.

pub mod model;
pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
#[cfg(not(target_arch = "wasm32"))]
pub mod serve;
