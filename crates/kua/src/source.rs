//! The flags that say what to read and how, shared by all commands that take PATH.

use crate::exit::{Exit, Fault};
use jiff::civil::{Date, DateTime, Time};
use kua_record::Language;
use std::path::PathBuf;

/// PATH… and how to read it.
#[derive(Debug, Clone, clap::Args)]
pub struct PathArgs {
    /// Files, folders (walked in name order), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to read them.
    #[command(flatten)]
    pub how: HowArgs,
}

/// How to read documents.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct HowArgs {
    /// JSON object: file name → date, covers, outlet, kind … (docs.json beside the files is found by itself)
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub manifest: Option<PathBuf>,
    /// Date of documents that have none of their own: YYYY-MM-DD, or YYYY-MM-DDTHH:MM
    #[arg(long, value_name = "DATE", value_parser = day, help_heading = "Reading")]
    pub date: Option<Day>,
    /// Language of all documents (en, ru, kk) instead of the one found
    #[arg(long, value_name = "CODE", value_parser = language, help_heading = "Reading")]
    pub language: Option<Lang>,
    /// Character set of text files instead of the one found, e.g. windows-1251
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub encoding: Option<String>,
    /// Field or column that holds the text in jsonl and csv files
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub text_field: Option<String>,
    /// Largest file that is read as a whole: 500k, 256M, 2G (files of rows may be larger) [default: 256M]
    #[arg(long, value_name = "SIZE", value_parser = size, help_heading = "Limits")]
    pub max_file_size: Option<u64>,
    /// Largest text of one document or row, also after unpacking [default: 32M]
    #[arg(long, value_name = "SIZE", value_parser = size, help_heading = "Limits")]
    pub max_text_size: Option<u64>,
    /// Deepest nesting of folders, and of elements in HTML and XML [default: 256]
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub max_depth: Option<usize>,
    /// Longest time for one file, in seconds [default: 60]
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub max_seconds: Option<u64>,
    /// Threads to use; the output is the same at any number [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), help_heading = "Reading")]
    pub threads: Option<u16>,
    /// Only errors on standard error: no warnings, no summary
    #[arg(short, long, help_heading = "Reading")]
    pub quiet: bool,
}

/// A day, with a time of day where one is given.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// The time of day; only `inspect times` uses it.
    pub time: Option<Time>,
}

/// A language by its code.
#[derive(Debug, Clone, Copy)]
pub struct Lang(pub Language);

impl HowArgs {
    /// The same as ingest takes it.
    pub fn options(&self) -> kua_ingest::Options {
        kua_ingest::Options {
            date: self.date.map(|day| day.date),
            manifest: self.manifest.clone(),
            text_field: self.text_field.clone(),
            encoding: self.encoding.clone(),
            limits: self.limits(),
        }
    }

    /// The limits asked for, the defaults where none are.
    fn limits(&self) -> kua_ingest::Limits {
        let default = kua_ingest::Limits::default();
        kua_ingest::Limits {
            max_file_bytes: self.max_file_size.unwrap_or(default.max_file_bytes),
            max_text_bytes: self
                .max_text_size
                .map_or(default.max_text_bytes, |n| usize::try_from(n).unwrap_or(usize::MAX)),
            max_depth: self.max_depth.unwrap_or(default.max_depth),
            max_seconds_per_file: self.max_seconds.unwrap_or(default.max_seconds_per_file),
        }
    }

    /// A pool with as many threads as asked for.
    ///
    /// # Errors
    /// If the system gives no threads.
    pub fn pool(&self) -> Result<rayon::ThreadPool, Fault> {
        rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads.map_or(0, usize::from))
            .stack_size(16 << 20)
            .build()
            .map_err(|error| Fault::new(Exit::Failed, "threads", "cannot start the threads").why(error))
    }
}

fn day(words: &str) -> Result<Day, String> {
    // Only what is asked for: the parser of dates knows more forms, and a slip should not be a date.
    let plain = |n: usize| words.len() == n && words.is_ascii();
    if plain(10)
        && let Ok(date) = words.parse::<Date>()
    {
        return Ok(Day { date, time: None });
    }
    if plain(16)
        && let Ok(at) = words.parse::<DateTime>()
    {
        return Ok(Day { date: at.date(), time: Some(at.time()) });
    }
    Err("a date is YYYY-MM-DD".to_owned())
}

fn language(code: &str) -> Result<Lang, String> {
    match kua_ingest::language::from_code(code) {
        Language::Other if code != "other" => Err("languages are en, ru, kk, other".to_owned()),
        language => Ok(Lang(language)),
    }
}

/// `500k`, `256M`, `2G` or plain bytes; steps of 1,024.
fn size(words: &str) -> Result<u64, String> {
    let (digits, shift) = match words.char_indices().last() {
        Some((i, 'k' | 'K')) => (&words[..i], 10),
        Some((i, 'm' | 'M')) => (&words[..i], 20),
        Some((i, 'g' | 'G')) => (&words[..i], 30),
        _ => (words, 0),
    };
    let n: u64 = digits
        .parse()
        .map_err(|_| "a size is a number of bytes, or of k, M, G: 500k, 256M, 2G".to_owned())?;
    n.checked_mul(1 << shift).filter(|n| *n > 0).ok_or_else(|| "the size is out of range".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units_of_1024() {
        assert_eq!(size("500k"), Ok(500 << 10));
        assert_eq!(size("256M"), Ok(256 << 20));
        assert_eq!(size("12"), Ok(12));
        assert!(
            size("0").is_err() && size("M").is_err() && size("5 M").is_err() && size("99999999999G").is_err()
        );
    }
}
