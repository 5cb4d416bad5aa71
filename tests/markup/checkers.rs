//! The two checkers of markup, html-validate and the Nu Html Checker (vnu), and what of their words is left aside.

use serde_json::Value;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What vnu says and is wrong about, as the beginnings of its messages, each with the reason.
pub const WRONG: [(&str, &str); 6] = [
    ("CSS: “position-area”", "its grammar of style sheets is older than the property, which browsers have since 2024"),
    ("CSS: “position-try-fallbacks”", "as before"),
    (
        "There must not be two elements with the same \"nearest ancestor autofocus scoping root element\"",
        "an element with `popover` is a root of its own (HTML, 6.6.7), so that no two of ours have the same",
    ),
    (
        "The “list” role is unnecessary for element",
        "Safari takes a list without marks for none unless its role is said",
    ),
    (
        "Inline script violates Content Security Policy (meta tag)",
        "it knows no hash of a classic script, and takes data for one; the browser suite hears what browsers refuse",
    ),
    (
        "Resource violates Content Security Policy (meta tag)",
        "no file is of the origin of another, as pages of a site are",
    ),
];

/// Where the two are.
pub struct Checkers {
    html_validate: PathBuf,
    vnu: PathBuf,
}

impl Checkers {
    /// The checkers that the environment names, or what is missing.
    pub fn find() -> Result<Self, String> {
        let named = |variable: &str| {
            let path = env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from);
            path.filter(|path| path.is_file()).ok_or_else(|| {
                format!("{variable} names no file: run `make test`, which installs the checkers of markup")
            })
        };
        let found = Self { html_validate: named("BACKGROUNDER_HTML_VALIDATE")?, vnu: named("BACKGROUNDER_VNU")? };
        for program in ["java", "node"] {
            if let Err(error) = Command::new(program).arg("--version").output() {
                return Err(format!("the checkers of markup need {program}: {error} (scripts/setup.sh installs it)"));
            }
        }
        Ok(found)
    }

    /// All that is wrong with these files, a line for each mistake; and which of [`WRONG`] was said.
    pub fn check(&self, files: &[PathBuf]) -> (Vec<String>, Vec<usize>) {
        assert!(!files.is_empty(), "there is something to check");
        let mut found = self.html_validate(files);
        let mut wrong = Vec::new();
        for (line, message) in self.vnu(files) {
            match WRONG.iter().position(|(known, _)| message.starts_with(known)) {
                Some(at) => wrong.push(at),
                None => found.push(line),
            }
        }
        wrong.sort_unstable();
        wrong.dedup();
        (found, wrong)
    }

    fn html_validate(&self, files: &[PathBuf]) -> Vec<String> {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markup/html-validate.mjs");
        // Into a file: what it writes to a pipe is cut short when it ends.
        let folder = tempfile::tempdir().unwrap();
        let report = folder.path().join("report.json");
        let mut command = Command::new("node");
        command.arg(&self.html_validate).arg("--config").arg(config);
        command.arg(format!("--formatter=json={}", report.display()));
        // It knows no other kind of file.
        command.args(files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "html")));
        let output = command.output().unwrap();
        let said = fs::read(report).ok().and_then(|report| serde_json::from_slice(&report).ok());
        let said: Value = said.unwrap_or_else(|| panic!("html-validate: {}", String::from_utf8_lossy(&output.stderr)));
        let files = said.as_array().into_iter().flatten();
        files
            .flat_map(|file| file["messages"].as_array().into_iter().flatten().map(move |message| (file, message)))
            .map(|(file, message)| {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let place = format!("{}:{}:{}", text(&file["filePath"]), message["line"], message["column"]);
                format!("{place}: html-validate, {}: {}", text(&message["ruleId"]), text(&message["message"]))
            })
            .collect()
    }

    /// Each message as a line, and alone.
    fn vnu(&self, files: &[PathBuf]) -> Vec<(String, String)> {
        let mut command = Command::new("java");
        command.arg("-jar").arg(&self.vnu).args([
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            "--also-check-svg",
        ]);
        let output = command.args(files).output().unwrap();
        let said = serde_json::from_slice(&output.stdout);
        let said: Value = said.unwrap_or_else(|_| panic!("vnu: {}", String::from_utf8_lossy(&output.stderr)));
        let messages = said["messages"].as_array().unwrap_or_else(|| panic!("vnu: {said}"));
        messages
            .iter()
            .map(|message| {
                let text = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
                let (url, words) = (text("url"), text("message"));
                (format!("{url}:{}:{}: vnu: {words}", message["lastLine"], message["firstColumn"]), words)
            })
            .collect()
    }
}
