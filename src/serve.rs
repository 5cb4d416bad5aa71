//! A static file server for previews and tests: one folder, on 127.0.0.1 only.
//!
//! It answers as a careful static host would, so that what works here works there: media types, `index.html` for
//! folders, `404.html` with a real 404, compressed bodies (`.br` and `.gz` siblings first, else on the fly), and the
//! cache rules of the built site's own `_headers`. It runs on a thread of its own, so that blocking and async callers
//! use it alike, and stopping it cuts open connections too: a test of the offline page needs a server that is gone.
//!
//! With a folder of explainers it is an editor's preview: `watch` publishes what changes there, and `preview` tells the open
//! pages.

mod preview;
mod watch;

use std::{
    fmt, io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
    time::Duration,
};

use crate::publish::headers;
use preview::Preview;
use watch::Watch;

use axum::{
    Router,
    body::Body,
    extract::State,
    http::{
        Extensions, HeaderMap, HeaderName, HeaderValue, Request as HttpRequest, StatusCode, Uri, Version, header,
        uri::PathAndQuery,
    },
    response::{IntoResponse, Redirect, Response},
};
use tokio::{
    runtime::{Builder, Handle, Runtime},
    sync::oneshot,
};
use tower_http::{
    compression::{
        CompressionLayer,
        predicate::{Predicate, SizeAbove},
    },
    services::ServeDir,
};

/// A request that reached the server, as the log of [`Options`] keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD`, …
    pub method: String,
    /// The path and the query as they were sent, the prefix included.
    pub target: String,
}

/// How to serve; `Options::default()` serves at `/`, on any free port, without a log.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes any that is free.
    pub port: u16,
    /// A path under which the folder appears, such as `/some/path`; empty for the root.
    pub prefix: String,
    /// Headers added to every answer. One of the server's own with the same name gives way.
    pub extra_headers: Vec<(String, String)>,
    /// Where to note every request, in the order of arrival.
    pub log: Option<Arc<Mutex<Vec<Request>>>>,
    /// The folder of explainers whose changes are published and shown in the open pages: a preview. The folder that is served
    /// must hold a browser half.
    pub seeds: Option<PathBuf>,
}

/// A running server; it ends with [`Server::stop`] or when it is dropped.
pub struct Server {
    addr: SocketAddr,
    prefix: String,
    runtime: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
    /// Watches for as long as the server lives.
    _watch: Option<Watch>,
}

impl Server {
    /// Serves `dir` at the root of `port` (0 takes any that is free).
    ///
    /// # Errors
    ///
    /// As [`Server::with_options`].
    pub fn start(dir: impl Into<PathBuf>, port: u16) -> io::Result<Self> {
        Self::with_options(dir, Options { port, ..Options::default() })
    }

    /// Serves `dir` as `options` say.
    ///
    /// # Errors
    ///
    /// If `dir` is no folder, if the port is taken or forbidden (the message names it and says what to do), if an extra
    /// header is malformed, or if the system refuses another thread.
    pub fn with_options(dir: impl Into<PathBuf>, options: Options) -> io::Result<Self> {
        let dir = dir.into();
        if !dir.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                format!("there is no folder {} to serve: build the site first", dir.display()),
            ));
        }
        let prefix = normal_prefix(&options.prefix);
        let listener = listen(options.port)?;
        let (watch, preview) = match options.seeds {
            Some(seeds) => {
                let (watch, told) = Watch::start(seeds, dir.clone())?;
                (Some(watch), Some(Preview::new(told, &prefix)))
            }
            None => (None, None),
        };
        let site = Arc::new(Site {
            preview,
            files: ServeDir::new(dir).precompressed_br().precompressed_gzip().redirect_path_prefix(prefix.clone()),
            prefix: prefix.clone(),
            extra_headers: parse_headers(&options.extra_headers)?,
            log: options.log,
        });

        let addr = listener.local_addr()?;
        let runtime =
            Builder::new_multi_thread().worker_threads(2).thread_name("backgrounder-serve").enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new()
            .name("backgrounder-serve".to_owned())
            .spawn(move || run(runtime, listener, site, stopped))?;
        Ok(Self { addr, prefix, runtime: handle, stop: Some(stop), thread: Some(thread), _watch: watch })
    }

    /// The address that the server listens on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The address of the folder, with a slash at its end: `http://127.0.0.1:8080/`.
    pub fn url(&self) -> String {
        format!("http://{}{}/", self.addr, self.prefix)
    }

    /// Closes the listener and every open connection; when this returns, a request is refused.
    pub fn stop(self) {
        drop(self);
    }

    /// Serves until Ctrl-C, then stops. It blocks, and so is no call for an async task.
    ///
    /// # Errors
    ///
    /// If the system does not let the program listen for Ctrl-C.
    pub fn wait(self) -> io::Result<()> {
        let (tell, told) = mpsc::channel();
        // On the server's own runtime: the caller may have none, and one cannot be started inside another.
        self.runtime.spawn(async move {
            let _ = tell.send(tokio::signal::ctrl_c().await);
        });
        told.recv().unwrap_or(Ok(()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic there was printed there, and there is nothing left to stop.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Server").field(&self.url()).finish()
    }
}

/// What an answer needs to know.
struct Site {
    files: ServeDir,
    prefix: String,
    extra_headers: Vec<(HeaderName, HeaderValue)>,
    log: Option<Arc<Mutex<Vec<Request>>>>,
    preview: Option<Preview>,
}

/// Binds the port and says in words what is wrong if that fails.
fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        let advice = match error.kind() {
            io::ErrorKind::AddrInUse => "another program listens there; end it, or choose another port",
            io::ErrorKind::PermissionDenied => "ports below 1024 are the system's; choose a higher one",
            _ => "choose another port",
        };
        io::Error::new(
            error.kind(),
            format!("cannot serve on port {port} of 127.0.0.1: {advice} (0 takes any that is free): {error}"),
        )
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// The server's thread: it serves until the other end of `stopped` is dropped.
fn run(runtime: Runtime, listener: TcpListener, site: Arc<Site>, stopped: oneshot::Receiver<()>) {
    let compression = CompressionLayer::new().compress_when(SizeAbove::new(256).and(is_compressible));
    let app = Router::new().fallback(answer).layer(compression).with_state(site);
    runtime.block_on(async {
        match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => {
                tokio::spawn(async move { axum::serve(listener, app).await });
                let _ = stopped.await;
            }
            Err(error) => eprintln!("the server could not start: {error}"),
        }
    });
    // With the runtime go its tasks, and with them the listener and each connection. No graceful end: a browser
    // keeps its connections open for minutes.
    runtime.shutdown_timeout(Duration::from_secs(1));
}

async fn answer(State(site): State<Arc<Site>>, request: HttpRequest<Body>) -> Response {
    site.note(&request);
    let mut response = match &site.preview {
        Some(preview) => preview.respond(Arc::clone(&site), request).await,
        None => site.respond(request).await,
    };
    let headers = response.headers_mut();
    for (name, _) in &site.extra_headers {
        headers.remove(name);
    }
    for (name, value) in &site.extra_headers {
        headers.append(name, value.clone());
    }
    response
}

impl Site {
    fn note(&self, request: &HttpRequest<Body>) {
        if let Some(log) = &self.log {
            log.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(Request { method: request.method().to_string(), target: target(request.uri()).to_owned() });
        }
    }

    async fn respond(&self, mut request: HttpRequest<Body>) -> Response {
        let Some(inner) = target(request.uri()).strip_prefix(&self.prefix) else {
            return not_found();
        };
        if !inner.starts_with('/') {
            // `/some/path` is the folder without its slash, on which relative links would break; `/some/pathway` is
            // no business of ours.
            return if request.uri().path() == self.prefix {
                let query = request.uri().query().map(|query| format!("?{query}"));
                Redirect::permanent(&format!("{}/{}", self.prefix, query.unwrap_or_default())).into_response()
            } else {
                not_found()
            };
        }
        let Ok(inner) = PathAndQuery::try_from(inner) else {
            return not_found();
        };
        let path = inner.path().to_owned();
        *request.uri_mut() = Uri::from(inner);

        let found = self.files.clone().try_call(request).await;
        let mut response = match found {
            Ok(response) if response.status() != StatusCode::NOT_FOUND => response.map(Body::new),
            Err(error) if !is_missing(&error) => {
                (StatusCode::INTERNAL_SERVER_ERROR, format!("the server could not read {path}: {error}\n"))
                    .into_response()
            }
            Ok(_) | Err(_) => self.not_found_page().await,
        };
        let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
        // What is not there may be there with the next build.
        let headers = headers::of(if found { &path } else { "/404.html" });
        // Everything that the table says nothing of may change with the next build, too; the entity tag makes asking cheap.
        for (name, value) in [("Cache-Control", "no-cache")].into_iter().chain(headers) {
            if let Ok(name) = HeaderName::from_bytes(name.as_bytes()) {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
        }
        name_charset(response.headers_mut());
        response
    }

    /// The site's own `404.html`, or a line of text.
    async fn not_found_page(&self) -> Response {
        let mut request = HttpRequest::new(Body::empty());
        *request.uri_mut() = Uri::from_static("/404.html");
        match self.files.clone().try_call(request).await {
            Ok(page) if page.status() == StatusCode::OK => {
                let mut page = page.map(Body::new);
                *page.status_mut() = StatusCode::NOT_FOUND;
                page
            }
            Ok(_) | Err(_) => not_found(),
        }
    }
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "404 Not Found\n").into_response()
}

/// Whether reading failed because there is nothing to read, which is a 404 and no fault of the server.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::PermissionDenied)
}

/// The path and the query.
fn target(uri: &Uri) -> &str {
    uri.path_and_query().map_or("/", PathAndQuery::as_str)
}

/// `some/path/` and `/some/path` both become `/some/path`; the root becomes nothing.
fn normal_prefix(prefix: &str) -> String {
    match prefix.trim_matches('/') {
        "" => String::new(),
        inner => format!("/{inner}"),
    }
}

fn parse_headers(headers: &[(String, String)]) -> io::Result<Vec<(HeaderName, HeaderValue)>> {
    headers
        .iter()
        .map(|(name, value)| {
            let malformed = || {
                io::Error::new(io::ErrorKind::InvalidInput, format!("`{name}: {value}` is no header that can be sent"))
            };
            Ok((
                HeaderName::try_from(name).map_err(|_| malformed())?,
                HeaderValue::try_from(value).map_err(|_| malformed())?,
            ))
        })
        .collect()
}

/// Text is UTF-8 here; without a word about it a browser would take a plain text file for Windows-1252.
fn name_charset(headers: &mut HeaderMap) {
    let Some(Ok(kind)) = headers.get(header::CONTENT_TYPE).map(HeaderValue::to_str) else {
        return;
    };
    if kind.starts_with("text/")
        && !kind.contains("charset")
        && let Ok(value) = HeaderValue::try_from(format!("{kind}; charset=utf-8"))
    {
        headers.insert(header::CONTENT_TYPE, value);
    }
}

/// Text in all its forms, and wasm; pictures and fonts are compressed as they are.
fn is_compressible(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default();
    // A stream of events would wait in the compressor.
    kind.starts_with("text/") && kind != preview::EVENTS
        || kind.ends_with("+xml")
        || kind.ends_with("+json")
        || matches!(kind, "application/json" | "application/xml" | "application/javascript" | "application/wasm")
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        io::{Read, Write},
        net::TcpStream,
        path::Path,
    };

    use tempfile::TempDir;

    use super::*;

    struct Reply {
        status: u16,
        head: String,
        body: Vec<u8>,
    }

    impl Reply {
        fn header(&self, name: &str) -> Option<&str> {
            self.head.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| value.trim())
            })
        }
    }

    /// A request in HTTP/1.0, whose answer ends with the connection: no chunks to put together.
    fn send(server: &Server, method: &str, target: &str, headers: &str) -> Reply {
        let mut stream = TcpStream::connect(server.addr()).unwrap();
        write!(stream, "{method} {target} HTTP/1.0\r\nHost: localhost\r\n{headers}\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Reply { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body: bytes[end + 4..].to_vec() }
    }

    fn get(server: &Server, target: &str) -> Reply {
        send(server, "GET", target, "")
    }

    fn write(dir: &Path, name: &str, contents: &str) {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let dir = TempDir::new().unwrap();
        for (name, contents) in files {
            write(dir.path(), name, contents);
        }
        dir
    }

    #[test]
    fn every_kind_of_file_has_its_media_type() {
        let kinds = [
            ("a.html", "text/html; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.wasm", "application/wasm"),
            ("a.css", "text/css; charset=utf-8"),
            ("a.svg", "image/svg+xml"),
            ("a.png", "image/png"),
            ("a.json", "application/json"),
            ("a.webmanifest", "application/manifest+json"),
            ("a.xml", "text/xml; charset=utf-8"),
            ("a.txt", "text/plain; charset=utf-8"),
        ];
        let dir = folder(&kinds.map(|(name, _)| (name, "x")));
        let server = Server::start(dir.path(), 0).unwrap();
        for (name, kind) in kinds {
            let reply = get(&server, &format!("/{name}"));
            assert_eq!((reply.status, reply.header("content-type")), (200, Some(kind)), "{name}");
            assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{name}");
        }
    }

    #[test]
    fn a_folder_answers_with_its_index_and_gets_its_slash() {
        let dir = folder(&[("index.html", "home"), ("de/index.html", "Haus")]);
        let server = Server::start(dir.path(), 0).unwrap();
        assert_eq!(get(&server, "/").body, b"home");
        assert_eq!(get(&server, "/de/?utm_source=x").body, b"Haus");
        let reply = get(&server, "/de");
        assert_eq!((reply.status, reply.header("location")), (307, Some("/de/")));
    }

    #[test]
    fn what_is_missing_is_a_real_404_with_the_sites_own_page() {
        let dir = folder(&[("index.html", "home")]);
        let server = Server::start(dir.path(), 0).unwrap();
        let reply = get(&server, "/missing-0123456789abcdef.js");
        assert_eq!((reply.status, reply.body.as_slice()), (404, b"404 Not Found\n".as_slice()));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
        assert_eq!(get(&server, "/index.html/more").status, 404);

        write(dir.path(), "404.html", "<p>Nothing here");
        let reply = send(&server, "GET", "/missing/", "If-None-Match: *\r\n");
        assert_eq!((reply.status, reply.body.as_slice()), (404, b"<p>Nothing here".as_slice()));
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(get(&server, "/404.html").status, 200);
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let dir = folder(&[("secret.txt", "secret"), ("site/index.html", "home")]);
        let server = Server::start(dir.path().join("site"), 0).unwrap();
        for target in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/a/../../secret.txt",
            "/..%5csecret.txt",
            "//../secret.txt",
        ] {
            let reply = get(&server, target);
            assert_eq!(reply.status, 404, "{target}");
            assert!(!reply.body.windows(6).any(|six| six == b"secret"), "{target}");
        }
        assert_eq!(send(&server, "POST", "/", "").status, 405);
    }

    #[test]
    fn text_is_compressed_for_those_who_ask_and_pictures_are_not() {
        let long = "all work and no play ".repeat(100);
        let dir = folder(&[("a.txt", &long), ("a.wasm", &long), ("a.png", &long)]);
        let server = Server::start(dir.path(), 0).unwrap();
        for name in ["/a.txt", "/a.wasm"] {
            assert_eq!(get(&server, name).header("content-encoding"), None);
            let reply = send(&server, "GET", name, "Accept-Encoding: gzip\r\n");
            assert_eq!(reply.header("content-encoding"), Some("gzip"), "{name}");
            assert_eq!(reply.header("vary"), Some("accept-encoding"), "{name}");
            let reply = send(&server, "GET", name, "Accept-Encoding: gzip, br\r\n");
            assert_eq!(reply.header("content-encoding"), Some("br"), "{name}");
            let mut plain = Vec::new();
            brotli::BrotliDecompress(&mut reply.body.as_slice(), &mut plain).unwrap();
            assert_eq!(plain, long.as_bytes(), "{name}");
        }
        let reply = send(&server, "GET", "/a.png", "Accept-Encoding: gzip, br\r\n");
        assert_eq!((reply.header("content-encoding"), reply.body.len()), (None, long.len()));
    }

    #[test]
    fn compressed_siblings_are_preferred_to_compressing() {
        let dir = folder(&[("a.js", "plain"), ("a.js.br", "as brotli"), ("b.js", "plain"), ("b.js.gz", "as gzip")]);
        let server = Server::start(dir.path(), 0).unwrap();
        for (name, encoding, body) in [("/a.js", "br", "as brotli"), ("/b.js", "gzip", "as gzip")] {
            let reply = send(&server, "GET", name, "Accept-Encoding: gzip, br\r\n");
            assert_eq!(reply.header("content-encoding"), Some(encoding), "{name}");
            assert_eq!(reply.header("content-type"), Some("text/javascript; charset=utf-8"), "{name}");
            assert_eq!(reply.body, body.as_bytes(), "{name}");
            assert_eq!(get(&server, name).body, b"plain", "{name}");
        }
    }

    #[test]
    fn every_file_comes_with_the_headers_of_the_table() {
        let files = ["backgrounder-0123_bg.wasm", "sw.js", "index.html", "tides/index.html", "tides/embed/index.html"];
        let dir = folder(&files.map(|name| (name, "x")));
        let server = Server::start(dir.path(), 0).unwrap();
        let header = |target: &str, name: &str| get(&server, target).header(name).map(str::to_owned);
        let caching = |target: &str| header(target, "cache-control").unwrap();
        assert_eq!(caching("/backgrounder-0123_bg.wasm"), "public, max-age=31536000, immutable");
        assert_eq!(caching("/backgrounder-missing.js"), "no-cache");
        assert_eq!((caching("/sw.js"), caching("/")), ("no-cache".to_owned(), "no-cache".to_owned()));
        assert_eq!(header("/tides/", "content-security-policy").as_deref(), Some("frame-ancestors 'self'"));
        assert_eq!(header("/tides/embed/", "content-security-policy"), None);
        assert_eq!(header("/tides/embed/", "cross-origin-resource-policy").as_deref(), Some("cross-origin"));
    }

    #[test]
    fn a_file_changed_within_the_second_is_not_taken_for_unchanged() {
        let dir = folder(&[("sw.js", "old")]);
        let server = Server::start(dir.path(), 0).unwrap();
        let first = get(&server, "/sw.js");
        let conditions = format!(
            "If-None-Match: {}\r\nIf-Modified-Since: {}\r\n",
            first.header("etag").unwrap(),
            first.header("last-modified").unwrap()
        );
        assert_eq!(send(&server, "GET", "/sw.js", &conditions).status, 304);
        write(dir.path(), "sw.js", "new");
        assert_eq!(send(&server, "GET", "/sw.js", &conditions).body, b"new");
    }

    #[test]
    fn options_add_headers_a_prefix_and_a_log() {
        let dir = folder(&[("index.html", "home"), ("de/index.html", "Haus")]);
        let log = Arc::new(Mutex::new(Vec::new()));
        let server = Server::with_options(
            dir.path(),
            Options {
                prefix: "some/path/".to_owned(),
                extra_headers: vec![
                    ("Content-Security-Policy".to_owned(), "default-src 'none'".to_owned()),
                    ("Cache-Control".to_owned(), "no-store".to_owned()),
                ],
                log: Some(Arc::clone(&log)),
                ..Options::default()
            },
        )
        .unwrap();
        assert!(server.url().ends_with("/some/path/"));

        let reply = get(&server, "/some/path/?a=b");
        assert_eq!(reply.body, b"home");
        assert_eq!(reply.header("content-security-policy"), Some("default-src 'none'"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(get(&server, "/some/path?a=b").header("location"), Some("/some/path/?a=b"));
        assert_eq!(get(&server, "/some/path/de").header("location"), Some("/some/path/de/"));
        assert_eq!(get(&server, "/some/pathway").status, 404);
        assert_eq!(get(&server, "/").status, 404);
        let noted: Vec<String> = log.lock().unwrap().iter().map(|request| request.target.clone()).collect();
        assert_eq!(noted, ["/some/path/?a=b", "/some/path?a=b", "/some/path/de", "/some/pathway", "/"]);

        let error = Server::with_options(
            dir.path(),
            Options { extra_headers: vec![("a b".to_owned(), "c".to_owned())], ..Options::default() },
        )
        .unwrap_err();
        assert_eq!(error.to_string(), "`a b: c` is no header that can be sent");
    }

    #[test]
    fn stopping_cuts_open_connections_and_refuses_new_ones() {
        let dir = folder(&[("index.html", "home")]);
        let server = Server::start(dir.path(), 0).unwrap();
        let addr = server.addr();
        let mut open = TcpStream::connect(addr).unwrap();
        write!(open, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut first = [0; 15];
        open.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"HTTP/1.1 200 OK");

        server.stop();
        let error = TcpStream::connect(addr).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        // What was sent before may still be read; then the connection ends.
        let mut rest = Vec::new();
        let _ = open.read_to_end(&mut rest);
        let again = write!(open, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").and_then(|()| open.read(&mut first));
        assert!(matches!(again, Ok(0) | Err(_)), "{again:?}");

        // The same port can be taken again at once, as a test of an update does.
        assert_eq!(Server::start(dir.path(), addr.port()).unwrap().addr(), addr);
    }

    #[test]
    fn a_port_in_use_is_named_together_with_what_to_do() {
        let dir = folder(&[]);
        let first = Server::start(dir.path(), 0).unwrap();
        let port = first.addr().port();
        let error = Server::start(dir.path(), port).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
        assert!(error.to_string().contains(&format!("port {port} ")), "{error}");
        assert!(error.to_string().contains("choose another port"), "{error}");
        assert!(Server::start(dir.path().join("none"), 0).is_err());
    }

    #[tokio::test]
    async fn an_async_caller_may_start_and_stop_a_server() {
        let dir = folder(&[("index.html", "home")]);
        let server = Server::start(dir.path(), 0).unwrap();
        assert_eq!(get(&server, "/").status, 200);
        server.stop();
    }
}
