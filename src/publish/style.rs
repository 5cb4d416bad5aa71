//! The style sheet: the parts in cascade order, joined.

use std::sync::LazyLock;

// In the order of the cascade: tokens and base, components, print. Each page has those that it shows something of.
const BASE: &str = concat!(include_str!("../../style/tokens.css"), include_str!("../../style/base.css"));
const BUTTON: &str = include_str!("../view/button.css");
const OPENING: &str = include_str!("../view/opening.css");
const PROGRESS: &str = include_str!("../view/progress/progress.css");
const OFFLINE: &str = include_str!("../view/offline/offline.css");
const ACCORDION: &str = include_str!("../view/accordion/accordion.css");
const GLOSSARY: &str = include_str!("../view/glossary/glossary.css");
const TIMELINE: &str = include_str!("../view/timeline/timeline.css");
const WHO: &str = include_str!("../view/who/who.css");
const SOURCES: &str = include_str!("../view/sources.css");
const PAGE: &str = include_str!("../view/page.css");
const INDEX: &str = include_str!("../view/index/index.css");
const EMBED: &str = include_str!("../view/embed/embed.css");
const OPTIONS: &str = include_str!("../view/embed/options.css");
const PRINT: &str = include_str!("../../style/print.css");

/// A sheet is made once: every page of a site has one of these.
type Sheet = LazyLock<String>;

/// The style sheet of the pages of the site, without comments and needless space.
pub fn sheet() -> String {
    static SHEET: Sheet = LazyLock::new(|| {
        join(&[BASE, BUTTON, OPENING, PROGRESS, OFFLINE, ACCORDION, GLOSSARY, TIMELINE, WHO, SOURCES, PAGE, PRINT])
    });
    SHEET.clone()
}

/// The style sheet of the front page.
pub fn index_sheet() -> String {
    join(&[BASE, BUTTON, PROGRESS, OFFLINE, PAGE, INDEX, PRINT])
}

/// The style sheet of a page that stands in for another.
pub fn notice_sheet() -> String {
    join(&[BASE, PAGE, PRINT])
}

/// The style sheet of the page as one file.
pub fn file_sheet() -> String {
    static SHEET: Sheet = LazyLock::new(|| sheet() + &squeeze(include_str!("../../style/file.css")));
    SHEET.clone()
}

/// The style sheet of an embed page.
pub fn embed_sheet() -> String {
    static SHEET: Sheet =
        LazyLock::new(|| join(&[BASE, BUTTON, OPENING, PROGRESS, ACCORDION, GLOSSARY, SOURCES, EMBED, PRINT]));
    SHEET.clone()
}

/// The style sheet of the page on which an embed is put together.
pub fn options_sheet() -> String {
    static SHEET: Sheet = LazyLock::new(|| join(&[BASE, BUTTON, PAGE, OPTIONS, PRINT]));
    SHEET.clone()
}

fn join(parts: &[&str]) -> String {
    squeeze(&parts.concat())
}

/// Leaves out comments and the space that no rule of ours needs.
///
/// Deliberately less than a minifier: it knows nothing of CSS but comments, quoted strings and the punctuation around
/// which space never counts. What esbuild saves beyond that is 31 bytes after compression.
fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if next == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |end| end + 2);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            let after_punctuation = out.ends_with(['{', '}', ';', ':', ',', '>']) || out.is_empty();
            if !after_punctuation && !rest.starts_with(['{', '}', ';', ',', '>']) {
                out.push(' ');
            }
        } else {
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_needless_space_go_and_the_rest_stays() {
        let css = "/* why */\na > b:is( .c , .d ) {\n  color: red; /* {} */\n  content: \"a  /* b */\";\n}\n@media print { a { top: calc(1px + 2px) } }\n";
        assert_eq!(
            squeeze(css),
            "a>b:is( .c,.d ){color:red;content:\"a  /* b */\"}@media print{a{top:calc(1px + 2px)}}"
        );
    }

    #[test]
    fn a_descendant_keeps_the_space_before_its_colon() {
        assert_eq!(squeeze("a :hover { top: 0 }"), "a :hover{top:0}");
    }

    #[test]
    fn braces_of_the_whole_sheet_match() {
        let sheet = sheet();
        assert_eq!(sheet.matches('{').count(), sheet.matches('}').count());
        assert!(!sheet.contains("/*"));
    }
}
