//! Forms of words as the model sees them: one spelling of quotes and dashes, small letters, shapes.
//!
//! In: the written form of one token. Out: normalised strings and hashed feature keys.
//! Not here: which keys a model knows (`vocab.rs`).

/// Writes a token with ASCII quotes, dashes and dots, so that `’s` and `'s` are one word to the model.
///
/// Borrows when nothing changes. Combining marks and letters of any script stay as they are.
pub fn normalise(form: &str) -> std::borrow::Cow<'_, str> {
    if form.is_ascii() {
        return form.into();
    }
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '\u{02BC}' | '\u{FF07}' => out.push('\''),
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{00BB}' | '\u{2033}' => {
                out.push('"')
            }
            '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' => out.push('-'),
            '\u{2014}' | '\u{2015}' => out.push_str("--"),
            '\u{2026}' => out.push_str("..."),
            '\u{00A0}' | '\u{202F}' | '\u{2009}' => out.push(' '),
            '\u{00AD}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{FEFF}' => {}
            _ => out.push(c),
        }
    }
    if out.is_empty() { form.into() } else { out.into() }
}

/// Small letters, with every digit written `0`, so that "1998" and "2014" share what is learned.
pub fn key(normalised: &str) -> String {
    normalised.chars().flat_map(char::to_lowercase).map(|c| if c.is_numeric() { '0' } else { c }).collect()
}

/// The shape of a word: `X` capital, `x` small, `d` digit, other marks themselves; runs longer than two are cut.
///
/// "McDonald" is `XxXxx`, "18,250" is `dd,dd`.
pub fn shape(normalised: &str) -> String {
    let mut out = String::with_capacity(8);
    let (mut last, mut run) = ('\0', 0);
    for c in normalised.chars().take(40) {
        let s = if c.is_uppercase() {
            'X'
        } else if c.is_numeric() {
            'd'
        } else if c.is_alphabetic() {
            'x'
        } else {
            c
        };
        run = if s == last { run + 1 } else { 1 };
        last = s;
        if run <= 2 {
            out.push(s);
        }
    }
    out
}

/// 32-bit FNV-1a hash of a feature: its kind and its text. The same on every machine.
pub fn hash(kind: u8, text: &str) -> u32 {
    let mut h: u32 = 0x811c_9dc5 ^ u32::from(kind).wrapping_mul(0x9e37_79b9);
    for b in text.bytes() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    // One round of mixing: FNV's low bits of short strings are weak.
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^ (h >> 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_quotes_and_dashes_become_ascii() {
        assert_eq!(normalise("don’t"), "don't");
        assert_eq!(normalise("—"), "--");
        assert_eq!(normalise("Әсел"), "Әсел");
    }

    #[test]
    fn shapes_are_short() {
        assert_eq!(shape("McDonald"), "XxXxx");
        assert_eq!(shape("18,250"), "dd,dd");
        assert_eq!(key("Room-101"), "room-000");
    }
}
