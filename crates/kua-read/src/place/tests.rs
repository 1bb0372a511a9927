//! Sentences in, places out, through one `check`; and the sentences of `ambiguous.toml`.

use super::*;
use proptest::prelude::*;

/// Each place as `name=id`, `name=?` when open; adjectives as `name=adj`; parts of other names are not listed.
fn listed(text: &str) -> Vec<String> {
    let gazetteer = Gazetteer::embedded();
    let mentions = find_places(text, &[], gazetteer);
    let list = mentions.iter().filter(|m| !m.part_of_name).map(|m| {
        let what = match m.best {
            _ if m.adjectival => "adj".to_owned(),
            Some(best) => gazetteer.entry(best).id.to_owned(),
            None => "?".to_owned(),
        };
        format!("{}={what}", m.span.of(text))
    });
    list.collect()
}

fn check(text: &str, expect: &[&str]) {
    assert_eq!(listed(text), expect, "{text}");
}

#[test]
fn cities_of_kazakhstan_by_any_name() {
    check("Hundreds rallied in Taraz, in southern Kazakhstan.", &["Taraz=kz-taraz", "Kazakhstan=KZ"]);
    check("Thousands gathered in the steppe city of Aktobe.", &["Aktobe=kz-aktobe"]);
    check("Riots began in Zhanaozen and spread to Almaty.", &["Zhanaozen=kz-zhanaozen", "Almaty=kz-almaty"]);
    check("He flew from Nur-Sultan to Karaganda.", &["Nur-Sultan=kz-astana", "Karaganda=kz-karaganda"]);
    check("В городе Жаңаөзен и в Алматы", &["Жаңаөзен=kz-zhanaozen", "Алматы=kz-almaty"]);
}

#[test]
fn a_region_is_not_its_city() {
    check("People in Almaty Region protested.", &["Almaty Region=KZ.01"]);
    check("People in the Almaty region protested.", &["Almaty=KZ.01"]);
    check("People in Almaty protested.", &["Almaty=kz-almaty"]);
    check("A village in the Minsk oblast of Belarus.", &["Minsk=BY.05", "Belarus=BY"]);
}

#[test]
fn adjectives_are_no_places() {
    check("Kazakh police and Russian troops arrived.", &["Kazakh=adj", "Russian=adj"]);
    check("South Korean officials met.", &["South Korean=adj"]);
}

#[test]
fn names_of_bodies_and_people_are_no_places() {
    check("The University of Minnesota published it.", &[]);
    check("The National Bank of Kazakhstan closed.", &[]);
    check("Mr London was detained.", &[]);
    check("The witness Austin Karimov spoke.", &[]);
    check("We asked them to tell us.", &[]);
}

#[test]
fn a_neighbour_that_holds_it_decides() {
    check("A march was held in Springfield, Illinois.", &["Springfield=g4250542", "Illinois=US.IL"]);
    check("A march was held in Springfield, Missouri.", &["Springfield=g4409896", "Missouri=US.MO"]);
    check(
        "Protests spread across Georgia, its capital Tbilisi above all.",
        &["Georgia=GE", "Tbilisi=g611717"],
    );
    check("Voters in Atlanta, Georgia, queued.", &["Atlanta=g4180439", "Georgia=US.GA"]);
}

#[test]
fn unknown_names_in_a_places_seat_stay_open() {
    check("The village of Kokarna was searched.", &["Kokarna=?"]);
    check("They met at the old mill in Kokarna.", &["Kokarna=?"]);
    check("In January they met in Parliament.", &[]);
}

#[test]
fn districts_of_big_cities_are_known() {
    check("A vigil was held in Tsuen Wan, a district of Hong Kong.", &["Tsuen Wan=g1818209", "Hong Kong=HK"]);
}

#[test]
fn currencies_and_pronouns_are_no_countries() {
    check("They paid US$10,000 to us.", &[]);
    check("The U.S. and the UK protested.", &["U.S.=US", "UK=GB"]);
}

#[test]
fn ambiguous_words_keep_to_their_sentences() {
    for group in context::ambiguous_groups() {
        let names = |text: &str| {
            let found = listed(text);
            group.words.iter().find(|w| found.iter().any(|f| f.starts_with(&format!("{w}=")))).cloned()
        };
        for text in &group.yes {
            assert!(names(text).is_some(), "no place found in: {text}");
        }
        for text in &group.no {
            assert_eq!(names(text), None, "a place found in: {text}");
        }
    }
}

#[test]
fn squares_and_regions_of_before_2022() {
    let gazetteer = Gazetteer::embedded();
    let (semey, _) = gazetteer.by_name("Semey")[0];
    let entry = gazetteer.entry(semey);
    let region = |day| gazetteer.region_of(&entry, day).unwrap().name;
    assert_eq!((region("2022-01-05"), region("2022-06-08")), ("East Kazakhstan Region", "Abai Region"));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_spans_fit(text in "(\\PC|\n){0,200}") {
        for m in find_places(&text, &[], Gazetteer::embedded()) {
            prop_assert!(text.get(m.span.start..m.span.end).is_some_and(|t| !t.is_empty()));
        }
    }

    #[test]
    fn texts_full_of_names_are_read_in_order(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "Almaty", "in", "U.S.", "d'Ivoire", "Côte", "the", "St.", "New York", ",", ".", "'s", "Georgia", "-",
                "District", "of", "Алматы", "Lake", "$", "\n", "and", "Mr", "University", "Springfield", "Illinois",
                "é", "İ", "ẞ", "’s",
            ]),
            0..40,
        ),
        gap in prop::sample::select(vec![" ", "", "-", ", "]),
    ) {
        let text = parts.join(gap);
        let mut last = 0;
        for m in find_places(&text, &[], Gazetteer::embedded()) {
            prop_assert!(m.span.start >= last && m.span.start < m.span.end);
            prop_assert!(text.get(m.span.start..m.span.end).is_some());
            last = m.span.end;
        }
    }
}
