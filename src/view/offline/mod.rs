//! Reading without a connection, as the reader sees it: one line that says how things stand, and the page as one file.

mod line;
#[cfg(not(target_arch = "wasm32"))]
mod pass_on;

pub use line::OfflineLine;
#[cfg(not(target_arch = "wasm32"))]
pub use pass_on::PassOn;
