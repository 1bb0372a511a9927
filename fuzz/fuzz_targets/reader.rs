//! Any text through the whole reader: every claim is the text's own words at its own bytes.
//! The first byte chooses whether the document is an interview and whether it has a date.
#![no_main]

use kua_read::Reader;
use kua_record::Document;

const FREE: [&str; 3] = ["interviewer", "interviewee", "editor"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let mut doc = Document::plain("fuzz.txt", &String::from_utf8_lossy(rest));
    if choice & 1 == 1 {
        doc.kind = Some("interview".to_owned());
    }
    if choice & 2 == 2 {
        doc.date = "2024-05-19".parse().ok();
    }
    let text = doc.text.as_str();
    let reading = Reader::english().read(&doc);
    assert_eq!(reading.claims.len(), reading.traces.len());
    for c in &reading.claims {
        assert_eq!(text.get(c.start..c.end), Some(c.quote.as_str()));
        let parties = c.who.iter().chain(&c.whom).map(|m| (m.start, m.end, &m.text));
        let places = c.r#where.iter().map(|p| (p.start, p.end, &p.text));
        let reasons = c.why.iter().map(|r| (r.start, r.end, &r.text));
        for (start, end, words) in parties.chain(places).chain(reasons) {
            assert_eq!(text.get(start..end), Some(words.as_str()));
        }
        let says = c.says.iter().map(|s| s.text.as_str()).filter(|s| !FREE.contains(s));
        let when = c.when.iter().map(|w| w.text.as_str());
        let count = c.count.iter().map(|n| n.text.as_str());
        let sure = c.sure.iter().map(|s| s.text.as_str());
        for words in says.chain(when).chain(count).chain(sure) {
            assert!(text.contains(words), "{words:?}");
        }
    }
});
