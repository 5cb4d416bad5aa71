//! The rules of reading progress: what counts as read, and that no merge loses it.

use super::*;
use proptest::prelude::*;

fn answer(id: &str, hash: u32, words: &[u32]) -> AnswerOutline {
    AnswerOutline { id: id.into(), hash, words: words.into() }
}

/// An answer of three passages that take a fast reader 2, 4 and 6 seconds.
fn three() -> AnswerOutline {
    answer("who", 7, &[30, 60, 90])
}

/// Parses as the browser does.
fn decode(text: &str) -> Stored {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    Progress::decode(value["v"].as_f64(), value["data"].as_str())
}

fn decoded(text: &str) -> Progress {
    match decode(text) {
        Stored::Progress(progress) => progress,
        other => panic!("{text} is {other:?}"),
    }
}

fn encoded(progress: &Progress) -> String {
    serde_json::to_string(&progress.envelope()).unwrap()
}

#[test]
fn an_outline_is_the_same_after_its_way_as_a_line() {
    for outline in [answer("who", 0xb043_596f, &[60, 42]), answer("aims", 7, &[]), answer("a-b", u32::MAX, &[0])] {
        assert_eq!(AnswerOutline::from_line(&outline.line()), outline);
    }
    assert_eq!(AnswerOutline::from_line(""), answer("", 0, &[]));
    assert_eq!(AnswerOutline::from_line("who  x 3"), answer("who", 0, &[3]));
}

#[test]
fn a_fast_reader_reads_900_words_a_minute() {
    assert!((59_400..=60_000).contains(&needed_ms(900)));
}

#[test]
fn an_answer_is_read_when_each_passage_was_in_view_long_enough() {
    let mut progress = Progress::default();
    let answer = three();
    assert_eq!(progress.status(&answer), Status::New);
    assert!(!progress.credit(&answer, &[0, 1], needed_ms(90) - 1).1);
    assert_eq!(progress.status(&answer), Status::Begun);
    assert!(!progress.credit(&answer, &[1], 1).1);
    assert!(!progress.credit(&answer, &[2], needed_ms(90) - 1).1);
    assert_eq!(progress.status(&answer), Status::Begun);
    assert!(progress.credit(&answer, &[2], 1).1);
    assert_eq!(progress.status(&answer), Status::Read);
}

#[test]
fn an_answer_read_half_in_each_of_two_tabs_is_read_at_the_next_glance() {
    // Found among ten thousand hostile stores: nothing was missing any more, and so nothing ever made it read.
    let (mut here, mut there) = (Progress::default(), Progress::default());
    here.credit(&three(), &[0, 1], 60_000);
    there.credit(&three(), &[2], 60_000);
    here.merge(&there);
    assert!(here.credit(&three(), &[1], 1).1);
    assert_eq!(here.status(&three()), Status::Read);
    assert!(!here.credit(&three(), &[1], 1).1);
}

#[test]
fn a_glance_does_not_count() {
    let mut progress = Progress::default();
    assert!(!progress.credit(&three(), &[0, 1, 2], 500).1);
    assert_eq!(progress.first_unread(&three()), Some(0));
}

#[test]
fn two_passages_in_view_at_once_share_the_time() {
    let mut progress = Progress::default();
    progress.credit(&three(), &[0, 1], needed_ms(30));
    assert_eq!(progress.first_unread(&three()), Some(1));
    assert_eq!(progress.unread_passages(&three()), 2);
}

#[test]
fn time_that_no_passage_needs_is_over() {
    let mut progress = Progress::default();
    assert_eq!(progress.credit(&three(), &[0], needed_ms(30) + 70).0, 70);
}

#[test]
fn reading_a_question_twice_counts_once() {
    let mut progress = Progress::default();
    let answer = three();
    assert!(progress.credit(&answer, &[0, 1, 2], 60_000).1);
    assert!(!progress.credit(&answer, &[0, 1, 2], 60_000).1);
}

#[test]
fn reading_goes_on_after_a_visit() {
    let mut progress = Progress::default();
    progress.credit(&three(), &[0], 1_200);
    let mut later = decoded(&encoded(&progress));
    assert_eq!(later, progress);
    later.credit(&three(), &[0], needed_ms(30) - 1_200);
    assert_eq!(later.first_unread(&three()), Some(1));
}

#[test]
fn an_edited_answer_is_updated_until_it_is_read_again() {
    let mut progress = Progress::default();
    progress.mark_read(&three());
    let edited = answer("who", 8, &[30]);
    assert_eq!(progress.status(&edited), Status::Updated);
    progress.credit(&edited, &[0], 500);
    assert_eq!(progress.status(&edited), Status::Updated);
    progress.credit(&edited, &[0], 5_000);
    assert_eq!(progress.status(&edited), Status::Read);
}

#[test]
fn an_answer_keeps_its_state_when_its_neighbours_move() {
    let mut progress = Progress::default();
    progress.mark_read(&answer("b", 1, &[10]));
    for id in ["a", "c", "0"] {
        progress.credit(&answer(id, 1, &[10]), &[0], 10);
    }
    assert_eq!(progress.status(&answer("b", 1, &[10])), Status::Read);
}

#[test]
fn minutes_left_fall_to_nought() {
    let answers = [answer("a", 1, &[230]), answer("b", 2, &[230, 1])];
    let mut progress = Progress::default();
    assert_eq!(progress.minutes_left(&answers), 3);
    progress.mark_read(&answers[1]);
    assert_eq!(progress.minutes_left(&answers), 1);
    progress.mark_read(&answers[0]);
    assert_eq!(progress.minutes_left(&answers), 0);
}

#[test]
fn marking_as_unread_wins_over_what_another_tab_remembers() {
    let mut here = Progress::default();
    here.mark_read(&three());
    let there = here.clone();
    here.mark_unread(&three());
    here.merge(&there);
    assert_eq!(here.status(&three()), Status::New);
    let mut there = there;
    there.merge(&here);
    assert_eq!(there.status(&three()), Status::New);
}

#[test]
fn clearing_can_be_undone_and_keeps_what_was_read_since() {
    let (a, b) = (answer("a", 1, &[30]), answer("b", 2, &[30]));
    let mut progress = Progress::default();
    progress.mark_read(&a);
    let before = progress.clone();
    progress.clear();
    assert!(progress.is_empty());
    let another_tab = progress.clone();
    progress.mark_read(&b);
    progress.restore(&before);
    // A tab that has seen the clearing only must not clear it anew.
    progress.merge(&another_tab);
    assert_eq!(progress.status(&a), Status::Read);
    assert_eq!(progress.status(&b), Status::Read);
}

#[test]
fn a_newer_version_is_known_as_such_and_anything_else_is_damaged() {
    for text in [r#"{"v":2,"data":{"new":"shape"}}"#, r#"{"v":4000000000}"#, r#"{"data":null,"v":2,"x":1}"#] {
        assert_eq!(decode(text), Stored::Newer, "{text}");
    }
    for text in [
        "",
        "null",
        "{",
        "[]",
        "[1]",
        "\u{0}",
        r#"{"v":0,"data":""}"#,
        r#"{"v":1}"#,
        r#"{"v":1,"data":{}}"#,
        r#"{"v":-1,"data":""}"#,
        r#"{"v":"2","data":""}"#,
        r#"{"v":1,"data":"a"}"#,
        r#"{"v":1,"data":"a -1 -"}"#,
        r#"{"v":1,"data":"a 4294967295 -"}"#,
        r#"{"v":1,"data":"a 0 xyz"}"#,
        r#"{"v":1,"data":"a 0 - 1"}"#,
        r#"{"v":1,"data":"a 0 - 1:"}"#,
        r#"{"v":1,"data":"a 0 - 1:-1"}"#,
        r#"{"v":1,"data":"a 0 - 1:99999999999"}"#,
    ] {
        assert_eq!(decode(text), Stored::Damaged, "{text}");
    }
}

#[test]
fn the_stored_form_is_as_documented() {
    let mut progress = Progress::default();
    progress.mark_read(&answer("who", 0xb043_596f, &[30]));
    progress.credit(&answer("who", 0x77aa_0011, &[100, 100]), &[0], 4_100);
    progress.mark_unread(&answer("aims", 1, &[30]));
    assert_eq!(encoded(&progress), r#"{"v":1,"data":"aims 1 -\nwho 0 b043596f 77aa0011:4100,0"}"#);
}

#[test]
fn a_stored_text_with_entries_out_of_order_or_twice_is_put_in_order() {
    let tidy = decoded(r#"{"v":1,"data":"b 0 3,2,3 9:5,1 2:1 9:1,7,0\na 0 -\nb 0 1"}"#);
    assert_eq!(encoded(&tidy), r#"{"v":1,"data":"a 0 -\nb 0 1,2,3 9:5,7,0"}"#);
}

#[test]
fn at_the_last_generation_acts_still_leave_what_can_be_read() {
    let mut progress = decoded(r#"{"v":1,"data":"who 1073741823 1"}"#);
    let (who, before) = (answer("who", 1, &[30]), progress.clone());
    assert_eq!(progress.status(&who), Status::Read);
    progress.mark_unread(&who);
    assert_eq!(decoded(&encoded(&progress)).status(&who), Status::New);
    progress.restore(&before);
    assert_eq!(decoded(&encoded(&progress)).status(&who), Status::Read);
}

/// Any record that acts of readers can make, and some that they cannot.
fn any_progress() -> impl Strategy<Value = Progress> {
    let hash = 0..4_u32;
    let seen = (hash.clone(), prop::collection::vec(0..5_u32, 0..4));
    let record = ("[abc]", 0..3_u32, prop::collection::vec(hash, 0..3), prop::collection::vec(seen, 0..3));
    prop::collection::vec(record, 0..4).prop_map(|records| {
        let record = |(id, generation, read, seen)| Record { id, generation, read, seen };
        decoded(&encoded(&Progress(records.into_iter().map(record).collect())))
    })
}

fn merged(a: &Progress, b: &Progress) -> Progress {
    let mut merged = a.clone();
    merged.merge(b);
    merged
}

proptest! {
    #[test]
    fn merging_is_commutative(a in any_progress(), b in any_progress()) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
    }

    #[test]
    fn merging_is_associative(a in any_progress(), b in any_progress(), c in any_progress()) {
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn merging_is_idempotent(a in any_progress(), b in any_progress()) {
        let once = merged(&a, &b);
        prop_assert_eq!(merged(&once, &b), once.clone());
        prop_assert_eq!(merged(&once, &once), once);
    }

    #[test]
    fn merging_never_loses_a_read_answer(mut a in any_progress(), b in any_progress(), hash in 0..4_u32) {
        // The other tab knows no act that took something away later than this tab does.
        let outline = answer("a", hash, &[10]);
        let latest = b.record("a").map_or(0, |record| record.generation);
        a.record_mut("a").generation = latest.max(a.record_mut("a").generation);
        a.mark_read(&outline);
        prop_assert_eq!(merged(&a, &b).status(&outline), Status::Read);
        prop_assert_eq!(merged(&b, &a).status(&outline), Status::Read);
    }

    #[test]
    fn reading_only_ever_grows(mut progress in any_progress(), visible in prop::collection::vec(0..3_usize, 0..4), ms in 0..20_000_u32) {
        let (before, answer) = (progress.clone(), three());
        let (over, _) = progress.credit(&answer, &visible, ms);
        prop_assert!(over <= ms);
        prop_assert!(progress.unread_passages(&answer) <= before.unread_passages(&answer));
        prop_assert_eq!(merged(&before, &progress), progress);
    }

    #[test]
    fn what_is_stored_is_what_was_meant(progress in any_progress()) {
        prop_assert_eq!(decoded(&encoded(&progress)), progress);
    }

    #[test]
    fn no_stored_text_does_harm(text in ".*") {
        let _ = decode(&text);
    }

    #[test]
    fn no_damage_to_a_stored_text_does_harm(progress in any_progress(), at in any::<prop::sample::Index>(), with in any::<char>()) {
        let mut text: Vec<char> = encoded(&progress).chars().collect();
        let at = at.index(text.len());
        text[at] = with;
        if let Stored::Progress(read) = decode(&text.into_iter().collect::<String>()) {
            // Whatever it now says, the page can live with it.
            let mut read = read;
            read.credit(&three(), &[0, 1, 2], u32::MAX);
            prop_assert_eq!(read.status(&three()), Status::Read);
            read.clear();
            prop_assert!(read.is_empty());
        }
    }
}
