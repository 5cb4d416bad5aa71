//! Publishing: from seeds and a built browser half to the files of a static site.
//!
//! 1. [`seeds`] reads the content files and reports all their problems at once.
//! 2. [`bundle`] finds the browser half that trunk built.
//! 3. [`style`] joins the style sheets in cascade order.
//! 4. [`site`] makes a map of path → bytes: pure, the same input gives the same bytes.
//! 5. [`write`](mod@write) puts the map on disk; nothing else here writes.
//! 6. [`size`] weighs the result.

pub mod bundle;
pub mod policy;
pub mod seeds;
pub mod site;
pub mod size;
pub mod style;
pub mod write;
