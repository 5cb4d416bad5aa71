//! Each language's pages speak that language, in its direction, and no other.

use super::{bundle, fixture, text_of};
use backgrounder::model::explainer::{Explainer, Tie, TieKind};
use backgrounder::model::words::Lang;
use backgrounder::publish::{card, settings::Settings, site::site};
use std::collections::BTreeSet;

/// Every page of an explainer that is for readers, and so not the one for those who embed it.
fn pages(explainer: &Explainer) -> Vec<(String, String)> {
    let mut files = site(std::slice::from_ref(explainer), &Settings::default(), &bundle());
    let id = &explainer.id;
    let in_folder = ["index.html", &format!("{id}.html"), "embed/index.html"].map(|name| format!("{id}/{name}"));
    let paths = in_folder.into_iter().chain(["index.html".into(), "404.html".into()]);
    paths.map(|path| (path.clone(), String::from_utf8(files.remove(&path).unwrap()).unwrap())).collect()
}

/// What a page says: its text, and the attributes that are read out or that a script will say.
fn said(html: &str) -> String {
    let mut parts = html.split("<script");
    let first = parts.next().unwrap().to_owned();
    let html = parts.fold(first, |html, part| html + part.split_once("</script>").unwrap().1);
    let mut said = text_of(&html);
    for attribute in ["aria-label", "data-phrases", "data-version", "title", "alt"] {
        for value in html.split(&format!(" {attribute}=\"")).skip(1) {
            said = said + "\n" + value.split('"').next().unwrap();
        }
    }
    said
}

/// The words in Latin letters.
fn latin_words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.filter(|word| word.chars().all(|c| c < '\u{250}')).map(str::to_lowercase).collect()
}

/// The explainer whose own text has no Latin letter, with every kind of tie, its interface in `lang`.
fn in_language(lang: Lang) -> Explainer {
    let explainer = fixture("urdu");
    let kinds = [
        TieKind::AffiliateOf,
        TieKind::RivalOf,
        TieKind::DrewMembersFrom,
        TieKind::SupportedBy,
        TieKind::Fought,
        TieKind::TriedToRecruitFrom,
    ];
    let ties = kinds.map(|kind| Tie { kind, ..explainer.ties[0].clone() }).to_vec();
    Explainer { lang, ties, ..explainer }
}

#[test]
fn a_page_says_its_language_and_direction() {
    for (name, html_tag) in [
        ("minimal", "<html lang=\"en\" dir=\"ltr\">"),
        ("french", "<html lang=\"fr\" dir=\"ltr\">"),
        ("urdu", "<html lang=\"ur\" dir=\"rtl\">"),
    ] {
        for (path, html) in pages(&fixture(name)) {
            assert!(html.contains(html_tag), "{path}");
        }
    }
}

#[test]
fn an_urdu_page_has_no_latin_word_of_the_interface() {
    let explainer = in_language(Lang::Ur);
    for (path, html) in pages(&explainer) {
        assert_eq!(latin_words(&said(&html)), BTreeSet::new(), "{path}");
    }
    assert_eq!(latin_words(&card::alt(&explainer)), BTreeSet::new());
}

#[test]
fn a_french_page_has_no_english_word_of_the_interface() {
    let words = |lang| {
        let explainer = in_language(lang);
        let pages = pages(&explainer).iter().map(|(_, html)| said(html)).collect::<String>();
        latin_words(&(pages + &card::alt(&explainer)))
    };
    let (english, french) = (words(Lang::En), words(Lang::Fr));
    assert!(english.len() > 150 && french.len() > 150, "{english:#?}{french:#?}");
    // Words that are spelt alike, and what stands before or behind an apostrophe.
    let both = [
        "a",
        "correction",
        "introduction",
        "min",
        "minute",
        "minutes",
        "page",
        "question",
        "questions",
        "rival",
        "s",
        "source",
        "sources",
        "version",
        "visit",
    ];
    let english_in_french: Vec<&String> =
        french.intersection(&english).filter(|word| !both.contains(&word.as_str())).collect();
    assert!(english_in_french.is_empty(), "{english_in_french:?}");
}

#[test]
fn a_french_page_breaks_no_line_before_a_sign() {
    for (path, html) in pages(&in_language(Lang::Fr)) {
        let said = said(&html);
        for (at, sign) in said.match_indices([';', ':', '?', '!', '»']) {
            assert!(!said[..at].ends_with(' '), "{path}: a space that breaks before {sign}: {}", &said[..at]);
        }
        assert!(!said.contains("« "), "{path}");
    }
    let said: String = pages(&fixture("french")).iter().map(|(_, html)| said(html)).collect();
    for words in [
        "À jour au 1er mai 2024",
        "«\u{a0}Une brochure sur les marées\u{a0}»",
        "Ses 1\u{202f}240 paragraphes",
        "Fin 2019 – début 2020",
        "2 questions, environ 1 minute",
    ] {
        assert!(said.contains(words), "{words}");
    }
}

#[test]
fn time_runs_from_the_right_where_the_language_does() {
    let first_label = |lang| {
        let (_, html) = pages(&in_language(lang)).into_iter().find(|(path, _)| path == "urdu/index.html").unwrap();
        let axis = &html[html.find("class=\"timeline__axis\"").unwrap()..];
        let text = &axis[axis.find("<text x=\"").unwrap() + 9..];
        text.split('"').next().unwrap().to_owned()
    };
    assert_eq!([first_label(Lang::En), first_label(Lang::Ur)], ["0%", "100%"]);
}

#[test]
fn the_front_page_says_which_of_its_texts_are_in_another_language() {
    let explainers = [fixture("minimal"), fixture("urdu")];
    let files = site(&explainers, &Settings::default(), &bundle());
    let html = String::from_utf8(files["index.html"].clone()).unwrap();
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"));
    assert!(html.contains("<h2 lang=\"ur\" dir=\"rtl\"><a href=\"urdu/\">"), "{html}");
    assert!(html.contains("<h2><a href=\"minimal/\">"), "{html}");
}
