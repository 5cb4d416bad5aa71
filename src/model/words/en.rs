//! English.

use super::Words;
use crate::model::explainer::TieKind;
use crate::model::phrases::Phrase;

/// The words.
pub const WORDS: Words = Words {
    tag: "en",
    dir: "ltr",
    phrase,

    stop: ".",
    colon: ": ",
    and: " and ",
    range: "{0}–{1}",
    quoted: "“{0}”",
    thousands: ",",

    months: [
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
    ],
    months_short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    first: "1",
    day: "{0} {1} {2}",
    day_short: "{0} {1}",
    month: "{0} {1}",
    early: "early {0}",
    mid: "mid-{0}",
    late: "late {0}",
    by: "by {0}",
    from_to: "{0} to {1}",
    as_of: "As of {0}",

    explainer: "Explainer",
    explainers: "Explainers",
    byline: "From answers by {0}",
    your_reading: "Your reading",
    minutes_short: "{0} min",
    gaps: "What the source does not say",
    cites: "Rests on paragraph {1} of {2}.|Rests on paragraphs {1} of {2}.",
    the_source: "the source",
    timeline: "Timeline",
    who_is_who: "Who is who",
    pictures: "At a glance:",
    tie: |kind| match kind {
        TieKind::AffiliateOf => "affiliate of",
        TieKind::RivalOf => "rival of",
        TieKind::DrewMembersFrom => "drew members from",
        TieKind::SupportedBy => "supported by",
        TieKind::Fought => "fought",
        TieKind::TriedToRecruitFrom => "tried to recruit from",
    },
    glossary: "Glossary",
    also: "also {0}",
    introduction: "Introduction",
    question: "Question {0}",
    in_glossary: "See it in the glossary",
    explain: "Explain {0}",
    close: "Close",
    sources: "Source|Sources",
    own_words: "Its only paragraph is retold here in our own words.|Its {0} paragraphs are retold here in our own words.",
    changes: "Changes",
    correction: "Correction. ",
    pass_on: "Save this page as one file",
    pass_on_why: "({0} kB, to keep or to pass on; it opens without a connection)",
    glossary_and_sources: "Glossary and sources",
    full_explainer: "The full explainer (opens in a new tab)",
    full_page: "Read on a page of its own (opens in a new tab)",
    embed_this: "Embed this explainer in your own page",
    card: "Card: {0} Explainer, as of {1}, {2}.",
    search: "Search all answers and terms",
    found: "{0} result|{0} results",
    found_nothing: "Nothing here has these words.",
    search_failed: "The search could not be loaded. Try again with a connection.",
    not_stored: "This page is not stored here, and there is no connection",
    not_found: "There is no such page",
    to_explainers: "To all explainers",
};

fn phrase(phrase: Phrase) -> &'static str {
    match phrase {
        // CLDR, plural rules for `en`: one is i = 1 and v = 0.
        Phrase::One => "1",
        Phrase::Comma => ", ",
        Phrase::Minutes => "about {0} minute|about {0} minutes",
        Phrase::Size => "{0} question, {2}|{0} questions, {2}",
        Phrase::Progress => "{1} of {0} read, {2} left",
        Phrase::AllRead => "All {0} read",
        Phrase::New => "New",
        Phrase::Begun => "Begun",
        Phrase::Read => "Read",
        Phrase::Updated => "Updated since you read it",
        Phrase::OpenAll => "Open all",
        Phrase::CloseAll => "Close all",
        Phrase::Resume => "Continue at question {0}",
        Phrase::MarkRead => "Mark as read",
        Phrase::MarkUnread => "Mark as unread",
        Phrase::CopyLink => "Link to this answer",
        Phrase::StartAgain => "Start again",
        Phrase::Undo => "Undo",
        Phrase::KeepingUnknown => "Nothing about your reading leaves this device.",
        Phrase::KeepingKept => {
            "What you have read is kept in this browser only and never sent. Some browsers forget it after a week without a visit."
        }
        Phrase::KeepingDenied => {
            "This browser does not let the page keep what you have read. It is forgotten when you leave."
        }
        Phrase::KeepingFull => {
            "This browser's storage is full: what you have read since then is forgotten when you leave."
        }
        Phrase::KeepingNewer => {
            "A newer version of this page has kept what you have read. This version leaves that untouched."
        }
        Phrase::KeepingDamaged => {
            "What was kept could not be read. It was put aside and this page starts afresh, in this browser only."
        }
        Phrase::AnswerRead => "Answer read: {0} of {1}.",
        Phrase::MarkedRead => "Marked as read: {0} of {1}.",
        Phrase::MarkedUnread => "Marked as unread: {0} of {1} read.",
        Phrase::Cleared => "Progress cleared. You can undo this.",
        Phrase::Restored => "Progress is back.",
        Phrase::LinkCopied => "Link copied.",
        Phrase::LinkShown => "The link is in the address bar.",
        Phrase::AllOpened => "All answers are open.",
        Phrase::AllClosed => "All answers are closed.",
        Phrase::Saved => "Saved for offline.",
        Phrase::SwitchedSame => "This is the newer version. No answer has changed.",
        Phrase::SwitchedOne => "This is the newer version. Changed: question {0}.",
        Phrase::SwitchedSeveral => "This is the newer version. Changed: questions {0}.",
        Phrase::Disconnected => "You are offline: this is the version of {0}.",
        Phrase::Newer => "A newer version is ready.",
        Phrase::Switch => "Show it",
    }
}
