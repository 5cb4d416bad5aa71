//! The documentation of the format says what the code does.

use super::files;
use backgrounder::model::parse::parse;
use backgrounder::model::problem::{Problem, Rule, Severity};
use backgrounder::model::words::Lang;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn document(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

#[test]
fn the_table_of_rules_is_the_list_in_the_code() {
    let path = document("format.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- rules -->\n").unwrap();
    let (table, after) = rest.split_once("<!-- /rules -->").unwrap();
    let mut expected = String::from("| rule | | what it finds |\n|---|---|---|\n");
    for rule in Rule::ALL {
        let severity = if rule.severity() == Severity::Error { "error" } else { "warning" };
        writeln!(expected, "| `{rule}` | {severity} | {} |", rule.finds()).unwrap();
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{before}<!-- rules -->\n{expected}<!-- /rules -->{after}")).unwrap();
    } else {
        assert!(table == expected, "`UPDATE=1 cargo test --test content` writes the table anew");
    }
}

#[test]
fn the_example_is_a_file_without_a_problem_and_has_every_field() {
    let text = fs::read_to_string(document("format.md")).unwrap();
    let example = text.split("```md\n").nth(1).unwrap().split("```").next().unwrap();
    let (explainer, problems) = parse("tides", example);
    assert!(explainer.is_some() && problems.is_empty(), "{problems:#?}");
    let example = front_matter(example);
    for (table, keys) in known_to_the_parser() {
        // A list of changes without a correction is the usual one.
        for key in keys.keys().filter(|key| *key != "correction") {
            let has = |value: &Value| value.get(key).is_some();
            let found = if table.is_empty() {
                has(&example)
            } else {
                example[&table].as_array().is_some_and(|tables| tables.iter().any(has))
            };
            assert!(found, "the example lacks `{key}` of `{table}`");
        }
    }
}

#[test]
fn the_document_names_every_field() {
    let text = fs::read_to_string(document("format.md")).unwrap();
    let rows: String = text.lines().filter(|line| line.starts_with('|')).collect();
    for (table, keys) in known_to_the_parser() {
        assert!(table.is_empty() || rows.contains(&format!("`[[{table}]]`")), "{table}");
        for key in keys.keys() {
            assert!(rows.contains(&format!("`{key}`")) || known_to_the_parser().contains_key(key), "{key}");
        }
    }
}

#[test]
fn the_schema_knows_the_fields_that_the_parser_knows() {
    let schema = schema();
    let mut in_schema = BTreeMap::from([(String::new(), fields(&schema))]);
    for (key, value) in schema["properties"].as_object().unwrap() {
        if value["items"]["type"] == "object" {
            in_schema.insert(key.clone(), fields(&value["items"]));
        }
    }
    assert_eq!(in_schema, known_to_the_parser());
}

#[test]
fn the_schema_accepts_the_good_files_and_refuses_bad_ones() {
    let schema = schema();
    let good = [files("tests/fixtures/good"), files("seeds")].concat();
    for path in &good {
        let front = front_matter(&fs::read_to_string(path).unwrap());
        assert_eq!(faults(&schema, &front, "top"), [""; 0], "{}", path.display());
    }
    for name in ["field-missing", "field-type", "field-unknown", "lang-unknown", "format-newer"].into_iter().chain([
        "paragraphs-none",
        "tie-kind-unknown",
        "table-single",
    ]) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/bad/{name}.md"));
        let front = front_matter(&fs::read_to_string(&path).unwrap());
        assert!(!faults(&schema, &front, "top").is_empty(), "{name}");
    }
}

#[test]
fn the_schema_and_the_format_name_every_language() {
    let tags: Vec<&str> = Lang::ALL.iter().map(|lang| lang.tag()).collect();
    assert_eq!(schema()["properties"]["lang"]["enum"], serde_json::json!(tags));
    let format = fs::read_to_string(document("format.md")).unwrap();
    let row = format.lines().find(|line| line.starts_with("| `lang` |")).unwrap();
    for tag in tags {
        assert!(row.contains(&format!("`\"{tag}\"`")), "{tag}: {row}");
    }
}

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string(document("format.schema.json")).unwrap()).unwrap()
}

/// Field → whether it is required.
type Keys = BTreeMap<String, bool>;

/// The fields of a table in the schema.
fn fields(table: &Value) -> Keys {
    let required: Vec<&str> = table["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let keys = table["properties"].as_object().unwrap().keys();
    keys.map(|key| (key.clone(), required.contains(&key.as_str()))).collect()
}

/// Table → its fields, as the parser tells them when it is asked for what it does not know; the top has no name.
fn known_to_the_parser() -> BTreeMap<String, Keys> {
    let unknown = "zzzzzzzzzzzz = 1\n";
    let of = |toml: &str| -> Keys {
        let problems = parse("any", &format!("+++\n{toml}+++\n")).1;
        let help = problems.iter().find(|problem| problem.message.ends_with(" cannot have `zzzzzzzzzzzz`")).unwrap();
        let has_no = |problem: &&Problem| problem.rule == Rule::MissingField && problem.message.contains(" has no `");
        // The table in question is the last that is read; what the top lacks is told of each.
        let missing: Vec<(&str, &str)> =
            problems.iter().filter(has_no).filter_map(|problem| problem.message.split_once(" has no ")).collect();
        let here = |table: &str| (table == "the front matter") != toml.contains("[[");
        let quoted = help.help.split('`').skip(1).step_by(2);
        quoted
            .map(|key| {
                (key.to_owned(), missing.iter().any(|(table, field)| here(table) && field.trim_matches('`') == key))
            })
            .collect()
    };
    let top = of(unknown);
    let is_table = |key: &&String| {
        let problems = parse("any", &format!("+++\n[[{key}]]\n+++\n")).1;
        problems.iter().any(|problem| problem.message.starts_with(&format!("[[{key}]] has no ")))
    };
    let tables: Vec<&String> = top.keys().filter(is_table).collect();
    let all = tables.iter().map(|table| ((*table).clone(), of(&format!("[[{table}]]\n{unknown}"))));
    let all: BTreeMap<String, Keys> = all.chain([(String::new(), top.clone())]).collect();
    assert_eq!(all.len(), 8, "the top and seven tables: {all:#?}");
    all
}

/// The front matter of a file as JSON; days become texts, as a schema sees them.
fn front_matter(file: &str) -> Value {
    fn json(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(day) => day.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(json).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    json(toml::from_str(file.split("+++\n").nth(1).unwrap()).unwrap())
}

/// What a schema finds wrong with a value. It knows the words that the schema uses, and no other, so that none is
/// passed over in silence; patterns and formats are left to other validators.
fn faults(schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, wanted) in schema.as_object().unwrap() {
        let holds = match word.as_str() {
            "$schema" | "title" | "description" | "pattern" | "format" => true,
            "type" => match wanted.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_i64(),
                "boolean" => value.is_boolean(),
                other => panic!("{place}: type {other}"),
            },
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= wanted.as_i64().unwrap()),
            "required" => wanted.as_array().unwrap().iter().all(|key| value.get(key.as_str().unwrap()).is_some()),
            "additionalProperties" => {
                let known = |key: &String| schema["properties"].get(key).is_some();
                value.as_object().is_none_or(|object| object.keys().all(known))
            }
            "properties" => {
                for (key, value) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = wanted.get(key) {
                        found.extend(faults(schema, value, &format!("{place}.{key}")));
                    }
                }
                true
            }
            "items" => {
                let items = value.as_array().into_iter().flatten();
                found.extend(items.flat_map(|item| faults(wanted, item, &format!("{place}[]"))));
                true
            }
            other => panic!("{place}: the test does not know `{other}`"),
        };
        if !holds {
            found.push(format!("{place}: {word}"));
        }
    }
    found
}
