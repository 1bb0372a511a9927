//! Web pages.
#![no_main]

use kua_ingest::format::{self, Context};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = format::html::html(bytes, &Context::default());
});
