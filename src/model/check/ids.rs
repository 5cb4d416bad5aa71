//! Names and ids: which are allowed, and which one a misspelt one was meant to be.

/// A question's id is a fragment of the page's address, beside those that the page gives itself: none of its own
/// begins with one of these.
pub const RESERVED_STARTS: [&str; 3] = ["term-", "glossary", "progress"];

/// The fragments and places that the page uses as they stand.
pub const RESERVED: [&str; 6] = ["deck", "event", "main", "sources", "timeline", "who-is-who"];

/// Whether `id` consists of lower-case letters and digits in groups with single hyphens between.
///
/// Single, because the page builds fragments of its own from two ids with a double hyphen between.
pub fn is_slug(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Whether the page uses this fragment itself.
pub fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id) || RESERVED_STARTS.iter().any(|start| id.starts_with(start))
}

/// An id made from a title: its weightiest words, at most three; `question-3` where it has no plain letters.
pub fn slug(title: &str, number: usize) -> String {
    const LIGHT: [&str; 42] = [
        "a", "about", "an", "and", "are", "be", "been", "by", "can", "could", "did", "do", "does", "for", "from",
        "had", "has", "have", "how", "in", "is", "it", "its", "of", "on", "or", "should", "so", "that", "the", "their",
        "there", "they", "this", "to", "was", "were", "what", "why", "will", "with", "would",
    ];
    let words = plain_words(title);
    let weighty: Vec<String> = words.iter().filter(|word| !LIGHT.contains(&word.as_str())).cloned().collect();
    let chosen = if weighty.is_empty() { words } else { weighty };
    let id = chosen.into_iter().take(3).collect::<Vec<_>>().join("-");
    if id.is_empty() || id.len() > 60 || is_reserved(&id) { format!("question-{number}") } else { id }
}

/// What to write instead of an id that is none.
pub fn mend(id: &str) -> String {
    let words = plain_words(id).join("-");
    let example = if words.is_empty() { "high-tide" } else { &words };
    format!("write small letters, digits and single hyphens, like `{}`", short(example))
}

fn plain_words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '_'))
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// How many names are searched for the one that was meant; a file with more would make the search slow.
const SEARCHED: usize = 1000;

/// The candidate that `written` was probably meant to be.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: Vec<char> = written.to_lowercase().chars().take(40).collect();
    let allowed = (written.len() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .take(SEARCHED)
        .filter(|candidate| candidate.len().abs_diff(written.len()) <= 2 * allowed)
        .map(|candidate| (distance(&written, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// What to write instead of a name that is not known.
pub fn suggest<'a, I: IntoIterator<Item = &'a str>>(written: &str, known: impl Fn() -> I) -> String {
    match nearest(written, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known().into_iter().next().is_none() => "this file has none".into(),
        None => format!("this file has {}", listed(known())),
    }
}

/// Names in a row, the first eight of them.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let mut row: Vec<String> = names.by_ref().take(8).map(|name| format!("`{}`", short(name))).collect();
    if names.next().is_some() {
        row.push("…".into());
    }
    row.join(", ")
}

/// A text from the file, cut to the length of a message.
pub fn short(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.into(),
    }
}

/// How many letters must be added, dropped, changed or swapped with their neighbour to turn one word into another.
fn distance(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.to_lowercase().chars().collect();
    let mut rows: [Vec<usize>; 3] = [Vec::new(), (0..=to.len()).collect(), Vec::new()];
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let change = rows[1][j] + usize::from(a != b);
            let mut best = change.min(rows[1][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(rows[0][j - 1] + 1);
            }
            row.push(best);
        }
        rows[2] = row;
        rows.rotate_left(1);
    }
    rows[1][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_lower_case_with_single_hyphens_between() {
        for id in ["who", "us-led-coalition", "9-11", "a1"] {
            assert!(is_slug(id), "{id}");
        }
        for id in ["", "Who", "-who", "who-", "a--b", "a b", "é", "a_b"] {
            assert!(!is_slug(id), "{id}");
        }
    }

    #[test]
    fn fragments_of_the_page_itself_are_reserved() {
        for id in ["term-tide", "glossary", "glossary-of-tides", "progress", "deck", "sources"] {
            assert!(is_reserved(id), "{id}");
        }
        assert!(!is_reserved("terms"));
        assert!(!is_reserved("source"));
    }

    #[test]
    fn a_suggested_id_keeps_the_weighty_words() {
        assert_eq!(slug("How is a suspension bridge built?", 1), "suspension-bridge-built");
        assert_eq!(slug("Who’s who?", 1), "whos-who");
        assert_eq!(slug("What is it?", 1), "what-is-it");
        assert_eq!(slug("ما هو المد؟", 3), "question-3");
        assert_eq!(slug("Glossary", 4), "question-4");
    }

    #[test]
    fn the_nearest_name_is_found_and_a_far_one_is_not() {
        let names = ["title", "text", "notice"];
        assert_eq!(nearest("titel", names), Some("title"));
        assert_eq!(nearest("Title", names), Some("title"));
        assert_eq!(nearest("notise", names), Some("notice"));
        assert_eq!(nearest("author", names), None);
        assert_eq!(nearest("", ["a"]), None);
    }
}
