//! How hard a text is to read, as information for its editor.

use super::explainer::{Passage, plain_text};
use super::words::Lang;

/// The Flesch–Kincaid grade level: about how many years of school, in the United States, a text asks for.
///
/// 0.39 × words per sentence + 11.8 × syllables per word − 15.59, from J. P. Kincaid, R. P. Fishburne, R. L. Rogers and
/// B. S. Chissom, "Derivation of New Readability Formulas (Automated Readability Index, Fog Count and Flesch Reading Ease
/// Formula) for Navy Enlisted Personnel", Research Branch Report 8-75, Naval Technical Training Command, 1975.
///
/// The formula was made for English; there is no grade for another language or script, nor for a text without words.
/// Syllables are counted by their letters, which is right for most words and near enough for a whole answer.
pub fn grade(lang: Lang, passages: &[Passage]) -> Option<f64> {
    if lang != Lang::En {
        return None;
    }
    let (mut sentences, mut words, mut syllables) = (0_u32, 0_u32, 0_u32);
    for run in passages.iter().flat_map(|passage| passage.block.runs()) {
        let text = plain_text(run);
        if text.chars().any(|c| c.is_alphabetic() && !is_latin(c)) {
            return None;
        }
        for sentence in sentences_of(&text) {
            sentences += 1;
            for word in words_of(sentence) {
                words += 1;
                syllables += self::syllables(word);
            }
        }
    }
    let (sentences, words, syllables) = (f64::from(sentences), f64::from(words), f64::from(syllables));
    (words > 0.0).then(|| 0.39 * words / sentences + 11.8 * syllables / words - 15.59)
}

/// The letters of English, accents among them.
fn is_latin(c: char) -> bool {
    c < '\u{250}'
}

/// The sentences of a text that have a word: each ends with its sign before white space, or with the text.
///
/// A full stop after a single letter or before a small letter ends no sentence ("U.S. forces", "e.g. this").
fn sentences_of(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, sign) in text.match_indices(['.', '!', '?', '…']) {
        let end = at + sign.len();
        let rest = text[end..].trim_start_matches(['”', '’', '"', '\'', ')', ']']);
        let next = rest.trim_start();
        let is_initial = sign == "." && {
            let word = text[start..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
        };
        let is_end = rest.is_empty() || (rest.len() > next.len() && !next.starts_with(char::is_lowercase));
        if is_end && (!is_initial || rest.is_empty()) {
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    sentences.push(&text[start..]);
    sentences.retain(|sentence| words_of(sentence).next().is_some());
    sentences
}

/// The pieces between white space that hold a letter or a digit.
fn words_of(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

/// The syllables of an English word: its groups of vowels, without a silent e at its end. At least one; a number counts
/// as one, and of an acronym each letter is spoken.
fn syllables(word: &str) -> u32 {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() > 1 && letters.iter().all(|c| c.is_uppercase()) {
        return u32::try_from(letters.len()).unwrap_or(u32::MAX);
    }
    let letters: Vec<char> = letters.iter().flat_map(|c| c.to_lowercase()).collect();
    let is_vowel =
        |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\u{e0}'..='\u{f6}' | '\u{f8}'..='\u{ff}');
    let mut groups = 0;
    let mut inside = false;
    for c in &letters {
        let vowel = is_vowel(c);
        groups += u32::from(vowel && !inside);
        inside = vowel;
    }
    let word: String = letters.iter().collect();
    // "made", "plates" and "pulled" end silently; "table", "horses" and "wanted" do not.
    let before = |ending: &str| word.strip_suffix(ending).and_then(|stem| stem.chars().next_back());
    let silent = match (before("e"), before("es"), before("ed")) {
        (Some('l'), ..) => word.chars().rev().nth(2).is_some_and(|c| is_vowel(&c)),
        (Some(c), ..) => !is_vowel(&c),
        (_, Some(c), _) => !is_vowel(&c) && !matches!(c, 's' | 'x' | 'z' | 'c' | 'g' | 'h'),
        (.., Some(c)) => !is_vowel(&c) && !matches!(c, 't' | 'd'),
        _ => false,
    };
    (groups - u32::from(silent && groups > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::explainer::{Block, Inline};

    fn grade_of(text: &str) -> Option<f64> {
        let block = Block::Paragraph(vec![Inline::Text(text.into())]);
        grade(Lang::En, &[Passage { block, cites: vec![], words: 0 }])
    }

    #[test]
    fn the_syllables_of_common_words_are_counted() {
        for (word, count) in [
            ("sea", 1),
            ("tides", 1),
            ("made", 1),
            ("pulled", 1),
            ("wanted", 2),
            ("horses", 2),
            ("table", 2),
            ("water", 2),
            ("gravity", 3),
            ("the", 1),
            ("café", 2),
            ("US", 2),
            ("2021", 1),
            ("explanation", 4),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn a_full_stop_inside_a_sentence_ends_none() {
        let text = "The U.S. coast, e.g. Maine, is 3.5 m higher. “Why?” Nobody asks! It is so";
        assert_eq!(sentences_of(text).len(), 4, "{:?}", sentences_of(text));
    }

    #[test]
    fn the_grade_follows_the_formula() {
        // Six words of one syllable: 0.39 × 6 + 11.8 − 15.59.
        assert!((grade_of("The moon pulls on the sea.").unwrap() + 1.45).abs() < 1e-9);
        let hard = "Gravitational interaction continuously redistributes oceanic water over considerable distances.";
        assert!(grade_of(hard).unwrap() > 20.0);
    }

    #[test]
    fn another_script_and_no_words_have_no_grade() {
        assert_eq!(grade_of("چاند سمندر کو کھینچتا ہے۔"), None);
        assert_eq!(grade_of(" – "), None);
        assert_eq!(grade(Lang::En, &[]), None);
    }
}
