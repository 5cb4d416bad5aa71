//! Days and times in words, as vague as they are.

use super::Lang;
use crate::model::when::{Day, Moment, Part, Precision, When};

impl Lang {
    /// A day, written out: "27 August 2021".
    pub fn day(self, day: Day) -> String {
        let month = self.words().months[month(day)];
        self.fill(self.words().day, &[&self.day_of_month(day), &month, &self.year(day)])
    }

    /// A time, written out as precisely as it is known: "January 2015", "by 2018", "late 2019 to early 2020".
    pub fn when(self, when: When) -> String {
        let (by, from_to) = (self.words().by, self.words().from_to);
        match when {
            When::On(moment) => self.moment(moment),
            When::By(moment) => self.fill(by, &[&self.moment(moment)]),
            When::Range(from, to) => self.fill(from_to, &[&self.moment(from), &self.moment(to)]),
        }
    }

    /// The same at the start of a line: "By 2018".
    pub fn when_first(self, when: When) -> String {
        let words = self.when(when);
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    fn moment(self, moment: Moment) -> String {
        let (words, first) = (self.words(), moment.start());
        let unit = match moment.precision() {
            Precision::Day => self.day(first),
            Precision::Month => self.fill(words.month, &[&words.months[month(first)], &self.year(first)]),
            Precision::Year => self.year(first),
        };
        match moment.part() {
            None => unit,
            Some(Part::Early) => self.fill(words.early, &[&unit]),
            Some(Part::Mid) => self.fill(words.mid, &[&unit]),
            Some(Part::Late) => self.fill(words.late, &[&unit]),
        }
    }

    /// A day's year, on an axis: "2021". Years are written without thousands.
    pub fn year(self, day: Day) -> String {
        day.year().to_string()
    }

    /// A day's month, on an axis: "Aug".
    pub fn month_short(self, day: Day) -> String {
        self.words().months_short[month(day)].into()
    }

    /// A day without its year, on an axis: "26 Aug".
    pub fn day_short(self, day: Day) -> String {
        self.fill(self.words().day_short, &[&self.day_of_month(day), &self.month_short(day)])
    }

    fn day_of_month(self, day: Day) -> String {
        if day.day() == 1 { self.words().first.into() } else { day.day().to_string() }
    }
}

/// A day's place in a list of months.
fn month(day: Day) -> usize {
    usize::from(day.month()) - 1
}
