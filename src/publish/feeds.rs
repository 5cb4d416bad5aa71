//! What tells other programs which explainers there are: a feed and a site map. Both name full addresses, and so there are
//! none where the site's own is not known.

use super::settings::{Address, Settings};
use crate::model::explainer::Explainer;
use crate::model::words::Lang;
use crate::view::escape::escape;
use std::fmt::Write as _;

/// Where the feed is published.
pub const FEED: &str = "feed.xml";

/// Where the site map is published.
pub const SITEMAP: &str = "sitemap.xml";

/// The feed, as Atom (RFC 4287), of explainers that come with the latest version first.
pub fn feed(lang: Lang, latest: &[&Explainer], settings: &Settings, url: &Address) -> String {
    let name = settings.publisher.as_deref().unwrap_or_else(|| lang.words().explainers);
    let updated = latest.first().map_or_else(String::new, |explainer| format!("{}T00:00:00Z", explainer.version()));
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<id>{2}</id>\n<link href=\"{2}\"/>\n<link rel=\"self\" href=\"{3}\"/>\n\
         <author><name>{4}</name></author>\n<updated>{updated}</updated>\n",
        lang.tag(),
        escape(lang.words().explainers),
        url.of(""),
        url.of(FEED),
        escape(name),
    );
    for explainer in latest {
        let page = url.of(&format!("{}/", explainer.id));
        // Writing to a String cannot fail.
        let _ = write!(
            feed,
            "<entry>\n<title>{}</title>\n<id>{page}</id>\n<link href=\"{page}\"/>\n<published>{}T00:00:00Z</published>\n\
             <updated>{}T00:00:00Z</updated>\n<summary>{}</summary>\n</entry>\n",
            escape(&explainer.title),
            explainer.first_version(),
            explainer.version(),
            escape(&explainer.summary()),
        );
    }
    feed + "</feed>\n"
}

/// The site map (<https://www.sitemaps.org/protocol.html>): the pages that are to be found. Embed pages are not.
pub fn sitemap(explainers: &[Explainer], url: &Address) -> String {
    let mut map =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
            .to_owned();
    let _ = writeln!(map, "<url><loc>{}</loc></url>", url.of(""));
    for explainer in explainers {
        let page = url.of(&format!("{}/", explainer.id));
        let _ = writeln!(map, "<url><loc>{page}</loc><lastmod>{}</lastmod></url>", explainer.version());
    }
    map + "</urlset>\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse::parse;
    use crate::publish::settings;

    fn explainers() -> Vec<Explainer> {
        let minimal = include_str!("../../tests/fixtures/good/minimal.md");
        let title = minimal.lines().find(|line| line.starts_with("title = ")).unwrap();
        let marked = minimal.replace(title, "title = 'A & <b>'");
        let full = include_str!("../../tests/fixtures/good/full.md");
        [("minimal", marked.as_str()), ("full", full)].map(|(id, text)| parse(id, text).0.unwrap()).into()
    }

    #[test]
    fn the_feed_lists_every_explainer_with_its_dates() {
        let (explainers, settings) = (explainers(), settings::parse("url = \"https://news.example/\"").unwrap());
        let latest: Vec<&Explainer> = explainers.iter().collect();
        let feed = feed(Lang::En, &latest, &settings, settings.url.as_ref().unwrap());
        let entries: Vec<&str> = feed.split("<entry>").skip(1).collect();
        assert_eq!(entries.len(), explainers.len());
        for (entry, explainer) in entries.iter().zip(&explainers) {
            assert!(entry.contains(&format!("<updated>{}T00:00:00Z</updated>", explainer.version())), "{entry}");
        }
        assert!(feed.contains("<title>A &amp; &lt;b&gt;</title>") && !feed.contains("<b>"));
        for explainer in &explainers {
            assert!(feed.contains(&format!("<id>https://news.example/{}/</id>", explainer.id)));
        }
    }

    #[test]
    fn the_site_map_names_the_pages_that_are_to_be_found_and_no_other() {
        let settings = settings::parse("url = \"https://news.example/e\"").unwrap();
        let map = sitemap(&explainers(), settings.url.as_ref().unwrap());
        let places: Vec<&str> = map.split("<loc>").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
        assert_eq!(
            places,
            ["https://news.example/e/", "https://news.example/e/minimal/", "https://news.example/e/full/"]
        );
    }
}
