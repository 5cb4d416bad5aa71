use super::*;
use crate::model::explainer::{ActorId, QuestionId};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn actor(name: usize) -> Actor {
    Actor { id: ActorId(name.to_string()), name: name.to_string(), term: None }
}

fn tie(from: usize, kind: TieKind, to: usize) -> Tie {
    let id = |actor: usize| ActorId(actor.to_string());
    Tie { from: id(from), kind, to: id(to), answer: QuestionId("who".into()), text: String::new() }
}

fn drawn(actors: usize, ties: &[Tie]) -> Map {
    map(&(0..actors).map(actor).collect::<Vec<_>>(), ties).unwrap()
}

#[test]
fn without_actors_there_is_no_map() {
    assert_eq!(map(&[], &[]), None);
}

#[test]
fn the_actor_with_most_ties_is_the_hub_and_like_rows_are_one() {
    use TieKind::{AffiliateOf, DrewMembersFrom, Fought, RivalOf};
    let ties = [
        tie(1, DrewMembersFrom, 2),
        tie(1, DrewMembersFrom, 3),
        tie(1, Fought, 4),
        tie(1, RivalOf, 4),
        tie(1, AffiliateOf, 0),
        tie(5, Fought, 1),
    ];
    let map = drawn(7, &ties);
    let line = Line::new;
    assert_eq!(map.stars.len(), 1);
    assert_eq!(map.stars[0].hub, 1);
    assert_eq!(
        map.stars[0].rows,
        [
            Row { lines: vec![line(AffiliateOf, true)], actors: vec![0] },
            Row { lines: vec![line(RivalOf, true), line(Fought, true)], actors: vec![4] },
            Row { lines: vec![line(Fought, false)], actors: vec![5] },
            Row { lines: vec![line(DrewMembersFrom, true)], actors: vec![2, 3] },
        ]
    );
    assert_eq!(map.alone, [6]);
}

#[test]
fn ties_beside_the_hub_make_a_star_of_their_own() {
    use TieKind::{Fought, SupportedBy};
    let map = drawn(4, &[tie(0, Fought, 1), tie(0, Fought, 2), tie(3, SupportedBy, 2)]);
    let hubs: Vec<usize> = map.stars.iter().map(|star| star.hub).collect();
    assert_eq!(hubs, [0, 2], "of two with one tie each, the first of the file");
    assert_eq!(map.alone, [0; 0]);
}

proptest! {
    #[test]
    fn every_tie_is_drawn_once_and_every_actor_is_there(
        count in 2..=15_usize,
        pairs in proptest::collection::vec((0..15_usize, 0..6_usize, 0..15_usize), 0..60),
    ) {
        let pairs: Vec<(usize, TieKind, usize)> = pairs
            .into_iter()
            .filter(|(from, _, to)| from != to && *from < count && *to < count)
            .map(|(from, kind, to)| (from, RANKS[kind], to))
            .collect();
        let ties: Vec<Tie> = pairs.iter().map(|(from, kind, to)| tie(*from, *kind, *to)).collect();
        let map = drawn(count, &ties);
        let mut told = Vec::new();
        let mut seen: BTreeSet<usize> = map.alone.iter().copied().collect();
        for star in &map.stars {
            seen.insert(star.hub);
            let mut beside = BTreeSet::new();
            for row in &star.rows {
                prop_assert!(!row.lines.is_empty() && !row.actors.is_empty());
                for other in &row.actors {
                    prop_assert!(beside.insert(*other), "an actor has one box in a star");
                    seen.insert(*other);
                    for line in &row.lines {
                        let (from, to) = if line.outward { (star.hub, *other) } else { (*other, star.hub) };
                        told.push((from, line.kind, to));
                    }
                }
            }
            prop_assert!(!beside.contains(&star.hub));
        }
        prop_assert_eq!(seen.len(), count);
        let all: BTreeSet<_> = pairs.into_iter().collect();
        prop_assert_eq!(told.len(), all.len());
        prop_assert_eq!(told.into_iter().collect::<BTreeSet<_>>(), all);
    }
}
