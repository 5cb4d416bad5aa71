//! Turns cases and engines into trials, and gives each its context, its time limit and its verdict.

use std::{
    any::Any,
    cell::RefCell,
    cmp::Reverse,
    collections::HashSet,
    env,
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use anyhow::anyhow;
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use tokio::{runtime::Runtime, time::timeout};

use super::{
    artifacts,
    browsers::Browsers,
    case::{Case, Ctx, Engine, Missing, Result},
};

/// Sessions are heavy; more at once than this makes them slow and, on a small machine, late.
const THREADS: usize = 2;

/// A case that takes longer hangs.
const TIME_LIMIT: Duration = Duration::from_mins(2);

/// Runs what the command line asks for.
pub fn run() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads =
        arguments.test_threads.or_else(|| env::var("RUST_TEST_THREADS").ok()?.parse().ok()).or(Some(THREADS));
    let engines = match engines() {
        Ok(engines) => engines,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    let cases = super::all();
    let mut names = HashSet::new();
    for case in &cases {
        assert!(names.insert(case.name), "two cases are called {}", case.name);
    }

    let harness = Arc::new(Harness::new());
    if !arguments.list {
        note_panics();
        harness.stop_when_interrupted();
    }
    let trials = engines
        .into_iter()
        .flat_map(|engine| {
            let harness = &harness;
            cases.iter().filter(move |case| case.engines.include(engine)).map(move |&case| {
                let harness = Arc::clone(harness);
                let name = format!("{engine}::{}", case.name);
                Trial::ignorable_test(name.clone(), move || {
                    let start = Instant::now();
                    let verdict = harness.judge(case, engine);
                    harness.took.lock().unwrap().push((start.elapsed(), name));
                    verdict
                })
            })
        })
        .collect();
    let conclusion = libtest_mimic::run(&arguments, trials);
    harness.browsers.stop();
    harness.tell_the_slowest();
    conclusion.exit_code()
}

/// The engines that the environment names; Chromium if it names none.
fn engines() -> Result<Vec<Engine>> {
    let named = env::var("BACKGROUNDER_ENGINES").unwrap_or_default();
    let mut engines = Vec::new();
    for name in named.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let engine = Engine::ALL
            .into_iter()
            .find(|engine| engine.name() == name)
            .ok_or_else(|| anyhow!("BACKGROUNDER_ENGINES: `{name}` is none of chromium, firefox, webkit, wpe"))?;
        if !engines.contains(&engine) {
            engines.push(engine);
        }
    }
    if engines.is_empty() {
        engines.push(Engine::Chromium);
    }
    Ok(engines)
}

struct Harness {
    runtime: Runtime,
    browsers: Arc<Browsers>,
    /// What was found missing, and was said once.
    reported: Mutex<HashSet<String>>,
    /// How long each trial took.
    took: Mutex<Vec<(Duration, String)>>,
}

impl Harness {
    fn new() -> Self {
        Self {
            runtime: Runtime::new().expect("the tests need a tokio runtime"),
            browsers: Arc::default(),
            reported: Mutex::default(),
            took: Mutex::default(),
        }
    }

    /// Prints which trials are worth a look when the suite takes too long.
    fn tell_the_slowest(&self) {
        const SHOWN: usize = 10;
        let mut took = self.took.lock().unwrap();
        if took.len() > SHOWN {
            took.sort_unstable_by_key(|(time, _)| Reverse(*time));
            let all: Duration = took.iter().map(|(time, _)| *time).sum();
            println!("the slowest of {}, which took {} s together:", took.len(), all.as_secs());
            for (time, name) in &took[..SHOWN] {
                println!("{:>6.1} s  {name}", time.as_secs_f64());
            }
        }
    }

    /// Runs one case in one engine, and leaves nothing open behind it.
    fn judge(&self, case: Case, engine: Engine) -> std::result::Result<Completion, Failed> {
        artifacts::clear(engine, case.name);
        let ctx = Ctx::new(engine, Arc::clone(&self.browsers));
        // Caught here and not in a task, so that the page outlives the panic and can be looked at.
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            self.runtime.block_on(async {
                timeout(TIME_LIMIT, (case.run)(ctx.clone()))
                    .await
                    .unwrap_or_else(|_| Err(anyhow!("it hung: {} s are over", TIME_LIMIT.as_secs())))
            })
        }))
        .unwrap_or_else(|payload| Err(panic_message(payload.as_ref())));

        let failure = match outcome {
            Ok(()) => {
                self.hand_on(&ctx);
                None
            }
            Err(error) => match error.downcast_ref::<Missing>() {
                Some(missing) if !missing.fatal || !self.reported.lock().unwrap().insert(missing.what.clone()) => {
                    self.close(&ctx);
                    return Ok(Completion::ignored_with(&missing.what));
                }
                Some(missing) => Some(missing.what.clone()),
                None => {
                    let message = format!("{error:#}");
                    let folder = self.runtime.block_on(artifacts::save(engine, case.name, &ctx.pages(), &message));
                    Some(format!("{message}\nsee {}", folder.display()))
                }
            },
        };
        self.close(&ctx);
        failure.map_or(Ok(Completion::Completed), |message| Err(message.into()))
    }

    fn hand_on(&self, ctx: &Ctx) {
        self.runtime.block_on(async {
            for page in ctx.pages() {
                page.hand_on(&self.browsers).await;
            }
        });
    }

    fn close(&self, ctx: &Ctx) {
        self.runtime.block_on(async {
            for page in ctx.pages() {
                page.close().await;
            }
        });
    }

    /// Ctrl-C must not leave browsers behind: they are in process groups of their own.
    fn stop_when_interrupted(&self) {
        use tokio::signal::unix::{SignalKind, signal};
        let browsers = Arc::clone(&self.browsers);
        self.runtime.spawn(async move {
            let (Ok(mut interrupt), Ok(mut terminate)) =
                (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
            else {
                return;
            };
            let code = tokio::select! {
                _ = interrupt.recv() => 130,
                _ = terminate.recv() => 143,
            };
            browsers.stop();
            std::process::exit(code);
        });
    }
}

thread_local! {
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the place of a panic for the report, in place of printing it between the lines of other trials.
fn note_panics() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        PLACE.set(info.location().map(ToString::to_string));
        if env::var_os("RUST_BACKTRACE").is_some_and(|value| value == "full") {
            print(info);
        }
    }));
}

fn panic_message(payload: &(dyn Any + Send)) -> anyhow::Error {
    let message = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("it panicked");
    match PLACE.take() {
        Some(place) => anyhow!("{place}: {message}"),
        None => anyhow!("{message}"),
    }
}
