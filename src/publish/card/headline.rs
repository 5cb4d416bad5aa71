//! How a headline is set: in which size, and where its lines end.

use super::face::Face;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The largest and the smallest size in pixels, and what lies between two. A phone shows a card at about a third of its
/// size, where the smallest can still be read.
const SIZES: (u8, u8, u8) = (120, 48, 4);
/// Lines at most.
const LINES: usize = 4;

/// The room for a headline, in pixels, and the measures of its letters, as multiples of their size.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// In pixels.
    pub width: f32,
    /// In pixels from above.
    pub top: f32,
    /// In pixels from above.
    pub bottom: f32,
    /// What letters reach above the line on which they stand.
    pub ascent: f32,
    /// From line to line.
    pub leading: f32,
    /// What they reach below it.
    pub descent: f32,
}

/// A headline, set.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// The size in pixels.
    pub size: f32,
    /// The lines.
    pub lines: Vec<String>,
}

/// What stays on one line.
struct Piece<'a> {
    text: &'a str,
    /// How wide it is, as a multiple of the size.
    width: f32,
    /// The same of the space before it, where it does not begin a line.
    space: f32,
}

impl Headline {
    /// Sets a title: the largest size that fits, lines of like length. What does not fit in the smallest size is cut, and
    /// an ellipsis says so.
    pub fn new(title: &str, room: Room) -> Self {
        let (largest, smallest, step) = SIZES;
        let pieces = pieces(title, room.width / f32::from(smallest));
        let set = |size: f32| {
            let width = room.width / size;
            let lines = filled(&pieces, width)?.len();
            let lines = (lines <= room.lines(size)).then(|| balanced(&pieces, lines, width))?;
            let headline = Self { size, lines: lines.into_iter().map(|line| text(&pieces[line])).collect() };
            headline.fits(room).then_some(headline)
        };
        let mut sizes = (smallest..=largest).rev().step_by(step.into()).map(f32::from);
        sizes.find_map(set).unwrap_or_else(|| {
            // Less and less of the room, down to the ellipsis alone.
            let narrower = (0u8..=10).map(|tenths| room.width * (1.0 - f32::from(tenths) / 10.0));
            let cuts = narrower.map(|width| cut(&pieces, Room { width, ..room }, smallest.into()));
            let fitting = cuts.into_iter().find(|headline| headline.fits(room));
            fitting.unwrap_or_else(|| Self { size: smallest.into(), lines: vec!["…".into()] })
        })
    }

    /// Whether each line has its room. Rare signs run wider in a line than each by itself.
    fn fits(&self, room: Room) -> bool {
        let widths = Face::Headline.widths(self.lines.iter().map(String::as_str));
        widths.iter().all(|width| width * self.size <= room.width)
    }
}

impl Room {
    /// How many lines of a size it takes.
    fn lines(self, size: f32) -> usize {
        self.baselines(size).take_while(|y| y + self.descent * size <= self.bottom).count()
    }

    /// The lines on which letters of a size stand, in pixels from above.
    pub fn baselines(self, size: f32) -> impl Iterator<Item = f32> {
        let first = self.top + self.ascent * size;
        (0u8..).take(LINES).map(move |line| first + f32::from(line) * self.leading * size)
    }
}

/// The words of a title; one that is wider than `width` falls into its letters.
fn pieces(title: &str, width: f32) -> Vec<Piece<'_>> {
    let stays = |c| matches!(c, '\u{a0}' | '\u{202f}');
    let words = title.split(|c: char| c.is_whitespace() && !stays(c)).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let mut widths = Face::Headline.widths(words.iter().copied().chain(["n n", "nn"]));
    let space = widths.pop().zip(widths.pop()).map_or(0.0, |(joined, apart)| apart - joined);
    let mut pieces = Vec::new();
    for (word, wide) in words.into_iter().zip(widths) {
        if wide <= width {
            pieces.push(Piece { text: word, width: wide, space });
            continue;
        }
        let first = pieces.len();
        let widths = Face::Headline.widths(word.graphemes(true));
        pieces.extend(word.graphemes(true).zip(widths).map(|(text, width)| Piece { text, width, space: 0.0 }));
        pieces[first].space = space;
    }
    pieces
}

/// The lines of a width when each is filled before the next; `None` where a piece is wider.
fn filled(pieces: &[Piece<'_>], width: f32) -> Option<Vec<Range<usize>>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut used = 0.0;
    for (at, piece) in pieces.iter().enumerate() {
        if piece.width > width {
            return None;
        }
        match lines.last_mut() {
            Some(line) if used + piece.space + piece.width <= width => {
                line.end = at + 1;
                used += piece.space + piece.width;
            }
            _ => {
                lines.push(at..at + 1);
                used = piece.width;
            }
        }
    }
    Some(lines)
}

/// So many lines, as even as they can be: the sum of the squares of what they leave free is the least there is.
fn balanced(pieces: &[Piece<'_>], lines: usize, width: f32) -> Vec<Range<usize>> {
    // For each number of pieces: the best way to set that many, and what it costs. One more line with each turn.
    let mut best: Vec<Option<(f32, Vec<Range<usize>>)>> = vec![None; pieces.len() + 1];
    best[0] = Some((0.0, Vec::new()));
    for _ in 0..lines {
        let mut next = vec![None; best.len()];
        for (start, before) in best.iter().enumerate() {
            let Some((cost, before)) = before else { continue };
            let mut used = 0.0;
            for (end, piece) in (start + 1..).zip(&pieces[start..]) {
                used += piece.width + if end == start + 1 { 0.0 } else { piece.space };
                if used > width {
                    break;
                }
                let cost = cost + (width - used).powi(2);
                if next[end].as_ref().is_none_or(|(least, _)| cost < *least) {
                    let mut lines = before.clone();
                    lines.push(start..end);
                    next[end] = Some((cost, lines));
                }
            }
        }
        best = next;
    }
    best.pop().flatten().map(|(_, lines)| lines).unwrap_or_default()
}

/// As many lines as there is room for, the last with an ellipsis in place of the rest.
fn cut(pieces: &[Piece<'_>], room: Room, size: f32) -> Headline {
    let width = room.width / size;
    let mut lines = filled(pieces, width).unwrap_or_default();
    lines.truncate(room.lines(size));
    let last = lines.pop().unwrap_or_default();
    let ends = (last.start..=last.end).rev().map(|end| {
        format!(
            "{}…",
            text(&pieces[last.start..end]).trim_end_matches([' ', ',', ';', ':', '.', '–', '—', '،', '؛', '۔'])
        )
    });
    let last = ends.into_iter().find(|text| Face::Headline.widths([text.as_str()])[0] <= width);
    Headline { size, lines: lines.into_iter().map(|line| text(&pieces[line])).chain(last).collect() }
}

/// Pieces as one line.
fn text(pieces: &[Piece<'_>]) -> String {
    let mut line = String::new();
    for piece in pieces {
        if piece.space > 0.0 && !line.is_empty() {
            line.push(' ');
        }
        line += piece.text;
    }
    line
}
