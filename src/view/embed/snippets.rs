//! What to paste into which system.

use crate::model::explainer::Explainer;
use crate::view::escape::escape;

/// Where an embed is, and how much room it wants when it is closed.
#[derive(Clone, Debug)]
pub struct Place {
    /// The site's address, with a slash at its end.
    pub site: String,
    /// How many CSS pixels of height a column of so many CSS pixels wants.
    pub height: fn(&Explainer, u32) -> u32,
}

/// A column of text on a wide screen, in CSS pixels.
const COLUMN: u32 = 600;

/// What an article leaves free beside its text on a narrow screen, in CSS pixels.
const MARGINS: u32 = 32;

impl Place {
    /// The address of the embed page.
    pub fn embed(&self, id: &str) -> String {
        format!("{}{id}/embed/", self.site)
    }

    /// The height to reserve in a column of 600 px, in CSS pixels.
    pub fn wide(&self, explainer: &Explainer) -> u32 {
        (self.height)(explainer, COLUMN)
    }

    /// The height to reserve at any width of the screen, as CSS: the narrower, the more lines.
    ///
    /// A straight line, never below what is wanted; of all such lines the one that keeps the least for nothing.
    fn reserve(&self, explainer: &Explainer) -> String {
        let wanted: Vec<(u32, u32)> = (320..=COLUMN + MARGINS)
            .step_by(8)
            .map(|screen| (screen, (self.height)(explainer, screen - MARGINS)))
            .collect();
        let wide = self.wide(explainer);
        let most = wanted.iter().map(|(_, height)| *height).max().unwrap_or(wide);
        // How much a line falls, in thousandths of a pixel for each pixel of the screen.
        let lines = (0..=4_000).step_by(50).map(|slope| {
            let start =
                wanted.iter().map(|(screen, height)| height + (slope * screen).div_ceil(1_000)).max().unwrap_or(most);
            let at = |screen: u32| (start - (slope * screen / 1_000).min(start)).clamp(wide.min(most), most);
            let idle: u32 = wanted.iter().map(|(screen, height)| at(*screen) - height.min(&at(*screen))).sum();
            (idle, slope, start)
        });
        let (_, slope, start) = lines.min().unwrap_or((0, 0, most));
        format!("clamp({wide}px,{start}px - {}.{}vw,{most}px)", slope / 10, slope % 10)
    }
}

/// A text to paste.
pub struct Snippet {
    /// Into what.
    pub name: &'static str,
    /// How, and why this one.
    pub why: &'static str,
    /// The text.
    pub code: String,
}

/// All of them, the most common first.
pub fn snippets(explainer: &Explainer, place: &Place) -> Vec<Snippet> {
    let id = &explainer.id;
    let title = escape(&explainer.title);
    let (site, wide) = (&place.site, place.wide(explainer));
    let (page, embed, reserve) = (format!("{site}{id}/"), place.embed(id), place.reserve(explainer));
    let frame = format!(
        "<iframe data-backgrounder src=\"{embed}\" title=\"{title}\" width=\"100%\" height=\"{wide}\" frameborder=\"0\" loading=\"lazy\"></iframe>"
    );
    let script = format!("<script async src=\"{site}embed.js\"></script>");
    vec![
        Snippet {
            name: "Any page",
            why: "An element that leaves the link where scripts are off or the frame fails. The style keeps the article from \
                  moving when the frame arrives.",
            code: format!(
                "{script}\n<backgrounder-embed src=\"{embed}\" style=\"display:block;min-height:{reserve}\"><a href=\"{page}\">{title}</a></backgrounder-embed>"
            ),
        },
        Snippet {
            name: "A plain frame",
            why: "For systems that take frames but not elements that they do not know, and for pages that forbid inline \
                  styles. Without the script it keeps its height and scrolls inside.",
            code: format!("{frame}\n{script}"),
        },
        Snippet {
            name: "WordPress",
            why: "Paste the address of the explainer into a line of its own, or into an Embed block. WordPress finds the rest \
                  (oEmbed), up to 1000 px of height; then the embed scrolls inside. For more, paste the plain frame into a \
                  Custom HTML block.",
            code: page.clone(),
        },
        Snippet {
            name: "Ghost",
            why: "Paste the address of the explainer: Ghost finds the rest (oEmbed). Or paste “Any page” into an HTML card.",
            code: page.clone(),
        },
        Snippet {
            name: "Wagtail",
            why: "Wagtail discovers nothing by itself: add this finder to its settings.",
            code: format!(
                "WAGTAILEMBEDS_FINDERS = [\n    {{\n        \"class\": \"wagtail.embeds.finders.oembed\",\n        \"providers\": [\n            {{\n                \"endpoint\": \"{page}oembed.json\",\n                \"urls\": [r\"^{}$\"],\n            }},\n        ],\n    }},\n    {{\"class\": \"wagtail.embeds.finders.oembed\"}},\n]",
                page.replace('.', "\\.")
            ),
        },
        Snippet {
            name: "Drupal",
            why: "Drupal asks a list of providers: add this one in hook_oembed_providers_alter of a module of yours, or with \
                  the module oEmbed Providers.",
            code: format!(
                "{{\n  \"provider_name\": \"Explainers\",\n  \"provider_url\": \"{site}\",\n  \"endpoints\": [\n    {{ \"schemes\": [\"{page}\"], \"url\": \"{page}oembed.json\" }}\n  ]\n}}"
            ),
        },
        Snippet {
            name: "AMP",
            why: "Needs the amp-iframe extension, and a place below the first screen. Where AMP does not let the frame grow, \
                  the embed scrolls inside.",
            code: format!(
                "<amp-iframe src=\"{embed}\" title=\"{title}\" width=\"600\" height=\"{wide}\" layout=\"responsive\" resizable frameborder=\"0\" sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox\">\n  <div overflow tabindex=\"0\" role=\"button\">Show all</div>\n</amp-iframe>"
            ),
        },
    ]
}
