//! What a page says about itself to programs: schema.org, as JSON-LD.

use super::card;
use super::settings::Settings;
use crate::model::explainer::Explainer;
use serde_json::{Map, Value, json};

/// The data block of an explainer's page: a `BackgroundNewsArticle` (<https://schema.org/BackgroundNewsArticle>) with its
/// sources, its corrections, and its glossary as a `DefinedTermSet`.
///
/// It holds no `<`, and so cannot end the element that it stands in.
pub fn data(explainer: &Explainer, settings: &Settings) -> String {
    let id = &explainer.id;
    let address = |path: String| settings.url.as_ref().map(|url| url.of(&path));
    let page = address(format!("{id}/"));
    let glossary = page.as_ref().map(|page| format!("{page}#glossary"));
    let mut article = object(json!({
        "@context": "https://schema.org",
        "@type": "BackgroundNewsArticle",
        "headline": explainer.title,
        "description": explainer.summary(),
        "inLanguage": explainer.lang.tag(),
        "datePublished": explainer.first_version().to_string(),
        "dateModified": explainer.version().to_string(),
        "isAccessibleForFree": true,
        "citation": explainer.sources.iter().map(|source| {
            let mut citation = object(json!({
                "@type": "CreativeWork", "name": source.title, "datePublished": source.date.to_string(),
            }));
            set(&mut citation, "url", source.url.clone());
            Value::Object(citation)
        }).collect::<Vec<_>>(),
    }));
    set(&mut article, "url", page.clone());
    set(&mut article, "mainEntityOfPage", page);
    set(&mut article, "image", address(card::path(id)));
    set(
        &mut article,
        "publisher",
        settings.publisher.as_ref().map(|name| json!({ "@type": "Organization", "name": name })),
    );
    set(
        &mut article,
        "contributor",
        list(explainer.experts.iter().map(|name| json!({ "@type": "Person", "name": name }))),
    );
    let corrections = explainer.changes.iter().filter(|change| change.correction).map(
        |change| json!({ "@type": "CorrectionComment", "text": change.text, "datePublished": change.date.to_string() }),
    );
    set(&mut article, "correction", list(corrections));
    let terms = explainer.terms.iter().map(|term| {
        let mut entry = object(json!({ "@type": "DefinedTerm", "name": term.name, "description": term.text }));
        set(&mut entry, "alternateName", list(term.also.iter().map(|name| json!(name))));
        Value::Object(entry)
    });
    if let Some(terms) = list(terms) {
        let mut set_of_terms = object(json!({ "@type": "DefinedTermSet", "name": explainer.lang.words().glossary }));
        set(&mut set_of_terms, "url", glossary);
        set_of_terms.insert("hasDefinedTerm".into(), terms);
        article.insert("about".into(), Value::Object(set_of_terms));
    }
    Value::Object(article).to_string().replace('<', "\\u003c")
}

/// The members of a JSON object.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// Sets what is known, and leaves out the rest.
fn set(object: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object.insert(key.into(), value.into());
    }
}

/// A list, where there is anything in it.
fn list(items: impl Iterator<Item = Value>) -> Option<Value> {
    let items: Vec<Value> = items.collect();
    (!items.is_empty()).then_some(Value::Array(items))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse::parse;
    use crate::publish::settings;

    fn read(name: &str, text: &str, settings: &str) -> Value {
        let explainer = parse(name, text).0.unwrap();
        serde_json::from_str(&data(&explainer, &settings::parse(settings).unwrap())).unwrap()
    }

    const FULL: &str = include_str!("../../tests/fixtures/good/full.md");
    const URL: &str = "url = \"https://news.example/e/\"\npublisher = \"The Example\"";

    #[test]
    fn it_says_what_the_page_says() {
        let explainer = parse("full", FULL).0.unwrap();
        let said = read("full", FULL, URL);
        assert_eq!(said["@type"], "BackgroundNewsArticle");
        assert_eq!(said["headline"], explainer.title);
        assert_eq!(said["url"], "https://news.example/e/full/");
        assert_eq!(said["dateModified"], explainer.version().to_string());
        assert!(said["datePublished"].as_str() <= said["dateModified"].as_str());
        assert_eq!(said["citation"].as_array().unwrap().len(), explainer.sources.len());
        let terms = said["about"]["hasDefinedTerm"].as_array().unwrap();
        assert_eq!(terms.len(), explainer.terms.len());
        for (entry, term) in terms.iter().zip(&explainer.terms) {
            assert_eq!((&entry["name"], &entry["description"]), (&term.name.clone().into(), &term.text.clone().into()));
        }
        let corrections = explainer.changes.iter().filter(|change| change.correction).count();
        assert_eq!(said["correction"].as_array().map_or(0, Vec::len), corrections);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let said = read("minimal", include_str!("../../tests/fixtures/good/minimal.md"), "");
        for absent in ["url", "image", "publisher", "correction", "contributor"] {
            assert!(said.get(absent).is_none(), "{absent}: {said}");
        }
    }

    #[test]
    fn no_title_ends_the_element_that_it_stands_in() {
        let title = FULL.lines().find(|line| line.starts_with("title = ")).unwrap();
        let text = FULL.replace(title, "title = '</script><script>alert(1)</script>'");
        let explainer = parse("full", &text).0.unwrap();
        let data = data(&explainer, &Settings::default());
        assert!(!data.contains('<'), "{data}");
        assert_eq!(serde_json::from_str::<Value>(&data).unwrap()["headline"], explainer.title);
    }
}
