//! The words that the browser half says.
//!
//! They travel with the page, as one text, a line for each: the native half writes those of the page's language, and both
//! halves say them through [`Phrases`]. So no word of any language is in the wasm, and another language costs it nothing.
//! [`words`](super::words) has the languages.

use super::digits::digits;
use super::progress::Status;
use super::session::{Keeping, Offline, Said, Shown};

/// Lists the phrases once: as names, and in the order in which they travel.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// What the browser half can say. In a phrase `{0}`, `{1}` … stand for values; a `|` parts the form for one from
        /// the form for any other number, by the value `{0}`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Phrase {
            $($(#[$doc])* $name,)+
        }

        impl Phrase {
            /// Every phrase, in the order in which they travel.
            #[cfg(not(target_arch = "wasm32"))]
            pub const ALL: &[Self] = &[$(Self::$name),+];
        }
    };
}

phrases! {
    /// No phrase but a rule: the numbers that take the form for one, each a digit.
    One,
    /// What parts the members of a list.
    Comma,
    /// A length of reading in minutes.
    Minutes,
    /// The size of the whole: answers, how many of them are read (which it does not say), [`Phrase::Minutes`] left.
    Size,
    /// How far the reader is: the same.
    Progress,
    /// All is read: the same.
    AllRead,
    /// An answer's badge: nothing of it was read.
    New,
    /// Some of it was.
    Begun,
    /// All of it was.
    Read,
    /// It was changed after it had been read.
    Updated,
    /// The button that opens all answers.
    OpenAll,
    /// The button that closes them.
    CloseAll,
    /// The button that leads to the first unread place, in the question of this number.
    Resume,
    /// The button that marks an answer as read.
    MarkRead,
    /// The button that marks it as unread.
    MarkUnread,
    /// The link that copies the address of an answer.
    CopyLink,
    /// The button that forgets all progress.
    StartAgain,
    /// The button that brings forgotten progress back.
    Undo,
    /// [`Keeping::Unknown`]
    KeepingUnknown,
    /// [`Keeping::Kept`]
    KeepingKept,
    /// [`Keeping::Denied`]
    KeepingDenied,
    /// [`Keeping::Full`]
    KeepingFull,
    /// [`Keeping::Newer`]
    KeepingNewer,
    /// [`Keeping::Damaged`]
    KeepingDamaged,
    /// [`Said::AnswerRead`]: answers read, of how many.
    AnswerRead,
    /// [`Said::MarkedRead`]: the same.
    MarkedRead,
    /// [`Said::MarkedUnread`]: the same.
    MarkedUnread,
    /// [`Said::Cleared`]
    Cleared,
    /// [`Said::Restored`]
    Restored,
    /// [`Said::LinkCopied`]
    LinkCopied,
    /// [`Said::LinkShown`]
    LinkShown,
    /// [`Said::AllOpened`]
    AllOpened,
    /// [`Said::AllClosed`]
    AllClosed,
    /// [`Offline::Saved`]
    Saved,
    /// [`Offline::Switched`], and no answer has changed.
    SwitchedSame,
    /// [`Offline::Switched`], and the answer of this number has changed.
    SwitchedOne,
    /// [`Offline::Switched`], and several have: a list of numbers.
    SwitchedSeveral,
    /// [`Offline::Disconnected`]: the day of this version.
    Disconnected,
    /// [`Offline::Newer`]
    Newer,
    /// The button that goes over to the newer version.
    Switch,
}

/// The phrases of one language, as they travel.
///
/// Every hydrated part holds them, so they are as small as can be: the address of a text that is never given back.
#[derive(Clone, Copy, Debug)]
pub struct Phrases(&'static String);

impl Phrases {
    /// From lines in the order of [`Phrase`].
    pub fn new(lines: &'static String) -> Self {
        Self(lines)
    }

    /// As the text that travels.
    pub fn lines(self) -> &'static str {
        self.0
    }

    fn get(self, phrase: Phrase) -> &'static str {
        // A page has forty lines and says a handful of them at a time: looking is smaller than keeping a table.
        self.0.lines().nth(phrase as usize).unwrap_or_default()
    }

    /// A phrase with its values.
    pub fn say(self, phrase: Phrase, values: &[String]) -> String {
        self.fill(self.get(phrase), values)
    }

    /// Text in the form that [`Phrase`] describes, with its values.
    ///
    /// # Panics
    ///
    /// When the text names a value that is not there.
    pub fn fill(self, text: &str, values: &[String]) -> String {
        let mut out = String::new();
        let mut is_value = false;
        for c in text.chars() {
            match c {
                '{' | '}' => is_value = c == '{',
                '|' if self.is_one(&values[0]) => break,
                '|' => out.clear(),
                _ if is_value => out += &values[c as usize - '0' as usize],
                _ => out.push(c),
            }
        }
        out
    }

    /// Whether a count takes the form for one.
    fn is_one(self, count: &str) -> bool {
        self.get(Phrase::One).bytes().any(|digit| count.as_bytes() == [digit])
    }

    /// A length of reading: "about 3 minutes".
    pub fn minutes(self, minutes: u32) -> String {
        self.say(Phrase::Minutes, &[digits(minutes.max(1) as usize, 10)])
    }

    /// The size of the whole: "5 questions, about 4 minutes".
    #[cfg(not(target_arch = "wasm32"))]
    pub fn size(self, questions: usize, minutes: u32) -> String {
        self.say(Phrase::Size, &[digits(questions, 10), String::new(), self.minutes(minutes)])
    }

    /// The size of the whole where no script runs; otherwise how far the reader is: "2 of 5 read, about 3 minutes left".
    pub fn progress(self, shown: &Shown) -> String {
        let (of, read) = (shown.answers.len(), shown.read);
        let phrase = match shown.live {
            false => Phrase::Size,
            true if read == of => Phrase::AllRead,
            true => Phrase::Progress,
        };
        self.say(phrase, &[digits(of, 10), digits(read, 10), self.minutes(shown.minutes_left)])
    }

    /// The same in a list of explainers, with a word on answers that changed since they were read.
    pub fn listed(self, shown: &Shown) -> String {
        let mut text = self.progress(shown);
        if shown.answers.contains(&Status::Updated) {
            text += " · ";
            text += self.get(Phrase::Updated);
        }
        text
    }

    /// The state of an answer, as its badge says it.
    pub fn status(self, status: Status) -> String {
        let phrase = match status {
            Status::New => Phrase::New,
            Status::Begun => Phrase::Begun,
            Status::Read => Phrase::Read,
            Status::Updated => Phrase::Updated,
        };
        self.say(phrase, &[])
    }

    /// What is kept where, in one line.
    pub fn keeping(self, keeping: Keeping) -> String {
        let phrase = match keeping {
            Keeping::Unknown => Phrase::KeepingUnknown,
            Keeping::Kept => Phrase::KeepingKept,
            Keeping::Denied => Phrase::KeepingDenied,
            Keeping::Full => Phrase::KeepingFull,
            Keeping::Newer => Phrase::KeepingNewer,
            Keeping::Damaged => Phrase::KeepingDamaged,
        };
        self.say(phrase, &[])
    }

    /// A status message for everyone, and for screen readers at once.
    pub fn said(self, shown: &Shown) -> String {
        let (phrase, counts) = match shown.said {
            Said::Nothing => return String::new(),
            Said::Offline => return self.offline(shown),
            Said::AnswerRead { read, of } => (Phrase::AnswerRead, (read, of)),
            Said::MarkedRead { read, of } => (Phrase::MarkedRead, (read, of)),
            Said::MarkedUnread { read, of } => (Phrase::MarkedUnread, (read, of)),
            Said::Cleared => (Phrase::Cleared, (0, 0)),
            Said::Restored => (Phrase::Restored, (0, 0)),
            Said::LinkCopied => (Phrase::LinkCopied, (0, 0)),
            Said::LinkShown => (Phrase::LinkShown, (0, 0)),
            Said::AllOpened => (Phrase::AllOpened, (0, 0)),
            Said::AllClosed => (Phrase::AllClosed, (0, 0)),
        };
        self.say(phrase, &[digits(counts.0, 10), digits(counts.1, 10)])
    }

    /// How the page stands to its server, in one line.
    pub fn offline(self, shown: &Shown) -> String {
        let of = shown.offline_of.as_str();
        let phrase = match shown.offline {
            Offline::Unknown => return String::new(),
            Offline::Saved => Phrase::Saved,
            Offline::Switched if of.is_empty() => Phrase::SwitchedSame,
            Offline::Switched if of.contains(',') => Phrase::SwitchedSeveral,
            Offline::Switched => Phrase::SwitchedOne,
            Offline::Disconnected => Phrase::Disconnected,
            Offline::Newer => Phrase::Newer,
        };
        let mut of_here = String::new();
        for c in of.chars() {
            match c {
                ',' => of_here += self.get(Phrase::Comma),
                _ => of_here.push(c),
            }
        }
        self.say(phrase, &[of_here])
    }
}
