//! The rules for what refers to something else in the file: citations, answers of events and ties, actors, terms.

use super::{answers, ids, unique};
use crate::model::parse::draft::{At, DraftCite, Front, Prose, Text};
use crate::model::problem::{Problems, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Reports references that lead nowhere.
pub(super) fn check(opening: &Range<usize>, front: &Front, prose: &Prose, problems: &mut Problems<'_>) {
    check_sources(opening.clone(), front, prose, problems);
    unique("actor", front.actors.iter().filter_map(|actor| actor.id.as_ref()), problems);
    let questions = Known::new("question", Rule::UnknownQuestion, answers::known(&prose.questions));
    let terms = Known::new("term", Rule::UnknownTerm, front.terms.iter().filter_map(|term| value(&term.id)));
    let actors = Known::new("actor", Rule::UnknownActor, front.actors.iter().filter_map(|actor| value(&actor.id)));
    for event in &front.events {
        questions.must_have(&event.answer, problems);
    }
    for actor in &front.actors {
        terms.must_have(&actor.term, problems);
    }
    for tie in &front.ties {
        actors.must_have(&tie.from, problems);
        actors.must_have(&tie.to, problems);
        questions.must_have(&tie.answer, problems);
        if let (Some(from), Some(to)) = (&tie.from, &tie.to)
            && from.value == to.value
        {
            let message = format!("this ties `{}` to itself", ids::short(&to.value));
            problems.report(Rule::SelfTie, to.span.clone(), message, "name two actors");
        }
    }
}

/// The sources of a file, for citations to be looked up in.
pub(in crate::model) struct Sources<'a> {
    by_id: BTreeMap<&'a str, usize>,
    count: usize,
}

impl<'a> Sources<'a> {
    pub(in crate::model) fn new(front: &'a Front) -> Self {
        let mut by_id = BTreeMap::new();
        for (at, source) in front.sources.iter().enumerate() {
            if let Some(id) = value(&source.id) {
                by_id.entry(id).or_insert(at);
            }
        }
        Self { by_id, count: front.sources.len() }
    }

    /// The position of the source that a citation means: the one it names, or the only one there is.
    pub(in crate::model) fn position_of(&self, cite: &DraftCite) -> Option<usize> {
        match &cite.source {
            Some(id) => self.by_id.get(id.value.as_str()).copied(),
            None => (self.count == 1).then_some(0),
        }
    }
}

fn check_sources(opening: Range<usize>, front: &Front, prose: &Prose, problems: &mut Problems<'_>) {
    if front.sources.is_empty() {
        let help = "describe each in the front matter, under a line `[[source]]`";
        problems.report(Rule::NoSources, opening, "the file does not say where its claims come from", help);
    }
    unique("source", front.sources.iter().filter_map(|source| source.id.as_ref()), problems);
    for id in front.sources.iter().filter_map(|source| source.id.as_ref()) {
        // `[source: 2021 4]` would read as two numbers.
        if ids::is_slug(&id.value) && !id.value.contains(|c: char| c.is_ascii_alphabetic()) {
            let help = "put a word into it, like `report-2021`";
            problems.report(Rule::InvalidId, id.span.clone(), "a source's id needs a letter", help);
        }
    }
    let in_answers = prose.questions.iter().flat_map(|question| &question.passages);
    let cites: Vec<&DraftCite> = prose.deck.iter().chain(in_answers).flat_map(|passage| &passage.cites).collect();
    let known = || front.sources.iter().filter_map(|source| value(&source.id));
    let sources = Sources::new(front);
    for cite in cites {
        let Some(source) = sources.position_of(cite).and_then(|at| front.sources.get(at)) else {
            if let Some(id) = &cite.source {
                let message = format!("there is no source `{}`", ids::short(&id.value));
                problems.report_with(Rule::UnknownSource, id.span.clone(), message, || ids::suggest(&id.value, known));
            } else if front.sources.is_empty() {
                let help = "describe it in the front matter, under a line `[[source]]`";
                problems.report(Rule::UnknownSource, cite.span.clone(), "there is no source to cite", help);
            } else {
                let example = known().next().unwrap_or("article");
                let help = format!("name the source before the number: `[source: {example} {}]`", cite.first);
                problems.report(
                    Rule::AmbiguousSource,
                    cite.span.clone(),
                    "it is not clear which source is meant",
                    help,
                );
            }
            continue;
        };
        if let Some(paragraphs) = source.paragraphs.filter(|paragraphs| cite.last > *paragraphs) {
            let id = value(&source.id).unwrap_or_default();
            let message = format!("the source `{}` has {paragraphs} paragraphs, not {}", ids::short(id), cite.last);
            problems.report(
                Rule::NoSuchParagraph,
                cite.span.clone(),
                message,
                "check the number here and `paragraphs` in the front matter",
            );
        }
    }
}

/// The ids of one kind.
struct Known<'a> {
    what: &'static str,
    rule: Rule,
    ids: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(what: &'static str, rule: Rule, ids: impl Iterator<Item = &'a str>) -> Self {
        Self { what, rule, ids: ids.collect() }
    }

    fn must_have(&self, id: &Text, problems: &mut Problems<'_>) {
        let Some(At { value, span }) = id else { return };
        if !self.ids.contains(value.as_str()) {
            let message = format!("no {} has the id `{}`", self.what, ids::short(value));
            problems.report_with(self.rule, span.clone(), message, || ids::suggest(value, || self.ids.iter().copied()));
        }
    }
}

fn value(text: &Text) -> Option<&str> {
    text.as_ref().map(|text| text.value.as_str())
}
