//! Suspected holes: places where a copied text has lost words, most often links.

use std::ops::Range;

/// Words that something has to follow; others can end a clause ("what it is for").
const OPEN: [&str; 10] = ["a", "an", "and", "by", "from", "its", "of", "or", "the", "their"];

const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// Words that no article stands before.
const AFTER_NO_ARTICLE: [&str; 24] = [
    "and", "are", "as", "at", "by", "for", "from", "had", "has", "have", "in", "into", "is", "it", "of", "on", "or",
    "that", "the", "to", "was", "were", "which", "with",
];

const PREPOSITIONS: [&str; 9] = ["at", "by", "for", "from", "in", "into", "of", "to", "with"];

/// The places, in bytes of the paragraph, each with a little of what stands around it.
///
/// Looked for are doubled spaces inside a sentence, a space or an open word ("the", "by") before a stop, empty quotation
/// marks, "the of", "in and", "as by", "Dover's were", "an" before a consonant, and a beginning in the middle of a sentence. A hole that
/// leaves a sound sentence behind is not found, and now and then there is none: an editor decides.
pub fn find(paragraph: &str) -> Vec<Range<usize>> {
    let mut holes: Vec<Range<usize>> = Vec::new();
    if paragraph.starts_with(char::is_lowercase) {
        holes.push(0..paragraph.find(char::is_whitespace).unwrap_or(paragraph.len()));
    }
    let words = words(paragraph);
    for (word, span) in &words {
        let rest = &paragraph[span.end..];
        let stop = rest.trim_start_matches(' ');
        let spaces = rest.len() - stop.len();
        let is_stop = stop.starts_with([',', '.', ';', ':', '?', '!']) && !stop.starts_with("...");
        let is_open = OPEN.contains(&word.to_lowercase().as_str()) && stop.starts_with([',', '.', ';']);
        // A number may follow a stop at once: ".5".
        let is_spaced = spaces > 0 && is_stop && !stop[1..].starts_with(|c: char| c.is_ascii_digit());
        if is_spaced || is_open {
            holes.push(span.start..span.end + spaces + 1);
        } else if spaces > 1 && stop.starts_with(char::is_alphanumeric) {
            holes.push(span.start..span.end + spaces);
        }
    }
    for pair in words.windows(2) {
        let [(first, from), (second, to)] = pair else { continue };
        let between = &paragraph[from.end..to.start];
        if between.contains(|c: char| !c.is_whitespace()) {
            // "the , and": two stops with nothing between them.
            if between.chars().filter(|c| matches!(c, ',' | '.' | ';')).count() > 1 && !between.contains("..") {
                holes.push(from.start..from.end + between.trim_end().len());
            }
            continue;
        }
        // Of a name: "it's" and "who's" are short for two words.
        let is_possessive = first.starts_with(char::is_uppercase)
            && first.strip_suffix("’s").or(first.strip_suffix("'s")).is_some_and(|name| name.len() > 4);
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        let (first, second) = (first.as_str(), second.as_str());
        let is_consonant =
            second.starts_with(|c: char| c.is_alphabetic() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h'));
        let is_word = second.chars().all(char::is_alphabetic) && !paragraph[to.clone()].chars().any(char::is_uppercase);
        if (ARTICLES.contains(&first) && AFTER_NO_ARTICLE.contains(&second))
            || (PREPOSITIONS.contains(&first) && matches!(second, "and" | "or"))
            || (first == "as" && second == "by")
            || (first == "an" && is_consonant && is_word)
            || (is_possessive && AFTER_NO_ARTICLE.contains(&second))
        {
            holes.push(from.start..to.end);
        }
    }
    for empty in ["“”", "\"\"", "‘’", "()"] {
        holes.extend(paragraph.match_indices(empty).map(|(at, _)| at..at + empty.len()));
    }
    holes.sort_by_key(|hole| (hole.start, hole.end));
    // Two signs of one hole are one.
    holes.dedup_by(|next, hole| {
        let same = next.start < hole.end;
        if same {
            hole.end = hole.end.max(next.end);
        }
        same
    });
    holes
}

/// The words of a text with their places; an apostrophe or hyphen belongs to the word around it.
fn words(text: &str) -> Vec<(&str, Range<usize>)> {
    super::words(text, |c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn what_stripped_links_leave_behind_is_found() {
        for (text, holes) in [
            ("The gauge was built by , and later moved.", vec!["by ,"]),
            ("It is one of the in the county.", vec!["the in"]),
            ("It tells the of over 40 boats.", vec!["the of"]),
            ("Harbours in and Kent use it.", vec!["in and"]),
            ("An gathered at the quay.", vec!["An gathered"]),
            ("by the harbour office in May.", vec!["by"]),
            ("They called it “” at first.", vec!["“”"]),
            ("They have  a name.", vec!["have  "]),
            ("Its status is owed, as by the office.", vec!["as by"]),
            ("It reaches reefs, as well as , , and ports.", vec!["as , ,"]),
            ("The rest is .", vec!["is ."]),
            ("Most of Dover’s were old.", vec!["Dover’s were"]),
        ] {
            assert_eq!(found(text), holes, "{text}");
        }
    }

    #[test]
    fn whole_sentences_have_no_holes() {
        for text in [
            "The sea rises by 3.5 m.  It falls again, e.g. at noon; that is so.",
            "An hour later it turned. “Is it?” he asked – an NGO said (in 2021) “no”.",
            "What is it for, and what is it made of? It is as it was, and so on…",
            "1,400 boats: a UN count, an 8-metre one, a dam, and so on.",
            "",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
