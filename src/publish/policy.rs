//! The Content Security Policy of a page.

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

/// What a page may do besides showing itself. Everything else is forbidden to all of them.
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Policy<'a> {
    /// The inline scripts that run, by their text.
    pub inline: &'a [&'a str],
    /// Whether it runs scripts of the site.
    pub scripts: bool,
    /// Whether it compiles the site's wasm, and so fetches it.
    pub wasm: bool,
    /// Whether it can be installed and read without a connection.
    pub offline: bool,
    /// Whether it shows other pages of the site in frames.
    pub frames: bool,
}

impl Policy<'_> {
    /// The policy of a page with this style sheet.
    ///
    /// `wasm-unsafe-eval` allows to compile wasm, and nothing else. By Trusted Types no text becomes markup or a script: the
    /// one policy there can be is that of [`crate::view::document::Bundle::start`], for the worker's address.
    /// `frame-ancestors` is left out: it counts only as a header ([`super::headers`]).
    pub fn with(self, style: &str) -> String {
        let mut policy = "default-src 'none'".to_owned();
        let mut allow = |is_allowed: bool, directive: &str| {
            if is_allowed {
                policy += "; ";
                policy += directive;
            }
        };
        let inline = self.inline.iter().fold(String::new(), |inline, text| inline + " " + &hash(text));
        let wasm = if self.wasm { " 'wasm-unsafe-eval'" } else { "" };
        let scripts = self.scripts || self.wasm;
        let own = if scripts { " 'self'" } else { "" };
        let runs = scripts || !inline.is_empty();
        allow(runs, &format!("script-src{own}{wasm}{inline}"));
        allow(true, &format!("style-src {}", hash(style)));
        allow(true, "img-src 'self'");
        allow(self.wasm, "connect-src 'self'");
        allow(self.offline, "manifest-src 'self'");
        // Only a script registers a worker.
        allow(self.offline && scripts, "worker-src 'self'");
        allow(self.frames, "frame-src 'self'");
        let names = if self.wasm { "default" } else { "'none'" };
        allow(runs, &format!("require-trusted-types-for 'script'; trusted-types {names}"));
        allow(true, "base-uri 'none'; form-action 'none'");
        policy
    }
}

/// A policy for a page that stands for itself, wherever it is opened: nothing is loaded, nothing runs. The style sheet is
/// allowed by its hash, and the icon since it is in the page.
pub fn alone(style: &str) -> String {
    format!("default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'", hash(style))
}

/// The source that allows an inline script or style sheet by its text.
pub fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_scripts_runs_none_and_asks_nobody() {
        let policy = Policy::default().with("a{}");
        for absent in ["script-src", "connect-src", "worker-src", "frame-src", "trusted-types", "unsafe"] {
            assert!(!policy.contains(absent), "{absent}: {policy}");
        }
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    }

    #[test]
    fn an_inline_script_is_allowed_by_its_hash_alone() {
        let policy = Policy { inline: &["go()"], ..Policy::default() }.with("a{}");
        let hash = BASE64_STANDARD.encode(Sha256::digest("go()"));
        assert!(policy.contains(&format!("script-src 'sha256-{hash}';")), "{policy}");
    }

    #[test]
    fn where_a_script_runs_no_text_becomes_another_but_the_worker_s_address() {
        let policy = |wasm: bool| Policy { scripts: !wasm, wasm, ..Policy::default() }.with("a{}");
        for (policy, names) in [(policy(true), "default"), (policy(false), "'none'")] {
            let trusted = format!("; require-trusted-types-for 'script'; trusted-types {names}; ");
            assert!(policy.contains(&trusted), "{policy}");
            assert_eq!(policy.matches("trusted-types ").count(), 1, "{policy}");
        }
    }

    #[test]
    fn nothing_is_unsafe_but_the_compiling_of_wasm() {
        let policy = Policy { inline: &["go()"], scripts: true, wasm: true, offline: true, frames: true }.with("a{}");
        assert_eq!(policy.matches("unsafe").count(), policy.matches("'wasm-unsafe-eval'").count(), "{policy}");
        assert!(policy.contains("worker-src 'self'") && !policy.contains('*'), "{policy}");
    }
}
