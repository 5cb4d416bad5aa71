//! From a draft to an explainer.
//!
//! `None` where something is missing, which was reported when it was read. References that lead nowhere were reported
//! by [`check`](crate::model::check) and are left out here, so that the later steps can still look at the rest.

use super::draft::{Draft, DraftPassage, Front, Text};
use super::hash;
use crate::model::check;
use crate::model::explainer::{
    Actor, ActorId, Change, Cite, Event, Explainer, Passage, Question, QuestionId, Source, Term, TermId, Tie,
};

/// Makes the explainer; its terms are not marked yet.
pub fn explainer(id: &str, draft: &Draft) -> Option<Explainer> {
    let front = draft.front.as_ref()?;
    let cited = check::Sources::new(front);
    let questions = draft.prose.questions.iter().map(|question| {
        let passages = passages(&question.passages, &cited);
        let hash = hash::answer(&question.title.value, &passages, &question.gaps);
        let id = QuestionId(text(&question.id)?);
        Some(Question { id, title: question.title.value.clone(), passages, gaps: question.gaps.clone(), hash })
    });
    Some(Explainer {
        id: id.into(),
        lang: front.lang?,
        title: text(&front.title)?,
        as_of: front.as_of?,
        notice: text(&front.notice),
        deck: passages(&draft.prose.deck, &cited),
        questions: questions.collect::<Option<_>>()?,
        terms: terms(front)?,
        sources: sources(front)?,
        experts: front.experts.iter().map(text).collect::<Option<_>>()?,
        events: events(front)?,
        actors: actors(front)?,
        ties: ties(front)?,
        changes: changes(front)?,
    })
}

fn text(text: &Text) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

fn passages(drafts: &[DraftPassage], sources: &check::Sources<'_>) -> Vec<Passage> {
    let passage = |draft: &DraftPassage| {
        let cites = draft.cites.iter().filter_map(|cite| {
            let source = sources.position_of(cite)?;
            Some(Cite { source, first: cite.first, last: cite.last })
        });
        Passage { cites: cites.collect(), ..draft.passage.clone() }
    };
    drafts.iter().map(passage).collect()
}

fn terms(front: &Front) -> Option<Vec<Term>> {
    let terms = front.terms.iter().map(|term| {
        Some(Term {
            id: TermId(text(&term.id)?),
            name: text(&term.name)?,
            also: term.also.iter().map(|name| name.value.clone()).collect(),
            text: text(&term.text)?,
            used_in: Vec::new(),
        })
    });
    terms.collect()
}

fn sources(front: &Front) -> Option<Vec<Source>> {
    let sources = front.sources.iter().map(|source| {
        Some(Source {
            id: text(&source.id)?,
            title: text(&source.title)?,
            date: source.date?,
            url: text(&source.url),
            paragraphs: source.paragraphs?,
        })
    });
    sources.collect()
}

fn events(front: &Front) -> Option<Vec<Event>> {
    let events = front.events.iter().map(|event| {
        Some(Event { when: event.when?, text: text(&event.text)?, answer: text(&event.answer).map(QuestionId) })
    });
    events.collect()
}

fn actors(front: &Front) -> Option<Vec<Actor>> {
    let actors = front.actors.iter().map(|actor| {
        Some(Actor { id: ActorId(text(&actor.id)?), name: text(&actor.name)?, term: text(&actor.term).map(TermId) })
    });
    actors.collect()
}

fn ties(front: &Front) -> Option<Vec<Tie>> {
    let ties = front.ties.iter().map(|tie| {
        Some(Tie {
            from: ActorId(text(&tie.from)?),
            kind: tie.kind?,
            to: ActorId(text(&tie.to)?),
            answer: QuestionId(text(&tie.answer)?),
            text: text(&tie.text)?,
        })
    });
    ties.collect()
}

/// The log, newest first whatever its order in the file.
fn changes(front: &Front) -> Option<Vec<Change>> {
    let changes = front
        .changes
        .iter()
        .map(|change| Some(Change { date: change.date?, text: text(&change.text)?, correction: change.correction }));
    let mut changes = changes.collect::<Option<Vec<_>>>()?;
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    Some(changes)
}
