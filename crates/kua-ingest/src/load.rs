//! Reads one source and makes documents of what its format found.
//!
//! In: a [`Source`]. Out: items, documents last. Here the things are decided that all formats share: sizes, empty
//! files, the order of dates, the language. Not here: how a format is read (`format/`).

use crate::format::{self, Context, Parsed};
use crate::plan::{Kind, Source};
use crate::{Fault, Item, Options, Warning, dates, guard, language};
use kua_record::{DateSource, Document, Language};
use std::fs::File;
use std::io::{self, Read};
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
    let result = within(reader, size, options.limits.max_file_bytes).and_then(|bytes| {
        if bytes.is_empty() {
            return Err(empty());
        }
        let kind = told_by_bytes(&bytes).or(source.kind).unwrap_or(Kind::Text);
        parse(kind, bytes, options)
    });
    match result.and_then(|parsed| finished(parsed, options)) {
        Ok(parsed) => document(source, None, parsed, options, sink),
        Err(fault) => sink(Item::Failed(fault.at(&source.path, &source.name))),
    }
}

fn parse(kind: Kind, bytes: Vec<u8>, options: &Options) -> Result<Parsed, Fault> {
    let context = Context {
        encoding: options.encoding.clone(),
        text_field: options.text_field.clone(),
        limits: options.limits,
    };
    match kind {
        Kind::Text | Kind::Markdown => format::text::text(&bytes, &context),
        _ => guard::run(options.limits.max_seconds_per_file, move || {
            Err(Fault::new("kind", "cannot read {}", "this kind of file is not read yet"))
        }),
    }
}

/// The kind that the first bytes show, whatever the name says.
fn told_by_bytes(bytes: &[u8]) -> Option<Kind> {
    bytes.starts_with(b"%PDF-").then_some(Kind::Pdf)
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
    for (part, reason) in parsed.left_out {
        sink(Item::Skipped { path: source.path.join(part), reason });
    }
    let entry = source.entry(row).cloned().unwrap_or_default();
    let (date, date_from) = [
        (entry.date, DateSource::Manifest),
        (parsed.date, DateSource::Metadata),
        (dates::date_line(&parsed.text), DateSource::Line),
    ]
    .into_iter()
    .find(|(date, _)| date.is_some())
    .or_else(|| {
        Some((dates::dateline(&parsed.text), DateSource::Dateline)).filter(|(date, _)| date.is_some())
    })
    .unwrap_or((options.date, DateSource::Option));

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
        date,
        date_from: date.map(|_| date_from),
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
