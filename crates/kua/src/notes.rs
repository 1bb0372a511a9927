//! What is told about inputs while they are read: failures, warnings, files that are no documents.
//!
//! In: the items of ingest in their order. Out: messages on standard error, and the counts of the [`Tally`]. Skipped
//! files of one folder and one reason are told together; failures of one kind in a row are told in full three times.

use crate::exit::shown;
use crate::source::HowArgs;
use crate::stream::Tally;
use crate::terminal::{COLUMNS, note, wrap};
use indicatif::ProgressBar;
use kua_ingest::Item;
use std::path::{Path, PathBuf};

/// Names kept in [`Tally::unread`]; all are told, but a corpus of broken rows must not fill the memory.
const MAX_UNREAD: usize = 10_000;
/// Failures of the same kind, one after the other, that are told with cause and hint.
const FULLY_TOLD: usize = 3;

/// Tells items.
pub struct Notes<'a> {
    how: &'a HowArgs,
    bar: &'a ProgressBar,
    /// Skipped files not told yet: of one folder, for one reason.
    skipped: Vec<PathBuf>,
    reason: String,
    /// Kind of the failure before, and how many of it in a row.
    last: (String, usize),
}

impl<'a> Notes<'a> {
    /// Nothing told yet. `bar`: is held back while something is told.
    pub fn new(how: &'a HowArgs, bar: &'a ProgressBar) -> Self {
        Self { how, bar, skipped: Vec::new(), reason: String::new(), last: (String::new(), 0) }
    }

    /// Tells an item and counts it.
    pub fn tell(&mut self, item: Item, tally: &mut Tally) {
        match item {
            Item::Skipped { path, reason } => {
                tally.skipped += 1;
                unread(tally, &path, &reason);
                if self.reason != reason || self.skipped.first().is_some_and(|p| p.parent() != path.parent())
                {
                    self.flush();
                }
                self.reason = reason;
                if !self.how.quiet {
                    self.skipped.push(path);
                }
            }
            Item::Failed(error) => {
                self.flush();
                tally.failed += 1;
                unread(tally, &error.path, &error.why);
                let kind = format!("{}\n{}", error.path.display(), error.why);
                self.last = (kind.clone(), if self.last.0 == kind { self.last.1 + 1 } else { 1 });
                let whole = error.to_string();
                let first = whole.lines().next().unwrap_or("");
                self.say(if self.last.1 > FULLY_TOLD { first } else { &whole });
            }
            // Whoever names the language need not hear that it could not be told.
            Item::Warning(warning) if self.how.language.is_some() && warning.code == "language" => {}
            Item::Warning(warning) => {
                self.flush();
                if !self.how.quiet {
                    self.say(&warning.to_string());
                }
            }
            Item::Document(_) => {}
        }
    }

    /// Tells that this program failed on a document.
    pub fn panicked(&mut self, name: &str, tally: &mut Tally) {
        self.flush();
        tally.failed += 1;
        self.say(&format!(
            "error[read/panic]: cannot read `{name}`\n  why:  a fault of this program\n  hint: please report it if you may \
             share the file\n  data: nothing of it was read; the other inputs are"
        ));
    }

    /// Tells what was held back.
    pub fn flush(&mut self) {
        let skipped = std::mem::take(&mut self.skipped);
        match skipped.as_slice() {
            [] => {}
            [path] => self.say(&format!("skipped `{}`: {}", shown(path), self.reason)),
            [first, ..] => {
                let folder = first.parent().map_or_else(String::new, |p| format!(" in `{}`", shown(p)));
                let mut message = format!("skipped {} files{folder}: {}", skipped.len(), self.reason);
                let names: Vec<String> = skipped
                    .iter()
                    .map(|path| shown(Path::new(path.file_name().unwrap_or(path.as_os_str()))))
                    .collect();
                for line in wrap(&names.join(", "), 0, COLUMNS - 2) {
                    message.push_str("\n  ");
                    message.push_str(&line);
                }
                self.say(&message);
            }
        }
    }

    fn say(&self, message: &str) {
        self.bar.suspend(|| note(message));
    }
}

fn unread(tally: &mut Tally, path: &Path, why: &str) {
    if tally.unread.len() < MAX_UNREAD {
        tally.unread.push((shown(path), why.to_owned()));
    }
}
