//! One record a line, as every command that gives JSON Lines writes it.
//!
//! In: anything that can be serialised. Out: one line of JSON without its end.
//! Why not serde_json alone? Programs that cut lines at every line end of Unicode (the reference scorer is one) would
//! cut a record in two at a line separator inside a quote.

use serde::Serialize;

/// Characters that end a line somewhere though JSON lets them stand in a text, with their escapes.
const ENDS: [(char, &str); 3] = [('\u{85}', "\\u0085"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")];

/// A record as one line, whichever way lines are cut.
///
/// # Errors
/// If the record cannot be written as JSON (an object whose keys are no texts); no type of this crate fails.
pub fn to_line<T: Serialize>(record: &T) -> Result<String, serde_json::Error> {
    let mut line = serde_json::to_string(record)?;
    for (end, escape) in ENDS {
        // Outside of texts JSON knows none of them, so every one stands in a text and may be escaped.
        if line.contains(end) {
            line = line.replace(end, escape);
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_end_of_any_kind_is_left() {
        let text = "a\nb\r\u{b}\u{c}\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}c";
        let line = to_line(&text).unwrap();
        let ends =
            ['\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'];
        assert!(!line.contains(ends), "{line}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}
