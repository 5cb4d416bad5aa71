//! The sample files of docs/hosting, each with the real server: it sends a published site as docs/hosting.md promises.

use backgrounder::publish::{compress, headers, publish, seeds, site::Files, write::write};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A server that is not ready by then has failed.
const PATIENCE: Duration = Duration::from_secs(30);

fn top(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A published site with an address, and so with everything that there can be; compressed siblings included.
fn published(folder: &Path) -> Files {
    let (texts, site) = (folder.join("seeds"), folder.join("site"));
    fs::create_dir(&texts).unwrap();
    fs::create_dir(&site).unwrap();
    fs::copy(top("tests/fixtures/good/full.md"), texts.join("full.md")).unwrap();
    fs::write(texts.join("site.toml"), "url = \"https://news.example/\"").unwrap();
    fs::write(site.join("backgrounder-0123.js"), "go();\n".repeat(500)).unwrap();
    fs::write(site.join("backgrounder-search-0123.js"), "find();\n".repeat(500)).unwrap();
    fs::write(site.join("backgrounder-0123_bg.wasm"), b"\0asm\x01\0\0\0".repeat(500)).unwrap();
    let mut files = publish(&seeds::read(&texts).unwrap(), &site, &site, false).unwrap();
    files.extend(compress::siblings(&files));
    write(&files, &site).unwrap();
    files
}

/// A server on a port of 127.0.0.1; it ends, by its own number, when it is dropped.
struct Host {
    child: Child,
    port: u16,
}

impl Host {
    /// Starts a program and waits until it listens. Where there is none the test is left out, but never in continuous
    /// integration.
    fn start(mut command: Command, port: u16) -> Option<Self> {
        let mut child = match command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn() {
            Ok(child) => child,
            Err(error) => {
                let program = command.get_program().display();
                assert!(!std::env::var("CI").is_ok_and(|ci| ci == "true"), "cannot start {program}: {error}");
                eprintln!("left out: cannot start {program}: {error} (scripts/setup.sh hosts installs it)");
                return None;
            }
        };
        let mut log = child.stderr.take().unwrap();
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let has_ended = child.try_wait().unwrap().is_some();
            if has_ended || Instant::now() > deadline {
                let _ = child.kill();
                let mut said = String::new();
                let _ = log.read_to_string(&mut said);
                panic!("the server does not listen:\n{said}");
            }
            std::thread::yield_now();
        }
        // Its log must go somewhere, or it would wait for room.
        std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Some(Self { child, port })
    }

    fn get(&self, target: &str, encodings: &str) -> Answer {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let port = self.port;
        write!(stream, "GET {target} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {encodings}\r\n\r\n")
            .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers = BTreeMap::<String, Vec<String>>::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            headers.entry(name.to_lowercase()).or_default().push(value.to_owned());
        }
        Answer { status, headers, body: bytes[end + 4..].to_vec() }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    headers: BTreeMap<String, Vec<String>>,
    body: Vec<u8>,
}

impl Answer {
    /// A header's values, joined.
    fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|values| values.join(", ")).unwrap_or_default()
    }
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}

/// A sample file with what an editor is to set in it; each line must be there.
fn sample(name: &str, set: &[(&str, &str)]) -> String {
    let text = fs::read_to_string(top("docs/hosting").join(name)).unwrap();
    set.iter().fold(text, |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{name} has one `{from}` to set");
        text.replace(from, to)
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        // `_headers`, which is for hosts alone.
        _ => "",
    }
}

/// Holds the headers of an answer against the table: what it says, and nothing that it leaves unsaid.
fn hold_to_the_table(answer: &Answer, path: &str, shown: &str) {
    let table: BTreeMap<String, &str> = [("Cache-Control", "no-cache")]
        .into_iter()
        .chain(headers::of(path))
        .map(|(name, value)| (name.to_lowercase(), value))
        .collect();
    for name in [
        "cache-control",
        "x-content-type-options",
        "referrer-policy",
        "content-security-policy",
        "cross-origin-embedder-policy",
        "cross-origin-resource-policy",
        "access-control-allow-origin",
    ] {
        assert_eq!(answer.header(name), *table.get(name).unwrap_or(&""), "{name} of {shown}");
    }
}

/// Everything that docs/hosting.md promises of a host.
fn hold(host: &Host, files: &Files) {
    for (path, bytes) in files.iter().filter(|(path, _)| compress::original(path).is_none()) {
        let address = match path.strip_suffix("index.html") {
            Some(folder) => format!("/{folder}"),
            None => format!("/{path}"),
        };
        for (encodings, ending, encoding) in
            [("identity", "", ""), ("gzip, deflate, br", "br", "br"), ("gzip", "gz", "gzip")]
        {
            let answer = host.get(&address, encodings);
            let shown = format!("{address} with {encodings}");
            assert_eq!(answer.status, 200, "{shown}");
            let kind = media_type(path);
            if !kind.is_empty() {
                assert_eq!(answer.header("content-type").to_lowercase(), kind, "{shown}");
            }
            hold_to_the_table(&answer, &address, &shown);
            if let Some(sibling) = files.get(&format!("{path}.{ending}")) {
                assert_eq!(answer.header("content-encoding"), encoding, "{shown}");
                assert_eq!(answer.header("vary").to_lowercase(), "accept-encoding", "{shown}");
                assert!(answer.body == *sibling, "{shown} is the sibling");
            } else {
                assert_eq!(answer.header("content-encoding"), "", "{shown}");
                assert!(answer.body == *bytes, "{shown} is the file");
            }
        }
    }
    for missing in ["/nothing/", "/nothing", "/full/nothing.html", "/backgrounder-9999.js", "/nothing/embed/"] {
        let answer = host.get(missing, "identity");
        assert_eq!(answer.status, 404, "{missing}");
        assert!(answer.body == files["404.html"], "{missing} has the site's own page");
        assert_eq!(answer.header("content-type").to_lowercase(), "text/html; charset=utf-8", "{missing}");
        hold_to_the_table(&answer, "/404.html", missing);
    }
    for folder in ["/full", "/full/embed", "/full/embed/options"] {
        let answer = host.get(folder, "identity");
        assert!((301..=308).contains(&answer.status), "{folder}: {}", answer.status);
        assert!(answer.header("location").ends_with(&format!("{folder}/")), "{folder}: {}", answer.header("location"));
    }
}

#[test]
fn nginx_sends_a_site_as_promised() {
    let folder = TempDir::new().unwrap();
    let files = published(folder.path());
    let port = free_port();
    let (root, home) = (folder.path().join("site"), folder.path().display());
    let site = sample(
        "nginx.conf",
        &[
            ("listen 80;", &format!("listen 127.0.0.1:{port};")),
            ("server_name news.example;", "server_name _;"),
            ("root /var/www/explainers;", &format!("root {};", root.display())),
        ],
    );
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {home}/{name};"))
        .join("\n");
    // As Debian's own configuration does: packages of modules put a file there. Whoever runs the test may read the folder.
    let config = format!(
        "daemon off; master_process off; pid {home}/pid; error_log stderr;\ninclude /etc/nginx/modules-enabled/*.conf;\n\
         events {{}}\nhttp {{\naccess_log off;\n{places}\n{site}\n}}\n"
    );
    let path = folder.path().join("nginx.conf");
    fs::write(&path, config).unwrap();
    // Debian has it where only root's PATH leads.
    let debian = Path::new("/usr/sbin/nginx");
    let mut command = Command::new(if debian.exists() { debian } else { Path::new("nginx") });
    command.arg("-c").arg(&path).args(["-e", "stderr"]);
    let Some(host) = Host::start(command, port) else { return };
    hold(&host, &files);
}

#[test]
fn caddy_sends_a_site_as_promised() {
    let folder = TempDir::new().unwrap();
    let files = published(folder.path());
    let port = free_port();
    let root = folder.path().join("site");
    let site = sample(
        "Caddyfile",
        &[
            ("news.example {", &format!("http://127.0.0.1:{port} {{")),
            ("root * /var/www/explainers", &format!("root * {}", root.display())),
        ],
    );
    let path = folder.path().join("Caddyfile");
    fs::write(&path, format!("{{\n\tadmin off\n\tauto_https off\n}}\n{site}")).unwrap();
    let mut command = Command::new("caddy");
    command.arg("run").arg("--config").arg(&path).args(["--adapter", "caddyfile"]);
    command.env("HOME", folder.path()).env("XDG_DATA_HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path());
    let Some(host) = Host::start(command, port) else { return };
    hold(&host, &files);
}
