//! The card of an explainer: the picture that other sites show beside a link to it.
//!
//! It is the opening, drawn: accent bar, kicker, headline, size. The drawing is an SVG of our own making, turned into a
//! PNG with fonts of our own keeping (`card/fonts`), since every machine has others.
//!
//! 1. `face` – the fonts, and how wide a text runs in them.
//! 2. `headline` – in which size a title is set, and where its lines end.

use super::manifest::ICON;
use crate::model::explainer::Explainer;
use crate::model::words::Lang;
use face::{Face, escape, layout};
use headline::{Headline, Room};
use png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use std::cmp::Ordering;

mod face;
mod headline;

/// The name of a card in its explainer's folder.
pub const PATH: &str = "card.png";

/// Where an explainer's card is published.
pub fn path(id: &str) -> String {
    format!("{id}/{PATH}")
}

/// The width of a card in pixels. With [`HEIGHT`] it is 1.91 to 1, as wide as previews of links are.
pub const WIDTH: u16 = 1200;
/// The height of a card in pixels.
pub const HEIGHT: u16 = 630;
/// What stays free of ink at each edge, in pixels: some sites round the corners, some cut to 2 to 1.
pub const MARGIN: u16 = 56;

/// The colours of the page by day, by their names in style/tokens.css; the paper is white.
const INK: &str = "#15181d";
const INK_SOFT: &str = "#464c57";
const RULE: &str = "#c5cad2";
const ACCENT: &str = "#0b4a6b";

/// Where lines begin and end, in pixels from each edge; between it and the margin is what a letter may jut out.
const INSET: f32 = 64.0;

/// The card as a PNG of [`WIDTH`] by [`HEIGHT`] pixels. The same explainer gives the same bytes.
///
/// # Panics
///
/// When the drawing is no SVG, which nothing in an explainer can bring about.
pub fn card(explainer: &Explainer) -> Vec<u8> {
    indexed(&picture(explainer)).expect("a picture can be encoded into memory")
}

/// The card in words, for those who do not see it.
pub fn alt(explainer: &Explainer) -> String {
    explainer.lang.card(&explainer.title, explainer.as_of, &size(explainer))
}

/// "5 questions, about 4 minutes", as the page says it.
fn size(explainer: &Explainer) -> String {
    explainer.lang.phrases().size(explainer.questions.len(), explainer.unread().minutes_left)
}

/// The card in pixels.
fn picture(explainer: &Explainer) -> Pixmap {
    let mut picture = Pixmap::new(WIDTH.into(), HEIGHT.into()).expect("a card has an area");
    picture.fill(Color::WHITE);
    resvg::render(&layout(&drawing(explainer)), Transform::identity(), &mut picture.as_mut());
    picture
}

/// The elements of the drawing.
fn drawing(explainer: &Explainer) -> String {
    const SIZE: f32 = 34.0;
    const MARK: f32 = 60.0;
    let (right, bottom) = (f32::from(WIDTH) - INSET, f32::from(HEIGHT) - INSET);
    let (lang, words) = (explainer.lang, Direction::of_words(explainer.lang));
    let side = Direction::of_title(lang, &explainer.title);
    let bar = |y: f32, height: f32, colour: &str| {
        format!(
            r#"<rect x="{INSET}" y="{y}" width="{}" height="{height}" fill="{colour}" shape-rendering="crispEdges"/>"#,
            right - INSET
        )
    };
    let small = |indent: f32, y: f32, face: Face, colour: &str, text: &str| {
        side.line((indent, y), (face, SIZE), colour, &words.text(text))
    };

    // Of the faces, that of the headline alone has Arabic letters.
    let (strong, plain) = match words {
        Direction::Ltr => (Face::Strong, Face::Plain),
        Direction::Rtl => (Face::Headline, Face::Headline),
    };
    let kicker = lang.words().explainer;
    let date = strong.widths([kicker])[0] * SIZE + 28.0;
    let room = side.room(right - INSET);
    let headline = Headline::new(&explainer.title, room);
    let headline = headline
        .lines
        .iter()
        .zip(room.baselines(headline.size))
        .map(|(line, y)| side.line((0.0, y), (Face::Headline, headline.size), INK, &side.text(line)));
    let mark = match side {
        Direction::Ltr => right - MARK,
        Direction::Rtl => INSET,
    };
    let mark = format!(r#"<svg x="{mark}" y="{}" width="{MARK}" height="{MARK}""#, bottom - MARK);
    [
        bar(INSET, 12.0, ACCENT),
        small(0.0, INSET + 60.0, strong, ACCENT, kicker),
        small(date, INSET + 60.0, plain, INK_SOFT, &lang.as_of(explainer.as_of)),
        headline.collect(),
        bar(bottom - MARK - 22.0, 2.0, RULE),
        // Half the height of a capital below the middle of the mark.
        small(0.0, bottom - MARK / 2.0 + 0.36 * SIZE, plain, INK_SOFT, &size(explainer)),
        ICON.trim_end().replacen("<svg", &mark, 1),
    ]
    .concat()
}

/// The direction of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// That of the interface's words.
    fn of_words(lang: Lang) -> Self {
        if lang.dir() == "rtl" { Self::Rtl } else { Self::Ltr }
    }

    /// That of a title, and of the card around it: that of most of its letters, since an editor may write a language
    /// that the interface does not speak, and begin with a name in another script.
    fn of_title(lang: Lang, title: &str) -> Self {
        // The blocks of Hebrew, Arabic and their relatives.
        let from_right = |c: char| {
            matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        };
        let (rtl, ltr): (Vec<char>, Vec<char>) =
            title.chars().filter(|c| c.is_alphabetic()).partition(|c| from_right(*c));
        match rtl.len().cmp(&ltr.len()) {
            Ordering::Less => Self::Ltr,
            Ordering::Equal => Self::of_words(lang),
            Ordering::Greater => Self::Rtl,
        }
    }

    /// A text as it may stand in the drawing.
    fn text(self, text: &str) -> String {
        match self {
            Self::Ltr => escape(text),
            // The renderer takes every line for one from left to right, unless it is told in the text itself.
            Self::Rtl => format!("\u{2067}{}\u{2069}", escape(text)),
        }
    }

    /// The room for a headline: Latin letters stand closer than Arabic ones, which reach deeper.
    fn room(self, width: f32) -> Room {
        let (ascent, leading, descent) = match self {
            Self::Ltr => (0.8, 1.13, 0.26),
            Self::Rtl => (0.95, 1.5, 0.45),
        };
        Room { width, top: 160.0, bottom: 468.0, ascent, leading, descent }
    }

    /// A line of text, which begins `indent` pixels from this side and stands on `y`.
    fn line(self, (indent, y): (f32, f32), (face, size): (Face, f32), colour: &str, text: &str) -> String {
        let (x, anchor) = match self {
            Self::Ltr => (INSET + indent, "start"),
            Self::Rtl => (f32::from(WIDTH) - INSET - indent, "end"),
        };
        format!(
            r#"<text x="{x}" y="{y}" text-anchor="{anchor}" {} font-size="{size}" fill="{colour}">{text}</text>"#,
            face.attributes()
        )
    }
}

/// The picture as PNG with a palette, half as large as one without: five colours on paper have few blends.
fn indexed(picture: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    let (width, (colours, _)) = (usize::from(WIDTH), picture.data().as_chunks::<4>());
    let mut palette: Vec<[u8; 4]> = Vec::new();
    // Where a colour was found last, by a hash of it: the edge of a letter has another one in every pixel.
    let mut found = [0; 256];
    let mut pixels: Vec<u8> = Vec::with_capacity(colours.len());
    let mut before: &[[u8; 4]] = &[];
    for row in colours.chunks(width) {
        if row == before {
            // Between lines of text it is the same again, and most rows are paper.
            pixels.extend_from_within(pixels.len() - width..);
            continue;
        }
        for run in row.chunk_by(|a, b| u32::from_ne_bytes(*a) == u32::from_ne_bytes(*b)) {
            let hash = u32::from_le_bytes(run[0]).wrapping_mul(0x9e37_79b1).to_be_bytes()[0];
            let index = &mut found[usize::from(hash)];
            if palette.get(*index) != Some(&run[0]) {
                *index = palette.iter().position(|colour| *colour == run[0]).unwrap_or(palette.len());
                if *index == palette.len() {
                    palette.push(run[0]);
                }
            }
            let Ok(index) = u8::try_from(*index) else { return picture.encode_png() };
            pixels.resize(pixels.len() + run.len(), index);
        }
        before = row;
    }
    let palette: Vec<u8> = palette.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_filter(Filter::NoFilter);
    // Level 9 takes more than twelve times as long for a third less, on a picture that no page shows.
    encoder.set_deflate_compression(DeflateCompression::Level(2));
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
