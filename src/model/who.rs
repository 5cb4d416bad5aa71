//! How actors and their ties are laid out as a map that a phone can show.
//!
//! A drawing with free places for boxes has crossing lines and labels that fight for room. This map has neither: ties are
//! told as stars. The actor with the most ties is the hub of the first star; every other actor that is tied to it stands
//! in a row of its own, and rows with the very same ties become one. What is tied elsewhere makes the next star, until
//! each tie has been drawn, once.

use super::explainer::{Actor, ActorId, Tie, TieKind};

/// Actors and ties, laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map {
    /// The stars, the one with the most ties first.
    pub stars: Vec<Star>,
    /// Actors that nothing ties, by their position.
    pub alone: Vec<usize>,
}

/// An actor and all that is tied to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Star {
    /// The actor in the middle, by its position.
    pub hub: usize,
    /// What is tied to it, kin first, then foes, then the rest.
    pub rows: Vec<Row>,
}

/// Actors that are tied to a hub in the same ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The ties that each of them has with the hub.
    pub lines: Vec<Line>,
    /// The actors, by their position.
    pub actors: Vec<usize>,
}

/// A tie between a hub and the actors of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    rank: usize,
    /// In which relation.
    pub kind: TieKind,
    /// Whether the hub is the one that the relation is told of.
    pub outward: bool,
}

/// What the map shows first.
const RANKS: [TieKind; 6] = [
    TieKind::AffiliateOf,
    TieKind::SupportedBy,
    TieKind::RivalOf,
    TieKind::Fought,
    TieKind::DrewMembersFrom,
    TieKind::TriedToRecruitFrom,
];

impl Line {
    fn new(kind: TieKind, outward: bool) -> Self {
        Self { rank: RANKS.iter().position(|known| *known == kind).unwrap_or(RANKS.len()), kind, outward }
    }
}

/// Lays out a map; nothing where there are no actors.
pub fn map(actors: &[Actor], ties: &[Tie]) -> Option<Map> {
    if actors.is_empty() {
        return None;
    }
    let at = |id: &ActorId| actors.iter().position(|actor| actor.id == *id);
    let ends: Vec<(usize, TieKind, usize)> =
        ties.iter().filter_map(|tie| Some((at(&tie.from)?, tie.kind, at(&tie.to)?))).collect();
    let mut left = ends.clone();
    let mut stars = Vec::new();
    while !left.is_empty() {
        let count = |actor: usize| left.iter().filter(|(from, _, to)| *from == actor || *to == actor).count();
        // Of several with as many ties the first of the file.
        let Some(hub) = (0..actors.len()).rev().max_by_key(|actor| count(*actor)) else { break };
        let (here, rest) = left.into_iter().partition(|(from, _, to)| *from == hub || *to == hub);
        stars.push(Star { hub, rows: rows(hub, here) });
        left = rest;
    }
    let alone = |actor: &usize| ends.iter().all(|(from, _, to)| from != actor && to != actor);
    Some(Map { stars, alone: (0..actors.len()).filter(alone).collect() })
}

/// The rows of a star, from all ties of its hub.
fn rows(hub: usize, ties: Vec<(usize, TieKind, usize)>) -> Vec<Row> {
    let mut single: Vec<Row> = Vec::new();
    for (from, kind, to) in ties {
        let (line, other) = if from == hub { (Line::new(kind, true), to) } else { (Line::new(kind, false), from) };
        match single.iter_mut().find(|row| row.actors == [other]) {
            Some(row) => row.lines.push(line),
            None => single.push(Row { lines: vec![line], actors: vec![other] }),
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for mut row in single {
        row.lines.sort_unstable();
        // A tie that the file states twice, in two answers, is one line.
        row.lines.dedup();
        match rows.iter_mut().find(|known| known.lines == row.lines) {
            Some(known) => known.actors.append(&mut row.actors),
            None => rows.push(row),
        }
    }
    rows.sort_by(|a, b| a.lines.cmp(&b.lines));
    rows
}

#[cfg(test)]
mod tests;
