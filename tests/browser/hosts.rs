//! Pages that embed an explainer, each with the script that sizes frames there.
//!
//! The scripts of pym.js, `@newswire/frames` and iframe-resizer are the real ones, from npm. The others are in no package:
//! what they do is written here anew, from what `docs/embedding.md` says of their protocols.

use std::{env, fmt::Write as _, fs, path::PathBuf};

use super::case::{Copy, Missing, Result};

/// A page that embeds.
#[derive(Clone, Copy)]
pub struct Host {
    pub name: &'static str,
    /// Scripts of packages, by their path among the installed ones.
    scripts: &'static [&'static str],
    /// The page's body; `EMBED` stands for the embed's address, `SITE` for its site's.
    pub body: &'static str,
}

/// Our own host script.
pub const OWN: [Host; 2] = [
    Host {
        name: "embed.js, element",
        scripts: &[],
        body: "<backgrounder-embed src='EMBED'><a href='SITEisis-k/'>What is ISIS-K?</a></backgrounder-embed>
            <script async src='SITEembed.js'></script>",
    },
    Host {
        name: "embed.js, frame",
        scripts: &[],
        body: "<iframe data-backgrounder src='EMBED' title='Explainer' width='100%' height=700></iframe>
            <script async src='SITEembed.js'></script>",
    },
];

/// Scripts that newsrooms load from packages.
pub const PACKAGED: [Host; 4] = [
    Host {
        name: "pym.js",
        scripts: &["pym.js/dist/pym.v1.min.js"],
        body: "<div id=place></div><script>new pym.Parent('place', 'EMBED', {})</script>",
    },
    Host {
        name: "@newswire/frames",
        scripts: &["@newswire/frames/dist/frames.umd.js"],
        body: "<div data-frame-src='EMBED'></div><script>newswireFrames.autoInitFrames()</script>",
    },
    Host {
        name: "iframe-resizer 4",
        scripts: &["iframe-resizer/js/iframeResizer.min.js"],
        body: "<iframe id=frame src='EMBED' style='width: 1px; min-width: 100%'></iframe>
            <script>iFrameResize({}, '#frame')</script>",
    },
    Host {
        name: "iframe-resizer 5",
        scripts: &["@iframe-resizer/parent/index.umd.js"],
        body: "<iframe id=frame src='EMBED' style='width: 100%'></iframe>
            <script>iframeResize({ license: 'GPLv3' }, '#frame')</script>",
    },
];

/// Scripts that are part of a system.
pub const BUILT_IN: [Host; 5] = [
    Host {
        name: "AMP",
        scripts: &[],
        body: "<iframe src='EMBED#amp=1' width='100%' height=300 frameborder=0
                sandbox='allow-scripts allow-same-origin allow-popups'></iframe>
            <script>addEventListener('message', ({ source, data }) => {
                const frame = document.querySelector('iframe');
                if (source !== frame.contentWindow || data === null || data.sentinel !== 'amp') return;
                if (data.type === 'embed-size' && data.height >= 100) frame.height = data.height;
            })</script>",
    },
    Host {
        name: "Datawrapper",
        scripts: &[],
        body: "<iframe src='EMBED' width='100%' height=300 scrolling=no></iframe>
            <script>addEventListener('message', ({ data }) => {
                const heights = data['datawrapper-height'];
                if (heights === undefined) return;
                for (const [id, height] of Object.entries(heights))
                    for (const frame of document.querySelectorAll(`iframe[src*='/${id}/']`)) frame.height = height;
            })</script>",
    },
    Host {
        name: "Embedly",
        scripts: &[],
        body: "<iframe src='EMBED' width='100%' height=300></iframe>
            <script>addEventListener('message', ({ source, data }) => {
                let said;
                try { said = JSON.parse(data) } catch { return }
                const frame = document.querySelector('iframe');
                if (said.context === 'iframe.resize' && source === frame.contentWindow) frame.height = said.height;
            })</script>",
    },
    Host {
        name: "the Guardian, messenger",
        scripts: &[],
        body: "<iframe src='EMBED' width='100%' height=300></iframe>
            <script>addEventListener('message', ({ source, data }) => {
                let said;
                try { said = JSON.parse(data) } catch { return }
                const frame = document.querySelector('iframe');
                if (source !== frame.contentWindow || !String(said.id).startsWith('iframeMessenger:')) return;
                if (said.type === 'set-height') frame.height = said.value;
                if (said.type === 'scroll-to') scrollTo(said.x, said.y);
                if (said.type === 'get-position') source.postMessage(JSON.stringify({
                    id: said.id, type: said.type, iframeTop: frame.getBoundingClientRect().top,
                    innerHeight, innerWidth, pageYOffset,
                }), '*');
            })</script>",
    },
    Host {
        name: "the Guardian, interactive",
        scripts: &[],
        body: "<iframe src='EMBED' width='100%' height=300></iframe>
            <script>addEventListener('message', ({ source, data }) => {
                const frame = document.querySelector('iframe');
                if (data.kind === 'interactive:height' && source === frame.contentWindow) frame.height = data.height;
            })</script>",
    },
];

/// The least that sizes a frame.
pub const PLAIN: Host = BUILT_IN[0];

/// WordPress, for a site that it does not know: a sandbox, 1000 px at most, a secret in the fragment.
///
/// Its server puts the secret behind the address that an editor pasted; where there is none, its script does, once the page
/// is there: after the frame's first word.
pub const WORDPRESS: Host = Host {
    name: "WordPress",
    scripts: &[],
    body: "<iframe class=wp-embedded-content sandbox=allow-scripts security=restricted src='EMBED' SECRET width=600
            height=338 frameborder=0 marginwidth=0 marginheight=0 scrolling=no></iframe>
        <script>
        const frame = document.querySelector('iframe');
        window.clicked = [];
        addEventListener('message', ({ source, data }) => {
            if (!data || !(data.secret || data.message || data.value) || /[^a-zA-Z0-9]/.test(data.secret)) return;
            if (data.secret !== frame.dataset.secret || source !== frame.contentWindow) return;
            if (data.message === 'height') frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
            if (data.message === 'link' && new URL(data.value).host === new URL(frame.src).host
                && document.activeElement === frame) clicked.push(data.value);
        });
        const ready = () => {
            if (!frame.dataset.secret) {
                frame.dataset.secret = 'late000000';
                frame.src += '#?secret=late000000';
            }
            frame.contentWindow.postMessage({ message: 'ready', secret: frame.dataset.secret }, '*');
        };
        // A page may take its time: here, for as long as the test likes.
        if (frame.dataset.secret) addEventListener('load', ready);
        else window.late = ready;
        </script>",
};

/// AMP that leaves the frame as it is, and a page with no script at all.
pub const DENYING: [Host; 2] = [
    Host {
        name: "AMP that denies",
        scripts: &[],
        body: "<iframe src='EMBED#amp=1' width='100%' height=400 sandbox='allow-scripts allow-popups'></iframe>
            <script>addEventListener('message', ({ source, data }) => {
                if (data.sentinel === 'amp') source.postMessage({ sentinel: 'amp', type: 'embed-size-denied' }, '*');
            })</script>",
    },
    Host { name: "no script", scripts: &[], body: "<iframe src='EMBED' width='100%' height=400></iframe>" },
];

/// What every host page notes: each message that reaches it.
const HEARD: &str = "window.heard = []; addEventListener('message', ({ data }) => heard.push(data))";

/// The article around an embed: a paragraph above and one below.
pub fn article(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Article</title>
        <meta name=viewport content='width=device-width'><link rel=icon href='data:,'>{head}</head>
        <body><p id=above>Above.</p>{body}<p id=below>Below.</p></body></html>"
    )
}

impl Host {
    /// Writes the page into a folder, as `index.html`, with its scripts beside it.
    pub fn write(&self, folder: &Copy, site: &str, embed: &str) -> Result {
        self.write_with(folder, site, embed, format!("<script>{HEARD}</script>"))
    }

    /// The same without a script that notes messages, which a strict policy would forbid.
    pub fn write_bare(&self, folder: &Copy, site: &str, embed: &str) -> Result {
        self.write_with(folder, site, embed, String::new())
    }

    fn write_with(&self, folder: &Copy, site: &str, embed: &str, mut head: String) -> Result {
        for script in self.scripts {
            let name = script.replace(['/', '@'], "-");
            folder.write(&name, fs::read(package(script)?)?)?;
            let _ = write!(head, "<script src='{name}'></script>");
        }
        let secret = embed.split_once("secret=").map_or(String::new(), |(_, secret)| format!("data-secret={secret}"));
        let body = self.body.replace("SITE", site).replace("EMBED", embed).replace("SECRET", &secret);
        folder.write("index.html", article(&head, &body))
    }
}

/// A file of an installed package.
fn package(path: &str) -> Result<PathBuf> {
    let missing = || Missing {
        what: format!("BACKGROUNDER_HOSTS has no {path}: run `make test`, which installs it"),
        fatal: true,
    };
    let folder = env::var_os("BACKGROUNDER_HOSTS").filter(|folder| !folder.is_empty()).ok_or_else(missing)?;
    let path = PathBuf::from(folder).join(path);
    if path.is_file() { Ok(path) } else { Err(missing().into()) }
}
