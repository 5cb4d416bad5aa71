use super::*;
use crate::model::parse::parse;
use crate::model::problem::{Rule, Severity};

/// An article in the shape in which a page's text arrives when it is copied: date before the title, numbered questions,
/// a button's word at the end of each answer, and holes where links were.
const COPIED: &str = " date 2024-05-03 What Is the NTO-H, the Office That Foretells the Sea? Who Pays for It?
A warning by the NTO-H kept every boat in the harbour on 2 May 2024, and not one was lost.
The North Tide Office Harbour, shortened to the acronyms NTO-H, NTOH and NTH, is run from a house on the quay, as by harbour law since 1911.
1. What Does It Do?
It was founded in January 1911 and has measured the water ever since in and around the bay, on behalf of the .Expand
By 2018 the NTO-H had one of the in this country, and between late 2017 and early 2018 it moved. The NOAA compared both.Expand
2. Who Pays for It?
by the town and by those who own boats there. The US sends  a share of it every second year.
It asks for little: NTO-H staff say that “” would do.Expand
";

fn today() -> Day {
    Day::new(2030, 1, 2).unwrap()
}

/// The draft, which must parse, be marked as one, and hold no run of words of the article outside its notes.
fn draft(text: &str) -> Draft {
    let draft = super::draft(text, today());
    let (explainer, problems) = parse("draft", &draft.text);
    assert!(explainer.is_some(), "{problems:#?}\n{}", draft.text);
    for problem in &problems {
        assert!(
            matches!(problem.rule, Rule::Placeholder | Rule::UnusedTerm | Rule::TooManyProblems),
            "{}",
            problem.render("draft.md", &draft.text)
        );
        assert_eq!(problem.severity, Severity::Warning);
    }
    assert!(problems.iter().filter(|problem| problem.rule == Rule::Placeholder).count() >= 4);
    assert_holds_no_sentence(&draft.text, text);
    draft
}

fn assert_holds_no_sentence(draft: &str, article: &str) {
    let normal =
        |text: &str| words(text, char::is_alphanumeric).iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
    let shown: Vec<&str> = draft.lines().filter(|line| !line.starts_with('#') || line.starts_with("##")).collect();
    let shown = normal(&shown.join("\n"));
    let article = normal(article);
    let words: Vec<&str> = article.split(' ').collect();
    for run in words.windows(5) {
        assert!(!shown.contains(&format!(" {} ", run.join(" "))), "{run:?} is shown in\n{draft}");
    }
    // Notes quote a few words of a paragraph at a time.
    for line in draft.lines().filter(|line| line.starts_with("#   ") || line.starts_with("#  ")) {
        for quoted in line.split('“').skip(1).filter_map(|rest| rest.split('”').next()) {
            assert!(quoted.split_whitespace().count() <= QUOTED, "{line}");
        }
    }
}

#[test]
fn a_copied_article_becomes_a_draft_with_all_that_was_found() {
    let draft = draft(COPIED);
    assert_eq!((draft.questions, draft.paragraphs, draft.debris), (2, 6, 3));
    let (explainer, _) = parse("draft", &draft.text);
    let explainer = explainer.unwrap();
    assert_eq!(explainer.as_of, Day::new(2024, 5, 3).unwrap());
    assert_eq!(explainer.sources[0].paragraphs, 6);
    let names: Vec<(&str, Vec<&str>)> = explainer
        .terms
        .iter()
        .map(|term| (term.name.as_str(), term.also.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(names, [("NTO-H", vec!["NTOH", "NTH", "North Tide Office Harbour"]), ("NOAA", vec![])]);
    for when in ["2024-05-02", "since 1911", "1911-01", "by 2018", "late 2017 to early 2018"] {
        let when = when.trim_start_matches("since ");
        assert!(draft.text.contains(&format!("when = \"{when}\"")), "{when}\n{}", draft.text);
    }
    let ids: Vec<&str> = explainer.questions.iter().map(|question| question.id.0.as_str()).collect();
    assert_eq!(ids, ["what-does-it", "who-pays"]);
    let cites: Vec<(u32, u32)> = explainer
        .questions
        .iter()
        .flat_map(|question| &question.passages)
        .flat_map(|passage| &passage.cites)
        .map(|cite| (cite.first, cite.last))
        .collect();
    assert_eq!(cites, [(3, 4), (5, 6)]);
    assert_eq!(explainer.questions.iter().map(|question| question.gaps.len()).collect::<Vec<_>>(), [2, 2]);
    for hole in ["“as by”", "“the in”", "“by”", "“sends”", "““””"] {
        assert!(draft.text.contains(hole), "{hole}\n{}", draft.text);
    }
}

#[test]
fn other_shapes_become_drafts_too() {
    let windows = "Der Titel\r\n\r\n“Smart quotes”, it’s said – and “\r\nWhat of it?\r\nNothing.\r\n";
    let list = "NOTES ON THE SEA\nWHAT PULLS IT\nThe Moon.\nWHO MEASURES IT\nHarbours.";
    for (text, questions, paragraphs) in [
        (windows, 1, 2),
        (list, 2, 2),
        ("One line without anything", 0, 0),
        ("One sentence.", 0, 1),
        ("What?\nWhat?\nWhat?", 2, 0),
        ("+++\n[source: 9]\n## x {#y}\n\"\"\" \\ # <script>alert(1)</script> TODO\n", 1, 2),
    ] {
        let draft = draft(text);
        assert_eq!((draft.questions, draft.paragraphs), (questions, paragraphs), "{text}\n{}", draft.text);
    }
    let undated = draft("A title\nA paragraph that ends.");
    assert!(undated.text.contains("as_of = 2030-01-02") && undated.text.contains("no date"), "{}", undated.text);
}

#[test]
fn whatever_text_comes_in_the_draft_is_a_file_without_errors() {
    use proptest::prelude::*;
    let pieces = vec![
        "\n",
        "\n\n",
        " ",
        "  ",
        ". ",
        "? ",
        ", ",
        "1. ",
        "2) ",
        "What",
        "Expand",
        "ABC",
        "(ABC)",
        "A-B",
        "A Big Cat",
        "known as ",
        "2021-08-26",
        "late 2015 and early 2016",
        "31 June",
        "May 5, 2020",
        "“",
        "”",
        "\"",
        "\\",
        "#",
        "+++",
        "é",
        "漢",
        "\u{202e}",
        "\u{0}",
        "\u{1a}",
        "[source: 99]",
        "{#x}",
        "’",
        "the",
        "of",
        "IT IS",
        "TODO",
        "ß",
        "ŉ",
        "İ",
    ];
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let any = prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
    ];
    runner
        .run(&any, |text| {
            let draft = super::draft(&text, today());
            let (explainer, problems) = parse("draft", &draft.text);
            prop_assert!(explainer.is_some(), "{problems:#?}\n{}", draft.text);
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_real_article_where_there_is_one() {
    // It belongs to others and is not in this repository.
    let Some(path) = std::env::var_os("BACKGROUNDER_RAW_ARTICLE") else {
        eprintln!("skipped: BACKGROUNDER_RAW_ARTICLE does not name the article");
        return;
    };
    let text = decode::decode(&std::fs::read(path).unwrap()).unwrap();
    let draft = draft(&text);
    let explainer = parse("draft", &draft.text).0.unwrap();
    assert_eq!((draft.questions, draft.paragraphs), (5, 26));
    assert_eq!(explainer.as_of, Day::new(2021, 8, 27).unwrap());
    assert_eq!(explainer.terms.len(), 1);
    assert_eq!(explainer.terms[0].name, "ISIS-K");
    assert_eq!(explainer.terms[0].also, ["ISKP", "ISK", "Islamic State Khorasan Province"]);
}
