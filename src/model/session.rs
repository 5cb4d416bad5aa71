//! One reader's visit: what the page knows, what an act changes, and what the reader is shown.
//!
//! [`Session`] is the whole state of the browser half as plain values. The browser feeds it time and acts and carries
//! out what it answers; the view draws [`Shown`]. So the rules are tested without a browser.

use super::digits::digits;
use super::handover::Handover;
use super::progress::{AnswerOutline, Progress, Status, Stored};

/// A tick that took longer than this, in milliseconds, was a sleeping machine and not a reading person.
const LONGEST_TICK_MS: u32 = 1_500;

/// What becomes of the reader's progress, as far as the page knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Not known yet, or no script runs.
    #[default]
    Unknown,
    /// Kept in this browser.
    Kept,
    /// The browser denies storage: kept until the page is left.
    Denied,
    /// Storage is full: what was kept stays, what is new is kept until the page is left.
    Full,
    /// A newer build wrote the store: shown as new, nothing is written.
    Newer,
    /// The store held something unreadable, which was put aside.
    Damaged,
}

/// How the page stands to the server that it came from: one line for the reader, the weightiest that is true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// Nothing to say, or no script runs.
    #[default]
    Unknown,
    /// The page opens without a connection, too.
    Saved,
    /// The reader asked for the newer version, and this is it.
    Switched,
    /// There is no connection.
    Disconnected,
    /// A newer version is stored and waits for the reader's word.
    Newer,
}

/// A status message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// None yet.
    #[default]
    Nothing,
    /// An answer became read by reading.
    AnswerRead {
        /// Answers read.
        read: usize,
        /// Answers in all.
        of: usize,
    },
    /// An answer was marked as read.
    MarkedRead {
        /// Answers read.
        read: usize,
        /// Answers in all.
        of: usize,
    },
    /// An answer was marked as unread.
    MarkedUnread {
        /// Answers read.
        read: usize,
        /// Answers in all.
        of: usize,
    },
    /// All progress was cleared.
    Cleared,
    /// Cleared progress came back.
    Restored,
    /// The address of an answer is in the clipboard.
    LinkCopied,
    /// The clipboard is out of reach: the address is in the address bar.
    LinkShown,
    /// All answers were opened.
    AllOpened,
    /// All answers were closed.
    AllClosed,
    /// What [`Shown::offline`] says.
    Offline,
}

/// A place to read: positions counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The question.
    pub answer: usize,
    /// The passage of its answer.
    pub passage: usize,
}

/// What a reader does with a control of the page; answers are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens all answers, or closes them when all are open.
    ToggleAll,
    /// Goes to the first unread place.
    Resume,
    /// Marks an answer as read, or as unread when it is read.
    Mark(usize),
    /// Copies the address of an answer.
    CopyLink(usize),
    /// Forgets all progress.
    StartAgain,
    /// Brings forgotten progress back.
    Undo,
    /// Goes over to the newer version.
    Switch,
}

/// Everything that the hydrated parts of the page show.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; they do not make up a state machine")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Whether the browser half runs; what needs it is shown only then.
    pub live: bool,
    /// Each answer's state.
    pub answers: Vec<Status>,
    /// How many are read.
    pub read: usize,
    /// Minutes left, rounded up.
    pub minutes_left: u32,
    /// Where to go on, counted from 0; `None` where nothing was read yet or nothing is left.
    pub resume: Option<Place>,
    /// Whether all answers are open.
    pub all_open: bool,
    /// Whether forgotten progress can be brought back.
    pub can_undo: bool,
    /// Whether there is progress to forget.
    pub can_clear: bool,
    /// What becomes of the progress.
    pub keeping: Keeping,
    /// How the page stands to its server.
    pub offline: Offline,
    /// What that line names: the day of this version where there is no connection; after going over to a newer one, the
    /// numbers of the answers that changed, with commas between them.
    pub offline_of: String,
    /// The latest status message.
    pub said: Said,
    /// Flips with each message, so that the same words twice are announced twice.
    pub said_again: bool,
}

impl Shown {
    /// What a page shows before any script runs.
    pub fn unread(answers: &[AnswerOutline]) -> Self {
        Session::new(answers.to_vec()).shown()
    }
}

/// One visit.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own; they do not make up a state machine")]
#[derive(Clone, Debug, Default)]
pub struct Session {
    answers: Vec<AnswerOutline>,
    progress: Progress,
    cleared: Option<Progress>,
    live: bool,
    all_open: bool,
    keeping: Keeping,
    version: String,
    saved: bool,
    disconnected: bool,
    newer: bool,
    changed: Option<String>,
    said: Said,
    said_again: bool,
}

impl Session {
    /// A visit to a page with these answers, of which nothing is remembered.
    pub fn new(answers: Vec<AnswerOutline>) -> Self {
        Self { answers, ..Self::default() }
    }

    /// How many answers the page has.
    pub fn answers(&self) -> usize {
        self.answers.len()
    }

    /// An answer's question id.
    pub fn answer_id(&self, answer: usize) -> &str {
        &self.answers[answer].id
    }

    /// Every passage of the page, in reading order.
    pub fn places(&self) -> Vec<Place> {
        let passages = |(answer, outline): (usize, &AnswerOutline)| {
            (0..outline.words.len()).map(move |passage| Place { answer, passage })
        };
        self.answers.iter().enumerate().flat_map(passages).collect()
    }

    /// The progress as it stands, for storing.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Whether a stored text may be written over: never one of a newer build.
    pub fn may_write(&self) -> bool {
        self.keeping != Keeping::Newer
    }

    /// The browser half runs, and this is what it found about storage.
    pub fn start(&mut self, keeping: Keeping) {
        self.live = true;
        self.keeping = keeping;
    }

    /// What became of the latest attempt to store. That something was damaged stays said for the whole visit.
    pub fn keep(&mut self, keeping: Keeping) {
        if !(self.keeping == Keeping::Damaged && keeping == Keeping::Kept) {
            self.keeping = keeping;
        }
    }

    /// Takes in what storage holds: an earlier visit, or what another tab just wrote.
    pub fn take(&mut self, stored: &Stored) {
        match stored {
            Stored::Progress(progress) => self.progress.merge(progress),
            Stored::Newer => self.keeping = Keeping::Newer,
            Stored::Damaged => self.keeping = Keeping::Damaged,
        }
    }

    /// The reader emptied the browser's storage: this page forgets, too.
    pub fn forget(&mut self) {
        self.progress = Progress::default();
        self.cleared = None;
    }

    /// `ms` milliseconds passed with these places in view, in reading order. Returns whether it is worth storing.
    pub fn tick(&mut self, visible: &[Place], ms: u32) -> bool {
        let before = self.unread_passages();
        let mut left = ms.min(LONGEST_TICK_MS);
        let mut done = false;
        for part in visible.chunk_by(|a, b| a.answer == b.answer) {
            let passages: Vec<usize> = part.iter().map(|place| place.passage).collect();
            let credit = self.progress.credit(&self.answers[part[0].answer], &passages, left);
            left = credit.0;
            done |= credit.1;
        }
        if done {
            self.say(Said::AnswerRead { read: self.read(), of: self.answers.len() });
        }
        before != self.unread_passages()
    }

    /// Marks an answer as read, or as unread when it is read.
    pub fn mark(&mut self, answer: usize) {
        let outline = &self.answers[answer];
        let unread = self.progress.status(outline) == Status::Read;
        if unread {
            self.progress.mark_unread(outline);
        } else {
            self.progress.mark_read(outline);
        }
        let (read, of) = (self.read(), self.answers.len());
        self.say(if unread { Said::MarkedUnread { read, of } } else { Said::MarkedRead { read, of } });
    }

    /// Forgets all progress, until [`Session::undo`].
    pub fn start_again(&mut self) {
        self.cleared = Some(self.progress.clone());
        self.progress.clear();
        self.say(Said::Cleared);
    }

    /// Brings forgotten progress back.
    pub fn undo(&mut self) {
        if let Some(before) = self.cleared.take() {
            self.progress.restore(&before);
            self.say(Said::Restored);
        }
    }

    /// The answers were opened or closed; `said` where a control of ours did it to all.
    pub fn opened(&mut self, all: bool, said: bool) {
        self.all_open = all;
        if said {
            self.say(if all { Said::AllOpened } else { Said::AllClosed });
        }
    }

    /// The day of the version that the page shows, in words.
    pub fn is_version(&mut self, day: String) {
        self.version = day;
    }

    /// The page is stored for reading without a connection; `now` where that has just come to pass.
    pub fn saved(&mut self, now: bool) {
        self.note(|session| session.saved = true, now);
    }

    /// Whether there is a connection.
    pub fn connected(&mut self, connected: bool) {
        self.note(|session| session.disconnected = !connected, !connected);
    }

    /// A newer version of the page is stored, and waits.
    pub fn newer(&mut self) {
        self.note(|session| session.newer = true, true);
    }

    /// The reader came here from an older version.
    pub fn switched(&mut self, before: &Handover) {
        let changed = (0..self.answers.len()).filter(|answer| !before.has(&self.answers[*answer]));
        let changed = changed.map(|answer| digits(answer + 1, 10)).collect::<Vec<_>>().join(",");
        self.note(|session| session.changed = Some(changed), true);
    }

    /// Changes what the line about offline reading says, and says it where `worth` and where it became another.
    fn note(&mut self, f: impl FnOnce(&mut Self), worth: bool) {
        let before = self.offline();
        f(self);
        if self.offline() != before {
            if worth {
                self.say(Said::Offline);
            } else if self.said == Said::Offline {
                // The message is about a line that is gone.
                self.said = Said::Nothing;
            }
        }
    }

    fn offline(&self) -> Offline {
        if self.newer {
            Offline::Newer
        } else if self.disconnected {
            Offline::Disconnected
        } else if self.changed.is_some() {
            Offline::Switched
        } else if self.saved {
            Offline::Saved
        } else {
            Offline::Unknown
        }
    }

    /// What the next version of this page is to know when the reader goes over to it.
    pub fn hand_over(&self, open: &[usize], at: Option<Place>, scrolled: u32) -> Handover {
        Handover::new(&self.answers, open, at, scrolled)
    }

    /// Whether an answer was open when the reader left the older version.
    pub fn was_open(&self, before: &Handover, answer: usize) -> bool {
        before.was_open(&self.answers[answer])
    }

    /// The position among all passages of the one that was the first in view then.
    pub fn was_at(&self, before: &Handover) -> Option<usize> {
        self.places().iter().position(|place| before.was_here(&self.answers[place.answer], place.passage))
    }

    /// Gives the reader a status message.
    pub fn say(&mut self, said: Said) {
        self.said = said;
        self.said_again = !self.said_again;
    }

    /// The first unread place.
    pub fn next_unread(&self) -> Option<Place> {
        self.answers.iter().enumerate().find_map(|(answer, outline)| {
            let passage = self.progress.first_unread(outline)?;
            Some(Place { answer, passage })
        })
    }

    fn unread_passages(&self) -> usize {
        self.answers.iter().map(|answer| self.progress.unread_passages(answer)).sum()
    }

    fn read(&self) -> usize {
        self.answers.iter().filter(|answer| self.progress.status(answer) == Status::Read).count()
    }

    /// What the page shows now.
    pub fn shown(&self) -> Shown {
        let begun = !self.progress.is_empty();
        Shown {
            live: self.live,
            answers: self.answers.iter().map(|answer| self.progress.status(answer)).collect(),
            read: self.read(),
            minutes_left: self.progress.minutes_left(&self.answers),
            resume: self.next_unread().filter(|_| begun),
            all_open: self.all_open,
            can_undo: self.cleared.is_some(),
            can_clear: begun,
            keeping: self.keeping,
            offline: self.offline(),
            offline_of: if self.disconnected { &self.version } else { self.changed.as_ref().unwrap_or(&self.version) }
                .clone(),
            said: self.said,
            said_again: self.said_again,
        }
    }
}

#[cfg(test)]
mod tests;
