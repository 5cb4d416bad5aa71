//! The closing line of `publish`: what was done, in what time, and with how much memory.

use crate::model::explainer::Explainer;
use std::fs;
use std::time::Duration;

/// "Published 100 explainers (500 questions, 1,000 terms) in 3.2 s; 88 MB of memory at most".
pub fn published(explainers: &[Explainer], took: Duration) -> String {
    let sum = |of: fn(&Explainer) -> usize| explainers.iter().map(of).sum();
    let memory = peak_memory().map(|bytes| format!("; {} MB of memory at most", grouped(bytes / 1_000_000)));
    format!(
        "Published {} ({}, {}) in {:.1} s{}",
        counted(explainers.len(), "explainer"),
        counted(sum(|explainer| explainer.questions.len()), "question"),
        counted(sum(|explainer| explainer.terms.len()), "term"),
        took.as_secs_f64(),
        memory.unwrap_or_default(),
    )
}

/// The most memory that this program held at a time, in bytes; where the system does not tell, nothing.
fn peak_memory() -> Option<usize> {
    in_status(&fs::read_to_string("/proc/self/status").ok()?)
}

/// The peak in what Linux says of a program: `VmHWM:     87654 kB`, where a kB is 1024 bytes.
fn in_status(status: &str) -> Option<usize> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim_end().parse::<usize>().ok()?.checked_mul(1024)
}

/// "1 term", "1,000 terms".
fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A number with a comma between thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let (first, rest) = digits.split_at((digits.len() - 1) % 3 + 1);
    rest.as_bytes().chunks(3).fold(first.to_owned(), |grouped, three| grouped + "," + &String::from_utf8_lossy(three))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }

    #[test]
    fn one_of_a_kind_is_no_plural() {
        assert_eq!(counted(1, "term"), "1 term");
        assert_eq!(counted(2000, "term"), "2,000 terms");
    }

    #[test]
    fn the_peak_is_read_from_what_the_system_says() {
        assert_eq!(in_status("VmPeak:\t  90000 kB\nVmHWM:\t   87654 kB\nVmRSS:\t   1 kB\n"), Some(87_654 * 1024));
        assert_eq!(in_status("Name:\tbackgrounder\n"), None);
        assert_eq!(in_status("VmHWM:\tmuch\n"), None);
    }

    #[test]
    fn where_the_system_does_not_tell_the_line_says_the_rest() {
        let line = published(&[], Duration::from_millis(3240));
        assert!(line.starts_with("Published 0 explainers (0 questions, 0 terms) in 3.2 s"), "{line}");
    }
}
