//! Scores claims against gold claims, to the last digit as the reference scorer does.
//!
//! In: gold documents ([`GoldDoc`]: name, text, claims) and predicted claims ([`Predicted`]), both as bytes of JSON
//! Lines. Out: a [`Report`]: precision, recall and F1 of units (the headline), claims, families and single slots.
//! A predicted claim that is malformed or does not quote the document's own bytes is *unanchored*: it matches
//! nothing and counts as one wrong unit.
//! Where the reference scorer stops on an error (a line that is no JSON, a time with a zone beside one without), a
//! [`ScoreError`] says where and why instead.
//! Not here: finding and reading the files (the command line does that); agreement of two readers (`agree.rs`).
//!
//! Why not on [`crate::Claim`]? The judge takes any JSON, and claims made elsewhere are judged before they are
//! typed: typing them first would reject or repair what the judge counts.

mod json;
mod moment;
pub(crate) mod pair;
pub(crate) mod report;
pub(crate) mod slots;
mod text;
mod value;
mod word_table;

pub use report::{Report, Tally};
pub use slots::Slot;
pub use value::Value;

use pair::{Match, Side, pair};
use std::collections::{BTreeMap, BTreeSet};
use value::Fault;

/// Why a scoring could not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScoreError {
    /// A file that is not UTF-8.
    #[error("{file} is not UTF-8")]
    NotUtf8 {
        /// What the file holds.
        file: String,
    },
    /// A line that is no JSON object.
    #[error("{file}, line {line}: {why}")]
    Line {
        /// What the file holds.
        file: String,
        /// Counted from 1, at every line end of Unicode.
        line: usize,
        /// What is wrong.
        why: String,
    },
    /// Claims of a document that cannot be compared.
    #[error("claims of {doc} cannot be compared: {why}")]
    Compare {
        /// The document's name.
        doc: String,
        /// What is wrong.
        why: String,
    },
}

/// A document with its gold claims.
#[derive(Debug, Clone)]
pub struct GoldDoc {
    name: String,
    text: String,
    claims: Vec<Side>,
}

impl GoldDoc {
    /// `name`: the file name without `.txt`; `text`: the document's bytes; `claims`: JSON Lines.
    ///
    /// # Errors
    /// If either is not UTF-8, or a line is not a claim whose slots can be counted.
    pub fn parse(name: &str, text: &[u8], claims: &[u8]) -> Result<Self, ScoreError> {
        let file = format!("{name}.claims.jsonl");
        let text = utf8(text, &format!("{name}.txt"))?.to_owned();
        let claims = parse_lines(claims, &file)?
            .iter()
            .map(|(line, claim)| {
                Side::of(claim).map_err(|why| ScoreError::Line { file: file.clone(), line: *line, why })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { name: name.to_owned(), text, claims })
    }
}

/// Predicted claims by the file name of their document.
#[derive(Debug, Clone, Default)]
pub struct Predicted {
    by_doc: BTreeMap<String, Vec<Value>>,
}

impl Predicted {
    /// Parses JSON Lines. The folder in `doc` does not count; claims of unknown documents are left out of account.
    ///
    /// # Errors
    /// If the bytes are not UTF-8, or a line is not a JSON object.
    pub fn parse(claims: &[u8]) -> Result<Self, ScoreError> {
        let mut by_doc: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for (line, claim) in parse_lines(claims, "predicted claims")? {
            let doc = claim.get("doc").map_err(|why| ScoreError::Line {
                file: "predicted claims".to_owned(),
                line,
                why,
            })?;
            // Anything but a text can be no file name, since gold's end in ".txt".
            let name = doc.and_then(Value::as_str).map_or("", file_name).to_owned();
            by_doc.entry(name).or_default().push(claim);
        }
        Ok(Self { by_doc })
    }
}

impl Predicted {
    /// File names of the documents that have claims, in order.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &str> {
        self.by_doc.keys().map(String::as_str)
    }

    /// The claims of one document; none for an unknown one.
    pub(crate) fn claims_of(&self, doc: &str) -> &[Value] {
        self.by_doc.get(doc).map_or(&[], Vec::as_slice)
    }
}

fn utf8<'a>(bytes: &'a [u8], file: &str) -> Result<&'a str, ScoreError> {
    std::str::from_utf8(bytes).map_err(|_| ScoreError::NotUtf8 { file: file.to_owned() })
}

fn parse_lines(bytes: &[u8], file: &str) -> Result<Vec<(usize, Value)>, ScoreError> {
    text::lines(utf8(bytes, file)?)
        .map(|(line, json)| match json::parse(json) {
            Ok(value) => Ok((line, value)),
            Err(why) => Err(ScoreError::Line { file: file.to_owned(), line, why }),
        })
        .collect()
}

/// The last part of a path with `/`.
fn file_name(path: &str) -> &str {
    path.split('/').rfind(|part| !part.is_empty() && *part != ".").unwrap_or("")
}

/// Scores predicted claims against gold. `gold` in the order in which the report names the documents (by name);
/// `misses`: also list the claims without a partner in [`Report::misses`].
///
/// # Errors
/// [`ScoreError::Compare`] where values are of kinds that the judge cannot compare.
pub fn score(gold: &[GoldDoc], predicted: &Predicted, misses: bool) -> Result<Report, ScoreError> {
    let mut report = Report::default();
    for doc in gold {
        let mine = predicted.claims_of(&format!("{}.txt", doc.name));
        score_doc(doc, mine, misses, &mut report)
            .map_err(|why| ScoreError::Compare { doc: format!("{}.txt", doc.name), why })?;
    }
    let mut names: Vec<&str> = gold.iter().map(|doc| doc.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    report.documents = names.len();
    Ok(report)
}

fn score_doc(doc: &GoldDoc, mine: &[Value], misses: bool, report: &mut Report) -> Result<(), Fault> {
    let gold = &doc.claims;
    let good: Vec<Side> = mine
        .iter()
        .filter(|claim| slots::anchored(claim, &doc.text))
        .map(Side::of)
        .collect::<Result<_, _>>()?;
    let bad = mine.len() - good.len();
    let exact = pair(gold, &good, Match::Act)?;
    let family = pair(gold, &good, Match::Family)?;
    report.unanchored += bad;
    for (tally, pairs) in [(&mut report.claims, &exact), (&mut report.family, &family)] {
        tally.add(Tally { hits: pairs.len(), predicted: mine.len(), gold: gold.len() });
    }
    let size = |sides: &[Side]| sides.iter().map(|side| side.units.size()).sum::<usize>();
    let mut units = Tally { hits: exact.len(), predicted: size(&good) + bad, gold: size(gold) };
    for (slot, tally) in Slot::ALL.into_iter().zip(&mut report.slots) {
        let fillers = |sides: &[Side]| sides.iter().map(|side| side.units.get(slot).len()).sum::<usize>();
        tally.add(Tally { hits: 0, predicted: fillers(&good), gold: fillers(gold) });
    }
    for &(i, j) in &exact {
        let (Some(g), Some(p)) = (gold.get(i), good.get(j)) else { continue };
        let tallies = report.slots.iter_mut().zip(&mut report.matched);
        for (slot, (all, matched)) in Slot::ALL.into_iter().zip(tallies) {
            let hits = slots::hits(slot, &g.units, &p.units)?;
            let (predicted, gold) = (p.units.get(slot).len(), g.units.get(slot).len());
            units.hits += hits;
            all.hits += hits;
            matched.add(Tally { hits, predicted, gold });
        }
    }
    report.units.add(units);
    report.by_document.push((doc.name.clone(), units));
    if misses {
        list_misses(&doc.name, "missed  ", gold, exact.iter().map(|p| p.0).collect(), &mut report.misses)?;
        list_misses(&doc.name, "spurious", &good, exact.iter().map(|p| p.1).collect(), &mut report.misses)?;
    }
    Ok(())
}

/// One line for each claim without a partner, as the reference scorer lists them.
fn list_misses(
    doc: &str,
    what: &str,
    side: &[Side],
    paired: BTreeSet<usize>,
    out: &mut Vec<String>,
) -> Result<(), Fault> {
    for (i, Side { claim, .. }) in side.iter().enumerate() {
        if paired.contains(&i) {
            continue;
        }
        let act = match claim.field("act")? {
            Value::Str(act) => format!("{act:15}"),
            Value::Bool(b) => format!("{:>15}", u8::from(*b)),
            Value::Int(n) => format!("{n:>15}"),
            Value::Float(x) => format!("{x:>15?}"),
            other => return Err(format!("the act is {}, not a text", other.kind())),
        };
        let quote = claim.field("quote")?;
        out.push(format!("{what} {doc}: {act} {}", quote.as_str().unwrap_or(quote.kind())));
    }
    Ok(())
}
