//! Who is who: a map of the actors, and a list that tells each tie.
//!
//! The map is for those who look: a hub, and for each actor beside it arrows that say what ties the two. It is made of
//! boxes that the browser lays out, so that no label can cover another at any width, type size or spacing. The list has
//! the same ties in the order of the file, each with its sentence and its answer.

mod list;
mod map;

pub use list::WhoIsWho;
