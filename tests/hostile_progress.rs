//! Ten thousand damaged and hostile stored values: reading one never panics, what comes of it can be lived with, and one of a
//! newer version is never written over. `tests/browser/hostile.rs` does the same in a page.

use backgrounder::model::progress::{AnswerOutline, Progress, Status, Stored};
use backgrounder::model::session::Session;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestRunner;
use std::cell::Cell;
use std::io::Write;

const COUNT: u32 = 10_000;

/// Numbers at the edges of what is understood, and what is no number.
const NUMBERS: [&str; 14] = [
    "0",
    "1",
    "30",
    "4294967295",
    "4294967296",
    "1073741822",
    "1073741823",
    "1073741824",
    "-1",
    "-0",
    "1.5",
    "1e3",
    "",
    "٣",
];

const VERSIONS: [&str; 14] =
    ["1", "1", "1", "1", "2", "1.5", "99", "1e308", "0", "-1", "null", "\"2\"", "[2]", "1e999"];

const ATTACKS: [&str; 12] =
    ["\0", "\u{202e}", "\\ud800", "<script>", "__proto__", "\"", "\\", "{", "}", "\n", " ", "\\u0000"];

/// A line of the stored form: a tame one is understood, a wild one as a rule not.
fn line(is_wild: bool) -> impl Strategy<Value = String> {
    let wild = u32::from(is_wild);
    let tame = || select(&["0", "1", "2", "2000", "90000", "1073741823"][..]);
    let number = move || prop_oneof![4 => tame(), wild => select(&NUMBERS[..])].prop_map(str::to_owned);
    let hash = move || prop_oneof![4 => "7|8|0|ffffffff|[0-9a-f]{1,8}", wild => "[0-9a-z]{1,9}"];
    let hashes = prop::collection::vec(hash(), 0..4).prop_map(|list| join(&list));
    let times = prop::collection::vec(number(), 0..5).prop_map(|list| join(&list));
    let seen = prop::collection::vec((hash(), times).prop_map(|(hash, ms)| format!(" {hash}:{ms}")), 0..3);
    let id = select(&["who", "aims", "gone", "__proto__", "", "<b>"][..]);
    (id, number(), hashes, seen)
        .prop_map(|(id, generation, read, seen)| format!("{id} {generation} {read}{}", seen.concat()))
}

fn join(list: &[String]) -> String {
    if list.is_empty() { "-".to_owned() } else { list.join(",") }
}

/// A stored text, and often damage to it.
fn stored() -> impl Strategy<Value = String> {
    let whole = || {
        let lines = any::<bool>().prop_flat_map(|is_wild| prop::collection::vec(line(is_wild), 0..6));
        (select(&VERSIONS[..]), lines)
            .prop_map(|(version, lines)| format!("{{\"v\":{version},\"data\":\"{}\"}}", lines.join("\\n")))
    };
    let damage = prop::collection::vec((any::<Index>(), 0..9_usize, select(&ATTACKS[..])), 1..3);
    let damaged = (whole(), damage).prop_map(|(text, damage)| {
        damage.into_iter().fold(text, |text, (at, length, with)| {
            let letters: Vec<char> = text.chars().collect();
            let at = at.index(letters.len() + 1);
            let rest = letters.len().min(at + length);
            letters[..at].iter().collect::<String>() + with + &letters[rest..].iter().collect::<String>()
        })
    });
    prop_oneof![5 => whole(), 4 => damaged, 1 => "\\PC*"]
}

/// Parses as the browser does.
fn decode(text: &str) -> Stored {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    Progress::decode(value["v"].as_f64(), value["data"].as_str())
}

fn outlines() -> Vec<AnswerOutline> {
    [("who", 7), ("aims", 8)].map(|(id, hash)| AnswerOutline { id: id.into(), hash, words: vec![30, 60, 90] }).into()
}

/// What a reader can do with it, from any state.
fn live_with(progress: &Progress) -> Result<(), TestCaseError> {
    let answers = outlines();
    let stored = serde_json::to_string(&progress.envelope()).unwrap();
    prop_assert_eq!(decode(&stored), Stored::Progress(progress.clone()), "what is stored is what was meant");
    let mut twice = progress.clone();
    twice.merge(progress);
    prop_assert_eq!(&twice, progress);
    let before = progress.clone();
    let mut progress = progress.clone();
    progress.credit(&answers[0], &[0, 1, 2], u32::MAX);
    prop_assert_eq!(progress.status(&answers[0]), Status::Read);
    progress.mark_unread(&answers[0]);
    prop_assert_eq!(progress.status(&answers[0]), Status::New);
    progress.mark_read(&answers[1]);
    progress.clear();
    prop_assert!(progress.is_empty());
    prop_assert_eq!(progress.minutes_left(&answers), 2);
    progress.restore(&before);
    for answer in &answers {
        prop_assert_eq!(progress.status(answer), before.status(answer), "starting again is undone");
    }
    Ok(())
}

#[test]
fn no_hostile_stored_value_breaks_a_session_or_is_written_over_where_it_is_newer() {
    let counts = Cell::new((0, 0, 0));
    let config = ProptestConfig { cases: COUNT, failure_persistence: None, ..ProptestConfig::default() };
    let result = TestRunner::new(config).run(&stored(), |text| {
        let (mut read, mut newer, mut damaged) = counts.get();
        let mut session = Session::new(outlines());
        let value = decode(&text);
        session.take(&value);
        match &value {
            Stored::Progress(progress) => {
                live_with(progress)?;
                read += 1;
            }
            Stored::Newer => newer += 1,
            Stored::Damaged => damaged += 1,
        }
        // Told from the text alone, by another reader than the page's.
        let version = serde_json::from_str::<serde_json::Value>(&text).ok().and_then(|value| value["v"].as_f64());
        prop_assert_eq!(value == Stored::Newer, version.is_some_and(|version| version > 1.0));
        session.mark(0);
        session.start_again();
        session.undo();
        session.mark(1);
        prop_assert_eq!(session.may_write(), value != Stored::Newer);
        prop_assert!(session.shown().answers.len() == 2 && session.shown().read <= 2);
        counts.set((read, newer, damaged));
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
    let (read, newer, damaged) = counts.get();
    assert!(read > 500 && newer > 500 && damaged > 500, "{read} {newer} {damaged}: too few of a kind");
    // Past the harness, which keeps what a test prints when it passes.
    let mut stdout = std::io::stdout();
    writeln!(
        stdout,
        "{COUNT} hostile stored values, natively: none broke a session, none overwrote a newer version ({read} read, {newer} \
         newer, {damaged} damaged)"
    )
    .unwrap();
}
