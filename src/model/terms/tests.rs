use super::*;
use crate::model::parse::parse;

/// An explainer with these terms (name and other names, with a bar between) and these bodies as its answers.
fn explainer(terms: &[&str], answers: &[&str]) -> Explainer {
    let mut text = String::from(
        "+++\nformat = 1\nlang = \"en\"\ntitle = \"Tides\"\nas_of = 2024-05-01\n\
         [[source]]\nid = \"s\"\ntitle = \"S\"\ndate = 2024-05-01\nparagraphs = 9\n",
    );
    text.extend(terms.iter().enumerate().map(|(at, term)| {
        let mut names = term.split('|').map(|name| format!("\"{name}\""));
        let name = names.next().unwrap();
        let also = names.collect::<Vec<_>>().join(", ");
        format!("[[term]]\nid = \"t{at}\"\nname = {name}\nalso = [{also}]\ntext = \"What it is.\"\n")
    }));
    text += "+++\n\nA deck. [source: 1]\n\n";
    let answers = answers.iter().enumerate();
    text.extend(answers.map(|(at, answer)| format!("## Question {at} {{#q{at}}}\n\n{answer}\n\n")));
    let (explainer, problems) = parse("tides", &text);
    explainer.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// The text of a run with its terms in angle brackets: `<words=term>`.
fn marked(run: &[Inline]) -> String {
    run.iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Term { term, text } => format!("<{text}={}>", term.0),
            Inline::Emphasis(content) => format!("*{}*", marked(content)),
            Inline::Strong(content) => format!("**{}**", marked(content)),
            Inline::Link { content, .. } => format!("[{}]", marked(content)),
        })
        .collect()
}

/// What becomes of one answer.
fn mark_one(terms: &[&str], answer: &str) -> String {
    let explainer = explainer(terms, &[answer]);
    let question = &explainer.questions[0];
    let blocks = question.passages.iter().map(|passage| &passage.block);
    blocks.flat_map(Block::runs).map(|run| marked(run)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_term_is_marked_once_in_each_answer() {
    let explainer = explainer(&["tide|flood"], &["A tide and a tide.\n\nThe tide.", "The flood, a tide."]);
    let first: Vec<String> = explainer.questions[0].passages.iter().map(|p| marked(&p.block.runs()[0])).collect();
    assert_eq!(first, ["A <tide=t0> and a tide.", "The tide."]);
    assert_eq!(marked(&explainer.questions[1].passages[0].block.runs()[0]), "The <flood=t0>, a tide.");
}

#[test]
fn a_term_knows_the_answers_that_use_it() {
    let explainer = explainer(&["deck", "tide", "wind"], &["A tide.", "A deck.", "The tide."]);
    let id = |at: usize| Some(explainer.questions[at].id.clone());
    assert_eq!(explainer.terms[0].used_in, [None, id(1)]);
    assert_eq!(explainer.terms[1].used_in, [id(0), id(2)]);
    assert_eq!(explainer.terms[2].used_in, []);
}

#[test]
fn the_longest_name_wins() {
    assert_eq!(mark_one(&["tide", "tide pool"], "A tide pool at low tide."), "A <tide pool=t1> at low <tide=t0>.");
}

#[test]
fn a_longer_name_that_was_marked_before_still_hides_the_shorter_one_in_it() {
    let terms = ["spring tide", "tide"];
    assert_eq!(
        mark_one(&terms, "A spring tide. A spring tide. The tide."),
        "A <spring tide=t0>. A spring tide. The <tide=t1>."
    );
}

#[test]
fn names_are_found_between_word_boundaries_only() {
    for text in ["ISKP", "ISK-like", "anti-ISK", "RISK", "ISK_2", "ISK\u{301}", "ISK\u{2011}like", "ISKé"] {
        assert_eq!(mark_one(&["ISK"], text), text);
    }
    for text in ["(ISK)", "ISK’s", "ISK's", "“ISK”", "ISK.", "ISK—that", "l’ISK", "x/ISK"] {
        assert_eq!(mark_one(&["ISK"], text), text.replace("ISK", "<ISK=t0>"));
    }
}

#[test]
fn names_with_capitals_are_found_as_they_are_written() {
    assert_eq!(
        mark_one(&["al-Marsa"], "Al-Marsa, AL-MARSA, al-Marsas, al-Marsa."),
        "Al-Marsa, AL-MARSA, al-Marsas, <al-Marsa=t0>."
    );
}

#[test]
fn names_in_small_letters_may_begin_a_sentence_and_stand_in_the_plural() {
    assert_eq!(mark_one(&["tide"], "Tide after tide."), "<Tide=t0> after tide.");
    assert_eq!(mark_one(&["tide"], "TIDE, tIde, tides."), "TIDE, tIde, <tides=t0>.");
    assert_eq!(mark_one(&["tide pool"], "Tide pools."), "<Tide pools=t0>.");
    assert_eq!(mark_one(&["tide"], "Tides’ ends"), "<Tides=t0>’ ends");
    assert_eq!(mark_one(&["école"], "École."), "<École=t0>.");
}

#[test]
fn a_name_that_ends_in_s_is_not_taken_for_a_plural() {
    assert_eq!(mark_one(&["new", "news"], "The news is new."), "The <news=t1> is <new=t0>.");
}

#[test]
fn links_headings_and_gaps_are_left_alone_and_emphasis_is_not() {
    let answer =
        "### A tide\n\nSee [the tide](https://example.org).\n\n*The **tide** here* and `x`".replace(" and `x`", "");
    assert_eq!(mark_one(&["tide"], &answer), "A tide\nSee [the tide].\n*The **<tide=t0>** here*");
    let explainer = explainer(&["tide"], &["Water.\n\n### Gaps\n\n- The tide."]);
    assert_eq!(marked(&explainer.questions[0].gaps[0]), "The tide.");
}

#[test]
fn lists_and_quotations_are_searched_in_order() {
    assert_eq!(mark_one(&["tide"], "- wind\n- tide\n- tide\n\n> tide"), "wind\n<tide=t0>\ntide\ntide");
}

#[test]
fn emphasis_inside_a_word_does_not_end_it() {
    assert_eq!(
        mark_one(&["tide"], "**tide**s, un**tide** and **tide**-like"),
        "**tide**s, un**tide** and **tide**-like"
    );
}

#[test]
fn a_name_may_begin_or_end_with_a_sign_and_hold_other_spaces() {
    assert_eq!(mark_one(&["#tides"], "See #tides now."), "See <#tides=t0> now.");
    assert_eq!(mark_one(&["C++"], "In C++ it is."), "In <C++=t0> it is.");
    assert_eq!(mark_one(&["King's Day"], "A King’s\u{a0}Day."), "A <King’s\u{a0}Day=t0>.");
}

#[test]
fn other_scripts_have_words_too() {
    assert_eq!(mark_one(&["المد"], "ما هو المد؟"), "ما هو <المد=t0>؟");
}

#[test]
fn a_glossary_of_two_thousand_terms_is_found_in_a_thousand_answers() {
    let terms: Vec<String> = (0..2000).map(|at| format!("tide {at}|word{at}")).collect();
    let terms: Vec<&str> = terms.iter().map(String::as_str).collect();
    let answers: Vec<String> =
        (0..1000).map(|at| format!("Here is tide {at} and word{}. ", 1000 + at).repeat(10)).collect();
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let explainer = explainer(&terms, &answers);
    assert!(explainer.terms.iter().all(|term| term.used_in.len() == 1));
}
