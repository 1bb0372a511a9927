//! The manifest: a JSON object of what people know about each file, by file name (`CLI.md`, MANIFEST).
//!
//! In: the bytes of a `docs.json`. Out: a [`Manifest`] of checked entries, and what was odd about it as plain
//! sentences. Not here: finding manifests and matching them to files (`plan.rs`).

use crate::Fault;
use jiff::civil::Date;
use kua_record::Language;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a manifest says of one file; everything optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)] // the keys of CLI.md, defined there
pub struct Entry {
    pub date: Option<Date>,
    pub covers: Option<(Date, Date)>,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub kind: Option<String>,
    pub language: Option<Language>,
    pub licence: Option<String>,
    pub origin: Option<String>,
}

/// Entries by file name as written in the manifest, and what was odd about them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// File name (or path below the manifest's folder, with `/`) → entry.
    pub entries: BTreeMap<String, Entry>,
    /// One short sentence for each unknown key and each value that could not be used.
    pub notes: Vec<String>,
}

/// Reads a manifest. Unknown keys and unusable values are left out and noted.
///
/// # Errors
/// `manifest` if the bytes are not a JSON object of objects at all.
///
/// # Example
/// ```
/// let manifest = kua_ingest::manifest::read(br#"{"a.txt": {"date": "2024-05-18", "colour": "red"}}"#)?;
/// assert_eq!(manifest.entries["a.txt"].date, Some(jiff::civil::date(2024, 5, 18)));
/// assert_eq!(manifest.notes, ["`a.txt` has an unknown key \"colour\""]);
/// # Ok::<(), kua_ingest::Fault>(())
/// ```
pub fn read(bytes: &[u8]) -> Result<Manifest, Fault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|e| {
        Fault::new("manifest", "cannot read the manifest {}", format!("it is not valid JSON: {e}"))
            .hint("a manifest is a JSON object: {\"file.txt\": {\"date\": \"2024-05-18\"}}")
    })?;
    let Value::Object(files) = value else {
        return Err(Fault::new("manifest", "cannot read the manifest {}", "it is not a JSON object")
            .hint("a manifest is a JSON object: {\"file.txt\": {\"date\": \"2024-05-18\"}}"));
    };
    let mut manifest = Manifest::default();
    for (name, about) in files {
        let Value::Object(about) = about else {
            manifest.notes.push(format!("`{name}` is not an object; its entry is left out"));
            continue;
        };
        let entry = entry(&name, about, &mut manifest.notes);
        manifest.entries.insert(name.replace('\\', "/"), entry);
    }
    Ok(manifest)
}

fn entry(name: &str, about: serde_json::Map<String, Value>, notes: &mut Vec<String>) -> Entry {
    let mut entry = Entry::default();
    for (key, value) in about {
        let words = match value {
            Value::Null => continue,
            Value::String(words) => words,
            other => {
                notes.push(format!("`{name}`: \"{key}\" is not a string ({other}); it is left out"));
                continue;
            }
        };
        match key.as_str() {
            "date" => entry.date = day(&words).or_else(|| odd(notes, name, &key, &words, "YYYY-MM-DD")),
            "covers" => entry.covers = period(&words).or_else(|| odd(notes, name, &key, &words, "FROM/TO")),
            "language" => entry.language = Some(crate::language::from_code(&words)),
            "url" => entry.url = Some(words),
            "outlet" => entry.outlet = Some(words),
            "author" => entry.author = Some(words),
            "kind" => entry.kind = Some(words),
            "licence" => entry.licence = Some(words),
            "origin" => entry.origin = Some(words),
            _ => notes.push(format!("`{name}` has an unknown key \"{key}\"")),
        }
    }
    entry
}

fn odd<T>(notes: &mut Vec<String>, name: &str, key: &str, words: &str, form: &str) -> Option<T> {
    notes.push(format!("`{name}`: \"{key}\" is not of the form {form} (\"{words}\"); it is left out"));
    None
}

/// A day; a time after it is dropped.
fn day(words: &str) -> Option<Date> {
    let words = words.trim();
    words.parse().ok().or_else(|| words.parse::<jiff::civil::DateTime>().ok().map(|at| at.date()))
}

fn period(words: &str) -> Option<(Date, Date)> {
    let (from, to) = words.split_once('/')?;
    let (from, to) = (day(from)?, day(to)?);
    (from <= to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(json: &str) -> Manifest {
        read(json.as_bytes()).unwrap()
    }

    #[test]
    fn all_keys_are_read() {
        let manifest = check(
            r#"{"a.txt": {"date": "2024-05-18", "covers": "2024-05-12/2024-05-17", "url": "u", "outlet": "o",
                "author": "n", "kind": "news", "language": "ru", "licence": "l", "origin": "r"}}"#,
        );
        let entry = &manifest.entries["a.txt"];
        assert_eq!(entry.covers, Some((date(2024, 5, 12), date(2024, 5, 17))));
        assert_eq!(entry.language, Some(Language::Ru));
        assert_eq!(entry.kind.as_deref(), Some("news"));
        assert!(manifest.notes.is_empty());
    }

    #[test]
    fn what_cannot_be_used_is_noted_and_left_out() {
        let manifest = check(
            r#"{"a": {"date": "18 May", "covers": "2024-05-17/2024-05-12", "url": 4, "kind": null}, "b": "c"}"#,
        );
        assert_eq!(manifest.entries["a"], Entry::default());
        assert_eq!(manifest.notes.len(), 4, "{:?}", manifest.notes);
    }

    #[test]
    fn a_manifest_that_is_no_object_is_an_error() {
        assert_eq!(read(b"[1]").unwrap_err().code, "manifest");
        assert_eq!(read(b"{\"a\": ").unwrap_err().code, "manifest");
    }
}
