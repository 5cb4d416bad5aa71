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
