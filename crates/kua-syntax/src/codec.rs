//! The model file: named blocks of numbers and text, little-endian.
//!
//! In and out: bytes. Embeddings are stored as one signed byte a weight with a scale for each row, other weights as
//! sixteen bits with a scale for each matrix; reading gives back the same `f32` on every machine.

use crate::tensor::Matrix;
use thiserror::Error;

/// First bytes of a model file; the digit is the version of the layout.
pub const MAGIC: &[u8; 8] = b"KUAM-01\n";

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The first bytes are not those of a model file of this version.
    #[error("not a Kua model file of layout 01")]
    Magic,
    /// The file ends early or a length in it is wrong.
    #[error("model file is damaged at byte {at}")]
    Damaged {
        /// Where reading stopped.
        at: usize,
    },
    /// Two blocks do not fit together.
    #[error("model file is inconsistent: {what}")]
    Inconsistent {
        /// Which blocks.
        what: &'static str,
    },
}

/// Writes blocks one after another.
#[derive(Debug, Default)]
pub struct Writer {
    /// The file so far.
    pub bytes: Vec<u8>,
}

impl Writer {
    /// A file with only its first bytes.
    pub fn new() -> Self {
        Self { bytes: MAGIC.to_vec() }
    }

    /// One number.
    pub fn number(&mut self, n: usize) {
        self.bytes.extend((n as u32).to_le_bytes());
    }

    /// A list of strings, none with a line break.
    pub fn strings(&mut self, list: &[String]) {
        let text = list.join("\n");
        self.number(list.len());
        self.number(text.len());
        self.bytes.extend(text.as_bytes());
    }

    /// A list of 32-bit numbers.
    pub fn words(&mut self, list: &[u32]) {
        self.number(list.len());
        for n in list {
            self.bytes.extend(n.to_le_bytes());
        }
    }

    /// A matrix at one byte a weight, scaled by row.
    pub fn matrix_8(&mut self, m: &Matrix) {
        self.number(m.rows);
        self.number(m.cols);
        for r in 0..m.rows {
            let row = m.row(r);
            let scale = row.iter().fold(0.0f32, |a, x| a.max(x.abs())) / 127.0;
            self.bytes.extend(scale.to_le_bytes());
            let step = if scale > 0.0 { scale } else { 1.0 };
            self.bytes.extend(row.iter().map(|x| (x / step).round().clamp(-127.0, 127.0) as i8 as u8));
        }
    }

    /// A matrix at two bytes a weight, scaled as a whole.
    pub fn matrix_16(&mut self, rows: usize, cols: usize, data: &[f32]) {
        self.number(rows);
        self.number(cols);
        let scale = data.iter().fold(0.0f32, |a, x| a.max(x.abs())) / 32767.0;
        self.bytes.extend(scale.to_le_bytes());
        let step = if scale > 0.0 { scale } else { 1.0 };
        for x in data {
            self.bytes.extend(((x / step).round().clamp(-32767.0, 32767.0) as i16).to_le_bytes());
        }
    }
}

/// Reads the blocks in the order of writing.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Checks the first bytes.
    ///
    /// # Errors
    /// [`ModelError::Magic`] for other files. All other methods: [`ModelError::Damaged`] where the file ends early.
    pub fn new(bytes: &'a [u8]) -> Result<Self, ModelError> {
        if bytes.starts_with(MAGIC) { Ok(Self { bytes, at: MAGIC.len() }) } else { Err(ModelError::Magic) }
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8], ModelError> {
        let end = self.at.checked_add(len).ok_or(ModelError::Damaged { at: self.at })?;
        let part = self.bytes.get(self.at..end).ok_or(ModelError::Damaged { at: self.at })?;
        self.at = end;
        Ok(part)
    }

    fn four(&mut self) -> Result<[u8; 4], ModelError> {
        let at = self.at;
        self.take(4)?.first_chunk().copied().ok_or(ModelError::Damaged { at })
    }

    /// One number.
    #[allow(missing_docs, clippy::missing_errors_doc)]
    pub fn number(&mut self) -> Result<usize, ModelError> {
        Ok(u32::from_le_bytes(self.four()?) as usize)
    }

    /// A list of strings.
    #[allow(clippy::missing_errors_doc)]
    pub fn strings(&mut self) -> Result<Vec<String>, ModelError> {
        let (count, len) = (self.number()?, self.number()?);
        let at = self.at;
        let text = std::str::from_utf8(self.take(len)?).map_err(|_| ModelError::Damaged { at })?;
        let list: Vec<String> =
            if count == 0 { Vec::new() } else { text.split('\n').map(str::to_string).collect() };
        if list.len() == count { Ok(list) } else { Err(ModelError::Damaged { at }) }
    }

    /// A list of 32-bit numbers.
    #[allow(clippy::missing_errors_doc)]
    pub fn words(&mut self) -> Result<Vec<u32>, ModelError> {
        let count = self.number()?;
        let part = self.take(count.saturating_mul(4))?;
        Ok(part.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)).collect())
    }

    fn shape(&mut self) -> Result<(usize, usize), ModelError> {
        let at = self.at;
        let (rows, cols) = (self.number()?, self.number()?);
        // A damaged length must not ask for memory that the file cannot fill.
        match rows.checked_mul(cols) {
            Some(n) if n <= self.bytes.len() => Ok((rows, cols)),
            _ => Err(ModelError::Damaged { at }),
        }
    }

    /// A matrix at one byte a weight.
    #[allow(clippy::missing_errors_doc)]
    pub fn matrix_8(&mut self) -> Result<Matrix, ModelError> {
        let (rows, cols) = self.shape()?;
        let mut m = Matrix::zeros(rows, cols);
        for r in 0..rows {
            let scale = f32::from_le_bytes(self.four()?);
            let row = self.take(cols)?;
            for (x, b) in m.row_mut(r).iter_mut().zip(row) {
                *x = f32::from(*b as i8) * scale;
            }
        }
        Ok(m)
    }

    /// A matrix at two bytes a weight.
    #[allow(clippy::missing_errors_doc)]
    pub fn matrix_16(&mut self) -> Result<Matrix, ModelError> {
        let (rows, cols) = self.shape()?;
        let scale = f32::from_le_bytes(self.four()?);
        let part = self.take(rows * cols * 2)?;
        let data =
            part.as_chunks::<2>().0.iter().map(|b| f32::from(i16::from_le_bytes(*b)) * scale).collect();
        Ok(Matrix { rows, cols, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let m = Matrix { rows: 2, cols: 2, data: vec![0.5, -1.0, 0.0, 0.0] };
        let mut w = Writer::new();
        w.strings(&["a".into(), String::new()]);
        w.words(&[7, 9]);
        w.matrix_8(&m);
        w.matrix_16(2, 2, &m.data);
        let mut r = Reader::new(&w.bytes).unwrap();
        assert_eq!(r.strings().unwrap(), ["a", ""]);
        assert_eq!(r.words().unwrap(), [7, 9]);
        assert_eq!(r.matrix_8().unwrap().data[1], -1.0);
        assert_eq!(r.matrix_16().unwrap().data[1], -1.0);
        assert!(r.number().is_err());
    }
}
