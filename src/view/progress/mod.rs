//! Reading progress as the reader sees it: the panel above the questions, the line below them, and the status message.

mod announcer;
mod panel;
mod record;

pub use announcer::Announcer;
pub use panel::ProgressPanel;
pub use record::ReadingRecord;
