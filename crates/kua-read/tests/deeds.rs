//! The layer `roles`: who did what to whom, with and without a claim.

use kua_read::Reader;
use kua_record::{Document, Span};

/// Source, event and target of each deed of a text, `-` where there is none, and whether there is a claim.
fn deeds(text: &str) -> Vec<(String, bool)> {
    let reader = Reader::english();
    let doc = Document::plain("d", text);
    let words = |span: Option<Span>| span.map_or("-", |span| span.of(text));
    reader
        .deeds(&doc, &reader.syntax(text))
        .iter()
        .map(|deed| {
            let row = [words(deed.source), deed.event.of(text), words(deed.target)].join(" | ");
            (row, deed.act.is_some())
        })
        .collect()
}

#[test]
fn a_verb_without_an_act_has_its_parties() {
    assert_eq!(
        deeds("The mayor and the governor envied the bakers."),
        [("The mayor and the governor | envied | the bakers".to_owned(), false)]
    );
    assert_eq!(
        deeds("The bakers were envied by the mayor."),
        [("the mayor | envied | The bakers".to_owned(), false)]
    );
}

#[test]
fn whom_it_reaches_is_looked_for_behind_the_verb_it_hands_on_to() {
    let found = deeds("The ministry promised to employ the bakers.");
    assert_eq!(found[0], ("The ministry | promised | the bakers".to_owned(), false));
}

#[test]
fn a_claim_is_not_told_twice() {
    let found = deeds("Police beat two bakers.");
    assert_eq!(found, [("Police | beat | two bakers".to_owned(), true)]);
}

#[test]
fn things_do_nothing_to_anybody() {
    assert_eq!(deeds("The kettle warmed the soup."), []);
}

/// The target of the first deed.
fn target(text: &str) -> String {
    deeds(text)[0].0.split(" | ").last().unwrap_or_default().to_owned()
}

#[test]
fn a_party_inside_the_object_is_reached() {
    assert_eq!(target("Chad rejected a request of the miners' union."), "the miners' union");
    assert_eq!(target("The bishop admired Kenya's rivers."), "Kenya");
    assert_eq!(target("The junta taxed French goods."), "French");
}

#[test]
fn who_is_to_act_is_the_one_asked() {
    assert_eq!(target("The nurses demanded that the ministry reopen the ward."), "the ministry");
    assert_eq!(target("The minister hoped that he would win."), "-");
}

#[test]
fn what_is_the_sources_own_is_no_other_party() {
    assert_eq!(target("Chad lent its soldiers to Kenya."), "Kenya");
    assert_eq!(target("Chad envied its soldiers."), "-");
}

#[test]
fn with_nobody_named_it_is_the_country_or_town_where_it_is_done() {
    assert_eq!(target("The minister arrived in Nairobi."), "Nairobi");
    assert_eq!(target("The minister arrived in a car."), "-");
}
