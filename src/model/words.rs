//! The interface's own words, in one place, by language.
//!
//! A language is one file beside this one, and one line in the list below: the compiler names what the file lacks. All of
//! it is native; what the browser half says of it travels with the page as [`Phrases`].
//!
//! Digits are those of the Unicode CLDR's default for each language, which for Urdu, too, are 0 to 9: so the page, the
//! style sheet's counters and what a reader finds on the keyboard are the same.

mod dates;

use super::explainer::TieKind;
use super::phrases::{Phrase, Phrases};
use super::when::Day;
use std::sync::LazyLock;

/// Lists the languages: a name and the file that has its words.
macro_rules! languages {
    ($($(#[$attribute:meta])* $name:ident in $file:ident,)+) => {
        $(mod $file;)+

        /// A language of the interface.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub enum Lang {
            $($(#[$attribute])* $name,)+
        }

        impl Lang {
            /// Every language that the interface speaks.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The words of this language.
            pub fn words(self) -> &'static Words {
                match self {
                    $(Self::$name => &$file::WORDS,)+
                }
            }

            /// The words of this language that the browser half says.
            pub fn phrases(self) -> Phrases {
                match self {
                    $(Self::$name => {
                        static LINES: LazyLock<String> = LazyLock::new(|| lines(&$file::WORDS));
                        Phrases::new(&LINES)
                    })+
                }
            }
        }
    };
}

languages! {
    /// English.
    #[default]
    En in en,
    /// French.
    Fr in fr,
    /// Urdu.
    Ur in ur,
}

/// The words of a language. Texts with `{0}` and `|` are as [`Phrase`] describes.
pub struct Words {
    /// The BCP 47 tag, for `lang` attributes and for the files of explainers.
    pub tag: &'static str,
    /// The direction of writing, for `dir` attributes.
    pub dir: &'static str,
    /// What the browser half says.
    pub phrase: fn(Phrase) -> &'static str,

    /// What ends a sentence.
    pub stop: &'static str,
    /// What stands between a label and what it is about.
    pub colon: &'static str,
    /// What stands before the last of several.
    pub and: &'static str,
    /// From one number to another.
    pub range: &'static str,
    /// A title within a sentence.
    pub quoted: &'static str,
    /// What parts the thousands of a large number.
    pub thousands: &'static str,

    /// The months.
    pub months: [&'static str; 12],
    /// The months, on an axis.
    pub months_short: [&'static str; 12],
    /// The first day of a month.
    pub first: &'static str,
    /// A day: day of the month, month, year.
    pub day: &'static str,
    /// A day without its year, on an axis: day of the month, month.
    pub day_short: &'static str,
    /// A month: month, year.
    pub month: &'static str,
    /// The first third of a month or year.
    pub early: &'static str,
    /// The second third.
    pub mid: &'static str,
    /// The last third.
    pub late: &'static str,
    /// At a time or before it.
    pub by: &'static str,
    /// From one time to another.
    pub from_to: &'static str,
    /// The day whose knowledge a text gives.
    pub as_of: &'static str,

    /// The kicker above the headline.
    pub explainer: &'static str,
    /// The heading of the site's front page.
    pub explainers: &'static str,
    /// Who answered the questions.
    pub byline: &'static str,
    /// The name of the region that shows progress.
    pub your_reading: &'static str,
    /// A length of reading in a question's row.
    pub minutes_short: &'static str,
    /// The heading above the holes in the source.
    pub gaps: &'static str,
    /// The paragraphs that an answer rests on: how many, which, of what.
    pub cites: &'static str,
    /// What [`Words::cites`] calls the only source.
    pub the_source: &'static str,
    /// The heading of the dated facts.
    pub timeline: &'static str,
    /// The heading of the groups and persons and what ties them.
    pub who_is_who: &'static str,
    /// What stands before the links from an answer to the pictures.
    pub pictures: &'static str,
    /// A relation, between the names of the two that it ties; the names' gender and number are not known.
    pub tie: fn(TieKind) -> &'static str,
    /// The heading of the glossary.
    pub glossary: &'static str,
    /// Other names of a term.
    pub also: &'static str,
    /// What the part above the questions is called in links.
    pub introduction: &'static str,
    /// What a question is called in links; counted from 1.
    pub question: &'static str,
    /// The link from a pop-up to the list.
    pub in_glossary: &'static str,
    /// The name of the button upon a term, for those who do not see the term under it.
    pub explain: &'static str,
    /// The name of the button that closes a pop-up.
    pub close: &'static str,
    /// The heading of the sources, of which there are so many.
    pub sources: &'static str,
    /// How an explainer used a source of so many paragraphs.
    pub own_words: &'static str,
    /// The heading of the log of changes.
    pub changes: &'static str,
    /// What marks a change that corrects a mistake.
    pub correction: &'static str,
    /// The link to the page as one file.
    pub pass_on: &'static str,
    /// What the file is good for, and its size in kilobytes.
    pub pass_on_why: &'static str,
    /// The heading of what an embed keeps closed at its end.
    pub glossary_and_sources: &'static str,
    /// The link at the end of an embed.
    pub full_explainer: &'static str,
    /// The link below an embed that is given too little room.
    pub full_page: &'static str,
    /// The link to the page on which an embed is put together.
    pub embed_this: &'static str,
    /// A card, for those who do not see it: title, day, [`Phrase::Size`].
    pub card: &'static str,
    /// The name of the field that searches all answers.
    pub search: &'static str,
    /// How much was found.
    pub found: &'static str,
    /// Nothing was.
    pub found_nothing: &'static str,
    /// What is searched could not be loaded.
    pub search_failed: &'static str,
    /// The heading of what stands in for a page that is not stored, while there is no connection.
    pub not_stored: &'static str,
    /// The heading of the page for an address that leads nowhere.
    pub not_found: &'static str,
    /// The link from there to the front page.
    pub to_explainers: &'static str,
}

/// The phrases of a language, as they travel.
fn lines(words: &Words) -> String {
    Phrase::ALL.iter().map(|phrase| (words.phrase)(*phrase)).collect::<Vec<_>>().join("\n")
}

impl Lang {
    /// The language of a BCP 47 tag as an editor writes it, `None` where the interface does not speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|lang| lang.tag() == tag)
    }

    /// The tags of all languages, to choose from.
    pub fn tags() -> String {
        Self::ALL.iter().map(|lang| format!("`{}`", lang.tag())).collect::<Vec<_>>().join(", ")
    }

    /// The BCP 47 tag for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        self.words().tag
    }

    /// The direction of writing for the `dir` attribute.
    pub fn dir(self) -> &'static str {
        self.words().dir
    }

    /// One of the texts of [`Words`], with its values.
    pub fn fill(self, text: &str, values: &[&dyn ToString]) -> String {
        let values: Vec<String> = values.iter().map(|value| value.to_string()).collect();
        self.phrases().fill(text, &values)
    }

    /// A count, with its thousands parted.
    pub fn number(self, number: usize) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out += self.words().thousands;
            }
            out.push(digit);
        }
        out
    }

    /// Several in a row: "a, b and c".
    fn join(self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [head @ .., tail] => format!("{}{}{tail}", self.list(head), self.words().and),
        }
    }

    /// Several in a row: "a, b, c".
    fn list(self, parts: &[String]) -> String {
        parts.join((self.words().phrase)(Phrase::Comma))
    }

    /// A length of reading in a question's row: "1 min".
    pub fn minutes_short(self, minutes: u32) -> String {
        self.fill(self.words().minutes_short, &[&minutes.max(1)])
    }

    /// The name of the button upon a term: "Explain beachhead".
    pub fn explain(self, term: &str) -> String {
        self.fill(self.words().explain, &[&term])
    }

    /// The day whose knowledge a text gives.
    pub fn as_of(self, day: Day) -> String {
        self.fill(self.words().as_of, &[&self.day(day)])
    }

    /// Who answered the questions.
    pub fn byline(self, experts: &[String]) -> String {
        self.fill(self.words().byline, &[&self.join(experts)])
    }

    /// The paragraphs that an answer rests on; `source` is named where there are several.
    pub fn cites(self, ranges: &[(u32, u32)], source: Option<&str>) -> String {
        let words = self.words();
        let range = |(first, last): &(u32, u32)| {
            if first == last { first.to_string() } else { self.fill(words.range, &[first, last]) }
        };
        let paragraphs: u32 = ranges.iter().map(|(first, last)| last - first + 1).sum();
        let source = source.map_or_else(|| words.the_source.into(), |title| self.fill(words.quoted, &[&title]));
        let list = self.join(&ranges.iter().map(range).collect::<Vec<_>>());
        self.fill(words.cites, &[&paragraphs, &list, &source])
    }

    /// Other names of a term.
    pub fn also(self, names: &[String]) -> String {
        self.fill(self.words().also, &[&self.list(names)])
    }

    /// What a question is called in links; counted from 1.
    pub fn question(self, number: usize) -> String {
        self.fill(self.words().question, &[&number])
    }

    /// The heading of the sources.
    pub fn sources(self, count: usize) -> String {
        self.fill(self.words().sources, &[&count])
    }

    /// How an explainer used a source of so many paragraphs.
    pub fn own_words(self, paragraphs: u32) -> String {
        self.fill(self.words().own_words, &[&self.number(paragraphs as usize)])
    }

    /// What the file to pass on is good for, and how large it is.
    pub fn pass_on_why(self, bytes: usize) -> String {
        self.fill(self.words().pass_on_why, &[&self.number(bytes.div_ceil(1000))])
    }

    /// A card, for those who do not see it; `size` is from [`Phrases::size`].
    pub fn card(self, title: &str, as_of: Day, size: &str) -> String {
        let end = if title.ends_with(['.', '?', '!', '…', '؟', '۔']) { "" } else { self.words().stop };
        self.fill(self.words().card, &[&format!("{title}{end}"), &self.day(as_of), &size])
    }

    /// A relation, between the names of the two that it ties.
    pub fn tie(self, kind: TieKind) -> &'static str {
        (self.words().tie)(kind)
    }
}

#[cfg(test)]
mod tests;
