use super::*;
use crate::model::parse::parse;
use crate::model::when::Day;
use proptest::prelude::*;
use resvg::usvg::{Node, Text, TextChunk};

const ENGLISH: &str = include_str!("../../../tests/fixtures/good/minimal.md");
const URDU: &str = include_str!("../../../tests/fixtures/good/urdu.md");
const LONG: &str = "How the new border rules will change travel between Northern Ireland and the Republic, what the \
                    treaty says, who decides next, and where the two governments still do not agree with each other";

fn explainer(text: &str) -> Explainer {
    parse("tides", text).0.unwrap()
}

fn titled(title: &str) -> Explainer {
    Explainer { title: title.into(), ..explainer(ENGLISH) }
}

/// The texts of a card as they were laid out.
fn texts(explainer: &Explainer) -> Vec<Text> {
    let tree = layout(&drawing(explainer));
    let texts = tree.root().children().iter().filter_map(|node| match node {
        Node::Text(text) => Some((**text).clone()),
        _ => None,
    });
    texts.collect()
}

/// The lines of its headline: kicker and date come before them, the size after.
fn lines(explainer: &Explainer) -> Vec<Text> {
    let mut texts = texts(explainer);
    texts.pop();
    texts.split_off(2)
}

fn content(text: &Text) -> String {
    text.chunks().iter().map(TextChunk::text).collect()
}

/// The characters for which no font has a letter.
fn missing(explainer: &Explainer) -> String {
    let texts = texts(explainer);
    let glyphs = texts.iter().flat_map(Text::layouted).flat_map(|span| &span.positioned_glyphs);
    glyphs.filter(|glyph| glyph.id.0 == 0).map(|glyph| glyph.text.as_str()).collect()
}

/// Where a picture is not paper.
fn ink(picture: &Pixmap) -> Vec<(u32, u32)> {
    let all = (0..picture.height()).flat_map(|y| (0..picture.width()).map(move |x| (x, y)));
    all.zip(picture.pixels())
        .filter(|(_, p)| (p.red(), p.green(), p.blue()) != (255, 255, 255))
        .map(|(at, _)| at)
        .collect()
}

#[test]
fn a_card_is_a_png_of_the_size_that_is_said_and_light() {
    for title in ["Tides", LONG] {
        let png = card(&titled(title));
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!((side(16), side(20)), (WIDTH.into(), HEIGHT.into()));
        assert_eq!(png[25], ColorType::Indexed as u8);
        assert!(png.len() < 40_000, "{title}: {} bytes", png.len());
    }
}

#[test]
fn the_palette_holds_every_colour_of_the_picture() {
    let drawn = picture(&titled(LONG));
    let png = indexed(&drawn).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut indices = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut indices).unwrap();
    let palette = reader.info().palette.clone().unwrap();
    for (index, pixel) in indices.iter().zip(drawn.pixels()) {
        let at = usize::from(*index) * 3;
        assert_eq!(palette[at..at + 3], [pixel.red(), pixel.green(), pixel.blue()]);
    }
}

#[test]
fn the_same_explainer_gives_the_same_bytes_and_another_title_gives_others() {
    assert_eq!(card(&explainer(URDU)), card(&explainer(URDU)));
    assert_ne!(card(&titled("Tides")), card(&titled("Tide")));
}

#[test]
fn nothing_is_drawn_in_the_margin_nor_across_the_line_above_the_foot() {
    let unbroken = "Donaudampfschifffahrt".repeat(15);
    let jutting = "ĵj ĴJ fÄ Ệy Țf";
    for title in ["Tides", LONG, &unbroken, jutting, &"jÅgyf ".repeat(20), &explainer(URDU).title.repeat(9)] {
        let drawn = picture(&titled(title));
        let (left, right) = (u32::from(MARGIN), u32::from(WIDTH - MARGIN));
        let (top, bottom) = (u32::from(MARGIN), u32::from(HEIGHT - MARGIN));
        let ink = ink(&drawn);
        for (x, y) in &ink {
            assert!((left..right).contains(x) && (top..bottom).contains(y), "{title}: ink at {x}, {y}");
        }
        let line = ink.iter().filter(|(_, y)| *y == 484).count();
        assert!(line > 1000, "the line above the foot is elsewhere");
        assert!(ink.iter().all(|(_, y)| !(480..484).contains(y)), "{title}: the title touches the line");
    }
}

#[test]
fn a_title_from_right_to_left_stands_on_the_right_and_the_mark_on_the_left() {
    let columns = |explainer: &Explainer, rows: std::ops::Range<u32>| -> Vec<u32> {
        ink(&picture(explainer)).into_iter().filter(|(_, y)| rows.contains(y)).map(|(x, _)| x).collect()
    };
    let (headline, foot) = (150..480, 500..574);
    let right = |columns: &[u32]| u32::from(WIDTH) - 1 - columns.iter().max().unwrap();
    let left = |columns: &[u32]| *columns.iter().min().unwrap();
    for (explainer, from_right) in [(explainer(URDU), true), (titled("Why the sea rises and falls"), false)] {
        let columns_of_title = columns(&explainer, headline.clone());
        let (near, far) = (left(&columns_of_title), right(&columns_of_title));
        assert_eq!(near > far, from_right, "{near} {far}");
        assert!(near.min(far) < 76, "lines begin at the inset: {near} {far}");
        let mark =
            columns(&explainer, foot.clone()).into_iter().filter(|x| if from_right { *x < 124 } else { *x >= 1076 });
        assert!(mark.count() > 2000, "the mark is across from the words");
    }
}

#[test]
fn the_direction_is_that_of_most_letters() {
    for (title, direction) in [
        ("سمندر کیوں چڑھتا ہے", Direction::Rtl),
        ("ISIS-K کیا ہے؟ ابتدا، مقاصد اور حریف", Direction::Rtl),
        ("What does داعش mean?", Direction::Ltr),
        ("Tides", Direction::Ltr),
        ("2021", Direction::Ltr),
        ("", Direction::Ltr),
    ] {
        assert_eq!(Direction::of_title(Lang::En, title), direction, "{title}");
    }
}

#[test]
fn the_words_of_the_interface_keep_their_own_direction() {
    let texts = texts(&Explainer { lang: Lang::En, ..explainer(URDU) });
    assert_eq!(content(texts.last().unwrap()), "2 questions, about 1 minute");
    assert_eq!(content(&texts[1]), "As of 1 May 2024");
    assert!(content(&texts[2]).starts_with('\u{2067}'), "the title is told to run from the right");
}

#[test]
fn every_letter_of_every_language_is_drawn() {
    for lang in Lang::ALL {
        for month in 1..=12 {
            for text in [ENGLISH, URDU] {
                let as_of = Day::new(2024, month, 1).unwrap();
                assert_eq!(missing(&Explainer { lang: *lang, as_of, ..explainer(text) }), "", "{lang:?}");
            }
        }
    }
    let texts = texts(&explainer(URDU));
    assert_eq!(content(texts.last().unwrap()), "\u{2067}2 سوالات، تقریباً 1 منٹ\u{2069}");
}

#[test]
fn markup_in_a_title_is_drawn_as_it_is_typed() {
    for hostile in ["<&\">", "</text><rect width=\"9\" height=\"9\"/>", "&amp; <b> ]]>", "a'b"] {
        assert_eq!(lines(&titled(hostile)).iter().map(content).collect::<Vec<_>>().join(" "), hostile);
        assert_eq!(texts(&titled(hostile)).len() - lines(&titled(hostile)).len(), 3);
    }
}

#[test]
fn the_fonts_hold_what_is_promised_and_show_what_they_lack() {
    for known in [
        "Ünïcödé “quoted” – Żółć, Đà Nẵng…",
        "Ελλάδα, Україна, Ђурђевак",
        "سمندر کیوں چڑھتا ہے؟ ٹھنڈا، گاڑی، ڈاک۔",
        "داعش خراسان (ISIS-K): ابتدا، مقاصد؛ 2021 میں «کیا» ہوا؟ ۱۲۳",
        "پښتو: څه، ځای، ګټه، ړوند",
        "کتاب‌ها",
    ] {
        assert_eq!(missing(&titled(known)), "", "{known}");
    }
    assert_eq!(missing(&titled("The tide 潮 and 🌊")), "潮🌊");
    let blank = ink(&picture(&titled("")));
    for unknown in ["潮", "🌊", "\u{7}", "\u{202e}"] {
        assert!(ink(&picture(&titled(unknown))).len() > blank.len() + 500, "{unknown:?} leaves no trace");
    }
}

#[test]
fn a_longer_title_is_smaller_but_whole_until_there_is_no_room_for_it() {
    let room = Direction::Ltr.room(1072.0);
    let mut before = f32::INFINITY;
    for words in 1..=20 {
        let title = LONG.split(' ').take(words).collect::<Vec<_>>().join(" ");
        let Headline { size, lines } = Headline::new(&title, room);
        assert!(size <= before, "{title}");
        assert!(lines.len() <= 4 && lines.join(" ") == title, "{lines:?}");
        before = size;
    }
    let Headline { size, lines } = Headline::new(&LONG.repeat(3), room);
    let (last, whole) = lines.split_last().unwrap();
    assert_eq!(lines.len(), 4);
    assert!(size <= before && LONG.starts_with(&whole.join(" ")) && last.ends_with('…'), "{lines:?}");
    let cut = lines.join(" ");
    let kept = cut.trim_end_matches('…');
    assert!(LONG.repeat(3)[kept.len()..].starts_with([' ', ',']), "cut between words: {cut}");
}

#[test]
fn lines_are_as_even_as_the_words_allow() {
    // Filled one after another, the last line would hold “rivals” alone.
    let headline = Headline::new("ISIS-K in Afghanistan: its origins, aims and rivals", Direction::Ltr.room(1072.0));
    assert_eq!(headline.lines, ["ISIS-K in Afghanistan:", "its origins,", "aims and rivals"]);
}

#[test]
fn a_word_is_broken_only_when_it_is_wider_than_the_card() {
    let room = Direction::Ltr.room(1072.0);
    let word = "Donaudampfschifffahrtsgesellschaft";
    assert_eq!(Headline::new(word, room).lines, [word]);
    let wide = word.repeat(2);
    let Headline { lines, .. } = Headline::new(&wide, room);
    assert!(lines.len() > 1 && lines.concat() == wide, "{lines:?}");
    // What belongs to one letter stays together, and so do words that the editor has tied.
    let accents = "e\u{301}".repeat(90);
    assert!(Headline::new(&accents, room).lines.iter().all(|line| line.starts_with('e')));
    let tied = Headline::new("The explainer of what happened on 27\u{a0}August\u{a0}2021 there", room).lines.join("\n");
    assert!(tied.contains("27\u{a0}August\u{a0}2021"), "{tied}");
}

#[test]
fn the_words_for_those_who_do_not_see_it_are_those_of_the_card() {
    let explainer = explainer(include_str!("../../../tests/fixtures/good/full.md"));
    let alt = alt(&explainer);
    for text in lines(&explainer).iter().map(content).chain([size(&explainer), explainer.lang.day(explainer.as_of)]) {
        assert!(alt.contains(&text), "{text}: {alt}");
    }
    assert_eq!(super::alt(&titled("Tides")), "Card: Tides. Explainer, as of 1 May 2024, 1 question, about 1 minute.");
    assert!(super::alt(&titled("Why?")).starts_with("Card: Why? Explainer"));
}

#[test]
fn the_colours_are_those_of_the_tokens() {
    let tokens = include_str!("../../../style/tokens.css");
    for (name, colour) in [("paper", "#fff"), ("ink", INK), ("ink-soft", INK_SOFT), ("rule", RULE), ("accent", ACCENT)]
    {
        let by_day = tokens.split_once(&format!("--{name}: ")).unwrap().1.split(';').next();
        assert_eq!(by_day, Some(colour), "{name}");
    }
}

/// Found by the search below: these run wider in a line than each by itself.
#[test]
fn a_line_of_rare_signs_stays_within_the_margins() {
    let title = "\u{1e004}᱅\u{113c5}=\u{a51}\".dኮ0𞸻n/῟'\u{fffd}z*'ê𑣋𞟪ￚ.𐻂`ে🛰𝒦,'࠽𔘖ꬃ𞸹{?''𑎋9:[ᢃ=%𐭘Ù$7\u{16ff1}}#𐆘𑵣\u{11f00}ꬆৼ¥ங<\u{5bc}🕴𐑥𐏋勺·\\ຄ$ꬉ:હ𛲜:\\𑤉{㆓<￤³\"Z=𐬫ㅴc'⭷*¥·?Y{YȺ弢𝈈\\𑁠[𐠈𖩡:´:\u{dca}\u{11d3d}@𞹤¥\u{2003}㇑🕴🇮?q\\ᦖ'[¥_:C?ힳ\\i𞹴/Ⴧﬅúxr+\u{113c5}I⊃+";
    for line in lines(&titled(title)) {
        assert!(line.bounding_box().right() <= f32::from(WIDTH - MARGIN), "{}", content(&line));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_title_is_laid_out_within_the_margins(title in "\\PC{0,200}|[\u{600}-\u{6ff} ]{0,200}|[a-zA-Z ]{0,300}") {
        let room = f32::from(MARGIN)..f32::from(WIDTH - MARGIN);
        for line in lines(&titled(&title)) {
            let bounds = line.bounding_box();
            prop_assert!(room.contains(&bounds.left()) && room.contains(&bounds.right()), "{bounds:?}: {}", content(&line));
        }
    }
}
