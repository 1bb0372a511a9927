//! Properties that hold for any text: nothing panics, offsets are sound, heads form a tree, runs agree.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use kua_syntax::{Model, Sentence, conllu, tree};
use proptest::prelude::*;

fn sound(text: &str, sentences: &[Sentence]) {
    let mut at = 0;
    for sentence in sentences {
        assert!(!sentence.tokens.is_empty(), "an empty sentence in {text:?}");
        for token in &sentence.tokens {
            assert!(token.span.start < token.span.end, "an empty word in {text:?}");
            assert!(at <= token.span.start && token.span.end <= text.len(), "order of words in {text:?}");
            assert!(text.get(token.span.start..token.span.end).is_some(), "character borders in {text:?}");
            at = token.span.end;
        }
        let heads: Vec<Option<usize>> = sentence.tokens.iter().map(|t| t.head).collect();
        assert!(tree::is_tree(&heads), "no tree in {text:?}");
        let n = sentence.tokens.len();
        assert_eq!(sentence.span.start, sentence.tokens[0].span.start);
        assert_eq!(sentence.span.end, sentence.tokens[n - 1].span.end);
        let mut last = 0;
        for (a, b, _) in &sentence.entities {
            assert!(last <= *a && a < b && *b <= n, "entities in {text:?}");
            last = *b;
        }
    }
    let covered: usize = sentences
        .iter()
        .flat_map(|s| &s.tokens)
        .map(|t| t.span.of(text).chars().filter(|c| c.is_alphanumeric()).count())
        .sum();
    let all = text.chars().filter(|c| c.is_alphanumeric()).count();
    assert_eq!(covered, all, "a letter was lost in {text:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_characters(text in "\\PC{0,200}") {
        sound(&text, &Model::english().parse(&text));
    }

    #[test]
    fn marks_spaces_and_digits(text in "[ \\n\\t\\r.,;:!?'\"’“”()\\[\\]$%/@&#*<>=_0-9a-cA-C\u{301}\u{200b}ıİß-]{0,120}") {
        sound(&text, &Model::english().parse(&text));
    }

    #[test]
    fn words_in_any_order(words in prop::collection::vec("(The|police|Mr\\.|U\\.S\\.|don't|12:30|1,500|[A-Z][a-z]{1,8}|[a-z]{1,9}|\\.|,|\\?|\"|\n)", 0..60)) {
        let text = words.join(" ");
        let sentences = Model::english().parse(&text);
        sound(&text, &sentences);
        let written = conllu::write(&text, &sentences);
        let read = conllu::read(&written).expect("our own CoNLL-U");
        prop_assert_eq!(read.sentences.len(), sentences.len());
        let words: usize = read.sentences.iter().map(|s| s.words.len()).sum();
        prop_assert_eq!(words, sentences.iter().map(|s| s.tokens.len()).sum::<usize>());
    }
}

#[test]
fn a_very_long_line_is_cut_and_parsed() {
    let text = "bread and ".repeat(3_000);
    sound(&text, &Model::english().parse(&text));
}

#[test]
fn threads_agree_and_neighbours_do_not_matter() {
    let text =
        "Dockers in Port Azul stopped work on Monday. The mayor said nothing.\n\nTwo vans arrived at noon.";
    let whole = Model::english().parse(text);
    let threads: Vec<_> = (0..3).map(|_| std::thread::spawn(move || Model::english().parse(text))).collect();
    for thread in threads {
        assert_eq!(thread.join().expect("a thread"), whole);
    }
    // A sentence has the same tree whatever stands beside it.
    let alone = Model::english().parse("The mayor said nothing.");
    let tree = |s: &Sentence| s.tokens.iter().map(|t| (t.upos, t.head, t.rel)).collect::<Vec<_>>();
    assert_eq!(tree(&alone[0]), tree(&whole[1]));
}

#[test]
fn damaged_model_files_are_refused() {
    let bytes = include_bytes!("../../../models/en.kuam");
    assert!(Model::from_bytes(b"").is_err());
    assert!(Model::from_bytes(&bytes[..bytes.len() / 2]).is_err());
    for at in (8..2_000).step_by(97) {
        let mut broken = bytes.to_vec();
        broken[at] ^= 0xff;
        let _ = Model::from_bytes(&broken);
    }
}
