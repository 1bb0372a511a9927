//! Documents one after the other through many threads, results in document order.
//!
//! In: paths and a function from a document to a result. Out: results in document order whatever the number of
//! threads, while errors, warnings and skipped files are told as they come. Memory is flat: at most four documents a
//! thread are under way.
//! One bad input never stops the others; Ctrl-C and a closed output stop all.

use crate::exit::{Exit, Fault};
use crate::notes::Notes;
use crate::source::HowArgs;
use crate::stop;
use crate::terminal::note;
use indicatif::{ProgressBar, ProgressStyle};
use kua_ingest::{Item, plan};
use kua_record::Document;
use std::io::IsTerminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

/// What became of the inputs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Documents read.
    pub documents: usize,
    /// Claims found; the command counts them.
    pub claims: usize,
    /// Inputs that failed.
    pub failed: usize,
    /// Inputs that are no documents.
    pub skipped: usize,
    /// Documents without a date.
    pub undated: usize,
    /// Names and reasons of those that failed or were skipped, in the order told.
    pub unread: Vec<(String, String)>,
}

impl Tally {
    /// "12 documents, 308 claims; 1 file failed, 2 skipped".
    pub fn summary(&self, with_claims: bool) -> String {
        let many = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let mut line = many(self.documents, "document");
        if with_claims {
            line += &format!(", {}", many(self.claims, "claim"));
        }
        let mut rest = Vec::new();
        if self.failed > 0 {
            rest.push(format!("{} failed", many(self.failed, "file")));
        }
        if self.skipped > 0 {
            rest.push(format!("{} skipped", self.skipped));
        }
        if rest.is_empty() { line } else { format!("{line}; {}", rest.join(", ")) }
    }

    /// The exit code that follows.
    pub fn exit(&self) -> Exit {
        match (self.documents, self.failed) {
            (_, 1..) => Exit::Failed,
            (0, 0) => Exit::NoInput,
            _ => Exit::Done,
        }
    }

    /// Tells the summary and gives the exit code.
    pub fn finish(&self, how: &HowArgs, with_claims: bool) -> Exit {
        let exit = self.exit();
        if exit == Exit::NoInput {
            note("error[input/none]: no document was found under the paths given");
            note("  hint: kua reads txt, md, html, pdf, docx, eml, jsonl, csv and tsv files");
        } else if !how.quiet {
            if with_claims && self.undated > 0 {
                let (n, verb) =
                    (self.undated, if self.undated == 1 { "document has" } else { "documents have" });
                note(&format!("{n} {verb} no date: relative times stay unresolved (give one with --date)"));
            }
            note(&self.summary(with_claims));
        }
        exit
    }
}

/// What the consumer is handed.
pub enum Event<T> {
    /// The result of one document.
    Ready(T),
    /// Nothing more will come; what is written is to be kept.
    Stopped,
}

enum Out<T> {
    Note(Item),
    Ready(T),
    Panicked(String),
}

/// Runs `work` on every document under `paths` and hands the results to `consume` in document order.
///
/// `progress`: whether a bar may be drawn (it is only drawn on a terminal).
///
/// On Ctrl-C `consume` is told [`Event::Stopped`] and the program ends with exit code 130; it ends too when `consume`
/// fails, since then nobody is there to write for.
///
/// # Errors
/// If no threads can be started.
pub fn each<T: Send>(
    paths: &[PathBuf],
    how: &HowArgs,
    progress: bool,
    work: impl Fn(Document) -> T + Sync,
    mut consume: impl FnMut(Event<T>, &mut Tally) -> Result<(), Fault>,
) -> Result<Tally, Fault> {
    let pool = how.pool()?;
    let (order, ordered) = sync_channel::<Receiver<Out<T>>>(4 * pool.current_num_threads());
    let mut tally = Tally::default();
    let bar = bar(progress && !how.quiet);
    stop::streaming(true);
    std::thread::scope(|threads| {
        threads.spawn(|| produce(paths, how, &pool, &work, order));
        let mut notes = Notes::new(how, &bar);
        loop {
            let out = match wait(&ordered) {
                Waited::Got(result) => wait(&result),
                Waited::Over => break,
                Waited::Stop => Waited::Stop,
            };
            match out {
                Waited::Got(Out::Ready(value)) => {
                    notes.flush();
                    tally.documents += 1;
                    bar.inc(1);
                    if let Err(fault) = consume(Event::Ready(value), &mut tally) {
                        bar.finish_and_clear();
                        std::process::exit(i32::from(fault.tell().code()));
                    }
                }
                Waited::Got(Out::Note(item)) => notes.tell(item, &mut tally),
                Waited::Got(Out::Panicked(name)) => notes.panicked(&name, &mut tally),
                Waited::Over | Waited::Stop => {
                    notes.flush();
                    bar.finish_and_clear();
                    if let Err(fault) = consume(Event::Stopped, &mut tally) {
                        fault.tell();
                    }
                    note(&format!("stopped: {} read, the rest was not", tally.summary(false)));
                    stop::end();
                }
            }
        }
        notes.flush();
    });
    stop::streaming(false);
    bar.finish_and_clear();
    Ok(tally)
}

/// All documents under `paths` at once, for commands that need them together.
///
/// # Errors
/// If no threads can be started.
pub fn all(paths: &[PathBuf], how: &HowArgs) -> Result<(Vec<Document>, Tally), Fault> {
    let mut docs = Vec::new();
    let tally = each(
        paths,
        how,
        true,
        |doc| doc,
        |event, _| {
            if let Event::Ready(doc) = event {
                docs.push(doc);
            }
            Ok(())
        },
    )?;
    Ok((docs, tally))
}

/// Loads the documents and gives each to the pool; the places in `order` keep their order.
fn produce<T: Send>(
    paths: &[PathBuf],
    how: &HowArgs,
    pool: &rayon::ThreadPool,
    work: &(impl Fn(Document) -> T + Sync),
    order: SyncSender<Receiver<Out<T>>>,
) {
    let options = how.options();
    let (sources, notes) = plan(paths, &options);
    pool.in_place_scope(|scope| {
        let mut send = |item: Item| {
            if stop::asked() {
                return;
            }
            let (tell, told) = sync_channel(1);
            // A place in the queue first: it waits while enough documents are under way. No one is left to tell when
            // the other end is gone; then the program is ending.
            let _ = order.send(told);
            match item {
                Item::Document(mut doc) => {
                    if let Some(language) = how.language {
                        doc.language = language.0;
                    }
                    scope.spawn(move |_| {
                        let name = doc.name.clone();
                        let result = catch_unwind(AssertUnwindSafe(|| work(*doc)));
                        let _ = tell.send(result.map_or(Out::Panicked(name), Out::Ready));
                    });
                }
                other => {
                    let _ = tell.send(Out::Note(other));
                }
            }
        };
        notes.into_iter().for_each(&mut send);
        for source in &sources {
            if stop::asked() {
                break;
            }
            kua_ingest::load(source, &options, &mut send);
        }
    });
}

/// What came of waiting.
enum Waited<T> {
    Got(T),
    /// Nothing more will come.
    Over,
    /// The person asks to stop.
    Stop,
}

fn wait<T>(from: &Receiver<T>) -> Waited<T> {
    loop {
        let got = from.recv_timeout(Duration::from_millis(50));
        match got {
            _ if stop::asked() => return Waited::Stop,
            Ok(got) => return Waited::Got(got),
            Err(RecvTimeoutError::Disconnected) => return Waited::Over,
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn bar(wanted: bool) -> ProgressBar {
    if !wanted || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_only_what_there_was() {
        let mut tally = Tally { documents: 12, claims: 308, failed: 1, skipped: 2, ..Tally::default() };
        assert_eq!(tally.summary(true), "12 documents, 308 claims; 1 file failed, 2 skipped");
        tally = Tally { documents: 1, ..Tally::default() };
        assert_eq!(tally.summary(false), "1 document");
    }

    #[test]
    fn nothing_found_is_told_apart_from_all_failed() {
        let failed = Tally { failed: 1, ..Tally::default() };
        assert_eq!((Tally::default().exit(), failed.exit()), (Exit::NoInput, Exit::Failed));
    }
}
