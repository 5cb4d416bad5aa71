//! The HTML document around a page.

use crate::model::words::Lang;
use leptos::prelude::*;

/// What the head of a document says.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The page's language.
    pub lang: Lang,
    /// The page's title.
    pub title: String,
    /// What the page is about, for search engines and previews.
    pub description: String,
    /// The page's Content Security Policy.
    pub policy: String,
    /// The style sheet.
    pub style: String,
    /// The way from this page to the site's root: `""` or `"../"`.
    pub root: String,
    /// The address of the page's icon.
    pub icon: String,
    /// The address of the site's manifest; a page that stands for itself has none.
    pub manifest: Option<String>,
    /// The colour of what stands around the page, by colour scheme.
    pub theme: [(&'static str, &'static str); 2],
    /// The browser half; a page without it needs no script.
    pub bundle: Option<Bundle>,
    /// Classic scripts to run in place, before the browser half: behind the style sheet, and behind the page. Their hashes
    /// stand in the page's policy.
    pub inline: Option<[String; 2]>,
    /// Further scripts, at the site's root, that run when the page is there.
    pub scripts: Vec<&'static str>,
    /// Whether the page has the search field, and so needs its script.
    pub search: bool,
    /// The address under which the page is to be known; where the site's own is not known, none.
    pub canonical: Option<String>,
    /// Where the page's oEmbed answer is.
    pub oembed: Option<String>,
    /// What other sites show beside a link to the page.
    pub preview: Option<Preview>,
    /// The full address of the site's feed.
    pub feed: Option<String>,
    /// What the page says about itself to programs, as JSON-LD.
    pub data: Option<String>,
    /// What search engines are told.
    pub robots: Robots,
}

/// What other sites show beside a link to a page: Open Graph (<https://ogp.me>), which Twitter's cards fall back on.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The full address of the card.
    pub card: String,
    /// The card's width and height in pixels.
    pub size: (u16, u16),
    /// What the card shows, in words.
    pub alt: String,
    /// Who publishes the site.
    pub publisher: Option<String>,
}

/// Whether search engines may list a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Robots {
    /// They may.
    #[default]
    Welcome,
    /// They may not: another page is to be found in its place.
    KeepOut,
}

/// The browser half as the page refers to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// The script's file name, at the site's root.
    pub script: String,
    /// The wasm's file name, at the site's root.
    pub wasm: String,
    /// The file name of the front page's search, at the site's root.
    pub search: String,
    /// `integrity` of the script.
    pub script_integrity: String,
    /// `integrity` of the search.
    pub search_integrity: String,
}

impl Bundle {
    /// The inline script that starts the browser half; its hash stands in the page's policy.
    ///
    /// Where a browser knows Trusted Types, a text becomes a script's address only through a policy. The browser half
    /// has one such address, that of the worker; saying so here costs less than in the wasm. It comes last: where something
    /// else in the browser has made that policy already, the page goes without a worker, and is live all the same.
    pub fn start(&self, root: &str) -> String {
        let Self { script, wasm, .. } = self;
        let relative = if root.is_empty() { "./" } else { root };
        format!(
            "import i from\"{relative}{script}\";\
             i({{module_or_path:\"{relative}{wasm}\"}});\
             self.trustedTypes?.createPolicy(\"default\",{{createScriptURL:u=>u==\"{root}sw.js\"?u:null}})"
        )
    }
}

/// The head of a document, and its body.
#[component]
pub fn Document(
    /// What the head says.
    head: Head,
    /// The page.
    body: AnyView,
) -> impl IntoView {
    let Head { lang, title, description, policy, style, root, icon, manifest, theme, bundle, scripts, .. } = head;
    let canonical_address = head.canonical;
    let canonical = canonical_address.clone().map(|address| view! { <link rel="canonical" href=address/> });
    let robots = (head.robots == Robots::KeepOut).then(|| view! { <meta name="robots" content="noindex"/> });
    let oembed = head.oembed.map(|address| {
        view! { <link rel="alternate" r#type="application/json+oembed" href=address title=title.clone()/> }
    });
    let feed = head.feed.map(|address| view! { <link rel="alternate" r#type="application/atom+xml" href=address/> });
    let data = head.data.map(|data| view! { <script type="application/ld+json" inner_html=data></script> });
    let preview = head.preview.map(|preview| {
        let property = |name: &'static str, content: String| {
            // `view!` does not know this attribute of `<meta>`.
            leptos::html::meta().attr("property", name).content(content)
        };
        let Preview { card, size: (width, height), alt, publisher } = preview;
        view! {
            {property("og:type", "article".into())}
            {property("og:title", title.clone())}
            {property("og:description", description.clone())}
            {canonical_address.clone().map(|address| property("og:url", address))}
            {property("og:image", card)}
            {property("og:image:width", width.to_string())}
            {property("og:image:height", height.to_string())}
            {property("og:image:alt", alt)}
            {publisher.map(|publisher| property("og:site_name", publisher))}
            <meta name="twitter:card" content="summary_large_image"/>
        }
    });
    let inline = |script: String| view! { <script inner_html=script></script> };
    let (first, last) = head.inline.map(|[first, last]| (inline(first), inline(last))).unzip();
    let scripts =
        scripts.iter().map(|script| view! { <script defer src=format!("{root}{script}")></script> }).collect_view();
    let hints = bundle.clone().map(|bundle| {
        view! {
            <link rel="modulepreload" href=format!("{root}{}", bundle.script) integrity=bundle.script_integrity/>
            // No integrity here: browsers do not check it for this kind of preload, and say so on the console.
            <link rel="preload" href=format!("{root}{}", bundle.wasm) r#as="fetch" crossorigin="anonymous"/>
        }
    });
    let search = bundle.as_ref().filter(|_| head.search).map(|Bundle { search, search_integrity, .. }| {
        view! { <script type="module" src=format!("{root}{search}") integrity=search_integrity.clone()></script> }
    });
    let start = bundle.map(|bundle| view! { <script type="module" inner_html=bundle.start(&root)></script> });
    let theme = theme.map(|(scheme, colour)| {
        // `view!` does not know this attribute of `<meta>`.
        let media = format!("(prefers-color-scheme: {scheme})");
        leptos::html::meta().name("theme-color").content(colour).attr("media", media)
    });
    let manifest = manifest.map(|manifest| view! { <link rel="manifest" href=manifest/> });
    view! {
        <html lang=lang.tag() dir=lang.dir()>
            <head>
                <meta charset="utf-8"/>
                <meta http-equiv="Content-Security-Policy" content=policy/>
                <title>{title}</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="description" content=description/>
                {robots}
                {canonical}
                {oembed}
                {feed}
                {preview}
                <meta name="color-scheme" content="light dark"/>
                {theme.collect_view()}
                <link rel="icon" href=icon type="image/svg+xml"/>
                {manifest}
                <style inner_html=style></style>
                {first}
                {hints}
                {scripts}
                {search}
                {data}
            </head>
            <body>{body}{last}{start}</body>
        </html>
    }
}
