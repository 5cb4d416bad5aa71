//! An answer's hash: how a returning reader learns that an answer changed.

use crate::model::explainer::{Block, Inline, Passage, plain_text};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Eight hexadecimal digits over what a reader of the answer reads.
///
/// It is taken over the words and their blocks alone, so that a new glossary term, an address of a link that was mended,
/// a change of notation or of white space does not show as an update. Readers' browsers keep these digits: a change of
/// the canonical text would mark every answer of every explainer as updated.
pub fn answer(title: &str, passages: &[Passage], gaps: &[Vec<Inline>]) -> String {
    let mut text = String::new();
    push(&mut text, 't', [title.to_string()]);
    for Passage { block, .. } in passages {
        let kind = match block {
            Block::Paragraph(_) => 'p',
            Block::Heading(_) => 'h',
            Block::Quote(_) => 'q',
            Block::List { ordered: true, .. } => 'o',
            Block::List { ordered: false, .. } => 'u',
        };
        push(&mut text, kind, block.runs().iter().map(|run| plain_text(run)));
    }
    push(&mut text, 'g', gaps.iter().map(|run| plain_text(run)));
    let mut digits = String::new();
    for byte in &Sha256::digest(text)[..4] {
        // Writing to a String cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Adds a block: its kind and its runs of words. No text of an explainer can hold the separators.
fn push(text: &mut String, kind: char, runs: impl IntoIterator<Item = String>) {
    text.push('\u{1d}');
    text.push(kind);
    for run in runs {
        text.push('\u{1e}');
        text.push_str(&run.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::explainer::TermId;

    fn text(text: &str) -> Inline {
        Inline::Text(text.into())
    }

    fn passage(block: Block) -> Passage {
        Passage { block, cites: vec![], words: 0 }
    }

    fn of(runs: Vec<Inline>) -> String {
        answer("Why are there tides?", &[passage(Block::Paragraph(runs))], &[vec![text("How high.")]])
    }

    #[test]
    fn the_hash_of_a_text_never_changes() {
        assert_eq!(of(vec![text("The moon pulls the sea.")]), "0c4f96e1");
    }

    #[test]
    fn only_what_a_reader_reads_counts() {
        let before = of(vec![text("The moon pulls the sea.")]);
        let term = Inline::Term { term: TermId("moon".into()), text: "moon".into() };
        assert_eq!(of(vec![text("The "), term, text(" pulls the sea.")]), before);
        assert_eq!(of(vec![text("The moon  pulls\nthe "), Inline::Strong(vec![text("sea.")])]), before);
        let link = Inline::Link { href: "sea.html".into(), content: vec![text("the sea")] };
        assert_eq!(of(vec![text("The moon pulls "), link, text(".")]), before);
        assert_ne!(of(vec![text("The sun pulls the sea.")]), before);
    }

    #[test]
    fn title_gaps_and_blocks_count() {
        let sea = || passage(Block::Paragraph(vec![text("Sea.")]));
        let base = answer("Why?", &[sea(), sea()], &[]);
        assert_ne!(answer("How?", &[sea(), sea()], &[]), base);
        assert_ne!(answer("Why?", &[sea(), sea()], &[vec![text("Depth.")]]), base);
        assert_ne!(answer("Why?", &[passage(Block::Quote(vec![vec![text("Sea.")], vec![text("Sea.")]]))], &[]), base);
        let list = |ordered| passage(Block::List { ordered, items: vec![vec![text("Sea.")], vec![text("Sea.")]] });
        assert_ne!(answer("Why?", &[list(true)], &[]), answer("Why?", &[list(false)], &[]));
    }
}
