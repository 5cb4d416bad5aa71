//! The contrast of every colour that says something, computed from the tokens as WCAG 2 does, in both themes.

use std::collections::BTreeMap;
use std::path::Path;

type Theme = BTreeMap<String, [u8; 3]>;

/// The colours of the light and of the dark theme.
fn themes() -> [Theme; 2] {
    let css = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("style/tokens.css")).unwrap();
    let (light, dark) = css.split_once("@media (prefers-color-scheme: dark)").expect("a dark theme");
    let light = colours(light);
    let mut all = light.clone();
    all.extend(colours(dark));
    [light, all]
}

/// Every token that is a colour in hexadecimal digits.
fn colours(css: &str) -> Theme {
    css.split(['{', ';', '}'])
        .filter_map(|rule| rule.trim().strip_prefix("--")?.split_once(": #"))
        .map(|(name, digits)| {
            let digits: Vec<u8> = digits.chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
            let colour = match digits[..] {
                [r, g, b] => [r * 17, g * 17, b * 17],
                ref six => [0, 2, 4].map(|at| six[at] * 16 + six[at + 1]),
            };
            (name.to_owned(), colour)
        })
        .collect()
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |colour: [u8; 3]| {
        let [r, g, b] = colour.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

#[test]
fn black_on_white_is_as_much_contrast_as_there_is() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([119; 3], [255; 3]) - 4.478).abs() < 1e-3);
}

#[test]
fn text_has_a_contrast_of_seven_and_marks_have_three_in_both_themes() {
    const TEXT: [&str; 5] = ["ink", "ink-soft", "accent", "good", "warn"];
    const MARKS: [&str; 2] = ["mark", "accent"];
    let mut poor = Vec::new();
    for (theme, colours) in ["light", "dark"].iter().zip(themes()) {
        let mut hold = |front: &str, back: &str, least: f64| {
            let contrast = contrast(colours[front], colours[back]);
            if contrast < least {
                poor.push(format!("{theme}: --{front} on --{back} has {contrast:.2}, not {least}"));
            }
        };
        for paper in ["paper", "paper-soft"] {
            for text in TEXT {
                hold(text, paper, 7.0);
            }
            for mark in MARKS {
                hold(mark, paper, 3.0);
            }
        }
        hold("on-accent", "accent", 7.0);
    }
    assert!(poor.is_empty(), "{poor:#?}");
}
