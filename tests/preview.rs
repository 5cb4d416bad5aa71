//! The editor's preview: what is saved is published and told to the open pages, what is wrong is told, and what is published
//! holds nothing of the preview.

use backgrounder::publish::{bundle::everything, compress, publish, seeds, site::Files, write::write};
use backgrounder::serve::{Options, Server};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const MINIMAL: &str = include_str!("fixtures/good/minimal.md");

/// Something that never happens fails a test after this long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A preview of two explainers.
struct Desk {
    folder: TempDir,
    server: Server,
}

impl Desk {
    fn new() -> Self {
        Self::after(|_| ())
    }

    /// A preview of a published site to which something was added.
    fn after(add: impl FnOnce(&mut Files)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (seeds, site) = (folder.path().join("seeds"), folder.path().join("dist"));
        fs::create_dir(&seeds).unwrap();
        fs::create_dir(&site).unwrap();
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/isis-k.md"), seeds.join("isis-k.md")).unwrap();
        fs::write(seeds.join("tides.md"), MINIMAL).unwrap();
        fs::write(site.join("backgrounder-0123.js"), "script").unwrap();
        fs::write(site.join("backgrounder-search-0123.js"), "search").unwrap();
        fs::write(site.join("backgrounder-0123_bg.wasm"), "wasm").unwrap();
        let mut files = publish(&seeds::read(&seeds).unwrap(), &site, &site, false).unwrap();
        add(&mut files);
        write(&files, &site).unwrap();
        let options = Options { seeds: Some(seeds), prefix: "below".into(), ..Options::default() };
        let server = Server::with_options(&site, options).unwrap();
        Self { folder, server }
    }

    fn seed(&self, name: &str) -> PathBuf {
        self.folder.path().join("seeds").join(name)
    }

    /// Replaces words of a file, which must be there.
    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.seed(name)).unwrap();
        assert!(text.contains(from), "{name} has no `{from}`");
        fs::write(self.seed(name), text.replace(from, to)).unwrap();
    }

    fn dist(&self, path: &str) -> PathBuf {
        self.folder.path().join("dist").join(path)
    }

    fn ask(&self, target: &str, headers: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.server.addr()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /below{target} HTTP/1.0\r\nHost: localhost\r\n{headers}\r\n").unwrap();
        stream
    }

    /// The head and the body of an answer.
    fn get_with(&self, target: &str, headers: &str) -> (String, String) {
        let mut answer = Vec::new();
        self.ask(target, headers).read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }

    fn get(&self, target: &str) -> String {
        self.get_with(target, "").1
    }

    /// What a page hears from now on.
    fn listen(&self, page: &str) -> Events {
        Events(
            BufReader::new(self.ask(&format!("/.preview?page=/below{page}"), "Accept-Encoding: br, gzip\r\n")).lines(),
        )
    }

    /// A page, and what it hears.
    fn open(&self, page: &str) -> (Events, String) {
        (self.listen(page), self.get(page))
    }
}

/// A stream of events.
struct Events(Lines<BufReader<TcpStream>>);

impl Events {
    /// The next event of which this is true.
    fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        for line in self.0.by_ref() {
            let line = line.unwrap();
            // A comment comes now and then, so that the stream alone never times out.
            assert!(Instant::now() < deadline, "it was not told");
            if let Some(news) = line.strip_prefix("data: ").map(|data| serde_json::from_str(data).unwrap())
                && is_it(&news)
            {
                return news;
            }
        }
        panic!("the stream ended");
    }

    fn until_mended(&mut self) -> Value {
        self.until(|news| news["problems"].as_array().unwrap().is_empty())
    }

    fn until_problem(&mut self) -> Value {
        self.until(|news| !news["problems"].as_array().unwrap().is_empty())
    }
}

/// The hash that a page was sent with.
fn data_page(page: &str) -> String {
    page.split("data-page=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn an_edit_is_published_and_told_to_the_pages_that_it_changes() {
    let desk = Desk::new();
    let (mut isis, before) = desk.open("/isis-k/");
    let (mut tides, tides_before) = desk.open("/tides/");
    desk.edit("isis-k.md", "Broadly, ISIS-K", "Broadly, and newly edited, ISIS-K");
    let news = isis.until(|news| news["page"] != *data_page(&before));
    let after = desk.get("/isis-k/");
    assert!(after.contains("Broadly, and newly edited, ") && !before.contains("newly edited"));
    assert_eq!(news["page"], *data_page(&after), "the page that is told of is the page that is sent");
    // The other page hears of it, too, and that it is still the same.
    desk.edit("tides.md", "{#why}", "{#wherefore}");
    let news = tides.until(|news| news["page"] != *data_page(&tides_before));
    assert_eq!(news["page"], *data_page(&desk.get("/tides/")));
    assert_eq!(data_page(&after), data_page(&desk.get("/isis-k/")));
}

#[test]
fn a_mistake_is_told_with_its_place_and_the_last_good_page_stays_until_it_is_mended() {
    let desk = Desk::new();
    let (mut events, first) = desk.open("/tides/");
    desk.edit("tides.md", "about twice", "mostly twice");
    events.until(|news| news["page"] != *data_page(&first));
    let before = desk.get("/tides/");
    desk.edit("tides.md", "[source: 1]", "[source: 99]");
    let news = events.until_problem();
    let problem = &news["problems"][0];
    assert!(problem["file"].as_str().unwrap().ends_with("seeds/tides.md"), "{problem}");
    assert_eq!((&problem["severity"], &problem["line"], &problem["column"]), (&"error".into(), &14.into(), &54.into()));
    for member in ["message", "help"] {
        assert!(!problem[member].as_str().unwrap().is_empty(), "{member}: {problem}");
    }
    assert_eq!(news["page"], *data_page(&before));
    assert_eq!(desk.get("/tides/"), before);
    // Another text can be edited meanwhile.
    let (mut isis, isis_before) = desk.open("/isis-k/");
    desk.edit("isis-k.md", "Broadly, ISIS-K", "Broadly, and newly edited, ISIS-K");
    let news = isis.until(|news| news["page"] != *data_page(&isis_before));
    assert_eq!(news["problems"].as_array().unwrap().len(), 1, "{news}");
    assert!(desk.get("/").contains("href=\"tides/\""), "it is still listed");

    desk.edit("tides.md", "mostly twice a day. [source: 99]", "nearly twice a day. [source: 2]");
    let news = events.until_mended();
    assert_ne!(news["page"], *data_page(&before));
    assert_eq!(news["page"], *data_page(&desk.get("/tides/")));
}

#[test]
fn a_warning_is_told_and_holds_nothing_back() {
    let desk = Desk::new();
    let (mut events, before) = desk.open("/tides/");
    desk.edit("tides.md", " [source: 2-3]", "");
    let news = events.until_problem();
    assert_eq!(news["problems"][0]["severity"], "warning");
    assert_ne!(news["page"], *data_page(&before));
}

#[test]
fn a_mistake_in_the_settings_and_an_empty_folder_are_told_too() {
    let desk = Desk::new();
    let (mut events, before) = desk.open("/tides/");
    fs::write(desk.seed("site.toml"), "adress = \"https://news.example/\"").unwrap();
    let news = events.until_problem();
    assert!(news["problems"][0]["message"].as_str().unwrap().contains("unknown field"), "{news}");
    fs::write(desk.seed("site.toml"), "url = \"https://news.example/\"").unwrap();
    let news = events.until_mended();
    assert_ne!(news["page"], *data_page(&before), "the address is on the page");
    assert!(desk.dist("tides/oembed.json").exists());
    fs::remove_file(desk.seed("site.toml")).unwrap();
    events.until(|news| news["page"] == *data_page(&before));
    assert!(!desk.dist("tides/oembed.json").exists(), "without an address there is no such answer");

    fs::remove_file(desk.seed("tides.md")).unwrap();
    fs::remove_file(desk.seed("isis-k.md")).unwrap();
    let news = events.until(|news| news["problems"].to_string().contains("add a file that ends in .md"));
    assert_eq!(news["page"], *data_page(&before), "the last good site stays");
}

#[test]
fn a_new_file_becomes_a_page_and_a_removed_one_is_a_page_no_more() {
    let desk = Desk::new();
    let (mut list, _) = desk.open("/tides/");
    let mut missing = desk.listen("/ebb/");
    let nothing = desk.get("/ebb/");
    fs::write(desk.seed("ebb.md"), MINIMAL).unwrap();
    let news = missing.until(|news| news["page"] != *data_page(&nothing));
    assert_eq!(news["page"], *data_page(&desk.get("/ebb/")));
    assert!(desk.get("/").contains("ebb/") && desk.dist("ebb/card.png").exists());
    assert!(fs::read_to_string(desk.dist("sw.js")).unwrap().contains("'ebb/'"));

    fs::remove_file(desk.seed("ebb.md")).unwrap();
    missing.until(|news| news["page"] == *data_page(&nothing));
    assert!(!desk.get("/").contains("ebb/") && !desk.dist("ebb").exists());
    assert!(!fs::read_to_string(desk.dist("sw.js")).unwrap().contains("ebb"));
    list.until_mended();
    assert!(desk.dist("tides/index.html").exists());
}

#[test]
fn editors_may_save_by_renaming() {
    let desk = Desk::new();
    let (mut events, before) = desk.open("/tides/");
    // The new text is written beside the file, the file is kept under another name, and the new one takes its place.
    let saved = desk.seed(".tides.md.swp");
    fs::write(&saved, MINIMAL.replace("{#why}", "{#wherefore}")).unwrap();
    fs::rename(desk.seed("tides.md"), desk.seed("tides.md~")).unwrap();
    fs::rename(&saved, desk.seed("tides.md")).unwrap();
    let news = events.until(|news| news["page"] != *data_page(&before));
    assert!(desk.get("/tides/").contains("id=\"wherefore\""));
    assert_eq!(news["problems"], Value::Array(vec![]));
}

#[test]
fn the_script_is_in_what_is_sent_and_never_in_what_is_published() {
    let desk = Desk::new();
    for page in ["/", "/isis-k/", "/isis-k/embed/", "/isis-k/embed/options/", "/nothing/", "/nothing/at/all"] {
        let (head, body) = desk.get_with(page, "Accept-Encoding: br, gzip\r\nIf-None-Match: *\r\n");
        assert!(head.contains("cache-control: no-store") && !head.contains("etag"), "{page}: {head}");
        assert!(head.contains("content-encoding: br") || body.contains("data-page"), "{page}");
        let body = desk.get(page);
        let (before, script) = body.split_once("<script data-events=\"/below/.preview\" data-page=\"").unwrap();
        let (script, after) = script.split_once('>').unwrap().1.split_once("</script>").unwrap();
        assert!(script.contains("EventSource") && !script.contains("//"), "{page}");
        assert!(after.starts_with("</body>"), "{page}: {after}");
        let policy = before.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        let source = format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script)));
        let sources = |directive: &str| {
            let found = policy.split("; ").find_map(|known| known.strip_prefix(directive));
            found.unwrap_or_default().split(' ').skip(1).map(str::to_owned).collect::<Vec<_>>()
        };
        assert!(sources("script-src").contains(&source), "{page}: {policy}");
        assert!(sources("connect-src").contains(&"'self'".to_owned()), "{page}: {policy}");
        assert!(!policy.contains("unsafe-inline") && policy.contains("default-src 'none'"), "{policy}");
    }
    // What an editor saves to pass on is what readers will get.
    let file = fs::read_to_string(desk.dist("isis-k/isis-k.html")).unwrap();
    assert_eq!(desk.get("/isis-k/isis-k.html"), file);

    // After an edit, too, the published folder is what `publish` makes of the same files, byte for byte.
    let (mut events, before) = desk.open("/tides/");
    desk.edit("tides.md", "{#why}", "{#wherefore}");
    events.until(|news| news["page"] != *data_page(&before));
    let seeds = seeds::read(&desk.folder.path().join("seeds")).unwrap();
    let files = publish(&seeds, &desk.dist(""), &desk.dist(""), false).unwrap();
    assert!(everything(&desk.dist("")).unwrap() == files);
}

#[test]
fn a_worker_from_before_ends_itself() {
    let desk = Desk::new();
    let (head, worker) = desk.get_with("/sw.js", "");
    assert!(worker.contains("unregister()") && head.contains("text/javascript") && head.contains("no-store"), "{head}");
    assert!(fs::read_to_string(desk.dist("sw.js")).unwrap().contains("'isis-k/'"), "the published one is a worker");
}

#[test]
fn what_a_change_makes_stale_is_not_sent_and_what_does_not_change_is_not_written() {
    let desk = Desk::after(|files| files.extend(compress::siblings(files)));
    let (mut events, before) = desk.open("/tides/");
    assert!(desk.dist("tides/index.html.br").exists() && desk.dist("isis-k/index.html.gz").exists());
    let time = |path: &str| fs::metadata(desk.dist(path)).unwrap().modified().unwrap();
    let (other, wasm) = (time("isis-k/index.html"), time("backgrounder-0123_bg.wasm"));
    desk.edit("tides.md", "{#why}", "{#wherefore}");
    events.until(|news| news["page"] != *data_page(&before));
    assert!(!desk.dist("tides/index.html.br").exists() && !desk.dist("tides/index.html.gz").exists());
    assert!(desk.dist("isis-k/index.html.br").exists(), "it is of what is still there");
    assert_eq!((time("isis-k/index.html"), time("backgrounder-0123_bg.wasm")), (other, wasm));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { seeds: Some(folder.path().join("seeds")), ..Options::default() };
    let error = Server::with_options(folder.path(), options).unwrap_err().to_string();
    assert!(error.contains("there is no folder") && error.contains("seeds to watch"), "{error}");
}
