//! Watches the folder of explainers, publishes what changed, and says what is wrong.
//!
//! The folder is looked at ten times a second, by the time and the length of each file. That also works where the system tells
//! nobody of changes, such as on a network's disk, and does not care how an editor saves.

use crate::model::check::site::Site;
use crate::model::explainer::Explainer;
use crate::model::problem::Severity;
use crate::publish::press::Press;
use crate::publish::seeds::{self, Seed, Seeds, count};
use crate::publish::settings::{self, Settings};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::watch;

/// How long to wait between two looks. Whoever saves a file may still be writing, so a change counts when two looks agree.
const PAUSE: Duration = Duration::from_millis(100);

/// All problems of all files as a JSON array: each with `file`, `severity`, `message` and `help`, and most with `line` and
/// `column`.
pub type Problems = Arc<str>;

/// A thread that watches; it ends when this is dropped.
pub struct Watch {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Watch {
    /// Watches the folder `seeds`, and publishes into the folder `site`: at first everything, then what changes. The receiver
    /// hears of each time, when it is done.
    ///
    /// # Errors
    ///
    /// If there is no such folder of explainers, or if the system refuses another thread.
    pub fn start(seeds: PathBuf, site: PathBuf) -> io::Result<(Self, watch::Receiver<Problems>)> {
        if !seeds.is_dir() {
            let message = format!("there is no folder {} to watch: name the one with the explainers", seeds.display());
            return Err(io::Error::new(io::ErrorKind::NotFound, message));
        }
        let (stop, stopped) = mpsc::channel();
        let (tell, told) = watch::channel(Problems::from("[]"));
        let desk = Desk {
            folder: seeds,
            looked: Looks::new(),
            texts: BTreeMap::new(),
            settings: None,
            press: Press::new(site),
        };
        let thread = thread::Builder::new()
            .name("backgrounder-watch".to_owned())
            .spawn(move || desk.watch(&stopped, |problems| _ = tell.send(problems)))?;
        Ok((Self { stop: Some(stop), thread: Some(thread) }, told))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic there was printed there.
            let _ = thread.join();
        }
    }
}

/// What a look at the folder shows: each file with the time of its last change and its length.
type Looks = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

fn look(folder: &Path) -> Looks {
    let paths = seeds::paths(folder).unwrap_or_default().into_iter().chain([folder.join(settings::FILE)]);
    let looks = paths.filter_map(|path| {
        let about = fs::metadata(&path).ok()?;
        Some((path, (about.modified().ok(), about.len())))
    });
    looks.collect()
}

/// All that is known of the folder.
struct Desk {
    folder: PathBuf,
    /// How it looked when it was read last.
    looked: Looks,
    texts: BTreeMap<PathBuf, Text>,
    /// The last settings that could be understood.
    settings: Option<Settings>,
    press: Press,
}

/// A file of the folder.
struct Text {
    /// As it is, or why it cannot be read.
    seed: anyhow::Result<Seed>,
    /// As it was when it had no error for the last time.
    good: Option<Explainer>,
}

impl Desk {
    fn watch(mut self, stopped: &mpsc::Receiver<()>, tell: impl Fn(Problems)) {
        let mut before = None;
        let mut is_first = true;
        loop {
            let now = look(&self.folder);
            if before.as_ref() == Some(&now) && (is_first || now != self.looked) {
                tell(self.turn(now, is_first));
                is_first = false;
                before = None;
            } else {
                before = Some(now);
            }
            if stopped.recv_timeout(PAUSE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    }

    /// Reads what changed, publishes it if it can be, logs both, and gives all problems that there are now.
    fn turn(&mut self, now: Looks, is_first: bool) -> Problems {
        let start = Instant::now();
        let differs = |path: &&PathBuf| is_first || now.get(*path) != self.looked.get(*path);
        let all: BTreeSet<&PathBuf> = now.keys().chain(self.looked.keys()).collect();
        let changed: Vec<PathBuf> = all.into_iter().filter(differs).cloned().collect();
        self.texts.retain(|path, _| now.contains_key(path));
        for path in changed.iter().filter(|path| now.contains_key(*path) && !path.ends_with(settings::FILE)) {
            let seed = Seed::read(path);
            let good = seed.as_ref().ok().and_then(|seed| seed.explainer.clone());
            let good = good.or_else(|| self.texts.remove(path)?.good);
            self.texts.insert(path.clone(), Text { seed, good });
        }
        self.looked = now;

        let site = self.site();
        let mut problems: Vec<Value> = self.texts.iter().flat_map(|(path, text)| text.problems(path, &site)).collect();
        match seeds::settings(&self.folder) {
            Ok(settings) => self.settings = Some(settings),
            Err(error) => problems.push(elsewhere(&self.folder.join(settings::FILE), &error)),
        }
        let what = match changed.as_slice() {
            [path] if !is_first => path.display().to_string(),
            _ => self.folder.display().to_string(),
        };
        match self.publish() {
            Ok(true) if changed.iter().all(|path| self.is_good(path)) => {
                eprintln!("{what}: published in {} ms", start.elapsed().as_millis());
            }
            Ok(_) => {}
            Err(error) => problems.push(elsewhere(&self.folder, &error)),
        }
        self.log(&changed, &problems);
        Value::Array(problems).to_string().into()
    }

    /// Publishes the last good version of every file, and tells whether there is one of each. Where there is none the site
    /// stays as it is: a page may be there from an earlier day.
    fn publish(&mut self) -> anyhow::Result<bool> {
        // It says what to do in a folder without any.
        seeds::paths(&self.folder)?;
        let explainers: Option<Vec<Explainer>> = self.texts.values().map(|text| text.good.clone()).collect();
        let (Some(explainers), Some(settings)) = (explainers, self.settings.clone()) else { return Ok(false) };
        self.press.publish(Seeds { explainers, settings, warnings: Vec::new() })?;
        Ok(true)
    }

    /// What there is to link to.
    fn site(&self) -> Site<'_> {
        let seeds = self.texts.values().filter_map(|text| text.seed.as_ref().ok());
        Site::new(seeds.map(|seed| (seed.id.as_str(), seed.explainer.as_ref())))
    }

    /// Whether a file is gone, or has no error.
    fn is_good(&self, path: &Path) -> bool {
        self.texts.get(path).is_none_or(|text| text.seed.as_ref().is_ok_and(|seed| seed.explainer.is_some()))
    }

    /// Prints what is wrong with the files that changed, and with what is no text of an explainer.
    fn log(&self, changed: &[PathBuf], problems: &[Value]) {
        let seeds = changed.iter().filter_map(|path| self.texts.get(path)?.seed.as_ref().ok());
        for seed in seeds {
            let dead = self.site().dead_links(&seed.text).into_iter().map(|dead| seed.render(&dead));
            for rendered in seed.rendered(Severity::Error).chain(seed.rendered(Severity::Warning)).chain(dead) {
                eprintln!("{rendered}\n");
            }
        }
        for problem in problems.iter().filter(|problem| problem.get("line").is_none()) {
            let word = |member: &str| problem[member].as_str().unwrap_or_default();
            eprintln!("{}: {}\n", word("file"), word("message"));
        }
        let errors = problems.iter().filter(|problem| problem["severity"] == "error").count();
        if errors > 0 {
            let folder = self.folder.display();
            eprintln!("{} to mend in {folder}; until then the last good version stays", count(errors, "error"));
        }
    }
}

impl Text {
    /// What is wrong with it, by itself and beside the others.
    fn problems(&self, path: &Path, site: &Site<'_>) -> Vec<Value> {
        match &self.seed {
            Err(error) => vec![elsewhere(path, error)],
            Ok(seed) => {
                let dead = site.dead_links(&seed.text);
                let told = seed.problems.iter().chain(&dead).map(|problem| {
                    json!({
                        "file": seed.name,
                        "line": problem.line,
                        "column": problem.column,
                        "rule": problem.rule,
                        "severity": problem.severity,
                        "message": problem.message,
                        "help": problem.help,
                    })
                });
                told.collect()
            }
        }
    }
}

/// An error that has no place in a text.
fn elsewhere(path: &Path, error: &anyhow::Error) -> Value {
    json!({ "file": path.display().to_string(), "severity": "error", "message": format!("{error:#}"), "help": "" })
}
