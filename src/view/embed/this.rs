//! The page on which an editor puts an embed together.

use super::snippets::{Snippet, snippets};
use crate::model::explainer::Explainer;
use leptos::prelude::*;

pub use super::snippets::Place;

/// Options with a live preview, what to paste where, what becomes of the readers' privacy, what a page must allow.
///
/// It is written for editors, in English, as the other documentation is.
#[component]
pub fn EmbedThisPage<'a>(
    /// The explainer.
    explainer: &'a Explainer,
    /// Where the embed is, and how much room it wants.
    place: &'a Place,
) -> impl IntoView + use<> {
    let questions = |each: fn(&str, String) -> AnyView| {
        explainer.questions.iter().map(|question| each(&question.id.0, question.title.clone())).collect_view()
    };
    let open = questions(|id, title| view! { <option value=id.to_owned()>{title}</option> }.into_any());
    let shown = questions(|id, title| {
        view! {
            <label><input type="checkbox" name="questions" value=id.to_owned() checked/>{title}</label>
        }
        .into_any()
    });
    let snippets = snippets(explainer, place).into_iter().enumerate().map(snippet).collect_view();
    view! {
        <main class="page options" data-site=place.site.clone()>
            <h1>"Embed this explainer"</h1>
            <p><a href="../../">{explainer.title.clone()}</a></p>
            <form hidden>
                <label>
                    <span class="options__label">"Open at the start"</span>
                    <select name="open"><option value="">"None"</option>{open}</select>
                </label>
                <label>
                    <span class="options__label">"Colours"</span>
                    <select name="theme">
                        <option value="">"As the device is set"</option>
                        <option value="light">"Light"</option>
                        <option value="dark">"Dark"</option>
                    </select>
                </label>
                <label>
                    <span class="options__label">"Questions are headings of level"</span>
                    <select name="level">
                        <option value="">"2"</option>
                        <option>"3"</option>
                        <option>"4"</option>
                        <option>"5"</option>
                        <option>"6"</option>
                    </select>
                </label>
                <label>
                    <span class="options__label">"Accent on light, six hexadecimal digits"</span>
                    <input name="accent" placeholder="0b4a6b" maxlength="7" autocomplete="off" spellcheck="false"/>
                </label>
                <label>
                    <span class="options__label">"Accent on dark"</span>
                    <input name="accent-dark" placeholder="9bd1f0" maxlength="7" autocomplete="off" spellcheck="false"/>
                </label>
                <label>
                    <span class="options__label">"Typefaces that readers have, by name"</span>
                    <input name="font" placeholder="Georgia, serif" maxlength="100" autocomplete="off" spellcheck="false"/>
                </label>
                <fieldset><legend>"Questions to show"</legend>{shown}</fieldset>
                <label>
                    <span class="options__label">"Preview as on"</span>
                    <select name="width">
                        <option value="100%">"This screen"</option>
                        <option value="37.5rem">"A column, 600 px"</option>
                        <option value="20rem">"A phone, 320 px"</option>
                    </select>
                </label>
            </form>
            <h2>"Preview"</h2>
            <p class="options__address">{place.embed(&explainer.id)}</p>
            <iframe data-backgrounder="" src="../" height=place.wide(explainer).to_string() title="Preview of the embed"></iframe>
            <h2>"What to paste"</h2>
            <p role="status"></p>
            {snippets}
            {advice()}
        </main>
    }
}

fn snippet((at, snippet): (usize, Snippet)) -> AnyView {
    let Snippet { name, why, code } = snippet;
    view! {
        <details class="options__snippet" open=at == 0>
            <summary>{name}</summary>
            <p>{why}</p>
            <pre><code>{code}</code></pre>
            <button type="button" class="button" data-copy="">"Copy"</button>
        </details>
    }
    .into_any()
}

/// What readers and security reviewers ask about.
fn advice() -> impl IntoView {
    view! {
        <h2>"Your readers’ privacy"</h2>
        <p>
            "The frame loads from this site and from nowhere else. There is no cookie, no counting and no script of a third \
             party. What a reader has read is kept by their browser for this site inside yours, and is never sent; in a \
             sandbox without allow-same-origin it is forgotten with the page, which the embed says. The frame tells your page \
             its height, and where to scroll when the reader asks for a place out of sight: no text, no progress."
        </p>
        <h2>"What your page must allow"</h2>
        <dl>
            <dt>"Content Security Policy"</dt>
            <dd>"frame-src with this site’s origin, and script-src with it where you load embed.js. A policy that forbids \
                 inline styles drops the reserved height: use the frame, which needs none."</dd>
            <dt>"Cross-Origin-Embedder-Policy: require-corp"</dt>
            <dd>"The embed is served with that header and with Cross-Origin-Resource-Policy: cross-origin, as is embed.js: \
                 nothing to do, where this site’s host sends the headers of its file _headers."</dd>
            <dt>"A sandbox"</dt>
            <dd>"allow-scripts is enough to read, open answers and get the right height. allow-same-origin keeps progress; \
                 allow-popups with allow-popups-to-escape-sandbox lets links open beside your article."</dd>
            <dt>"Another host script"</dt>
            <dd>"pym.js, @newswire/frames, iframe-resizer 4 and 5, amp-iframe, Datawrapper’s, Embedly’s, the Guardian’s and \
                 WordPress’s scripts size the embed as it is; embed.js is not needed then."</dd>
        </dl>
    }
}
