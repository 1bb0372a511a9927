//! E-mails.
#![no_main]

use kua_ingest::format::{self, Context};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = format::eml::eml(bytes, &Context::default());
});
