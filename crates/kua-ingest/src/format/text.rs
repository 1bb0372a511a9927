//! Plain text and Markdown: stored as they stand.
//!
//! In: bytes. Out: their text; valid UTF-8 byte for byte, other character sets converted and noted.
//! Not here: Markdown markup, which stays in the text.

use super::{Context, Parsed};
use crate::{Fault, encoding};

/// Reads a txt or md file.
///
/// # Errors
/// `binary` or `encoding`, see [`encoding::decode`].
pub fn text(bytes: &[u8], context: &Context) -> Result<Parsed, Fault> {
    let decoded = encoding::decode(bytes, context.encoding.as_deref())?;
    let mut parsed = Parsed { text: decoded.text, ..Parsed::default() };
    if decoded.guessed {
        parsed.notes.push(("encoding", format!("{{}} is not UTF-8; read as {}", decoded.encoding)));
    }
    Ok(parsed)
}
