//! PDFs: the parser is pdf_oxide; ours are the joining of lines and the map of pages.
#![no_main]

use kua_ingest::format::{self, Context};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(parsed) = format::pdf::pdf(bytes, &Context::default()) {
        assert!(parsed.pages.iter().all(|page| parsed.text.is_char_boundary(page.start)));
    }
});
