//! The manifest of a folder.
#![no_main]

use kua_ingest::manifest;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(manifest) = manifest::read(bytes) {
        assert!(manifest.entries.values().all(|entry| entry.covers.is_none_or(|(from, to)| from <= to)));
    }
});
