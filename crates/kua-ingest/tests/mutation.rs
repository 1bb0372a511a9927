//! Damaged samples of every kind: whatever the bytes are, reading ends, and what it gives is sound.
//!
//! A seeded generator, so that a failure can be repeated: the message names kind and round.
#![allow(clippy::unwrap_used)] // tests may unwrap

mod common;

use common::samples::{self, SENTENCE};
use kua_ingest::format::{self, Context, Parsed};
use kua_ingest::{Fault, Item, Kind, Limits, Options, Source, dates, language, manifest};
use std::path::Path;
use std::time::{Duration, Instant};

/// Rounds a kind; `KUA_MUTATION_ROUNDS` gives more for a long run by hand.
fn rounds() -> usize {
    std::env::var("KUA_MUTATION_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(300)
}

/// SplitMix64: small, known, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// Pieces that parsers trip over.
const NASTY: &[&[u8]] = &[
    b"\0",
    b"\xFF",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xD0",
    b"\xE2\x80",
    b"<",
    b">",
    b"</",
    b"<!--",
    b"]]>",
    b"&#x110000;",
    b"&amp",
    b"\"",
    b"'",
    b"{",
    b"}",
    b"[",
    b"\\u0000",
    b"\\",
    b"\r\n",
    b"\n",
    b"%PDF-",
    b"endobj",
    b"stream",
    b"<<",
    b">>",
    b"/Length 99999999",
    b"4294967295",
    b"-1",
    b"--M--",
    b"Content-Type: multipart/mixed; boundary=",
    b"=?UTF-8?B?",
    b"charset=utf-7",
    b"<table><td><svg><math>",
    b"date 2024-02-31",
    b"9999999999-99-99",
    b"#1",
    b"\t",
    b";",
    b",",
];

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len());
        match random.below(7) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 if !bytes.is_empty() => bytes[at] = random.next() as u8,
            2 => bytes.truncate(at),
            3 => {
                let piece = NASTY[random.below(NASTY.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            4 => {
                let to = (at + random.below(40)).min(bytes.len());
                bytes.drain(at.min(to)..to);
            }
            5 => {
                let to = (at + random.below(200)).min(bytes.len());
                let copy = bytes[at.min(to)..to].to_vec();
                let into = random.below(bytes.len());
                bytes.splice(into..into, copy);
            }
            _ => {
                let piece = NASTY[random.below(NASTY.len())].repeat(1 + random.below(50));
                bytes.splice(at..at, piece);
            }
        }
    }
}

/// A panic is caught by `load`; here it must show, so the formats are called by themselves too.
fn parse(kind: Kind, bytes: &[u8], context: &Context) -> Vec<Result<Parsed, Fault>> {
    let mut found = Vec::new();
    match kind {
        Kind::Text | Kind::Markdown => found.push(format::text::text(bytes, context)),
        Kind::Html => found.push(format::html::html(bytes, context)),
        Kind::Docx => found.push(format::docx::docx(bytes, context)),
        Kind::Eml => found.push(format::eml::eml(bytes, context)),
        Kind::Jsonl => {
            let end = format::rows::jsonl(bytes, context, &mut |_, row| found.push(row));
            found.extend(end.err().map(Err));
        }
        Kind::Csv | Kind::Tsv => {
            let end = format::rows::csv(bytes, None, context, &mut |_, row| found.push(row));
            found.extend(end.err().map(Err));
        }
        Kind::Pdf => {} // Its parser is not ours: its panics are caught, see `load`.
    }
    found
}

fn sound(parsed: &Parsed) {
    for (i, mark) in parsed.pages.iter().enumerate() {
        assert!(parsed.text.is_char_boundary(mark.start) && mark.start < parsed.text.len());
        assert!(i == 0 || parsed.pages[i - 1].start < mark.start);
    }
    dates::date_line(&parsed.text);
    dates::dateline(&parsed.text);
    language::identify(&parsed.text);
}

fn check(name: &str, sample: &[u8], seed: u64) {
    let context =
        Context { limits: Limits { max_text_bytes: 1 << 20, ..Limits::default() }, ..Context::default() };
    let options = Options { limits: context.limits, ..Options::default() };
    let kind = Kind::by_ending(Path::new(name)).unwrap();
    let mut random = Random(seed);
    let start = Instant::now();
    for round in 0..rounds() {
        let mut bytes = sample.to_vec();
        mutate(&mut bytes, &mut random);
        for parsed in parse(kind, &bytes, &context).iter().flatten() {
            sound(parsed);
        }
        let mut items = Vec::new();
        let mut source = Source::stdin();
        source.kind = Some(kind);
        kua_ingest::load_from(&source, bytes.as_slice(), &options, &mut |item| items.push(item));
        assert!(
            items.iter().any(|i| matches!(i, Item::Document(_) | Item::Failed(_))),
            "{name}, round {round}"
        );
        for item in &items {
            if let Item::Failed(error) = item {
                assert!(error.code != "time", "{name}, round {round}: {error}");
                assert!(
                    !error.what.contains('\n') && !error.why.is_empty(),
                    "{name}, round {round}: {error}"
                );
            }
        }
    }
    // Far above what is needed, even on a busy machine: this finds what hangs, not what is slow.
    assert!(start.elapsed() < Duration::from_secs(1) * (rounds() as u32).max(120), "{name} is too slow");
}

#[test]
fn damaged_samples_of_every_kind_are_read_or_refused() {
    for (i, (name, bytes)) in samples::one_of_each().into_iter().enumerate() {
        check(name, &bytes, 0x6B75_6100 + i as u64);
    }
}

#[test]
fn damaged_parts_inside_a_docx_are_read_or_refused() {
    // Bytes changed in the archive mostly break its check sum; so the parts are changed before packing.
    let context = Context::default();
    let mut random = Random(7);
    let body = format!(
        "<w:document xmlns:w=\"w\"><w:body>{}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:body></w:document>",
        samples::paragraph(SENTENCE),
        samples::paragraph("&amp;&#65;&lt;")
    );
    for _ in 0..rounds() {
        let mut xml = body.clone().into_bytes();
        mutate(&mut xml, &mut random);
        let mut core = b"<c><title>A</title><created>2024-05-18T00:00:00Z</created></c>".to_vec();
        mutate(&mut core, &mut random);
        let bytes = samples::zip(&[("docProps/core.xml", &core), ("word/document.xml", &xml)]);
        if let Ok(parsed) = format::docx::docx(&bytes, &context) {
            sound(&parsed);
        }
    }
}

#[test]
fn damaged_manifests_and_heads_are_read_or_refused() {
    let mut random = Random(11);
    let json = br#"{"a.txt": {"date": "2024-05-18", "covers": "2024-05-12/2024-05-17", "language": "ru", "kind": "news"}}"#;
    let heads = [
        "date 2024-05-18 Who?",
        "MINSK, August 3, 2020 – Thousands marched.",
        "Statement of B. N., taken in Osk on 30 November 2024.",
        "Дата: воскресенье, 25 апреля 2021 г.",
        "Күні: 2021 жылғы 25 сәуір",
    ];
    for round in 0..10 * rounds() {
        let mut bytes = json.to_vec();
        mutate(&mut bytes, &mut random);
        let _ = manifest::read(&bytes);
        let mut bytes = heads[round % heads.len()].as_bytes().to_vec();
        mutate(&mut bytes, &mut random);
        let text = String::from_utf8_lossy(&bytes);
        dates::date_line(&text);
        dates::dateline(&text);
        dates::parse(&text);
        language::identify(&text);
    }
}
