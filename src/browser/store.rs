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
        let key = format!("backgrounder.progress.{explainer}");
        let access = match window().local_storage() {
            Ok(Some(storage)) if storage.get_item(&key).is_ok() => {
                let probe = "backgrounder.probe";
                let open = storage.set_item(probe, "1").is_ok() && storage.remove_item(probe).is_ok();
                if open { Access::Open } else { Access::Full }
            }
            _ => Access::Denied,
        };
        Self { key, access }
    }

    /// Whether a storage event with this key is about this store; `None` is the key of "everything was cleared".
    pub fn is_about(&self, key: Option<&str>) -> bool {
        key.is_none_or(|key| key == self.key)
    }

    /// Brings what is stored into the session, and says in the session what storage allows.
    pub fn load(&self, session: &mut Session) {
        match self.access {
            Access::Denied => return session.keep(Keeping::Denied),
            Access::Full => session.keep(Keeping::Full),
            Access::Open => {}
        }
        if let Ok(Some(text)) = LocalStorage::raw().get_item(&self.key) {
            self.take(&text, session);
        }
    }

    /// Brings a stored text into the session; a damaged one is put aside first, so that nothing is lost.
    pub fn take(&self, text: &str, session: &mut Session) {
        let stored = decode(text);
        if stored == Stored::Damaged {
            let aside = LocalStorage::raw().set_item(&format!("{}.damaged", self.key), text);
            if aside.is_err() {
                return session.keep(Keeping::Full);
            }
            LocalStorage::delete(&self.key);
        }
        session.take(&stored);
    }

    /// Stores the session's progress, merged with what is there.
    pub fn save(&self, session: &mut Session) {
        self.load(session);
        if self.access != Access::Denied && session.may_write() {
            let kept = LocalStorage::set(&self.key, session.progress().envelope());
            session.keep(if kept.is_ok() { Keeping::Kept } else { Keeping::Full });
        }
    }
}

/// Reads a stored text, which may be anything at all.
fn decode(text: &str) -> Stored {
    let envelope = JSON::parse(text).unwrap_or_default();
    // A field of something that is no object is an error, and as good as missing.
    let field = |name: &str| Reflect::get(&envelope, &name.into()).unwrap_or_default();
    Progress::decode(field("v").as_f64(), field("data").as_string().as_deref())
}
