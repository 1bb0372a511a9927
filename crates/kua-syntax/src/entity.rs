//! Entities from tag scores: BIO tags read from left to right.
//!
//! In: scores of the network's entity columns. Out: ranges of words with types, in order, none overlapping.

use crate::EntityType;
use crate::lists::{COUNTRY, TITLE};
use crate::split::Word;
use crate::tensor::Matrix;

/// Types in column order.
pub const TYPES: [EntityType; 5] =
    [EntityType::Per, EntityType::Org, EntityType::Loc, EntityType::Gpe, EntityType::Norp];

/// Columns: `O`, then `B` and `I` of each type.
pub const TAGS: usize = 1 + 2 * TYPES.len();

/// Added to the scores of `O` and of each type. Training guesses most names of EWT from lists, and lists know persons
/// better than bodies; without this every unknown name would be a person. Chosen on UNER EWT dev, to half a decimal.
const PRIOR: [f32; 1 + TYPES.len()] = [0.0, -1.2, -0.6, 0.3, 0.0, 0.0];

/// An entity: first word, one past its last word, type.
pub type Found = (usize, usize, EntityType);

/// Reads the best consistent sequence of tags (an `I` only after `B` or `I` of its type).
pub fn decode(scores: &Matrix, words: &[Word<'_>]) -> Vec<Found> {
    let n = words.len();
    if n == 0 {
        return Vec::new();
    }
    let allowed = |from: usize, to: usize| to == 0 || to % 2 == 1 || from == to || from + 1 == to;
    let mut total = vec![0.0f32; n * TAGS];
    let mut back = vec![0usize; n * TAGS];
    for i in 0..n {
        for to in 0..TAGS {
            let own = scores.row(i)[to] + PRIOR[to.div_ceil(2)];
            if i == 0 {
                total[to] = if to != 0 && to % 2 == 0 { f32::MIN / 4.0 } else { own };
                continue;
            }
            let (mut top, mut from_best) = (f32::NEG_INFINITY, 0);
            for from in (0..TAGS).filter(|from| allowed(*from, to)) {
                let s = total[(i - 1) * TAGS + from];
                if s > top {
                    (top, from_best) = (s, from);
                }
            }
            total[i * TAGS + to] = top + own;
            back[i * TAGS + to] = from_best;
        }
    }
    let mut tags = vec![0; n];
    tags[n - 1] = crate::model::best(&total[(n - 1) * TAGS..]);
    for i in (1..n).rev() {
        tags[i - 1] = back[i * TAGS + tags[i]];
    }
    spans(&tags)
}

/// Makes names whole: titles before a person are dropped, the parts of a hyphenated name are joined.
///
/// A listed country is a country. `list`: for each word the number of its name list (`lists.rs`).
pub fn tidy(found: Vec<Found>, words: &[Word<'_>], list: &[u8]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for (mut first, end, mut kind) in found {
        if kind != EntityType::Per && list[first..end].iter().all(|l| *l == COUNTRY) {
            kind = EntityType::Gpe;
        }
        while kind == EntityType::Per && first < end && list.get(first) == Some(&TITLE) {
            first += 1;
        }
        if first == end {
            continue;
        }
        let hyphen = |i: usize| {
            let touch = |a: usize| words[a].span.end == words[a + 1].span.start;
            words[i].form == "-" && touch(i - 1) && touch(i)
        };
        match out.last_mut() {
            Some((_, last, before)) if *last + 1 == first && *before == kind && hyphen(*last) => *last = end,
            _ => out.push((first, end, kind)),
        }
    }
    out
}

/// Ranges of BIO tag numbers.
pub fn spans(tags: &[usize]) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for (i, &tag) in tags.iter().enumerate() {
        if tag == 0 {
            continue;
        }
        let kind = TYPES[(tag - 1) / 2];
        match out.last_mut() {
            Some((_, end, last)) if tag % 2 == 0 && *end == i && *last == kind => *end = i + 1,
            _ => out.push((i, i + 1, kind)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use kua_record::Span;

    #[test]
    fn titles_go_and_hyphens_join() {
        let text = "Colonel Vale al-Noor";
        let words: Vec<Word> = [(0, 7), (8, 12), (13, 15), (15, 16), (16, 20)]
            .map(|(a, b)| Word { form: &text[a..b], span: Span::new(a, b) })
            .to_vec();
        let found = vec![(0, 2, EntityType::Per), (2, 3, EntityType::Per), (4, 5, EntityType::Per)];
        let tidied = tidy(found, &words, &[TITLE, 0, 0, 0, 0]);
        assert_eq!(tidied, [(1, 2, EntityType::Per), (2, 5, EntityType::Per)]);
    }
}
