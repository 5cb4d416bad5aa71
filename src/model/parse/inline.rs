//! Runs of prose: text, emphasis, links. Everything else that Markdown knows is refused.

use super::cites::STAND_IN;
use super::draft::At;
use super::links::{self, Target};
use super::prose::Reader;
use crate::model::check::ids;
use crate::model::explainer::{Inline, plain_text};
use crate::model::problem::Rule;
use pulldown_cmark::{Event, LinkType, Tag};
use std::ops::Range;

/// How deep emphasis and links may nest. Nobody writes deeper, and a hostile file must not make trees whose walk
/// overflows the stack.
const DEEPEST: usize = 8;

/// What is open while a run is read.
enum Frame {
    /// The run itself, or a mark that was refused and is read over.
    Plain,
    Emphasis,
    Strong,
    Link(String),
}

/// A mark that is open, what it holds so far, and its place.
type Open = (Frame, Vec<Inline>, Range<usize>);

impl Reader<'_, '_, '_> {
    /// Reads a run up to the end of the block around it or the next block in it, and leaves that to the caller.
    pub(super) fn run(&mut self) -> Vec<Inline> {
        let mut open: Vec<Open> = vec![(Frame::Plain, Vec::new(), 0..0)];
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::End(_) if open.len() == 1 => break,
                Event::Start(tag) if is_block(tag) => break,
                Event::Rule => break,
                _ => {}
            }
            let Some((event, range)) = self.events.next() else { break };
            match event {
                Event::Start(Tag::Image { .. }) => {
                    self.report(
                        Rule::Image,
                        range,
                        "pictures are not part of the format",
                        "describe in words what the picture shows",
                    );
                    self.skip();
                }
                Event::Start(tag) => {
                    let frame = self.open(tag, range.clone(), open.len() > DEEPEST);
                    open.push((frame, Vec::new(), range));
                }
                Event::End(_) => self.close(&mut open),
                Event::SoftBreak | Event::HardBreak => {
                    if self.written(&range).starts_with('\\') {
                        let help = "begin a new paragraph with an empty line, or delete the `\\`";
                        self.report(Rule::HardBreak, range, "a line break in a paragraph is not kept", help);
                    }
                    push_text(&mut open, " ");
                }
                Event::Text(text) => {
                    self.check_characters(&text, range);
                    push_text(&mut open, &text);
                }
                Event::Code(text) => {
                    self.report(Rule::Code, range, "code is not part of the format", "leave out the backticks");
                    push_text(&mut open, &text);
                }
                Event::FootnoteReference(_) => {
                    self.report(
                        Rule::Footnote,
                        range,
                        "footnotes are not part of the format",
                        "say it in the text, or use a source mark",
                    );
                }
                _ => self.refuse_html(range),
            }
        }
        while open.len() > 1 {
            self.close(&mut open);
        }
        let mut run = open.pop().map(|(_, run, _)| run).unwrap_or_default();
        tidy(&mut run);
        run
    }

    pub(super) fn refuse_html(&mut self, range: Range<usize>) {
        let is_note = self.written(&range).starts_with("<!--");
        let help = if is_note {
            "notes to yourself go between the `+++` lines, after a `#`"
        } else {
            "say it in Markdown; for the sign itself write `&lt;`"
        };
        self.report(Rule::RawHtml, range, "HTML is not part of the format", help);
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>, is_too_deep: bool) -> Frame {
        let frame = match tag {
            Tag::Emphasis => Frame::Emphasis,
            Tag::Strong => Frame::Strong,
            Tag::Link { link_type, dest_url, title, .. } => {
                if !title.is_empty() {
                    self.report(
                        Rule::LinkTitle,
                        range.clone(),
                        "a link's title is not shown",
                        "leave out the text after the address",
                    );
                }
                let href =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                self.link(href, range.clone())
            }
            _ => {
                self.report(
                    Rule::UnsupportedMark,
                    range.clone(),
                    "this mark is not part of the format",
                    "emphasis is written `*…*` or `**…**`; for a plain sign write `\\` before it",
                );
                Frame::Plain
            }
        };
        if is_too_deep {
            self.report(Rule::DeepEmphasis, range, "emphasis is nested too deeply", "leave out the inner marks");
            return Frame::Plain;
        }
        frame
    }

    fn link(&mut self, href: String, range: Range<usize>) -> Frame {
        match links::target(&href) {
            Ok(Target::Here(id)) => {
                let span = self.place(&range);
                self.prose.links.push(At::new(id.to_string(), span));
            }
            Ok(Target::Sibling(..)) => {
                let span = self.place(&range);
                self.prose.siblings.push(At::new(href.clone(), span));
            }
            Ok(Target::Elsewhere) => {}
            Err((rule, message, help)) => {
                let address = if href.is_empty() { String::new() } else { format!(": `{}`", ids::short(&href)) };
                self.report(rule, range, format!("{message}{address}"), help);
                return Frame::Plain;
            }
        }
        Frame::Link(href)
    }

    /// Closes the innermost mark and hands what it holds to the one around it.
    fn close(&mut self, open: &mut Vec<Open>) {
        let Some((frame, content, range)) = open.pop() else { return };
        let Some((_, around, _)) = open.last_mut() else { return };
        match frame {
            Frame::Plain => content.into_iter().for_each(|inline| push(around, inline)),
            Frame::Emphasis => around.push(Inline::Emphasis(content)),
            Frame::Strong => around.push(Inline::Strong(content)),
            Frame::Link(href) => {
                if plain_text(&content).trim().is_empty() {
                    self.report(
                        Rule::EmptyLink,
                        range,
                        "this link has no words",
                        "write between the square brackets what it leads to",
                    );
                }
                around.push(Inline::Link { href, content });
            }
        }
    }
}

fn push_text(open: &mut [Open], text: &str) {
    if let Some((_, content, _)) = open.last_mut() {
        push(content, Inline::Text(text.replace(STAND_IN, "")));
    }
}

/// Whether a tag opens a block, not a mark inside a run.
pub(super) fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

/// Adds to a run; text joins the text before it.
fn push(run: &mut Vec<Inline>, inline: Inline) {
    match (run.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => run.push(inline),
    }
}

/// Makes every stretch of white space one space, with none at either end, and drops what then is empty.
fn tidy(run: &mut Vec<Inline>) {
    squeeze(run, &mut true);
    trim_end(run);
}

fn squeeze(run: &mut Vec<Inline>, after_space: &mut bool) {
    for inline in run.iter_mut() {
        match inline {
            Inline::Text(text) | Inline::Term { text, .. } => {
                let mut squeezed = String::with_capacity(text.len());
                for c in text.chars() {
                    let is_space = c.is_ascii_whitespace();
                    if !(is_space && *after_space) {
                        squeezed.push(if is_space { ' ' } else { c });
                    }
                    *after_space = is_space;
                }
                *text = squeezed;
            }
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => {
                squeeze(content, after_space);
            }
        }
    }
    run.retain(|inline| !is_empty(inline));
}

fn trim_end(run: &mut Vec<Inline>) {
    match run.last_mut() {
        Some(Inline::Text(text) | Inline::Term { text, .. }) => text.truncate(text.trim_end_matches(' ').len()),
        Some(Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. }) => trim_end(content),
        None => return,
    }
    if run.pop_if(|inline| is_empty(inline)).is_some() {
        trim_end(run);
    }
}

fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) | Inline::Term { text, .. } => text.is_empty(),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } => content.is_empty(),
    }
}
