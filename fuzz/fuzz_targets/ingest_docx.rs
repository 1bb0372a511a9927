//! The archive of a Word document, and, for bytes that are no archive, its main part.
#![no_main]

use kua_ingest::format::{self, Context};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = format::docx::docx(bytes, &Context::default());
    if !bytes.starts_with(b"PK") {
        let _ = format::docx::body(bytes, &Context::default());
    }
});
