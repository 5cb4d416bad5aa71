//! The scripts that other pages load: the host script, and that of the page on which an embed is put together.

use super::script::without_comments;
use super::site::Files;

/// Where the host script is published: its address is in other people's pages, and so has no hash.
pub const PATH: &str = "embed.js";

/// Where the script of the options page is published.
pub const OPTIONS_PATH: &str = "embed-options.js";

/// Both scripts.
pub fn files() -> Files {
    let scripts =
        [(PATH, include_str!("../../public/embed.js")), (OPTIONS_PATH, include_str!("../../public/embed-options.js"))];
    scripts.map(|(path, source)| (path.to_owned(), without_comments(source).into_bytes())).into()
}
