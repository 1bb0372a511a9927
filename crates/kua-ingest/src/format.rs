//! One function a kind of file: bytes in, [`Parsed`] out. Pure; called through `load.rs`, by tests and by fuzzing.
//!
//! To add a kind of file: copy `format/text.rs` and fill it; give the kind a line in `Kind` and `Kind::by_ending`
//! (`plan.rs`) and in `parse` (`load.rs`); add a small valid file to `one_of_each` (`tests/common/samples.rs`), which
//! puts it through all tests, the damaged ones too; add a target under `fuzz/`. Proof: `cargo test -p kua-ingest`.

pub mod blocks;
pub mod docx;
pub mod eml;
pub mod html;
pub mod lines;
pub mod pdf;
pub mod rows;
pub mod text;

use crate::Limits;
use kua_record::{Language, PageMark};

/// What a format needs to know beside the bytes.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The character set that a person named.
    pub encoding: Option<String>,
    /// The field that holds the text of a row.
    pub text_field: Option<String>,
    /// What no input may exceed.
    pub limits: Limits,
}

/// An oddity: its code, as in [`crate::Warning::code`], and one line with `{}` for the name of the input.
pub type Note = (&'static str, String);

/// What a format found in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The text as it will be stored.
    pub text: String,
    /// Title.
    pub title: Option<String>,
    /// Date in the file's own metadata.
    pub date: Option<jiff::civil::Date>,
    /// A date in the metadata that says little of the text, such as the day a file was made; a dateline goes first.
    pub weak_date: Option<jiff::civil::Date>,
    /// Byline or sender.
    pub author: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Address it was published at.
    pub url: Option<String>,
    /// The language that the file declares, which may be wrong.
    pub language: Option<Language>,
    /// Where pages begin in `text`.
    pub pages: Vec<PageMark>,
    /// What was odd.
    pub notes: Vec<Note>,
    /// Parts that were left out on purpose (attachments), each with the reason.
    pub left_out: Vec<(String, String)>,
}
