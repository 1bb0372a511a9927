//! Plain text in any character set, and what is told from it: dates of the head, language.
#![no_main]

use kua_ingest::{dates, format, language};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(parsed) = format::text::text(bytes, &format::Context::default()) {
        if let Ok(valid) = std::str::from_utf8(bytes) {
            assert!(parsed.text == valid || bytes.contains(&0), "valid UTF-8 is stored byte for byte");
        }
        dates::date_line(&parsed.text);
        dates::dateline(&parsed.text);
        language::identify(&parsed.text);
    }
});
