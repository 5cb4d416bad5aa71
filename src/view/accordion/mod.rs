//! The questions as native disclosures, and the two small parts of each that are hydrated.
//!
//! `<details><summary><h2>` opens by click and by key in every engine with no script, keeps its heading in the
//! accessibility tree, is found by find-in-page and leaves readers free to keep several answers open.

#[cfg(not(target_arch = "wasm32"))]
mod item;
mod status;
mod tools;

#[cfg(not(target_arch = "wasm32"))]
pub use item::{AccordionItem, accordion_class};
pub use status::AnswerStatus;
pub use tools::AnswerTools;
