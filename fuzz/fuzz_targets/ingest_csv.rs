//! Tables of rows.
#![no_main]

use kua_ingest::format::{self, Context};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut last = 0;
    let _ = format::rows::csv(bytes, None, &Context::default(), &mut |number, _| {
        assert_eq!(number, last + 1, "rows are numbered one by one");
        last = number;
    });
});
