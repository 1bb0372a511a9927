//! Bytes of a text file to text, and by which character set.
//!
//! In: bytes, and the character set a person named, if any. Out: [`Decoded`]. Valid UTF-8 stays byte for byte as
//! it is (marks, line ends, decomposed letters). Everything else is detected by chardetng, converted by
//! encoding_rs, and says so. Not here: character sets declared inside HTML and e-mail (their formats know them).

use crate::Fault;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text and the character set it was read by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Name of the character set in the WHATWG Encoding Standard, such as `UTF-8` or `windows-1251`.
    pub encoding: &'static str,
    /// Whether the character set was inferred from the bytes rather than marked or named: worth telling.
    pub guessed: bool,
}

/// A share of control characters above this is no text. Source: prose has none; logs pasted from terminals few.
const MAX_CONTROL_SHARE: f64 = 0.01;

/// Reads `bytes` as text. `named`: the character set of `--encoding`.
///
/// # Errors
/// `binary` if the bytes are no text; `encoding` if they are damaged UTF-8, if no character set fits, or if
/// `named` is unknown or does not fit.
///
/// # Example
/// ```
/// let decoded = kua_ingest::encoding::decode(b"\xCC\xE8\xF2\xE8\xED\xE3 \xE2 \xE3\xEE\xF0\xEE\xE4\xE5", None)?;
/// assert_eq!((decoded.text.as_str(), decoded.encoding), ("Митинг в городе", "windows-1251"));
/// # Ok::<(), kua_ingest::Fault>(())
/// ```
pub fn decode(bytes: &[u8], named: Option<&str>) -> Result<Decoded, Fault> {
    if let Some(label) = named {
        return decode_named(bytes, label);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        return convert(&bytes[mark..], encoding, false);
    }
    // Before UTF-8: plain ASCII in UTF-16 is valid UTF-8 with a NUL after every letter.
    if let Some(encoding) = unmarked_utf16(bytes) {
        return convert(bytes, encoding, true);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text_only(text.to_owned(), UTF_8, false),
        Err(error) if is_damaged_utf8(bytes) => Err(damaged(error.valid_up_to())),
        Err(_) => detect(bytes),
    }
}

fn decode_named(bytes: &[u8], label: &str) -> Result<Decoded, Fault> {
    let Some(encoding) = Encoding::for_label(label.trim().as_bytes()) else {
        let why = format!("there is no character set named \"{label}\"");
        return Err(Fault::new("encoding", "cannot read {}", why)
            .hint("try --encoding utf-8, utf-16le, windows-1251, koi8-r, ibm866 or windows-1252"));
    };
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => text_only(text.to_owned(), UTF_8, false),
            Err(error) => Err(damaged(error.valid_up_to())),
        };
    }
    let bytes = match Encoding::for_bom(bytes) {
        Some((marked, mark)) if marked == encoding => &bytes[mark..],
        _ => bytes,
    };
    convert(bytes, encoding, false)
}

fn damaged(at: usize) -> Fault {
    Fault::new(
        "encoding",
        format!("cannot read {{}} as UTF-8 (byte {at})"),
        "the bytes there are no UTF-8, though the rest is: the file was cut or damaged",
    )
    .hint("get the file again, or name its character set with --encoding")
}

fn detect(bytes: &[u8]) -> Result<Decoded, Fault> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    convert(bytes, detector.guess(None, Utf8Detection::Deny), true)
}

fn convert(bytes: &[u8], encoding: &'static Encoding, guessed: bool) -> Result<Decoded, Fault> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => text_only(text.into_owned(), encoding, guessed),
        None => {
            let why = format!("the bytes are neither UTF-8 nor {}", encoding.name());
            Err(Fault::new("encoding", "cannot read {} as text", why)
                .hint("name its character set: kua read {} --encoding windows-1251"))
        }
    }
}

fn text_only(text: String, encoding: &'static Encoding, guessed: bool) -> Result<Decoded, Fault> {
    let odd = text.bytes().filter(|b| matches!(b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    if odd as f64 > MAX_CONTROL_SHARE * text.len() as f64 {
        return Err(Fault::new("binary", "{} is not a text", "its bytes are no characters of any language")
            .hint("give the document in one of the kinds txt, md, html, pdf, docx, eml, jsonl, csv"));
    }
    Ok(Decoded { text, encoding: encoding.name(), guessed })
}

/// UTF-16 without a mark: of Latin text every second byte is 0, of Cyrillic text every second byte is 4.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    if head.len() < 8 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let high = |first: usize| {
        let (mut zero, mut page) = (0usize, 0usize);
        for byte in head.iter().skip(first).step_by(2) {
            zero += usize::from(*byte == 0);
            page += usize::from(*byte == 4);
        }
        // Latin text, or Cyrillic text with its spaces and full stops.
        let units = head.len() / 2;
        zero > 0 && (zero + page) * 10 >= units * 9
    };
    match (high(1), high(0)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8 with a few bad places: more whole letters of several bytes than bad places. In
/// other character sets bytes hardly ever make up such a letter.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    whole > bad
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{IBM866, KOI8_R, WINDOWS_1251, WINDOWS_1252};

    const RU: &str = "В субботу на площади собрались шахтёры. Они требовали выплатить зарплату за март.";
    const FR: &str = "Les mineurs se sont réunis samedi à la place, écrit l’agence; près de 300 étaient là.";

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes, None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding));
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn valid_utf8_stays_byte_for_byte() {
        for text in [RU, "\u{FEFF}with a mark\r\nand line ends\r", "e\u{301} decomposed", "plain"] {
            check(text.as_bytes(), text, "UTF-8");
        }
    }

    #[test]
    fn cyrillic_character_sets_are_told_apart() {
        check(&WINDOWS_1251.encode(RU).0, RU, "windows-1251");
        check(&IBM866.encode(RU).0, RU, "IBM866");
        // KOI8-U has all letters of KOI8-R in the same places.
        check(&KOI8_R.encode(RU).0, RU, "KOI8-U");
    }

    #[test]
    fn western_text_is_converted() {
        check(&WINDOWS_1252.encode(FR).0, FR, "windows-1252");
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        for text in ["Miners marched on Saturday.", RU] {
            check(&utf16(text, true), text, "UTF-16LE");
            check(&utf16(text, false), text, "UTF-16BE");
            check(&utf16(&format!("\u{FEFF}{text}"), true), text, "UTF-16LE");
            check(&utf16(&format!("\u{FEFF}{text}"), false), text, "UTF-16BE");
        }
    }

    #[test]
    fn damaged_utf8_is_an_error_that_names_the_byte() {
        let mut bytes = RU.as_bytes().to_vec();
        bytes[20] = 0xFF;
        let fault = decode(&bytes, None).unwrap_err();
        assert_eq!(fault.code, "encoding");
        assert!(fault.what.contains("(byte 19)") || fault.what.contains("(byte 20)"), "{}", fault.what);
        assert_eq!(decode(&RU.as_bytes()[..RU.len() - 2], None).unwrap_err().code, "encoding");
    }

    #[test]
    fn a_named_character_set_is_used_or_refused() {
        let bytes = WINDOWS_1251.encode("да").0.into_owned();
        assert_eq!(decode(&bytes, Some("cp1251")).unwrap().text, "да");
        assert_eq!(decode(&bytes, Some("klingon")).unwrap_err().code, "encoding");
        assert_eq!(decode(&bytes, Some("utf-8")).unwrap_err().code, "encoding");
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let bytes: Vec<u8> = (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let fault = decode(&bytes, None).unwrap_err();
        assert!(fault.code == "binary" || fault.code == "encoding", "{fault:?}");
    }
}
