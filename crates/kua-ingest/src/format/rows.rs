//! Rows of jsonl, csv and tsv files: a document a row, read one by one.
//!
//! In: a reader of UTF-8 bytes. Out: for each row its number and [`Parsed`], or its fault; the other rows go on.
//! A row of jsonl is numbered by its line, a row of csv by its place below the header, both from 1. Fields used:
//! the text field, `date`, `title`, `url`, `author`, `outlet`, `language`; others are left alone.
//! A row is never held in memory beyond `limits.max_text_bytes`.

use super::{Context, Parsed};
use crate::{Fault, dates, language};
use serde_json::Value;
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Fields that may hold the text, the first that a row has is taken.
const TEXT_FIELDS: &[&str] = &["text", "body", "content"];

/// Reads jsonl rows from `reader` and hands each to `sink` with its line number, from 1. Empty lines are passed over.
///
/// # Errors
/// `row` if the file is one JSON value over many lines; `open` if the reader fails, and what was handed on before
/// stands.
pub fn jsonl(
    mut reader: impl BufRead,
    context: &Context,
    sink: &mut dyn FnMut(usize, Result<Parsed, Fault>),
) -> Result<(), Fault> {
    let mut line = Vec::new();
    let mut any = false;
    for number in 1.. {
        match next_line(&mut reader, context.limits.max_text_bytes, &mut line).map_err(unreadable)? {
            Line::End => break,
            Line::TooLong => sink(number, Err(too_long(context))),
            Line::Whole if line.iter().all(u8::is_ascii_whitespace) => continue,
            // Else every line of it would be an error of its own.
            Line::Whole if !any && is_one_json(&line) => {
                let why = "it is one JSON value over many lines, not an object a line";
                return Err(
                    Fault::new("row", "cannot read {} as jsonl", why).hint("jq -c '.[]' {} > rows.jsonl")
                );
            }
            Line::Whole => sink(number, jsonl_row(&line, context)),
        }
        any = true;
    }
    Ok(())
}

/// The first line of JSON that was laid out for people: `[`, `{`, or an array begun.
fn is_one_json(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
    line == b"{" || line.starts_with(b"[")
}

/// Reads one line of a jsonl file.
///
/// # Errors
/// `encoding` if it is not UTF-8; `row` if it is no JSON object with a text field that holds words.
pub fn jsonl_row(line: &[u8], context: &Context) -> Result<Parsed, Fault> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let text = std::str::from_utf8(line).map_err(|e| {
        Fault::new(
            "encoding",
            format!("cannot read {{}} as UTF-8 (byte {})", e.valid_up_to()),
            "JSON is always UTF-8",
        )
        .hint("name the character set of the file with --encoding")
    })?;
    let value: Value = serde_json::from_str(text)
        .map_err(|e| Fault::new("row", "cannot read {}", format!("it is not valid JSON: {e}")))?;
    let Value::Object(mut fields) = value else {
        return Err(Fault::new("row", "cannot read {}", "it is not a JSON object"));
    };
    let names: Vec<&str> = match &context.text_field {
        Some(name) => vec![name],
        None => TEXT_FIELDS.to_vec(),
    };
    let text = names.iter().find_map(|name| match fields.remove(*name)? {
        Value::String(text) => Some(text),
        _ => None,
    });
    let Some(text) = text else {
        let has: Vec<&str> = fields.keys().map(String::as_str).take(12).collect();
        return Err(no_text(&names, &has));
    };
    Ok(row(text, |name| match fields.get(name)? {
        Value::String(words) => Some(words.clone()),
        Value::Array(items) => Some(items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }))
}

/// Reads csv (or tsv) rows from `reader` and hands each to `sink` with its number below the header, from 1.
///
/// `delimiter`: the byte between fields; `None`: comma, semicolon or tab, whichever the header has most of.
///
/// # Errors
/// `row` if the header has no column for the text; `open` if the reader fails.
pub fn csv(
    mut reader: impl BufRead,
    delimiter: Option<u8>,
    context: &Context,
    sink: &mut dyn FnMut(usize, Result<Parsed, Fault>),
) -> Result<(), Fault> {
    let delimiter = match delimiter {
        Some(byte) => byte,
        None => delimiter_of(reader.fill_buf().map_err(unreadable)?),
    };
    let watch = Watch::default();
    let input = Watched { inner: reader, watch: watch.clone(), max: context.limits.max_text_bytes as u64 };
    let mut table =
        ::csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(true).from_reader(input);
    let header: Vec<String> = match table.byte_headers() {
        Ok(header) => header.iter().map(|h| column_name(&String::from_utf8_lossy(h))).collect(),
        Err(e) => return Err(csv_fault(&e, context)),
    };
    let wanted: Vec<String> = match &context.text_field {
        Some(name) => vec![column_name(name)],
        None => TEXT_FIELDS.iter().map(|name| (*name).to_owned()).collect(),
    };
    let Some(column) = wanted.iter().find_map(|name| header.iter().position(|h| h == name)) else {
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
        let has: Vec<&str> = header.iter().map(String::as_str).take(12).collect();
        return Err(no_text(&wanted, &has));
    };
    let mut record = ::csv::ByteRecord::new();
    for number in 1.. {
        watch.read.set(0);
        match table.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) if watch.is_open_at_end() => {
                let why =
                    "a quotation mark opens a field and never closes, so the rows after it are lost in it";
                sink(number, Err(Fault::new("row", "cannot read {}", why).hint("close the quotation mark")));
            }
            Ok(true) => sink(number, csv_row(&record, &header, column)),
            Err(e) => {
                sink(number, Err(csv_fault(&e, context)));
                // After a fault of the reader the place in the file is unknown.
                if e.is_io_error() {
                    break;
                }
            }
        }
    }
    Ok(())
}

fn csv_row(record: &::csv::ByteRecord, header: &[String], column: usize) -> Result<Parsed, Fault> {
    let field = |at: usize| std::str::from_utf8(record.get(at).unwrap_or(b""));
    let text = field(column).map_err(|e| {
        Fault::new(
            "encoding",
            "cannot read {} as UTF-8",
            format!("byte {} of its text is not UTF-8", e.valid_up_to()),
        )
        .hint("name the character set of the file with --encoding")
    })?;
    Ok(row(text.to_owned(), |name| {
        let at = header.iter().position(|h| h == name)?;
        field(at).ok().map(str::to_owned)
    }))
}

/// What jsonl and csv share: the fields beside the text.
fn row(text: String, get: impl Fn(&str) -> Option<String>) -> Parsed {
    let field = |name: &str| get(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    let mut parsed = Parsed {
        text,
        title: field("title"),
        url: field("url"),
        author: field("author"),
        outlet: field("outlet"),
        language: field("language").map(|code| language::from_code(&code)),
        ..Parsed::default()
    };
    if let Some(words) = field("date") {
        parsed.date = dates::parse(&words);
        if parsed.date.is_none() {
            let words: String = words.chars().take(40).collect();
            parsed.notes.push((
                "date",
                format!("cannot tell the day in the date of {{}} (\"{words}\"); it is left out"),
            ));
        }
    }
    parsed
}

fn no_text(wanted: &[&str], has: &[&str]) -> Fault {
    let why = format!("it has no field {} that holds words; it has: {}", wanted.join(", "), has.join(", "));
    Fault::new("row", "cannot find the text of {}", why).hint("name the field with --text-field")
}

fn column_name(name: &str) -> String {
    name.trim_start_matches('\u{FEFF}').trim().to_lowercase()
}

/// Comma, semicolon or tab, whichever the first line has most of outside of quotation marks.
fn delimiter_of(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(d, _)| d == byte).for_each(|(_, n)| *n += 1),
            _ => {}
        }
    }
    // The comma wins a draw: it stands first, and `max_by_key` takes the last of equals.
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(d, _)| *d)
}

fn too_long(context: &Context) -> Fault {
    Fault::new(
        "size",
        "{} is too large",
        format!("it is longer than {} bytes", context.limits.max_text_bytes),
    )
}

fn unreadable(error: io::Error) -> Fault {
    Fault::new("open", "cannot read {} to its end", crate::load::io_reason(&error))
}

fn csv_fault(error: &::csv::Error, context: &Context) -> Fault {
    match error.kind() {
        ::csv::ErrorKind::Io(e) if e.to_string() == TOO_LONG => too_long(context)
            .hint("look for a quotation mark that is never closed; the rows after it were not read"),
        ::csv::ErrorKind::Io(e) => Fault::new("open", "cannot read {} to its end", crate::load::io_reason(e)),
        _ => Fault::new("row", "cannot read {}", format!("it is not valid csv: {error}")),
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// The next line without its end; a line over `max` bytes is passed over without being kept.
fn next_line(reader: &mut impl BufRead, max: usize, line: &mut Vec<u8>) -> io::Result<Line> {
    line.clear();
    let (mut any, mut long) = (false, false);
    loop {
        let chunk = match reader.fill_buf() {
            Ok(chunk) => chunk,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        if chunk.is_empty() {
            break;
        }
        any = true;
        let end = chunk.iter().position(|b| *b == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        long |= line.len() + part.len() > max;
        if !long {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(if !any {
        Line::End
    } else if long {
        line.clear();
        line.shrink_to_fit();
        Line::TooLong
    } else {
        Line::Whole
    })
}

const TOO_LONG: &str = "row too long";

/// What has come through a [`Watched`] reader.
#[derive(Clone, Default)]
struct Watch {
    /// Bytes since the last row.
    read: Rc<Cell<u64>>,
    quotes: Rc<Cell<u64>>,
    ended: Rc<Cell<bool>>,
}

impl Watch {
    /// Every quoted field has two marks and every mark inside is doubled: an odd number is an open field.
    fn is_open_at_end(&self) -> bool {
        self.ended.get() && self.quotes.get() % 2 == 1
    }
}

/// Fails when one row takes more than `max` bytes: the csv library would go on collecting it.
struct Watched<R> {
    inner: R,
    watch: Watch,
    max: u64,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.watch.read.get() > self.max {
            return Err(io::Error::other(TOO_LONG));
        }
        let read = self.inner.read(buffer)?;
        self.watch.read.set(self.watch.read.get() + read as u64);
        let quotes = buffer[..read].iter().filter(|b| **b == b'"').count() as u64;
        self.watch.quotes.set(self.watch.quotes.get() + quotes);
        self.watch.ended.set(read == 0);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;
    use jiff::civil::date;
    use kua_record::Language;

    fn rows(run: impl FnOnce(&mut dyn FnMut(usize, Result<Parsed, Fault>))) -> Vec<(usize, String)> {
        let mut found = Vec::new();
        run(&mut |n, row| found.push((n, row.map_or_else(|e| format!("error {}", e.code), |p| p.text))));
        found
    }

    fn of_jsonl(text: &str, context: &Context) -> Vec<(usize, String)> {
        rows(|sink| jsonl(text.as_bytes(), context, sink).unwrap())
    }

    fn of_csv(text: &str) -> Vec<(usize, String)> {
        rows(|sink| csv(text.as_bytes(), None, &Context::default(), sink).unwrap())
    }

    fn found(rows: &[(usize, &str)]) -> Vec<(usize, String)> {
        rows.iter().map(|(n, text)| (*n, (*text).to_owned())).collect()
    }

    #[test]
    fn a_bad_line_is_an_error_and_the_others_go_on() {
        let text = "{\"text\": \"one\"}\n\n{\"text\": \n[]\r\n{\"body\": \"two\"}\r\n{\"a\": 1}\n{\"content\": \"three\"}";
        assert_eq!(
            of_jsonl(text, &Context::default()),
            found(&[
                (1, "one"),
                (3, "error row"),
                (4, "error row"),
                (5, "two"),
                (6, "error row"),
                (7, "three")
            ])
        );
    }

    #[test]
    fn json_laid_out_for_people_is_one_error() {
        for text in ["[\n {\"text\": \"a\"}\n]", "{\n\"text\": \"a\"\n}", "[{\"text\": \"a\"}]"] {
            let mut rows = 0;
            let fault = jsonl(text.as_bytes(), &Context::default(), &mut |_, _| rows += 1).unwrap_err();
            assert_eq!((fault.code, rows), ("row", 0), "{text}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_never_kept() {
        let limits = Limits { max_text_bytes: 30, ..Limits::default() };
        let context = Context { limits, ..Context::default() };
        let text = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"short\"}}\n", "x".repeat(100_000));
        assert_eq!(of_jsonl(&text, &context), found(&[(1, "error size"), (2, "short")]));
    }

    #[test]
    fn fields_of_a_row_fill_the_document() {
        let line = r#"{"text": "t", "date": "2024-05-18T10:00:00Z", "title": "T", "url": "u", "author": ["A", "B"],
            "outlet": "O", "language": "kk"}"#;
        let parsed = jsonl_row(line.as_bytes(), &Context::default()).unwrap();
        assert_eq!(parsed.date, Some(date(2024, 5, 18)));
        assert_eq!((parsed.author.as_deref(), parsed.language), (Some("A, B"), Some(Language::Kk)));
        let odd = jsonl_row(br#"{"text": "t", "date": "03/04/2024"}"#, &Context::default()).unwrap();
        assert_eq!((odd.date, odd.notes.len()), (None, 1));
    }

    #[test]
    fn the_text_field_can_be_named() {
        let context = Context { text_field: Some("story".to_owned()), ..Context::default() };
        assert_eq!(of_jsonl("{\"text\": \"a\", \"story\": \"b\"}", &context), found(&[(1, "b")]));
        assert_eq!(of_jsonl("{\"text\": \"a\"}", &context), found(&[(1, "error row")]));
    }

    #[test]
    fn csv_rows_are_read_by_any_usual_delimiter() {
        assert_eq!(
            of_csv("id,Text\n1,\"one, two\nthree\"\n2,four\n"),
            found(&[(1, "one, two\nthree"), (2, "four")])
        );
        assert_eq!(of_csv("\u{FEFF}text;date\nодин, два;2024-05-18\n"), found(&[(1, "один, два")]));
        assert_eq!(of_csv("date\ttext\n2024-05-18\tone\n"), found(&[(1, "one")]));
    }

    #[test]
    fn a_quotation_mark_never_closed_is_named() {
        assert_eq!(of_csv("text\none\n\"two\nthree\n"), found(&[(1, "one"), (2, "error row")]));
        assert_eq!(of_csv("text\n\"one\"\n\"tw\"\"o\""), found(&[(1, "one"), (2, "tw\"o")]));
    }

    #[test]
    fn a_table_without_a_text_column_is_one_error() {
        let fault = csv(&b"a,b\n1,2\n"[..], None, &Context::default(), &mut |_, _| {}).unwrap_err();
        assert!(fault.why.contains("it has: a, b"), "{}", fault.why);
    }
}
