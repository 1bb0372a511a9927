//! Words and phrases under one of their words, so that a frame with hundreds of them is asked once.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Phrases by their key word: the first word of a verb ("carry out"), the last of a noun ("criminal case").
#[derive(Debug, Clone, Default)]
pub struct Phrases(FxHashMap<SmolStr, Vec<Vec<SmolStr>>>);

impl Phrases {
    /// Entries under their first word.
    pub fn by_first<'w>(entries: impl IntoIterator<Item = &'w str>) -> Self {
        Self::keyed(entries.into_iter().map(|e| e.split_whitespace().collect()))
    }

    /// Entries under their last word; the others follow from the nearest to the farthest.
    pub fn by_last<'w>(entries: impl IntoIterator<Item = &'w str>) -> Self {
        Self::keyed(entries.into_iter().map(|e| e.split_whitespace().rev().collect()))
    }

    fn keyed<'w>(entries: impl Iterator<Item = Vec<&'w str>>) -> Self {
        let mut out: FxHashMap<SmolStr, Vec<Vec<SmolStr>>> = FxHashMap::default();
        for words in entries {
            if let Some((key, rest)) = words.split_first() {
                let rest = rest.iter().map(SmolStr::new).collect();
                out.entry(SmolStr::new(key)).or_default().push(rest);
            }
        }
        Self(out)
    }

    /// The further words of each phrase under this key word.
    pub fn get(&self, key: &str) -> &[Vec<SmolStr>] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether the word stands there by itself.
    pub fn has_alone(&self, key: &str) -> bool {
        self.get(key).iter().any(Vec::is_empty)
    }

    /// The key words, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &SmolStr> {
        self.0.keys()
    }
}
