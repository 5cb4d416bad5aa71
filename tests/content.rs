//! Whole files: the good ones are read without a word, the bad ones give the messages that stand beside them.
//!
//! `tests/fixtures/bad/` has a file for each rule. `UPDATE=1 cargo test --test content` writes their messages anew, and the
//! rules into docs/format.md.

#[path = "content/documentation.rs"]
mod documentation;

use backgrounder::model::explainer::Explainer;
use backgrounder::model::parse::parse;
use backgrounder::model::problem::{Problem, Rule};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The Markdown files of a folder.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    files
}

/// The explainer of a file, if it is one, and its problems.
fn problems(path: &Path) -> (Option<Explainer>, Vec<Problem>) {
    parse(path.file_stem().unwrap().to_str().unwrap(), &fs::read_to_string(path).unwrap())
}

/// The explainer of a file, if it is one, and all messages as an editor sees them.
fn read(path: &Path) -> (Option<Explainer>, String) {
    let text = fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let (explainer, problems) = problems(path);
    let messages: Vec<String> = problems.iter().map(|problem| problem.render(name, &text)).collect();
    (explainer, messages.join("\n"))
}

#[test]
fn good_files_and_all_seeds_are_read_without_a_word() {
    let good = [files("tests/fixtures/good"), files("seeds")].concat();
    assert!(good.len() > 3, "there are no files to read");
    for path in good {
        let (explainer, messages) = read(&path);
        assert!(messages.is_empty(), "{}\n{messages}", path.display());
        assert!(explainer.is_some(), "{}", path.display());
    }
}

#[test]
fn bad_files_give_the_messages_beside_them() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in files("tests/fixtures/bad") {
        let (explainer, messages) = read(&path);
        assert!(!messages.is_empty(), "{} has nothing wrong with it", path.display());
        assert_eq!(explainer.is_none(), messages.contains("error["), "{}\n{messages}", path.display());
        let expected = path.with_extension("txt");
        if update {
            fs::write(&expected, messages).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != messages {
            wrong.push(format!("{}:\n{messages}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "other messages than expected (UPDATE=1 accepts them):\n\n{}", wrong.join("\n\n"));
}

#[test]
fn every_rule_has_a_bad_file() {
    let found: BTreeSet<Rule> =
        files("tests/fixtures/bad").iter().flat_map(|path| problems(path).1).map(|problem| problem.rule).collect();
    // A file that is not UTF-8 is no text, 500 problems are no fixture, and where a link to another file leads one file does
    // not say: all have tests of their own.
    let elsewhere = [Rule::NotUtf8, Rule::TooManyProblems, Rule::UnknownExplainer];
    let missing: Vec<&Rule> =
        Rule::ALL.iter().filter(|rule| !found.contains(rule) && !elsewhere.contains(rule)).collect();
    assert!(missing.is_empty(), "no file in tests/fixtures/bad breaks {missing:?}");
}
