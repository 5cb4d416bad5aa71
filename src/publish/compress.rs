//! Compressed siblings: beside `index.html` lie `index.html.br` and `index.html.gz`, which a static host sends in its place to
//! a browser that takes them (brotli is RFC 7932, gzip is RFC 1952).

use super::parallel;
use super::site::Files;
use flate2::{Compression, GzBuilder};
use std::io::Write;

/// What a sibling's name ends with, behind a dot.
pub const ENDINGS: [&str; 2] = ["br", "gz"];

/// A file of fewer bytes travels in one packet anyway.
const LEAST: usize = 1024;

/// The siblings of `files`, and nothing else. The same files give the same bytes.
///
/// Brotli is at quality 11 and gzip at level 9: slow, once, for all readers. As many threads as the machine has cores share the
/// work.
pub fn siblings(files: &Files) -> Files {
    let worth: Vec<_> = files.iter().filter(|(path, bytes)| is_compressible(path) && bytes.len() >= LEAST).collect();
    let made = parallel::map(&worth, |(path, bytes)| {
        let siblings = ENDINGS.into_iter().zip([brotli(bytes), gzip(bytes)]);
        let smaller = siblings.filter(|(_, packed)| packed.len() < bytes.len());
        smaller.map(|(ending, packed)| (format!("{path}.{ending}"), packed)).collect::<Vec<_>>()
    });
    made.into_iter().flatten().collect()
}

/// The file that a path would be a sibling of, if it is one's.
pub fn original(path: &str) -> Option<&str> {
    let (original, ending) = path.rsplit_once('.')?;
    ENDINGS.contains(&ending).then_some(original)
}

/// These bytes as brotli, quality 11, window 24.
pub fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    // Writing to memory cannot fail.
    let _ = brotli::BrotliCompress(&mut &*bytes, &mut out, &params);
    out
}

/// These bytes as gzip, level 9; without a time or a name, which would differ from build to build.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Text in all its forms, and wasm; a PNG is compressed as it is.
fn is_compressible(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "html" | "js" | "json" | "svg" | "wasm" | "webmanifest" | "xml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn files(files: &[(&str, &[u8])]) -> Files {
        files.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect()
    }

    #[test]
    fn siblings_unpack_to_their_originals() {
        let text = "all work and no play ".repeat(100).into_bytes();
        let made = siblings(&files(&[("a/index.html", &text), ("b.wasm", &text)]));
        assert_eq!(made.len(), 4, "{:?}", made.keys());
        for (path, packed) in made {
            let mut plain = Vec::new();
            if path.rsplit_once('.').unwrap().1 == "br" {
                brotli::BrotliDecompress(&mut &*packed, &mut plain).unwrap();
            } else {
                flate2::read::GzDecoder::new(&*packed).read_to_end(&mut plain).unwrap();
            }
            assert_eq!(plain, text, "{path}");
            assert!(matches!(original(&path), Some("a/index.html" | "b.wasm")), "{path}");
        }
    }

    #[test]
    fn what_gains_nothing_has_none() {
        let text = "all work and no play ".repeat(100).into_bytes();
        let mut seed = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed.to_be_bytes()[0]
        })
        .take(2000)
        .collect();
        let made = siblings(&files(&[("small.js", b"go()"), ("a.png", &text), ("_headers", &text), ("b.js", &noise)]));
        assert!(made.is_empty(), "{:?}", made.keys());
    }
}
