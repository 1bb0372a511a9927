//! The reader of a document's language, with the user's gazetteer where there is one.
//!
//! In: a document. Out: its claims, or nothing where the language has no reader (told as a warning by [`no_reader`]).
//! The user's gazetteer is the file named by `KUA_GAZETTEER`, else `kua/gazetteer.tsv` in `$XDG_DATA_HOME` or
//! `~/.local/share`; `kua gazetteer import` writes it.

use crate::terminal::note;
use kua_read::place::Gazetteer;
use kua_read::{Reader, Reading};
use kua_record::{Document, Language};
use kua_syntax::Sentence;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A document as read.
pub struct Read {
    /// The document.
    pub doc: Document,
    /// Its sentences; empty without a reader.
    pub sentences: Vec<Sentence>,
    /// Its claims; `None` without a reader for its language.
    pub reading: Option<Reading>,
}

/// Where the user's gazetteer is, if the environment says where a user's data goes.
pub fn gazetteer_path() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if let Some(path) = set("KUA_GAZETTEER") {
        return Some(path);
    }
    // The convention asks for an absolute path and says to ignore others.
    let data = set("XDG_DATA_HOME").filter(|p| p.is_absolute());
    let data = data.or_else(|| set("HOME").map(|home| home.join(".local/share")))?;
    Some(data.join("kua").join("gazetteer.tsv"))
}

/// The English reader; made on first use.
pub fn english() -> &'static Reader {
    static READER: OnceLock<&'static Reader> = OnceLock::new();
    READER.get_or_init(|| with_users_places().unwrap_or_else(Reader::english))
}

/// A reader over the user's gazetteer; `None` where there is none or it cannot be used (which is told).
fn with_users_places() -> Option<&'static Reader> {
    let path = gazetteer_path()?;
    let gazetteer: &'static Gazetteer = Box::leak(Box::new(compiled(&path).or_else(|| from_rows(&path))?));
    match Reader::with_gazetteer(gazetteer) {
        Ok(reader) => Some(Box::leak(Box::new(reader))),
        Err(error) => {
            note(&format!("warning[gazetteer/reader]: {error}"));
            None
        }
    }
}

/// Where the compiled form of a gazetteer is: beside it.
pub fn compiled_path(gazetteer: &Path) -> PathBuf {
    gazetteer.with_extension("bin")
}

/// The gazetteer from its compiled form, if that is there, sound, and not older than the rows people can edit.
fn compiled(path: &Path) -> Option<Gazetteer> {
    let changed = |path: &Path| std::fs::metadata(path).and_then(|about| about.modified()).ok();
    let binary = compiled_path(path);
    if changed(&binary)? < changed(path)? {
        return None;
    }
    Gazetteer::with_compiled(&std::fs::read(binary).ok()?).ok()
}

fn from_rows(path: &Path) -> Option<Gazetteer> {
    let rows = match std::fs::read_to_string(path) {
        Ok(rows) => rows,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => {
            note(&format!("warning[gazetteer/open]: cannot read `{}`: {error}", crate::exit::shown(path)));
            note("  data: places are read without it");
            return None;
        }
    };
    let gazetteer = Gazetteer::with_user(&rows);
    for bad in gazetteer.bad_rows() {
        note(&format!("warning[gazetteer/row]: in `{}`, {bad}", crate::exit::shown(path)));
    }
    Some(gazetteer)
}

/// The reader of a language, if there is one.
pub fn of(language: Language) -> Option<&'static Reader> {
    match language {
        Language::En => Some(english()),
        Language::Ru | Language::Kk | Language::Other => None,
    }
}

/// Reads a document; a pure function of the document and the gazetteer.
pub fn read(doc: Document) -> Read {
    let Some(reader) = of(doc.language) else { return Read { doc, sentences: Vec::new(), reading: None } };
    let sentences = reader.syntax(&doc.text);
    let reading = reader.read_parsed(&doc, &sentences);
    Read { doc, sentences, reading: Some(reading) }
}

/// The warning about a document without a reader.
pub fn no_reader(doc: &Document) -> String {
    let language = match doc.language {
        Language::Ru => "Russian",
        Language::Kk => "Kazakh",
        Language::En | Language::Other => "its language",
    };
    format!(
        "warning[read/language]: there is no reader for {language} yet: `{}`\n  hint: add --language en if it is \
         English after all\n  data: the document is kept; no claims were read from it",
        crate::terminal::one_line(&doc.name)
    )
}
