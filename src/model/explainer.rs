//! What an explainer is: the values that a file in `seeds/` becomes.
//!
//! Text is kept as a small tree ([`Block`], [`Inline`]), never as HTML: a view decides how it looks, and nothing that
//! an editor types can become markup by accident.

use super::progress::{AnswerOutline, parse_hash};
use super::session::Shown;
use super::when::{Day, When};
use super::words::Lang;

/// A question's id: a slug, unique in its explainer, and the fragment of its deep link (`#who`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub String);

/// A glossary term's id: a slug, unique in its explainer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub String);

/// The id of one of the groups or persons that the explainer is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub String);

/// One explainer, whole and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Explainer {
    /// The slug: the file's name without its ending, and the page's folder.
    pub id: String,
    /// The language of the prose and of the page around it.
    pub lang: Lang,
    /// The headline.
    pub title: String,
    /// The day whose knowledge the text gives.
    pub as_of: Day,
    /// A caution that the reader should see before the text, if any.
    pub notice: Option<String>,
    /// The introduction under the headline.
    pub deck: Vec<Passage>,
    /// The questions in reading order.
    pub questions: Vec<Question>,
    /// The glossary, in the order of the file.
    pub terms: Vec<Term>,
    /// Where the claims come from.
    pub sources: Vec<Source>,
    /// Who answered the questions.
    pub experts: Vec<String>,
    /// Dated facts, for the timeline.
    pub events: Vec<Event>,
    /// Who is who.
    pub actors: Vec<Actor>,
    /// What ties the actors to one another.
    pub ties: Vec<Tie>,
    /// The log of changes, newest first.
    pub changes: Vec<Change>,
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Fragment of the deep link.
    pub id: QuestionId,
    /// The question as the heading shows it.
    pub title: String,
    /// The answer's passages: each is one unit of reading progress.
    pub passages: Vec<Passage>,
    /// What the source does not say, one entry a hole.
    pub gaps: Vec<Vec<Inline>>,
    /// Eight hexadecimal digits over everything a reader of this answer sees; it changes when the answer does.
    pub hash: String,
}

/// A block of prose and the source paragraphs that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The prose.
    pub block: Block,
    /// The paragraphs of the sources that state what this passage states.
    pub cites: Vec<Cite>,
    /// How many words a reader reads here.
    pub words: u32,
}

/// Paragraphs `first..=last` of one source, counted from 1 without title and sub-headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The position of the source in [`Explainer::sources`].
    pub source: usize,
    /// First paragraph.
    pub first: u32,
    /// Last paragraph; equal to `first` for a single one.
    pub last: u32,
}

/// A block of prose.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; `ordered` lists are numbered from 1.
    List {
        /// Numbered or not.
        ordered: bool,
        /// One entry an item.
        items: Vec<Vec<Inline>>,
    },
    /// A quotation of one or more paragraphs.
    Quote(Vec<Vec<Inline>>),
    /// A heading inside an answer.
    Heading(Vec<Inline>),
}

/// A run of prose.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// A link; `href` has passed the list of allowed schemes.
    Link {
        /// Where to.
        href: String,
        /// What the reader sees.
        content: Vec<Inline>,
    },
    /// The first use of a glossary term in an answer.
    Term {
        /// Which entry explains it.
        term: TermId,
        /// The words as they stand in the text.
        text: String,
    },
}

impl Block {
    /// The runs of prose in it: one for a paragraph or heading, one an item of a list, one a paragraph of a quotation.
    pub fn runs(&self) -> &[Vec<Inline>] {
        match self {
            Self::Paragraph(run) | Self::Heading(run) => std::slice::from_ref(run),
            Self::List { items: runs, .. } | Self::Quote(runs) => runs,
        }
    }

    /// The same, to be changed.
    pub fn runs_mut(&mut self) -> &mut [Vec<Inline>] {
        match self {
            Self::Paragraph(run) | Self::Heading(run) => std::slice::from_mut(run),
            Self::List { items: runs, .. } | Self::Quote(runs) => runs,
        }
    }
}

/// A glossary entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// The name it is listed under.
    pub name: String,
    /// Other names under which the text uses it.
    pub also: Vec<String>,
    /// The explanation, plain text.
    pub text: String,
    /// The answers that mark it, in reading order; `None` stands for the deck.
    pub used_in: Vec<Option<QuestionId>>,
}

/// Where claims come from.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The name by which the file cites it.
    pub id: String,
    /// How the page calls it.
    pub title: String,
    /// Its date.
    pub date: Day,
    /// Its address, where it has one.
    pub url: Option<String>,
    /// How many paragraphs it has, so that citations can be checked.
    pub paragraphs: u32,
}

/// A dated fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When, as precisely as the source says and no more.
    pub when: When,
    /// What, in a short sentence.
    pub text: String,
    /// The answer that states it; `None` stands for the deck.
    pub answer: Option<QuestionId>,
}

/// A group or person that the explainer is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// Its name on the map.
    pub name: String,
    /// The glossary entry that explains it.
    pub term: Option<TermId>,
}

/// How one actor stands to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// Who.
    pub from: ActorId,
    /// In which relation.
    pub kind: TieKind,
    /// To whom.
    pub to: ActorId,
    /// The answer that states it.
    pub answer: QuestionId,
    /// The tie in a sentence.
    pub text: String,
}

/// The kinds of ties, read from `from` to `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TieKind {
    /// `affiliate-of`
    AffiliateOf,
    /// `rival-of`
    RivalOf,
    /// `drew-members-from`
    DrewMembersFrom,
    /// `supported-by`
    SupportedBy,
    /// `fought`
    Fought,
    /// `tried-to-recruit-from`
    TriedToRecruitFrom,
}

/// An entry of the log of changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// When.
    pub date: Day,
    /// What changed, for the reader.
    pub text: String,
    /// Whether it corrects a mistake (corrections are listed as such).
    pub correction: bool,
}

impl Question {
    /// What the rules of reading progress need to know of the answer.
    pub fn outline(&self) -> AnswerOutline {
        AnswerOutline {
            id: self.id.0.clone(),
            hash: parse_hash(&self.hash),
            words: self.passages.iter().map(|passage| passage.words).collect(),
        }
    }
}

impl Explainer {
    /// What the rules of reading progress need to know of each answer.
    pub fn outline(&self) -> Vec<AnswerOutline> {
        self.questions.iter().map(Question::outline).collect()
    }

    /// What the page shows before any script runs.
    pub fn unread(&self) -> Shown {
        Shown::unread(&self.outline())
    }

    /// The day of this version: that of the latest change, or of the text itself.
    pub fn version(&self) -> Day {
        self.changes.first().map_or(self.as_of, |change| change.date)
    }

    /// The day of the first version: that of the oldest change that is told, or of the text itself.
    pub fn first_version(&self) -> Day {
        self.changes.last().map_or(self.as_of, |change| change.date)
    }

    /// The first passage of the deck as plain text, for lists and descriptions.
    pub fn summary(&self) -> String {
        self.deck.first().map(|passage| passage.block.plain_text()).unwrap_or_default()
    }
}

impl Block {
    /// The block's text without marks of any kind.
    pub fn plain_text(&self) -> String {
        let join = |parts: &[Vec<Inline>]| parts.iter().map(|part| plain_text(part)).collect::<Vec<_>>().join(" ");
        match self {
            Self::Paragraph(runs) | Self::Heading(runs) => plain_text(runs),
            Self::List { items: parts, .. } | Self::Quote(parts) => join(parts),
        }
    }
}

/// The text of a run of prose, without marks of any kind.
pub fn plain_text(runs: &[Inline]) -> String {
    runs.iter()
        .map(|run| match run {
            Inline::Text(text) | Inline::Term { text, .. } => text.clone(),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => plain_text(content),
        })
        .collect()
}
