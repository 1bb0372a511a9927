//! How far two sets of claims about the same documents agree, slot by slot.
//!
//! In: two sets of claims (two annotators, two readers, two versions of one reader). Out: an [`Agreement`] with F1 for
//! every slot and Krippendorff's alpha where it is defined, as a table or as JSON.
//!
//! **F1.** Claims are paired as the scorer pairs them (`score`), the first set in gold's place. With one partner each,
//! F1 is the share of what both have in what either has, and needs no notion of chance.
//!
//! **Alpha**, nominal, two coders (Krippendorff 2004, *Content Analysis*, 2nd ed., ch. 11; Hayes & Krippendorff 2007,
//! *Communication Methods and Measures* 1(1), 77–89): 1 is perfect, 0 is chance. Each coder must give each unit one
//! value out of a list, so alpha is defined here for
//! - `act` and `family`: units are passages, claims paired by their bytes whatever their acts;
//! - `polarity`, `reality`: units are claims paired by act and passage; a missing word is the plain case;
//! - `when.kind`, `count.basis`, `sure.term`: claims so paired in which both fill the slot; no word is a value, "none";
//! - `why.kind`, `says.role`: reasons and speakers alike in words inside paired claims;
//! - `who?` … `sure?`: whether the slot is filled at all, in paired claims.
//!
//! What only one side has is a missing value there, not a category: such units drop out of alpha, as in the sources,
//! and are seen in F1. Alpha is undefined (`null`, `-`) without units, and where both used one value throughout, since
//! then nothing says that they can tell two apart.
//!
//! Not here: texts of `who`, `whom`, `where`, `why` as such, which are spans and not values out of a list; agreement
//! on where units begin (Krippendorff's alpha for unitising), of which the F1 of `quote` is our only measure.

use crate::score::pair::{Match, Side, pair};
use crate::score::report::three;
use crate::score::slots::{alike_texts, hits};
use crate::score::{Predicted, ScoreError, Slot, Tally, Value};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Alpha for one question put to both coders.
#[derive(Debug, Clone, PartialEq)]
pub struct Alpha {
    /// The question, as in the module's list.
    pub name: &'static str,
    /// Units to which both gave a value.
    pub units: usize,
    /// Units to which both gave the same value.
    pub same: usize,
    /// Krippendorff's alpha, at most 1; `None` where it is undefined.
    pub alpha: Option<f64>,
}

/// What two sets of claims have in common. In each tally `gold` is the first set and `predicted` the second.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Agreement {
    /// Documents of which both sets have claims, by name: these are compared.
    pub documents: Vec<String>,
    /// Documents of which only the first set has claims; left out, since it may not have been given to the second.
    pub only_first: Vec<String>,
    /// Documents of which only the second set has claims; left out.
    pub only_second: Vec<String>,
    /// Malformed claims of the first and the second set, left out.
    pub malformed: (usize, usize),
    /// Same act over the same passage.
    pub claims: Tally,
    /// Same family of acts over the same passage.
    pub family: Tally,
    /// Over everything a claim answers, as in the scorer.
    pub units: Tally,
    /// Each slot, over all claims, and inside paired claims only.
    pub slots: Vec<(Slot, Tally, Tally)>,
    /// Alpha for each question, in the order of the module's list.
    pub alphas: Vec<Alpha>,
}

/// The questions for which alpha is defined, and the pairs of answers.
#[derive(Default)]
struct Answers(BTreeMap<&'static str, Vec<(String, String)>>);

const QUESTIONS: [&str; 17] = [
    "act",
    "family",
    "polarity",
    "reality",
    "when.kind",
    "count.basis",
    "sure.term",
    "why.kind",
    "says.role",
    "who?",
    "whom?",
    "where?",
    "why?",
    "when?",
    "count?",
    "says?",
    "sure?",
];

impl Answers {
    fn add(&mut self, question: &'static str, a: String, b: String) {
        self.0.entry(question).or_default().push((a, b));
    }
}

/// Compares two sets of claims.
///
/// # Errors
/// [`ScoreError::Compare`] where values are of kinds that cannot be compared.
pub fn agree(first: &Predicted, second: &Predicted) -> Result<Agreement, ScoreError> {
    let mut out = Agreement {
        slots: Slot::ALL.map(|slot| (slot, Tally::default(), Tally::default())).into(),
        ..Agreement::default()
    };
    let mut answers = Answers::default();
    out.only_second =
        second.documents().filter(|doc| first.claims_of(doc).is_empty()).map(str::to_owned).collect();
    for doc in first.documents() {
        if second.claims_of(doc).is_empty() {
            out.only_first.push(doc.to_owned());
            continue;
        }
        out.documents.push(doc.to_owned());
        let (a, a_malformed) = sides(first.claims_of(doc));
        let (b, b_malformed) = sides(second.claims_of(doc));
        out.malformed.0 += a_malformed;
        out.malformed.1 += b_malformed;
        compare(&a, &b, &mut out, &mut answers)
            .map_err(|why| ScoreError::Compare { doc: doc.to_owned(), why })?;
    }
    out.alphas = QUESTIONS
        .into_iter()
        .map(|name| {
            let pairs = answers.0.get(name).map_or(&[][..], Vec::as_slice);
            let same = pairs.iter().filter(|(a, b)| a == b).count();
            Alpha { name, units: pairs.len(), same, alpha: alpha(pairs) }
        })
        .collect();
    Ok(out)
}

/// The claims that can be compared, and how many cannot.
fn sides(claims: &[Value]) -> (Vec<Side>, usize) {
    let usable = |claim: &&Value| {
        let whole = |key: &str| matches!(claim.get(key), Ok(Some(Value::Int(n))) if *n >= 0);
        let forward = matches!((claim.get("start"), claim.get("end")),
            (Ok(Some(start)), Ok(Some(end))) if start.compare(end).is_some_and(|order| order.is_lt()));
        let act = matches!(claim.get("act"), Ok(Some(Value::Str(_))));
        whole("start") && whole("end") && forward && act
    };
    let sides: Vec<Side> = claims.iter().filter(usable).filter_map(|claim| Side::of(claim).ok()).collect();
    let malformed = claims.len() - sides.len();
    (sides, malformed)
}

fn compare(a: &[Side], b: &[Side], out: &mut Agreement, answers: &mut Answers) -> Result<(), String> {
    let tally = |hits: usize| Tally { hits, predicted: b.len(), gold: a.len() };
    let exact = pair(a, b, Match::Act)?;
    out.claims.add(tally(exact.len()));
    out.family.add(tally(pair(a, b, Match::Family)?.len()));
    for (i, j) in pair(a, b, Match::Passage)? {
        let (Some(x), Some(y)) = (a.get(i), b.get(j)) else { continue };
        let (x, y) = (word(&x.claim, "act", ""), word(&y.claim, "act", ""));
        let family = |act: &str| act.split('.').next().unwrap_or("").to_owned();
        answers.add("family", family(&x), family(&y));
        answers.add("act", x, y);
    }
    let size = |sides: &[Side]| sides.iter().map(|side| side.units.size()).sum::<usize>();
    out.units.add(Tally { hits: exact.len(), predicted: size(b), gold: size(a) });
    for (slot, all, _) in &mut out.slots {
        let fillers = |sides: &[Side]| sides.iter().map(|side| side.units.get(*slot).len()).sum::<usize>();
        all.add(Tally { hits: 0, predicted: fillers(b), gold: fillers(a) });
    }
    for (i, j) in exact {
        let (Some(x), Some(y)) = (a.get(i), b.get(j)) else { continue };
        for (slot, all, matched) in &mut out.slots {
            let hits = hits(*slot, &x.units, &y.units)?;
            out.units.hits += hits;
            all.hits += hits;
            matched.add(Tally { hits, predicted: y.units.get(*slot).len(), gold: x.units.get(*slot).len() });
        }
        answer(x, y, answers)?;
    }
    Ok(())
}

/// What a pair of claims says to each question but act and family.
fn answer(x: &Side, y: &Side, answers: &mut Answers) -> Result<(), String> {
    for (key, plain) in [("polarity", "affirmed"), ("reality", "actual")] {
        answers.add(key, word(&x.claim, key, plain), word(&y.claim, key, plain));
    }
    for (question, slot) in [
        ("who?", Slot::Who),
        ("whom?", Slot::Whom),
        ("where?", Slot::Where),
        ("why?", Slot::Why),
        ("when?", Slot::When),
        ("count?", Slot::Count),
        ("says?", Slot::Says),
        ("sure?", Slot::Sure),
    ] {
        let filled = |side: &Side| (!side.units.get(slot).is_empty()).to_string();
        answers.add(question, filled(x), filled(y));
    }
    for (question, slot, key) in [
        ("when.kind", Slot::When, "kind"),
        ("count.basis", Slot::Count, "basis"),
        ("sure.term", Slot::Sure, "term"),
    ] {
        if let (Some(a), Some(b)) = (x.units.get(slot).first(), y.units.get(slot).first()) {
            answers.add(question, word(a, key, "none"), word(b, key, "none"));
        }
    }
    for (question, slot, key) in [("why.kind", Slot::Why, "kind"), ("says.role", Slot::Says, "role")] {
        let mut left: Vec<&Value> = y.units.get(slot).iter().collect();
        for a in x.units.get(slot) {
            let mut partner = None;
            for (at, b) in left.iter().enumerate() {
                if alike_texts(a, b)? {
                    partner = Some(at);
                    break;
                }
            }
            if let Some(at) = partner {
                answers.add(question, word(a, key, "none"), word(left.remove(at), key, "none"));
            }
        }
    }
    Ok(())
}

/// The word under a key; `empty` where there is none.
fn word(value: &Value, key: &str, empty: &str) -> String {
    match value.get(key) {
        Ok(Some(Value::Str(word))) => word.clone(),
        Ok(None | Some(Value::Null)) | Err(_) => empty.to_owned(),
        Ok(Some(other)) => format!("({})", other.kind()),
    }
}

/// Krippendorff's alpha for nominal values by two coders, each unit valued by both.
///
/// With `n` values in all (two a unit), `o` units with two different values counted in both directions, and `n_c` times
/// that value `c` was given: `1 - (n - 1) * o / (n² - Σ n_c²)`.
fn alpha(pairs: &[(String, String)]) -> Option<f64> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (a, b) in pairs {
        *times.entry(a).or_default() += 1;
        *times.entry(b).or_default() += 1;
    }
    let n = 2 * pairs.len();
    let observed = 2 * pairs.iter().filter(|(a, b)| a != b).count();
    let expected = n * n - times.values().map(|t| t * t).sum::<usize>();
    if expected == 0 {
        return None;
    }
    Some(1.0 - (n - 1) as f64 * observed as f64 / expected as f64)
}

impl Agreement {
    /// A table for people, at most 80 columns wide.
    pub fn to_table(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "documents compared: {}", self.documents.len());
        for (names, which) in [(&self.only_first, "first"), (&self.only_second, "second")] {
            if !names.is_empty() {
                let _ = writeln!(out, "only in the {which} set, left out: {}", names.join(", "));
            }
        }
        if self.malformed != (0, 0) {
            let (a, b) = self.malformed;
            let _ = writeln!(out, "malformed claims, left out: {a} in the first set, {b} in the second");
        }
        let _ = writeln!(
            out,
            "\n{:12} {:>6} {:>6} {:>6} {:>7}   in paired claims",
            "", "first", "second", "both", "F1"
        );
        for (name, tally) in [("units", self.units), ("claims", self.claims), ("family", self.family)] {
            let _ = writeln!(out, "{}", row(name, tally));
        }
        for (slot, all, matched) in &self.slots {
            let _ = writeln!(out, "{} {:>18.3}", row(slot.name(), *all), matched.f1());
        }
        let _ = writeln!(out, "\n{:12} {:>6} {:>6} {:>7}", "", "units", "same", "alpha");
        for Alpha { name, units, same, alpha } in &self.alphas {
            let alpha = alpha.map_or("-".to_owned(), |alpha| format!("{alpha:.3}"));
            let _ = writeln!(out, "{name:12} {units:>6} {same:>6} {alpha:>7}");
        }
        out.push_str("\nAlpha: Krippendorff, nominal; - where undefined. NAME?: is the slot filled?\n");
        out
    }

    /// The same as JSON; `alpha` is `null` where it is undefined.
    pub fn to_json(&self) -> serde_json::Value {
        let tally = |t: &Tally| json!({"f1": rounded(t.f1()), "first": t.gold, "second": t.predicted, "both": t.hits});
        let slots: serde_json::Map<String, serde_json::Value> = self
            .slots
            .iter()
            .map(|(slot, all, matched)| {
                (slot.name().to_owned(), json!({"all": tally(all), "paired": tally(matched)}))
            })
            .collect();
        let alphas: serde_json::Map<String, serde_json::Value> = self
            .alphas
            .iter()
            .map(|a| {
                (a.name.to_owned(), json!({"alpha": a.alpha.map(rounded), "units": a.units, "same": a.same}))
            })
            .collect();
        json!({
            "documents": self.documents,
            "only_first": self.only_first,
            "only_second": self.only_second,
            "malformed": {"first": self.malformed.0, "second": self.malformed.1},
            "units": tally(&self.units),
            "claims": tally(&self.claims),
            "family": tally(&self.family),
            "slots": slots,
            "alpha": alphas,
        })
    }
}

fn row(name: &str, tally: Tally) -> String {
    format!("{name:12} {:>6} {:>6} {:>6} {:>7.3}", tally.gold, tally.predicted, tally.hits, tally.f1())
}

fn rounded(x: f64) -> f64 {
    three(x).parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(a: &str, b: &str) -> Vec<(String, String)> {
        a.chars().zip(b.chars()).map(|(x, y)| (x.to_string(), y.to_string())).collect()
    }

    fn claims(list: &[serde_json::Value]) -> Predicted {
        let lines: Vec<String> = list.iter().map(ToString::to_string).collect();
        Predicted::parse(lines.join("\n").as_bytes()).unwrap()
    }

    fn find<'a>(agreement: &'a Agreement, name: &str) -> &'a Alpha {
        agreement.alphas.iter().find(|a| a.name == name).unwrap()
    }

    #[test]
    fn alpha_is_that_of_the_published_examples() {
        // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", examples A and B.
        assert_eq!(three(alpha(&pairs("0100000010", "1110010000")).unwrap()), "0.095");
        assert_eq!(three(alpha(&pairs("aabbdcccedda", "babbbccceddd")).unwrap()), "0.692");
    }

    #[test]
    fn alpha_needs_two_values() {
        assert_eq!((alpha(&[]), alpha(&pairs("aaa", "aaa"))), (None, None));
        assert_eq!(alpha(&pairs("ab", "ab")), Some(1.0));
    }

    #[test]
    fn a_claim_of_one_side_lowers_f1_and_drops_out_of_alpha() {
        let march = json!({"doc": "a.txt", "start": 0, "end": 20, "act": "gather.march", "quote": ""});
        let rally = json!({"doc": "a.txt", "start": 0, "end": 22, "act": "gather.rally", "quote": ""});
        let clash =
            json!({"doc": "a.txt", "start": 40, "end": 60, "act": "crowd.clash", "polarity": "negated"});
        let other = json!({"doc": "b.txt", "start": 1, "end": 2, "act": "be.kind"});
        let broken = json!({"doc": "a.txt", "start": 9, "end": 2, "act": "be.kind"});
        let first = claims(&[march, clash.clone(), other]);
        let second = claims(&[rally, clash.clone(), broken]);
        let agreement = agree(&first, &second).unwrap();
        assert_eq!((agreement.claims.hits, agreement.family.hits), (1, 2));
        assert_eq!((&agreement.only_first[..], agreement.malformed), (&["b.txt".to_owned()][..], (0, 1)));
        let act = find(&agreement, "act");
        assert_eq!((act.units, act.same, act.alpha.map(three).as_deref()), (2, 1, Some("0.4")));
        assert_eq!((find(&agreement, "polarity").units, find(&agreement, "polarity").alpha), (1, None));
    }

    #[test]
    fn reasons_alike_in_words_are_compared_by_kind() {
        let claim = |kind: &str| {
            json!({"doc": "a.txt", "start": 0, "end": 20, "act": "gather.march",
                "why": [{"text": "unpaid wages", "start": 0, "end": 3, "kind": kind}], "says": [{"text": "a baker"}]})
        };
        let agreement = agree(&claims(&[claim("cause")]), &claims(&[claim("motive")])).unwrap();
        assert_eq!((find(&agreement, "why.kind").units, find(&agreement, "why.kind").same), (1, 0));
        assert_eq!((find(&agreement, "says.role").units, find(&agreement, "says.role").same), (1, 1));
    }

    #[test]
    fn the_table_fits_eighty_columns() {
        let claim = json!({"doc": "a.txt", "start": 0, "end": 20, "act": "gather.march"});
        let agreement = agree(&claims(std::slice::from_ref(&claim)), &claims(&[claim])).unwrap();
        let table = agreement.to_table();
        assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
        assert_eq!(agreement.to_json()["claims"]["f1"], json!(1.0));
    }
}
