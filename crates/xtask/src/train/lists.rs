//! The name lists of `lexicon/<language>/names.toml`, for the model and for guessing entities in EWT.
//!
//! In: the TOML file. Out: lines for [`Tables`](kua_syntax::model::Tables); guesses for sentences without marked entities.
//! EWT marks no entities, but it marks proper nouns: what is none is no entity, and a run of proper nouns is one where a
//! list speaks for it. Where no list speaks, nothing is learned.

use super::data::{Dice, Example};
use kua_record::Span;
use kua_syntax::EntityType::{self, Gpe, Loc, Norp, Org, Per};
use kua_syntax::entity::TYPES;
use kua_syntax::lists::Lists;
use kua_syntax::split::Word;
use std::collections::BTreeMap;
use std::path::Path;

use kua_syntax::lists::{COUNTRY, ORGANISATION_WORD as BODY_WORD, TITLE};
const BODY: u8 = 3;
const TOWN: u8 = 5;
const LAND: u8 = 6;
const PEOPLE: u8 = 7;
const CALENDAR: u8 = 8;
const FIRST: u8 = 9;
const SURNAME: u8 = 10;

/// Reads the file: one line `number<TAB>words` for each entry, the first list that has a word wins.
pub fn read(path: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
    let file: toml::Table = text.parse().map_err(|e| format!("{}: {e}", path.display()))?;
    let mut words: BTreeMap<String, i64> = BTreeMap::new();
    for list in file.get("list").and_then(|l| l.as_array()).into_iter().flatten() {
        let number = list.get("number").and_then(|n| n.as_integer()).ok_or("a list without a number")?;
        let entries = list.get("words").and_then(|w| w.as_str()).ok_or("a list without words")?;
        for entry in entries.split(',') {
            let entry = entry.split_whitespace().collect::<Vec<_>>().join(" ");
            if !entry.is_empty() {
                words.entry(entry).or_insert(number);
            }
        }
    }
    Ok(words.into_iter().map(|(w, n)| format!("{n}\t{w}")).collect())
}

/// List number of each word.
pub fn numbers(forms: &[String], lists: &Lists) -> Vec<u8> {
    let words: Vec<Word> = forms.iter().map(|form| Word { form, span: Span::default() }).collect();
    lists.find(&words)
}

/// Names met in sentences, as marked or as the lists say: whole name in small letters, and persons' last names.
pub type Met = BTreeMap<String, BTreeMap<EntityType, usize>>;

/// Collects the names of all sentences, so that "Orman" alone is known where "Nadia Orman" was met.
pub fn meet(examples: &[Example], lists: &Lists) -> Met {
    let mut met = Met::new();
    for e in examples {
        let columns: Vec<usize> = match &e.entities {
            Some(marked) => marked.clone(),
            None => guess(e, lists, &Met::new()).iter().map(|c| c.unwrap_or(0)).collect(),
        };
        for (a, b, kind) in kua_syntax::entity::spans(&columns) {
            let name = e.forms[a..b].join(" ").to_lowercase();
            *met.entry(name).or_default().entry(kind).or_default() += 1;
            if kind == Per && b > a + 1 {
                *met.entry(e.forms[b - 1].to_lowercase()).or_default().entry(kind).or_default() += 1;
            }
        }
    }
    met
}

/// Guessed entity columns; `None` where nothing is known.
pub fn guess(e: &Example, lists: &Lists, met: &Met) -> Vec<Option<usize>> {
    let n = e.forms.len();
    let list = numbers(&e.forms, lists);
    let is = |i: usize, pos: &str| e.tags[i].starts_with(pos) && e.tags[i][pos.len()..].starts_with('\t');
    let mut out: Vec<Option<usize>> = vec![Some(0); n];
    let mut mark = |a: usize, b: usize, kind: Option<EntityType>| {
        let t = kind.and_then(|k| TYPES.iter().position(|x| *x == k));
        for (i, slot) in out[a..b].iter_mut().enumerate() {
            *slot = t.map(|t| 2 * t + if i == 0 { 1 } else { 2 });
        }
    };
    let mut i = 0;
    while i < n {
        if !e.proper[i] {
            if list[i] == PEOPLE {
                mark(i, i + 1, Some(Norp));
            } else if is(i, "ADJ")
                && (if e.lemmas[i] == "_" { &e.forms[i] } else { &e.lemmas[i] })
                    .starts_with(char::is_uppercase)
                && e.forms[i].chars().count() > 3
            {
                mark(i, i + 1, None);
            }
            i += 1;
            continue;
        }
        let run = |mut end: usize| {
            while end < n
                && (e.proper[end]
                    || (end + 1 < n
                        && e.forms[end] == "-"
                        && e.space[end] == (false, false)
                        && e.proper[end + 1]))
            {
                end += 1;
            }
            end
        };
        let mut end = run(i + 1);
        // "Ministry of Health", "Centre for the Study of Steppe Law", "Gulf of the West"
        while (i..end).any(|k| matches!(list[k], BODY_WORD | LAND))
            && end + 1 < n
            && matches!(e.forms[end].as_str(), "of" | "for" | "on" | "&")
        {
            let start = if e.forms[end + 1].eq_ignore_ascii_case("the") { end + 2 } else { end + 1 };
            let far = run(start);
            if far == start {
                break;
            }
            end = far;
        }
        let mut first = i;
        while first < end && list[first] == TITLE {
            first += 1;
        }
        if first < end {
            let kind = kind_of(&list[first..end], first > i, &e.forms[first..end]);
            let kind = kind.or_else(|| {
                // Treebanks join the parts of a person's name flatly, those of other names mostly as compounds.
                let free = list[first..end].iter().all(|l| matches!(*l, 0 | FIRST | SURNAME));
                let flat = (first + 1..end).all(|k| e.rels[k] == "flat" && e.heads[k] == first + 1);
                let capital = e.forms[first..end].iter().all(|f| f.starts_with(char::is_uppercase));
                if free && flat && capital && (2..=4).contains(&(end - first)) {
                    return Some(Known::Is(Per));
                }
                if let Some(kind) = context(e, first, end, &list) {
                    return Some(Known::Is(kind));
                }
                let seen = met.get(&e.forms[first..end].join(" ").to_lowercase())?;
                let (kind, times) = seen.iter().max_by_key(|(_, n)| **n)?;
                (*times * 4 >= seen.values().sum::<usize>() * 3).then_some(Known::Is(*kind))
            });
            match kind {
                Some(Known::Is(kind)) => mark(first, end, Some(kind)),
                Some(Known::No) => {}
                None => mark(first, end, None),
            }
        }
        i = end;
    }
    out
}

/// What the place in the tree says about a name that no list knows.
fn context(e: &Example, first: usize, end: usize, list: &[u8]) -> Option<EntityType> {
    let titled = e.forms[first..end]
        .iter()
        .all(|f| f.starts_with(char::is_uppercase) && f.chars().skip(1).any(char::is_lowercase));
    let shouting = e.forms.iter().filter(|f| f.len() > 3 && f.chars().all(char::is_uppercase)).count() > 2;
    if !(list[first..end].iter().all(|l| *l == 0) && end - first <= 2) || shouting {
        return None;
    }
    let form = &e.forms[first];
    if end == first + 1 && (3..=5).contains(&form.len()) && form.chars().all(char::is_uppercase) {
        return Some(Org);
    }
    let head = (first..end).find(|k| !(first..end).contains(&(e.heads[*k].wrapping_sub(1))))?;
    let case = (0..first)
        .rev()
        .find(|k| e.heads[*k] == head + 1 && e.rels[*k] == "case")
        .map(|k| e.forms[k].to_lowercase());
    let above = e.heads[head].checked_sub(1).map_or("", |h| e.lemmas[h].as_str());
    match e.rels[head].as_str() {
        "obl" | "nmod" if titled && case.as_deref() == Some("in") => Some(Gpe),
        "nsubj"
            if titled
                && matches!(above, "say" | "tell" | "write" | "think" | "ask" | "add" | "know" | "want") =>
        {
            Some(Per)
        }
        "vocative" if titled => Some(Per),
        _ => None,
    }
}

enum Known {
    Is(EntityType),
    No,
}

/// What the lists say about a run of proper nouns; `titled`: a title stands before it.
fn kind_of(list: &[u8], titled: bool, forms: &[String]) -> Option<Known> {
    let (first, last, len) = (list[0], list[list.len() - 1], list.len());
    let all = |kinds: &[u8]| list.iter().all(|l| kinds.contains(l));
    if all(&[CALENDAR]) || forms.iter().all(|f| f.chars().any(|c| c.is_ascii_digit())) {
        return Some(Known::No);
    }
    if all(&[BODY]) || (len > 1 && (last == BODY_WORD || first == BODY_WORD)) {
        return Some(Known::Is(Org));
    }
    if all(&[COUNTRY, TOWN]) {
        return Some(Known::Is(Gpe));
    }
    if len > 1 && (last == LAND || first == LAND) || all(&[LAND]) && len == 1 && forms[0].len() > 5 {
        return Some(Known::Is(Loc));
    }
    if all(&[PEOPLE]) {
        return Some(Known::Is(Norp));
    }
    let middle_free = list.iter().all(|l| matches!(*l, 0 | FIRST | SURNAME));
    if middle_free
        && len <= 4
        && (titled || first == FIRST || (last == SURNAME && (len == 1 || list[..len - 1].contains(&FIRST))))
    {
        return Some(Known::Is(Per));
    }
    None
}

/// Single words of the lists of persons and places, for exchanging them in training sentences.
#[derive(Debug, Default)]
pub struct Exchange {
    first: Vec<String>,
    surname: Vec<String>,
    place: Vec<String>,
}

impl Exchange {
    /// Takes the lines of [`read`].
    pub fn new(lines: &[String]) -> Self {
        let mut out = Self::default();
        for line in lines {
            let Some((number, word)) = line.split_once('\t') else { continue };
            if word.contains(|c: char| !c.is_alphabetic()) || word.len() < 4 {
                continue;
            }
            let mut chars = word.chars();
            let word: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
            match number.parse().unwrap_or(0) {
                FIRST => out.first.push(word),
                SURNAME => out.surname.push(word),
                COUNTRY | TOWN => out.place.push(word),
                _ => {}
            }
        }
        out
    }

    /// Exchanges some names of a sentence for others of the same list, so that no single name is learned by heart.
    pub fn apply(&self, e: &mut Example, list: &[u8], dice: &mut Dice) {
        for (i, number) in list.iter().enumerate() {
            let pool = match *number {
                FIRST => &self.first,
                SURNAME => &self.surname,
                COUNTRY | TOWN => &self.place,
                _ => continue,
            };
            let alone = |j: Option<usize>| j.and_then(|j| list.get(j)).is_none_or(|l| l != number);
            let titled = e.forms[i].chars().skip(1).all(char::is_lowercase) && e.forms[i].chars().count() > 2;
            let single =
                matches!(*number, FIRST | SURNAME) || (alone(i.checked_sub(1)) && alone(Some(i + 1)));
            if titled && single && !pool.is_empty() && e.tags[i].starts_with("PROPN") && dice.roll() < 0.15 {
                e.forms[i] = pool[dice.below(pool.len())].clone();
            }
        }
    }
}
