//! Reads one line of JSON with the judge's own leniencies and refusals.
//!
//! In: one line of text. Out: a [`Value`], or what is wrong and at which character.
//! Accepted beyond the standard: `NaN`, `Infinity`, `-Infinity`, lone surrogates, integers of up to 4,300 digits.
//! A lone surrogate U+D800+n is kept as the private-use character U+10F800+n, since Rust's text has no place for
//! it; no text that a person wrote holds one. Nesting beyond [`DEPTH`] is refused.

use super::value::{Fault, Value};

/// Deepest list or object that is read, the line's own object being at depth 0: the judge's recursion limit.
pub const DEPTH: usize = 993;

/// Longest integer, in digits.
const DIGITS: usize = 4300;

/// Parses a whole line.
///
/// # Errors
/// What is wrong and the byte at which it is.
pub fn parse(line: &str) -> Result<Value, Fault> {
    let mut reader = Reader { text: line, at: 0 };
    reader.blanks();
    let value = reader.value(0)?;
    reader.blanks();
    if reader.at < line.len() {
        return reader.fail("more text after the end of the value");
    }
    Ok(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn fail<T>(&self, what: &str) -> Result<T, Fault> {
        Err(format!("not JSON: {what} (byte {})", self.at))
    }

    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Value, Fault> {
        match self.peek() {
            Some(b'[' | b'{') if depth > DEPTH => self.fail("nested too deeply"),
            Some(b'"') => self.string().map(Value::Str),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.dict(depth),
            Some(b'-' | b'0'..=b'9' | b'n' | b't' | b'f' | b'N' | b'I') => self.scalar(),
            _ => self.fail("a value is missing"),
        }
    }

    fn scalar(&mut self) -> Result<Value, Fault> {
        const WORDS: [(&str, Value); 6] = [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("NaN", Value::Float(f64::NAN)),
            ("Infinity", Value::Float(f64::INFINITY)),
            ("-Infinity", Value::Float(f64::NEG_INFINITY)),
        ];
        for (word, value) in WORDS {
            if self.eat(word) {
                return Ok(value);
            }
        }
        self.number()
    }

    fn number(&mut self) -> Result<Value, Fault> {
        let rest = self.rest();
        let digits_from = |from: usize| rest.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
        let negative = rest.first() == Some(&b'-');
        let first = usize::from(negative);
        let whole = match rest.get(first) {
            Some(b'0') => 1, // a leading zero stands alone; what follows it is an error further on
            _ => digits_from(first),
        };
        if whole == 0 {
            return self.fail("a value is missing");
        }
        let mut end = first + whole;
        let mut is_float = false;
        if rest.get(end) == Some(&b'.') && digits_from(end + 1) > 0 {
            end += 1 + digits_from(end + 1);
            is_float = true;
        }
        if matches!(rest.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(rest.get(end + 1), Some(b'+' | b'-')));
            let digits = digits_from(end + 1 + sign);
            if digits > 0 {
                end += 1 + sign + digits;
                is_float = true;
            }
        }
        let Some(written) = self.text.get(self.at..self.at + end) else {
            return self.fail("a value is missing");
        };
        let value = if is_float {
            written.parse().ok().map(Value::Float)
        } else if whole > DIGITS {
            return self.fail("an integer of more than 4300 digits");
        } else if let Ok(n) = written.parse() {
            Some(Value::Int(n))
        } else {
            Some(Value::Big(negative, written.trim_start_matches('-').to_owned()))
        };
        let Some(value) = value else { return self.fail("a number that cannot be read") };
        self.at += end;
        Ok(value)
    }

    fn list(&mut self, depth: usize) -> Result<Value, Fault> {
        self.at += 1;
        let mut items = Vec::new();
        self.blanks();
        if self.eat("]") {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.eat("]") {
                return Ok(Value::List(items));
            }
            if !self.eat(",") {
                return self.fail("a comma is missing");
            }
            self.blanks();
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Value, Fault> {
        self.at += 1;
        let mut items: Vec<(String, Value)> = Vec::new();
        self.blanks();
        if self.eat("}") {
            return Ok(Value::Dict(items));
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fail("a field name is missing");
            }
            let key = self.string()?;
            self.blanks();
            if !self.eat(":") {
                return self.fail("a colon is missing");
            }
            self.blanks();
            let value = self.value(depth + 1)?;
            match items.iter_mut().find(|(k, _)| *k == key) {
                Some((_, old)) => *old = value,
                None => items.push((key, value)),
            }
            self.blanks();
            if self.eat("}") {
                return Ok(Value::Dict(items));
            }
            if !self.eat(",") {
                return self.fail("a comma is missing");
            }
            self.blanks();
        }
    }

    fn string(&mut self) -> Result<String, Fault> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or("");
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            out.push_str(rest.get(..plain).unwrap_or(""));
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    self.escape(&mut out)?;
                }
                Some(_) => return self.fail("a control character inside a text"),
                None => return self.fail("a text without end"),
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), Fault> {
        let plain = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                let first = self.hex()?;
                out.push(self.after_surrogate(first)?);
                return Ok(());
            }
            _ => return self.fail("an unknown escape"),
        };
        self.at += 1;
        out.push(plain);
        Ok(())
    }

    /// The character of a `\u` escape whose digits are read; joins it with the low surrogate that follows, if one does.
    fn after_surrogate(&mut self, first: u32) -> Result<char, Fault> {
        if (0xd800..0xdc00).contains(&first) && self.rest().starts_with(b"\\u") {
            let back = self.at;
            self.at += 2;
            let second = self.hex()?;
            if (0xdc00..0xe000).contains(&second) {
                let joined = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                return Ok(char::from_u32(joined).unwrap_or('\u{fffd}'));
            }
            self.at = back;
        }
        Ok(char::from_u32(first).or_else(|| char::from_u32(0x10_2000 + first)).unwrap_or('\u{fffd}'))
    }

    fn hex(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|b| char::from(b).to_digit(16)) else {
                return self.fail("an escape without four hexadecimal digits");
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}
