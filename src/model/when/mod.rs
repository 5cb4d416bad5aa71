//! When something happened, as precisely as a source says and no more.
//!
//! | written | read as |
//! |---|---|
//! | `2021-08-26`, `2015-01`, `2018` | a day, a month, a year |
//! | `early 2020`, `mid 2015-01`, `late 2019` | a third of a year or month |
//! | `by 2018` | at some time up to then |
//! | `late 2019 to early 2020` | from one to the other |

mod day;

pub use day::Day;
use std::cmp::Ordering;

/// When something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// At a time.
    On(Moment),
    /// At a time or before it.
    By(Moment),
    /// From one time to another.
    Range(Moment, Moment),
}

/// A time: a day, a month or a year, or a part of a month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The first day of the whole unit, so that a moment cannot name a month that does not exist.
    first: Day,
    precision: Precision,
    part: Option<Part>,
}

/// How precise a moment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Known to the day.
    Day,
    /// Known to the month.
    Month,
    /// Known to the year.
    Year,
}

/// A third of a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The first third.
    Early,
    /// The second third.
    Mid,
    /// The last third.
    Late,
}

/// Why a text is not a [`When`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenError {
    /// It has none of the known forms.
    Form,
    /// It has a known form, but names a day or month that the calendar lacks.
    NoSuchDate,
    /// `early`, `mid` or `late` stands before a single day.
    PartOfDay,
    /// A range does not end later than it begins.
    Backwards,
}

impl When {
    /// Reads a time in one of the forms of the table above.
    ///
    /// # Errors
    ///
    /// Says why the text is none of them.
    pub fn parse(text: &str) -> Result<Self, WhenError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        if let Some(to) = words.iter().position(|word| *word == "to") {
            let (from, to) = (Moment::parse(&words[..to])?, Moment::parse(&words[to + 1..])?);
            let forwards = from.start() <= to.start() && from.end() < to.end();
            return if forwards { Ok(Self::Range(from, to)) } else { Err(WhenError::Backwards) };
        }
        match words.as_slice() {
            ["by", rest @ ..] => Moment::parse(rest).map(Self::By),
            all => Moment::parse(all).map(Self::On),
        }
    }

    /// The form for `<time datetime>`, where there is one: none for a part, a range or a "by".
    pub fn iso(self) -> Option<String> {
        match self {
            Self::On(Moment { first, precision, part: None }) => Some(match precision {
                Precision::Day => first.to_string(),
                Precision::Month => format!("{:04}-{:02}", first.year(), first.month()),
                Precision::Year => format!("{:04}", first.year()),
            }),
            _ => None,
        }
    }

    /// The first day that it can mean; of a "by", the first day of the time that is named.
    pub fn start(self) -> Day {
        match self {
            Self::On(moment) | Self::By(moment) | Self::Range(moment, _) => moment.start(),
        }
    }

    /// The last day that it can mean.
    pub fn end(self) -> Day {
        match self {
            Self::On(moment) | Self::By(moment) | Self::Range(_, moment) => moment.end(),
        }
    }

    /// Orders by time first; the rest only makes the order total.
    fn key(self) -> (Day, Day, u8, Moment, Option<Moment>) {
        let (kind, first, second) = match self {
            Self::By(moment) => (0, moment, None),
            Self::On(moment) => (1, moment, None),
            Self::Range(from, to) => (2, from, Some(to)),
        };
        (self.start(), self.end(), kind, first, second)
    }
}

impl Ord for When {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for When {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Day> for When {
    fn from(day: Day) -> Self {
        Self::On(Moment { first: day, precision: Precision::Day, part: None })
    }
}

impl Moment {
    /// How precise it is.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Which third of the month or year is meant, if not all of it.
    pub fn part(self) -> Option<Part> {
        self.part
    }

    /// The first day that it can mean.
    pub fn start(self) -> Day {
        match (self.precision, self.part) {
            (Precision::Month, Some(Part::Mid)) => self.first.with_day(11),
            (Precision::Month, Some(Part::Late)) => self.first.with_day(21),
            (Precision::Year, Some(Part::Mid)) => self.first.first_of(5),
            (Precision::Year, Some(Part::Late)) => self.first.first_of(9),
            _ => self.first,
        }
    }

    /// The last day that it can mean.
    pub fn end(self) -> Day {
        match (self.precision, self.part) {
            (Precision::Day, _) => self.first,
            (Precision::Month, Some(Part::Early)) => self.first.with_day(10),
            (Precision::Month, Some(Part::Mid)) => self.first.with_day(20),
            (Precision::Month, _) => self.first.with_day(31),
            (Precision::Year, Some(Part::Early)) => self.first.last_of(4),
            (Precision::Year, Some(Part::Mid)) => self.first.last_of(8),
            (Precision::Year, _) => self.first.last_of(12),
        }
    }

    fn parse(words: &[&str]) -> Result<Self, WhenError> {
        let (part, date) = match words {
            [date] => (None, date),
            ["early", date] => (Some(Part::Early), date),
            ["mid", date] => (Some(Part::Mid), date),
            ["late", date] => (Some(Part::Late), date),
            _ => return Err(WhenError::Form),
        };
        let fields: Vec<&str> = date.split('-').collect();
        let (precision, year, month, day) = match fields.as_slice() {
            [year] => (Precision::Year, *year, "01", "01"),
            [year, month] => (Precision::Month, *year, *month, "01"),
            [year, month, day] => (Precision::Day, *year, *month, *day),
            _ => return Err(WhenError::Form),
        };
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return Err(WhenError::Form);
        }
        let first = match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Day::new(year, month, day).ok_or(WhenError::NoSuchDate)?,
            _ => return Err(WhenError::Form),
        };
        if precision == Precision::Day && part.is_some() {
            return Err(WhenError::PartOfDay);
        }
        Ok(Self { first, precision, part })
    }
}

#[cfg(test)]
mod tests;
