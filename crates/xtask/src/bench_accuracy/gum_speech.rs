//! Who says it: attributions in GUM's news, interviews, court and speeches (`gum/dep`).
//!
//! In: CoNLL-U with discourse units, their relations and the words that signal them. A relation `attribution` from unit
//! to unit gives the *source* (words of the signal `sem-atsrc`), the *cue* (signals `lex-indwd` and `lex-indph`) and the
//! *content*: the unit that it points to with what is attached to that below the attribution, and the other parts of the
//! same unit. Out: F1 of each by itself, with `kua inspect speech`: spans are the same from a token F1 of .5 on, paired
//! one to one within a document.

use super::metric::{SAME, pairs, under};
use super::sheet::Sheet;
use kua_read::Reader;
use kua_record::score::Tally;
use kua_record::{Document, Span};
use kua_syntax::conllu;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const DATA: &str = "GUM attribution";

/// What is compared, with its bar.
const PARTS: [(&str, f64); 3] = [("cue", 0.75), ("source", 0.72), ("content", 0.68)];

/// Numbers of tokens, from 0.
type Tokens = BTreeSet<usize>;

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(folder) = sheet.bench("gum/dep", DATA) else { return Ok(()) };
    let documents = super::files(&folder, ".conllu")?
        .iter()
        .map(|path| conllu::read(&super::read(path)?).map_err(|error| error.to_string()))
        .collect::<Result<Vec<_>, String>>()?;
    let compared: Vec<[Compared; 3]> = documents.par_iter().map(compare).collect();
    let mut sums = [Tally::default(); 3];
    for one in compared {
        for ((sum, (name, _)), part) in sums.iter_mut().zip(PARTS).zip(one) {
            sum.add(part.tally);
            for word in part.missed {
                sheet.miss(DATA, &format!("{name} not found"), || word);
            }
            for word in part.extra {
                sheet.miss(DATA, &format!("{name} too much"), || word);
            }
        }
    }
    for (sum, (name, bar)) in sums.into_iter().zip(PARTS) {
        sheet.f1(DATA, &format!("{name} F1"), sum, Some(bar));
    }
    Ok(())
}

/// One part of all attributions of a document.
struct Compared {
    tally: Tally,
    missed: Vec<String>,
    extra: Vec<String>,
}

fn compare(gold: &conllu::Document) -> [Compared; 3] {
    let words: Vec<Span> = gold.sentences.iter().flat_map(|s| &s.words).map(|w| w.span).collect();
    let document = Document::plain("document", &gold.text);
    let reader = Reader::english();
    let sentences = reader.syntax(&gold.text);
    let found = reader.speech(&reader.work(&document, &sentences));
    let attributions = attributions(gold);
    // The same words twice are one item: a speaker may stand before two contents.
    let items = |of: &dyn Fn(usize) -> Tokens, n: usize| -> Vec<Tokens> {
        (0..n).map(of).filter(|tokens| !tokens.is_empty()).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let part = |of_gold: &dyn Fn(usize) -> Tokens, of_found: &dyn Fn(usize) -> Tokens| {
        let (g, f) = (items(of_gold, attributions.len()), items(of_found, found.len()));
        let paired = pairs(&g, &f, SAME);
        let text = |tokens: &Tokens| {
            let of = |i: usize| words.get(i).map(|span| span.of(&gold.text));
            let told = tokens.iter().filter_map(|&i| of(i)).collect::<Vec<_>>().join(" ");
            let first = tokens.first().copied().unwrap_or_default();
            let around: Vec<&str> = (first.saturating_sub(8)..first + 12).filter_map(of).collect();
            format!("{told} [{}]", around.join(" "))
        };
        let rest = |items: &[Tokens], used: Tokens| {
            (0..items.len()).filter(|i| !used.contains(i)).map(|i| text(&items[i])).collect()
        };
        Compared {
            tally: Tally { hits: paired.len(), predicted: f.len(), gold: g.len() },
            missed: rest(&g, paired.iter().map(|p| p.0).collect()),
            extra: rest(&f, paired.iter().map(|p| p.1).collect()),
        }
    };
    [
        part(&|i| attributions[i].cue.clone(), &|i| under(&words, &[found[i].cue])),
        part(&|i| attributions[i].source.clone(), &|i| under(&words, found[i].source.as_slice())),
        part(&|i| attributions[i].content.clone(), &|i| under(&words, &[found[i].content])),
    ]
}

/// Who says what by which words.
#[derive(Debug, Default, PartialEq)]
struct Attribution {
    source: Tokens,
    cue: Tokens,
    content: Tokens,
}

/// A relation of a discourse unit to another.
struct Relation<'a> {
    name: &'a str,
    from: usize,
    to: Option<usize>,
    /// The lower, the closer to the unit it points to.
    depth: usize,
    signals: &'a str,
}

/// Units with their tokens, and all relations.
fn units(gold: &conllu::Document) -> (BTreeMap<usize, Tokens>, Vec<Relation<'_>>) {
    let mut units: BTreeMap<usize, Tokens> = BTreeMap::new();
    let mut relations = Vec::new();
    let mut now = None;
    for (token, word) in gold.sentences.iter().flat_map(|s| &s.words).enumerate() {
        if let Some(told) = word.misc.split('|').find_map(|m| m.strip_prefix("Discourse=")) {
            let first = relations.len();
            relations.extend(told.split(';').filter_map(relation));
            now = relations.get(first).map(|r: &Relation<'_>| r.from).or(now);
        }
        if let Some(unit) = now {
            units.entry(unit).or_default().insert(token);
        }
    }
    (units, relations)
}

/// `attribution-positive:7->8:1:signals`; `ROOT:3:0` points nowhere; a second relation has one more number.
fn relation(told: &str) -> Option<Relation<'_>> {
    let (name, rest) = told.split_once(':')?;
    let (ends, rest) = rest.split_once(':').unwrap_or((rest, ""));
    let (from, to) = ends.split_once("->").map_or((ends, None), |(from, to)| (from, Some(to)));
    let (depth, mut signals) = rest.split_once(':').unwrap_or((rest, ""));
    if let Some((number, after)) = signals.split_once(':')
        && number.parse::<usize>().is_ok()
    {
        signals = after;
    }
    let to = to.map(str::parse).transpose().ok()?;
    Some(Relation { name, from: from.parse().ok()?, to, depth: depth.parse().unwrap_or(0), signals })
}

fn attributions(gold: &conllu::Document) -> Vec<Attribution> {
    let (units, relations) = units(gold);
    let mut out = Vec::new();
    for relation in relations.iter().filter(|r| r.name.starts_with("attribution")) {
        let Some(target) = relation.to else { continue };
        let mut within = BTreeSet::from([target]);
        // Parts of one unit point to its first part.
        let joined = |r: &&Relation<'_>| r.name.starts_with("same-unit");
        let head = relations.iter().filter(joined).find(|r| r.from == target).and_then(|r| r.to);
        let unit = head.unwrap_or(target);
        within.insert(unit);
        within.extend(relations.iter().filter(joined).filter(|r| r.to == Some(unit)).map(|r| r.from));
        let below = |r: &&Relation<'_>| r.to == Some(target) && r.depth < relation.depth;
        let mut open: Vec<usize> = relations.iter().filter(below).map(|r| r.from).collect();
        while let Some(unit) = open.pop() {
            if unit != relation.from && within.insert(unit) {
                open.extend(relations.iter().filter(|r| r.to == Some(unit)).map(|r| r.from));
            }
        }
        let content = within.iter().filter_map(|unit| units.get(unit)).flatten().copied().collect();
        out.push(Attribution {
            source: signalled(relation.signals, &["sem-atsrc"]),
            cue: signalled(relation.signals, &["lex-indwd", "lex-indph"]),
            content,
        });
    }
    out
}

/// Tokens of the signals of these kinds: `sem-atsrc-432,434-435-_` names the 432nd, 434th and 435th.
fn signalled(signals: &str, kinds: &[&str]) -> Tokens {
    let mut out = Tokens::new();
    for signal in signals.split('+') {
        let Some(rest) = kinds.iter().find_map(|kind| signal.strip_prefix(kind)?.strip_prefix('-')) else {
            continue;
        };
        let numbers = rest.rsplit_once('-').map_or(rest, |(numbers, _)| numbers);
        for range in numbers.split(',') {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            if let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) {
                // Counted from 1.
                out.extend((first..=last).filter_map(|n| n.checked_sub(1)));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(id: usize, form: &str, misc: &str) -> String {
        format!("{id}\t{form}\t{form}\tX\tX\t_\t{}\tdep\t_\t{misc}\n", usize::from(id > 1))
    }

    fn mini() -> conllu::Document {
        let mut file = String::from("# newdoc id = mini\n");
        file += &word(1, "Guards", "Discourse=attribution-positive:1->2:1:sem-atsrc-1-_+lex-indwd-2-_");
        file += &word(2, "said", "_");
        file += &word(3, "bakers", "Discourse=ROOT:2:0");
        file += &word(4, "left", "_");
        file += &word(5, "because", "Discourse=causal-cause:3->2:0:dm-because-5-_");
        file += &word(6, "of", "_");
        file += &word(7, "rain", "_");
        file += &word(8, "Nobody", "Discourse=joint-list:4->2:2:_");
        file += &word(9, "stayed", "_");
        conllu::read(&file).unwrap()
    }

    #[test]
    fn content_is_the_unit_with_what_is_attached_below() {
        let tokens = |range: std::ops::RangeInclusive<usize>| range.collect::<Tokens>();
        let wanted = Attribution { source: tokens(0..=0), cue: tokens(1..=1), content: tokens(2..=6) };
        assert_eq!(attributions(&mini()), [wanted]);
    }

    #[test]
    fn signals_name_tokens_from_one() {
        let found = signalled("dm-as-1-_+sem-atsrc-432,434-435-gold+lex-indwd-9-_", &["sem-atsrc"]);
        assert_eq!(found, BTreeSet::from([431, 433, 434]));
        assert!(signalled("_", &["sem-atsrc"]).is_empty());
        let second =
            relation("attribution-positive:14->15:0:1:lex-indwd-126-gold+sem-atsrc-125-gold").unwrap();
        assert_eq!((second.from, second.to, second.depth), (14, Some(15), 0));
        // The number before the first signal is no part of it.
        assert_eq!(signalled(second.signals, &["sem-atsrc"]), BTreeSet::from([124]));
    }

    #[test]
    fn speech_is_compared_by_tokens() {
        let [cue, source, content] = compare(&mini());
        let right = Tally { hits: 1, predicted: 1, gold: 1 };
        assert_eq!((cue.tally.gold, source.tally.gold, content.tally.gold), (1, 1, 1));
        assert_eq!((cue.tally, source.tally), (right, right));
    }
}
