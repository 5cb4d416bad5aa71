//! What the comparing of pictures sees, and what it does not mind: on pictures made up for it.

#[path = "browser/picture.rs"]
mod picture;

use picture::{Picture, compare};

const PAPER: [u8; 3] = [255; 3];
const INK: [u8; 3] = [21, 24, 29];
const ACCENT: [u8; 3] = [11, 74, 107];

fn fill(picture: &mut Picture, (left, top): (usize, usize), (width, height): (usize, usize), colour: [u8; 3]) {
    for y in top..top + height {
        picture.pixels[y * picture.width + left..][..width].fill(colour);
    }
}

/// A line of strokes as far apart as those of letters, in words.
fn line(picture: &mut Picture, left: usize, top: usize, colour: [u8; 3]) {
    let mut state = left * 31 + top;
    let mut x = left;
    while x < picture.width - 60 {
        state = (state * 1_103_515_245 + 12345) % 2_147_483_648;
        let height = [9, 9, 14][state / 65536 % 3];
        fill(picture, (x, top + 14 - height), (2, height), colour);
        x += [5, 6, 6, 12][state / 8_388_608 % 4];
    }
}

/// A page of a phone: a bar, a heading, a button, and paragraphs from `text` on.
fn page(text: usize, accent: [u8; 3], button: bool) -> Picture {
    let mut page = Picture { width: 390, height: 2600, pixels: vec![PAPER; 390 * 2600] };
    fill(&mut page, (16, 24), (358, 6), accent);
    line(&mut page, 16, 50, accent);
    if button {
        for (at, size) in [((16, 90), (100, 1)), ((16, 133), (100, 1)), ((16, 90), (1, 44)), ((115, 90), (1, 44))] {
            fill(&mut page, at, size, ACCENT);
        }
        for x in (30..100).step_by(6) {
            fill(&mut page, (x, 107), (2, 10), ACCENT);
        }
    }
    for at in 0..80 {
        // Six lines of text, then a space.
        let top = text + at * 28 + at / 6 * 28;
        if top + 28 < page.height {
            line(&mut page, 16, top, INK);
        }
    }
    page
}

fn is_seen(before: &Picture, after: &Picture) -> bool {
    compare(&before.to_keep(), &after.to_keep()).is_seen()
}

#[test]
fn a_picture_is_the_same_as_itself_and_comes_back_from_its_file() {
    let page = page(200, ACCENT, true).to_keep();
    let back = Picture::from_png(&page.to_png().unwrap()).unwrap();
    assert_eq!(back, page);
    let difference = compare(&page, &back);
    assert_eq!((difference.squares.len(), difference.size.clone()), (0, None));
    assert!(!difference.is_seen());
}

#[test]
fn a_corner_is_what_lies_there_and_no_larger_than_the_picture() {
    let page = page(200, ACCENT, true);
    let corner = page.corner(300, 60).unwrap();
    assert_eq!((corner.width, corner.height), (300, 60));
    for (x, y) in [(0, 0), (16, 24), (299, 29), (40, 50), (299, 59)] {
        assert_eq!(corner.pixels[y * 300 + x], page.pixels[y * page.width + x], "at {x}, {y}");
    }
    assert!(page.corner(391, 60).is_err());
    assert!(page.corner(300, 2601).is_err());
}

#[test]
fn a_block_of_text_that_moves_by_ten_pixels_is_seen() {
    assert!(is_seen(&page(200, ACCENT, true), &page(210, ACCENT, true)));
    // One paragraph alone: the rest is where it was.
    let (before, mut after) = (page(200, ACCENT, true), page(200, ACCENT, true));
    fill(&mut after, (0, 200), (390, 170), PAPER);
    for at in 0..6 {
        line(&mut after, 26, 200 + at * 28, INK);
    }
    assert!(is_seen(&before, &after), "ten pixels to the side");
}

#[test]
fn another_colour_is_seen() {
    let before = page(200, ACCENT, true);
    assert!(is_seen(&before, &page(200, [122, 61, 0], true)), "a bar and a heading");
    let mut after = before.clone();
    for pixel in after.pixels.iter_mut().filter(|pixel| **pixel == PAPER) {
        *pixel = [243, 245, 247];
    }
    assert!(is_seen(&before, &after), "paper, a shade darker");
}

#[test]
fn something_that_disappears_is_seen() {
    let before = page(200, ACCENT, true);
    assert!(is_seen(&before, &page(200, ACCENT, false)), "a button");
    let mut after = before.clone();
    fill(&mut after, (0, 200), (390, 28), PAPER);
    assert!(is_seen(&before, &after), "a line of text");
}

#[test]
fn a_page_of_another_length_is_seen_and_said_in_its_own_pixels() {
    let long = page(200, ACCENT, true);
    let short = Picture { height: 2500, pixels: long.pixels[..390 * 2500].to_vec(), ..long };
    let difference = compare(&long.to_keep(), &short.to_keep());
    assert!(difference.is_seen());
    assert_eq!(difference.size.as_deref(), Some("390 by 2500 px, and was 390 by 2600 px"));
}

#[test]
fn softer_edges_are_not_minded() {
    let before = page(200, ACCENT, true);
    let mut after = before.clone();
    for y in 0..before.height {
        for x in 1..before.width - 1 {
            let at = y * before.width + x;
            let [left, here, right] = [at - 1, at, at + 1].map(|at| before.pixels[at].map(u16::from));
            // An eighth of each stroke lies on either side of it.
            let soft = |c: usize| u8::try_from((left[c] + here[c] * 6 + right[c]) / 8).unwrap();
            after.pixels[at] = [soft(0), soft(1), soft(2)];
        }
    }
    assert_ne!(before, after);
    assert!(!is_seen(&before, &after));
}

#[test]
fn what_differs_is_red_in_the_picture_of_it() {
    let (before, after) = (page(200, ACCENT, true).to_keep(), page(200, ACCENT, false).to_keep());
    let shown = compare(&before, &after).picture(&after);
    let red = |x: usize, y: usize| {
        let [red, green, _] = shown.pixels[y * shown.width + x];
        red > green
    };
    assert!(red(20, 55), "the button's place");
    assert!(!red(20, 400), "a paragraph");
}
