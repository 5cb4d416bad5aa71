//! The prose after the front matter: a deck, then questions with their answers, in restricted Markdown.

use super::characters;
use super::cites::{self, Mark, is_blank};
use super::draft::{At, DraftPassage, DraftQuestion, Prose};
use crate::model::explainer::{Block, Inline, Passage, plain_text};
use crate::model::problem::{Problems, Rule};
use pulldown_cmark::{CowStr, Event, HeadingLevel, OffsetIter, Options, Parser, Tag};
use std::iter::Peekable;
use std::ops::Range;

/// Reads the body of a file.
pub fn read(body: &At<&str>, problems: &mut Problems<'_>) -> Prose {
    let base = body.span.start;
    let (clean, marks) = cites::take_out(body.value, base, problems);
    // Tables, footnotes and strikethrough are switched on to be refused; as plain text they would pass unnoticed.
    let options = Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(&clean, options);
    for (_, definition) in parser.reference_definitions().iter() {
        let span = base + definition.span.start..base + definition.span.end;
        let help = "write the address beside the words: `[words](https://…)`";
        problems.report(Rule::LinkDefinition, span, "a list of addresses is not part of the format", help);
    }
    let events = parser.into_offset_iter().peekable();
    let mut reader = Reader { events, clean: &clean, base, marks, gaps_at: None, prose: Prose::default(), problems };
    // Marks are taken from the end of the list.
    reader.marks.reverse();
    while let Some((event, range)) = reader.events.next() {
        reader.block(event, range);
    }
    reader.end_answer();
    reader.prose
}

/// The state while a body is read.
pub(super) struct Reader<'b, 'p, 't> {
    pub(super) events: Peekable<OffsetIter<'b>>,
    /// The body with its source marks taken out.
    pub(super) clean: &'b str,
    /// Where the body begins in the file.
    base: usize,
    /// The source marks that no block has claimed yet, last one first.
    pub(super) marks: Vec<Mark>,
    /// The heading of the current answer's list of gaps.
    gaps_at: Option<Range<usize>>,
    pub(super) prose: Prose,
    pub(super) problems: &'p mut Problems<'t>,
}

impl<'b> Reader<'b, '_, '_> {
    fn block(&mut self, event: Event<'b>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Paragraph) => {
                let run = self.run();
                self.events.next();
                if let Some(run) = self.filled(run, &range) {
                    self.passage(Block::Paragraph(run), range);
                }
            }
            Event::Start(Tag::List(first)) => {
                let items = self.list(first, &range);
                if self.gaps_at.is_some() {
                    self.refuse_marks(&range, "a gap rests on no source", "delete the source mark");
                    if let Some(question) = self.prose.questions.last_mut() {
                        question.gaps.extend(items);
                    }
                } else {
                    self.passage(Block::List { ordered: first.is_some(), items }, range);
                }
            }
            Event::Start(Tag::BlockQuote(_)) => {
                let errors = self.problems.errors();
                let paragraphs = self.runs();
                if paragraphs.is_empty() && self.problems.errors() > errors {
                    // What stands in it was refused already.
                } else if paragraphs.is_empty() {
                    self.report(Rule::EmptyBlock, range, "this quotation is empty", "write something after the `>`");
                } else {
                    self.passage(Block::Quote(paragraphs), range);
                }
            }
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let title = self.run();
                self.events.next();
                self.refuse_marks(&range, "a heading rests on no source", "put the source mark after a paragraph");
                let has_more = !classes.is_empty() || !attrs.is_empty();
                match level {
                    HeadingLevel::H2 => self.question(&title, id, has_more, range),
                    HeadingLevel::H3 => self.heading(title, id.is_some() || has_more, range),
                    HeadingLevel::H1 => {
                        self.report(
                            Rule::MisplacedHeading,
                            range,
                            "the title stands in the front matter",
                            "begin a question with `##`",
                        );
                    }
                    _ => self.report(Rule::MisplacedHeading, range, "headings go no deeper than `###`", "write `###`"),
                }
            }
            event => self.refuse(&event, range),
        }
    }

    fn question(&mut self, title: &[Inline], id: Option<CowStr<'_>>, has_more: bool, range: Range<usize>) {
        self.end_answer();
        if title.iter().any(|inline| !matches!(inline, Inline::Text(_))) {
            let help = "leave out emphasis and links";
            self.report(Rule::MarkedUpTitle, range.clone(), "a question's title is plain text", help);
        }
        if has_more {
            self.report(
                Rule::StrayAttributes,
                range.clone(),
                "a question has an id and nothing else",
                "write only `{#id}` after its title",
            );
        }
        let id = id.filter(|id| !id.is_empty()).map(|id| {
            let attributes = self.written(&range).rfind('{').unwrap_or(0);
            let at =
                self.written(&range)[attributes..].find(&*id).map_or(range.start, |at| range.start + attributes + at);
            let length = if at == range.start { 1 } else { id.len() };
            At::new(id.to_string(), self.place(&(at..at + length)))
        });
        let title = At::new(plain_text(title), self.place(&range));
        self.prose.questions.push(DraftQuestion { id, title, passages: Vec::new(), gaps: Vec::new() });
    }

    fn heading(&mut self, title: Vec<Inline>, has_attributes: bool, range: Range<usize>) {
        let has_gaps = self.gaps_at.is_some() || self.prose.questions.last().is_some_and(|last| !last.gaps.is_empty());
        let is_gaps = plain_text(&title).eq_ignore_ascii_case("gaps");
        if has_attributes {
            self.report(
                Rule::StrayAttributes,
                range.clone(),
                "only questions have an id",
                "delete what stands in curly brackets",
            );
        }
        if self.prose.questions.is_empty() {
            self.report(
                Rule::MisplacedHeading,
                range,
                "there is a heading before the first question",
                "begin questions with `##`",
            );
        } else if is_gaps && has_gaps {
            self.report(
                Rule::InvalidGaps,
                range.clone(),
                "this answer has its gaps already",
                "make one list of the two",
            );
            self.gaps_at = Some(range);
        } else if is_gaps {
            self.gaps_at = Some(range);
        } else if let Some(gaps_at) = self.gaps_at.take() {
            let help = "move this heading, with its list, to the end of the answer";
            self.report(Rule::InvalidGaps, gaps_at, "the gaps do not end this answer", help);
        } else if title.is_empty() {
            self.report(Rule::EmptyBlock, range, "this heading is empty", "write something after the `###`");
        } else {
            self.passage(Block::Heading(title), range);
        }
    }

    /// To be called before a new question and at the end.
    fn end_answer(&mut self) {
        let has_gaps = self.prose.questions.last().is_some_and(|question| !question.gaps.is_empty());
        if let Some(range) = self.gaps_at.take()
            && !has_gaps
        {
            let help = "write a list under it, one line with `-` for each gap, or delete the heading";
            self.report(Rule::InvalidGaps, range, "there are no gaps under this heading", help);
        }
    }

    fn passage(&mut self, block: Block, range: Range<usize>) {
        if self.gaps_at.is_some() {
            let help = "write each gap as a line with `-`, and everything else above the heading";
            self.report(Rule::InvalidGaps, range, "under `### Gaps` there can only be a list", help);
            return;
        }
        let end = self.last_character(&range);
        let has_mark = self.has_mark(&range);
        let cites = self.take_marks(&range);
        let words = block.runs().iter().map(|run| count_words(&plain_text(run))).sum();
        let passage = Passage { block, cites: Vec::new(), words };
        let passage = DraftPassage { passage, cites, has_mark, span: self.place(&range), end };
        match self.prose.questions.last_mut() {
            Some(question) => question.passages.push(passage),
            None => self.prose.deck.push(passage),
        }
    }

    fn last_character(&self, range: &Range<usize>) -> Range<usize> {
        let text = self.written(range).trim_end_matches(is_blank);
        let length = text.chars().next_back().map_or(0, char::len_utf8);
        self.place(&(range.start + text.len() - length..range.start + text.len()))
    }

    /// Reports characters that came in as an entity.
    pub(super) fn check_characters(&mut self, text: &str, range: Range<usize>) {
        let span = self.place(&range);
        characters::check_decoded(text, &self.clean[range], span, self.problems);
    }

    /// The file's text in a range of the body, without source marks.
    pub(super) fn written(&self, range: &Range<usize>) -> &'b str {
        self.clean.get(range.clone()).unwrap_or("")
    }

    /// The place in the file of a range of the body.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }

    pub(super) fn report(&mut self, rule: Rule, range: Range<usize>, message: impl AsRef<str>, help: impl AsRef<str>) {
        let span = self.place(&range);
        self.problems.report(rule, span, message, help);
    }
}

/// Counts what a reader reads as words: pieces between white space that hold a letter or a digit.
fn count_words(text: &str) -> u32 {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    u32::try_from(words).unwrap_or(u32::MAX)
}
