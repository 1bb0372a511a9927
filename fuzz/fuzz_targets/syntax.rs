//! Any text through splitting, tagging and parsing: spans on borders of characters, in order, heads that form trees.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut at = 0;
    for sentence in kua_syntax::Model::english().parse(&text) {
        for token in &sentence.tokens {
            let span = token.span;
            assert!(text.get(span.start..span.end).is_some_and(|w| !w.is_empty()), "{span:?}");
            assert!(span.start >= at, "words stand in text order");
            at = span.start;
        }
        for i in 0..sentence.tokens.len() {
            let (mut head, mut steps) = (Some(i), 0);
            while let Some(h) = head {
                head = sentence.tokens[h].head;
                steps += 1;
                assert!(steps <= sentence.tokens.len(), "the heads form a tree");
            }
        }
    }
});
