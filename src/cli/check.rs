//! `check`: all problems of all files, for an editor or for a tool.

use crate::model::explainer::Question;
use crate::model::problem::{Problem, Severity};
use crate::model::progress::minutes;
use crate::model::readability::grade;
use crate::model::words::Lang;
use crate::publish::seeds::{Seed, count};
use serde::Serialize;
use std::fmt::Write;

/// What was found in all files. As JSON it is one object, described in docs/format.md.
#[derive(Serialize)]
pub struct Report {
    /// The version of this object's form; it changes when a member goes or changes its meaning.
    version: u32,
    files: Vec<File>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct File {
    #[serde(rename = "file")]
    name: String,
    problems: Vec<Problem>,
    /// Empty while the file has errors.
    answers: Vec<Answer>,
    #[serde(skip)]
    rendered: Vec<String>,
}

/// What an editor may want to know of an answer.
#[derive(Serialize)]
struct Answer {
    id: String,
    words: u32,
    /// Minutes of reading, as the page gives them.
    minutes: u32,
    /// The grade of [`grade`] to one decimal place.
    grade: Option<f64>,
}

impl Report {
    /// The report on these files.
    pub fn new(seeds: Vec<Seed>) -> Self {
        let of = |severity| {
            let all = seeds.iter().flat_map(|seed| &seed.problems);
            all.filter(|problem| problem.severity == severity).count()
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        Self { version: 1, files: seeds.into_iter().map(File::new).collect(), errors, warnings }
    }

    /// Whether the files may be published; warnings do not count unless they are denied.
    pub fn is_clean(&self, deny_warnings: bool) -> bool {
        self.errors == 0 && (self.warnings == 0 || !deny_warnings)
    }

    /// The report as JSON, with a line break at its end.
    pub fn json(&self) -> String {
        // Nothing in it can fail to be written: no maps with odd keys, no numbers that are none.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The report as an editor reads it: problems first, then each answer in a line, then the sum.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for problem in self.files.iter().flat_map(|file| &file.rendered) {
            out += problem;
            out += "\n\n";
        }
        for File { name, answers, .. } in self.files.iter().filter(|file| !file.answers.is_empty()) {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{name}");
            let width = answers.iter().map(|answer| answer.id.len()).max().unwrap_or(0);
            for Answer { id, words, minutes, grade } in answers {
                let grade = grade.map(|grade| format!(", grade {grade:.1}")).unwrap_or_default();
                let _ = writeln!(out, "  {id:width$}  {words:4} words, {minutes} min{grade}");
            }
            out.push('\n');
        }
        let files = count(self.files.len(), "file");
        let (errors, warnings) = (count(self.errors, "error"), count(self.warnings, "warning"));
        let _ = writeln!(out, "{files}: {errors}, {warnings}");
        out
    }
}

impl File {
    fn new(seed: Seed) -> Self {
        let rendered = seed.problems.iter().map(|problem| problem.render(&seed.name, &seed.text).trim_end().into());
        let rendered = rendered.collect();
        let answers = seed.explainer.as_ref().map(|explainer| {
            explainer.questions.iter().map(|question| Answer::new(explainer.lang, question)).collect::<Vec<_>>()
        });
        Self { name: seed.name, problems: seed.problems, answers: answers.unwrap_or_default(), rendered }
    }
}

impl Answer {
    fn new(lang: Lang, question: &Question) -> Self {
        let words = question.passages.iter().map(|passage| passage.words).sum();
        let grade = grade(lang, &question.passages).map(|grade| (grade * 10.0).round() / 10.0);
        Self { id: question.id.0.clone(), words, minutes: minutes(words), grade }
    }
}
