//! Scripts written by hand, made ready to be published.

/// A script without its comments and indents. Comments stand on lines of their own in these files.
pub fn without_comments(source: &str) -> String {
    let kept = source.lines().map(str::trim_start).filter(|line| !line.starts_with("//") && !line.is_empty());
    kept.fold(String::new(), |text, line| text + line + "\n")
}
