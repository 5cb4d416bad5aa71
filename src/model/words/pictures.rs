//! The words of the timeline and of who is who: dates as vague as they are, relations, labels.

use super::{EN_MONTHS, Lang};
use crate::model::explainer::TieKind;
use crate::model::when::{Day, Moment, Part, Precision, When};

impl Lang {
    /// A time, written out as precisely as it is known: "January 2015", "by 2018", "late 2019 to early 2020".
    pub fn when(self, when: When) -> String {
        match (self, when) {
            (Self::En, When::On(moment)) => self.moment(moment),
            (Self::En, When::By(moment)) => format!("by {}", self.moment(moment)),
            (Self::En, When::Range(from, to)) => format!("{} to {}", self.moment(from), self.moment(to)),
        }
    }

    /// The same at the start of a line: "By 2018".
    pub fn when_first(self, when: When) -> String {
        let words = self.when(when);
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    fn moment(self, moment: Moment) -> String {
        let first = moment.start();
        let unit = match (self, moment.precision()) {
            (_, Precision::Day) => self.day(first),
            (Self::En, Precision::Month) => {
                format!("{} {}", EN_MONTHS[usize::from(first.month()) - 1], self.year(first))
            }
            (_, Precision::Year) => self.year(first),
        };
        match (self, moment.part()) {
            (_, None) => unit,
            (Self::En, Some(Part::Early)) => format!("early {unit}"),
            (Self::En, Some(Part::Mid)) => format!("mid-{unit}"),
            (Self::En, Some(Part::Late)) => format!("late {unit}"),
        }
    }

    /// A day's year, on an axis: "2021".
    pub fn year(self, day: Day) -> String {
        match self {
            Self::En => day.year().to_string(),
        }
    }

    /// A day's month, on an axis: "Aug".
    pub fn month_short(self, day: Day) -> String {
        match self {
            Self::En => EN_MONTHS[usize::from(day.month()) - 1].chars().take(3).collect(),
        }
    }

    /// A day without its year, on an axis: "26 Aug".
    pub fn day_short(self, day: Day) -> String {
        match self {
            Self::En => format!("{} {}", day.day(), self.month_short(day)),
        }
    }

    /// The heading of the dated facts.
    pub fn timeline(self) -> &'static str {
        match self {
            Self::En => "Timeline",
        }
    }

    /// The heading of the groups and persons and what ties them.
    pub fn who_is_who(self) -> &'static str {
        match self {
            Self::En => "Who is who",
        }
    }

    /// What stands before the links from an answer to the pictures.
    pub fn pictures(self) -> &'static str {
        match self {
            Self::En => "At a glance:",
        }
    }

    /// A card, for those who do not see it; `size` is from [`Lang::size`].
    pub fn card(self, title: &str, as_of: Day, size: &str) -> String {
        match self {
            Self::En => {
                let end = if title.ends_with(['.', '?', '!', '…', '؟', '۔']) { "" } else { "." };
                format!("Card: {title}{end} Explainer, as of {}, {size}.", self.day(as_of))
            }
        }
    }

    /// A relation, between the names of the two that it ties.
    pub fn tie(self, kind: TieKind) -> &'static str {
        match (self, kind) {
            (Self::En, TieKind::AffiliateOf) => "affiliate of",
            (Self::En, TieKind::RivalOf) => "rival of",
            (Self::En, TieKind::DrewMembersFrom) => "drew members from",
            (Self::En, TieKind::SupportedBy) => "supported by",
            (Self::En, TieKind::Fought) => "fought",
            (Self::En, TieKind::TriedToRecruitFrom) => "tried to recruit from",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_as_vague_in_words_as_it_is() {
        for (text, words) in [
            ("2021-08-26", "26 August 2021"),
            ("2015-01", "January 2015"),
            ("2018", "2018"),
            ("by 2018", "By 2018"),
            ("late 2019 to early 2020", "Late 2019 to early 2020"),
            ("mid 2021-08", "Mid-August 2021"),
            ("by 2018-06-21", "By 21 June 2018"),
        ] {
            assert_eq!(Lang::En.when_first(When::parse(text).unwrap()), words);
        }
    }
}
