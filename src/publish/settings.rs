//! What is true of the whole site: `seeds/site.toml`.

use serde::Deserialize;
use url::Url;

/// The file's name, in the folder of explainers.
pub const FILE: &str = "site.toml";

/// The settings of a site. All of them may be missing: what needs one is left out then.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where the site will be: `https://news.example/explainers/`. What others load by its full address needs it: oEmbed,
    /// and the snippets to paste.
    pub url: Option<Address>,
    /// Who publishes it.
    pub publisher: Option<String>,
}

/// An `http` or `https` address that ends with a slash, so that a path can follow.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(String);

impl Address {
    /// The full address of a path from the site's root.
    pub fn of(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let url = Url::parse(&text).map_err(|error| format!("`{text}` is no web address: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("`{text}` begins with neither https:// nor http://"));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err(format!("`{text}` holds more than a host and a path"));
        }
        let slash = if url.path().ends_with('/') { "" } else { "/" };
        Ok(Self(format!("{url}{slash}")))
    }
}

/// Reads the text of the file.
///
/// # Errors
///
/// As TOML reports them: with line, column and the line itself.
pub fn parse(text: &str) -> Result<Settings, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gets_the_slash_that_paths_follow() {
        for text in ["https://news.example/explainers", "https://news.example/explainers/"] {
            let settings = parse(&format!("url = \"{text}\"")).unwrap();
            assert_eq!(settings.url.unwrap().of("tides/"), "https://news.example/explainers/tides/");
        }
        assert_eq!(parse("url = \"https://news.example\"").unwrap().url.unwrap().of("a"), "https://news.example/a");
    }

    #[test]
    fn an_empty_file_and_a_comment_are_settings() {
        assert_eq!(parse("# nothing yet\n").unwrap(), Settings::default());
    }

    #[test]
    fn what_is_no_address_and_what_is_not_known_is_named_with_its_place() {
        for (text, word) in [
            ("url = \"news.example\"", "no web address"),
            ("url = \"ftp://news.example/\"", "neither https"),
            ("url = \"https://news.example/?a=1\"", "more than a host and a path"),
            ("adress = \"https://news.example/\"", "unknown field"),
        ] {
            let error = parse(text).unwrap_err();
            assert!(error.contains(word) && error.contains("line 1, column"), "{error}");
        }
    }
}
