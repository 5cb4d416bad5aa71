//! What an editor's preview adds to the static server: a script at the end of each page, the events that it listens to, and a
//! service worker that ends itself. None of that is in the published folder.

use super::Site;
use super::watch::Problems;
use crate::publish::policy;
use crate::publish::script::without_comments;
use crate::publish::{site, worker};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use sha2::{Digest, Sha256};
use std::convert::Infallible;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use url::form_urlencoded;

/// The media type of Server-Sent Events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).
pub const EVENTS: &str = "text/event-stream";

/// Where a page hears of changes, from the site's root. `?page=` names the page's path; each event has the hash of what is there
/// now, and all problems.
const PATH: &str = "/.preview";

/// How long a page waits before it asks again for a server that is gone.
const RETRY: Duration = Duration::from_millis(500);

/// A preview of one site.
pub struct Preview {
    told: watch::Receiver<Problems>,
    prefix: String,
    script: String,
}

impl Preview {
    /// A preview that tells pages what `told` hears, for a site below `prefix`.
    pub fn new(told: watch::Receiver<Problems>, prefix: &str) -> Self {
        Self { told, prefix: prefix.to_owned(), script: without_comments(include_str!("preview.js")) }
    }

    /// Answers as the site does, but for what a preview adds.
    pub async fn respond(&self, site: Arc<Site>, mut request: Request<Body>) -> Response {
        let path = request.uri().path().to_owned();
        match path.strip_prefix(&self.prefix) {
            Some(PATH) => return self.events(site, request.uri().query().unwrap_or_default()),
            // What a worker stored would be older than what an editor has just typed.
            Some(inner) if inner.strip_prefix('/') == Some(worker::PATH) => {
                let mut answer = worker::kill_switch().into_response();
                let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
                answer.headers_mut().insert(header::CONTENT_TYPE, kind);
                never_store(answer.headers_mut());
                return answer;
            }
            _ => {}
        }
        // A page is answered whole and as it lies there, so that something can be added to it.
        for name in [
            header::ACCEPT_ENCODING,
            header::RANGE,
            header::IF_NONE_MATCH,
            header::IF_MODIFIED_SINCE,
            header::IF_RANGE,
            header::IF_MATCH,
            header::IF_UNMODIFIED_SINCE,
        ] {
            request.headers_mut().remove(name);
        }
        let is_empty = request.method() != axum::http::Method::GET;
        let (mut head, body) = site.respond(request).await.into_parts();
        if is_empty || !is_page(&head.headers) || self.is_to_keep(&path) {
            return Response::from_parts(head, body);
        }
        let Ok(bytes) = to_bytes(body, usize::MAX).await else {
            return (StatusCode::INTERNAL_SERVER_ERROR, "the page could not be read\n").into_response();
        };
        let page = self.with_script(&String::from_utf8_lossy(&bytes), &hash(&bytes));
        head.headers.remove(header::CONTENT_LENGTH);
        never_store(&mut head.headers);
        Response::from_parts(head, page.into())
    }

    /// The stream of events for the page that a query names.
    fn events(&self, site: Arc<Site>, query: &str) -> Response {
        let page = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "page");
        let page: Arc<str> = page.map_or_else(|| format!("{}/", self.prefix), |(_, page)| page.into_owned()).into();
        let mut told = self.told.clone();
        // The first event is how things are now.
        told.mark_changed();
        let events = stream::unfold((told, site, page), async |(mut told, site, page)| {
            // Nobody watches any more when the server ends.
            told.changed().await.ok()?;
            let problems = told.borrow_and_update().clone();
            let now = site.hash_of(&page).await;
            let event = Event::default().retry(RETRY).data(format!(r#"{{"page":"{now}","problems":{problems}}}"#));
            Some((Ok::<_, Infallible>(event), (told, site, page)))
        });
        Sse::new(events).keep_alive(KeepAlive::default()).into_response()
    }

    /// Whether this is a file to pass on, which an editor may save: it stays as it will be published.
    fn is_to_keep(&self, path: &str) -> bool {
        let inner = path.strip_prefix(&self.prefix).and_then(|path| path.strip_prefix('/'));
        inner.is_some_and(|inner| inner.split_once('/').is_some_and(|(id, _)| inner == site::file_path(id)))
    }

    /// The page with the script at its end, and with a policy that lets it run and listen.
    fn with_script(&self, html: &str, hash: &str) -> String {
        let html = with_policy(html, |policy| {
            allow(&allow(policy, "script-src", &policy::hash(&self.script)), "connect-src", "'self'")
        });
        let (before, after) = html.split_at(html.rfind("</body>").unwrap_or(html.len()));
        let (script, prefix) = (&self.script, &self.prefix);
        format!(r#"{before}<script data-events="{prefix}{PATH}" data-page="{hash}">{script}</script>{after}"#)
    }
}

impl Site {
    /// The hash of what is at a path now, the page for missing ones included.
    async fn hash_of(&self, page: &str) -> String {
        let mut request = Request::new(Body::empty());
        match Uri::try_from(page) {
            Ok(uri) => *request.uri_mut() = uri,
            Err(_) => return String::new(),
        }
        let body = self.respond(request).await.into_body();
        to_bytes(body, usize::MAX).await.map(|bytes| hash(&bytes)).unwrap_or_default()
    }
}

/// Changes the policy that a page has in its head.
fn with_policy(html: &str, change: impl FnOnce(&str) -> String) -> String {
    const BEGIN: &str = r#"<meta http-equiv="Content-Security-Policy" content=""#;
    let found = html.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once('"')?)));
    match found {
        Some((before, (policy, after))) => format!("{before}{BEGIN}{}\"{after}", change(policy)),
        None => html.to_owned(),
    }
}

/// A Content Security Policy that allows one source more.
fn allow(policy: &str, directive: &str, source: &str) -> String {
    let mut is_there = false;
    let mut changed = policy.split("; ").fold(String::new(), |mut changed, known| {
        let mut words = known.split(' ');
        let is_it = words.next() == Some(directive);
        is_there |= is_it;
        let gap = if changed.is_empty() { "" } else { "; " };
        let more = if is_it && !words.any(|word| word == source) { format!(" {source}") } else { String::new() };
        let _ = write!(changed, "{gap}{known}{more}");
        changed
    });
    if !is_there {
        let _ = write!(changed, "; {directive} {source}");
    }
    changed
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn never_store(headers: &mut HeaderMap) {
    for name in [header::ETAG, header::LAST_MODIFIED, header::ACCEPT_RANGES] {
        headers.remove(name);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8].iter().fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_allows_one_source_more_and_nothing_else() {
        let strict = "default-src 'none'; style-src 'sha256-a'";
        assert_eq!(allow(strict, "script-src", "'sha256-b'"), format!("{strict}; script-src 'sha256-b'"));
        let own = "default-src 'none'; connect-src 'self'; script-src 'self' 'sha256-a'; base-uri 'none'";
        assert_eq!(allow(own, "connect-src", "'self'"), own);
        assert_eq!(allow(own, "script-src", "'sha256-b'"), own.replace("'sha256-a'", "'sha256-a' 'sha256-b'"),);
    }
}
