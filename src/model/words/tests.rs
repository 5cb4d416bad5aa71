use super::*;
use crate::model::progress::Status;
use crate::model::session::{Offline, Shown};
use crate::model::when::When;
use std::collections::BTreeSet;

/// The last form of a text, which is for most numbers.
fn usual(text: &str) -> &str {
    text.rsplit('|').next().unwrap()
}

fn values(text: &str) -> BTreeSet<&str> {
    usual(text).split(['{', '}']).skip(1).step_by(2).collect()
}

#[test]
fn a_tag_names_one_language_and_no_other_is_spoken() {
    for lang in Lang::ALL {
        assert_eq!(Lang::from_tag(lang.tag()), Some(*lang));
        assert!(["ltr", "rtl"].contains(&lang.dir()));
    }
    for tag in ["", "EN", "en-GB", "tlh"] {
        assert_eq!(Lang::from_tag(tag), None, "{tag}");
    }
}

#[test]
fn each_phrase_arrives_as_the_one_that_it_was_sent_as() {
    for lang in Lang::ALL {
        assert_eq!(lang.phrases().lines().split('\n').count(), Phrase::ALL.len(), "{lang:?}: a phrase is one line");
        for phrase in Phrase::ALL {
            let words = (lang.words().phrase)(*phrase);
            assert!(!words.is_empty(), "{lang:?}: {phrase:?}");
            assert_eq!(
                lang.phrases().say(*phrase, &["7", "8", "9"].map(String::from)),
                lang.fill(words, &[&7, &8, &9]),
                "{phrase:?}"
            );
        }
    }
}

#[test]
fn no_language_loses_a_value_of_a_phrase() {
    for lang in Lang::ALL {
        for phrase in Phrase::ALL {
            let (ours, english) = ((lang.words().phrase)(*phrase), (Lang::En.words().phrase)(*phrase));
            assert_eq!(values(ours), values(english), "{lang:?}: {phrase:?}");
        }
    }
}

#[test]
fn counts_take_the_form_that_the_language_has_for_them() {
    for (lang, count, words) in [
        (Lang::En, 0, "0 questions, about 1 minute"),
        (Lang::En, 1, "1 question, about 1 minute"),
        (Lang::En, 21, "21 questions, about 1 minute"),
        (Lang::Fr, 0, "0 question, environ 1 minute"),
        (Lang::Fr, 1, "1 question, environ 1 minute"),
        (Lang::Fr, 2, "2 questions, environ 1 minute"),
        (Lang::Ur, 0, "0 سوالات، تقریباً 1 منٹ"),
        (Lang::Ur, 1, "1 سوال، تقریباً 1 منٹ"),
        (Lang::Ur, 2, "2 سوالات، تقریباً 1 منٹ"),
    ] {
        assert_eq!(lang.phrases().size(count, 1), words);
    }
}

#[test]
fn progress_is_said_in_every_language() {
    let shown = |live, read| Shown { live, read, answers: vec![Status::New; 5], minutes_left: 3, ..Shown::default() };
    for (lang, before, during, after) in [
        (Lang::En, "5 questions, about 3 minutes", "2 of 5 read, about 3 minutes left", "All 5 read"),
        (
            Lang::Fr,
            "5 questions, environ 3 minutes",
            "Lu\u{a0}: 2 sur 5, encore environ 3 minutes",
            "Les 5 réponses sont lues",
        ),
        (Lang::Ur, "5 سوالات، تقریباً 3 منٹ", "5 میں سے 2 پڑھ لیے، تقریباً 3 منٹ باقی", "تمام 5 جواب پڑھ لیے"),
    ] {
        let said = [shown(false, 0), shown(true, 2), shown(true, 5)].map(|shown| lang.phrases().progress(&shown));
        assert_eq!(said, [before, during, after]);
        assert_eq!(lang.phrases().size(5, 3), before);
    }
}

#[test]
fn the_numbers_of_changed_answers_are_a_list_as_the_language_writes_it() {
    let said = |lang: Lang, of: &str| {
        lang.phrases().offline(&Shown { offline: Offline::Switched, offline_of: of.into(), ..Shown::default() })
    };
    assert_eq!(said(Lang::En, ""), "This is the newer version. No answer has changed.");
    assert_eq!(said(Lang::En, "2"), "This is the newer version. Changed: question 2.");
    assert_eq!(said(Lang::En, "1,3,4"), "This is the newer version. Changed: questions 1, 3, 4.");
    assert_eq!(said(Lang::Fr, "1,3"), "Voici la version la plus récente. Modifiées\u{a0}: questions 1, 3.");
    assert_eq!(said(Lang::Ur, "1,3"), "یہ نیا نسخہ ہے۔ تبدیل شدہ: سوالات 1، 3۔");
}

#[test]
fn a_time_is_as_vague_in_words_as_it_is() {
    for (text, english, french, urdu) in [
        ("2021-08-26", "26 August 2021", "26 août 2021", "26 اگست 2021"),
        ("2024-05-01", "1 May 2024", "1er mai 2024", "1 مئی 2024"),
        ("2015-01", "January 2015", "Janvier 2015", "جنوری 2015"),
        ("2018", "2018", "2018", "2018"),
        ("by 2018", "By 2018", "2018 au plus tard", "2018 تک"),
        (
            "late 2019 to early 2020",
            "Late 2019 to early 2020",
            "Fin 2019 – début 2020",
            "2019 کے اواخر سے 2020 کے اوائل تک",
        ),
        ("mid 2021-08", "Mid-August 2021", "Mi-août 2021", "اگست 2021 کے وسط"),
        ("by 2018-06-21", "By 21 June 2018", "21 juin 2018 au plus tard", "21 جون 2018 تک"),
    ] {
        let when = When::parse(text).unwrap();
        assert_eq!([Lang::En, Lang::Fr, Lang::Ur].map(|lang| lang.when_first(when)), [english, french, urdu]);
    }
}

#[test]
fn thousands_are_parted_as_the_language_does() {
    for (number, english, french) in [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1,000", "1\u{202f}000"),
        (1_234_567, "1,234,567", "1\u{202f}234\u{202f}567"),
    ] {
        assert_eq!(Lang::En.number(number), english);
        assert_eq!(Lang::Ur.number(number), english);
        assert_eq!(Lang::Fr.number(number), french);
    }
}

#[test]
fn paragraphs_are_cited_as_the_language_does() {
    assert_eq!(Lang::En.cites(&[(4, 4)], None), "Rests on paragraph 4 of the source.");
    assert_eq!(Lang::En.cites(&[(1, 2), (4, 7)], Some("T")), "Rests on paragraphs 1–2 and 4–7 of “T”.");
    assert_eq!(Lang::Fr.cites(&[(2, 3)], Some("T")), "S’appuie sur les paragraphes 2–3 de «\u{a0}T\u{a0}».");
    assert_eq!(Lang::Ur.cites(&[(1, 1), (4, 7)], None), "ماخذ کے پیراگراف 1 اور 4 تا 7 پر مبنی۔");
}

#[test]
fn values_are_text_whatever_is_in_them() {
    assert_eq!(Lang::En.cites(&[(1, 1)], Some("{1}|{")), "Rests on paragraph 1 of “{1}|{”.");
}
