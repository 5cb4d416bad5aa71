//! The dated facts: a picture to scale, and a list that says the same in words.
//!
//! The list is what everyone reads, on paper and in text browsers too. The picture above it shows how far apart the facts
//! are, and both show by the form of a mark how precisely a date is known.

mod axis;
mod list;

pub use list::{Timeline, event_id};
