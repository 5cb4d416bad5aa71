//! The rules of the format: a short code for each, stable for tools, with its severity and what it finds.

use super::Severity;
use serde::{Serialize, Serializer};
use std::fmt;

/// Makes the closed list of rules from one table, so that code, severity and description cannot drift apart.
macro_rules! rules {
    ($($rule:ident, $code:literal, $severity:ident, $finds:literal;)*) => {
        /// A rule of the format. Codes are never reused for something else; a rule that is given up takes its code along.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $finds] $rule,)*
        }

        impl Rule {
            /// All rules, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$rule,)*];

            /// The code by which tools and messages name the rule.
            pub fn code(self) -> &'static str {
                match self { $(Self::$rule => $code,)* }
            }

            /// How much a breach of the rule matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$rule => Severity::$severity,)* }
            }

            /// What the rule finds, for its documentation.
            pub fn finds(self) -> &'static str {
                match self { $(Self::$rule => $finds,)* }
            }
        }
    };
}

rules! {
    // The file.
    NotUtf8, "not-utf-8", Error, "A file in an encoding other than UTF-8.";
    InvalidFileName, "invalid-file-name", Error, "A file name that cannot be part of an address.";
    ControlCharacter, "control-character", Error, "An invisible control character, written out or as an escape.";
    BidiOverride, "bidi-override", Error, "An invisible character that turns the writing direction, written out or as an escape.";
    OldLineBreak, "old-line-break", Error, "A carriage return without a line feed after it.";
    MissingFrontMatter, "missing-front-matter", Error, "A file that does not begin with `+++`.";
    UnclosedFrontMatter, "unclosed-front-matter", Error, "Front matter without a second `+++`.";
    TooManyProblems, "too-many-problems", Warning, "More than 500 errors or 500 warnings in one file: the rest are only counted.";
    // The front matter.
    InvalidToml, "invalid-toml", Error, "Front matter that is not TOML.";
    DuplicateField, "duplicate-field", Error, "A field given twice in one table.";
    MissingField, "missing-field", Error, "A table without a field that it needs.";
    UnknownField, "unknown-field", Error, "A field that the format does not know, or that stands in the wrong table.";
    EmptyField, "empty-field", Error, "A text without a single character in it.";
    WrongType, "wrong-type", Error, "A value of the wrong type, or one table where the format has a list of them.";
    OutOfRange, "out-of-range", Error, "A number that is too small or too large.";
    UnsupportedFormat, "unsupported-format", Error, "A `format` other than the one that this build reads.";
    UnsupportedLanguage, "unsupported-language", Error, "A `lang` that the page's own words are not written in.";
    NoSuchDate, "no-such-date", Error, "A day or month that the calendar lacks, or a value that is no day at all.";
    InvalidTime, "invalid-time", Error, "A `when` in none of the known forms.";
    BackwardsTime, "backwards-time", Error, "A range of time that does not end later than it begins.";
    InvalidUrl, "invalid-url", Error, "A source's `url` that is not a whole address on the web.";
    UnknownTieKind, "unknown-tie-kind", Error, "A `kind` of tie that the format does not know.";
    // Ids and what refers to them.
    InvalidId, "invalid-id", Error, "An id other than small letters, digits and single hyphens; a source's id without a letter.";
    DuplicateId, "duplicate-id", Error, "An id that two questions, terms, sources or actors share.";
    ReservedId, "reserved-id", Error, "A question's id that the page itself uses.";
    MissingId, "missing-id", Error, "A question without an id.";
    UnknownQuestion, "unknown-question", Error, "An event or tie whose `answer` is no question's id.";
    UnknownTerm, "unknown-term", Error, "An actor whose `term` is no term's id.";
    UnknownActor, "unknown-actor", Error, "A tie whose `from` or `to` is no actor's id.";
    UnknownSource, "unknown-source", Error, "A source mark that names no source of the file.";
    AmbiguousSource, "ambiguous-source", Error, "A source mark without a source's id where there are several sources.";
    NoSuchParagraph, "no-such-paragraph", Error, "A source mark for a paragraph beyond the source's last.";
    SelfTie, "self-tie", Error, "A tie from an actor to itself.";
    DeadLink, "dead-link", Error, "A link to a question that does not exist.";
    UnknownExplainer, "unknown-explainer", Warning, "A link `../ID/` to an explainer that the folder does not have, or to a question that it lacks.";
    // Source marks.
    InvalidSourceMark, "invalid-source-mark", Error, "A source mark that cannot be read, is not closed, or looks misspelt.";
    MisplacedSourceMark, "misplaced-source-mark", Error, "A source mark anywhere but at the end of a passage.";
    NoSources, "no-sources", Warning, "A file without any source.";
    UncitedAnswer, "uncited-answer", Warning, "An answer of several passages none of which names a source.";
    UncitedPassage, "uncited-passage", Warning, "A passage that names no source.";
    // The parts of the text.
    MissingIntroduction, "missing-introduction", Error, "A file without a passage before its first question.";
    MissingQuestions, "missing-questions", Error, "A file without questions.";
    EmptyQuestion, "empty-question", Error, "A question without words.";
    EmptyAnswer, "empty-answer", Error, "A question with nothing under it but headings or gaps.";
    MarkedUpTitle, "marked-up-title", Error, "Emphasis or a link in a question.";
    StrayAttributes, "stray-attributes", Error, "Attributes other than a question's `{#id}`.";
    MisplacedHeading, "misplaced-heading", Error, "A title in the text, a heading before the first question, or one deeper than `###`.";
    InvalidGaps, "invalid-gaps", Error, "A `### Gaps` that is empty, is not a list, stands twice, or does not end its answer.";
    EmptyBlock, "empty-block", Error, "A heading, paragraph, quotation or list item with nothing to read in it.";
    NestedBlock, "nested-block", Error, "A list or quotation that holds more than plain paragraphs.";
    ListStart, "list-start", Error, "A numbered list that does not begin with 1.";
    TooLong, "too-long", Warning, "A title, question, introduction or explanation that few will read to its end.";
    Placeholder, "placeholder", Warning, "A text with `TODO`, `TK` or `TKTK` in it: it is still to be written.";
    // Markdown that the format lacks.
    RawHtml, "raw-html", Error, "HTML, comments among it.";
    Image, "image", Error, "A picture.";
    Code, "code", Error, "Code: between backticks, between fences, or by indentation.";
    Table, "table", Error, "A table.";
    Footnote, "footnote", Error, "A footnote.";
    ThematicBreak, "thematic-break", Error, "A line across the page.";
    LinkDefinition, "link-definition", Error, "An address in a list at the end, away from its link.";
    UnsupportedMark, "unsupported-mark", Error, "Another mark that the format lacks, such as one that strikes words through.";
    DeepEmphasis, "deep-emphasis", Error, "Emphasis and links nested more than eight deep.";
    HardBreak, "hard-break", Warning, "A line break inside a paragraph, which is not kept.";
    // Links.
    EmptyLink, "empty-link", Error, "A link without words or without an address.";
    InvalidLink, "invalid-link", Error, "An address that is not whole, begins with `//`, or holds what no address can.";
    LinkScheme, "link-scheme", Error, "An address that is neither `https:`, `http:`, `mailto:` nor a place on the site.";
    LinkTitle, "link-title", Warning, "A title in a link, which is not shown.";
    // The glossary.
    NameClash, "name-clash", Error, "A name that two terms share, large and small letters being the same.";
    DuplicateName, "duplicate-name", Error, "A name that a term has twice.";
    NameWithoutLetters, "name-without-letters", Error, "A name that cannot be found in a text, having neither letter nor digit.";
    UnusedTerm, "unused-term", Warning, "A term that neither the text uses nor an actor refers to.";
    UndefinedAcronym, "undefined-acronym", Warning, "Two to six capitals in the text that neither glossary nor text explains.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_short_in_kebab_case_and_each_names_one_rule() {
        let codes: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        assert_eq!(codes.len(), Rule::ALL.len());
        for code in codes {
            assert!(crate::model::check::ids::is_slug(code) && code.len() <= 24, "{code}");
        }
    }
}
