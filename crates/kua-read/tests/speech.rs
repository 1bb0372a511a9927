//! The layer `speech`: who says what, by which word.

use kua_read::Reader;
use kua_record::Document;

/// Source, cue and content of each row of a text, `-` where no source is named.
fn rows(text: &str) -> Vec<String> {
    let reader = Reader::english();
    let sentences = reader.syntax(text);
    let doc = Document::plain("d", text);
    let found = reader.speech(&reader.work(&doc, &sentences));
    let source = |span: Option<kua_record::Span>| span.map_or("-", |span| span.of(text));
    found.iter().map(|s| [source(s.source), s.cue.of(text), s.content.of(text)].join(" | ")).collect()
}

#[test]
fn the_subject_says_what_the_clause_tells() {
    assert_eq!(rows("The baker said that guards beat him."), ["The baker | said | that guards beat him"]);
    assert_eq!(rows("It turned out that guards beat him."), ["- | turned | that guards beat him"]);
}

#[test]
fn a_noun_of_speech_has_its_speaker_and_its_clause() {
    assert_eq!(
        rows("The town read the ministry's announcement that the mill will close."),
        ["the ministry | announcement | that the mill will close"]
    );
    assert_eq!(rows("The town feels the fact that the mill will close."), Vec::<String>::new());
}

#[test]
fn what_is_announced_may_be_a_noun() {
    assert_eq!(rows("The mayor announced the closure."), ["The mayor | announced | the closure"]);
    assert_eq!(rows("The closure was announced by the mayor."), ["the mayor | announced | The closure"]);
}

#[test]
fn what_one_is_asked_to_do_is_nobodys_word() {
    assert_eq!(rows("The mayor forgot to pay the guards."), Vec::<String>::new());
    assert_eq!(rows("The bakers are supposed to pay."), Vec::<String>::new());
}

#[test]
fn a_credit_line_names_whose_the_line_above_is() {
    assert_eq!(
        rows("The mill after the fire. Image: Anna Lund."),
        ["Anna Lund | Image | The mill after the fire"]
    );
}

#[test]
fn a_quotation_of_two_paragraphs_is_one() {
    let text = "Ana Lund, a baker, said: \"They came at night.\nThey beat us with clubs.\"";
    assert_eq!(rows(text)[0], "Ana Lund | said | They came at night.\nThey beat us with clubs.");
}
