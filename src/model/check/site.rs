//! The rules that need all files of a site: links from one explainer to another.

use super::ids;
use crate::model::explainer::Explainer;
use crate::model::parse::links::{Target, target};
use crate::model::parse::siblings;
use crate::model::problem::{Problem, Problems, Rule};
use std::collections::BTreeMap;

/// The explainers of a site by their ids. One whose file has an error is there, but what is in it is not known.
#[derive(Debug)]
pub struct Site<'a>(BTreeMap<&'a str, Option<&'a Explainer>>);

impl<'a> Site<'a> {
    /// The site of these explainers.
    pub fn new(explainers: impl IntoIterator<Item = (&'a str, Option<&'a Explainer>)>) -> Self {
        Self(explainers.into_iter().collect())
    }

    /// The links in the text of one of them that lead to no explainer of the site, or to no question of it.
    pub fn dead_links(&self, text: &str) -> Vec<Problem> {
        let mut problems = Problems::new(text);
        for link in siblings(text) {
            let Ok(Target::Sibling(id, place)) = target(&link.value) else { continue };
            match (self.0.get(id), place) {
                (None, _) => {
                    let message = format!("the site has no explainer `{}`", ids::short(id));
                    problems.report_with(Rule::UnknownExplainer, link.span, message, || {
                        ids::suggest(id, || self.0.keys().copied())
                    });
                }
                // What the page itself has there is not looked up.
                (Some(Some(explainer)), Some(place)) if !ids::is_reserved(place) && !place.contains("--") => {
                    let known = || explainer.questions.iter().map(|question| question.id.0.as_str());
                    if !known().any(|known| known == place) {
                        let message = format!("`{id}` has no question with the id `{}`", ids::short(place));
                        problems.report_with(Rule::UnknownExplainer, link.span, message, || ids::suggest(place, known));
                    }
                }
                _ => {}
            }
        }
        problems.into_sorted()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parse::parse;

    const MINIMAL: &str = include_str!("../../../tests/fixtures/good/minimal.md");

    fn found(link: &str) -> Vec<String> {
        let tides = parse("tides", MINIMAL).0.unwrap();
        let site = Site::new([("tides", Some(&tides)), ("broken", None)]);
        let text = MINIMAL.replace("The moon", &format!("The [moon]({link})"));
        assert_ne!(text, MINIMAL);
        assert!(parse("moon", &text).0.is_some(), "a dead link holds no page back");
        site.dead_links(&text).iter().map(|problem| problem.render("moon.md", &text)).collect()
    }

    #[test]
    fn a_link_to_an_explainer_that_is_not_there_is_reported_at_its_place() {
        let problem = &found("../tide/")[0];
        assert!(problem.starts_with("warning[unknown-explainer]: the site has no explainer `tide`\n"), "{problem}");
        assert!(problem.contains(" --> moon.md:") && problem.contains("`tides`"), "{problem}");
    }

    #[test]
    fn a_link_to_a_question_that_another_explainer_lacks_is_reported() {
        let problem = &found("../tides/#wy")[0];
        assert!(problem.contains("`tides` has no question with the id `wy`") && problem.contains("`why`"), "{problem}");
    }

    #[test]
    fn links_that_lead_somewhere_or_to_what_is_not_known_are_left_alone() {
        for link in
            ["../tides/", "../tides/#why", "../tides/#timeline", "../broken/#any", "../tides/embed/", "#why", "/x/"]
        {
            assert!(found(link).is_empty(), "{link}");
        }
    }
}
