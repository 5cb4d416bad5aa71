//! Where dated facts lie on a drawn axis.
//!
//! 1. Facts are put in the order of time.
//! 2. A void that takes more than half of the axis is cut, so that days apart after years of nothing stay apart. The rest
//!    is true to scale, and a cut is drawn as one.
//! 3. The parts that remain are rounded to whole years, months or days, whichever suits their length.
//! 4. Each fact becomes a mark as wide as its date is vague, in the lowest lane where it touches no other.
//! 5. Labels are left out where the narrowest phone has no room for them.

use super::explainer::Event;
use super::when::{Day, Precision, When};
use super::words::Lang;
use std::collections::BTreeSet;

/// A place across the picture, in hundredths of a percent of its width.
pub type Place = i64;

/// The whole width of the picture.
pub const WIDTH: Place = 10_000;
/// What a cut takes of it.
pub const CUT: Place = 600;
/// The most cuts: with more, the labels of the parts would have no room on a phone.
const CUTS: usize = 2;
/// How much room a character of a label may need: the picture is at least 18 rem wide, a label's type 0.8125 rem, and a
/// wide face with the spacing of WCAG 1.4.12 takes 0.76 of that for a character.
const CHARACTER: Place = 343;
/// The space after a label.
const GAP: Place = 50;
/// How far a mark reaches beyond the time that it stands for, at either end: 5 px of 288.
const REACH: Place = 180;

/// Dated facts, drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The marks in the order of time.
    pub marks: Vec<Mark>,
    /// The parts of the axis that are drawn, from where to where; between two of them time is cut out.
    pub parts: Vec<(Place, Place)>,
    /// The labels of the axis.
    pub ticks: Vec<Tick>,
    /// How many lanes the marks need.
    pub lanes: usize,
}

/// The mark of a dated fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The fact's position in [`in_order`].
    pub event: usize,
    /// What it looks like.
    pub shape: Shape,
    /// Where it begins.
    pub from: Place,
    /// Where it ends.
    pub to: Place,
    /// Its lane, counted from the axis.
    pub lane: usize,
}

/// A date's kind, which its mark shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Known to the day: a point.
    Day,
    /// Known to the month or a part of it: a short bar.
    Month,
    /// Known to the year or a part of it: a bar.
    Year,
    /// At some time up to then: open at its beginning.
    By,
    /// From one time to another: closed at both ends.
    Range,
}

/// A label of the axis, which starts at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where.
    pub at: Place,
    /// The year, the month or the day.
    pub label: String,
    /// The year below a month or a day, where it is the first to be named.
    pub year: Option<String>,
}

/// The events in the order of time; those of one time stay in the order of the file.
pub fn in_order(events: &[Event]) -> Vec<&Event> {
    let mut events: Vec<&Event> = events.iter().collect();
    events.sort_by_key(|event| event.when);
    events
}

/// What a date's mark looks like.
pub fn shape(when: When) -> Shape {
    match when {
        When::By(_) => Shape::By,
        When::Range(..) => Shape::Range,
        When::On(moment) => match moment.precision() {
            Precision::Day => Shape::Day,
            Precision::Month => Shape::Month,
            Precision::Year => Shape::Year,
        },
    }
}

/// Draws the dates of `events`; nothing where there are none.
pub fn timeline(events: &[Event], lang: Lang) -> Option<Timeline> {
    let whens: Vec<When> = in_order(events).iter().map(|event| event.when).collect();
    if whens.is_empty() {
        return None;
    }
    let scale = Scale::of(&whens, lang);
    let mut marks: Vec<Mark> = Vec::new();
    for (event, when) in whens.iter().enumerate() {
        let shape = shape(*when);
        let (from, to) = span(&scale, *when, shape);
        let touches = |mark: &&Mark| mark.to + REACH > from - REACH && to + REACH > mark.from - REACH;
        let taken: BTreeSet<usize> = marks.iter().filter(touches).map(|mark| mark.lane).collect();
        // One lane more than there are marks is free at the latest.
        let free = (0..=marks.len()).find(|at| !taken.contains(at)).unwrap_or(0);
        marks.push(Mark { event, shape, from, to, lane: free });
    }
    let lanes = marks.iter().map(|mark| mark.lane + 1).max().unwrap_or(0);
    let parts = scale.parts.iter().map(|part| (part.from, part.to)).collect();
    Some(Timeline { marks, parts, ticks: scale.ticks(lang), lanes })
}

/// From where to where a mark is drawn.
fn span(scale: &Scale, when: When, shape: Shape) -> (Place, Place) {
    let (from, to) = (scale.at(when.start().number()), scale.at(when.end().number() + 1));
    match shape {
        // The point is in the middle of its day.
        Shape::Day => (i64::midpoint(from, to), i64::midpoint(from, to)),
        Shape::Month | Shape::Year => (from, to),
        // An open bar needs some length to be seen as open; it may begin a little before the axis.
        Shape::By => ((from - 900).max(0).min(to - 500), to),
        // The ends of a short range are still two.
        Shape::Range => (from, to.max(from + 250)),
    }
}

/// What the axis counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

/// A stretch of time that is drawn to scale.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Its first day.
    first: Day,
    /// Its days, by number: `start..end`.
    start: i64,
    end: i64,
    /// Where it is drawn.
    from: Place,
    to: Place,
}

#[derive(Debug)]
struct Scale {
    unit: Unit,
    parts: Vec<Part>,
}

impl Scale {
    /// The scale for dates in the order of time, of which there is at least one.
    fn of(whens: &[When], lang: Lang) -> Self {
        let mut spans: Vec<(Day, Day)> = whens.iter().map(|when| (when.start(), when.end())).collect();
        spans.sort_unstable();
        // What the dates cover, without overlaps.
        let mut covered: Vec<(Day, Day)> = Vec::new();
        for (start, end) in spans {
            match covered.last_mut() {
                Some((_, last)) if start <= *last => *last = end.max(*last),
                _ => covered.push((start, end)),
            }
        }
        cut(&mut covered);
        let length: i64 = covered.iter().map(|(start, end)| end.number() + 1 - start.number()).sum();
        let unit = match length {
            ..=90 => Unit::Day,
            91..=1095 => Unit::Month,
            _ => Unit::Year,
        };
        let mut parts: Vec<Part> = Vec::new();
        for (start, end) in covered {
            let first = unit.floor(start);
            let (start, end) = (first.number(), unit.next(unit.floor(end)).map_or(end.number() + 1, Day::number));
            match parts.last_mut() {
                // Rounding brought them together: there is nothing left to cut.
                Some(last) if start <= last.end => last.end = end,
                _ => parts.push(Part { first, start, end, from: 0, to: 0 }),
            }
        }
        let mut scale = Self { unit, parts };
        scale.place(lang);
        scale
    }

    /// Gives each part its share of the width, and at least the room of its first label.
    fn place(&mut self, lang: Lang) {
        let room = |part: &Part| width(&self.unit.label(part.first, lang)).max(width(&lang.year(part.first)));
        let least: Vec<Place> = self.parts.iter().map(room).collect();
        let cuts = Place::try_from(self.parts.len() - 1).unwrap_or(0);
        let mut fixed = vec![false; self.parts.len()];
        let mut widths = least.clone();
        loop {
            let held: Place = (0..widths.len()).filter(|at| fixed[*at]).map(|at| least[at]).sum();
            let rest = WIDTH - cuts * CUT - held;
            let days: i64 = (0..widths.len()).filter(|at| !fixed[*at]).map(|at| self.parts[at].days()).sum();
            let free: Vec<usize> = (0..widths.len()).filter(|at| !fixed[*at]).collect();
            for at in &free {
                widths[*at] = rest * self.parts[*at].days() / days.max(1);
            }
            let narrow: Vec<usize> = free.into_iter().filter(|at| widths[*at] < least[*at]).collect();
            if narrow.is_empty() {
                break;
            }
            for at in narrow {
                fixed[at] = true;
                widths[at] = least[at];
            }
        }
        let mut from = 0;
        for (part, width) in self.parts.iter_mut().zip(widths) {
            (part.from, part.to) = (from, from + width);
            from += width + CUT;
        }
        // Division leaves a remainder of a few hundredths.
        if let Some(last) = self.parts.last_mut() {
            last.to = WIDTH;
        }
    }

    /// Where a day begins.
    fn at(&self, number: i64) -> Place {
        let part = self.parts.iter().find(|part| number <= part.end).or(self.parts.last());
        part.map_or(0, |part| {
            let number = number.clamp(part.start, part.end);
            part.from + (number - part.start) * (part.to - part.from) / part.days().max(1)
        })
    }

    /// The labels: the first of each part, and of the others as many as have room.
    fn ticks(&self, lang: Lang) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        let mut named = None;
        for part in &self.parts {
            let step = self.step(part, lang);
            // Up to where each of the two lines is taken.
            let (mut taken, mut taken_below) = (part.from, part.from);
            let mut day = Some(part.first);
            let mut count = 0;
            while let Some(at_day) = day.filter(|day| day.number() < part.end) {
                let at = self.at(at_day.number()).max(part.from);
                let label = self.unit.label(at_day, lang);
                let first = count == 0;
                let fits = at >= taken && at + width(&label) <= part.to;
                if first || (fits && self.unit.is_step(at_day, count, step)) {
                    taken = at + width(&label);
                    let year = lang.year(at_day);
                    let fresh = self.unit != Unit::Year && (first || named.as_ref() != Some(&year));
                    let below = fresh && (first || (at >= taken_below && at + width(&year) <= part.to));
                    if below {
                        taken_below = at + width(&year);
                        named = Some(year.clone());
                    }
                    ticks.push(Tick { at, label, year: below.then_some(year) });
                }
                count += 1;
                day = self.unit.next(at_day);
            }
        }
        ticks
    }

    /// Every how many units there is room for a label.
    fn step(&self, part: &Part, lang: Lang) -> i64 {
        let steps: &[i64] = match self.unit {
            Unit::Day => &[1, 2, 7, 14],
            Unit::Month => &[1, 3, 6, 12],
            Unit::Year => &[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
        };
        let days = match self.unit {
            Unit::Day => 1,
            Unit::Month => 28,
            Unit::Year => 365,
        };
        let need = width(&self.unit.label(part.first, lang));
        let fits = |step: &&i64| **step * days * (part.to - part.from) / part.days().max(1) >= need;
        steps.iter().find(fits).or(steps.last()).copied().unwrap_or(1)
    }
}

impl Part {
    fn days(&self) -> i64 {
        self.end - self.start
    }
}

/// Takes out the voids that would take more than half of the axis: what is left is one entry a part.
fn cut(covered: &mut Vec<(Day, Day)>) {
    let void = |covered: &[(Day, Day)], at: usize| covered[at + 1].0.number() - covered[at].1.number() - 1;
    let mut length = covered.last().map_or(0, |last| last.1.number() + 1) - covered[0].0.number();
    let mut cuts = Vec::new();
    while cuts.len() < CUTS {
        let candidates = (0..covered.len() - 1).filter(|at| !cuts.contains(at));
        let Some(longest) = candidates.max_by_key(|at| void(covered, *at)) else { break };
        if void(covered, longest) * 2 <= length {
            break;
        }
        length -= void(covered, longest);
        cuts.push(longest);
    }
    let mut parts: Vec<(Day, Day)> = Vec::new();
    for (at, span) in covered.iter().enumerate() {
        match parts.last_mut() {
            Some(last) if !cuts.contains(&(at - 1)) => last.1 = span.1,
            _ => parts.push(*span),
        }
    }
    *covered = parts;
}

impl Unit {
    /// The first day of the unit that `day` is in.
    fn floor(self, day: Day) -> Day {
        let (month, first) = match self {
            Self::Day => (day.month(), day.day()),
            Self::Month => (day.month(), 1),
            Self::Year => (1, 1),
        };
        Day::new(day.year(), month, first).unwrap_or(day)
    }

    /// The first day of the next unit; `None` where the calendar of [`Day`] ends.
    fn next(self, day: Day) -> Option<Day> {
        let year = || Day::new(day.year().checked_add(1)?, 1, 1);
        match self {
            Self::Day => Day::new(day.year(), day.month(), day.day() + 1).or_else(|| Self::Month.next(day)),
            Self::Month => Day::new(day.year(), day.month() + 1, 1).or_else(year),
            Self::Year => year(),
        }
    }

    /// Whether the unit that begins with `day`, the `count`th of its part, is one of every `step`.
    fn is_step(self, day: Day, count: i64, step: i64) -> bool {
        match self {
            Self::Year if step >= 5 => i64::from(day.year()) % step == 0,
            Self::Month => i64::from(day.month() - 1) % step == 0,
            _ => count % step == 0,
        }
    }

    fn label(self, day: Day, lang: Lang) -> String {
        match self {
            Self::Day => lang.day_short(day),
            Self::Month => lang.month_short(day),
            Self::Year => lang.year(day),
        }
    }
}

/// The room that a label may need, with the space after it.
fn width(label: &str) -> Place {
    Place::try_from(label.chars().count()).unwrap_or(0) * CHARACTER + GAP
}

#[cfg(test)]
mod tests;
