//! A civil day.

use std::fmt;

/// A day that exists in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::struct_field_names, reason = "the day of a month has no other name")]
pub struct Day {
    year: i16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, if there is one: `None` for 30 February.
    pub fn new(year: i16, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The days from 1 March of the year 0 to this one, for distances between days.
    pub fn number(self) -> i64 {
        // A year that begins in March ends with the leap day, and its months repeat in fives of 153 days.
        let (year, month) = (i64::from(self.year) - i64::from(self.month < 3), (i64::from(self.month) + 9) % 12);
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leaps + (153 * month + 2) / 5 + i64::from(self.day) - 1
    }

    /// The same month, with `day` or its last day if it is shorter.
    pub(super) fn with_day(self, day: u8) -> Self {
        Self { day: day.clamp(1, days_in(self.year, self.month)), ..self }
    }

    /// The last day of a month of the same year.
    pub(super) fn last_of(self, month: u8) -> Self {
        Self { month, day: days_in(self.year, month), ..self }
    }

    /// The first day of a month of the same year.
    pub(super) fn first_of(self, month: u8) -> Self {
        Self { month, day: 1, ..self }
    }
}

impl fmt::Display for Day {
    /// Writes the day as ISO 8601 does: `2021-08-26`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for (year, month, day) in
            [(2021, 2, 29), (1900, 2, 29), (2021, 4, 31), (2021, 13, 1), (2021, 0, 1), (2021, 1, 0)]
        {
            assert_eq!(Day::new(year, month, day), None, "{year}-{month}-{day}");
        }
        for (year, month, day) in [(2020, 2, 29), (2000, 2, 29), (2021, 4, 30), (2021, 12, 31)] {
            assert!(Day::new(year, month, day).is_some(), "{year}-{month}-{day}");
        }
    }

    #[test]
    fn each_day_has_the_number_after_that_of_the_day_before() {
        let mut number = None;
        for year in 1896..=2104 {
            for (month, day) in (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day))) {
                let Some(day) = Day::new(year, month, day) else { continue };
                assert!(number.is_none_or(|before| day.number() == before + 1), "{day}");
                number = Some(day.number());
            }
        }
        assert_eq!(Day::new(0, 3, 1).map(Day::number), Some(0));
    }

    #[test]
    fn days_are_written_as_iso_8601_and_ordered_by_time() {
        let day = Day::new(987, 6, 5).unwrap();
        assert_eq!(day.to_string(), "0987-06-05");
        assert!(Day::new(2020, 12, 31) < Day::new(2021, 1, 1));
    }
}
