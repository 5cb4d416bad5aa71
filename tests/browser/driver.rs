//! The WebDriver processes: found on `PATH`, started when first needed, shared by all cases, ended with the suite.
//!
//! Chromium's driver holds any number of sessions and is one process. The others hold one session each: a session
//! borrows a process and gives it back, so that there are as many as cases run at once. Every process is the head of
//! a process group, because a driver that dies early would leave its browser behind.

use std::{
    collections::HashMap,
    env, fs,
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
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use tempfile::TempDir;
use tokio::sync::Mutex as AsyncMutex;

use super::case::{Engine, Missing, Result, copy_folder};

const START_LIMIT: Duration = Duration::from_secs(20);
const END_LIMIT: Duration = Duration::from_secs(2);
const POLL: Duration = Duration::from_millis(25);

/// What a profile of Firefox holds that the next one must make itself: locks, and what one session was told.
const NOT_KEPT: [&str; 5] = ["lock", ".parentlock", "prefs.js", "user.js", "cache2"];

/// The drivers of all engines.
pub struct Drivers {
    shared: Mutex<Option<Arc<Driver>>>,
    idle: Mutex<HashMap<Engine, Vec<Arc<Driver>>>>,
    /// Why an engine's driver did not start. It is tried once, since each try takes its time.
    failed: Mutex<HashMap<Engine, Missing>>,
    /// What Firefox makes of itself at its first start, in a profile that has seen no page. To make it again is a third of a
    /// start; each profile begins as a copy of this one, and so is as new to a page.
    first_profile: Mutex<Option<TempDir>>,
    /// Held while it is made.
    first_start: AsyncMutex<bool>,
    /// Every process, idle or lent, so that the end of the suite is the end of all; nothing once it has ended.
    all: Mutex<Option<Vec<Arc<Driver>>>>,
}

impl Default for Drivers {
    fn default() -> Self {
        Self {
            shared: Mutex::default(),
            idle: Mutex::default(),
            failed: Mutex::default(),
            first_profile: Mutex::default(),
            first_start: AsyncMutex::default(),
            all: Mutex::new(Some(Vec::new())),
        }
    }
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
        Ok(Lease { log_start, driver, drivers: Arc::clone(self), broken: Mutex::new(false) })
    }

    /// Ends every process, and lets no other begin: a case that is cut off tries again.
    pub fn stop(&self) {
        for driver in lock(&self.all).take().unwrap_or_default() {
            driver.stop();
        }
        drop(lock(&self.first_profile).take());
    }

    /// Lets `start` begin and end a session that sees no page, once for all that come after it.
    pub async fn start_first(&self, start: impl AsyncFnOnce() -> Result) -> Result {
        let mut is_made = self.first_start.lock().await;
        if !*is_made {
            start().await?;
            *is_made = true;
        }
        Ok(())
    }

    fn start(&self, engine: Engine) -> Result<Arc<Driver>> {
        if let Some(missing) = lock(&self.failed).get(&engine) {
            return Err(missing.clone().into());
        }
        let program = find(engine)?;
        // A port that was free a moment ago may be taken by now, hence the second try.
        let started = self.try_start(engine, &program).or_else(|_| self.try_start(engine, &program));
        started.map_err(|error| {
            let what = format!("{engine} is left out, {} does not start: {error:#}", program.display());
            let missing = Missing { what, fatal: true };
            lock(&self.failed).insert(engine, missing.clone());
            missing.into()
        })
    }

    fn try_start(&self, engine: Engine, program: &Path) -> Result<Arc<Driver>> {
        let driver = {
            // Known before it is waited for, so that an interrupt finds it.
            let mut all = lock(&self.all);
            let all = all.as_mut().context("the suite has ended")?;
            let driver = Arc::new(Driver::spawn(engine, program)?);
            all.push(Arc::clone(&driver));
            driver
        };
        driver.wait_until_ready().inspect_err(|_| driver.stop())?;
        Ok(driver)
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

    /// A new folder for a profile; it is gone with the driver at the latest.
    pub fn profile(&self) -> Result<TempDir> {
        let home = lock(&self.driver.home);
        let home = home.as_ref().context("the driver was stopped")?;
        let profile = TempDir::with_prefix_in("profile-", home)?;
        if self.driver.engine == Engine::Firefox
            && let Some(first) = &*lock(&self.drivers.first_profile)
        {
            copy_folder(first.path(), profile.path())?;
        }
        Ok(profile)
    }

    /// Keeps a profile whose session has ended, for others to begin as a copy of it.
    pub fn keep(&self, profile: &Path) -> Result {
        let folder = TempDir::with_prefix("backgrounder-profile-")?;
        for entry in fs::read_dir(profile)? {
            let entry = entry?;
            let (from, to) = (entry.path(), folder.path().join(entry.file_name()));
            if NOT_KEPT.iter().any(|name| entry.file_name() == *name) {
                continue;
            }
            if entry.file_type()?.is_dir() { copy_folder(&from, &to)? } else { _ = fs::copy(from, to)? }
        }
        *lock(&self.drivers.first_profile) = Some(folder);
        Ok(())
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
            lock(&self.drivers.idle).entry(self.driver.engine).or_default().push(Arc::clone(&self.driver));
        }
    }
}

struct Driver {
    engine: Engine,
    port: u16,
    /// Nothing once it was stopped.
    child: Mutex<Option<Child>>,
    log: Arc<Mutex<Vec<String>>>,
    /// Home and temporary folder: nothing of the user's own profile is read, nothing is left.
    home: Mutex<Option<TempDir>>,
    /// WebKit's windows. Each driver has a screen of its own, since only one window of a screen has the keyboard.
    screen: Mutex<Option<Screen>>,
}

impl Driver {
    fn spawn(engine: Engine, program: &Path) -> Result<Self> {
        let screen = if engine == Engine::WebKit { Some(Screen::start()?) } else { None };
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
        // What a page measures depends on its letters: where the faces are that the set-up installs, no others count.
        if Path::new("/usr/share/fonts/truetype/noto").is_dir() {
            command.env("FONTCONFIG_FILE", Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/fonts.conf"));
        }
        match engine {
            Engine::Chromium | Engine::Wpe => {}
            // The default is a fixed port, which two of them would fight for.
            Engine::Firefox => _ = command.arg("--websocket-port=0"),
            Engine::WebKit => {
                // Without the second, screenshots are blank where there is no graphics card.
                command
                    .env("DISPLAY", screen.as_ref().map_or("", |screen| &screen.display))
                    .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
                    .env_remove("WAYLAND_DISPLAY")
                    .env("GDK_BACKEND", "x11");
            }
        }
        let mut child = command.spawn()?;
        let log = Arc::new(Mutex::new(Vec::new()));
        collect(child.stdout.take(), &log);
        collect(child.stderr.take(), &log);
        Ok(Self {
            engine,
            port,
            child: Mutex::new(Some(child)),
            log,
            home: Mutex::new(Some(home)),
            screen: Mutex::new(screen),
        })
    }

    fn wait_until_ready(&self) -> Result {
        let deadline = Instant::now() + START_LIMIT;
        while !is_ready(self.port) {
            if !self.is_running() {
                bail!("it ended at once:\n{}", lock(&self.log).join("\n"));
            }
            if Instant::now() > deadline {
                bail!("it was not ready within {} s:\n{}", START_LIMIT.as_secs(), lock(&self.log).join("\n"));
            }
            thread::sleep(POLL);
        }
        Ok(())
    }

    fn is_running(&self) -> bool {
        lock(&self.child).as_ref().is_some_and(is_running)
    }

    fn stop(&self) {
        if let Some(child) = lock(&self.child).take() {
            end_group(child);
        }
        drop(lock(&self.home).take());
        drop(lock(&self.screen).take());
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
    child: Option<Child>,
}

impl Screen {
    fn start() -> Result<Self> {
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-noreset"])
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
        let screen = Self { display: format!(":{}", number.trim()), child: Some(child) };
        anyhow::ensure!(!number.trim().is_empty(), "Xvfb found no free display");
        Ok(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(child) = self.child.take() {
            end_group(child);
        }
    }
}

/// Ends a child and all that it started: politely, then not.
fn end_group(mut child: Child) {
    let group = Pid::from_child(&child);
    let _ = kill_process_group(group, Signal::TERM);
    // Chromium's driver ends its browsers first.
    let deadline = Instant::now() + END_LIMIT;
    while is_running(&child) && Instant::now() < deadline {
        thread::sleep(POLL);
    }
    // The driver may be gone, but not yet its browsers.
    let _ = kill_process_group(group, Signal::KILL);
    let _ = child.wait();
}

/// Asks without collecting the exit status: until that is done, the number of the process, and with it that of its
/// group, cannot pass to others.
fn is_running(child: &Child) -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    matches!(waitid(WaitId::Pid(Pid::from_child(child)), options), Ok(None))
}

/// Whether a driver answers there and takes a session.
fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        write!(stream, "GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        let mut chunk = [0; 1024];
        // Not to the end: Chromium's driver keeps the connection whatever it is told.
        loop {
            let length = stream.read(&mut chunk)?;
            answer.push_str(&String::from_utf8_lossy(&chunk[..length]).replace([' ', '\t', '\n'], ""));
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
        Engine::WebKit => ("WebKitWebDriver", "WEBKITDRIVER", "apt-get install webkit2gtk-driver xvfb"),
        Engine::Wpe => ("WPEWebDriver", "WPEDRIVER", "apt-get install wpewebkit-driver cog"),
    };
    let missing = |what: String| Missing {
        what: format!("{engine} is left out, {what} ({source})"),
        fatal: env::var("CI").is_ok_and(|value| value == "true"),
    };
    if engine == Engine::WebKit && on_path("Xvfb").is_none() {
        return Err(missing("Xvfb is not on PATH".to_owned()).into());
    }
    if engine == Engine::Wpe && cog().is_none() {
        return Err(missing("cog is not on PATH".to_owned()).into());
    }
    let found = match env::var_os(variable).filter(|path| !path.is_empty()) {
        Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        None => on_path(name),
    };
    found.ok_or_else(|| missing(format!("{name} is neither on PATH nor named by {variable}")).into())
}

fn on_path(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// WPE WebKit's own small browser.
pub fn cog() -> Option<PathBuf> {
    on_path("cog")
}

/// WebKitGTK's own small browser, which lies where no `PATH` leads; without it the driver takes its default.
pub fn mini_browser() -> Option<PathBuf> {
    let folders = |parent: &Path| -> Vec<PathBuf> {
        fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
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
