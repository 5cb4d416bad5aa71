//! What a test is made of: a [`Case`] has a name, the engines that it holds for, and an async function of a [`Ctx`].
//!
//! ```ignore
//! pub fn cases() -> Vec<Case> {
//!     cases![an_answer_opens_by_click, the_dark_scheme_is_followed in [Chromium]]
//! }
//!
//! async fn an_answer_opens_by_click(ctx: Ctx) -> Result {
//!     let site = ctx.site()?;
//!     let page = ctx.page().await?;
//!     page.goto(&site.url()).await?;
//!     page.click("#who summary").await?;
//!     assert!(page.is_open("#who").await?);
//!     Ok(())
//! }
//! ```

#![allow(dead_code, reason = "a tool kit; not every tool is in use at every moment")]

use std::{
    env, fmt, fs,
    path::{Path, PathBuf},
    pin::Pin,
    sync::{Arc, Mutex},
};

use anyhow::Context as _;
use backgrounder::publish::{compress, publish, seeds, write};
use backgrounder::serve::{Options, Server};
use tempfile::TempDir;

use super::{
    browsers::{Browsers, on_a_new_port},
    page::{Page, Setup},
};

pub type Result<T = ()> = anyhow::Result<T>;

/// A browser engine that the suite can drive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
    /// An engine of 2023, which knows no pop-ups: WPE WebKit 2.38. Only the cases that name it are run in it.
    Wpe,
}

impl Engine {
    pub const ALL: [Self; 4] = [Self::Chromium, Self::Firefox, Self::WebKit, Self::Wpe];

    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
            Self::Wpe => "wpe",
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The engines that a case holds for.
#[derive(Clone, Copy, Debug)]
pub enum Engines {
    /// The three that readers have today.
    All,
    Only(&'static [Engine]),
}

impl Engines {
    pub fn include(self, engine: Engine) -> bool {
        match self {
            Self::All => engine != Engine::Wpe,
            Self::Only(some) => some.contains(&engine),
        }
    }
}

/// A case on its way. It is polled by the thread of its trial alone, and so need not be `Send`.
pub type Run = Pin<Box<dyn Future<Output = Result>>>;

/// One test, to be run in each of its engines.
#[derive(Clone, Copy)]
pub struct Case {
    pub name: &'static str,
    pub engines: Engines,
    pub run: fn(Ctx) -> Run,
}

/// Lists async functions as cases: `cases![one, another in [Chromium, Firefox]]`.
macro_rules! cases {
    ($($name:ident $(in [$($engine:ident),+ $(,)?])?),* $(,)?) => {
        vec![$($crate::browser::case::Case {
            name: stringify!($name),
            engines: $crate::browser::case::cases!(@engines $($($engine)+)?),
            run: |ctx| Box::pin($name(ctx)),
        }),*]
    };
    (@engines) => { $crate::browser::case::Engines::All };
    (@engines $($engine:ident)+) => {
        $crate::browser::case::Engines::Only(&[$($crate::browser::case::Engine::$engine),+])
    };
}
pub(crate) use cases;

/// Something outside the suite that a case cannot do without. The first case that misses it says so, the others are
/// reported as ignored: one message in place of fifty.
#[derive(Clone, Debug)]
pub struct Missing {
    pub what: String,
    /// Whether to fail, or only to be reported as ignored.
    pub fatal: bool,
}

impl fmt::Display for Missing {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)
    }
}

impl std::error::Error for Missing {}

/// What a case may ask for: pages in its engine, and servers.
#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

struct Inner {
    engine: Engine,
    browsers: Arc<Browsers>,
    /// Kept here too, so that a case that panics leaves pages to take a screenshot of, and to close.
    pages: Mutex<Vec<Page>>,
}

#[allow(clippy::unused_self, reason = "a case asks its context for everything")]
impl Ctx {
    pub fn new(engine: Engine, browsers: Arc<Browsers>) -> Self {
        Self(Arc::new(Inner { engine, browsers, pages: Mutex::default() }))
    }

    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// The pages opened so far.
    pub fn pages(&self) -> Vec<Page> {
        self.0.pages.lock().unwrap().clone()
    }

    /// Where its pages come from.
    pub fn browsers(&self) -> &Browsers {
        &self.0.browsers
    }

    /// A session in a window of 1280 by 900, which has never seen a page of this case.
    pub async fn page(&self) -> Result<Page> {
        self.page_with(Setup::default()).await
    }

    /// A new session with settings of its own, such as no scripts.
    pub async fn page_with(&self, setup: Setup) -> Result<Page> {
        let page = Page::open(&self.0.browsers, self.0.engine, &setup).await?;
        self.0.pages.lock().unwrap().push(page.clone());
        Ok(page)
    }

    /// Ends a page amid a case. What follows goes to places that this page has not seen: the browser may be the same.
    pub async fn done_with(&self, page: &Page) {
        page.hand_on(&self.0.browsers).await;
    }

    /// A server for the release build. It ends when it is dropped: keep it in a variable.
    pub fn site(&self) -> Result<Server> {
        self.serve(dist("BACKGROUNDER_DIST")?)
    }

    /// A server for the debug build, in which hydration says what does not match.
    pub fn debug_site(&self) -> Result<Server> {
        self.serve(dist("BACKGROUNDER_DIST_DEBUG")?)
    }

    /// The folder of the release build.
    pub fn dist(&self) -> Result<PathBuf> {
        dist("BACKGROUNDER_DIST")
    }

    /// A server for any folder, on a free port.
    pub fn serve(&self, dir: impl AsRef<Path>) -> Result<Server> {
        self.serve_with(dir, Options::default())
    }

    /// A server with headers, a prefix, a log of requests or a given port.
    pub fn serve_with(&self, dir: impl AsRef<Path>, options: Options) -> Result<Server> {
        let dir = dir.as_ref();
        let start = || Ok(Server::with_options(dir, options.clone())?);
        // A port that is asked for is one that the case has had.
        let server = if options.port == 0 { on_a_new_port(start, |server| server.addr().port()) } else { start() };
        server.with_context(|| format!("serving {}", dir.display()))
    }

    /// A copy of the release build that the case may change.
    pub fn copy_of_site(&self) -> Result<Copy> {
        Copy::of(&self.dist()?)
    }

    /// A copy of the debug build that the case may change.
    pub fn copy_of_debug_site(&self) -> Result<Copy> {
        Copy::of(&dist("BACKGROUNDER_DIST_DEBUG")?)
    }

    /// A copy of the explainers' texts that the case may change.
    pub fn texts(&self) -> Result<Copy> {
        Copy::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"))
    }

    /// The same with one of `tests/fixtures/good` beside them.
    pub fn texts_with(&self, id: &str) -> Result<Copy> {
        let (texts, name) = (self.texts()?, format!("{id}.md"));
        fs::copy(self.fixture("good").join(&name), texts.path().join(name))?;
        Ok(texts)
    }

    /// The site of other explainers, with the browser half of the release build.
    pub fn site_of(&self, texts: &Path) -> Result<Copy> {
        let site = Copy::empty()?;
        for entry in fs::read_dir(self.dist()?)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with("backgrounder-") && compress::original(&name).is_none() {
                fs::copy(entry.path(), site.path().join(name))?;
            }
        }
        site.publish(texts)?;
        Ok(site)
    }

    /// A folder of `tests/fixtures`.
    pub fn fixture(&self, name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
    }
}

/// A folder in a temporary place, to be changed at will; it is deleted when dropped.
pub struct Copy(TempDir);

impl Copy {
    /// An empty folder.
    pub fn empty() -> Result<Self> {
        Ok(Self(TempDir::with_prefix("backgrounder-copy-")?))
    }

    pub fn of(source: &Path) -> Result<Self> {
        let copy = Self::empty()?;
        copy_folder(source, copy.path()).with_context(|| format!("copying {}", source.display()))?;
        Ok(copy)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn read(&self, name: &str) -> Result<String> {
        fs::read_to_string(self.path().join(name)).with_context(|| format!("reading {name}"))
    }

    /// Writes a file, and takes away its compressed siblings, which the server would prefer to it.
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> Result {
        self.remove_siblings(name)?;
        let path = self.path().join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, contents).with_context(|| format!("writing {name}"))
    }

    /// Replaces some words of a text; that they are not there is an error.
    pub fn edit(&self, name: &str, from: &str, to: &str) -> Result {
        let text = self.read(name)?;
        anyhow::ensure!(text.contains(from), "{name} has no `{from}` to replace");
        self.write(name, text.replace(from, to))
    }

    /// Publishes the explainers of a folder into this copy of a site, with its browser half.
    pub fn publish(&self, texts: &Path) -> Result {
        write::write(&publish(&seeds::read(texts)?, self.path(), self.path(), false)?, self.path())
    }

    pub fn remove(&self, name: &str) -> Result {
        self.remove_siblings(name)?;
        fs::remove_file(self.path().join(name)).with_context(|| format!("removing {name}"))
    }

    fn remove_siblings(&self, name: &str) -> Result {
        for extension in ["br", "gz"] {
            let sibling = self.path().join(format!("{name}.{extension}"));
            if sibling.exists() {
                fs::remove_file(sibling)?;
            }
        }
        Ok(())
    }
}

/// Copies what is in a folder into another.
pub fn copy_folder(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A folder with a built site, or one clear word about what to do.
fn dist(variable: &str) -> Result<PathBuf> {
    let missing = |why: String| Missing {
        what: format!("{why}: run `make test`, which builds the site first, or `make build` and set {variable}"),
        fatal: true,
    };
    let dir = env::var_os(variable)
        .filter(|dir| !dir.is_empty())
        .map(PathBuf::from)
        .ok_or_else(|| missing(format!("{variable} is not set")))?;
    if !dir.join("index.html").is_file() {
        return Err(missing(format!("there is no built site in {}", dir.display())).into());
    }
    Ok(dir)
}
