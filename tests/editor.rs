//! An editor's commands, run as an editor runs them: `new`, `import` and `check`, with their exit codes.

use backgrounder::model::problem::Rule;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const GOOD: &str = include_str!("fixtures/good/minimal.md");

/// Runs the command line in `folder`.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_backgrounder")).args(arguments).current_dir(folder).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with these files below `seeds`.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("seeds")).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join("seeds").join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn check_names_every_problem_of_every_file_at_once() {
    let unknown = GOOD.replace("[source: 1]", "[source: guide 1]");
    let folder = folder(&[
        ("bad.md", unknown.replace("{#why}", "").as_bytes()),
        ("good.md", GOOD.as_bytes()),
        ("latin.md", b"+++\ncaf\xe9"),
    ]);
    let output = run(folder.path(), &["check"]);
    assert_eq!(code(&output), 1);
    let text = stdout(&output);
    for expected in [
        "error[unknown-source]: there is no source `guide`\n  --> seeds/bad.md:14:53\n",
        "error[missing-id]: ",
        "error[not-utf-8]: this file is not UTF-8\n --> seeds/latin.md:2:4\n",
        "seeds/good.md\n  why     7 words, 1 min, grade ",
        "\n3 files: 3 errors, 0 warnings\n",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert_eq!(code(&run(folder.path(), &["check", "seeds/good.md"])), 0);
}

#[test]
fn check_follows_links_from_file_to_file_where_it_sees_the_whole_folder() {
    let link = |to: &str| GOOD.replace("The moon", &format!("The [moon]({to})"));
    let folder = folder(&[
        ("a.md", link("../b/#why").as_bytes()),
        ("b.md", link("../c/").as_bytes()),
        ("d.md", link("../a/#wy").as_bytes()),
    ]);
    let text = stdout(&run(folder.path(), &["check"]));
    assert!(text.contains("warning[unknown-explainer]: the site has no explainer `c`\n  --> seeds/b.md:18:"), "{text}");
    assert!(text.contains("warning[unknown-explainer]: `a` has no question with the id `wy`"), "{text}");
    assert!(text.ends_with("3 files: 0 errors, 2 warnings\n"), "{text}");
    let one = stdout(&run(folder.path(), &["check", "seeds/b.md"]));
    assert!(one.ends_with("1 file: 0 errors, 0 warnings\n"), "{one}");
}

#[test]
fn warnings_count_only_when_they_are_denied() {
    let folder = folder(&[("tides.md", GOOD.replace(" [source: 2-3]", "").as_bytes())]);
    let output = run(folder.path(), &["check"]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).ends_with("1 file: 0 errors, 1 warning\n"), "{}", stdout(&output));
    assert_eq!(code(&run(folder.path(), &["check", "--deny-warnings"])), 1);
}

#[test]
fn what_cannot_be_read_and_wrong_arguments_have_a_code_of_their_own() {
    let empty = folder(&[]);
    for arguments in [
        &["check"][..],
        &["check", "none.md"],
        &["check", "--seeds", "nowhere"],
        &["check", "--format", "xml"],
        &["check", "seeds/a.md", "--seeds", "seeds"],
    ] {
        let output = run(empty.path(), arguments);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(!stderr(&output).is_empty(), "{arguments:?}");
    }
}

#[test]
fn the_report_for_tools_has_the_documented_form() {
    let warned = GOOD.replace(" [source: 2-3]", "");
    let broken = GOOD.replace("{#why}", "");
    let folder = folder(&[("a.md", GOOD.as_bytes()), ("b.md", warned.as_bytes()), ("c.md", broken.as_bytes())]);
    let output = run(folder.path(), &["check", "--format", "json"]);
    assert_eq!(code(&output), 1);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&report), ["errors", "files", "version", "warnings"]);
    assert_eq!((&report["version"], &report["errors"], &report["warnings"]), (&1.into(), &1.into(), &1.into()));
    let files = report["files"].as_array().unwrap();
    assert_eq!(keys(&files[0]), ["answers", "file", "problems"]);
    assert_eq!(files[0]["file"], "seeds/a.md");
    assert_eq!(keys(&files[0]["answers"][0]), ["grade", "id", "minutes", "words"]);
    assert_eq!((&files[0]["answers"][0]["id"], &files[0]["answers"][0]["words"]), (&"why".into(), &7.into()));
    let problem = &files[1]["problems"][0];
    assert_eq!(keys(problem), ["column", "help", "len", "line", "message", "rule", "severity"]);
    assert_eq!((&problem["rule"], &problem["severity"]), (&"uncited-passage".into(), &"warning".into()));
    assert_eq!((&problem["line"], &problem["column"], &problem["len"]), (&18.into(), &34.into(), &1.into()));
    assert_eq!(files[2]["answers"], Value::Array(vec![]), "there is no answer to measure while there are errors");
    let codes: Vec<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
    for problem in files.iter().flat_map(|file| file["problems"].as_array().unwrap()) {
        assert!(codes.contains(&problem["rule"].as_str().unwrap()));
    }
    // The form in the documentation is the form of the report.
    let documented = include_str!("../docs/format.md").split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let documented: Value = serde_json::from_str(documented).unwrap();
    assert_eq!(keys(&documented), keys(&report));
    assert_eq!(keys(&documented["files"][0]), keys(&files[0]));
    assert_eq!(keys(&documented["files"][0]["problems"][0]), keys(problem));
    assert_eq!(keys(&documented["files"][0]["answers"][0]), keys(&files[0]["answers"][0]));
}

#[test]
fn a_new_file_passes_the_check_and_names_what_is_still_to_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["new", "spring-tides", "--title", "What is a \"spring\" tide?"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("Next: ") && stderr(&output).contains("seeds/spring-tides.md"));
    let path = folder.path().join("seeds/spring-tides.md");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("spring"));
    let check = run(folder.path(), &["check"]);
    assert_eq!(code(&check), 0, "{}", stdout(&check));
    assert!(stdout(&check).contains("warning[placeholder]") && !stdout(&check).contains("error["));
    assert_eq!(code(&run(folder.path(), &["check", "--deny-warnings"])), 1);

    fs::write(&path, "mine").unwrap();
    let again = run(folder.path(), &["new", "spring-tides"]);
    assert_eq!(code(&again), 1);
    assert!(stderr(&again).contains("exists and is left as it is"), "{}", stderr(&again));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    for arguments in [&["new", "Spring Tides"][..], &["new", "../tides"], &["new", "tides", "--lang", "tlh"]] {
        assert_eq!(code(&run(folder.path(), arguments)), 1, "{arguments:?}");
    }
    assert_eq!(fs::read_dir(folder.path().join("seeds")).unwrap().count(), 1);
}

#[test]
fn an_import_writes_a_draft_that_passes_the_check_and_never_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let article = b"Two tides a day \x96 3 May 2024\r\nThe sea\x92s water rises.\r\n1. What pulls it?\r\nThe Moon does.Expand\r\n";
    fs::write(folder.path().join("article.txt"), article).unwrap();
    let output = run(folder.path(), &["import", "article.txt"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).starts_with("Found 1 question, 2 paragraphs, 0 acronyms, 0 dates, 0 suspected holes; "));
    let path = folder.path().join("seeds/two-tides-day.md");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("as_of = 2024-05-03") && text.contains("“The sea’s water rises.”"), "{text}");
    let check = run(folder.path(), &["check"]);
    assert_eq!(code(&check), 0, "{}", stdout(&check));
    assert!(stdout(&check).contains("warning[placeholder]"));

    let again = run(folder.path(), &["import", "article.txt"]);
    assert_eq!(code(&again), 1);
    assert!(stderr(&again).contains("exists and is left as it is"));
    let printed = run(folder.path(), &["import", "article.txt", "--out", "-"]);
    assert_eq!(stdout(&printed), text);
    assert_eq!(code(&run(folder.path(), &["import", "article.txt", "--id", "other"])), 0);
    assert_eq!(code(&run(folder.path(), &["import", "article.txt", "--out", "drafts/third.md"])), 0);
    assert!(folder.path().join("seeds/other.md").exists() && folder.path().join("drafts/third.md").exists());
}

#[test]
fn what_is_no_article_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, message) in
        [("empty.txt", &b" \r\n"[..], "is empty"), ("word.docx", b"PK\x03\x04\x00\x01", "is not a text file")]
    {
        fs::write(folder.path().join(name), bytes).unwrap();
        let output = run(folder.path(), &["import", name]);
        assert_eq!(code(&output), 1);
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    assert!(!folder.path().join("seeds").exists());
    assert!(stderr(&run(folder.path(), &["import", "none.txt"])).contains("cannot read none.txt"));
}
