use super::*;

fn when(text: &str) -> When {
    When::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn bounds(text: &str) -> (String, String) {
    (when(text).start().to_string(), when(text).end().to_string())
}

#[test]
fn each_form_covers_the_days_that_it_can_mean() {
    for (text, start, end) in [
        ("2021-08-26", "2021-08-26", "2021-08-26"),
        ("2015-01", "2015-01-01", "2015-01-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("early 2018", "2018-01-01", "2018-04-30"),
        ("mid 2018", "2018-05-01", "2018-08-31"),
        ("late 2018", "2018-09-01", "2018-12-31"),
        ("early 2015-01", "2015-01-01", "2015-01-10"),
        ("mid 2015-01", "2015-01-11", "2015-01-20"),
        ("late 2015-02", "2015-02-21", "2015-02-28"),
        ("by 2018", "2018-01-01", "2018-12-31"),
        ("  late  2019 to early 2020 ", "2019-09-01", "2020-04-30"),
        ("2019-06-01 to 2019-06-03", "2019-06-01", "2019-06-03"),
    ] {
        assert_eq!(bounds(text), (start.into(), end.into()), "{text}");
    }
}

#[test]
fn a_form_says_how_precise_it_is() {
    let When::On(moment) = when("late 2019-03") else { panic!("not a single time") };
    assert_eq!((moment.precision(), moment.part()), (Precision::Month, Some(Part::Late)));
    assert!(matches!(when("by 2018-05-01"), When::By(moment) if moment.precision() == Precision::Day));
}

#[test]
fn only_whole_units_have_an_iso_form() {
    assert_eq!(when("2021-08-26").iso().as_deref(), Some("2021-08-26"));
    assert_eq!(when("2015-01").iso().as_deref(), Some("2015-01"));
    assert_eq!(when("2018").iso().as_deref(), Some("2018"));
    for text in ["late 2018", "by 2018", "2018 to 2019"] {
        assert_eq!(when(text).iso(), None, "{text}");
    }
}

#[test]
fn what_is_not_a_time_is_refused_with_its_reason() {
    for (text, reason) in [
        ("", WhenError::Form),
        ("by", WhenError::Form),
        ("2018 to", WhenError::Form),
        ("to 2018", WhenError::Form),
        ("by 2018 to 2019", WhenError::Form),
        ("2018 to 2019 to 2020", WhenError::Form),
        ("summer 2018", WhenError::Form),
        ("26 August 2021", WhenError::Form),
        ("2021-8-26", WhenError::Form),
        ("+021-08-26", WhenError::Form),
        ("2021-08-26-01", WhenError::Form),
        ("٢٠٢١", WhenError::Form),
        ("2021-02-30", WhenError::NoSuchDate),
        ("2021-13", WhenError::NoSuchDate),
        ("late 2021-08-26", WhenError::PartOfDay),
        ("2020 to 2019", WhenError::Backwards),
        ("2019 to 2019", WhenError::Backwards),
        ("2019 to 2019-06", WhenError::Backwards),
    ] {
        assert_eq!(When::parse(text), Err(reason), "{text}");
    }
}

#[test]
fn times_are_ordered_by_their_first_day_and_then_by_their_last() {
    let mut times =
        ["2021-08-26", "by 2018", "2018", "late 2019 to early 2020", "2015-01", "2019"].map(|text| (when(text), text));
    times.sort();
    assert_eq!(
        times.map(|(_, text)| text),
        ["2015-01", "by 2018", "2018", "2019", "late 2019 to early 2020", "2021-08-26"]
    );
}
