//! The files of the site, as a map.

use super::policy::{self, Policy};
use super::script::without_comments;
use super::settings::{Address, Settings};
use super::{card, embed, feeds, headers, host, manifest, markers, parallel, search, structured, style, worker};
use crate::model::explainer::Explainer;
use crate::model::words::Lang;
use crate::view::document::{Bundle, Document, Head, Preview, Robots};
use crate::view::embed::{EmbedPage, EmbedThisPage, Place, SCRIPTS};
use crate::view::index::IndexPage;
use crate::view::{Edition, NoticePage, Page};
use base64::prelude::{BASE64_STANDARD, Engine};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is published: path from the site's root → bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Stands in snippets for the site's address where that is not known; a script puts the real one there.
const SOMEWHERE: &str = "https://ADDRESS-OF-THIS-SITE/";

/// Makes the pages of a site, their cards and what stands around them; neither the browser half nor the worker is among them.
pub fn site(explainers: &[Explainer], settings: &Settings, bundle: &Bundle) -> Files {
    let mut files = around(explainers, settings, bundle);
    files.extend(parallel::map(explainers, |explainer| alone(explainer, settings, bundle)).into_iter().flatten());
    files
}

/// What stands around the explainers, the page that lists them among it.
pub fn around(explainers: &[Explainer], settings: &Settings, bundle: &Bundle) -> Files {
    let lang = site_lang(explainers);
    let mut files = manifest::files(lang);
    files.extend(host::files());
    files.insert(headers::PATH.into(), headers::file().into_bytes());
    files.extend(lists(explainers, settings, bundle));
    if let Some(url) = &settings.url {
        files.insert(feeds::FEED.into(), feeds::feed(lang, &latest(explainers), settings, url).into_bytes());
        files.insert(feeds::SITEMAP.into(), feeds::sitemap(explainers, url).into_bytes());
    }
    files
}

/// One explainer alone: its pages and its card, all of them in a folder with its id.
pub fn alone(explainer: &Explainer, settings: &Settings, bundle: &Bundle) -> Files {
    let pages = explainer_pages(explainer, settings, bundle);
    let card = (card::path(&explainer.id), card::card(explainer));
    pages.into_iter().map(|(path, text)| (path, text.into_bytes())).chain([card]).collect()
}

/// What of a site is text that its explainers are in.
pub fn pages(explainers: &[Explainer], settings: &Settings, bundle: &Bundle) -> Files {
    let each = explainers.iter().flat_map(|explainer| explainer_pages(explainer, settings, bundle));
    let each = each.map(|(path, text)| (path, text.into_bytes()));
    lists(explainers, settings, bundle).into_iter().chain(each).collect()
}

/// What is of no explainer in particular and yet in words.
fn lists(explainers: &[Explainer], settings: &Settings, bundle: &Bundle) -> [(String, Vec<u8>); 4] {
    let (lang, latest) = (site_lang(explainers), latest(explainers));
    [
        ("index.html", index_page(lang, &latest, settings, bundle)),
        (search::PATH, search::data(&latest)),
        ("404.html", notice_page(lang, lang.words().not_found)),
        (worker::NOT_STORED, notice_page(lang, lang.words().not_stored)),
    ]
    .map(|(path, text)| (path.to_owned(), text.into_bytes()))
}

/// The language of what is of no explainer in particular: that of the first one.
fn site_lang(explainers: &[Explainer]) -> Lang {
    explainers.first().map(|explainer| explainer.lang).unwrap_or_default()
}

/// The explainers, the latest version first.
fn latest(explainers: &[Explainer]) -> Vec<&Explainer> {
    let mut latest: Vec<&Explainer> = explainers.iter().collect();
    latest.sort_by(|a, b| b.version().cmp(&a.version()).then_with(|| a.id.cmp(&b.id)));
    latest
}

/// Where an explainer's file to pass on is published.
pub fn file_path(id: &str) -> String {
    format!("{id}/{id}.html")
}

/// One explainer in every form in which it is published, as path and text.
fn explainer_pages(explainer: &Explainer, settings: &Settings, bundle: &Bundle) -> Vec<(String, String)> {
    let id = &explainer.id;
    let file = explainer_file(explainer, settings);
    let page = explainer_page(explainer, settings, bundle, Edition::Site(file.len()));
    let mut pages = vec![
        (file_path(id), file),
        (format!("{id}/index.html"), page),
        (format!("{id}/embed/index.html"), embed_page(explainer, settings, bundle)),
        (format!("{id}/embed/options/index.html"), options_page(explainer, settings)),
    ];
    if let Some(url) = &settings.url {
        pages.push((embed::oembed_path(id), embed::oembed(explainer, settings, url)));
    }
    pages
}

/// The page of one explainer.
fn explainer_page(explainer: &Explainer, settings: &Settings, bundle: &Bundle, edition: Edition<'_>) -> String {
    let id = &explainer.id;
    let style = style::sheet();
    let start = bundle.start("../");
    let policy = Policy { inline: &[&start], wasm: true, offline: true, ..Policy::default() };
    let address = |path: String| settings.url.as_ref().map(|url| url.of(&path));
    let head = Head {
        description: explainer.summary(),
        policy: policy.with(&style),
        bundle: Some(bundle.clone()),
        data: Some(structured::data(explainer, settings)),
        canonical: address(format!("{id}/")),
        oembed: address(embed::oembed_path(id)),
        preview: address(card::path(id)).map(|card| Preview {
            card,
            size: (card::WIDTH, card::HEIGHT),
            alt: card::alt(explainer),
            publisher: settings.publisher.clone(),
        }),
        ..head(explainer.lang, &explainer.title, style, "../")
    };
    render(head, || view! { <Page explainer edition/> }.into_any())
}

/// The page of one explainer as one file, which opens anywhere.
fn explainer_file(explainer: &Explainer, settings: &Settings) -> String {
    let page = settings.url.as_ref().map(|url| url.of(&format!("{}/", explainer.id)));
    let edition = Edition::File(page.as_deref());
    let head =
        Head { description: explainer.summary(), ..head_alone(explainer.lang, &explainer.title, style::file_sheet()) };
    render(head, || view! { <Page explainer edition/> }.into_any())
}

/// The page of one explainer for the frames of other pages.
fn embed_page(explainer: &Explainer, settings: &Settings, bundle: &Bundle) -> String {
    let page = settings.url.as_ref().map_or_else(|| "../".into(), |url| url.of(&format!("{}/", explainer.id)));
    let style = style::embed_sheet();
    let ([options, bridge], start) = (SCRIPTS.map(without_comments), bundle.start("../../"));
    let policy = Policy { inline: &[&options, &bridge, &start], wasm: true, ..Policy::default() }.with(&style);
    let head = Head {
        description: explainer.summary(),
        policy,
        bundle: Some(bundle.clone()),
        inline: Some([options, bridge]),
        canonical: Some(page),
        robots: Robots::KeepOut,
        manifest: None,
        ..head(explainer.lang, &explainer.title, style, "../../")
    };
    render(head, || view! { <EmbedPage explainer/> }.into_any())
}

/// The page on which an editor puts an embed together.
fn options_page(explainer: &Explainer, settings: &Settings) -> String {
    let style = style::options_sheet();
    let place = Place {
        site: settings.url.as_ref().map_or_else(|| SOMEWHERE.to_owned(), |url| Address::of(url, "")),
        height: embed::height,
    };
    let head = Head {
        policy: Policy { scripts: true, frames: true, ..Policy::default() }.with(&style),
        scripts: vec![host::PATH, host::OPTIONS_PATH],
        robots: Robots::KeepOut,
        manifest: None,
        ..head(Lang::En, &format!("Embed: {}", explainer.title), style, "../../../")
    };
    render(head, || view! { <EmbedThisPage explainer place=&place/> }.into_any())
}

fn index_page(lang: Lang, explainers: &[&Explainer], settings: &Settings, bundle: &Bundle) -> String {
    let style = style::index_sheet();
    let start = bundle.start("");
    let policy = Policy { inline: &[&start], wasm: true, offline: true, ..Policy::default() }.with(&style);
    let url = settings.url.as_ref();
    let head = Head {
        policy,
        bundle: Some(bundle.clone()),
        search: true,
        canonical: url.map(|url| url.of("")),
        feed: url.map(|url| url.of(feeds::FEED)),
        ..head(lang, lang.words().explainers, style, "")
    };
    render(head, || view! { <IndexPage lang explainers search=search::PATH/> }.into_any())
}

/// A page that stands in for another. It is shown at any depth, and so can name no other file of the site.
fn notice_page(lang: Lang, title: &'static str) -> String {
    render(head_alone(lang, title, style::notice_sheet()), || view! { <NoticePage lang title/> }.into_any())
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
        policy: policy::alone(&style),
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
    format!("<!DOCTYPE html>{}\n", markers::tidy(&html))
}
