//! The faces of a card: the only fonts that it knows, and how wide their letters run.

use crate::model::parse::characters::is_forbidden;
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Node, Options, Tree};
use std::sync::{Arc, LazyLock};

/// A face, as attributes of an SVG's `<text>`.
#[derive(Clone, Copy, Debug)]
pub enum Face {
    /// For the headline: Noto Serif, joined with Noto Naskh Arabic so that one line can hold both.
    Headline,
    /// For all else.
    Plain,
    /// For what leads a line.
    Strong,
}

/// Read once: a site has many cards.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(include_bytes!("fonts/headline.ttf").to_vec());
    fonts.load_font_data(include_bytes!("fonts/plain.ttf").to_vec());
    fonts.load_font_data(include_bytes!("fonts/strong.ttf").to_vec());
    Arc::new(fonts)
});

impl Face {
    /// The attributes that choose it.
    pub fn attributes(self) -> &'static str {
        match self {
            Self::Headline => r#"font-family="Noto Serif" font-weight="700""#,
            Self::Plain => r#"font-family="Noto Sans" font-weight="400""#,
            Self::Strong => r#"font-family="Noto Sans" font-weight="700""#,
        }
    }

    /// How wide each text runs, as a multiple of the font's size.
    pub fn widths<'a>(self, texts: impl IntoIterator<Item = &'a str>) -> Vec<f32> {
        // Large enough that no rounding shows; widths are proportional to it.
        const SIZE: f32 = 100.0;
        let texts: Vec<String> = texts
            .into_iter()
            .enumerate()
            .map(|(at, text)| {
                format!(r#"<text id="{at}" {} font-size="{SIZE}">{}</text>"#, self.attributes(), escape(text))
            })
            .collect();
        let tree = layout(&texts.concat());
        let width = |at: usize| match tree.node_by_id(&at.to_string()) {
            Some(Node::Text(text)) => text.bounding_box().width() / SIZE,
            // A text that nobody sees, such as a joiner alone, is not in the tree.
            _ => 0.0,
        };
        (0..texts.len()).map(width).collect()
    }
}

/// Lays out elements of SVG on an area as large as a card.
///
/// # Panics
///
/// When they are not well formed; every text in them must have passed [`escape`].
pub fn layout(elements: &str) -> Tree {
    let (width, height) = (super::WIDTH, super::HEIGHT);
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" xml:space="preserve">{elements}</svg>"#
    );
    let options = Options { fontdb: FONTS.clone(), ..Options::default() };
    Tree::from_str(&svg, &options).expect("the elements are well formed")
}

/// A text as it may stand in an SVG: no markup, and no character that XML does not allow.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            c if is_forbidden(c) => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
