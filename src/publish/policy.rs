//! The Content Security Policy of a page.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// A policy that lets a page load nothing but its own files, and run nothing inline but these texts, by hash.
///
/// `wasm-unsafe-eval` allows to compile the page's wasm, and nothing else. `frame-ancestors` is left out: it counts only
/// as a header.
pub fn policy(scripts: &[&str], styles: &[&str]) -> String {
    let hashes = |texts: &[&str]| {
        let hash = |text: &&str| format!(" 'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
        texts.iter().map(hash).collect::<String>()
    };
    let script = if scripts.is_empty() {
        "script-src 'none'".to_owned()
    } else {
        format!("script-src 'self' 'wasm-unsafe-eval'{}", hashes(scripts))
    };
    // Only a script registers a worker.
    let worker = if scripts.is_empty() { "" } else { "; worker-src 'self'" };
    format!(
        "default-src 'none'; {script}; style-src{}; img-src 'self'; connect-src 'self'; manifest-src 'self'{worker}; \
         base-uri 'none'; form-action 'none'",
        hashes(styles)
    )
}

/// A policy for a page that stands for itself, wherever it is opened: nothing is loaded, nothing runs. The style sheet is
/// allowed by its hash, and the icon since it is in the page.
pub fn policy_alone(style: &str) -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(style));
    format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'")
}
