//! A visit as a reader lives it.

use super::*;

fn session() -> Session {
    let answer = |id: &str, hash, words: &[u32]| AnswerOutline { id: id.into(), hash, words: words.into() };
    let mut session = Session::new(vec![answer("who", 1, &[15, 15]), answer("why", 2, &[15])]);
    session.start(Keeping::Kept);
    session
}

const fn place(answer: usize, passage: usize) -> Place {
    Place { answer, passage }
}

/// Reads for `seconds`, in ticks of half a second.
fn read(session: &mut Session, visible: &[Place], seconds: u32) {
    for _ in 0..seconds * 2 {
        session.tick(visible, 500);
    }
}

#[test]
fn before_a_script_runs_nothing_is_read_and_nothing_can_be_done() {
    let shown = Shown::unread(&session().answers);
    assert!(!shown.live && shown.resume.is_none() && !shown.can_clear && !shown.can_undo);
    assert_eq!(shown.answers, [Status::New, Status::New]);
}

#[test]
fn reading_is_credited_in_reading_order_across_answers() {
    let mut session = session();
    let all = session.places();
    read(&mut session, &all, 1);
    assert_eq!(session.shown().resume, Some(place(0, 1)));
    read(&mut session, &all, 1);
    assert_eq!(session.shown().resume, Some(place(1, 0)));
    assert_eq!(session.shown().said, Said::AnswerRead { read: 1, of: 2 });
    read(&mut session, &all, 1);
    assert_eq!((session.shown().resume, session.shown().read), (None, 2));
}

#[test]
fn a_machine_that_slept_read_nothing_meanwhile() {
    let mut session = session();
    let all = session.places();
    session.tick(&all, 3_600_000);
    assert_eq!(session.shown().read, 0);
}

#[test]
fn a_tick_that_finishes_nothing_is_not_worth_storing() {
    let mut session = session();
    assert!(!session.tick(&[place(0, 0)], 500));
    assert!(session.tick(&[place(0, 0)], 500));
    assert!(!session.tick(&[], 500));
}

#[test]
fn a_return_is_offered_the_first_unread_place() {
    let mut first = session();
    read(&mut first, &[place(1, 0)], 1);
    let mut second = session();
    second.take(&Stored::Progress(first.progress().clone()));
    assert_eq!(second.shown().resume, Some(place(0, 0)));
    assert_eq!(second.shown().answers, [Status::New, Status::Read]);
}

#[test]
fn marking_toggles_and_says_so() {
    let mut session = session();
    session.mark(1);
    assert_eq!(session.shown().answers, [Status::New, Status::Read]);
    assert_eq!(session.shown().said, Said::MarkedRead { read: 1, of: 2 });
    session.mark(1);
    assert_eq!(session.shown().answers, [Status::New, Status::New]);
    assert_eq!(session.shown().said, Said::MarkedUnread { read: 0, of: 2 });
}

#[test]
fn starting_again_can_be_undone_once() {
    let mut session = session();
    session.mark(0);
    session.start_again();
    assert!(session.shown().can_undo && !session.shown().can_clear);
    session.undo();
    assert!(!session.shown().can_undo && session.shown().can_clear);
    assert_eq!(session.shown().read, 1);
}

#[test]
fn the_same_message_twice_is_announced_twice() {
    let mut session = session();
    session.say(Said::LinkCopied);
    let first = session.shown();
    session.say(Said::LinkCopied);
    assert_ne!(first, session.shown());
}

#[test]
fn a_store_of_a_newer_build_is_never_written_to() {
    let mut session = session();
    session.take(&Stored::Newer);
    session.mark(0);
    assert!(!session.may_write());
    assert_eq!(session.shown().keeping, Keeping::Newer);
}

#[test]
fn that_something_was_damaged_stays_said() {
    let mut session = session();
    session.take(&Stored::Damaged);
    session.keep(Keeping::Kept);
    assert_eq!(session.shown().keeping, Keeping::Damaged);
    session.keep(Keeping::Full);
    assert_eq!(session.shown().keeping, Keeping::Full);
}

#[test]
fn a_reader_who_empties_the_store_is_forgotten_here_too() {
    let mut session = session();
    session.mark(0);
    session.forget();
    assert!(session.progress().is_empty());
}

#[test]
fn the_line_about_offline_reading_says_the_weightiest_and_each_thing_once() {
    let mut session = session();
    session.is_version("27 August 2021".into());
    session.connected(true);
    assert_eq!((session.shown().offline, session.shown().said), (Offline::Unknown, Said::Nothing));
    session.saved(true);
    let saved = session.shown();
    assert_eq!((saved.offline, saved.said), (Offline::Saved, Said::Offline));
    session.saved(true);
    assert_eq!(session.shown(), saved);

    session.connected(false);
    let lost = session.shown();
    assert_eq!(
        (lost.offline, lost.offline_of.as_str(), lost.said),
        (Offline::Disconnected, "27 August 2021", Said::Offline)
    );
    session.connected(false);
    assert_eq!(session.shown(), lost);
    session.connected(true);
    assert_eq!((session.shown().offline, session.shown().said), (Offline::Saved, Said::Nothing));

    session.newer();
    assert_eq!((session.shown().offline, session.shown().said), (Offline::Newer, Said::Offline));
    let ready = session.shown();
    session.newer();
    session.connected(false);
    session.connected(true);
    assert_eq!(session.shown(), ready, "what waits for an answer stays");
}

#[test]
fn on_a_return_it_is_no_news_that_the_page_is_saved() {
    let mut session = session();
    session.saved(false);
    assert_eq!((session.shown().offline, session.shown().said), (Offline::Saved, Said::Nothing));
}

#[test]
fn a_newer_version_says_which_answers_changed_and_knows_where_the_reader_was() {
    let before = session();
    let handover = before.hand_over(&[1], Some(place(1, 0)), 300);
    let mut after = session();
    after.answers[1].hash = 7;
    assert!(after.was_open(&handover, 1) && !after.was_open(&handover, 0));
    assert_eq!(after.was_at(&handover), Some(2));
    after.switched(&handover);
    after.saved(false);
    let shown = after.shown();
    assert_eq!((shown.offline, shown.offline_of.as_str(), shown.said), (Offline::Switched, "2", Said::Offline));

    let mut same = session();
    same.switched(&handover);
    assert_eq!((same.shown().offline, same.shown().offline_of.as_str()), (Offline::Switched, ""));
}
