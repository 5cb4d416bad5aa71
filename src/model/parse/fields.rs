//! The fields of one TOML table: each is asked for by name and type, and what nobody asked for is a mistake.

use super::characters;
use super::draft::{At, Text};
use crate::model::check::ids;
use crate::model::problem::{Problems, Rule};
use crate::model::when::Day;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Where the TOML stands in the file.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The TOML itself.
    pub toml: &'a str,
    /// Its first byte in the file.
    pub base: usize,
}

impl Place<'_> {
    fn of(self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }
}

/// A table while it is being read.
pub struct Fields<'a, 'p, 't> {
    table: &'a DeTable<'a>,
    place: Place<'a>,
    /// Where to point when a field is missing: the table's header.
    header: Range<usize>,
    /// How messages call the table.
    name: &'static str,
    /// The names that were asked for.
    known: Vec<&'static str>,
    problems: &'p mut Problems<'t>,
}

impl<'a, 'p, 't> Fields<'a, 'p, 't> {
    /// The fields of a table that messages call `name`; `header` is its place in the file.
    pub fn new(
        table: &'a DeTable<'a>,
        name: &'static str,
        header: Range<usize>,
        place: Place<'a>,
        problems: &'p mut Problems<'t>,
    ) -> Self {
        Self { table, place, header, name, known: Vec::new(), problems }
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &'static str) -> Text {
        self.required(key, &format!("add a line `{key} = \"…\"`"))?;
        self.optional_text(key)
    }

    /// A text that may be there.
    pub fn optional_text(&mut self, key: &'static str) -> Text {
        let value = self.find(key)?;
        self.as_text(key, value)
    }

    /// A list of texts that may be there.
    pub fn texts(&mut self, key: &'static str) -> Vec<At<String>> {
        let Some(value) = self.find(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list", &format!("{key} = [\"…\", \"…\"]"));
            return Vec::new();
        };
        items.iter().filter_map(|item| self.as_text(key, item)).collect()
    }

    /// A day that must be there; quotation marks around it are fine.
    pub fn day(&mut self, key: &'static str) -> Option<Day> {
        self.required(key, &format!("add a line like `{key} = 2021-08-27`"))?;
        let value = self.find(key)?;
        let written = match value.get_ref() {
            DeValue::Datetime(time) if time.time.is_none() => time.to_string(),
            DeValue::String(text) => text.trim().to_string(),
            _ => String::new(),
        };
        let day = parse_day(&written);
        if day.is_none() {
            let span = self.place.of(value.span());
            let help = format!("write year, month and day, like `{key} = 2021-08-27`");
            self.problems.report(Rule::NoSuchDate, span, format!("`{key}` is not a day of the calendar"), help);
        }
        day
    }

    /// A time in one of the forms of [`crate::model::when`], as text; a bare TOML date is fine.
    pub fn time(&mut self, key: &'static str) -> Text {
        self.required(key, &format!("add a line like `{key} = \"2021-08\"`"))?;
        let value = self.find(key)?;
        match value.get_ref() {
            DeValue::Datetime(time) => Some(At::new(time.to_string(), self.place.of(value.span()))),
            _ => self.as_text(key, value),
        }
    }

    /// A whole number from 1 to `most` that must be there.
    pub fn count(&mut self, key: &'static str, most: u32) -> Option<u32> {
        self.required(key, &format!("add a line like `{key} = 12`"))?;
        let number = self.number(key)?;
        if (1..=i64::from(most)).contains(&number.value) {
            return u32::try_from(number.value).ok();
        }
        self.problems.report(
            Rule::OutOfRange,
            number.span,
            format!("`{key}` is {}", number.value),
            format!("give a number from 1 to {most}"),
        );
        None
    }

    /// A whole number that may be there.
    pub fn number(&mut self, key: &'static str) -> Option<At<i64>> {
        let value = self.find(key)?;
        let number = value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong_type(key, value, "a whole number", &format!("{key} = 1"));
        }
        number.map(|number| At::new(number, self.place.of(value.span())))
    }

    /// `true` or `false`; `false` where it is missing.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.find(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(key, value, "true or false", &format!("{key} = true"));
            false
        })
    }

    /// Reads each `[[key]]` table.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        name: &'static str,
        mut read: impl FnMut(&mut Fields<'a, '_, 't>) -> T,
    ) -> Vec<T> {
        let Some(value) = self.find(key) else { return Vec::new() };
        // A single table is a slip of the brackets; it is read as the one that it is meant to be.
        let items: Vec<&'a Spanned<DeValue<'a>>> = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let is_list = value.get_ref().is_array() && items.iter().all(|item| item.get_ref().is_table());
        if !is_list {
            let help = format!("begin each one with a line `{name}`");
            self.problems.report(
                Rule::WrongType,
                self.place.of(value.span()),
                format!("`{key}` is not a list of tables"),
                help,
            );
        }
        let mut all = Vec::new();
        for item in items {
            let Some(table) = item.get_ref().as_table() else { continue };
            let header = self.place.of(item.span());
            let mut fields = Fields::new(table, name, header, self.place, self.problems);
            all.push(read(&mut fields));
            fields.refuse_others();
        }
        all
    }

    /// Reports a missing field unless it is there.
    pub fn required(&mut self, key: &'static str, help: &str) -> Option<()> {
        if self.find(key).is_some() {
            return Some(());
        }
        self.problems.report(Rule::MissingField, self.header.clone(), format!("{} has no `{key}`", self.name), help);
        None
    }

    /// The problems, for what only the reader of the table can judge.
    pub fn problems(&mut self) -> &mut Problems<'t> {
        self.problems
    }

    /// Reports what nobody asked for; to be called after everything was asked for.
    pub fn refuse_others(&mut self) {
        for (key, _) in self.table {
            let written = key.get_ref().as_ref();
            if self.known.contains(&written) {
                continue;
            }
            let help = match ids::nearest(written, self.known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if super::front::TOP.contains(&written) => {
                    format!("`{written}` belongs to the top, before the first line with `[[`")
                }
                None => {
                    let all: Vec<String> = self.known.iter().map(|key| format!("`{key}`")).collect();
                    format!("it can have {}", all.join(", "))
                }
            };
            let message = format!("{} cannot have `{}`", self.name, ids::short(written));
            self.problems.report(Rule::UnknownField, self.place.of(key.span()), message, help);
        }
    }

    fn find(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.table.get(key)
    }

    /// A text without white space around it and with single spaces in it, so that it may be broken over lines.
    fn as_text(&mut self, key: &'static str, value: &Spanned<DeValue<'_>>) -> Text {
        let span = self.place.of(value.span());
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a text", &format!("{key} = \"…\""));
            return None;
        };
        let written = self.place.toml.get(value.span()).unwrap_or("");
        characters::check_decoded(text, written, span.clone(), self.problems);
        let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            self.problems.report(
                Rule::EmptyField,
                span,
                format!("`{key}` is empty"),
                "write something between the quotation marks",
            );
            return None;
        }
        Some(At::new(text, span))
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, example: &str) {
        let is = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let (rule, message) = if is == wanted {
            (Rule::OutOfRange, format!("`{key}` is out of range"))
        } else {
            (Rule::WrongType, format!("`{key}` is {is}, not {wanted}"))
        };
        self.problems.report(rule, self.place.of(value.span()), message, format!("write `{example}`"));
    }
}

fn parse_day(text: &str) -> Option<Day> {
    let fields: Vec<&str> = text.split('-').collect();
    match fields.as_slice() {
        [year, month, day] if (year.len(), month.len(), day.len()) == (4, 2, 2) => {
            Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
        }
        _ => None,
    }
}
