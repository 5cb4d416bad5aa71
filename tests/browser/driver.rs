//! The WebDriver processes: found on `PATH`, started when first needed, shared by all cases, ended with the suite.
//!
//! Chromium's driver holds any number of sessions and is one process. The other two hold one session each: a session
//! borrows a process and gives it back, so that there are as many as cases run at once. Every process is the head of
//! a process group, because a driver that dies early would leave its browser behind.

use std::{
    collections::HashMap,
    env,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use tempfile::TempDir;

use super::case::{Engine, Missing, Result};

const START_LIMIT: Duration = Duration::from_secs(20);

/// The drivers of all engines.
#[derive(Default)]
pub struct Drivers {
    shared: Mutex<Option<Arc<Driver>>>,
    idle: Mutex<HashMap<Engine, Vec<Arc<Driver>>>>,
    screen: Mutex<Option<Screen>>,
    /// Why an engine's driver did not start. It is tried once, since each try takes its time.
    failed: Mutex<HashMap<Engine, Missing>>,
    /// Every process, idle or lent, so that the end of the suite is the end of all.
    all: Mutex<Vec<Arc<Driver>>>,
}

impl Drivers {
    /// A driver that takes a new session now.
    pub fn lend(self: &Arc<Self>, engine: Engine) -> Result<Lease> {
        let driver = if engine == Engine::Chromium {
            let mut shared = lock(&self.shared);
            match shared.as_ref().filter(|driver| driver.is_running()) {
                Some(driver) => Arc::clone(driver),
                None => Arc::clone(shared.insert(self.start(engine)?)),
            }
        } else {
            let idle = lock(&self.idle).get_mut(&engine).and_then(Vec::pop);
            match idle.filter(|driver| driver.is_running()) {
                Some(driver) => driver,
                None => self.start(engine)?,
            }
        };
        let log_start = lock(&driver.log).len();
        Ok(Lease {
            log_start,
            driver,
            drivers: Arc::clone(self),
            broken: Mutex::new(false),
        })
    }

    /// Ends every process.
    pub fn stop(&self) {
        for driver in lock(&self.all).drain(..) {
            driver.stop();
        }
        drop(lock(&self.screen).take());
    }

    fn start(&self, engine: Engine) -> Result<Arc<Driver>> {
        if let Some(missing) = lock(&self.failed).get(&engine) {
            return Err(missing.clone().into());
        }
        let program = find(engine)?;
        let display = if engine == Engine::WebKit {
            let mut screen = lock(&self.screen);
            if screen.is_none() {
                *screen = Some(Screen::start()?);
            }
            screen.as_ref().map(|screen| screen.display.clone())
        } else {
            None
        };
        // A port that was free a moment ago may be taken by now, hence the second try.
        let started = Driver::start(engine, &program, display.as_deref())
            .or_else(|_| Driver::start(engine, &program, display.as_deref()));
        match started {
            Ok(driver) => {
                let driver = Arc::new(driver);
                lock(&self.all).push(Arc::clone(&driver));
                Ok(driver)
            }
            Err(error) => {
                let missing = Missing {
                    what: format!("{engine} is left out, {} does not start: {error:#}", program.display()),
                    fatal: true,
                };
                lock(&self.failed).insert(engine, missing.clone());
                Err(missing.into())
            }
        }
    }
}

/// A driver lent to one session.
pub struct Lease {
    driver: Arc<Driver>,
    drivers: Arc<Drivers>,
    log_start: usize,
    broken: Mutex<bool>,
}

impl Lease {
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.driver.port)
    }

    /// What driver and browser printed since the session began; with Chromium's shared driver, other sessions' too.
    pub fn log(&self) -> Vec<String> {
        lock(&self.driver.log)[self.log_start..].to_vec()
    }

    /// Says that the session could not be closed: its driver is not to be lent again.
    pub fn mark_broken(&self) {
        *lock(&self.broken) = true;
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if self.driver.engine == Engine::Chromium {
            return;
        }
        if *lock(&self.broken) {
            self.driver.stop();
        } else {
            lock(&self.drivers.idle)
                .entry(self.driver.engine)
                .or_default()
                .push(Arc::clone(&self.driver));
        }
    }
}

struct Driver {
    engine: Engine,
    port: u16,
    child: Mutex<Child>,
    log: Arc<Mutex<Vec<String>>>,
    /// Home and temporary folder: nothing of the user's own profile is read, nothing is left.
    _home: TempDir,
}

impl Driver {
    fn start(engine: Engine, program: &Path, display: Option<&str>) -> Result<Self> {
        let home = TempDir::with_prefix("backgrounder-driver-")?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = Command::new(program);
        command
            .arg(format!("--port={port}"))
            .env("HOME", home.path())
            .env("TMPDIR", home.path())
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("XDG_CACHE_HOME")
            .env_remove("XDG_DATA_HOME")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0);
        match engine {
            Engine::Chromium => {}
            // The default is a fixed port, which two of them would fight for.
            Engine::Firefox => _ = command.arg("--websocket-port=0"),
            Engine::WebKit => {
                // Without the second, screenshots are blank where there is no graphics card.
                command
                    .env("DISPLAY", display.unwrap_or(":0"))
                    .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
                    .env_remove("WAYLAND_DISPLAY")
                    .env("GDK_BACKEND", "x11");
            }
        }
        let mut child = command.spawn()?;
        let log = Arc::new(Mutex::new(Vec::new()));
        collect(child.stdout.take(), &log);
        collect(child.stderr.take(), &log);
        let driver = Self {
            engine,
            port,
            child: Mutex::new(child),
            log,
            _home: home,
        };
        let deadline = Instant::now() + START_LIMIT;
        while !is_ready(port) {
            // Dropping the driver ends it.
            if !driver.is_running() {
                bail!("it ended at once:\n{}", lock(&driver.log).join("\n"));
            }
            if Instant::now() > deadline {
                bail!(
                    "it was not ready within {} s:\n{}",
                    START_LIMIT.as_secs(),
                    lock(&driver.log).join("\n")
                );
            }
            thread::sleep(Duration::from_millis(25));
        }
        Ok(driver)
    }

    fn is_running(&self) -> bool {
        matches!(lock(&self.child).try_wait(), Ok(None))
    }

    fn stop(&self) {
        end_group(&mut lock(&self.child));
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The X server that WebKit's windows open on, where nobody sees them.
struct Screen {
    display: String,
    child: Child,
}

impl Screen {
    fn start() -> Result<Self> {
        let mut child = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1600x1200x24",
                "-nolisten",
                "tcp",
                "-noreset",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("starting Xvfb")?;
        // It takes the first free display and prints its number when it is ready.
        let mut number = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut number)?;
        }
        let screen = Self {
            display: format!(":{}", number.trim()),
            child,
        };
        anyhow::ensure!(!number.trim().is_empty(), "Xvfb found no free display");
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        end_group(&mut self.child);
    }
}

/// Ends a child and all that it started: politely, then not. The group's number cannot have passed to others, since
/// the child is waited for last.
fn end_group(child: &mut Child) {
    if !matches!(child.try_wait(), Ok(None)) {
        return;
    }
    let group = Pid::from_child(child);
    let _ = kill_process_group(group, Signal::TERM);
    // Chromium's driver ends its browsers first, and Firefox writes its profile.
    thread::sleep(Duration::from_millis(300));
    let _ = kill_process_group(group, Signal::KILL);
    let _ = child.wait();
}

/// Whether a driver answers there and takes a session.
fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(
            stream,
            "GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = String::new();
        let mut part = [0; 1024];
        // Not to the end: Chromium's driver keeps the connection whatever it is told.
        loop {
            let length = stream.read(&mut part)?;
            answer.push_str(&String::from_utf8_lossy(&part[..length]).replace([' ', '\t', '\n'], ""));
            if length == 0 || answer.contains("\"ready\":") && answer.ends_with('}') {
                return Ok(answer.contains("\"ready\":true"));
            }
        }
    };
    ask().unwrap_or(false)
}

/// Reads a stream to its end, line by line, so that its writer never blocks.
fn collect(stream: Option<impl Read + Send + 'static>, log: &Arc<Mutex<Vec<String>>>) {
    let Some(stream) = stream else { return };
    let log = Arc::clone(log);
    thread::spawn(move || {
        let mut reader = BufReader::new(stream);
        let mut line = Vec::new();
        while matches!(reader.read_until(b'\n', &mut line), Ok(length) if length > 0) {
            lock(&log).push(String::from_utf8_lossy(&line).trim_end().to_owned());
            line.clear();
        }
    });
}

/// The driver's program, or the reason why its engine is left out.
fn find(engine: Engine) -> Result<PathBuf> {
    let (name, variable, source) = match engine {
        Engine::Chromium => ("chromedriver", "CHROMEDRIVER", "apt-get install chromium chromium-driver"),
        Engine::Firefox => ("geckodriver", "GECKODRIVER", "cargo install geckodriver --locked"),
        Engine::WebKit => (
            "WebKitWebDriver",
            "WEBKITDRIVER",
            "apt-get install webkit2gtk-driver xvfb",
        ),
    };
    let missing = |what: String| Missing {
        what: format!("{engine} is left out, {what} ({source})"),
        fatal: env::var("CI").is_ok_and(|value| value == "true"),
    };
    if engine == Engine::WebKit && on_path("Xvfb").is_none() {
        return Err(missing("Xvfb is not on PATH".to_owned()).into());
    }
    let found = match env::var_os(variable).filter(|path| !path.is_empty()) {
        Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        None => on_path(name),
    };
    found.ok_or_else(|| missing(format!("{name} is neither on PATH nor named by {variable}")).into())
}

fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// WebKitGTK's own small browser, which lies where no `PATH` leads; without it the driver takes its default.
pub fn mini_browser() -> Option<PathBuf> {
    let folders = |parent: &Path| -> Vec<PathBuf> {
        std::fs::read_dir(parent)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect()
    };
    let mut parents = folders(Path::new("/usr/lib"));
    parents.extend(["/usr/lib", "/usr/lib64", "/usr/libexec"].map(PathBuf::from));
    parents
        .iter()
        .flat_map(|parent| folders(parent))
        .filter(|folder| folder.to_string_lossy().contains("/webkit2gtk-4."))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|program| program.is_file())
}

/// A thread that panicked while it held a lock has already failed its case; the others go on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
