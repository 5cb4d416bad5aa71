//! The headers with which a host should serve the site: one table, which `make serve` keeps to and `_headers` says.
//!
//! Hosts that read `_headers` (Netlify, Cloudflare Pages and others) join the headers of every rule that matches a path; so
//! no rule takes back what another gives.

use std::fmt::Write as _;

/// Where the file for hosts is published.
pub const PATH: &str = "_headers";

/// A rule: paths from the site's root, and the headers of what lies there. `:name` stands for one folder's name, `*` at the
/// end for any rest.
type Rule = (&'static str, &'static [(&'static str, &'static str)]);

const NO_CACHE: (&str, &str) = ("Cache-Control", "no-cache");
/// The name changes with the contents.
const FOR_EVER: (&str, &str) = ("Cache-Control", "public, max-age=31536000, immutable");
/// An hour, and a day more while a newer one is fetched.
const FOR_AN_HOUR: (&str, &str) = ("Cache-Control", "public, max-age=3600, stale-while-revalidate=86400");
/// Any page may put it into a frame, also one that demands so of all that it loads (`Cross-Origin-Embedder-Policy`).
const ANY_FRAME: &[(&str, &str)] =
    &[NO_CACHE, ("Cross-Origin-Embedder-Policy", "require-corp"), ("Cross-Origin-Resource-Policy", "cross-origin")];
/// Only pages of the site itself.
const OWN_FRAME: &[(&str, &str)] = &[NO_CACHE, ("Content-Security-Policy", "frame-ancestors 'self'")];
/// Scripts of any page may read it. A frame in a sandbox is a stranger to its own site, and so needs it for its own script.
const ANY_READER: (&str, &str) = ("Access-Control-Allow-Origin", "*");
const ANY_PAGE: (&str, &str) = ("Cross-Origin-Resource-Policy", "cross-origin");

const RULES: &[Rule] = &[
    ("/*", &[("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin")]),
    ("/", OWN_FRAME),
    ("/404.html", OWN_FRAME),
    ("/:explainer/", OWN_FRAME),
    ("/:explainer/embed/", ANY_FRAME),
    ("/:explainer/embed/options/", OWN_FRAME),
    ("/:explainer/oembed.json", &[FOR_AN_HOUR, ANY_READER, ANY_PAGE]),
    ("/:explainer/card.png", &[FOR_AN_HOUR, ANY_READER, ANY_PAGE]),
    ("/embed.js", &[FOR_AN_HOUR, ANY_READER, ANY_PAGE]),
    ("/sw.js", &[NO_CACHE]),
    ("/search.json", &[NO_CACHE]),
    ("/backgrounder-*", &[FOR_EVER, ANY_READER, ANY_PAGE]),
];

/// The headers of what lies at this path from the site's root, which begins with a slash.
pub fn of(path: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    RULES.iter().filter(move |(pattern, _)| matches(pattern, path)).flat_map(|(_, headers)| headers.iter().copied())
}

/// The table as hosts read it.
pub fn file() -> String {
    RULES.iter().fold(String::new(), |mut file, (pattern, headers)| {
        let _ = writeln!(file, "{pattern}");
        for (name, value) in *headers {
            let _ = writeln!(file, "  {name}: {value}");
        }
        file
    })
}

fn matches(pattern: &str, path: &str) -> bool {
    match (pattern.split_once('/'), path.split_once('/')) {
        (Some((folder, pattern)), Some((name, path))) => {
            (folder == name || folder.starts_with(':') && !name.is_empty()) && matches(pattern, path)
        }
        (None, _) if pattern.ends_with('*') => path.starts_with(pattern.trim_end_matches('*')),
        (None, None) => pattern == path,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(path: &str, name: &str) -> Vec<&'static str> {
        of(path).filter(|(known, _)| *known == name).map(|(_, value)| value).collect()
    }

    #[test]
    fn every_file_has_one_word_on_caching_at_most_and_is_taken_for_what_it_says_it_is() {
        for path in ["/", "/tides/", "/tides/embed/", "/backgrounder-12_bg.wasm", "/embed.js", "/404.html", "/icon.svg"]
        {
            assert!(header(path, "Cache-Control").len() <= 1, "{path}");
            assert_eq!(header(path, "X-Content-Type-Options"), ["nosniff"], "{path}");
        }
    }

    #[test]
    fn only_the_embed_page_may_be_framed_by_anyone() {
        for path in ["/", "/tides/", "/404.html", "/tides/embed/options/"] {
            assert_eq!(header(path, "Content-Security-Policy"), ["frame-ancestors 'self'"], "{path}");
        }
        assert!(header("/tides/embed/", "Content-Security-Policy").is_empty());
        assert_eq!(header("/tides/embed/", "Cross-Origin-Resource-Policy"), ["cross-origin"]);
    }

    #[test]
    fn a_pattern_stands_for_whole_folders() {
        assert!(matches("/:explainer/embed/", "/tides/embed/"));
        for path in ["/tides/embed", "//embed/", "/a/b/embed/", "/tides/embed/x", "/embed/"] {
            assert!(!matches("/:explainer/embed/", path), "{path}");
        }
        assert!(
            matches("/backgrounder-*", "/backgrounder-1.js") && !matches("/backgrounder-*", "/a/backgrounder-1.js")
        );
        assert!(matches("/*", "/") && matches("/*", "/a/b"));
    }
}
