//! The rules for questions and their answers.

use super::{ids, too_long, unique};
use crate::model::explainer::{Block, plain_text};
use crate::model::parse::draft::{Draft, DraftPassage, DraftQuestion};
use crate::model::problem::{Problems, Rule};
use std::collections::BTreeSet;

/// The longest introduction that passes without a warning: it stands between the reader and the questions.
const MOST_WORDS: u32 = 200;

/// Reports missing parts, ids that are missing or taken, empty answers, passages without source and dead links.
pub(super) fn check(draft: &Draft, problems: &mut Problems<'_>) {
    let prose = &draft.prose;
    if prose.deck.is_empty() {
        let help = "say in a paragraph or two, before the first question, what it is about";
        problems.report(Rule::MissingIntroduction, draft.opening.clone(), "there is no introduction", help);
    }
    if prose.questions.is_empty() {
        let help = "begin each one with a line like `## Why are there tides? {#why}`";
        problems.report(Rule::MissingQuestions, draft.opening.clone(), "there are no questions", help);
    }
    unique("question", prose.questions.iter().filter_map(|question| question.id.as_ref()), problems);
    let taken: BTreeSet<&str> = known(&prose.questions).collect();
    let mut suggested = BTreeSet::new();
    for (at, question) in prose.questions.iter().enumerate() {
        check_question(question, problems);
        if question.id.is_none() && !question.title.value.is_empty() {
            let mut id = ids::slug(&question.title.value, at + 1);
            if taken.contains(id.as_str()) || suggested.contains(&id) {
                id = format!("{id}-{}", at + 1);
            }
            let help = format!("write an id after it, which then never changes: `{{#{id}}}`");
            problems.report(Rule::MissingId, question.title.span.clone(), "this question has no id", help);
            suggested.insert(id);
        }
    }
    let words: u32 = prose.deck.iter().map(|passage| passage.passage.words).fold(0, u32::saturating_add);
    if words > MOST_WORDS {
        let message = format!("this introduction is long: {words} words");
        let help = format!("readers came for the answers; try to stay under {MOST_WORDS}");
        problems.report(Rule::TooLong, prose.deck[0].span.clone(), message, help);
    }
    for link in &prose.links {
        if !taken.contains(link.value.as_str()) {
            let message = format!("no question has the id `{}`", ids::short(&link.value));
            problems.report_with(Rule::DeadLink, link.span.clone(), message, || {
                ids::suggest(&link.value, || known(&prose.questions))
            });
        }
    }
    // Without any source in the file its absence is reported, not each place that lacks one.
    if draft.front.as_ref().is_some_and(|front| !front.sources.is_empty()) {
        without_source(&prose.deck, problems);
        prose.questions.iter().for_each(|question| answer_without_source(question, problems));
    }
}

/// The ids of the questions that have one.
pub(super) fn known(questions: &[DraftQuestion]) -> impl Iterator<Item = &str> {
    questions.iter().filter_map(|question| question.id.as_ref()).map(|id| id.value.as_str())
}

fn check_question(question: &DraftQuestion, problems: &mut Problems<'_>) {
    if let Some(id) = question.id.as_ref().filter(|id| ids::is_reserved(&id.value)) {
        let message = format!("the page itself uses the id `{}`", ids::short(&id.value));
        problems.report(Rule::ReservedId, id.span.clone(), message, "choose another id");
    }
    if question.title.value.is_empty() {
        problems.report(
            Rule::EmptyQuestion,
            question.title.span.clone(),
            "this question has no words",
            "write the question after the `##`",
        );
    }
    if question.passages.iter().all(|passage| matches!(passage.passage.block, Block::Heading(_))) {
        let help = "write at least one paragraph under it; what the source does not say can stand under `### Gaps`";
        problems.report(Rule::EmptyAnswer, question.title.span.clone(), "this question has no answer", help);
    }
    too_long("question", Some(&question.title), 120, problems);
}

/// An answer without any source is reported once.
fn answer_without_source(question: &DraftQuestion, problems: &mut Problems<'_>) {
    let is_text = |passage: &&DraftPassage| !matches!(passage.passage.block, Block::Heading(_));
    let texts: Vec<&DraftPassage> = question.passages.iter().filter(is_text).collect();
    if texts.len() > 1 && texts.iter().all(|passage| passage.cites.is_empty() && !passage.has_mark) {
        let help = "end each passage with the paragraphs it rests on, like `[source: 4]`";
        problems.report(Rule::UncitedAnswer, question.title.span.clone(), "this answer names no source", help);
    } else {
        without_source(&question.passages, problems);
    }
}

fn without_source(passages: &[DraftPassage], problems: &mut Problems<'_>) {
    for (at, passage) in passages.iter().enumerate() {
        // A line that only leads to a list or quotation rests on what that one rests on.
        let leads_on = at_end_of(passage, ':')
            && passages
                .get(at + 1)
                .is_some_and(|next| matches!(next.passage.block, Block::List { .. } | Block::Quote(_)));
        let is_heading = matches!(passage.passage.block, Block::Heading(_));
        if passage.cites.is_empty() && !passage.has_mark && !leads_on && !is_heading {
            let help = "end it with the paragraphs it rests on, like `[source: 4]`";
            problems.report(Rule::UncitedPassage, passage.end.clone(), "this passage names no source", help);
        }
    }
}

fn at_end_of(passage: &DraftPassage, sign: char) -> bool {
    let runs = passage.passage.block.runs();
    runs.last().is_some_and(|run| plain_text(run).ends_with(sign))
}
