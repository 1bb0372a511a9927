//! Which embedding rows a word uses: its form, affixes, shape, spacing and list.
//!
//! In: a word and its neighbours' spacing. Out: [`FEATURES`] row numbers of the model's embedding table.

use crate::form;
use rustc_hash::FxHashMap;

/// Feature kinds of a word, in row order: form, form with capitals, shape, prefixes 1–4, suffixes 1–5, spacing, list.
pub const FEATURES: usize = 14;

/// Feature kinds that depend on the form alone (all but spacing).
const SPACING: u8 = 12;
const LIST: u8 = 13;

/// Feature hash → embedding row. Rows below [`FEATURES`] stand for "unknown" of each kind.
#[derive(Debug, Clone, Default)]
pub struct Vocab {
    rows: FxHashMap<u32, u32>,
    /// Hashes in row order, from row [`FEATURES`] on.
    hashes: Vec<u32>,
}

impl Vocab {
    /// Takes the known hashes; the first gets row [`FEATURES`].
    pub fn new(hashes: Vec<u32>) -> Self {
        let rows = hashes.iter().enumerate().map(|(i, h)| (*h, (i + FEATURES) as u32)).collect();
        Self { rows, hashes }
    }

    /// Known hashes in row order.
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// Rows of the embedding table, unknowns included.
    pub fn len(&self) -> usize {
        self.hashes.len() + FEATURES
    }

    /// Whether no feature is known.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Row of a feature of kind `kind`; the kind's "unknown" row when it was not seen in training.
    pub fn row(&self, kind: usize, hash: u32) -> u32 {
        self.rows.get(&hash).copied().unwrap_or(kind as u32)
    }
}

/// Hashes of the features of one word.
///
/// `list`: number of the name list that holds the word, 0 for none. `space`: white space before, and after.
pub fn features(written: &str, list: u8, space: (bool, bool)) -> [u32; FEATURES] {
    let normal = form::normalise(written);
    let key = form::key(&normal);
    let mut out = [0; FEATURES];
    out[0] = form::hash(0, &key);
    let digitless: String = normal.chars().map(|c| if c.is_numeric() { '0' } else { c }).collect();
    out[1] = if digitless == key { form::hash(1, "") } else { form::hash(1, &digitless) };
    out[2] = form::hash(2, &form::shape(&normal));
    let starts: Vec<usize> = key.char_indices().map(|(i, _)| i).chain([key.len()]).collect();
    let chars = starts.len() - 1;
    for n in 1..=4 {
        out[2 + n] = form::hash(2 + n as u8, &key[..starts[n.min(chars)]]);
    }
    for n in 1..=5 {
        out[6 + n] = form::hash(6 + n as u8, &key[starts[chars.saturating_sub(n)]..]);
    }
    out[SPACING as usize] = form::hash(
        SPACING,
        if space.0 {
            if space.1 { "both" } else { "before" }
        } else if space.1 {
            "after"
        } else {
            "none"
        },
    );
    out[LIST as usize] = form::hash(LIST, &list.to_string());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_odd_forms_have_features() {
        for form in ["", "a", "é", "\u{301}", "漢字", "—"] {
            assert_eq!(features(form, 0, (true, true)).len(), FEATURES);
        }
    }
}
