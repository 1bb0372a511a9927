//! A document: canonical text and what is known about it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One document as ingest made it. Every offset anywhere is a byte of `text`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Path below the given PATH, with `/`; rows of a jsonl or csv file are `file.jsonl#12`.
    pub name: String,
    /// The stored text.
    pub text: String,
    /// Title, where the file gives one.
    #[serde(default)]
    pub title: Option<String>,
    /// The document's date, local.
    #[serde(default)]
    pub date: Option<Date>,
    /// Where the date was found.
    #[serde(default)]
    pub date_from: Option<DateSource>,
    /// The period a report covers, both days inclusive; relative dates count back from its end.
    #[serde(default)]
    pub covers: Option<(Date, Date)>,
    /// Language of the text.
    #[serde(default)]
    pub language: Language,
    /// Who publishes it.
    #[serde(default)]
    pub outlet: Option<String>,
    /// Byline.
    #[serde(default)]
    pub author: Option<String>,
    /// Where it was had from.
    #[serde(default)]
    pub url: Option<String>,
    /// interview, news, bulletin, testimony, observer form …, as the manifest says.
    #[serde(default)]
    pub kind: Option<String>,
    /// Licence of the text.
    #[serde(default)]
    pub licence: Option<String>,
    /// Free words on the origin.
    #[serde(default)]
    pub origin: Option<String>,
    /// Where each page of a paged original begins in `text`; empty for unpaged ones.
    #[serde(default)]
    pub pages: Vec<PageMark>,
}

impl Document {
    /// A document with nothing known but its name and text.
    pub fn plain(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            text: text.to_owned(),
            title: None,
            date: None,
            date_from: None,
            covers: None,
            language: Language::En,
            outlet: None,
            author: None,
            url: None,
            kind: None,
            licence: None,
            origin: None,
            pages: Vec::new(),
        }
    }

    /// SHA-256 of the stored text, 64 hex digits: the document's hash.
    pub fn hash(&self) -> String {
        use std::fmt::Write;
        Sha256::digest(self.text.as_bytes()).iter().fold(String::with_capacity(64), |mut s, b| {
            let _ = write!(s, "{b:02x}");
            s
        })
    }

    /// The day that relative dates count from: the end of `covers`, else `date`.
    pub fn anchor(&self) -> Option<Date> {
        self.covers.map(|(_, to)| to).or(self.date)
    }
}

/// Where a document's date was found, in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// The manifest.
    Manifest,
    /// The file's own metadata (HTML, PDF, e-mail, a JSONL `date`).
    Metadata,
    /// A first line that begins with `date YYYY-MM-DD`.
    Line,
    /// A dateline or `Date:` field in the first three lines.
    Dateline,
    /// `--date` on the command line.
    Option,
}

/// Languages that Kua tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
    /// Kazakh.
    Kk,
    /// Any other, or not told apart.
    #[default]
    Other,
}

impl Language {
    /// ISO 639-1 code, or "other".
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Kk => "kk",
            Self::Other => "other",
        }
    }
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageMark {
    /// Page number, from 1.
    pub page: u32,
    /// First byte of the page in the stored text.
    pub start: usize,
}
