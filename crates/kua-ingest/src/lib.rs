//! Bytes of files in, documents with canonical text out.
//!
//! In: paths of files and folders, or standard input, and [`Options`].
//! Out: [`Item`]s, one at a time and in name order: documents ([`kua_record::Document`]), inputs left out on purpose,
//! warnings, and errors. One bad input gives one error and never stops the others.
//!
//! Two ways in: [`ingest`] does everything in order; [`plan`] lists the files cheaply and [`load`] reads one of
//! them, so that a caller can read files in parallel and still keep document order.
//!
//! Must not: guess silently a date (its source is in `Document::date_from`), a language (a doubtful one is `Other` with
//! a warning) or a character set (a detected one is a warning that names it).
//! Not here: what the texts say (`kua-read`), where documents are kept (`kua-case`).

pub mod dates;
pub mod encoding;
pub mod error;
pub mod format;
mod guard;
pub mod language;
mod load;
pub mod manifest;
mod plan;

pub use error::{Fault, IngestError, Warning};
pub use load::{load, load_from};
pub use plan::{Kind, Source, plan};

use kua_record::Document;
use std::path::PathBuf;

/// What [`ingest`] tells, in document order; warnings come before the document that they are about.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A document.
    Document(Box<Document>),
    /// An input that is no document: `docs.json`, `*.claims.jsonl`, an unknown kind of file, an attachment.
    Skipped {
        /// The file; for an attachment the message's path and the attachment's name.
        path: PathBuf,
        /// Why, in a few words.
        reason: String,
    },
    /// An input that could not be read.
    Failed(IngestError),
    /// Something odd about an input that was read all the same.
    Warning(Warning),
}

/// How to read. `Options::default()` is what the command line does without flags.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The date of documents that have none of their own (`--date`).
    pub date: Option<jiff::civil::Date>,
    /// A manifest beside the `docs.json` files that are found by themselves; it goes before them (`--manifest`).
    pub manifest: Option<PathBuf>,
    /// The field of a jsonl row, or the column of a csv file, that holds the text. `None`: the first of
    /// `text`, `body`, `content` that a row has (`--text-field`).
    pub text_field: Option<String>,
    /// Character set of text files, by its name in the WHATWG Encoding Standard. `None`: detected (`--encoding`).
    pub encoding: Option<String>,
    /// What no single input may exceed.
    pub limits: Limits,
}

/// What no single input may exceed, so that one bad file cannot take the machine down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of a file that is read as a whole, in bytes; 256 MiB. Files of rows (jsonl, csv) may be larger.
    pub max_file_bytes: u64,
    /// Size of the text of one document or one row, in bytes, also after unpacking; 32 MiB.
    pub max_text_bytes: usize,
    /// Depth of folders, and of nested elements in HTML and XML; 256.
    pub max_depth: usize,
    /// Time for one file that is read as a whole, in seconds; 60.
    pub max_seconds_per_file: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_file_bytes: 256 << 20, max_text_bytes: 32 << 20, max_depth: 256, max_seconds_per_file: 60 }
    }
}

/// Reads everything under `paths` and hands each [`Item`] to `sink`, in the order of `paths` and, within a folder,
/// of names. At most one file is held in memory at a time.
///
/// `paths`: files, folders, or `-` for standard input.
///
/// # Example
/// ```
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("a.txt"), "date 2024-05-18\nMiners marched in Osk on Friday.\n")?;
/// let mut found = Vec::new();
/// kua_ingest::ingest(&[folder.path().to_owned()], &kua_ingest::Options::default(), &mut |item| {
///     if let kua_ingest::Item::Document(document) = item {
///         found.push((document.name, document.date.map(|d| d.to_string())));
///     }
/// });
/// assert_eq!(found, [("a.txt".to_owned(), Some("2024-05-18".to_owned()))]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn ingest(paths: &[PathBuf], options: &Options, sink: &mut dyn FnMut(Item)) {
    let (sources, notes) = plan(paths, options);
    for note in notes {
        sink(note);
    }
    for source in &sources {
        load(source, options, sink);
    }
}
