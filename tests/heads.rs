//! What other programs read of a site: an editor pastes one address into another system, a feed reader looks for a feed.
//!
//! The consumer here does what `WordPress` does, from its documentation: it looks for the discovery link in the first 150 KB of
//! the page's head, takes the address as it stands there, and lets through a few tags with a few attributes only.

use backgrounder::publish::{seeds, settings, site::Files, site::site};
use backgrounder::view::document::Bundle;
use serde_json::Value;
use std::path::Path;

const URL: &str = "https://news.example/explainers/";

/// The site as it is published where it has this address, or none.
fn published(url: Option<&str>) -> Files {
    let seeds = seeds::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).unwrap();
    let settings = url.map(|url| format!("url = \"{url}\"\npublisher = \"News & Views\"")).unwrap_or_default();
    site(&seeds.explainers, &settings::parse(&settings).unwrap(), &Bundle::default())
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files[path].clone()).unwrap()
}

/// What a server of the site gives for an address.
fn get(files: &Files, url: &str) -> String {
    let path = url.strip_prefix(URL).unwrap_or_else(|| panic!("{url} is not on the site"));
    text(files, &if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() })
}

/// The tags of a text, each as its name and attributes; a value as it stands between its quotes.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        let mut rest = rest.trim();
        while let Some((key, after)) = rest.split_once("=\"") {
            let (value, after) = after.split_once('"').expect("a value ends");
            attributes.push((key.trim().to_owned(), value.to_owned()));
            rest = after.trim_start();
        }
        assert!(rest.trim_matches('/').is_empty(), "an attribute without quotes: {tag}");
        tags.push((name.to_owned(), attributes));
    }
    tags
}

fn attribute<'a>(tag: &'a (String, Vec<(String, String)>), name: &str) -> Option<&'a str> {
    tag.1.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// What a consumer finds behind an address that an editor pasted.
fn discover(files: &Files, url: &str) -> Option<Value> {
    let page = get(files, url);
    let read = &page.as_bytes()[..page.len().min(150 * 1024)];
    let read = String::from_utf8_lossy(read);
    let head = read.split_once("</head>").map_or(&*read, |(head, _)| head);
    let links: Vec<String> =
        head.split("<link ").skip(1).map(|rest| rest.split('>').next().unwrap().to_owned()).collect();
    let link = links.iter().find(|link| link.contains("type=\"application/json+oembed\""))?;
    let tag = &tags(&format!("<link {link}>"))[0];
    Some(serde_json::from_str(&get(files, attribute(tag, "href")?)).unwrap())
}

#[test]
fn a_pasted_address_becomes_an_embed() {
    let files = published(Some(URL));
    let answer = discover(&files, &format!("{URL}isis-k/")).expect("the page names its answer");
    assert_eq!((&answer["type"], &answer["version"]), (&"rich".into(), &"1.0".into()));
    for text in ["title", "author_name", "provider_name", "provider_url"] {
        assert!(answer[text].as_str().is_some_and(|text| !text.is_empty()), "{text}");
    }
    assert!(answer["width"].as_u64().is_some() && answer["height"].as_u64() > Some(200));

    // The frame that it makes is on the site, and says where the page is.
    let html = answer["html"].as_str().unwrap();
    let all = tags(html);
    let frame = all.iter().find(|(name, _)| name == "iframe").unwrap();
    let embed = get(&files, attribute(frame, "src").unwrap());
    assert!(embed.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(embed.contains(&format!("<link rel=\"canonical\" href=\"{URL}isis-k/\">")));
    let page = get(&files, &format!("{URL}isis-k/"));
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{URL}isis-k/\">")) && !page.contains("noindex"));

    // The picture is there, in the size that is said.
    let card = &files[answer["thumbnail_url"].as_str().unwrap().strip_prefix(URL).unwrap()];
    let size = |at: usize| u64::from(u32::from_be_bytes(card[at..at + 4].try_into().unwrap()));
    assert_eq!(
        (answer["thumbnail_width"].as_u64(), answer["thumbnail_height"].as_u64()),
        (Some(size(16)), Some(size(20)))
    );
    for property in [
        "og:image\" content=\"https://news.example/explainers/isis-k/card.png",
        "og:site_name\" content=\"News &amp; Views",
    ] {
        assert!(page.contains(property), "{property}");
    }
}

#[test]
fn wordpress_lets_the_answer_through_unchanged_and_gives_it_its_sizing_script() {
    let allowed: [(&str, &[&str]); 3] = [
        ("a", &["href"]),
        ("blockquote", &[]),
        ("iframe", &["src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"]),
    ];
    let files = published(Some(URL));
    let answer = discover(&files, &format!("{URL}isis-k/")).unwrap();
    let html = answer["html"].as_str().unwrap();
    for (name, attributes) in tags(html).iter().filter(|(name, _)| !name.starts_with('/')) {
        let (_, known) =
            allowed.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{name} is taken out"));
        for (key, value) in attributes {
            assert!(known.contains(&key.as_str()), "{key} of {name} is taken out");
            assert!(!value.contains(['<', '>', '"', '\'']), "{value} would be written anew");
        }
    }
    // Only a frame behind a quotation with a link gets the script; the quotation is what is shown until it has spoken.
    assert!(html.starts_with(&format!("<blockquote><a href=\"{URL}isis-k/\">")), "{html}");
    assert!(html.contains("</a></blockquote><iframe src=\"") && html.ends_with("></iframe>"), "{html}");
}

#[test]
fn a_title_with_marks_of_its_own_stays_text_in_the_answer() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/good/minimal.md")).unwrap();
    let title = text.lines().find(|line| line.starts_with("title = ")).unwrap();
    let hostile = text.replace(title, r#"title = 'A "b" <c> & d'"#);
    let explainer = backgrounder::model::parse::parse("minimal", &hostile).0.unwrap();
    let files = site(&[explainer], &settings::parse(&format!("url = \"{URL}\"")).unwrap(), &Bundle::default());
    let answer = discover(&files, &format!("{URL}minimal/")).unwrap();
    assert_eq!(answer["title"], "A \"b\" <c> & d");
    let html = answer["html"].as_str().unwrap();
    assert_eq!(html.matches("A &quot;b&quot; &lt;c&gt; &amp; d").count(), 2, "{html}");
}

#[test]
fn a_site_that_does_not_know_its_address_promises_nothing() {
    let files = published(None);
    for absent in ["isis-k/oembed.json", "feed.xml", "sitemap.xml"] {
        assert!(!files.contains_key(absent), "{absent}");
    }
    let page = text(&files, "isis-k/index.html");
    for absent in ["oembed", "og:image", "rel=\"canonical\""] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn the_front_page_names_the_feed_and_the_page_says_what_it_is() {
    let files = published(Some(URL));
    let front = get(&files, URL);
    let link = front.split("<link ").find(|link| link.contains("application/atom+xml")).expect("a link to the feed");
    let feed =
        get(&files, attribute(&tags(&format!("<link {}>", link.split('>').next().unwrap()))[0], "href").unwrap());
    assert!(feed.contains(&format!("<id>{URL}isis-k/</id>")), "{feed}");
    assert!(get(&files, &format!("{URL}sitemap.xml")).contains(&format!("<loc>{URL}isis-k/</loc>")));
    let page = get(&files, &format!("{URL}isis-k/"));
    let data = page.split_once("<script type=\"application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!((&data["@type"], &data["url"]), (&"BackgroundNewsArticle".into(), &format!("{URL}isis-k/").into()));
    assert_eq!(data["publisher"]["name"], "News & Views");
}
