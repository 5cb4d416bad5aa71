//! Reading the content files.

use super::settings::{self, Settings};
use crate::model::explainer::Explainer;
use crate::model::parse::parse;
use crate::model::problem::{Problem, Severity};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

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

/// Reads every `*.md` file of `folder`, and its `site.toml` where there is one.
///
/// # Errors
///
/// When the folder or a file cannot be read, when it holds no explainer, or when any file has an error: then the message
/// lists all problems of all files.
pub fn read(folder: &Path) -> Result<Seeds> {
    let mut paths = fs::read_dir(folder)
        .with_context(|| format!("cannot read the folder of explainers, {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    ensure!(!paths.is_empty(), "{} holds no explainer: add a file that ends in .md", folder.display());

    let mut explainers = Vec::new();
    let mut warnings = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        let bytes = fs::read(&path).with_context(|| format!("cannot read {name}"))?;
        let Ok(text) = String::from_utf8(bytes) else {
            errors.push(format!("error: {name} is not UTF-8\nhelp: save the file with the encoding UTF-8"));
            continue;
        };
        let (explainer, problems) = parse(&id, &text);
        let rendered = |severity| {
            let of_kind = |problem: &&Problem| problem.severity == severity;
            problems
                .iter()
                .filter(of_kind)
                .map(|problem| problem.render(&name, &text).trim_end().to_owned())
                .collect::<Vec<_>>()
        };
        errors.extend(rendered(Severity::Error));
        warnings.extend(rendered(Severity::Warning));
        explainers.extend(explainer);
    }
    let settings = folder.join(settings::FILE);
    let settings = if settings.exists() {
        let text = fs::read_to_string(&settings).with_context(|| format!("cannot read {}", settings.display()))?;
        settings::parse(&text).unwrap_or_else(|error| {
            errors.push(format!("error: {}: {}", settings.display(), error.trim_end()));
            Settings::default()
        })
    } else {
        Settings::default()
    };
    ensure!(errors.is_empty(), "{}\n\n{} to mend", errors.join("\n\n"), count(errors.len()));
    Ok(Seeds { explainers, settings, warnings })
}

fn count(errors: usize) -> String {
    if errors == 1 { "1 error".into() } else { format!("{errors} errors") }
}
