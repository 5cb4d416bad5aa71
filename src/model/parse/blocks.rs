//! What stands inside blocks: the items of lists, the paragraphs of quotations, and everything that is refused.

use super::cites::is_blank;
use super::draft::DraftCite;
use super::inline;
use super::prose::Reader;
use crate::model::explainer::{Inline, plain_text};
use crate::model::problem::Rule;
use pulldown_cmark::{CodeBlockKind, Event, Tag};
use std::ops::Range;

impl Reader<'_, '_, '_> {
    pub(super) fn list(&mut self, first: Option<u64>, range: &Range<usize>) -> Vec<Vec<Inline>> {
        if first.is_some_and(|first| first != 1) {
            let help = "begin it with `1.`; if it is no list, write `\\` before the full stop";
            self.report(Rule::ListStart, range.clone(), "a numbered list begins with 1", help);
        }
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), range)) = self.events.next() {
            let errors = self.problems.errors();
            let mut runs = self.runs();
            if runs.len() > 1 {
                let help = "make it one paragraph, or several items";
                self.report(Rule::NestedBlock, range.clone(), "an item of a list is a single paragraph", help);
            }
            if runs.is_empty() && self.problems.errors() > errors {
                // What stands in it was refused already.
            } else if runs.is_empty() {
                self.report(
                    Rule::EmptyBlock,
                    range,
                    "this item is empty",
                    "write something after the mark, or delete it",
                );
            } else {
                items.push(runs.swap_remove(0));
            }
        }
        items
    }

    /// The paragraphs of an item or a quotation, up to and with its end.
    pub(super) fn runs(&mut self) -> Vec<Vec<Inline>> {
        let mut runs = Vec::new();
        while let Some((event, range)) = self.events.peek() {
            let range = range.clone();
            match event {
                Event::End(_) => {
                    self.events.next();
                    break;
                }
                Event::Start(Tag::Paragraph) => {
                    self.events.next();
                    let run = self.run();
                    self.events.next();
                    runs.extend(self.filled(run, &range));
                }
                Event::Rule | Event::Start(Tag::List(_) | Tag::BlockQuote(_) | Tag::Heading { .. }) => {
                    if let Some((event, _)) = self.events.next() {
                        self.report(
                            Rule::NestedBlock,
                            range,
                            "lists and quotations hold plain paragraphs only",
                            "take it out of the list or quotation",
                        );
                        if matches!(event, Event::Start(_)) {
                            self.skip();
                        }
                    }
                }
                Event::Start(tag) if inline::is_block(tag) => {
                    if let Some((event, range)) = self.events.next() {
                        self.refuse(&event, range);
                    }
                }
                // A tight list's item holds its words without a paragraph around them.
                _ => {
                    let run = self.run();
                    runs.extend(self.filled(run, &range));
                }
            }
        }
        runs
    }

    /// Reports a block that the format lacks, and passes over it.
    pub(super) fn refuse(&mut self, event: &Event<'_>, range: Range<usize>) {
        let (rule, message, help) = match event {
            Event::Start(Tag::HtmlBlock) => {
                self.refuse_html(range);
                return self.skip();
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                (Rule::Code, "an indented line is read as code", "delete the spaces at its beginning")
            }
            Event::Start(Tag::CodeBlock(_)) => {
                (Rule::Code, "code is not part of the format", "leave out the lines with backticks or tildes")
            }
            Event::Start(Tag::Table(_)) => (Rule::Table, "tables are not part of the format", "write a list"),
            Event::Start(Tag::FootnoteDefinition(_)) => {
                (Rule::Footnote, "footnotes are not part of the format", "say it in the text, or use a source mark")
            }
            Event::Rule => (
                Rule::ThematicBreak,
                "a line across the page is not part of the format",
                "delete it; `##` begins a new question",
            ),
            _ => (
                Rule::UnsupportedMark,
                "this is not part of the format",
                "write paragraphs, lists, quotations and headings",
            ),
        };
        self.report(rule, range, message, help);
        if matches!(event, Event::Start(_)) {
            self.skip();
        }
    }

    /// Passes over everything up to the end of the element that has just begun.
    pub(super) fn skip(&mut self) {
        let mut depth = 1;
        while depth > 0
            && let Some((event, _)) = self.events.next()
        {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }

    /// A run with something to read in it.
    pub(super) fn filled(&mut self, run: Vec<Inline>, range: &Range<usize>) -> Option<Vec<Inline>> {
        if !plain_text(&run).trim().is_empty() {
            return Some(run);
        }
        if self.has_mark(range) {
            let help = "put it at the end of the paragraph that it belongs to";
            self.refuse_marks(range, "this source mark stands alone", help);
        } else if !run.is_empty() {
            // An empty run comes from what was refused already, such as a picture.
            self.report(
                Rule::EmptyBlock,
                range.clone(),
                "there is nothing to read here",
                "write something or delete it",
            );
        }
        None
    }

    /// Whether a block has a source mark that was not taken yet.
    pub(super) fn has_mark(&self, range: &Range<usize>) -> bool {
        self.marks.iter().rev().take_while(|mark| mark.span.start < range.end).any(|mark| mark.is_in(range))
    }

    /// The citations of the marks at the end of a block.
    pub(super) fn take_marks(&mut self, range: &Range<usize>) -> Vec<DraftCite> {
        let mut cites = Vec::new();
        while let Some(mark) = self.marks.pop_if(|mark| mark.span.start < range.end) {
            let after = &self.clean[mark.span.end.min(range.end)..range.end];
            if mark.is_in(range) && after.contains(|c: char| !is_blank(c)) {
                let help = "put it at the end of the paragraph, or of the last item of the list";
                self.report(
                    Rule::MisplacedSourceMark,
                    mark.span.clone(),
                    "this source mark stands in the middle",
                    help,
                );
            }
            // One from before this block belongs to what was refused.
            if mark.is_in(range) {
                cites.extend(mark.cites);
            }
        }
        cites
    }

    pub(super) fn refuse_marks(&mut self, range: &Range<usize>, message: &str, help: &str) {
        while let Some(mark) = self.marks.pop_if(|mark| mark.span.start < range.end) {
            if mark.is_in(range) {
                self.report(Rule::MisplacedSourceMark, mark.span, message, help);
            }
        }
    }
}
