//! Any text: no panic, spans on character borders, in order, none overlapping.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

use kua_read::count::find_counts;
use kua_read::time::{Anchor, find_times, resolve_span};
use kua_record::Span;
use proptest::prelude::*;

fn sound(text: &str, anchor: &Anchor) {
    let times = find_times(text, &[], anchor);
    let counts = find_counts(text, &[], &times);
    let mut last = 0;
    for m in &times {
        assert!(m.claim_span.start <= m.span.start && m.claim_span.end == m.span.end && !m.span.is_empty());
        assert!(last <= m.claim_span.start, "times overlap in {text:?}");
        assert!(text.is_char_boundary(m.claim_span.start) && text.is_char_boundary(m.span.end));
        if let (Some(a), Some(b)) = (&m.from, &m.to) {
            assert!(a[..10] <= b[..10] || !m.usable, "{a} after {b} in {text:?}");
        }
        last = m.span.end;
        let _ = resolve_span(text, m.span, &[], anchor);
    }
    last = 0;
    for c in &counts {
        assert!(!c.span.is_empty() && last <= c.span.start, "counts overlap in {text:?}");
        assert!(text.is_char_boundary(c.span.start) && text.is_char_boundary(c.span.end));
        assert!(c.low.zip(c.high).is_none_or(|(a, b)| a <= b), "{:?} in {text:?}", (c.low, c.high));
        assert!(times.iter().all(|m| !m.span.overlaps(c.number_span)), "a count inside a time in {text:?}");
        last = c.span.end;
    }
    // Sentences cut anywhere must do no harm either.
    let half = (0..=text.len() / 2).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let cut = [Span::new(0, half), Span::new(half, text.len())];
    let times = find_times(text, &cut, anchor);
    let _ = find_counts(text, &cut, &times);
}

/// Words that the grammars know, numbers, marks, and anything else.
fn piece() -> impl Strategy<Value = String> {
    let known = "on in at by since until from to between and the a of last next this that past previous following first third \
        two twenty nine hundred thousand million half quarter several few a dozen dozens hundreds thousands tens most about over \
        at least up to more than or more per cent % Monday Friday May March January Sunday morning night overnight noon midnight \
        early mid late end of o'clock past am p.m. GMT day days week weeks month year years hours ago later before after every \
        yesterday tomorrow tonight weekend summer Q2 spring Easter rally will within during 's - – : . , / ( ) + < > ~ $ 1990s 5th \
        2022 2022-01-04 04.01.2022 18:00 9 31 99999999999999999999 1,000 2.5 0 00 1e9 24:60 ½ ’ “ é İ ß 火";
    let words: Vec<String> = known.split_whitespace().map(str::to_owned).collect();
    prop_oneof![9 => prop::sample::select(words), 1 => any::<String>()]
}

fn dates() -> impl Strategy<Value = Option<jiff::civil::Date>> {
    prop_oneof![
        Just(None),
        Just(Some(jiff::civil::Date::MIN)),
        Just(Some(jiff::civil::Date::MAX)),
        (1900i16..2100, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Some(jiff::civil::date(y, m, d))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words(pieces in prop::collection::vec((piece(), prop_oneof![Just(" "), Just(""), Just("\n")]), 0..24), date in dates(), forward: bool) {
        let text: String = pieces.iter().flat_map(|(p, gap)| [p.as_str(), gap]).collect();
        sound(&text, &Anchor { date, forward, ..Anchor::default() });
    }

    #[test]
    fn any_text(text: String) {
        sound(&text, &Anchor::on(jiff::civil::date(2024, 5, 20)));
    }
}
