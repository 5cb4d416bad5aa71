//! What one version of a page tells the next when the reader goes over to it: where the reader was, and which answers
//! there were, so that the next one can say what changed.
//!
//! It travels in the history entry, which outlives a reload and needs no storage. A line for each fact, so that reading it
//! is looking for a line:
//!
//! ```text
//! 1240                  how far the page was scrolled, in pixels
//! who b043596f          an answer and its hash
//! who open              it was open
//! who passage 2         its third passage was the first one in view
//! ```

use super::digits::digits;
use super::progress::AnswerOutline;
use super::session::Place;

/// A page as the reader left it.
pub struct Handover(String);

impl Handover {
    /// The page with these answers, of which some are `open`; `at` is the first passage in view.
    pub fn new(answers: &[AnswerOutline], open: &[usize], at: Option<Place>, scrolled: u32) -> Self {
        let mut text = digits(scrolled as usize, 10);
        for AnswerOutline { id, hash, .. } in answers {
            text += &same(id, *hash);
        }
        for answer in open {
            text += &was_open(&answers[*answer].id);
        }
        if let Some(place) = at {
            text += &was_here(&answers[place.answer].id, place.passage);
        }
        Self(text)
    }

    /// From text; `None` where it is not one of ours.
    pub fn from_text(text: String) -> Option<Self> {
        let handover = Self(text);
        handover.scrolled().map(|_| handover)
    }

    /// As text.
    pub fn into_text(self) -> String {
        self.0
    }

    /// How far the page was scrolled, in pixels.
    pub fn scrolled(&self) -> Option<u32> {
        self.0.lines().next()?.parse().ok()
    }

    /// Whether a newer page's answer was there and the same.
    pub fn has(&self, answer: &AnswerOutline) -> bool {
        self.says(&same(&answer.id, answer.hash))
    }

    /// Whether the answer was open.
    pub fn was_open(&self, answer: &AnswerOutline) -> bool {
        self.says(&was_open(&answer.id))
    }

    /// Whether this passage of the answer was the first in view.
    pub fn was_here(&self, answer: &AnswerOutline, passage: usize) -> bool {
        self.says(&was_here(&answer.id, passage))
    }

    fn says(&self, fact: &str) -> bool {
        self.0.lines().any(|line| line == &fact[1..])
    }
}

fn same(id: &str, hash: u32) -> String {
    ["\n", id, " ", &digits(hash as usize, 16)].concat()
}

fn was_open(id: &str) -> String {
    ["\n", id, " open"].concat()
}

fn was_here(id: &str, passage: usize) -> String {
    ["\n", id, " passage ", &digits(passage, 10)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn answer(id: &str, hash: u32) -> AnswerOutline {
        AnswerOutline { id: id.into(), hash, words: vec![10; 3] }
    }

    #[test]
    fn answers_are_known_by_id_and_hash_wherever_they_stand_now() {
        let before = [answer("who", 0xb043_596f), answer("aims", 2), answer("gone", 3)];
        let at = Some(Place { answer: 1, passage: 2 });
        let text = Handover::new(&before, &[0], at, 1240).into_text();
        let handover = Handover::from_text(text).unwrap();
        assert_eq!(handover.scrolled(), Some(1240));
        assert!(handover.has(&before[0]) && !handover.has(&answer("who", 7)) && !handover.has(&answer("new", 2)));
        assert!(handover.was_open(&answer("who", 7)) && !handover.was_open(&before[1]));
        assert!(handover.was_here(&before[1], 2) && !handover.was_here(&before[1], 1));
    }

    proptest! {
        #[test]
        fn any_text_is_understood_or_left_alone(text in "\\PC*|[0-9]*[ \\n0-9a-z-]*") {
            if let Some(handover) = Handover::from_text(text) {
                prop_assert!(!handover.was_open(&answer("no-such-answer-at-all", 1)));
            }
        }
    }
}
