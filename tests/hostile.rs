//! Ten thousand broken files: reading one never panics and always ends, and what is published of it runs nothing.

use backgrounder::model::explainer::Explainer;
use backgrounder::model::import::draft;
use backgrounder::model::parse::parse;
use backgrounder::model::problem::{Rule, Severity};
use backgrounder::model::readability::grade;
use backgrounder::model::when::Day;
use backgrounder::publish::{settings::Settings, site::pages};
use backgrounder::view::document::Bundle;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// What is mutated.
const FILES: [&str; 4] = [
    include_str!("fixtures/good/minimal.md"),
    include_str!("fixtures/good/urdu.md"),
    include_str!("fixtures/good/full.md"),
    include_str!("../seeds/isis-k.md"),
];

/// What attacks a page, a parser or a terminal.
const ATTACKS: [&str; 30] = [
    "<script>alert(1)</script>",
    "</script><script>",
    "<img src=x onerror=alert(1)>",
    "\" onclick=\"alert(1)",
    "' onmouseover='alert(1)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    "[x](https://example.org/\"onclick=alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "url = \"javascript:alert(1)\"\n",
    "title = \"</title><script>alert(1)</script>\"\n",
    "<!--",
    "--><script>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[2J",
    "+++\n",
    "[[term]]\n",
    "[source: 1]",
    "[source: 99999999999]",
    "## x {#x onclick=alert(1)}\n",
    "{{",
    "%s",
    "\u{2028}",
];

/// A change of a file; places are fractions of its length.
#[derive(Clone, Debug)]
enum Edit {
    DeleteBytes(Index, usize),
    DuplicateBytes(Index, usize, Index),
    Insert(Index, usize),
    SetByte(Index, u8),
    DeleteLine(Index),
    DuplicateLine(Index, Index),
    /// Goes on as another file from some place.
    Splice(Index, usize, Index),
    /// Puts an opening sign before a place many times, and a closing one behind.
    Nest(Index, usize, usize),
}

const NESTS: [(&str, &str); 8] =
    [("*a ", " a*"), ("**", "**"), ("> ", ""), ("- ", ""), ("[", "](#why)"), ("(", ")"), ("<b>", "</b>"), ("  ", "")];

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        1 => (at(), 1..60_usize).prop_map(|(at, length)| Edit::DeleteBytes(at, length)),
        1 => (at(), 1..60_usize, at()).prop_map(|(at, length, to)| Edit::DuplicateBytes(at, length, to)),
        3 => (at(), 0..ATTACKS.len()).prop_map(|(at, attack)| Edit::Insert(at, attack)),
        1 => (at(), any::<u8>()).prop_map(|(at, byte)| Edit::SetByte(at, byte)),
        1 => at().prop_map(Edit::DeleteLine),
        1 => (at(), at()).prop_map(|(from, to)| Edit::DuplicateLine(from, to)),
        1 => (at(), 0..FILES.len(), at()).prop_map(|(at, file, from)| Edit::Splice(at, file, from)),
        1 => (at(), 0..NESTS.len(), 1..200_usize).prop_map(|(at, nest, depth)| Edit::Nest(at, nest, depth)),
    ]
}

fn apply(edit: &Edit, text: &mut Vec<u8>) {
    let place = |at: &Index, text: &[u8]| at.index(text.len() + 1);
    match edit {
        Edit::DeleteBytes(at, length) => {
            let at = place(at, text);
            text.drain(at..text.len().min(at + length));
        }
        Edit::DuplicateBytes(at, length, to) => {
            let (at, to) = (place(at, text), place(to, text));
            let piece = text[at..text.len().min(at + length)].to_vec();
            text.splice(to..to, piece);
        }
        Edit::Insert(at, attack) => {
            let at = place(at, text);
            text.splice(at..at, ATTACKS[*attack].bytes());
        }
        Edit::SetByte(at, byte) => {
            let at = place(at, text);
            if let Some(place) = text.get_mut(at) {
                *place = *byte;
            }
        }
        Edit::DeleteLine(at) => {
            let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
            if !lines.is_empty() {
                lines.remove(at.index(lines.len()));
                *text = lines.concat();
            }
        }
        Edit::DuplicateLine(from, to) => {
            let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
            if !lines.is_empty() {
                lines.insert(to.index(lines.len()), lines[from.index(lines.len())]);
                *text = lines.concat();
            }
        }
        Edit::Splice(at, file, from) => {
            text.truncate(place(at, text));
            let other = FILES[*file].as_bytes();
            text.extend(&other[from.index(other.len())..]);
        }
        Edit::Nest(at, nest, depth) => {
            let at = place(at, text);
            let (open, close) = NESTS[*nest];
            let end = text[at..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |line| at + line);
            text.splice(end..end, close.repeat(*depth).into_bytes());
            text.splice(at..at, open.repeat(*depth).into_bytes());
        }
    }
}

fn bundle() -> Bundle {
    let [script, wasm, search] = ["a.js", "a.wasm", "b.js"].map(str::to_owned);
    Bundle { script, wasm, search, ..Bundle::default() }
}

/// Every page of an explainer, with its path.
fn pages_of(explainer: &Explainer) -> impl Iterator<Item = (String, String)> {
    let files = pages(std::slice::from_ref(explainer), &Settings::default(), &bundle());
    let html = files.into_iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "html"));
    html.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
}

/// How a data block begins.
const DATA: &str = "<script type=\"application/ld+json\">";

/// The scripts of a page as they stand there.
fn scripts(html: &str) -> impl Iterator<Item = &str> {
    let all =
        html.match_indices("<script").map(|(at, _)| html[at..].split_inclusive("</script>").next().unwrap_or_default());
    // Data runs nothing, as long as nothing in it ends its element.
    all.filter(|script| {
        script.strip_prefix(DATA).and_then(|data| data.split_once('<')).is_none_or(|(_, end)| end != "/script>")
    })
}

/// The scripts that we put into pages: those of a file that nobody has broken.
fn own_scripts() -> BTreeSet<String> {
    let explainer = parse("any", FILES[0]).0.unwrap();
    pages_of(&explainer).flat_map(|(_, html)| scripts(&html).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// What in a page could run that we did not put there. A page has a policy that allows no script but its own; all the same
/// none may get in.
fn what_runs(html: &str, own: &BTreeSet<String>) -> Option<String> {
    if let Some(script) = scripts(html).find(|script| !own.contains(*script)) {
        return Some(script.to_owned());
    }
    // What stands in a script of ours is none of the page's.
    let html = own.iter().fold(html.to_owned(), |html, script| html.replace(script.as_str(), ""));
    for tag in html.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic())) {
        for (name, value) in attributes(tag) {
            let value = value.replace(|c: char| c.is_whitespace() || c.is_control(), "").to_lowercase();
            if name.starts_with("on") || value.starts_with("javascript:") || value.starts_with("data:text") {
                return Some(format!("<{tag}"));
            }
        }
    }
    None
}

/// The attributes of a tag, up to its end.
fn attributes(tag: &str) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let name =
            &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len())];
        if name.is_empty() {
            return found;
        }
        rest = &rest[name.len()..];
        let mut value = "";
        if let Some(quoted) = rest.strip_prefix("=\"") {
            value = quoted.split('"').next().unwrap_or("");
            rest = quoted.get(value.len() + 1..).unwrap_or("");
        } else if let Some(bare) = rest.strip_prefix('=') {
            value = &bare[..bare.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(bare.len())];
            rest = &bare[value.len()..];
        }
        found.push((name.to_lowercase(), value));
    }
}

#[test]
fn the_search_finds_what_could_run() {
    let own = own_scripts();
    assert_eq!(own.len(), 8, "the start of three pages, the search, the embed's two, the two of its options: {own:?}");
    for html in [
        "<p><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a class=\"a\" onclick=\"x\">",
        "<a href=\" JavaScript:alert(1)\">",
        "<a href=\"java\nscript:alert(1)\">",
        "<script type=\"application/ld+json\">{}<script>alert(1)</script>",
    ] {
        assert!(what_runs(html, &own).is_some(), "{html}");
    }
    assert_eq!(what_runs("<a href=\"https://example.org\" title=\"on=off\">onclick=x &lt;script</a>", &own), None);
}

/// Breaks some of [`FILES`] in many ways.
fn break_files(which: Range<usize>, count: u32) {
    let cases = Cell::new((0, 0, 0));
    let own = own_scripts();
    let config = ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() };
    let files = (which, prop::collection::vec(edit(), 1..5));
    let result = TestRunner::new(config).run(&files, |(file, edits)| {
        let mut bytes = FILES[file].as_bytes().to_vec();
        for edit in &edits {
            apply(edit, &mut bytes);
        }
        let text = String::from_utf8_lossy(&bytes);
        let (explainer, problems) = parse("any", &text);
        for problem in &problems {
            let hidden = ['\u{1b}', '\u{202e}', '\0'];
            prop_assert!(!problem.render("any.md", &text).contains(hidden));
        }
        let has_error = problems.iter().any(|problem| problem.severity == Severity::Error);
        prop_assert_eq!(explainer.is_none(), has_error);
        let (all, read, published) = cases.get();
        let mut searched = 0;
        if let Some(explainer) = &explainer {
            for question in &explainer.questions {
                prop_assert!(grade(explainer.lang, &question.passages).is_none_or(f64::is_finite));
            }
            for (path, html) in pages_of(explainer) {
                searched += 1;
                if let Some(what) = what_runs(&html, &own) {
                    return Err(TestCaseError::fail(format!("{what} in {path} of\n{text}")));
                }
            }
        }
        cases.set((all + 1, read + usize::from(explainer.is_some()), published + searched));
        Ok(())
    });
    let (all, read, published) = cases.get();
    // Past the harness, which keeps what a test prints when it passes.
    let mut stdout = std::io::stdout();
    writeln!(
        stdout,
        "{all} hostile files: none panicked, nothing that runs got into a page ({read} read without an error, {published} \
         pages searched)"
    )
    .unwrap();
    result.unwrap_or_else(|error| panic!("{error}"));
    assert!(read > count as usize / 50, "{read} valid files are too few to say anything about pages");
}

#[test]
fn no_broken_short_file_panics_or_puts_anything_that_runs_into_a_page() {
    break_files(0..2, 8_000);
}

#[test]
fn no_broken_long_file_panics_or_puts_anything_that_runs_into_a_page() {
    break_files(2..4, 2_000);
}

/// Ten thousand pieces, each made from its number.
fn many(piece: impl Fn(usize) -> String) -> String {
    (0..10_000).map(piece).collect()
}

/// The minimal file with something in place of its answer.
fn answer(text: &str) -> String {
    FILES[0].replace("The moon pulls the sea towards it. [source: 2-3]", text)
}

#[test]
fn large_files_are_read_to_their_end() {
    let check = |unit: &str, size: usize| {
        let text = answer(&unit.repeat(size / unit.len()));
        for problem in parse("large", &text).1 {
            assert!(problem.render("large.md", &text).len() < 2_000, "{unit}");
        }
    };
    let units =
        ["a", "[", "[a](", "[source:", "*", "_a ", "<", "&", "`", "\\", "(", " (", "A-B ", "NATO ", "TODO ", "- "];
    for unit in units.into_iter().chain(["> ", "| ", "\u{1}", "é", "## a\n\n", "- a\n", "a\n\n", "### Gaps\n\n"]) {
        check(unit, 200_000);
    }
    // A line of a million bytes, and problems all along it.
    for unit in ["a ", "*a", "[source: 1] ", "[a](#b) "] {
        check(unit, 1_000_000);
    }
    let front = |toml: &str| FILES[0].replacen("\n\n[[source]]", &format!("\n{toml}\n[[source]]"), 1);
    let long = front(&format!("notice = \"{}\"\n", "a ".repeat(500_000)));
    assert!(parse("large", &long).0.is_some());
    let unknown: String = many(|n| format!("key{n} = 1\n"));
    assert!(parse("large", &front(&unknown)).0.is_none());
}

#[test]
fn large_articles_become_drafts_without_errors() {
    let today = Day::new(2024, 5, 1).unwrap();
    let acronyms: String = many(|n| format!("A{} ", letters(n)));
    let dates: String = many(|n| format!("In {} it rose.\n", 1000 + n % 1200));
    let questions: String = many(|n| format!("Why {n}?\nThe sea , {n}.\n"));
    let repeated =
        ["a ", "a", "A ", "A B ", "(AB) ", "AB (", "known as AB ", ". ", "“”", "1. ", "\n", "Expand\n", "the of "];
    let repeated = repeated.map(|unit| unit.repeat(200_000 / unit.len()));
    for text in [acronyms, dates, questions].iter().chain(&repeated) {
        let draft = draft(text, today);
        assert!(parse("draft", &draft.text).0.is_some(), "{}", &text[..20]);
    }
}

/// A number in capital letters.
fn letters(mut number: usize) -> String {
    let mut letters = String::new();
    while letters.len() < 4 {
        letters.push((b'A'..=b'Z').nth(number % 26).unwrap().into());
        number /= 26;
    }
    letters
}

#[test]
fn ten_thousand_terms_sources_questions_and_references_are_read() {
    let terms: String =
        many(|n| format!("\n[[term]]\nid = \"t{n}\"\nname = \"tide {n}\"\nalso = [\"ebb{n}\"]\ntext = \"Of {n}.\"\n"));
    let sources: String =
        many(|n| format!("\n[[source]]\nid = \"s{n}\"\ntitle = \"S\"\ndate = 2024-04-30\nparagraphs = 9\n"));
    let actors: String = many(|n| format!("\n[[actor]]\nid = \"a{n}\"\nname = \"A\"\nterm = \"t{n}\"\n"));
    let ties: String = many(|n| {
        format!(
            "\n[[tie]]\nfrom = \"a{n}\"\nkind = \"fought\"\nto = \"a{}\"\nanswer = \"q{n}\"\ntext = \"T.\"\n",
            (n + 1) % 10_000
        )
    });
    let questions: String =
        many(|n| format!("## Why {n}? {{#q{n}}}\n\nThe tide {n}. See [it](#q{n}). [source: s{n} 1]\n\n"));
    let head = "+++\nformat = 1\nlang = \"en\"\ntitle = \"T\"\nas_of = 2024-05-01\n";
    let good = format!("{head}{sources}{terms}{actors}{ties}+++\n\nTides. [source: s1 1]\n\n{questions}");
    let (explainer, problems) = parse("many", &good);
    assert_eq!(explainer.map(|explainer| explainer.terms.len()), Some(10_000), "{:#?}", problems.first());
    // The same with each reference misspelt: for each a suggestion is looked for.
    let bad = good.replace("(#q", "(#qq").replace("[source: s", "[source: ss").replace("answer = \"q", "answer = \"qq");
    let (explainer, problems) = parse("many", &bad);
    assert!(explainer.is_none());
    assert!(problems.iter().any(|problem| problem.rule == Rule::DeadLink || problem.rule == Rule::UnknownSource));
    assert!(problems.iter().any(|problem| problem.rule == Rule::TooManyProblems));
}
