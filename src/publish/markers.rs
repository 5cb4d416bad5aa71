//! The comments by which Leptos finds its places again when it hydrates a page.
//!
//! It writes each as `<!>`, which is no HTML, although browsers make an empty comment of it; and it writes them all over the
//! page, of which only the `data-widget` roots are hydrated.

/// As Leptos writes one.
const MARKER: &str = "<!>";

/// The same as HTML has it: a browser makes the same comment of it.
const COMMENT: &str = "<!---->";

/// How a root of the browser half is known.
const ROOT: &str = " data-widget=\"";

/// The page with its markers as HTML has them within the roots, and without any elsewhere.
pub fn tidy(html: &str) -> String {
    let mut tidy = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find(ROOT).and_then(|at| rest[..at].rfind('<')) {
        let (before, root) = rest.split_at(start);
        let (root, after) = root.split_at(length(root));
        tidy += &before.replace(MARKER, "");
        tidy += &root.replace(MARKER, COMMENT);
        rest = after;
    }
    tidy + &rest.replace(MARKER, "")
}

/// How long the element is that a text begins with, without its last tag.
fn length(element: &str) -> usize {
    let is_end = |c: char| c == ' ' || c == '>';
    let name = element[1..].split(is_end).next().unwrap_or_default();
    let mut depth = 0;
    for (at, tag) in element.match_indices('<').map(|(at, _)| (at, &element[at + 1..])) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        if tag.strip_prefix(name).is_some_and(|rest| rest.starts_with(is_end)) {
            depth += if closes { -1 } else { 1 };
        }
        if depth == 0 && at > 0 {
            return at;
        }
    }
    element.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_stay_in_the_roots_as_comments_and_go_elsewhere() {
        let page = "<main><!><p>a<!>b</p><div class=\"x\" data-widget=\"tools\"><div>c<!></div><!></div><!>\
                    <p data-widget=\"status\">d<!><progress></progress></p><!></main>";
        let tidied = "<main><p>ab</p><div class=\"x\" data-widget=\"tools\"><div>c<!----></div><!----></div>\
                      <p data-widget=\"status\">d<!----><progress></progress></p></main>";
        assert_eq!(tidy(page), tidied);
    }

    #[test]
    fn an_element_without_an_end_reaches_to_the_end_of_the_page() {
        assert_eq!(tidy("<p data-widget=\"a\"><!><div><!></div>"), "<p data-widget=\"a\"><!----><div><!----></div>");
    }

    #[test]
    fn a_text_that_looks_like_a_root_does_no_harm() {
        assert_eq!(tidy("<p>say data-widget=\"a\" or not<!></p><!>"), "<p>say data-widget=\"a\" or not<!----></p>");
        assert_eq!(tidy("<b>say</b> data-widget=\"a\"<!><p><!></p>"), "<b>say</b> data-widget=\"a\"<p></p>");
    }
}
