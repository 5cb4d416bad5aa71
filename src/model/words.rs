//! The interface's own words, in one place, by language.
//!
//! Every word that the page says by itself (not the explainer's prose) is a method of [`Lang`]: a second language is a
//! second arm in each `match`, and the compiler names the arms that are missing.

use super::progress::Status;
use super::session::{Keeping, Offline, Said, Shown};
use super::when::Day;

// Words of the pictures, which only the native half says.
#[cfg(not(target_arch = "wasm32"))]
mod pictures;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The language of a BCP 47 tag as an editor writes it, `None` where the interface does not speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The BCP 47 tag for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
        }
    }

    /// The direction of writing for the `dir` attribute.
    pub fn dir(self) -> &'static str {
        match self {
            Self::En => "ltr",
        }
    }

    /// A length of reading: "about 3 minutes".
    pub fn minutes(self, minutes: u32) -> String {
        match (self, minutes) {
            (Self::En, 0 | 1) => "about 1 minute".into(),
            (Self::En, n) => format!("about {n} minutes"),
        }
    }

    /// A length of reading in a question's row: "1 min".
    pub fn minutes_short(self, minutes: u32) -> String {
        match self {
            Self::En => format!("{} min", minutes.max(1)),
        }
    }

    /// The size of the whole, before anything was read: "5 questions, about 4 minutes".
    pub fn size(self, questions: usize, minutes: u32) -> String {
        let minutes = self.minutes(minutes);
        match (self, questions) {
            (Self::En, 1) => format!("1 question, {minutes}"),
            (Self::En, n) => format!("{n} questions, {minutes}"),
        }
    }

    /// How far the reader is: "2 of 5 read, about 3 minutes left".
    pub fn progress(self, read: usize, of: usize, minutes_left: u32) -> String {
        match self {
            Self::En if read == of => format!("All {of} read"),
            Self::En => format!("{read} of {of} read, {} left", self.minutes(minutes_left)),
        }
    }

    /// The state of an answer, as its badge says it.
    pub fn status(self, status: Status) -> &'static str {
        match (self, status) {
            (Self::En, Status::New) => "New",
            (Self::En, Status::Begun) => "Begun",
            (Self::En, Status::Read) => "Read",
            (Self::En, Status::Updated) => "Updated since you read it",
        }
    }

    /// The button that opens or closes all answers.
    pub fn toggle_all(self, all_open: bool) -> &'static str {
        match (self, all_open) {
            (Self::En, false) => "Open all",
            (Self::En, true) => "Close all",
        }
    }

    /// The button that leads to the first unread place; questions are counted from 1.
    pub fn resume(self, question: usize) -> String {
        match self {
            Self::En => format!("Continue at question {question}"),
        }
    }

    /// The button that marks an answer by hand.
    pub fn mark(self, read: bool) -> &'static str {
        match (self, read) {
            (Self::En, false) => "Mark as read",
            (Self::En, true) => "Mark as unread",
        }
    }

    /// The link that copies the address of one answer.
    pub fn copy_link(self) -> &'static str {
        match self {
            Self::En => "Link to this answer",
        }
    }

    /// The button that forgets all progress.
    pub fn start_again(self) -> &'static str {
        match self {
            Self::En => "Start again",
        }
    }

    /// The button that brings forgotten progress back.
    pub fn undo(self) -> &'static str {
        match self {
            Self::En => "Undo",
        }
    }

    /// What is kept where, in one line.
    pub fn keeping(self, keeping: Keeping) -> &'static str {
        match (self, keeping) {
            (Self::En, Keeping::Unknown) => "Nothing about your reading leaves this device.",
            (Self::En, Keeping::Kept) => {
                "What you have read is kept in this browser only and never sent. Some browsers forget it after a week without a visit."
            }
            (Self::En, Keeping::Denied) => {
                "This browser does not let the page keep what you have read. It is forgotten when you leave."
            }
            (Self::En, Keeping::Full) => {
                "This browser's storage is full: what you have read since then is forgotten when you leave."
            }
            (Self::En, Keeping::Newer) => {
                "A newer version of this page has kept what you have read. This version leaves that untouched."
            }
            (Self::En, Keeping::Damaged) => {
                "What was kept could not be read. It was put aside and this page starts afresh, in this browser only."
            }
        }
    }

    /// A status message for everyone, and for screen readers at once.
    pub fn said(self, shown: &Shown) -> String {
        match (self, shown.said) {
            (Self::En, Said::Nothing) => String::new(),
            (Self::En, Said::AnswerRead { read, of }) => format!("Answer read: {read} of {of}."),
            (Self::En, Said::MarkedRead { read, of }) => format!("Marked as read: {read} of {of}."),
            (Self::En, Said::MarkedUnread { read, of }) => format!("Marked as unread: {read} of {of} read."),
            (Self::En, Said::Cleared) => "Progress cleared. You can undo this.".into(),
            (Self::En, Said::Restored) => "Progress is back.".into(),
            (Self::En, Said::LinkCopied) => "Link copied.".into(),
            (Self::En, Said::LinkShown) => "The link is in the address bar.".into(),
            (Self::En, Said::AllOpened) => "All answers are open.".into(),
            (Self::En, Said::AllClosed) => "All answers are closed.".into(),
            (_, Said::Offline) => self.offline(shown),
        }
    }

    /// How the page stands to its server, in one line.
    pub fn offline(self, shown: &Shown) -> String {
        match (self, shown.offline) {
            (Self::En, Offline::Unknown) => String::new(),
            (Self::En, Offline::Saved) => "Saved for offline.".into(),
            (Self::En, Offline::Switched) if shown.offline_of.is_empty() => {
                "This is the newer version. No answer has changed.".into()
            }
            (Self::En, Offline::Switched) => {
                let noun = if shown.offline_of.contains(',') { "questions" } else { "question" };
                format!("This is the newer version. Changed: {noun} {}.", shown.offline_of)
            }
            (Self::En, Offline::Disconnected) => {
                format!("You are offline: this is the version of {}.", shown.offline_of)
            }
            (Self::En, Offline::Newer) => "A newer version is ready.".into(),
        }
    }

    /// The button that goes over to the newer version.
    pub fn switch(self) -> &'static str {
        match self {
            Self::En => "Show it",
        }
    }

    // From here on: words of the page at large, which only the native half says.

    /// The kicker above the headline.
    pub fn explainer(self) -> &'static str {
        match self {
            Self::En => "Explainer",
        }
    }

    /// The heading of the site's front page.
    pub fn explainers(self) -> &'static str {
        match self {
            Self::En => "Explainers",
        }
    }

    /// A day, written out: "27 August 2021".
    pub fn day(self, day: Day) -> String {
        match self {
            Self::En => format!("{} {} {}", day.day(), EN_MONTHS[usize::from(day.month()) - 1], day.year()),
        }
    }

    /// The day whose knowledge a text gives.
    pub fn as_of(self, day: Day) -> String {
        match self {
            Self::En => format!("As of {}", self.day(day)),
        }
    }

    /// Who answered the questions.
    pub fn byline(self, experts: &[String]) -> String {
        match self {
            Self::En => format!("From answers by {}", join(experts, " and ")),
        }
    }

    /// The name of the region that shows progress.
    pub fn your_reading(self) -> &'static str {
        match self {
            Self::En => "Your reading",
        }
    }

    /// The heading above the holes in the source.
    pub fn gaps(self) -> &'static str {
        match self {
            Self::En => "What the source does not say",
        }
    }

    /// The paragraphs that an answer rests on; `source` is named where there are several.
    pub fn cites(self, ranges: &[(u32, u32)], source: Option<&str>) -> String {
        let list: Vec<String> = ranges
            .iter()
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") })
            .collect();
        let several = ranges.len() > 1 || ranges.first().is_some_and(|(first, last)| first != last);
        match self {
            Self::En => {
                let noun = if several { "paragraphs" } else { "paragraph" };
                let source = source.map_or_else(|| "the source".into(), |title| format!("“{title}”"));
                format!("Rests on {noun} {} of {source}.", join(&list, " and "))
            }
        }
    }

    /// The heading of the glossary.
    pub fn glossary(self) -> &'static str {
        match self {
            Self::En => "Glossary",
        }
    }

    /// Other names of a term.
    pub fn also(self, names: &[String]) -> String {
        match self {
            Self::En => format!("also {}", join(names, ", ")),
        }
    }

    /// What the part above the questions is called in links.
    pub fn introduction(self) -> &'static str {
        match self {
            Self::En => "Introduction",
        }
    }

    /// What a question is called in links; counted from 1.
    pub fn question(self, number: usize) -> String {
        match self {
            Self::En => format!("Question {number}"),
        }
    }

    /// The link from a pop-up to the list.
    pub fn in_glossary(self) -> &'static str {
        match self {
            Self::En => "See it in the glossary",
        }
    }

    /// The name of the button that closes a pop-up.
    pub fn close(self) -> &'static str {
        match self {
            Self::En => "Close",
        }
    }

    /// The heading of the sources.
    pub fn sources(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::En, 1) => "Source",
            (Self::En, _) => "Sources",
        }
    }

    /// How an explainer used a source of so many paragraphs.
    pub fn own_words(self, paragraphs: u32) -> String {
        match self {
            Self::En => format!("Its {paragraphs} paragraphs are retold here in our own words."),
        }
    }

    /// The heading of the log of changes.
    pub fn changes(self) -> &'static str {
        match self {
            Self::En => "Changes",
        }
    }

    /// What marks a change that corrects a mistake.
    pub fn correction(self) -> &'static str {
        match self {
            Self::En => "Correction. ",
        }
    }

    /// The link to the page as one file.
    pub fn pass_on(self) -> &'static str {
        match self {
            Self::En => "Save this page as one file",
        }
    }

    /// What the file is good for, and how large it is.
    pub fn pass_on_why(self, bytes: usize) -> String {
        match self {
            Self::En => format!("({} kB, to keep or to pass on; it opens without a connection)", bytes.div_ceil(1000)),
        }
    }

    /// The heading of what an embed keeps closed at its end.
    pub fn glossary_and_sources(self) -> &'static str {
        match self {
            Self::En => "Glossary and sources",
        }
    }

    /// The link at the end of an embed.
    pub fn full_explainer(self) -> &'static str {
        match self {
            Self::En => "The full explainer (opens in a new tab)",
        }
    }

    /// The link below an embed that is given too little room.
    pub fn full_page(self) -> &'static str {
        match self {
            Self::En => "Read on a page of its own (opens in a new tab)",
        }
    }

    /// The link to the page on which an embed is put together.
    pub fn embed_this(self) -> &'static str {
        match self {
            Self::En => "Embed this explainer in your own page",
        }
    }

    /// The heading of the page for an address that leads nowhere.
    pub fn not_found(self) -> &'static str {
        match self {
            Self::En => "There is no such page",
        }
    }

    /// The link from there to the front page.
    pub fn to_explainers(self) -> &'static str {
        match self {
            Self::En => "To all explainers",
        }
    }
}

const EN_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "a, b and c".
fn join(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., tail] => format!("{}{last}{tail}", head.join(", ")),
    }
}
