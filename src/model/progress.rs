//! Reading progress: what was read, how two tabs' records become one, and how a record is stored.
//!
//! A record is a join-semilattice: [`Progress::merge`] is commutative, associative and idempotent, and within one
//! generation it only grows. An act that takes something away (mark as unread, start again) opens a new generation,
//! which wins over the older ones. So tabs can merge in any order, any number of times, and none loses what another
//! read. Answers are known by question id and by the hash of their text, never by position: an explainer may be edited
//! and its questions may be moved.

use super::digits::digits;
use serde::Serialize;

/// The version of the stored envelope that this build writes.
pub const VERSION: u32 = 1;

/// A fast reader's pace in words a minute: text that was in view for less cannot have been read.
const FAST_WPM: u32 = 900;

/// A usual reader's pace in words a minute, for "about n minutes".
const USUAL_WPM: u32 = 230;

/// The last generation: no reader acts as often, and a stored record beyond it is damaged.
const LAST_GENERATION: u32 = (1 << 30) - 1;

/// The generation that an act opens. At the last one there is no more: the act holds here, and may be undone by another tab.
fn after(generation: u32) -> u32 {
    (generation + 1).min(LAST_GENERATION)
}

/// What the page says about one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerOutline {
    /// The question's id.
    pub id: String,
    /// The hash of the answer as this page shows it.
    pub hash: u32,
    /// Words of each passage, in reading order.
    pub words: Vec<u32>,
}

impl AnswerOutline {
    /// All but the id, as the page says it: the hash and the words of each passage, `b043596f 60 42`.
    pub fn text(&self) -> String {
        let words = self.words.iter().map(|words| format!(" {words}"));
        format!("{:08x}{}", self.hash, words.collect::<String>())
    }

    /// The same with the id before it, as a page says it that tells of many explainers.
    pub fn line(&self) -> String {
        format!("{} {}", self.id, self.text())
    }

    /// Reads [`AnswerOutline::text`]; what is missing or is no number counts as nothing.
    pub fn from_text(id: &str, text: &str) -> Self {
        let mut parts = text.split(' ');
        let hash = parse_hash(parts.next().unwrap_or_default());
        Self { id: id.into(), hash, words: parts.filter_map(|words| words.parse().ok()).collect() }
    }

    /// Reads [`AnswerOutline::line`], in the same way.
    pub fn from_line(line: &str) -> Self {
        let (id, text) = line.split_once(' ').unwrap_or((line, ""));
        Self::from_text(id, text)
    }
}

/// An answer's state, as the reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing of it was read.
    New,
    /// Some of it was in view for a while.
    Begun,
    /// All of it was read.
    Read,
    /// An earlier text of it was read.
    Updated,
}

/// All that is remembered of one explainer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress(Vec<Record>);

/// What is remembered of one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Record {
    /// The question's id; records are sorted by it.
    id: String,
    /// Grows with each act that takes something away.
    generation: u32,
    /// Hashes of the texts that were read, sorted.
    read: Vec<u32>,
    /// For each text that was begun, milliseconds of view by passage; sorted by hash, never one that is in `read`.
    seen: Vec<(u32, Vec<u32>)>,
}

/// The stored form: versioned JSON.
///
/// `data` holds a line for each answer: its id, its generation, the hashes of the texts that were read, and for each
/// text that was begun its hash and the milliseconds by passage: `who 0 b043596f 77aa0011:4100,2000`.
///
/// The browser parses the JSON, which it can do anyway, and [`Progress::decode`] takes it from there: with `serde_json`'s
/// parser, script and wasm weighed 10.8 kB more.
#[derive(Serialize)]
pub struct Envelope {
    v: u32,
    data: String,
}

/// What a stored text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Progress that this build understands.
    Progress(Progress),
    /// Written by a newer build: never to be overwritten.
    Newer,
    /// Not what any build writes.
    Damaged,
}

/// Milliseconds of view after which a fast reader can have read `words`.
pub fn needed_ms(words: u32) -> u32 {
    words.saturating_mul(60_000 / FAST_WPM)
}

/// Minutes, rounded up, that a usual reader needs for `words`.
pub fn minutes(words: u32) -> u32 {
    words.div_ceil(USUAL_WPM)
}

/// Reads an answer's hash from its eight hexadecimal digits; anything else counts as a text of its own.
pub fn parse_hash(digits: &str) -> u32 {
    u32::from_str_radix(digits, 16).unwrap_or(0)
}

impl Record {
    fn new(id: &str) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// Restores the order and the rules that [`Record`]'s fields promise, whatever they hold.
    fn tidy(&mut self) {
        self.read.sort_unstable();
        self.read.dedup();
        let mut seen: Vec<(u32, Vec<u32>)> = Vec::new();
        for (hash, ms) in self.seen.drain(..) {
            if self.read.binary_search(&hash).is_err() {
                match seen.iter_mut().find(|(known, _)| *known == hash) {
                    Some((_, known)) => raise(known, &ms),
                    None => seen.push((hash, ms)),
                }
            }
        }
        seen.sort_unstable_by_key(|(hash, _)| *hash);
        self.seen = seen;
    }

    fn join(&mut self, other: &Self) {
        if other.generation > self.generation {
            self.clone_from(other);
        } else if other.generation == self.generation {
            self.read.extend_from_slice(&other.read);
            self.seen.extend_from_slice(&other.seen);
            self.tidy();
        }
    }

    /// Opens a new generation that remembers nothing.
    fn forget(&mut self) {
        self.generation = after(self.generation);
        self.read.clear();
        self.seen.clear();
    }

    fn has_read(&self, hash: u32) -> bool {
        self.read.contains(&hash)
    }

    fn seen_of(&self, hash: u32) -> &[u32] {
        self.seen.iter().find(|(known, _)| *known == hash).map_or(&[], |(_, ms)| ms)
    }
}

/// Raises each entry of `known` to that of `other`.
fn raise(known: &mut Vec<u32>, other: &[u32]) {
    if known.len() < other.len() {
        known.resize(other.len(), 0);
    }
    for (mine, theirs) in known.iter_mut().zip(other) {
        *mine = (*mine).max(*theirs);
    }
}

impl Progress {
    fn record(&self, id: &str) -> Option<&Record> {
        self.0.iter().find(|record| record.id == id)
    }

    fn record_mut(&mut self, id: &str) -> &mut Record {
        let at = match self.0.iter().position(|record| record.id.as_str() >= id) {
            Some(at) if self.0[at].id == id => at,
            Some(at) => {
                self.0.insert(at, Record::new(id));
                at
            }
            None => {
                self.0.push(Record::new(id));
                self.0.len() - 1
            }
        };
        &mut self.0[at]
    }

    /// Takes over what another tab or an earlier visit remembers.
    pub fn merge(&mut self, other: &Self) {
        for record in &other.0 {
            self.record_mut(&record.id).join(record);
        }
    }

    /// Whether nothing at all is remembered.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|record| record.read.is_empty() && record.seen.is_empty())
    }

    /// An answer's state.
    pub fn status(&self, answer: &AnswerOutline) -> Status {
        match self.record(&answer.id) {
            Some(record) if record.has_read(answer.hash) => Status::Read,
            Some(record) if !record.read.is_empty() => Status::Updated,
            Some(record) if record.seen_of(answer.hash).iter().any(|ms| *ms > 0) => Status::Begun,
            _ => Status::New,
        }
    }

    /// Milliseconds that passage `passage` of `answer` still has to be in view.
    fn missing_ms(&self, answer: &AnswerOutline, passage: usize) -> u32 {
        match self.record(&answer.id) {
            Some(record) if record.has_read(answer.hash) => 0,
            record => {
                let seen = record.and_then(|record| record.seen_of(answer.hash).get(passage).copied());
                needed_ms(answer.words[passage]).saturating_sub(seen.unwrap_or(0))
            }
        }
    }

    /// The first passage of `answer` that was not in view for long enough.
    pub fn first_unread(&self, answer: &AnswerOutline) -> Option<usize> {
        (0..answer.words.len()).find(|passage| self.missing_ms(answer, *passage) > 0)
    }

    /// How many passages of `answer` were not in view for long enough.
    pub fn unread_passages(&self, answer: &AnswerOutline) -> usize {
        (0..answer.words.len()).filter(|passage| self.missing_ms(answer, *passage) > 0).count()
    }

    /// Minutes, rounded up, that a usual reader needs for what is left of `answers`.
    pub fn minutes_left(&self, answers: &[AnswerOutline]) -> u32 {
        let ms: u32 = answers
            .iter()
            .flat_map(|answer| (0..answer.words.len()).map(|passage| self.missing_ms(answer, passage)))
            .fold(0, u32::saturating_add);
        minutes(ms / (60_000 / FAST_WPM))
    }

    /// Credits `ms` of reading to the `visible` passages of `answer`, given in reading order.
    ///
    /// Eyes are in one place at a time, so the time goes to the first passage that lacks some, and what is over to the
    /// next. Returns what is over at the end, and whether the answer became read by this.
    pub fn credit(&mut self, answer: &AnswerOutline, visible: &[usize], ms: u32) -> (u32, bool) {
        let mut left = ms;
        for &passage in visible {
            let part = left.min(self.missing_ms(answer, passage));
            if part > 0 {
                left -= part;
                let record = self.record_mut(&answer.id);
                let mut seen = vec![0; answer.words.len()];
                raise(&mut seen, record.seen_of(answer.hash));
                seen[passage] = seen[passage].saturating_add(part);
                record.seen.push((answer.hash, seen));
                record.tidy();
            }
        }
        // What is missing may also have been read in another tab.
        let done = self.first_unread(answer).is_none() && self.status(answer) != Status::Read;
        if done {
            self.mark_read(answer);
        }
        (left, done)
    }

    /// Marks the answer as read in its present text.
    pub fn mark_read(&mut self, answer: &AnswerOutline) {
        let record = self.record_mut(&answer.id);
        record.read.push(answer.hash);
        record.tidy();
    }

    /// Marks the answer as new, whatever was read of it.
    pub fn mark_unread(&mut self, answer: &AnswerOutline) {
        self.record_mut(&answer.id).forget();
    }

    /// Forgets everything, for all tabs.
    pub fn clear(&mut self) {
        for record in &mut self.0 {
            record.forget();
        }
    }

    /// Undoes [`Progress::clear`]: brings `before` back and keeps what was read since.
    pub fn restore(&mut self, before: &Self) {
        for old in &before.0 {
            let record = self.record_mut(&old.id);
            let generation = after(record.generation.max(old.generation));
            let mut back = old.clone();
            back.generation = generation;
            record.generation = generation;
            record.join(&back);
        }
    }

    /// The form to store.
    pub fn envelope(&self) -> Envelope {
        let lines: Vec<String> = self.0.iter().map(Record::line).collect();
        Envelope { v: VERSION, data: lines.join("\n") }
    }

    /// Reads the two fields of a stored envelope, which may hold anything at all; `None` stands for a field that is
    /// missing or of another type.
    pub fn decode(v: Option<f64>, data: Option<&str>) -> Stored {
        let known = f64::from(VERSION);
        match v {
            Some(v) if v > known => Stored::Newer,
            Some(v) if v >= known => data.and_then(Self::from_lines).map_or(Stored::Damaged, Stored::Progress),
            _ => Stored::Damaged,
        }
    }

    fn from_lines(lines: &str) -> Option<Self> {
        let mut progress = Self::default();
        for line in lines.lines() {
            let record = Record::from_line(line)?;
            progress.record_mut(&record.id).join(&record);
        }
        Some(progress)
    }
}

impl Record {
    /// The record as a line of the stored form.
    fn line(&self) -> String {
        let mut line = [&self.id, " ", &digits(self.generation as usize, 10), " ", &list(&self.read, 16)].concat();
        for (hash, ms) in &self.seen {
            line += &[" ", &digits(*hash as usize, 16), ":", &list(ms, 10)].concat();
        }
        line
    }

    /// Reads a line of the stored form; `None` where it is not one.
    fn from_line(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let id = words.next()?.into();
        let generation = words.next()?.parse().ok().filter(|generation| *generation <= LAST_GENERATION)?;
        let read = numbers(words.next()?, 16)?;
        let seen = words.map(|seen| {
            let (hash, ms) = seen.split_once(':')?;
            Some((u32::from_str_radix(hash, 16).ok()?, numbers(ms, 10)?))
        });
        let mut record = Self { id, generation, read, seen: seen.collect::<Option<_>>()? };
        record.tidy();
        Some(record)
    }
}

/// Numbers with commas between them; none at all is a dash, so that a line can be split at its spaces.
fn list(numbers: &[u32], radix: usize) -> String {
    let mut list = String::new();
    for number in numbers {
        if !list.is_empty() {
            list.push(',');
        }
        list += &digits(*number as usize, radix);
    }
    if list.is_empty() { "-".into() } else { list }
}

fn numbers(list: &str, radix: u32) -> Option<Vec<u32>> {
    match list {
        "-" => Some(Vec::new()),
        list => list.split(',').map(|digits| u32::from_str_radix(digits, radix).ok()).collect(),
    }
}

#[cfg(test)]
mod tests;
