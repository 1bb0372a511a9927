//! How a command ends: the exit code, and what is told when it cannot go on.
//!
//! In: what went wrong. Out: [`Exit`] codes as `CLI.md` fixes them, and a [`Fault`] whose `Display` is
//! `error[area/kind]: …` with `why:`, `hint:` and `data:` lines.
//! Not here: faults of single documents; those are counted and the command goes on (`stream.rs`).

use std::fmt;
use std::io;
use std::path::Path;

/// Exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Some or all inputs failed; each was named.
    Failed,
    /// Wrong use.
    Usage,
    /// No input found.
    NoInput,
    /// Ctrl-C.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NoInput => 3,
            Self::Interrupted => 130,
        }
    }
}

/// Why a command cannot go on.
#[derive(Debug, Clone)]
pub struct Fault {
    exit: Exit,
    code: &'static str,
    what: String,
    why: String,
    hint: String,
    data: String,
    /// The reader of our output went away: nothing to tell, nothing went wrong.
    quiet: bool,
}

impl Fault {
    /// `code`: area and kind, `output/exists`; `what`: one line in small letters that makes sense alone.
    pub fn new(exit: Exit, code: &'static str, what: impl Into<String>) -> Self {
        let empty = String::new;
        Self { exit, code, what: what.into(), why: empty(), hint: empty(), data: empty(), quiet: false }
    }

    /// Adds the cause.
    #[must_use]
    pub fn why(mut self, why: impl fmt::Display) -> Self {
        self.why = why.to_string();
        self
    }

    /// Adds what the person can do now.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Adds what became of the data.
    #[must_use]
    pub fn data(mut self, data: impl Into<String>) -> Self {
        self.data = data.into();
        self
    }

    /// A file that could not be read.
    pub fn open(path: &Path, error: &io::Error) -> Self {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
            _ => error.to_string(),
        };
        Self::new(Exit::Failed, "input/open", format!("cannot read `{}`", shown(path))).why(why)
    }

    /// A result that could not be written. A closed pipe ends the program quietly.
    pub fn write(target: &str, error: &io::Error) -> Self {
        let mut fault = Self::new(Exit::Failed, "output/write", format!("cannot write to {target}"))
            .why(error)
            .data("what was written before is kept");
        if error.kind() == io::ErrorKind::BrokenPipe {
            fault.quiet = true;
            fault.exit = Exit::Done;
        }
        fault
    }

    /// Tells the fault on standard error, unless it is a quiet one, and gives the exit.
    pub fn tell(&self) -> Exit {
        if !self.quiet {
            crate::terminal::note(&self.to_string());
        }
        self.exit
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}", self.code, self.what)?;
        for (head, words) in [("why: ", &self.why), ("hint:", &self.hint), ("data:", &self.data)] {
            if !words.is_empty() {
                write!(f, "\n  {head} {words}")?;
            }
        }
        Ok(())
    }
}

/// A path as shown to people: without control characters.
pub fn shown(path: &Path) -> String {
    path.to_string_lossy().chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}
