//! Vectors of words that a larger network has learned from much text (`models/teacher/words.kuav`).
//!
//! In: the file. Out: for a form the number of its row. Layout of the file: that of `kua_syntax::codec`, a list of forms
//! (small letters, digits as 0), then one signed byte a value with a scale for each row.

use kua_syntax::codec::Reader;
use kua_syntax::form;
use kua_syntax::tensor::Matrix;
use std::collections::BTreeMap;
use std::path::Path;

/// Forms and their vectors.
#[derive(Debug, Default)]
pub struct Vectors {
    places: BTreeMap<u32, usize>,
    /// One row for each form.
    pub values: Matrix,
}

impl Vectors {
    /// Reads the file.
    pub fn load(path: &Path) -> Result<Self, String> {
        let fail = |e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let bytes = std::fs::read(path).map_err(|e| fail(&e))?;
        let mut reader = Reader::new(&bytes).map_err(|e| fail(&e))?;
        let forms = reader.strings().map_err(|e| fail(&e))?;
        let values = reader.matrix_8().map_err(|e| fail(&e))?;
        if values.rows != forms.len() {
            return Err(fail(&"not one row for each form"));
        }
        Ok(Self::new(&forms, values))
    }

    /// One row of `values` for each of `forms`; of equal forms the first counts.
    pub fn new<S: AsRef<str>>(forms: &[S], values: Matrix) -> Self {
        let mut places = BTreeMap::new();
        for (at, word) in forms.iter().enumerate() {
            places.entry(form::hash(0, word.as_ref())).or_insert(at);
        }
        Self { places, values }
    }

    /// Number of values of a vector; 0 where there are none.
    pub fn width(&self) -> usize {
        self.values.cols
    }

    /// Row of the form with this hash (feature kind 0).
    pub fn row(&self, hash: u32) -> Option<usize> {
        self.places.get(&hash).copied()
    }

    /// All hashes with their rows.
    pub fn places(&self) -> impl Iterator<Item = (u32, usize)> {
        self.places.iter().map(|(h, at)| (*h, *at))
    }
}
