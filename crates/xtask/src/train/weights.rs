//! What is learned: the network, and how words' vectors from elsewhere (`vectors.rs`) come into it.
//!
//! In: nothing. Out: [`Weights`]. The model file holds the network alone: before it is written, the vectors are worked
//! into its rows ([`Weights::fold`]).

use super::vectors::Vectors;
use kua_syntax::net::Net;
use kua_syntax::tensor::{Matrix, multiply};
use kua_syntax::vocab::{FEATURES, Vocab};

/// Everything that gradients change.
#[derive(Debug, Clone)]
pub struct Weights {
    /// The network.
    pub net: Net,
    /// A word's vector from elsewhere → what is added to the sum of its features; `Vectors::width × width`.
    pub project: Matrix,
}

impl Weights {
    /// The network with each form's vector added to its row; a form never trained gets the row of unknown forms as well.
    pub fn fold(mut self, vectors: &Vectors, vocab: &Vocab, trained: impl Fn(u32) -> bool) -> Net {
        if vectors.width() == 0 {
            return self.net;
        }
        let added = multiply(&vectors.values, &self.project);
        let unknown = self.net.embedding.row(0).to_vec();
        for (hash, at) in vectors.places() {
            let row = vocab.row(0, hash) as usize;
            if row < FEATURES {
                continue;
            }
            let to = self.net.embedding.row_mut(row);
            if !trained(hash) {
                to.copy_from_slice(&unknown);
            }
            to.iter_mut().zip(added.row(at)).for_each(|(t, a)| *t += a);
        }
        self.net
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kua_syntax::form;

    #[test]
    fn a_form_never_trained_is_an_unknown_form_with_its_vector() {
        let (met, unmet) = (form::hash(0, "guard"), form::hash(0, "bailiff"));
        let vocab = Vocab::new(vec![met, unmet]);
        let vectors = Vectors::new(&["guard", "bailiff"], Matrix { rows: 2, cols: 1, data: vec![1.0, 2.0] });
        let mut net = Net { embedding: Matrix::zeros(vocab.len(), 16), ..Net::default() };
        net.embedding.row_mut(0).fill(0.5);
        net.embedding.row_mut(FEATURES).fill(3.0);
        net.embedding.row_mut(FEATURES + 1).fill(9.0);
        let project = Matrix { rows: 1, cols: 16, data: vec![0.25; 16] };
        let folded = Weights { net, project }.fold(&vectors, &vocab, |hash| hash == met);
        assert_eq!(folded.embedding.row(FEATURES)[0], 3.25);
        assert_eq!(folded.embedding.row(FEATURES + 1)[0], 1.0);
    }
}
