//! What went wrong with one input, told so that it helps at night (`STYLE.md` §4).
//!
//! In: facts from the stage that failed. Out: [`IngestError`] and [`Warning`], whose `Display` is
//! `error[ingest/encoding]: cannot read …` followed by `why:`, `hint:` and `data:` lines.
//! Not here: exit codes and counting (the command line does both).

use std::fmt;
use std::path::PathBuf;

/// One input that could not be read. The other inputs go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct IngestError {
    /// What kind of fault, after `ingest/`: `encoding`, `empty`, `size`, `pdf` …
    pub code: &'static str,
    /// One line in small letters, without a full stop, that makes sense alone and names the input.
    pub what: String,
    /// The cause, as far as it is known.
    pub why: String,
    /// What the person can do now; empty when nothing helps.
    pub hint: String,
    /// What became of the data.
    pub data: String,
    /// The file; `-` for standard input.
    pub path: PathBuf,
}

/// Something odd about an input that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What kind of oddity, after `ingest/`.
    pub code: &'static str,
    /// One line in small letters, without a full stop, that makes sense alone and names the input.
    pub what: String,
    /// What the person can do; empty when nothing is needed.
    pub hint: String,
    /// What was done with the data; empty when it goes without saying.
    pub data: String,
    /// The file; `-` for standard input.
    pub path: PathBuf,
}

/// A fault as a format sees it: without the name of the file, which [`Fault::at`] adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// See [`IngestError::code`].
    pub code: &'static str,
    /// What could not be done; `{}` stands for the quoted name of the input.
    pub what: String,
    /// See [`IngestError::why`].
    pub why: String,
    /// See [`IngestError::hint`]; `{}` stands for the name of the input.
    pub hint: String,
}

impl Fault {
    /// A fault without a hint. `what` holds `{}` where the name of the input goes.
    pub fn new(code: &'static str, what: impl Into<String>, why: impl Into<String>) -> Self {
        Self { code, what: what.into(), why: why.into(), hint: String::new() }
    }

    /// The same fault with a way on; `{}` stands for the name of the input.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The fault as an error of the input `path`, shown as `name` (a document's or a row's name).
    pub fn at(self, path: &std::path::Path, name: &str) -> IngestError {
        let name = one_line(name);
        IngestError {
            code: self.code,
            what: self.what.replace("{}", &format!("`{name}`")),
            why: self.why,
            hint: self.hint.replace("{}", &name),
            data: "nothing of it was stored; the other inputs are read".to_owned(),
            path: path.to_owned(),
        }
    }
}

impl Warning {
    /// A warning about the input `path`.
    pub fn new(code: &'static str, path: &std::path::Path, what: impl Into<String>) -> Self {
        Self { code, what: what.into(), hint: String::new(), data: String::new(), path: path.to_owned() }
    }

    /// The same warning with a way on.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same warning with what was done.
    #[must_use]
    pub fn data(mut self, data: impl Into<String>) -> Self {
        self.data = data.into();
        self
    }
}

impl fmt::Display for IngestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[ingest/{}]: {}", self.code, self.what)?;
        line(f, "why: ", &self.why)?;
        line(f, "hint:", &self.hint)?;
        line(f, "data:", &self.data)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "warning[ingest/{}]: {}", self.code, self.what)?;
        line(f, "hint:", &self.hint)?;
        line(f, "data:", &self.data)
    }
}

fn line(f: &mut fmt::Formatter<'_>, head: &str, words: &str) -> fmt::Result {
    if words.is_empty() { Ok(()) } else { write!(f, "\n  {head} {words}") }
}

/// Names come from disks and rows: without control characters, so that no name can draw over the terminal.
pub(crate) fn one_line(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn an_error_says_what_why_hint_and_data() {
        let error =
            Fault::new("encoding", "cannot read {} as UTF-8 (byte 1184)", "the bytes look like KOI8-R")
                .hint("kua read {} --encoding koi8-r")
                .at(Path::new("a/leaflet-04.txt"), "leaflet-04.txt");
        assert_eq!(
            error.to_string(),
            "error[ingest/encoding]: cannot read `leaflet-04.txt` as UTF-8 (byte 1184)\n  \
             why:  the bytes look like KOI8-R\n  \
             hint: kua read leaflet-04.txt --encoding koi8-r\n  \
             data: nothing of it was stored; the other inputs are read"
        );
    }

    #[test]
    fn a_name_cannot_draw_over_the_terminal() {
        let error =
            Fault::new("empty", "{} is empty", "it has no bytes").at(Path::new("x"), "a\u{1b}[2J\nb.txt");
        assert_eq!(error.what, "`a\u{FFFD}[2J\u{FFFD}b.txt` is empty");
    }
}
