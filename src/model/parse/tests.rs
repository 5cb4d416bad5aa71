use super::*;
use crate::model::explainer::{Block, Cite, Inline, plain_text};
use crate::model::problem::Severity;
use crate::model::when::Day;
use proptest::prelude::*;

const FULL: &str = include_str!("../../../tests/fixtures/good/full.md");
const MINIMAL: &str = include_str!("../../../tests/fixtures/good/minimal.md");

fn good(text: &str) -> Explainer {
    let (explainer, problems) = parse("bridge", text);
    assert_eq!(problems, []);
    explainer.unwrap()
}

/// The minimal file with another answer.
fn answer(text: &str) -> String {
    MINIMAL.replace("The moon pulls the sea towards it. [source: 2-3]", text)
}

#[test]
fn every_part_of_a_file_arrives_in_the_explainer() {
    let bridge = good(FULL);
    assert_eq!(bridge.as_of, Day::new(2024, 5, 1).unwrap());
    assert_eq!(bridge.notice.as_deref(), Some("Lengths are rounded. They are given in metres."));
    assert_eq!(bridge.sources[1].date, Day::new(2021, 2, 28).unwrap());
    assert_eq!(bridge.experts.len(), 2);
    assert_eq!(bridge.events.len(), 6);
    assert_eq!((bridge.actors.len(), bridge.ties.len()), (2, 1));
    assert!(bridge.changes[0].correction, "the newest change comes first");
    assert_eq!(bridge.deck.len(), 2);
    let cite = |source, first, last| Cite { source, first, last };
    assert_eq!(bridge.deck[1].cites, [cite(0, 2, 3), cite(0, 5, 5), cite(1, 1, 1)]);
    let order = &bridge.questions[0];
    assert_eq!((order.id.0.as_str(), order.title.as_str()), ("order", "In which order is it built?"));
    let kinds: Vec<&str> = order
        .passages
        .iter()
        .map(|passage| match passage.block {
            Block::Paragraph(_) => "paragraph",
            Block::List { ordered: true, .. } => "numbered list",
            Block::List { ordered: false, .. } => "list",
            Block::Quote(_) => "quotation",
            Block::Heading(_) => "heading",
        })
        .collect();
    assert_eq!(kinds, ["paragraph", "paragraph", "numbered list", "heading", "quotation", "list"]);
    assert_eq!(order.passages[2].cites, [cite(0, 9, 9), cite(0, 11, 11)]);
    assert_eq!(order.passages.iter().map(|passage| passage.words).collect::<Vec<_>>(), [22, 7, 18, 5, 11, 20]);
    assert_eq!(order.gaps.len(), 2);
    let wind = plain_text(&bridge.questions[1].passages[0].block.runs()[0]);
    assert_eq!(wind, "Wind makes a deck sway & twist; 5 < 6 and a * is a star. A TMD calms it.");
}

#[test]
fn a_source_mark_leaves_no_trace_in_the_text() {
    for passage in good(FULL).questions.iter().flat_map(|question| &question.passages) {
        for run in passage.block.runs() {
            let text = plain_text(run);
            assert!(!text.contains(['[', '\u{1a}']) && text.trim() == text, "{text}");
        }
    }
    let text = answer("*The moon.*[source: 2]");
    let (emphasis, rest) = (Inline::Emphasis(vec![Inline::Text("The moon.".into())]), 1);
    let moon = good(&text);
    assert_eq!(moon.questions[0].passages[0].block.runs()[0], vec![emphasis; rest]);
}

#[test]
fn a_mark_may_stand_on_the_last_line_of_its_passage() {
    for text in [
        "The moon.\n[source: 2]",
        "- moon\n- sun\n  [source: 2]",
        "> The moon.\n> [source: 2]\n>",
        "The moon. [source: 2,\n3]",
    ] {
        assert_eq!(good(&answer(text)).questions[0].passages[0].cites[0].first, 2, "{text}");
    }
}

#[test]
fn a_line_that_leads_to_a_list_needs_no_source_of_its_own() {
    good(&answer("Two things pull:\n\n- moon\n- sun [source: 2]"));
    let (_, problems) = parse("tides", &answer("Two things pull:\n\n- moon\n- sun"));
    assert_eq!(problems.len(), 1);
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    assert_eq!(good(&FULL.replace('\n', "\r\n")), good(FULL));
    assert_eq!(good(&format!("\u{feff}{}", FULL.replace('\n', "\r\n"))), good(FULL));
}

#[test]
fn all_problems_are_told_at_once_each_in_its_place() {
    let text = MINIMAL
        .replace("lang = \"en\"", "lang = \"xx\"")
        .replace("date = 2024-04-30", "date = 2024-04-31")
        .replace("[source: 1]", "[source: 10]")
        .replace("{#why}", "")
        .replace("The moon", "The <b>moon");
    for (text, base) in [(text.clone(), 0), (format!("\u{feff}{}", text.replace('\n', "\r\n")), 0)] {
        let (explainer, problems) = parse("tides", &text);
        assert!(explainer.is_none());
        let places: Vec<(usize, usize)> =
            problems.iter().map(|problem| (problem.line - base, problem.column)).collect();
        assert_eq!(places, [(3, 8), (10, 8), (14, 53), (16, 1), (18, 5)]);
    }
}

#[test]
fn a_warning_does_not_hold_back_the_explainer() {
    let (explainer, problems) = parse("tides", &MINIMAL.replace(" [source: 2-3]", ""));
    assert!(explainer.is_some());
    assert_eq!(problems[0].severity, Severity::Warning);
}

#[test]
fn what_is_not_toml_does_not_hide_what_is_wrong_with_the_text() {
    let (_, problems) = parse("tides", &MINIMAL.replace("as_of = ", "as_of ").replace("{#why}", ""));
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [5, 16]);
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for unit in ["*a _b ", "> ", "- ", "[", "![", "**", "<b>", "1. ", "\t"] {
        let (explainer, problems) = parse("tides", &answer(&unit.repeat(20_000)));
        assert!(explainer.is_none() || !problems.is_empty() || unit == "[", "{unit}");
    }
    let nested = format!("{}x{}", "*a _b ".repeat(5_000), "_ c* ".repeat(5_000));
    assert!(parse("tides", &answer(&nested)).0.is_none());
    let toml = format!("+++\na = {}1{}\n+++\n", "[".repeat(50_000), "]".repeat(50_000));
    assert!(parse("tides", &toml).0.is_none());
}

/// Bits of the format, and of what attacks it.
const PIECES: [&str; 60] = [
    "+++\n",
    "format = 1\n",
    "lang = \"en\"\n",
    "title = \"T\"\n",
    "as_of = 2024-05-01\n",
    "[[source]]\n",
    "[[term]]\n",
    "id = \"a\"\n",
    "name = \"tide\"\n",
    "also = [\"tides\"]\n",
    "text = \"\"\"x\ny\"\"\"\n",
    "date = 2024-02-30\n",
    "paragraphs = 9\n",
    "when = \"late 2019 to 2020\"\n",
    "[[event]]\n",
    "[[tie]]\n",
    "kind = \"fought\"\n",
    "\"",
    "\\u202e",
    "## A tide {#a}\n\n",
    "## Why\n\n",
    "### Gaps\n\n",
    "### More\n\n",
    "A tide. ",
    "[source: 1]",
    "[source: a 1-2; b 3]",
    "[source:",
    "]",
    "[Source 4]",
    "\n\n",
    "\n",
    "\r\n",
    "\r",
    "- ",
    "1. ",
    "7. ",
    "> ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "<script>",
    "<!--",
    "-->",
    "[x](javascript:alert(1))",
    "[x](#a)",
    "[x](https://example.org)",
    "![x](y)",
    "[1]: z\n",
    "[^1]",
    "| a |\n|---|\n",
    "&#x202e;",
    "&#26;",
    "\u{202e}",
    "\u{1a}",
    "\u{0}",
    "\u{feff}",
    "é漢المد",
];

/// The rules that hold for whatever text comes in.
fn check_any(text: &str) -> Result<(), TestCaseError> {
    let (explainer, problems) = parse("any", text);
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = body.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    for problem in &problems {
        prop_assert!((1..=lines.len()).contains(&problem.line), "{problem:?}");
        let length = lines[problem.line - 1].chars().count();
        prop_assert!((1..=length + 1).contains(&problem.column), "{problem:?}");
        prop_assert!(problem.len >= 1 && problem.column + problem.len <= length.max(problem.column) + 1, "{problem:?}");
        prop_assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{problem:?}");
        prop_assert!(!problem.render("any.md", text).chars().any(|c| c != '\n' && characters::is_forbidden(c)));
    }
    prop_assert!(problems.is_sorted_by_key(|problem| (problem.line, problem.column)));
    let has_error = problems.iter().any(|problem| problem.severity == Severity::Error);
    prop_assert_eq!(explainer.is_none(), has_error);
    let all = explainer.map(|explainer| format!("{explainer:?}")).unwrap_or_default();
    // Debug output escapes what is invisible.
    for hidden in ["\\u{202e}", "\\u{1a}", "href: \"javascript"] {
        prop_assert!(!all.contains(hidden), "{}", text);
    }
    Ok(())
}

fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0..40_usize, prop::sample::select(PIECES.as_slice()), 0..3_u8);
    (prop::sample::select(vec![FULL, MINIMAL]), prop::collection::vec(edit, 1..6)).prop_map(|(text, edits)| {
        let mut text: Vec<char> = text.chars().collect();
        for (at, length, piece, kind) in edits {
            let at = at.index(text.len() + 1);
            let end = text.len().min(at + length);
            let new: Vec<char> = match kind {
                0 => Vec::new(),
                1 => piece.chars().collect(),
                _ => text[at..end].repeat(2),
            };
            text.splice(at..end, new);
        }
        text.into_iter().collect()
    })
}

proptest! {
    // `PROPTEST_CASES=10000` tries more.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_an_explainer_or_errors_within_the_text(text in any::<String>()) {
        check_any(&text)?;
    }

    #[test]
    fn any_pieces_of_the_format_do_too(pieces in prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..60)) {
        check_any(&pieces.concat())?;
        check_any(&answer(&pieces.concat()))?;
    }

    #[test]
    fn any_valid_file_with_random_edits_does_too(text in mutated()) {
        check_any(&text)?;
    }
}
