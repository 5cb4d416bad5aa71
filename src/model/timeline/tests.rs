use super::*;
use proptest::prelude::*;

fn events(whens: &[&str]) -> Vec<Event> {
    whens
        .iter()
        .map(|when| Event { when: When::parse(when).unwrap(), text: (*when).to_owned(), answer: None })
        .collect()
}

fn drawn(whens: &[&str]) -> Timeline {
    timeline(&events(whens), Lang::En).unwrap()
}

fn labels(timeline: &Timeline) -> Vec<String> {
    timeline
        .ticks
        .iter()
        .map(|tick| tick.year.iter().fold(tick.label.clone(), |label, year| format!("{label} {year}")))
        .collect()
}

#[test]
fn without_events_there_is_no_picture() {
    assert_eq!(timeline(&[], Lang::En), None);
}

#[test]
fn each_kind_of_date_has_its_own_mark() {
    let timeline = drawn(&["2015", "2016-02", "2017-03-04", "by 2018", "2019 to early 2020", "late 2021-05"]);
    let shapes: Vec<Shape> = timeline.marks.iter().map(|mark| mark.shape).collect();
    assert_eq!(shapes, [Shape::Year, Shape::Month, Shape::Day, Shape::By, Shape::Range, Shape::Month]);
    assert_eq!(timeline.parts, [(0, WIDTH)]);
    assert_eq!(labels(&timeline), ["2015", "2016", "2017", "2018", "2019", "2020", "2021"]);
    let year = &timeline.marks[0];
    assert_eq!((year.from, year.to), (0, 1427), "a year of seven");
    let point = &timeline.marks[2];
    assert_eq!(point.from, point.to);
    let by = &timeline.marks[3];
    assert!(by.from < 4285 && by.to == 5713, "from before 2018 to its end: {by:?}");
}

#[test]
fn events_of_one_time_are_in_lanes() {
    let timeline = drawn(&["2015-01", "2021-08", "2021-08-26", "2021-08-27", "2021-08-27"]);
    assert_eq!(timeline.marks.iter().map(|mark| mark.lane).collect::<Vec<_>>(), [0, 0, 1, 2, 3].map(|lane| lane));
}

#[test]
fn days_apart_after_years_of_nothing_stay_apart() {
    let timeline = drawn(&["2015-01-03", "2021-08-24", "2021-08-26", "2021-08-27"]);
    assert_eq!(timeline.parts.len(), 2, "the years of nothing are cut out");
    assert_eq!(labels(&timeline), ["3 Jan 2015", "24 Aug 2021", "26 Aug"]);
    assert_eq!(timeline.lanes, 1);
}

#[test]
fn a_void_of_less_than_half_is_kept_to_scale() {
    assert_eq!(drawn(&["2015", "2017", "2021"]).parts.len(), 1);
    assert_eq!(drawn(&["2015", "2024"]).parts.len(), 2);
}

#[test]
fn a_century_has_round_labels_and_a_summer_has_months() {
    assert_eq!(labels(&drawn(&["1921", "1948", "1969", "1990", "2024"])), ["1921", "1940", "1960", "1980", "2000"]);
    assert_eq!(
        labels(&drawn(&["2021-10", "2021-12", "2022-01", "2022-03"])),
        ["Oct 2021", "Nov", "Dec", "Jan 2022", "Feb", "Mar"]
    );
}

prop_compose! {
    /// A date of any kind, within a century, a year or a month, as text.
    fn date()(year in prop_oneof![1930..2030_i16, Just(2021)], month in prop_oneof![1..=12_u8, Just(8)], day in 1..=28_u8, kind in 0..9)
        -> String {
        match kind {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}"),
            2 => format!("by {year}"),
            3 => format!("by {year}-{month:02}-{day:02}"),
            4 => format!("late {year} to {}-{month:02}", year + 1),
            5 => format!("mid {year}-{month:02}"),
            6 => format!("{year}-{month:02}-{day:02} to {}", year + 1),
            _ => format!("{year}-{month:02}-{day:02}"),
        }
    }
}

proptest! {
    #[test]
    fn nothing_overlaps_and_time_runs_one_way(dates in proptest::collection::vec(date(), 1..=40)) {
        let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
        let events = events(&dates);
        let timeline = timeline(&events, Lang::En).unwrap();
        let whens: Vec<When> = in_order(&events).iter().map(|event| event.when).collect();
        prop_assert!(whens.is_sorted());
        prop_assert_eq!(timeline.marks.iter().map(|mark| mark.event).collect::<Vec<_>>(), (0..whens.len()).collect::<Vec<_>>());
        // No mark leaves the picture by more than the page's margin, and none touches another of its lane.
        for (at, mark) in timeline.marks.iter().enumerate() {
            prop_assert!(mark.from >= -500 && mark.to <= WIDTH + 250 && mark.from <= mark.to, "{:?}", mark);
            prop_assert!(mark.lane < timeline.lanes);
            for other in &timeline.marks[..at] {
                let apart = mark.to < other.from || other.to < mark.from;
                prop_assert!(apart || mark.lane != other.lane, "{:?} {:?}", mark, other);
            }
        }
        // A later day is never further left, and what one part shows has one scale.
        let scale = Scale::of(&whens, Lang::En);
        let places: Vec<Place> = (scale.parts[0].start..=scale.parts[scale.parts.len() - 1].end)
            .step_by(3)
            .map(|day| scale.at(day))
            .collect();
        prop_assert!(places.is_sorted());
        // The parts fill the width, with the cuts between.
        prop_assert_eq!((timeline.parts[0].0, timeline.parts[timeline.parts.len() - 1].1), (0, WIDTH));
        prop_assert!(timeline.parts.windows(2).all(|two| two[1].0 - two[0].1 == CUT));
        // Labels have room: on their line, and at the end of the axis.
        for two in timeline.ticks.windows(2) {
            prop_assert!(two[0].at + width(&two[0].label) <= two[1].at, "{:?}", two);
        }
        let years: Vec<&Tick> = timeline.ticks.iter().filter(|tick| tick.year.is_some()).collect();
        for two in years.windows(2) {
            prop_assert!(two[0].at + width(two[0].year.as_deref().unwrap()) <= two[1].at, "{:?}", two);
        }
        for tick in &timeline.ticks {
            prop_assert!(tick.at + width(&tick.label) <= WIDTH, "{:?}", tick);
        }
        prop_assert!(timeline.ticks.len() <= 30);
    }
}
