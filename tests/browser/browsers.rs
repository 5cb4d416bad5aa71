//! Browsers that wait for their next case.
//!
//! A start of Firefox or Chromium costs more than most cases do. So a case that has passed hands its browser on
//! ([`Page::hand_on`]), and the next one begins with a new tab of it. To that case it is as good as new: what a page leaves behind
//! belongs to its tab, which is closed, or, as storage, workers and caches do, to its origin, and no port is served twice
//! ([`on_a_new_port`]). A browser with settings of its own, with files from disk or with a page in trouble is not handed on.
//!
//! [`Page::hand_on`]: super::page::Page::hand_on

use std::{
    collections::HashSet,
    sync::{Arc, LazyLock, Mutex},
    time::Duration,
};

use anyhow::anyhow;
use fantoccini::Client;
use tempfile::TempDir;
use tokio::time::timeout;

use super::{
    case::{Engine, Result},
    driver::{Drivers, Lease},
};

/// How many cases a browser serves, so that what piles up in it stays little.
const CASES: usize = 10;

/// A browser that does not end within this is broken.
const END_LIMIT: Duration = Duration::from_mins(1);

/// All browsers, and the drivers that start them.
#[derive(Default)]
pub struct Browsers {
    drivers: Arc<Drivers>,
    waiting: Mutex<Vec<(Engine, Session)>>,
}

impl Browsers {
    /// The same drivers, and none that waits.
    pub fn beside(others: &Self) -> Self {
        Self { drivers: Arc::clone(&others.drivers), waiting: Mutex::default() }
    }

    pub fn drivers(&self) -> &Arc<Drivers> {
        &self.drivers
    }

    /// Whether browsers of this engine are handed on. WebKit's start so soon that it saves next to nothing.
    pub fn can_hold(engine: Engine) -> bool {
        matches!(engine, Engine::Chromium | Engine::Firefox)
    }

    /// A browser that waits. Those of other engines are ended: the suite has done with them, or soon will have.
    pub async fn take(&self, engine: Engine) -> Option<Session> {
        let (taken, others) = {
            let mut waiting = self.waiting.lock().unwrap();
            let taken = waiting.iter().position(|(of, _)| *of == engine).map(|at| waiting.swap_remove(at).1);
            let others: Vec<_> = waiting.extract_if(.., |(of, _)| *of != engine).collect();
            (taken, others)
        };
        for (_, session) in others {
            let _ = session.end().await;
        }
        taken.map(|session| Session { cases: session.cases + 1, ..session })
    }

    /// Keeps a browser for the next case.
    pub fn give(&self, engine: Engine, session: Session) {
        self.waiting.lock().unwrap().push((engine, session));
    }

    /// Ends everything.
    pub fn stop(&self) {
        self.waiting.lock().unwrap().clear();
        self.drivers.stop();
    }
}

/// A browser that runs, under its driver's hand.
pub struct Session {
    client: Client,
    lease: Lease,
    profile: TempDir,
    /// How many cases have begun with it.
    cases: usize,
}

impl Session {
    pub fn new(client: Client, lease: Lease, profile: TempDir) -> Self {
        Self { client, lease, profile, cases: 1 }
    }

    /// What speaks to its driver.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Whether it has served enough.
    pub fn is_worn(&self) -> bool {
        self.cases >= CASES
    }

    /// What driver and browser printed; with Chromium's shared driver, other sessions' too.
    pub fn log(&self) -> Vec<String> {
        self.lease.log()
    }

    /// Ends it; what is left is its driver and its profile.
    pub async fn end(self) -> Result<(Lease, TempDir)> {
        let Self { client, lease, profile, .. } = self;
        match timeout(END_LIMIT, client.close()).await {
            Ok(Ok(())) => Ok((lease, profile)),
            failed => {
                lease.mark_broken();
                Err(anyhow!("it does not end: {failed:?}"))
            }
        }
    }
}

static SERVED: LazyLock<Mutex<HashSet<u16>>> = LazyLock::new(Mutex::default);

/// Starts a server on a port that none has had before. `start` takes any that is free.
pub fn on_a_new_port<S>(start: impl Fn() -> Result<S>, port: impl Fn(&S) -> u16) -> Result<S> {
    // They live on until one is found, so that their ports are not given again.
    let mut refused = Vec::new();
    loop {
        let server = start()?;
        if SERVED.lock().unwrap().insert(port(&server)) {
            return Ok(server);
        }
        refused.push(server);
    }
}
