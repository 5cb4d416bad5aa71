//! Where a link may lead. What is not allowed here never reaches a page.

use super::characters;
use crate::model::problem::Rule;

/// Where an allowed link leads.
#[derive(Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// To an id on the page itself.
    Here(&'a str),
    /// To another explainer of the site, and perhaps to an id on its page.
    Sibling(&'a str, Option<&'a str>),
    /// Anywhere else: the web, a mailbox, another file of the site.
    Elsewhere,
}

/// The rule by which a link is refused, why, and what to do.
pub type Refusal = (Rule, &'static str, &'static str);

/// Judges an address as a browser would read it.
///
/// # Errors
///
/// Tells what is wrong with it and what to do.
pub fn target(address: &str) -> Result<Target<'_>, Refusal> {
    if address.is_empty() {
        return Err((Rule::EmptyLink, "this link leads nowhere", "write the address between the round brackets"));
    }
    // Browsers drop some of these before they look for a scheme, so none may pass.
    if !address.chars().all(is_plain) {
        return Err((
            Rule::InvalidLink,
            "this address holds a character that addresses cannot hold",
            "copy the address again; write a space in it as `%20`",
        ));
    }
    if let Some(id) = address.strip_prefix('#') {
        return if id.is_empty() {
            Err((Rule::EmptyLink, "this link leads nowhere", "write a question's id after the `#`"))
        } else {
            Ok(Target::Here(id))
        };
    }
    if address.starts_with("//") {
        return Err((
            Rule::InvalidLink,
            "this address begins with `//`",
            "write the whole address, beginning with `https://`",
        ));
    }
    let Some((scheme, rest)) = address.split_once(':').filter(|(scheme, _)| !scheme.contains(['/', '?', '#'])) else {
        return Ok(sibling(address).unwrap_or(Target::Elsewhere));
    };
    let allowed = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => is_web_address(address),
        "mailto" => rest.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        _ => {
            return Err((
                Rule::LinkScheme,
                "links of this kind are not allowed",
                "links can begin with `https://`, `http://`, `mailto:` or `#`, or name a file of this site",
            ));
        }
    };
    if allowed {
        Ok(Target::Elsewhere)
    } else {
        Err((Rule::InvalidLink, "this address is not whole", "copy the address again from the page that it leads to"))
    }
}

/// Reads `../ID/` and `../ID/#place`.
fn sibling(address: &str) -> Option<Target<'_>> {
    let (page, place) = address.split_once('#').map_or((address, None), |(page, place)| (page, Some(place)));
    let id = page.strip_prefix("../")?.strip_suffix('/')?;
    (!id.contains('/') && !id.starts_with('.')).then_some(Target::Sibling(id, place))
}

/// Whether this is a whole address on the web.
pub fn is_web_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
        && address.chars().all(is_plain)
        && host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        // What stands before an @ looks like a host but is a user's name.
        && !host.contains('@')
}

fn is_plain(c: char) -> bool {
    !(c.is_whitespace() || c.is_control() || characters::is_forbidden(c) || matches!(c, '\\' | '"' | '<' | '>' | '`'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_on_the_web_mailboxes_files_and_ids_are_allowed() {
        for address in [
            "https://example.org",
            "HTTP://example.org/a?b=c:d#e",
            "https://münchen.example/ä",
            "https://[::1]:80/",
            "mailto:desk@example.org",
            "other/page.html",
            "../tides/embed/",
            "../../",
            "/tides/",
            "?lang=en",
            "a/b:c",
        ] {
            assert_eq!(target(address), Ok(Target::Elsewhere), "{address}");
        }
        assert_eq!(target("#who"), Ok(Target::Here("who")));
        assert_eq!(target("../tides/"), Ok(Target::Sibling("tides", None)));
        assert_eq!(target("../tides/#why"), Ok(Target::Sibling("tides", Some("why"))));
    }

    #[test]
    fn everything_else_is_refused() {
        for address in [
            "",
            "#",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.org/x",
            "//example.org",
            "\\\\example.org",
            "/\\example.org",
            "https:example.org",
            "https://",
            "https:///path",
            "https://bank.example@other.example/",
            "mailto:",
            "mailto:@example.org",
            "a b",
            "tel:123",
            "x\u{202e}y",
        ] {
            assert!(target(address).is_err(), "{address:?}");
        }
    }
}
