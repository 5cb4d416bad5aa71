//! The files of the site, as a map.

use super::policy::{policy, policy_alone};
use super::{card, manifest, style};
use crate::model::explainer::Explainer;
use crate::model::words::Lang;
use crate::view::document::{Bundle, Document, Head};
use crate::view::{Edition, IndexPage, NotFoundPage, Page};
use base64::prelude::{BASE64_STANDARD, Engine};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is published: path from the site's root → bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Makes the pages of a site, their cards and what stands around them; neither the browser half nor the worker is among them.
pub fn site(explainers: &[Explainer], bundle: &Bundle) -> Files {
    let lang = explainers.first().map(|explainer| explainer.lang).unwrap_or_default();
    let mut files = manifest::files(lang);
    for explainer in explainers {
        let id = &explainer.id;
        let file = explainer_file(explainer);
        let page = explainer_page(explainer, bundle, Edition::Site(file.len()));
        files.insert(format!("{id}/{id}.html"), file.into_bytes());
        files.insert(format!("{id}/index.html"), page.into_bytes());
        files.insert(format!("{id}/{}", card::PATH), card::card(explainer));
    }
    files.insert("index.html".into(), index_page(lang, explainers).into_bytes());
    files.insert("404.html".into(), not_found_page(lang).into_bytes());
    files
}

/// The page of one explainer.
fn explainer_page(explainer: &Explainer, bundle: &Bundle, edition: Edition) -> String {
    let style = style::sheet();
    let head = Head {
        description: explainer.summary(),
        policy: policy(&[&bundle.start("../")], &[&style]),
        bundle: Some(bundle.clone()),
        ..head(explainer.lang, &explainer.title, style, "../")
    };
    render(head, || view! { <Page explainer edition/> }.into_any())
}

/// The page of one explainer as one file, which opens anywhere.
fn explainer_file(explainer: &Explainer) -> String {
    let head =
        Head { description: explainer.summary(), ..head_alone(explainer.lang, &explainer.title, style::file_sheet()) };
    render(head, || view! { <Page explainer edition=Edition::File/> }.into_any())
}

fn index_page(lang: Lang, explainers: &[Explainer]) -> String {
    let style = style::sheet();
    let head = Head { policy: policy(&[], &[&style]), ..head(lang, lang.explainers(), style, "") };
    render(head, || view! { <IndexPage lang explainers/> }.into_any())
}

/// It is shown at any depth, and so can name no other file of the site.
fn not_found_page(lang: Lang) -> String {
    render(head_alone(lang, lang.not_found(), style::sheet()), || view! { <NotFoundPage lang/> }.into_any())
}

/// The head of a page of the site, but for its policy.
fn head(lang: Lang, title: &str, style: String, root: &str) -> Head {
    Head {
        lang,
        title: title.into(),
        description: title.into(),
        style,
        root: root.into(),
        icon: format!("{root}icon.svg"),
        manifest: Some(format!("{root}{}", manifest::PATH)),
        theme: manifest::PAPER,
        ..Head::default()
    }
}

/// The head of a page that needs no other file.
fn head_alone(lang: Lang, title: &str, style: String) -> Head {
    Head {
        policy: policy_alone(&style),
        icon: format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(manifest::ICON.trim_end())),
        manifest: None,
        ..head(lang, title, style, "")
    }
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
