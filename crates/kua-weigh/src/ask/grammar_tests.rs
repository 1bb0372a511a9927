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

#[test]
fn passives_turn_the_sentence_round() {
    let q = parse("Was the baker beaten by guards?");
    assert!(q.passive);
    assert_eq!(q.agent.map(|p| p.text()).as_deref(), Some("guards"));
    assert!(!parse("Who was behind the leaflet?").passive);
    assert!(!parse("Did the guards beat the baker?").passive);
}

#[test]
fn the_verb_outweighs_the_nouns_beside_it() {
    assert_eq!(show("When was the curfew in Osk lifted?"), "When end s=curfew o=- in=Osk");
    assert_eq!(show("Where was a vigil held?"), "Where vigil s=- o=- in=");
    assert_eq!(show("Who was held at the vigil?"), "Whom detain s=- o=- in=");
    assert_eq!(show("Why do the bakers want to strike?"), "Why strike s=bakers o=- in=");
}

#[test]
fn the_one_asked_for_may_be_the_object() {
    assert_eq!(parse("Who did the guards beat?").want, Want::Whom);
    assert_eq!(parse("Who was arrested in Osk?").want, Want::Whom);
    assert_eq!(parse("Who beat the guards?").want, Want::Who);
    assert_eq!(parse("What did the mayor call the bakers?").want, Want::Label);
    assert_eq!(parse("What were the reasons for the strike?").want, Want::Why);
    assert_eq!(parse("On which day did the strike end?").want, Want::When);
}

#[test]
fn speech_and_denial_have_a_clause_inside() {
    let q = parse("Who denies that the guards fired?");
    assert!(q.denials_only && q.subject.is_some());
    let q = parse("Who says that the bakers were paid, and who denies it?");
    assert!(q.denied && !q.denials_only && q.passive);
    let q = parse("What did Ilva Darn say about the curfew?");
    assert_eq!(q.speaker.map(|p| p.text()).as_deref(), Some("Ilva Darn"));
    let q = parse("What is said of the strangers, and by whom?");
    assert_eq!(q.about.map(|p| p.text()).as_deref(), Some("strangers"));
}
