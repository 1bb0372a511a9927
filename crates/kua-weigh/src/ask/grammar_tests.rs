//! How questions are taken apart.

use super::*;

fn show(question: &str) -> String {
    let q = parse(question);
    let text = |p: &Option<Phrase>| p.as_ref().map_or("-".to_owned(), Phrase::text);
    let ids: Vec<&str> = q.predicates.iter().map(|&p| ENGLISH.predicates[p].id.as_str()).collect();
    let places: Vec<String> = q.places.iter().map(Phrase::text).collect();
    format!(
        "{:?} {} s={} o={} in={}",
        q.want,
        ids.join("+"),
        text(&q.subject),
        text(&q.object),
        places.join("+")
    )
}

#[test]
fn subject_verb_and_object_are_found() {
    assert_eq!(show("Who stormed the depot in Osk?"), "Who storm s=- o=depot in=Osk");
    assert_eq!(show("What does the bakers' union demand?"), "Statement demand s=bakers union o=- in=");
    assert_eq!(show("Was a bakery looted in Osk?"), "YesNo loot s=bakery o=- in=Osk");
}
