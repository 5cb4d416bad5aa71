//! Reading the content files.

use super::parallel;
use super::settings::{self, Settings};
use crate::model::check::site::Site;
use crate::model::explainer::Explainer;
use crate::model::parse::parse;
use crate::model::problem::{Problem, Severity, not_utf8};
use anyhow::{Context, Result, anyhow, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// Every explainer of a folder, in the order of the file names, and what an editor should know about them.
#[derive(Debug, Default)]
pub struct Seeds {
    /// The explainers.
    pub explainers: Vec<Explainer>,
    /// What is true of the whole site.
    pub settings: Settings,
    /// Warnings, rendered with file, line and column.
    pub warnings: Vec<String>,
}

/// A content file, read.
#[derive(Debug)]
pub struct Seed {
    /// The id of the explainer: the file's name without its ending.
    pub id: String,
    /// Its path, as messages show it.
    pub name: String,
    /// Its text, with a stand-in for each byte that is not UTF-8.
    pub text: String,
    /// The explainer, if there is no error.
    pub explainer: Option<Explainer>,
    /// All problems, in the order of the text.
    pub problems: Vec<Problem>,
}

impl Seed {
    /// Reads one file.
    ///
    /// # Errors
    ///
    /// When it cannot be read. What is wrong *in* it, encoding included, is among the problems.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
        let seed = match String::from_utf8(bytes) {
            Ok(text) => {
                let (explainer, problems) = parse(&id, &text);
                Self { id, name, text, explainer, problems }
            }
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Self { id, name, problems: vec![not_utf8(&text, valid)], text, explainer: None }
            }
        };
        Ok(seed)
    }

    /// The problems of one severity as an editor reads them.
    pub fn rendered(&self, severity: Severity) -> impl Iterator<Item = String> {
        let of_kind = self.problems.iter().filter(move |problem| problem.severity == severity);
        of_kind.map(|problem| self.render(problem))
    }

    /// A problem of this file as an editor reads it.
    pub fn render(&self, problem: &Problem) -> String {
        problem.render(&self.name, &self.text).trim_end().to_owned()
    }
}

/// Adds to the problems of all files of a folder those that show only beside the others.
pub fn look_around(seeds: &mut [Seed]) {
    let site = Site::new(seeds.iter().map(|seed| (seed.id.as_str(), seed.explainer.as_ref())));
    let dead: Vec<Vec<Problem>> = seeds.iter().map(|seed| site.dead_links(&seed.text)).collect();
    for (seed, dead) in seeds.iter_mut().zip(dead) {
        seed.problems.extend(dead);
        seed.problems.sort_by_key(|problem| (problem.line, problem.column));
    }
}

/// The content files of a folder, in the order of their names.
///
/// # Errors
///
/// When the folder cannot be read or holds no `*.md` file.
pub fn paths(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder of explainers, {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    ensure!(!paths.is_empty(), "{} holds no explainer: add a file that ends in .md", folder.display());
    Ok(paths)
}

/// Reads every `*.md` file of `folder`, and its `site.toml` where there is one.
///
/// # Errors
///
/// When the folder or a file cannot be read, when it holds no explainer, or when any file has an error: then the message
/// lists all problems of all files.
pub fn read(folder: &Path) -> Result<Seeds> {
    let mut explainers = Vec::new();
    let mut warnings = Vec::new();
    let mut errors = Vec::new();
    let seeds = parallel::map(&paths(folder)?, |path| Seed::read(path));
    let mut seeds = seeds.into_iter().collect::<Result<Vec<_>>>()?;
    look_around(&mut seeds);
    for seed in seeds {
        errors.extend(seed.rendered(Severity::Error));
        warnings.extend(seed.rendered(Severity::Warning));
        explainers.extend(seed.explainer);
    }
    let settings = settings(folder).unwrap_or_else(|error| {
        errors.push(format!("error: {error:#}"));
        Settings::default()
    });
    ensure!(errors.is_empty(), "{}\n\n{} to mend", errors.join("\n\n"), count(errors.len(), "error"));
    Ok(Seeds { explainers, settings, warnings })
}

/// Reads the settings of a folder; where there is no such file, they are the usual ones.
///
/// # Errors
///
/// When the file cannot be read or understood; the message names it, and the place in it.
pub fn settings(folder: &Path) -> Result<Settings> {
    let path = folder.join(settings::FILE);
    if !path.exists() {
        return Ok(Settings::default());
    }
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    settings::parse(&text).map_err(|error| anyhow!("{}: {}", path.display(), error.trim_end()))
}

/// "1 error", "2 errors".
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
