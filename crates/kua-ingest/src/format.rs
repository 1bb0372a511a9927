//! One function a kind of file: bytes in, [`Parsed`] out. Pure; called through `load.rs`, by tests and by fuzzing.

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

/// What a format found in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The text as it will be stored.
    pub text: String,
    /// Title.
    pub title: Option<String>,
    /// Date in the file's own metadata.
    pub date: Option<jiff::civil::Date>,
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
    /// What was odd: code and one line, `{}` for the name.
    pub notes: Vec<(&'static str, String)>,
    /// Parts that were left out on purpose (attachments), each with the reason.
    pub left_out: Vec<(String, String)>,
}
