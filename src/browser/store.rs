//! Local storage, which may be denied, broken, full, or written by anyone at any moment.
//!
//! `gloo-storage` throws where the browser denies storage, and once it has thrown, later calls trap. So every step of
//! the probe goes through `web_sys`, where each is a `Result`, and gloo is called only after the probe has passed.

use crate::model::progress::{Progress, Stored};
use crate::model::session::{Keeping, Session};
use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::window;
use web_sys::js_sys::{JSON, Reflect};

/// The store of one explainer.
pub struct Store {
    key: String,
    access: Access,
    /// Whether this visit found or left something under the key.
    held: bool,
}

/// What the probe found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Nothing can be read or written.
    Denied,
    /// What is there can be read, but nothing more fits in.
    Full,
    /// Read and write.
    Open,
}

impl Store {
    /// Finds out what storage allows, without leaving a trace in it.
    pub fn probe(explainer: &str) -> Self {
        let key = key(explainer);
        let access = match window().local_storage() {
            Ok(Some(storage)) if storage.get_item(&key).is_ok() => {
                let probe = "backgrounder.probe";
                let open = storage.set_item(probe, "1").is_ok() && storage.remove_item(probe).is_ok();
                if open { Access::Open } else { Access::Full }
            }
            _ => Access::Denied,
        };
        Self { key, access, held: false }
    }

    /// Whether a storage event with this key is about this store; `None` is the key of "everything was cleared".
    pub fn is_about(&self, key: Option<&str>) -> bool {
        key.is_none_or(|key| key == self.key)
    }

    /// Brings what is stored into the session, and says in the session what storage allows. Returns whether what is there
    /// may be written over.
    pub fn load(&mut self, session: &mut Session) -> bool {
        match self.access {
            Access::Denied => {
                session.keep(Keeping::Denied);
                return false;
            }
            Access::Full => session.keep(Keeping::Full),
            Access::Open => {}
        }
        match LocalStorage::raw().get_item(&self.key) {
            Ok(Some(text)) => self.take(&text, session),
            Ok(None) => {
                self.emptied(session);
                true
            }
            Err(_) => false,
        }
    }

    /// Nothing was stored for a moment, whatever there is by now. If this page knew of something, the reader emptied the browser's
    /// storage, and means it.
    pub fn emptied(&mut self, session: &mut Session) {
        if self.held {
            self.held = false;
            session.forget();
        }
    }

    /// Brings a stored text into the session; a damaged one is put aside first, so that nothing is lost. Returns whether
    /// it may be written over.
    fn take(&mut self, text: &str, session: &mut Session) -> bool {
        let stored = decode(text);
        if stored == Stored::Damaged {
            if LocalStorage::raw().set_item(&(self.key.clone() + ".damaged"), text).is_err() {
                session.keep(Keeping::Full);
                return false;
            }
            LocalStorage::delete(&self.key);
        }
        self.held = stored != Stored::Damaged;
        session.take(&stored);
        session.may_write()
    }

    /// Stores the session's progress, merged with what is there.
    pub fn save(&mut self, session: &mut Session) {
        // Who read nothing leaves no trace.
        if self.load(session) && *session.progress() != Progress::default() {
            let kept = LocalStorage::set(&self.key, session.progress().envelope()).is_ok();
            self.held |= kept;
            session.keep(if kept { Keeping::Kept } else { Keeping::Full });
        }
    }
}

/// The progress of an explainer that another page keeps. Nothing is written, and what cannot be read is none.
pub fn peek(explainer: &str) -> Stored {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(&key(explainer)).ok().flatten());
    decode(&text.unwrap_or_default())
}

fn key(explainer: &str) -> String {
    "backgrounder.progress.".to_owned() + explainer
}

/// Reads a stored text, which may be anything at all.
fn decode(text: &str) -> Stored {
    let envelope = JSON::parse(text).unwrap_or_default();
    // A field of something that is no object is an error, and as good as missing.
    let field = |name: &str| Reflect::get(&envelope, &name.into()).unwrap_or_default();
    Progress::decode(field("v").as_f64(), field("data").as_string().as_deref())
}
