//! Files of JSON rows.
#![no_main]

use kua_ingest::format::{self, Context};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut last = 0;
    let _ = format::rows::jsonl(bytes, &Context::default(), &mut |number, _| {
        assert!(number > last, "rows are numbered upwards");
        last = number;
    });
});
