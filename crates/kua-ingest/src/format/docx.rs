//! A Word document: its paragraphs and tables.
//!
//! In: the bytes of a .docx file. Out: paragraphs with an empty line between, rows of tables as lines with their
//! cells set off by tabs, title and author of the core properties. The day it was created is only a weak date: the
//! file is often typed long after the report, so a dateline goes before it.
//! Not here: headers, footers, comments and deleted text; footnotes are listed as left out. Never unpacked whole:
//! sizes are capped while reading, whatever the archive says of itself.

use super::{Context, Parsed};
use crate::{Fault, dates, language};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Markup is at most this many times as large as its text; more is a bomb.
const MARKUP_FACTOR: u64 = 4;
const MAX_PROPERTIES_BYTES: u64 = 1 << 20;

/// Reads a .docx file.
///
/// # Errors
/// `docx` if it is no archive or holds no document; `encrypted` if it has a password; `size` if it unpacks to
/// more than is read; `depth` if its elements lie too deep within one another.
pub fn docx(bytes: &[u8], context: &Context) -> Result<Parsed, Fault> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        // What Word writes for a password, and the format of before 2007, are the same container.
        return Err(Fault::new(
            "encrypted",
            "cannot read {}",
            "it is protected by a password, or an old .doc file",
        )
        .hint("open it in Word or LibreOffice and save it as .docx without a password"));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e.to_string()))?;
    let mut parsed = Parsed::default();
    if let Some(xml) = part(&mut archive, "docProps/core.xml", MAX_PROPERTIES_BYTES)? {
        properties(xml, &mut parsed);
    }
    if archive.index_for_name("word/footnotes.xml").is_some() {
        parsed.left_out.push(("footnotes".to_owned(), "footnotes of the document".to_owned()));
    }
    let max = MARKUP_FACTOR * context.limits.max_text_bytes as u64;
    let xml = part(&mut archive, "word/document.xml", max)?
        .ok_or_else(|| broken("it holds no word/document.xml"))?;
    parsed.text = body(xml, context)?;
    Ok(parsed)
}

fn broken(why: &str) -> Fault {
    Fault::new(
        "docx",
        "cannot read {} as a Word document",
        format!("the file is damaged or no .docx ({why})"),
    )
    .hint("open it in Word or LibreOffice and save it again as .docx")
}

/// A part of the archive as a stream of at most `max` bytes.
fn part<'a, 'b>(
    archive: &'a mut Archive<'b>,
    name: &str,
    max: u64,
) -> Result<Option<impl BufRead + use<'a, 'b>>, Fault> {
    match archive.by_name(name) {
        Ok(file) => Ok(Some(BufReader::new(Capped { inner: file, left: max }))),
        Err(ZipError::FileNotFound) => Ok(None),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            Err(Fault::new("encrypted", "cannot read {}", "it is protected by a password"))
        }
        Err(e) => Err(broken(&e.to_string())),
    }
}

/// Fails instead of ending when more than `left` bytes come: the end of the text must not be lost in silence.
struct Capped<R> {
    inner: R,
    left: u64,
}

const TOO_LARGE: &str = "too large when unpacked";

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| std::io::Error::other(TOO_LARGE))?;
        Ok(read)
    }
}

/// The text of `word/document.xml`.
///
/// # Errors
/// As [`docx`].
pub fn body(xml: impl BufRead, context: &Context) -> Result<String, Fault> {
    let mut reader = Reader::from_reader(xml);
    // Word closes what it opens, but a slip in a name should not lose a testimony.
    reader.config_mut().check_end_names = false;
    let mut out = Body::default();
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|e| {
            let why = e.to_string();
            if why.contains(TOO_LARGE) { bomb() } else { broken(&why) }
        })?;
        match event {
            Event::Start(tag) => {
                out.depth += 1;
                if out.depth > context.limits.max_depth {
                    let why = "its elements lie too deep within one another";
                    return Err(Fault::new("depth", "cannot read {}", why).hint("save its text as txt"));
                }
                out.open(tag.local_name().as_ref());
            }
            Event::Empty(tag) => {
                out.open(tag.local_name().as_ref());
                out.close(tag.local_name().as_ref());
            }
            Event::End(tag) => {
                out.depth = out.depth.saturating_sub(1);
                out.close(tag.local_name().as_ref());
            }
            Event::Text(text) => out.words(&text),
            Event::CData(text) => out.words(&text),
            Event::GeneralRef(name) => {
                if let Ok(Some(letter)) = name.resolve_char_ref() {
                    out.words(letter.encode_utf8(&mut [0; 4]));
                } else {
                    out.words(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or(""));
                }
            }
            Event::Eof => break,
            _ => {}
        }
        if out.text.len() + out.line.len() > context.limits.max_text_bytes {
            return Err(bomb());
        }
        buffer.clear();
    }
    if out.depth > 0 {
        return Err(broken("it ends in the middle"));
    }
    Ok(out.text)
}

fn bomb() -> Fault {
    Fault::new("size", "{} is too large", "it unpacks to more than is read of one document")
        .hint("split it into several documents")
}

/// Collects lines: paragraphs outside of tables, rows inside.
#[derive(Default)]
struct Body {
    text: String,
    line: String,
    depth: usize,
    /// Depth of `w:t`; text outside of it is layout.
    in_text: usize,
    /// Depth of what stands beside for older programs and would double the text.
    in_fallback: usize,
    in_table: usize,
    rows_written: usize,
}

impl Body {
    fn open(&mut self, name: &str) {
        match name {
            "Fallback" => self.in_fallback += 1,
            "t" => self.in_text += 1,
            "tbl" => {
                if self.in_table == 0 {
                    self.end_line("\n\n");
                    self.rows_written = 0;
                }
                self.in_table += 1;
            }
            "tc" if !self.line.is_empty() => self.line.push('\t'),
            "tab" => self.words_anyway(" "),
            "br" | "cr" => self.words_anyway(if self.in_table > 0 { " " } else { "\n" }),
            "noBreakHyphen" => self.words_anyway("\u{2011}"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Fallback" => self.in_fallback = self.in_fallback.saturating_sub(1),
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "p" if self.in_table == 0 => self.end_line("\n\n"),
            "p" if !self.line.is_empty() && !self.line.ends_with(['\t', ' ']) => self.line.push(' '),
            "tr" if self.in_table == 1 => {
                let gap = if self.rows_written == 0 { "\n\n" } else { "\n" };
                self.rows_written += usize::from(!self.line.trim().is_empty());
                self.end_line(gap);
            }
            "tbl" => self.in_table = self.in_table.saturating_sub(1),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_text > 0 {
            self.words_anyway(words);
        }
    }

    fn words_anyway(&mut self, words: &str) {
        if self.in_fallback == 0 {
            self.line.push_str(words);
        }
    }

    /// Puts the line at the end of the text, `gap` before it.
    fn end_line(&mut self, gap: &str) {
        let line = self.line.split('\t').map(str::trim).collect::<Vec<_>>().join("\t");
        let line = line.trim();
        if !line.is_empty() {
            if !self.text.is_empty() {
                self.text.push_str(gap);
            }
            self.text.push_str(line);
        }
        self.line.clear();
    }
}

/// Title, author, language and day of creation. A fault here loses them, not the text.
fn properties(xml: impl BufRead, parsed: &mut Parsed) {
    let mut reader = Reader::from_reader(xml);
    let (mut buffer, mut field, mut value) = (Vec::new(), String::new(), String::new());
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(tag) => {
                field = tag.local_name().as_ref().to_owned();
                value.clear();
            }
            Event::Text(text) => value.push_str(&text),
            Event::GeneralRef(name) => {
                value.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap_or(""));
            }
            Event::End(_) => {
                let found = Some(value.trim().to_owned()).filter(|v| !v.is_empty());
                match field.as_str() {
                    "title" => parsed.title = found,
                    "creator" => parsed.author = found,
                    "language" => parsed.language = found.as_deref().map(language::from_code),
                    "created" => parsed.weak_date = found.as_deref().and_then(dates::parse),
                    _ => {}
                }
                field.clear();
            }
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
}
