//! Counts: phrases for the size of a crowd against the coders' brackets (Mass Mobilization).
//!
//! In: `count/mass-mobilization-dev.tsv`: phrase, bracket, number of coders. Out: accuracy weighted by coders; phrases
//! with words apart. Each phrase is a document, as with `kua inspect counts --lines`; its first count is taken.

use super::sheet::Sheet;
use kua_read::Reader;
use kua_read::count::{bracket, find_counts};
use kua_read::time::{Anchor, find_times};
use kua_record::Span;
use rayon::prelude::*;

const DATA: &str = "Mass Mobilization, dev";

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(path) = sheet.bench("count/mass-mobilization-dev.tsv", DATA) else { return Ok(()) };
    let raw = super::read(&path)?;
    let rows: Vec<(&str, &str, usize)> = raw.lines().filter_map(row).collect();
    let got: Vec<Option<&'static str>> = rows.par_iter().map(|(phrase, ..)| read(phrase)).collect();
    // All, then those with words: right and all, by coders.
    let mut tally = [(0usize, 0usize); 2];
    for ((phrase, class, coders), got) in rows.iter().zip(&got) {
        let right = *got == Some(class);
        let worded = phrase.chars().any(char::is_alphabetic);
        for t in tally.iter_mut().take(if worded { 2 } else { 1 }) {
            t.0 += if right { *coders } else { 0 };
            t.1 += coders;
        }
        if !right {
            let class_of_error = match got {
                None => "nothing read",
                Some(_) if worded => "words, another bracket",
                Some(_) => "digits, another bracket",
            };
            for _ in 0..*coders {
                sheet.miss(DATA, class_of_error, || format!("{phrase:?} is {class}, read as {got:?}"));
            }
        }
    }
    sheet.right(DATA, "bracket, all phrases", tally[0].0, tally[0].1, Some(0.945));
    sheet.right(DATA, "bracket, phrases with words", tally[1].0, tally[1].1, None);
    Ok(())
}

/// Phrase, bracket, coders.
fn row(line: &str) -> Option<(&str, &str, usize)> {
    let mut cells = line.split('\t');
    Some((cells.next()?, cells.next()?, cells.next()?.trim().parse().ok()?))
}

fn read(phrase: &str) -> Option<&'static str> {
    let sentences: Vec<Span> = Reader::english().syntax(phrase).iter().map(|s| s.span).collect();
    let times = find_times(phrase, &sentences, &Anchor::default());
    let counts = find_counts(phrase, &sentences, &times);
    counts.iter().find(|c| c.is_count() && !c.share).and_then(|c| bracket(c.low, c.high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_three_cells_and_its_phrase_a_bracket() {
        assert_eq!(row("about 1,500 tailors\t1000-1999\t3"), Some(("about 1,500 tailors", "1000-1999", 3)));
        assert_eq!(row("about 1,500 tailors\t1000-1999"), None);
        assert_eq!(read("about 1,500 tailors"), Some("1000-1999"));
        assert_eq!(read("tailors"), None);
    }
}
