//! What holds of the reader on any text: it never panics, every claim is the document's own words at its own bytes,
//! and reading is a pure function.
// Tests may unwrap, read files and look at the clock; the crate itself may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use kua_read::Reader;
use kua_record::{Claim, Document};
use proptest::prelude::*;

/// Speakers that a text may leave without a name.
const FREE: [&str; 3] = ["interviewer", "interviewee", "editor"];

fn read(text: &str) -> Vec<Claim> {
    let mut doc = Document::plain("any.txt", text);
    doc.date = Some("2024-05-19".parse().unwrap());
    if text.len().is_multiple_of(3) {
        doc.kind = Some("interview".to_owned());
    }
    let reading = Reader::english().read(&doc);
    assert_eq!(reading.claims.len(), reading.traces.len(), "a trace for each claim");
    for (claim, trace) in reading.claims.iter().zip(&reading.traces) {
        anchored(claim, text);
        for span in trace.steps.iter().map(|s| s.span).chain([trace.word]) {
            assert!(text.get(span.start..span.end).is_some(), "trace {span:?} of {}", claim.act);
        }
    }
    assert!(reading.claims.is_sorted_by_key(|c| c.start), "claims stand in document order");
    reading.claims
}

/// Quote and list slots are exactly their bytes, on borders of characters; the other texts are in the document.
fn anchored(claim: &Claim, text: &str) {
    assert_eq!(text.get(claim.start..claim.end), Some(claim.quote.as_str()), "{}", claim.act);
    assert!(claim.start < claim.end, "{} has words", claim.act);
    assert!(claim.act.is_known(), "{} is in the codebook", claim.act);
    let parties = claim.who.iter().chain(&claim.whom).map(|m| (m.start, m.end, &m.text));
    let places = claim.r#where.iter().map(|p| (p.start, p.end, &p.text));
    let reasons = claim.why.iter().map(|r| (r.start, r.end, &r.text));
    for (start, end, words) in parties.chain(places).chain(reasons) {
        assert_eq!(text.get(start..end), Some(words.as_str()), "slot of {}", claim.act);
    }
    let says = claim.says.iter().map(|s| s.text.as_str()).filter(|s| !FREE.contains(s));
    let when = claim.when.iter().map(|w| w.text.as_str());
    let count = claim.count.iter().map(|c| c.text.as_str());
    let sure = claim.sure.iter().map(|s| s.text.as_str());
    for words in says.chain(when).chain(count).chain(sure) {
        assert!(text.contains(words), "{words:?} of {} is in the document", claim.act);
    }
    if let Some(count) = &claim.count {
        assert!(count.low.zip(count.high).is_none_or(|(low, high)| low <= high), "{count:?}");
    }
    if let Some(hedge) = &claim.sure {
        assert!(0.0 <= hedge.low && hedge.low <= hedge.high && hedge.high <= 1.0, "{hedge:?}");
    }
}

/// How a sample is spoilt; numbers are taken modulo what they point into.
#[derive(Debug, Clone)]
enum Spoil {
    DeleteBytes(usize, usize),
    DoubleBytes(usize, usize),
    SwapLines(usize, usize),
    Cut(usize),
    Insert(usize, String),
    NoLineEnds,
}

fn spoil() -> impl Strategy<Value = Spoil> {
    let marks = prop_oneof![
        Just("(".repeat(40)),
        Just("[[[".to_owned()),
        Just("“‘\"«".repeat(9)),
        Just("]”)\u{2028}".to_owned()),
        Just("\u{301}\u{200d}\u{feff}".to_owned()),
        Just(" not, ".to_owned()),
        Just(" said that the police said that ".repeat(5)),
        "\\PC{0,12}",
    ];
    prop_oneof![
        (any::<usize>(), 1..60usize).prop_map(|(a, n)| Spoil::DeleteBytes(a, n)),
        (any::<usize>(), 1..200usize).prop_map(|(a, n)| Spoil::DoubleBytes(a, n)),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Spoil::SwapLines(a, b)),
        any::<usize>().prop_map(Spoil::Cut),
        (any::<usize>(), marks).prop_map(|(a, s)| Spoil::Insert(a, s)),
        Just(Spoil::NoLineEnds),
    ]
}

/// Bytes are cut anywhere, also inside a character; what is then no UTF-8 is decoded with replacement signs.
fn spoilt(text: &str, spoils: &[Spoil]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for spoil in spoils {
        let len = bytes.len().max(1);
        match spoil {
            Spoil::DeleteBytes(at, n) => {
                let at = (at % len).min(bytes.len());
                bytes.drain(at..(at + n).min(bytes.len()));
            }
            Spoil::DoubleBytes(at, n) => {
                let at = (at % len).min(bytes.len());
                let again = bytes[at..(at + n).min(bytes.len())].to_vec();
                bytes.splice(at..at, again);
            }
            Spoil::SwapLines(a, b) => {
                let mut lines: Vec<Vec<u8>> = bytes.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
                let n = lines.len();
                lines.swap(a % n, b % n);
                bytes = lines.join(&b'\n');
            }
            Spoil::Cut(at) => bytes.truncate(at % len),
            Spoil::Insert(at, words) => {
                let at = (at % len).min(bytes.len());
                bytes.splice(at..at, words.bytes());
            }
            Spoil::NoLineEnds => bytes.iter_mut().filter(|b| **b == b'\n').for_each(|b| *b = b' '),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}|(?s).{0,200}") {
        read(&text);
    }

    #[test]
    fn any_bytes_decoded_with_replacement_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn words_of_the_field_in_any_order_are_read(words in prop::collection::vec(prop::sample::select(WORDS), 0..80)) {
        read(&words.join(" "));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn spoilt_samples_are_read(which in any::<prop::sample::Index>(), spoils in prop::collection::vec(spoil(), 1..8)) {
        let samples = common::samples();
        read(&spoilt(&which.get(&samples).text, &spoils));
    }
}

/// Words on which the reader's rules turn, and marks that open and close.
const WORDS: &[&str] = &[
    "police",
    "the",
    "miners",
    "blocked",
    "said",
    "that",
    "not",
    "on",
    "Friday",
    "in",
    "Osh",
    "were",
    "detained",
    "by",
    "and",
    ",",
    ".",
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    "if",
    "may",
    "about",
    "300",
    "at",
    "16:30",
    "since",
    "who",
    "they",
    "according",
    "to",
    "probably",
    "no",
    "one",
    "was",
    "injured",
    "?",
    "!",
    ":",
    "Q:",
    "A:",
    "\n",
    "\n\n",
    "—",
    "half",
    "of",
    "them",
    "demanded",
    "clashes",
    "after",
    "because",
    "rally",
    "1.",
    "•",
    "2024-05-12",
    "5,000",
    "’s",
    "\u{a0}",
];

#[test]
fn samples_are_anchored_and_read_the_same_twice() {
    for doc in common::samples() {
        let first = Reader::english().read(&doc);
        first.claims.iter().for_each(|c| anchored(c, &doc.text));
        let second = Reader::english().read(&doc);
        assert_eq!((first.claims, first.traces), (second.claims, second.traces), "{}", doc.name);
    }
}

#[test]
fn several_threads_read_the_same() {
    let samples = common::samples();
    let alone: Vec<String> = samples.iter().map(common::read_lines).collect();
    std::thread::scope(|scope| {
        for start in 0..3 {
            let (samples, alone) = (&samples, &alone);
            scope.spawn(move || {
                // Each thread begins elsewhere, so that different documents are read at the same time.
                for i in (0..samples.len()).map(|i| (i + start * 4) % samples.len()) {
                    assert_eq!(common::read_lines(&samples[i]), alone[i], "{}", samples[i].name);
                }
            });
        }
    });
}

#[test]
fn monstrous_texts_are_read() {
    let line = "Police detained nine miners in Osh on Friday, the union said, and ";
    for text in [
        line.repeat(150),
        "(".repeat(3000),
        "“‘".repeat(1500),
        format!("{}we blocked the road{}", "[".repeat(500), "]".repeat(500)),
        "said that ".repeat(400) + "police fired",
        "a".repeat(50_000),
        "Police\n".repeat(1000),
        "\u{feff}\r\n\u{2028}\u{85}\0 Police detained two men.\r".repeat(30),
        "9".repeat(5000) + " miners marched in 99999 on 99/99/9999.",
        "1,".repeat(2000) + "000 people rallied.",
        "not ".repeat(800) + "detained",
        "Q: Did police fire? A: ".repeat(200),
    ] {
        read(&text);
    }
}
