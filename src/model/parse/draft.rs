//! A file as it was read, before its parts are held against one another: values with their places.
//!
//! What is missing or unreadable was reported where it was read; here it is `None`, and no later check complains again.

use crate::model::explainer::{Inline, Passage, TieKind};
use crate::model::when::{Day, When};
use crate::model::words::Lang;
use std::ops::Range;

/// A value and the bytes of the file that it was read from.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Range<usize>,
}

impl<T> At<T> {
    /// A value at a place.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }
}

/// A text that the file must give.
pub type Text = Option<At<String>>;

/// A whole file.
#[derive(Debug)]
pub struct Draft {
    /// The `+++` line that opens the file, where to point at what is missing altogether.
    pub opening: Range<usize>,
    /// The part between the `+++` lines, unless it is not TOML.
    pub front: Option<Front>,
    /// The rest.
    pub prose: Prose,
    /// Where the rest stands in the file.
    pub body: Range<usize>,
}

/// The front matter.
#[derive(Debug)]
pub struct Front {
    pub lang: Option<Lang>,
    pub title: Text,
    pub as_of: Option<Day>,
    pub notice: Text,
    pub sources: Vec<DraftSource>,
    pub experts: Vec<Text>,
    pub terms: Vec<DraftTerm>,
    pub events: Vec<DraftEvent>,
    pub actors: Vec<DraftActor>,
    pub ties: Vec<DraftTie>,
    pub changes: Vec<DraftChange>,
}

/// A `[[source]]`.
#[derive(Debug)]
pub struct DraftSource {
    pub id: Text,
    pub title: Text,
    pub date: Option<Day>,
    pub url: Text,
    pub paragraphs: Option<u32>,
}

/// A `[[term]]`.
#[derive(Debug)]
pub struct DraftTerm {
    pub id: Text,
    pub name: Text,
    pub also: Vec<At<String>>,
    pub text: Text,
}

/// An `[[event]]`.
#[derive(Debug)]
pub struct DraftEvent {
    pub when: Option<When>,
    pub text: Text,
    pub answer: Text,
}

/// An `[[actor]]`.
#[derive(Debug)]
pub struct DraftActor {
    pub id: Text,
    pub name: Text,
    pub term: Text,
}

/// A `[[tie]]`.
#[derive(Debug)]
pub struct DraftTie {
    pub from: Text,
    pub kind: Option<TieKind>,
    pub to: Text,
    pub answer: Text,
    pub text: Text,
}

/// A `[[change]]`.
#[derive(Debug)]
pub struct DraftChange {
    pub date: Option<Day>,
    pub text: Text,
    pub correction: bool,
}

/// What follows the front matter.
#[derive(Debug, Default)]
pub struct Prose {
    pub deck: Vec<DraftPassage>,
    pub questions: Vec<DraftQuestion>,
    /// The links that lead to a place on the page itself, without their `#`.
    pub links: Vec<At<String>>,
    /// The links to other explainers of the site, whole.
    pub siblings: Vec<At<String>>,
}

/// A question and its answer.
#[derive(Debug)]
pub struct DraftQuestion {
    pub id: Text,
    pub title: At<String>,
    pub passages: Vec<DraftPassage>,
    pub gaps: Vec<Vec<Inline>>,
}

/// A passage whose citations are not yet resolved.
#[derive(Debug)]
pub struct DraftPassage {
    /// The passage; its `cites` are still empty.
    pub passage: Passage,
    pub cites: Vec<DraftCite>,
    /// Whether it has a source mark, however little of it could be read.
    pub has_mark: bool,
    /// The whole of it.
    pub span: Range<usize>,
    /// Its last character, where its source mark belongs.
    pub end: Range<usize>,
}

/// One range of paragraphs in a source mark.
#[derive(Clone, Debug)]
pub struct DraftCite {
    /// The source's id, where the mark names it.
    pub source: Text,
    pub first: u32,
    pub last: u32,
    pub span: Range<usize>,
}
