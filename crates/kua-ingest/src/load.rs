//! Reads one source and makes documents of what its format found.
//!
//! In: a [`Source`]. Out: items, documents last. Here the things are decided that all formats share: sizes, empty
//! files, the order of dates, the language. Not here: how a format is read (`format/`).

use crate::format::{self, Context, Parsed};
use crate::manifest::Entry;
use crate::plan::{Kind, Source};
use crate::{Fault, Item, Options, Warning, dates, guard, language};
use jiff::civil::Date;
use kua_record::{DateSource, Document, Language};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Reads `source` and hands its documents to `sink`, each after the warnings about it.
pub fn load(source: &Source, options: &Options, sink: &mut dyn FnMut(Item)) {
    if source.is_stdin() {
        return load_from(source, io::stdin().lock(), options, sink);
    }
    match open(&source.path) {
        Ok((file, size)) => read_source(source, file, Some(size), options, sink),
        Err(fault) => sink(Item::Failed(fault.at(&source.path, &source.name))),
    }
}

/// The same, from any reader instead of the file `source.path`.
pub fn load_from(source: &Source, reader: impl Read, options: &Options, sink: &mut dyn FnMut(Item)) {
    read_source(source, reader, None, options, sink);
}

fn read_source(
    source: &Source,
    reader: impl Read,
    size: Option<u64>,
    options: &Options,
    sink: &mut dyn FnMut(Item),
) {
    let mut reader = BufReader::with_capacity(HEAD_BYTES, reader);
    let fail =
        |fault: Fault, sink: &mut dyn FnMut(Item)| sink(Item::Failed(fault.at(&source.path, &source.name)));
    let head = match filled(&mut reader) {
        Ok([]) => return fail(empty(), sink),
        Ok(head) => head,
        Err(error) => return fail(Fault::new("open", "cannot read {}", io_reason(&error)), sink),
    };
    let kind = told_by_bytes(head, source.kind).or(source.kind).unwrap_or(Kind::Text);
    if kind == Kind::Text && source.kind.is_none() && is_not_read(&source.path) {
        let why = "this kind of file is not read";
        let hint = "save it as txt, docx or pdf, or, if it holds many texts, as jsonl or csv";
        return fail(Fault::new("kind", "cannot read {}", why).hint(hint), sink);
    }
    if matches!(kind, Kind::Jsonl | Kind::Csv | Kind::Tsv) {
        if let Err(fault) = rows(source, kind, reader, size, options, sink) {
            fail(fault, sink);
        }
        return;
    }
    // Plain text is stored as it is: a file larger than a text may be need not be read.
    let max = match kind {
        Kind::Text | Kind::Markdown => {
            options.limits.max_file_bytes.min(2 * options.limits.max_text_bytes as u64)
        }
        _ => options.limits.max_file_bytes,
    };
    let result = within(reader, size, max).and_then(|bytes| parse(kind, bytes, options));
    match result.and_then(|parsed| finished(parsed, options)) {
        Ok(parsed) => document(source, None, parsed, options, sink),
        Err(fault) => fail(fault, sink),
    }
}

fn context(options: &Options) -> Context {
    Context {
        encoding: options.encoding.clone(),
        text_field: options.text_field.clone(),
        limits: options.limits,
    }
}

fn parse(kind: Kind, bytes: Vec<u8>, options: &Options) -> Result<Parsed, Fault> {
    let context = context(options);
    let format: fn(&[u8], &Context) -> Result<Parsed, Fault> = match kind {
        Kind::Html => format::html::html,
        Kind::Pdf => format::pdf::pdf,
        Kind::Docx => format::docx::docx,
        Kind::Eml => format::eml::eml,
        _ => return format::text::text(&bytes, &context),
    };
    guard::run(options.limits.max_seconds_per_file, move || format(&bytes, &context))
}

/// Reads the rows of a jsonl or csv file one by one; a row is a document.
fn rows(
    source: &Source,
    kind: Kind,
    mut reader: impl BufRead,
    size: Option<u64>,
    options: &Options,
    sink: &mut dyn FnMut(Item),
) -> Result<(), Fault> {
    let context = context(options);
    let head = reader.fill_buf().map_err(|e| Fault::new("open", "cannot read {}", io_reason(&e)))?;
    // UTF-8 is read as it comes; the end of the head may cut a letter. Other files are converted as a whole.
    // JSON is always UTF-8 (RFC 8259), so there a bad byte is a damaged row and not another character set.
    let utf8 = std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true);
    let as_it_comes = options.encoding.is_none() && !head.contains(&0) && (utf8 || kind == Kind::Jsonl);
    let mut note = None;
    let mut any = false;
    let mut each = |number: usize, row: Result<Parsed, Fault>| {
        any = true;
        match row.and_then(|parsed| finished(parsed, options)) {
            Ok(parsed) => document(source, Some(number), parsed, options, sink),
            Err(fault) => {
                let name = format!("{}#{number}", source.name);
                sink(Item::Failed(fault.at(&source.path, &name)));
            }
        }
    };
    let delimiter = (kind == Kind::Tsv).then_some(b'\t');
    let mut run = |reader: &mut dyn BufRead| match kind {
        Kind::Jsonl => format::rows::jsonl(reader, &context, &mut each),
        _ => format::rows::csv(reader, delimiter, &context, &mut each),
    };
    if as_it_comes {
        run(&mut reader)?;
    } else {
        let bytes = within(reader, size, options.limits.max_file_bytes)?;
        let decoded = crate::encoding::decode(&bytes, options.encoding.as_deref())?;
        drop(bytes);
        if decoded.guessed {
            note = Some(format!(
                "`{}` is not UTF-8; read as {}",
                crate::error::one_line(&source.name),
                decoded.encoding
            ));
        }
        run(&mut decoded.text.as_bytes())?;
    }
    if let Some(note) = note {
        sink(Item::Warning(Warning::new("encoding", &source.path, note)));
    }
    if any { Ok(()) } else { Err(empty()) }
}

/// Kinds of file whose bytes may look like text but are markup or data.
fn is_not_read(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    NOT_READ.contains(&ending.as_str())
}

const NOT_READ: &[&str] = &[
    "json", "xml", "rtf", "doc", "odt", "xls", "xlsx", "ods", "ppt", "pptx", "mbox", "warc", "wacz", "svg",
    "css", "js", "toml", "yaml", "yml",
];

/// How much of a file is looked at to tell its kind.
const HEAD_BYTES: usize = 64 << 10;

/// The first bytes, as many as come at once.
fn filled<R: Read>(reader: &mut BufReader<R>) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(_) => break,
        }
    }
    Ok(reader.buffer())
}

/// The kind that the first bytes show: a PDF is one whatever its name says; the other kinds only where no name
/// tells (standard input, a file without an ending).
fn told_by_bytes(head: &[u8], named: Option<Kind>) -> Option<Kind> {
    if head.starts_with(b"%PDF-") {
        return Some(Kind::Pdf);
    }
    if named.is_some() {
        return None;
    }
    let start = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_lowercase();
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    let first = head.split(|b| *b == b'\n').next().unwrap_or(head);
    if head.starts_with(b"PK\x03\x04") {
        Some(Kind::Docx)
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") {
        Some(Kind::Html)
    } else if start.starts_with('{')
        && serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(first).is_ok()
    {
        Some(Kind::Jsonl)
    } else {
        None
    }
}

/// What every document must fulfil.
fn finished(parsed: Parsed, options: &Options) -> Result<Parsed, Fault> {
    if parsed.text.len() > options.limits.max_text_bytes {
        let why = format!("its text is larger than {}", mib(options.limits.max_text_bytes as u64));
        return Err(Fault::new("size", "{} is too large", why).hint("split it into several documents"));
    }
    if parsed.text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        return Err(empty());
    }
    Ok(parsed)
}

fn empty() -> Fault {
    Fault::new("empty", "{} is empty", "it holds no text")
}

/// A report is often put out some days after it was written; more than that looks like the date of the file.
const MAX_DAYS_APART: i32 = 7;

/// Turns what a format found into a document. `row`: its number in a file of rows, from 1.
fn document(
    source: &Source,
    row: Option<usize>,
    parsed: Parsed,
    options: &Options,
    sink: &mut dyn FnMut(Item),
) {
    let name = row.map_or_else(|| source.name.clone(), |row| format!("{}#{row}", source.name));
    let shown = crate::error::one_line(&name);
    for (code, what) in &parsed.notes {
        let what = what.replace("{}", &format!("`{shown}`"));
        sink(Item::Warning(Warning::new(code, &source.path, what)));
    }
    for (part, reason) in &parsed.left_out {
        // The name comes from the sender: it must not lead to another place.
        let part = crate::error::one_line(&part.replace(['/', '\\'], "_"));
        sink(Item::Skipped { path: source.path.join(part), reason: reason.clone() });
    }
    let entry = source.entry(row).cloned().unwrap_or_default();
    let dated = dated(&entry, &parsed, options);
    if let (Some((day, DateSource::Metadata)), Some((other, _))) = (dated, head_date(&parsed.text))
        && (day - other).get_days().abs() > MAX_DAYS_APART
    {
        let what = format!("the metadata of `{shown}` say {day}, its first lines say {other}; {day} is used");
        let hint = "if that is the day the file was made, give the right date in docs.json";
        sink(Item::Warning(Warning::new("date", &source.path, what).hint(hint)));
    }
    let language = entry.language.unwrap_or_else(|| {
        let found = language::identify(&parsed.text);
        if found.sure {
            return found.language;
        }
        if let Some(declared) = parsed.language {
            return declared;
        }
        let what = format!("cannot tell the language of `{shown}`: the text is too short or too odd");
        let hint = "name it in docs.json: {\"FILE\": {\"language\": \"en\"}}";
        sink(Item::Warning(Warning::new("language", &source.path, what).hint(hint)));
        Language::Other
    });
    sink(Item::Document(Box::new(Document {
        name,
        text: parsed.text,
        title: parsed.title,
        date: dated.map(|(day, _)| day),
        date_from: dated.map(|(_, from)| from),
        covers: entry.covers,
        language,
        outlet: entry.outlet.or(parsed.outlet),
        author: entry.author.or(parsed.author),
        url: entry.url.or(parsed.url),
        kind: entry.kind,
        licence: entry.licence,
        origin: entry.origin,
        pages: parsed.pages,
    })));
}

/// The document's date by the order of `CLI.md`.
fn dated(entry: &Entry, parsed: &Parsed, options: &Options) -> Option<(Date, DateSource)> {
    entry
        .date
        .map(|day| (day, DateSource::Manifest))
        .or(parsed.date.map(|day| (day, DateSource::Metadata)))
        .or_else(|| head_date(&parsed.text))
        .or(parsed.weak_date.map(|day| (day, DateSource::Metadata)))
        .or(options.date.map(|day| (day, DateSource::Option)))
}

/// The date that the first lines of a text give.
fn head_date(text: &str) -> Option<(Date, DateSource)> {
    dates::date_line(text)
        .map(|day| (day, DateSource::Line))
        .or_else(|| dates::dateline(text).map(|day| (day, DateSource::Dateline)))
}

/// Opens a regular file and tells its size in bytes.
fn open(path: &Path) -> Result<(File, u64), Fault> {
    let cannot = |error: io::Error| {
        Fault::new("open", "cannot open {}", io_reason(&error))
            .hint("check that the path exists and that you may read it")
    };
    let about = std::fs::metadata(path).map_err(cannot)?;
    if !about.is_file() {
        // Opening a pipe nobody writes to would wait for ever.
        return Err(Fault::new("open", "cannot read {}", "it is a device or a pipe, not a file")
            .hint("pass its content on standard input: … | kua read -"));
    }
    Ok((File::open(path).map_err(cannot)?, about.len()))
}

/// The bytes of a file as a whole.
pub(crate) fn read_whole(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Fault> {
    let (file, size) = open(path)?;
    within(file, Some(size), max_bytes)
}

/// All bytes of `reader`, refused by size before they are read where the size is known.
fn within(reader: impl Read, size: Option<u64>, max_bytes: u64) -> Result<Vec<u8>, Fault> {
    let too_large = || {
        Fault::new("size", "{} is too large", format!("it is larger than {}", mib(max_bytes)))
            .hint("split it into several files")
    };
    if size.is_some_and(|size| size > max_bytes) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    reader
        .take(max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| Fault::new("open", "cannot read {}", io_reason(&error)))?;
    if bytes.len() as u64 > max_bytes { Err(too_large()) } else { Ok(bytes) }
}

/// The reason of an input fault in plain words.
pub(crate) fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string(),
    }
}

fn mib(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}
