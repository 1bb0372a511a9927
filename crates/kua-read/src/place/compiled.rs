//! The user's gazetteer with its names already hashed, for a fast start.
//!
//! In: the text of a gazetteer file. Out: bytes that can be read back, or mapped into memory, without hashing a name.
//! All numbers are little-endian: `KUAGAZ1\n`, count of rows, of names, bytes of text (u32 each); per row its first
//! byte, one past its last (u32) and the hash of its id (u64); per name its hash (u64) and row * 2 + 1 if it is an
//! alternative name (u32); the text.

use super::entry::Entry;
use super::fold::{hash, hash_name};

const MAGIC: &[u8; 8] = b"KUAGAZ1\n";
const HEAD: usize = 8 + 3 * 4;
const ROW: usize = 16;
const NAME: usize = 12;

/// Why compiled bytes were not used. The text they were made from can be compiled again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CompiledError {
    /// Made by another version of Kua, or not by Kua.
    #[error("the compiled gazetteer is of another version")]
    Version,
    /// Cut off or changed.
    #[error("the compiled gazetteer is damaged")]
    Damaged,
}

/// The parts of compiled bytes.
pub(crate) struct Parts<'a> {
    pub rows: &'a [u8],
    pub names: &'a [u8],
    pub text: &'a str,
}

/// Compiles the text of a gazetteer file. Rows that cannot be used are left out (see `Gazetteer::bad_rows`).
pub fn compile(text: &str) -> Vec<u8> {
    let (mut rows, mut names, mut count, mut name_count) = (Vec::new(), Vec::new(), 0u32, 0u32);
    let (mut start, mut key) = (0, String::new());
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        let Some(entry) = (!line.starts_with('#')).then(|| Entry::parse(line).ok()).flatten() else {
            continue;
        };
        rows.extend((from as u32).to_le_bytes());
        rows.extend(((from + line.len()) as u32).to_le_bytes());
        rows.extend(hash(entry.id).to_le_bytes());
        for (rank, name) in entry.names().enumerate() {
            let hashed = hash_name(name, &mut key);
            if hashed != 0 {
                names.extend(hashed.to_le_bytes());
                names.extend((count << 1 | u32::from(rank > 0)).to_le_bytes());
                name_count += 1;
            }
        }
        count += 1;
    }
    let mut bytes = Vec::with_capacity(HEAD + rows.len() + names.len() + text.len());
    bytes.extend(MAGIC);
    for number in [count, name_count, text.len() as u32] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(rows);
    bytes.extend(names);
    bytes.extend(text.as_bytes());
    bytes
}

pub(crate) fn parts(bytes: &[u8]) -> Result<Parts<'_>, CompiledError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(CompiledError::Version)?;
    let number =
        |i: usize| rest.get(i * 4..).and_then(u32_at).map(|n| n as usize).ok_or(CompiledError::Damaged);
    let (rows, names, text) = (number(0)?, number(1)?, number(2)?);
    let take = |from: usize, len: usize| bytes.get(from..from.checked_add(len)?);
    let rows_end = HEAD + rows * ROW;
    let names_end = rows_end + names * NAME;
    let cut = || {
        let text = std::str::from_utf8(take(names_end, text)?).ok()?;
        Some(Parts { rows: take(HEAD, rows * ROW)?, names: take(rows_end, names * NAME)?, text })
    };
    cut().ok_or(CompiledError::Damaged)
}

fn u32_at(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|b| u32::from_le_bytes(*b))
}

fn u64_at(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|b| u64::from_le_bytes(*b))
}

impl Parts<'_> {
    /// (first byte, one past the last, hash of the id) of each row.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u32, u32, u64)> {
        self.rows.chunks_exact(ROW).filter_map(|r| Some((u32_at(r)?, u32_at(&r[4..])?, u64_at(&r[8..])?)))
    }

    /// (hash, row * 2 + 1 if alternative) of each name; rows count from 0 in this file.
    pub(crate) fn names(&self) -> impl Iterator<Item = (u64, u32)> {
        self.names.chunks_exact(NAME).filter_map(|n| Some((u64_at(n)?, u32_at(&n[8..])?)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Gazetteer;
    use super::*;

    const USER: &str = "# mine\ng-x\ttown\tKZ\t\tKokarna\t44.1\t70.2\t\t\t\t\tКокарна\nbad\nkz-almaty\tcity\tKZ\t\tAlmaty\t1\t2\n";

    #[test]
    fn compiled_bytes_give_the_same_gazetteer_as_the_text() {
        let (text, compiled) =
            (Gazetteer::with_user(USER), Gazetteer::with_compiled(&compile(USER)).unwrap());
        assert_eq!(text.len(), compiled.len());
        for name in ["Kokarna", "Кокарна", "Almaty", "Taraz"] {
            let all = |g: &Gazetteer| -> Vec<String> {
                g.by_name(name).iter().map(|(p, other)| format!("{:?} {other}", g.entry(*p))).collect()
            };
            assert_eq!(all(&text), all(&compiled));
        }
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = compile(USER);
        assert_eq!(Gazetteer::with_compiled(&bytes[..40]).err(), Some(CompiledError::Damaged));
        assert_eq!(Gazetteer::with_compiled(b"id\tkind").err(), Some(CompiledError::Version));
        let mut huge = bytes;
        huge[8..20].fill(255);
        assert_eq!(Gazetteer::with_compiled(&huge).err(), Some(CompiledError::Damaged));
    }
}
