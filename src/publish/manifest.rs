//! The web app manifest: what a browser needs to put the site among the programs of a device.

use super::site::Files;
use crate::model::words::Lang;
use serde_json::json;

/// Where it is published.
pub const PATH: &str = "manifest.webmanifest";

/// The colour of the paper, by colour scheme: what stands around a page follows it. From style/tokens.css.
pub const PAPER: [(&str, &str); 2] = [("light", "#fff"), ("dark", "#121417")];

/// The manifest and the icons that it names.
pub fn files(lang: Lang) -> Files {
    let icons = [
        ("icon-192.png", include_bytes!("../../public/icon-192.png").as_slice()),
        ("icon-512.png", include_bytes!("../../public/icon-512.png")),
        ("icon-maskable.png", include_bytes!("../../public/icon-maskable.png")),
        ("icon.svg", ICON.as_bytes()),
    ];
    let mut files: Files = icons.into_iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec())).collect();
    files.insert(PATH.into(), manifest(lang).into_bytes());
    files
}

/// The icon as SVG.
pub const ICON: &str = include_str!("../../public/icon.svg");

fn manifest(lang: Lang) -> String {
    let name = lang.words().explainers;
    let (_, paper) = PAPER[0];
    let manifest = json!({
        // No `id`: it would be resolved against the origin, not against this file, and two sites under one origin would
        // be one program. Without it the resolved `start_url` is the id, which is just right.
        "name": name,
        "short_name": name,
        "lang": lang.tag(),
        "dir": lang.dir(),
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": paper,
        "background_color": paper,
        "icons": [
            { "src": "icon.svg", "sizes": "any", "type": "image/svg+xml" },
            { "src": "icon-192.png", "sizes": "192x192", "type": "image/png" },
            { "src": "icon-512.png", "sizes": "512x512", "type": "image/png" },
            { "src": "icon-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable" },
        ],
    });
    format!("{manifest:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_that_is_named_is_published_in_the_size_that_is_said() {
        let files = files(Lang::En);
        let manifest: serde_json::Value = serde_json::from_slice(&files[PATH]).unwrap();
        for icon in manifest["icons"].as_array().unwrap() {
            let bytes = &files[icon["src"].as_str().unwrap()];
            if icon["type"] == "image/png" {
                let size = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
                assert_eq!(icon["sizes"], format!("{}x{}", size(16), size(20)));
            }
        }
    }

    #[test]
    fn every_address_is_relative_so_that_it_works_below_a_path() {
        let text = String::from_utf8(files(Lang::En)[PATH].clone()).unwrap();
        assert!(!text.contains("\"/") && !text.contains("http"), "{text}");
    }

    #[test]
    fn the_colours_are_those_of_the_tokens() {
        let tokens = include_str!("../../style/tokens.css");
        let papers: Vec<&str> = tokens.split("--paper: ").skip(1).map(|rest| rest.split(';').next().unwrap()).collect();
        assert_eq!(papers, PAPER.map(|(_, colour)| colour));
    }
}
