//! Publishing again and again: what did not change is neither made nor written anew.

use super::seeds::Seeds;
use super::{bundle, site, worker, write};
use crate::model::explainer::Explainer;
use crate::view::document::Bundle;
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What was published last, and where.
#[derive(Debug)]
pub struct Press {
    /// The published site, which holds the browser half.
    folder: PathBuf,
    seeds: Seeds,
    bundle: Bundle,
    /// What lies there because of this press.
    paths: BTreeSet<String>,
}

impl Press {
    /// A press for the site in `folder`. It knows nothing of what is there: the first publication makes everything.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        let (seeds, bundle, paths) = Default::default();
        Self { folder: folder.into(), seeds, bundle, paths }
    }

    /// Publishes a site. Explainers that are as they were are left alone; those that are gone are taken away, if it was this
    /// press that published them.
    ///
    /// # Errors
    ///
    /// When the folder holds no browser half, when it holds a file that nobody has decided about ([`worker::worker`]), and
    /// when it cannot be written.
    pub fn publish(&mut self, seeds: Seeds) -> Result<()> {
        let (bundle, _) = bundle::find(&self.folder)?;
        let anew = bundle != self.bundle || seeds.settings != self.seeds.settings;
        let (new, same): (Vec<&Explainer>, Vec<&Explainer>) =
            seeds.explainers.iter().partition(|explainer| anew || !self.knows(explainer));
        let same: BTreeSet<&str> = same.iter().map(|explainer| explainer.id.as_str()).collect();

        let mut files = site::around(&seeds.explainers, &seeds.settings, &bundle);
        files.extend(new.into_iter().flat_map(|explainer| site::alone(explainer, &seeds.settings, &bundle)));
        let is_kept =
            |path: &str| path == worker::PATH || path.split_once('/').is_some_and(|(id, _)| same.contains(id));
        let gone = self.paths.iter().filter(|path| !files.contains_key(*path) && !is_kept(path)).cloned();
        let gone: Vec<String> = gone.collect();
        let mut all = bundle::everything(&self.folder)?;
        all.retain(|path, _| !gone.contains(path));
        all.extend(files.clone());
        files.insert(worker::PATH.into(), worker::worker(&all, &bundle)?.into_bytes());

        write::write(&files, &self.folder)?;
        write::remove(&gone, &self.folder)?;
        self.paths.retain(|path| is_kept(path));
        self.paths.extend(files.into_keys());
        (self.seeds, self.bundle) = (seeds, bundle);
        Ok(())
    }

    fn knows(&self, explainer: &Explainer) -> bool {
        self.seeds.explainers.iter().find(|known| known.id == explainer.id).is_some_and(|known| known == explainer)
    }
}
