//! The published site as a whole: every claim is on the page, the page reads without a script, and nothing an editor
//! types becomes markup.

#[path = "site/languages.rs"]
mod languages;

use backgrounder::model::explainer::{ActorId, Explainer, plain_text};
use backgrounder::model::parse::parse;
use backgrounder::model::timeline::in_order;
use backgrounder::publish::{seeds, settings::Settings, site::site, write::write};
use backgrounder::view::document::Bundle;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::process::Command;

fn top(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn bundle() -> Bundle {
    Bundle {
        script: "backgrounder-0000000000000000.js".into(),
        wasm: "backgrounder-0000000000000000_bg.wasm".into(),
        search: "backgrounder-search-00000000.js".into(),
        script_integrity: "sha384-script".into(),
        search_integrity: "sha384-search".into(),
    }
}

fn explainers() -> Vec<Explainer> {
    let seeds = seeds::read(&top("seeds")).unwrap();
    assert!(seeds.warnings.is_empty(), "{:#?}", seeds.warnings);
    seeds.explainers
}

fn isis_k() -> Explainer {
    explainers().into_iter().find(|explainer| explainer.id == "isis-k").unwrap()
}

fn page(explainer: &Explainer) -> String {
    let files = site(std::slice::from_ref(explainer), &Settings::default(), &bundle());
    String::from_utf8(files[&format!("{}/index.html", explainer.id)].clone()).unwrap()
}

/// An explainer from a fixture of good files.
fn fixture(name: &str) -> Explainer {
    let text = std::fs::read_to_string(top(&format!("tests/fixtures/good/{name}.md"))).unwrap();
    parse(name, &text).0.unwrap()
}

#[derive(Deserialize)]
struct Claims {
    claim: Vec<Claim>,
}

/// A claim of the source article, and the words by which the explainer states it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Claim {
    id: String,
    answer: String,
    says: Vec<String>,
    gap: Option<String>,
}

#[test]
fn links_to_other_explainers_lead_there_from_the_page_the_embed_and_the_file() {
    let text = include_str!("fixtures/good/minimal.md")
        .replace("The moon", "The [moon](../moon/#why), [here](#why), [there](https://example.org/a)");
    let explainer = [parse("tides", &text).0.unwrap()];
    let hrefs = |settings: &str, path: &str| {
        let files = site(&explainer, &backgrounder::publish::settings::parse(settings).unwrap(), &bundle());
        let html = String::from_utf8(files[path].clone()).unwrap().replace("<!>", "").replace("<!---->", "");
        ["moon", "here", "there"].map(|word| {
            let before = html.split(&format!(">{word}</a>")).next().filter(|before| *before != html);
            before.map(|before| before.rsplit("<a href=\"").next().unwrap().to_owned()).unwrap_or_default()
        })
    };
    assert_eq!(hrefs("", "tides/index.html"), ["../moon/#why\"", "#why\"", "https://example.org/a\""]);
    let outside = |href: &str| format!("{href}\" target=\"_blank\" rel=\"noopener\"");
    assert_eq!(
        hrefs("", "tides/embed/index.html"),
        [outside("../../moon/#why"), "#why\"".into(), outside("https://example.org/a")]
    );
    assert_eq!(hrefs("", "tides/tides.html"), ["", "#why\"", "https://example.org/a\""]);
    let url = "url = \"https://news.example/e/\"";
    assert_eq!(hrefs(url, "tides/tides.html")[0], "https://news.example/e/moon/#why\"");
}

#[test]
fn every_claim_of_the_source_is_stated_in_its_answer_and_every_hole_is_named() {
    let explainer = isis_k();
    let html = page(&explainer);
    let claims: Claims =
        toml::from_str(&std::fs::read_to_string(top("tests/fixtures/isis-k-claims.toml")).unwrap()).unwrap();
    assert_eq!(claims.claim.len(), 46);
    let text = |passages: &[backgrounder::model::explainer::Passage]| {
        passages.iter().map(|passage| passage.block.plain_text()).collect::<Vec<_>>().join("\n")
    };
    let gaps: String =
        explainer.questions.iter().flat_map(|question| &question.gaps).map(|gap| plain_text(gap) + "\n").collect();
    for Claim { id, answer, says, gap } in claims.claim {
        let part = match answer.as_str() {
            "deck" => text(&explainer.deck),
            answer => text(&explainer.questions.iter().find(|question| question.id.0 == answer).unwrap().passages),
        };
        for words in says {
            assert!(part.contains(&words), "claim {id}: “{words}” is not in {answer}");
        }
        if let Some(gap) = gap {
            assert!(gaps.contains(&gap) || part.contains(&gap), "claim {id}: the hole “{gap}” is not named");
            // A hole of an answer stands in its own list.
            assert!(html.contains(&gap), "claim {id}: “{gap}” is not on the page");
        }
    }
}

#[test]
fn every_passage_and_hole_is_on_the_page() {
    let explainer = isis_k();
    let html = page(&explainer);
    let seen = text_of(&html);
    for question in &explainer.questions {
        assert!(seen.contains(&question.title), "{}", question.title);
        for passage in &question.passages {
            assert!(seen.contains(&passage.block.plain_text()), "{}", passage.block.plain_text());
            assert!(!passage.cites.is_empty(), "{}", passage.block.plain_text());
        }
        for gap in &question.gaps {
            assert!(seen.contains(&plain_text(gap)));
        }
    }
    for term in &explainer.terms {
        assert_eq!(seen.matches(&term.text).count(), 2, "{}: once in the list, once in its pop-up", term.name);
        assert!(!term.used_in.is_empty());
    }
}

#[test]
fn every_event_is_in_the_timeline_in_words_with_a_way_to_its_answer_and_back() {
    for explainer in [isis_k(), fixture("full")] {
        let html = page(&explainer);
        let section = part(&html, "<section id=\"timeline\"");
        assert_eq!(section.matches("<li ").count(), explainer.events.len());
        let mut before = 0;
        for (at, event) in in_order(&explainer.events).into_iter().enumerate() {
            let from = section.find(&format!("id=\"event--{}\"", at + 1)).unwrap();
            assert!(before < from, "the order is that of time");
            before = from;
            let item = section[from..].split("</li>").next().unwrap();
            let seen = text_of(&format!("<body><li {item}"));
            assert!(seen.contains(&event.text) && seen.contains(&explainer.lang.when_first(event.when)), "{seen}");
            assert_eq!(item.contains("<time datetime="), event.when.iso().is_some(), "{item}");
            let answer = event.answer.as_ref().map_or("deck", |id| &id.0);
            assert!(item.contains(&format!("href=\"#{answer}\"")), "{item}");
            if answer != "deck" {
                assert!(
                    part(&html, &format!("<div id=\"{answer}\"")).contains(&format!("href=\"#event--{}\"", at + 1))
                );
            }
        }
        assert_eq!(section.matches("<svg aria-hidden=\"true\"").count(), 1, "the picture is for those who look");
        assert!(!section.contains(" style="), "the policy allows no style attributes");
    }
}

#[test]
fn every_tie_is_in_who_is_who_in_words_with_a_way_to_its_answer_and_back() {
    for explainer in [isis_k(), fixture("full")] {
        let html = page(&explainer);
        let section = part(&html, "<section id=\"who-is-who\"");
        let (map, list) = section.split_once("<ul").unwrap();
        assert!(map.contains("aria-hidden=\"true\"") && !map.contains("<a ") && !map.contains("<button"), "{map}");
        let name = |id: &ActorId| &explainer.actors.iter().find(|actor| actor.id == *id).unwrap().name;
        assert!(list.matches("<li ").count() >= explainer.ties.len());
        for (tie, item) in explainer.ties.iter().zip(list.split("<li ").skip(1)) {
            let seen = text_of(&format!("<body><li {item}"));
            let words = format!("{} {} {}", name(&tie.from), explainer.lang.tie(tie.kind), name(&tie.to));
            assert!(seen.contains(&words) && seen.contains(&tie.text), "{words}: {seen}");
            assert!(item.contains(&format!("href=\"#{}\"", tie.answer.0)), "{item}");
            assert!(part(&html, &format!("<div id=\"{}\"", tie.answer.0)).contains("href=\"#who-is-who\""));
        }
        for actor in &explainer.actors {
            assert!(text_of(&format!("<body>{map}")).contains(&actor.name), "{}", actor.name);
        }
    }
}

#[test]
fn an_explainer_without_events_and_actors_shows_neither_picture() {
    let html = page(&fixture("minimal"));
    for word in ["timeline\"", "who-is-who", "event--", "opening__jumps\"", "accordion__pictures\""] {
        assert!(!html.contains(word), "{word}");
    }
}

#[test]
fn every_link_on_the_page_leads_to_a_place_on_it() {
    let html = page(&isis_k());
    for (attribute, prefix) in [("href=\"#", ""), ("popovertarget=\"", ""), ("aria-labelledby=\"", "")] {
        let targets: Vec<&str> = html.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert!(!targets.is_empty(), "{attribute}{prefix}");
        for target in targets {
            assert_eq!(html.matches(&format!(" id=\"{target}\"")).count(), 1, "{attribute}{target}");
        }
    }
}

#[test]
fn every_explainer_has_a_card_of_its_own() {
    let files = site(&[isis_k(), fixture("full")], &Settings::default(), &bundle());
    let (one, other) = (&files["isis-k/card.png"], &files["full/card.png"]);
    assert!(one.starts_with(b"\x89PNG") && one != other);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let explainers = explainers();
    assert_eq!(site(&explainers, &Settings::default(), &bundle()), site(&explainers, &Settings::default(), &bundle()));
}

#[test]
fn every_construct_of_the_format_is_rendered_as_stored() {
    // Accept a change of the markup with `INSTA_UPDATE=always cargo test --test site`.
    let html = page(&fixture("full"));
    let body = html[html.find("<body>").unwrap()..].replace("><", ">\n<");
    // The size of the file to pass on follows every change of a style sheet.
    let (before, after) = body.split_once(" kB, to keep").unwrap();
    let body = format!("{}n kB, to keep{after}", before.trim_end_matches(|c: char| c.is_ascii_digit()));
    insta::assert_snapshot!("full", body);
}

#[test]
fn what_an_editor_types_stays_text() {
    let text = std::fs::read_to_string(top("tests/fixtures/good/minimal.md")).unwrap();
    let title = text.lines().find(|line| line.starts_with("title = ")).unwrap();
    let hostile = text.replace(title, r#"title = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>'"#);
    let (explainer, problems) = parse("minimal", &hostile);
    let html = page(&explainer.unwrap_or_else(|| panic!("{problems:#?}")));
    assert!(!html.contains("<script>alert") && !html.contains("<img"), "{html}");
    assert!(html.contains("&lt;/title&gt;"));
}

#[test]
fn a_page_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let files = site(&explainers(), &Settings::default(), &bundle());
    write(&files, folder.path()).unwrap();
    for (path, bytes) in &files {
        assert_eq!(&std::fs::read(folder.path().join(path)).unwrap(), bytes);
    }
    let leftovers: Vec<_> = walk(folder.path()).into_iter().filter(|path| path.contains(".part")).collect();
    assert!(leftovers.is_empty(), "{leftovers:?}");
    // A folder in the place of a file cannot be written over: the error names it.
    std::fs::remove_file(folder.path().join("index.html")).unwrap();
    std::fs::create_dir(folder.path().join("index.html")).unwrap();
    let error = write(&files, folder.path()).unwrap_err();
    assert!(format!("{error:#}").contains("index.html"), "{error:#}");
}

#[test]
fn a_folder_with_a_bad_file_is_refused_with_all_its_problems() {
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read_to_string(top("tests/fixtures/good/minimal.md")).unwrap();
    std::fs::write(folder.path().join("good.md"), &good).unwrap();
    std::fs::write(folder.path().join("bad.md"), good.replace("[source: 1]", "[source: 99]")).unwrap();
    std::fs::write(folder.path().join("latin.md"), b"caf\xe9").unwrap();
    let error = seeds::read(folder.path()).unwrap_err().to_string();
    assert!(error.contains("bad.md:") && error.contains("latin.md:1:4"), "{error}");
    assert!(!error.contains("good.md"), "{error}");
    let empty = tempfile::tempdir().unwrap();
    assert!(seeds::read(empty.path()).unwrap_err().to_string().contains("add a file that ends in .md"));
}

#[test]
fn a_text_browser_prints_every_answer_with_its_sources_and_the_glossary() {
    let ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    let browsers = ["lynx", "w3m", "elinks"];
    let folder = tempfile::tempdir().unwrap();
    let explainer = isis_k();
    write(&site(std::slice::from_ref(&explainer), &Settings::default(), &bundle()), folder.path()).unwrap();
    let file = folder.path().join("isis-k/index.html");
    let html = page(&explainer);
    let cites: Vec<String> = html
        .split("class=\"accordion__cites\">")
        .skip(1)
        .map(|rest| text_of(&format!("<body>{}", rest.split("</p>").next().unwrap())))
        .collect();
    assert_eq!(cites.len(), explainer.questions.len());
    assert!(cites.iter().all(|cite| cite.contains(char::is_numeric)), "each names paragraphs: {cites:?}");
    for browser in browsers {
        let mut command = Command::new(browser);
        command.arg("-dump").env("LANG", "C.UTF-8").env("HOME", folder.path());
        match browser {
            "lynx" => command.args(["-nolist", "-display_charset=utf-8", "-assume_charset=utf-8"]),
            "w3m" => command.args(["-I", "UTF-8", "-O", "UTF-8"]),
            _ => command.args(["-no-references", "-no-numbering", "-dump-charset", "utf-8"]),
        };
        let Ok(output) = command.arg(&file).output() else {
            assert!(!ci, "{browser} is missing");
            eprintln!("skipped: {browser} is not installed");
            continue;
        };
        // A line ends where the screen does, and buttons are marked: compare words only.
        let words = |text: &str| {
            let text = text.replace("(BUTTON)", " ").replace(['[', ']'], " ");
            text.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
        };
        let printed = words(&String::from_utf8_lossy(&output.stdout));
        for question in &explainer.questions {
            assert!(printed.contains(&words(&question.title)), "{browser}: {}", question.title);
            for passage in &question.passages {
                assert!(printed.contains(&words(&passage.block.plain_text())), "{browser}: {:?}", passage.block);
            }
            for gap in &question.gaps {
                assert!(printed.contains(&words(&plain_text(gap))), "{browser}: {gap:?}");
            }
        }
        for cite in &cites {
            assert!(printed.contains(&words(cite)), "{browser}: {cite}");
        }
        for source in &explainer.sources {
            assert!(printed.contains(&words(&source.title)), "{browser}: {}", source.title);
        }
        for term in &explainer.terms {
            assert!(
                printed.contains(&words(&term.name)) && printed.contains(&words(&term.text)),
                "{browser}: {}",
                term.name
            );
        }
    }
}

/// An element of a page, from its first tag to where the next of its kind begins.
fn part<'a>(html: &'a str, start: &str) -> &'a str {
    let from = html.find(start).unwrap_or_else(|| panic!("{start} is not on the page"));
    let part = &html[from..];
    let end = if start.starts_with("<section") { "</section>" } else { "</details>" };
    &part[..part.find(end).unwrap()]
}

/// The text of a page as a reader sees it: no tags, entities as characters.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let body = &html[html.find("<body>").unwrap()..];
    for part in body.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn walk(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path) } else { vec![path.display().to_string()] }
        })
        .collect()
}
