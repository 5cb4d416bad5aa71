//! The files of the site, as a map.

use super::policy::policy;
use super::style;
use crate::model::explainer::Explainer;
use crate::model::words::Lang;
use crate::view::document::{Bundle, Document, Head};
use crate::view::{IndexPage, Page};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is published: path from the site's root → bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Makes the pages of a site; the browser half itself is not among them.
pub fn site(explainers: &[Explainer], bundle: &Bundle) -> Files {
    let mut files = Files::new();
    for explainer in explainers {
        files.insert(format!("{}/index.html", explainer.id), explainer_page(explainer, bundle).into_bytes());
    }
    files.insert("index.html".into(), index_page(explainers).into_bytes());
    files.insert("icon.svg".into(), include_bytes!("../../public/icon.svg").to_vec());
    files
}

/// The page of one explainer.
pub fn explainer_page(explainer: &Explainer, bundle: &Bundle) -> String {
    let style = style::sheet();
    let head = Head {
        lang: explainer.lang,
        title: explainer.title.clone(),
        description: explainer.summary(),
        policy: policy(&[&bundle.start("../")], &[&style]),
        style,
        root: "../".into(),
        bundle: Some(bundle.clone()),
    };
    render(head, || view! { <Page explainer/> }.into_any())
}

fn index_page(explainers: &[Explainer]) -> String {
    let lang = explainers.first().map(|explainer| explainer.lang).unwrap_or_default();
    let style = style::sheet();
    let head = Head {
        lang,
        title: Lang::explainers(lang).into(),
        description: Lang::explainers(lang).into(),
        policy: policy(&[], &[&style]),
        style,
        ..Head::default()
    };
    render(head, || view! { <IndexPage lang explainers/> }.into_any())
}

/// Renders a page as it will be hydrated: no server, router or executor takes part.
fn render(head: Head, page: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    let html = owner.with(|| {
        let body = page();
        view! { <Document head body/> }.to_html()
    });
    format!("<!DOCTYPE html>{html}\n")
}
