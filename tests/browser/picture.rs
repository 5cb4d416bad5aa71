//! Pictures of a page, as they are kept and compared.
//!
//! A picture is kept at half its size, and compared by the mean colours of small squares: the same letters drawn with
//! other edges stay the same, words that moved or are another colour do not.

use std::io::Cursor;

use anyhow::{Context as _, ensure};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter, Transformations};

/// The side of a square, in pixels of a kept picture: 16 of the page's.
const SIDE: usize = 8;
/// How far the mean of a square may be off in red, green or blue, of 255.
const COLOUR: u32 = 6;
/// One square in so many may be off by more.
const SQUARES: usize = 1000;
/// Colours are kept in steps of so much: half of it, and what is left to an engine, is less than [`COLOUR`].
const STEP: u8 = 4;

/// An opaque picture: rows of red, green and blue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads a PNG; what is transparent in it is taken as it is.
    pub fn from_png(bytes: &[u8]) -> anyhow::Result<Self> {
        let mut decoder = Decoder::new(Cursor::new(bytes));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().context("reading a PNG")?;
        let mut bytes = vec![0; reader.output_buffer_size().context("a PNG too large for memory")?];
        let info = reader.next_frame(&mut bytes).context("reading a PNG")?;
        let samples = info.color_type.samples();
        ensure!(samples >= 3, "a picture of a page has colours, not {:?}", info.color_type);
        let pixels = bytes[..info.buffer_size()].chunks_exact(samples).map(|all| [all[0], all[1], all[2]]).collect();
        Ok(Self { width: info.width as usize, height: info.height as usize, pixels })
    }

    /// Writes a PNG.
    pub fn to_png(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, u32::try_from(self.width)?, u32::try_from(self.height)?);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(Compression::High);
        // Lines of a page are more like runs than like slopes.
        encoder.set_filter(Filter::NoFilter);
        encoder.write_header()?.write_image_data(self.pixels.as_flattened())?;
        Ok(bytes)
    }

    /// Its upper left part.
    pub fn corner(&self, width: usize, height: usize) -> anyhow::Result<Self> {
        ensure!(width <= self.width && height <= self.height, "{} by {} px is smaller", self.width, self.height);
        let rows = self.pixels.chunks_exact(self.width).take(height);
        Ok(Self { width, height, pixels: rows.flat_map(|row| &row[..width]).copied().collect() })
    }

    /// The picture as it is kept: half as wide and high, in fewer colours.
    pub fn to_keep(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let pixels = (0..width * height)
            .map(|at| {
                self.mean(at % width * 2, at / width * 2, 2).map(|value| value.saturating_add(STEP / 2) / STEP * STEP)
            })
            .collect();
        Self { width, height, pixels }
    }

    /// The mean colour of a square, as far as it is in the picture.
    fn mean(&self, left: usize, top: usize, side: usize) -> [u8; 3] {
        let mut sums = [0_usize; 3];
        let (right, bottom) = ((left + side).min(self.width), (top + side).min(self.height));
        for y in top..bottom {
            for pixel in &self.pixels[y * self.width + left..y * self.width + right] {
                for (sum, value) in sums.iter_mut().zip(pixel) {
                    *sum += usize::from(*value);
                }
            }
        }
        let count = ((right - left) * (bottom - top)).max(1);
        sums.map(|sum| u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX))
    }
}

/// In what two pictures differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The squares that differ, by their upper left corners.
    pub squares: Vec<(usize, usize)>,
    /// How many there are in all.
    pub of: usize,
    /// What is wrong with the size, in words.
    pub size: Option<String>,
}

impl Difference {
    /// Whether a reader would see it.
    pub fn is_seen(&self) -> bool {
        self.size.is_some() || self.squares.len() > self.of / SQUARES
    }

    /// The second picture, pale, with what differs in red.
    pub fn picture(&self, actual: &Picture) -> Picture {
        let mut picture = actual.clone();
        for pixel in &mut picture.pixels {
            let grey = u8::try_from(pixel.iter().map(|value| u32::from(*value)).sum::<u32>() / 3).unwrap_or(u8::MAX);
            *pixel = [170 + grey / 3; 3];
        }
        for (left, top) in &self.squares {
            for y in *top..(top + SIDE).min(actual.height) {
                for x in *left..(left + SIDE).min(actual.width) {
                    let [red, _, _] = actual.pixels[y * actual.width + x];
                    picture.pixels[y * actual.width + x] = [200, red / 2, red / 2];
                }
            }
        }
        picture
    }
}

/// Compares what is kept with what was seen. Of heights that differ, the common part is compared too.
pub fn compare(kept: &Picture, seen: &Picture) -> Difference {
    let (width, height) = (kept.width.min(seen.width), kept.height.min(seen.height));
    let corners = (0..height).step_by(SIDE).flat_map(|top| (0..width).step_by(SIDE).map(move |left| (left, top)));
    let corners: Vec<_> = corners.collect();
    let off = |&(left, top): &(usize, usize)| {
        let (kept, seen) = (kept.mean(left, top, SIDE), seen.mean(left, top, SIDE));
        kept.iter().zip(seen).any(|(kept, seen)| u32::from(kept.abs_diff(seen)) > COLOUR)
    };
    let of = corners.len();
    let squares = corners.into_iter().filter(off).collect();
    // A square more or less at the lower end is no more than a line that another face makes higher.
    let fits = kept.width == seen.width && kept.height.abs_diff(seen.height) < SIDE;
    let size = (!fits).then(|| {
        let [kept, seen] = [kept, seen].map(|picture| format!("{} by {}", picture.width * 2, picture.height * 2));
        format!("{seen} px, and was {kept} px")
    });
    Difference { squares, of, size }
}
