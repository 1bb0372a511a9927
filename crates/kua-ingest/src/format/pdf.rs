//! A PDF: the text layer of its pages.
//!
//! In: bytes. Out: the text with the places where pages begin, title, author and day of creation. Lines of a
//! paragraph are joined, words divided at the end of a line are made whole. Not here: pictures of text (a scan is
//! an error that says so), forms, and passwords.

use super::{Context, Parsed, lines};
use crate::Fault;
use jiff::civil::Date;
use kua_record::PageMark;
use pdf_oxide::PdfDocument;
use pdf_oxide::object::Object;

/// More pages than any report has; a damaged file may claim any number.
const MAX_PAGES: usize = 50_000;

/// Reads a PDF.
///
/// # Errors
/// `encrypted` if it needs a password; `scan` if no page has text; `size` if the text is too large; `pdf` if it
/// is damaged.
pub fn pdf(bytes: &[u8], context: &Context) -> Result<Parsed, Fault> {
    let document = PdfDocument::from_bytes(bytes.to_vec()).map_err(|e| fault(&e))?;
    if document.is_encrypted() && !document.authenticate(b"").unwrap_or(false) {
        return Err(encrypted());
    }
    let count = document.page_count().map_err(|e| fault(&e))?;
    if count == 0 {
        return Err(broken("it has no pages"));
    }
    if count > MAX_PAGES {
        return Err(Fault::new("size", "{} is too large", format!("it has more than {MAX_PAGES} pages"))
            .hint("split it into several files"));
    }
    let (mut empty, mut failed) = (Vec::new(), Vec::new());
    let (mut raw, mut size) = (Vec::new(), 0);
    for page in 0..count {
        raw.push(match document.extract_text(page) {
            Ok(words) => words,
            Err(pdf_oxide::Error::EncryptedPdf) => return Err(encrypted()),
            Err(_) => {
                failed.push((page + 1).to_string());
                String::new()
            }
        });
        size += raw[page].len();
        if size > context.limits.max_text_bytes {
            return Err(Fault::new(
                "size",
                "{} is too large",
                "it holds more text than is read of one document",
            )
            .hint("split it into several files"));
        }
    }
    let mut parsed = Parsed::default();
    for (page, number) in lines::without_furniture(&raw).iter().zip(1..) {
        let words = lines::joined(page);
        if words.is_empty() {
            empty.push(number.to_string());
            continue;
        }
        // A sentence may run on over the page: then the pages are one paragraph.
        if !parsed.text.is_empty() {
            parsed.text.push_str(if lines::runs_on(&parsed.text, &words) { " " } else { "\n\n" });
        }
        parsed.pages.push(PageMark { page: number, start: parsed.text.len() });
        parsed.text.push_str(&words);
    }
    if parsed.text.is_empty() {
        return Err(if failed.len() == count {
            broken("none of its pages can be read")
        } else {
            Fault::new(
                "scan",
                "cannot read {}: no text layer, needs OCR",
                "its pages hold no letters: they are pictures of text, or empty",
            )
            .hint("run a text recogniser on it first, for example: ocrmypdf {} out.pdf")
        });
    }
    if !failed.is_empty() {
        parsed.notes.push(("pdf", format!("{{}}: could not read page {}", failed.join(", "))));
    } else if !empty.is_empty() {
        parsed
            .notes
            .push(("scan", format!("{{}}: no text on page {} (empty, or a picture)", empty.join(", "))));
    }
    properties(&document, &mut parsed);
    Ok(parsed)
}

fn encrypted() -> Fault {
    Fault::new("encrypted", "cannot read {}", "the PDF is protected by a password")
        .hint("open it with its password and save it without one")
}

fn broken(why: &str) -> Fault {
    Fault::new("pdf", "cannot read {} as a PDF", format!("the file is damaged or cut off ({why})"))
        .hint("get the file again, or open it in a PDF program and save it anew")
}

fn fault(error: &pdf_oxide::Error) -> Fault {
    match error {
        pdf_oxide::Error::EncryptedPdf => encrypted(),
        other => broken(&crate::error::one_line(&other.to_string()).chars().take(200).collect::<String>()),
    }
}

/// Title, author and day of creation. What cannot be read of them is left empty.
fn properties(document: &PdfDocument, parsed: &mut Parsed) {
    let Some(info) = document.trailer().as_dict().and_then(|trailer| trailer.get("Info")) else { return };
    let Ok(info) = document.resolve_object(info) else { return };
    let Some(info) = info.as_dict() else { return };
    let get = |key: &str| {
        let value = document.resolve_object(info.get(key)?).ok()?;
        let Object::String(bytes) = value else { return None };
        Some(string(&bytes)).filter(|s| !s.is_empty())
    };
    // Word processors put the file's name there; that is no title.
    let file_name = |title: &String| {
        let low = title.to_lowercase();
        low.starts_with("microsoft word")
            || low == "untitled"
            || [".doc", ".docx", ".odt", ".indd"].iter().any(|e| low.ends_with(e))
    };
    parsed.title = get("Title").filter(|title| !file_name(title));
    parsed.author = get("Author");
    parsed.date = get("CreationDate").and_then(|words| day(&words));
}

/// A string of the Info dictionary: UTF-16 or UTF-8 with a mark, else Latin.
fn string(bytes: &[u8]) -> String {
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `D:20240518…`.
fn day(words: &str) -> Option<Date> {
    let digits = words
        .strip_prefix("D:")
        .unwrap_or(words)
        .get(..8)
        .filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    Date::new(number(0, 4)?, i8::try_from(number(4, 6)?).ok()?, i8::try_from(number(6, 8)?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_creation_is_read() {
        assert_eq!(day("D:20240518093000+05'00'"), Some(jiff::civil::date(2024, 5, 18)));
        for words in ["", "D:2024", "D:20241318", "D:+0240518", "Дата прежняя"] {
            assert_eq!(day(words), None, "{words}");
        }
    }

    #[test]
    fn strings_are_read_in_both_forms() {
        assert_eq!(string(b"Report  3\0"), "Report 3");
        assert_eq!(string(b"\xFE\xFF\x04\x1E\x04\x42"), "От");
    }
}
