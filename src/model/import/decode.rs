//! From the bytes of a file of unknown origin to text.

/// Why bytes are no text that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// There is nothing in it but white space.
    Empty,
    /// They are a program, a picture or a word processor's file.
    Binary,
}

/// What Windows-1252 has from byte 0x80 to 0x9F in place of Latin-1's control characters, as the WHATWG Encoding Standard
/// lists it; a byte without a meaning of its own is U+FFFD.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', //
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// Decodes UTF-8, UTF-16 with a byte order mark, or else Windows-1252, which holds Latin-1's letters. Lines end with `\n`.
///
/// # Errors
///
/// When the bytes are no text, or none but white space.
pub fn decode(bytes: &[u8]) -> Result<String, NoText> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ if bytes.contains(&0) => return Err(NoText::Binary),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        },
    };
    // A text has hardly any control characters; a compressed file is full of them.
    let is_odd = |c: &char| (c.is_control() && !c.is_whitespace()) || *c == '\u{fffd}';
    let (odd, all) = (text.chars().filter(is_odd).count(), text.chars().count());
    if odd * 50 > all {
        return Err(NoText::Binary);
    }
    if text.trim().is_empty() {
        return Err(NoText::Empty);
    }
    Ok(text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n"))
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn utf16(bytes: &[u8], number: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| number([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_encodings_are_read() {
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| {
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>()
        };
        let text = "“Café” – 5 €\nx";
        for bytes in [
            text.as_bytes().to_vec(),
            format!("\u{feff}{text}").into_bytes(),
            format!("{}\r\nx", &text[..text.len() - 2]).into_bytes(),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            b"\x93Caf\xe9\x94 \x96 5 \x80\rx".to_vec(),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{bytes:x?}");
        }
        assert_eq!(decode(b"na\xefve").as_deref(), Ok("naïve"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b""), Err(NoText::Empty));
        assert_eq!(decode(b" \r\n\t"), Err(NoText::Empty));
        assert_eq!(decode(b"PK\x03\x04\x14\x00\x06"), Err(NoText::Binary));
        assert_eq!(decode(&(0..=255).map(|byte: u8| byte.max(1)).collect::<Vec<_>>()), Err(NoText::Binary));
        assert_eq!(decode(&[0xff, 0xfe, 0x41, 0xd8, 0x41, 0xd8]), Err(NoText::Binary));
    }
}
