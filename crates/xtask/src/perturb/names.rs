//! Swaps the names of persons and bodies, the same new name wherever the old one stands.
//!
//! Which words are names is taken from the reader's own entities; institution words ("Ministry") stay, since they say
//! what a body is. Pools hold invented or very common names.

use super::chance::Chance;
use super::edit::{Case, Edit, whole_words};
use kua_read::Reader;
use kua_syntax::EntityType;
use std::collections::{BTreeMap, BTreeSet};

const WOMEN: &[&str] =
    &["Mirela", "Tamara", "Ilona", "Zarina", "Galina", "Elira", "Nadia", "Petra", "Salome", "Vesna"];
const MEN: &[&str] =
    &["Anton", "Bekzat", "Goran", "Ilir", "Janko", "Levan", "Marek", "Oskar", "Rustam", "Tomas"];
const SURNAMES: &[&str] = &[
    "Abdrakov",
    "Bregan",
    "Calunescu",
    "Dorvan",
    "Esenbay",
    "Farkalis",
    "Gorunov",
    "Halvik",
    "Istrefaj",
    "Jurenko",
    "Kadyrin",
    "Lomidze",
    "Moravan",
    "Nestorov",
    "Okuyan",
    "Petrache",
    "Ravnik",
    "Sagatov",
    "Toruk",
    "Velescu",
];
const BODIES: &[&str] =
    &["Armonia", "Belvor", "Cantara", "Dovrix", "Elmon", "Fortana", "Gelvia", "Horizont", "Solvex", "Tarvo"];
const TWO_WORDS: &[&str] = &[
    "Open Road",
    "Free Hands",
    "New Shore",
    "Fair Harvest",
    "First Light",
    "Green Mile",
    "Common Bread",
    "Safe Streets",
];

/// Words that name a kind of body, an office or a title: they stay.
const KEPT: &[&str] = &[
    "army",
    "association",
    "bureau",
    "centre",
    "center",
    "city",
    "club",
    "college",
    "colonel",
    "commission",
    "committee",
    "congress",
    "council",
    "county",
    "court",
    "courier",
    "department",
    "district",
    "duma",
    "federation",
    "force",
    "forces",
    "front",
    "general",
    "government",
    "group",
    "guard",
    "hospital",
    "human",
    "institute",
    "interior",
    "internal",
    "affairs",
    "justice",
    "law",
    "major",
    "mayor",
    "messenger",
    "minister",
    "ministry",
    "movement",
    "national",
    "news",
    "office",
    "opposition",
    "parliament",
    "party",
    "police",
    "prefect",
    "prefecture",
    "president",
    "prison",
    "radio",
    "region",
    "regional",
    "republic",
    "review",
    "rights",
    "school",
    "security",
    "senate",
    "service",
    "square",
    "state",
    "station",
    "street",
    "strike",
    "supreme",
    "union",
    "united",
    "university",
    "workers",
];

pub(super) fn kept(word: &str) -> bool {
    KEPT.contains(&word.to_lowercase().as_str())
}

fn is_name_word(text: &str, word: &str) -> bool {
    word.chars().count() >= 3
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
        && word.chars().next().is_some_and(char::is_uppercase)
        && !kept(word)
        // A word that also stands in small letters is a common noun.
        && whole_words(text, &word.to_lowercase()).next().is_none()
}

/// The edits of one document. `towns`: names of places, which [`super::towns`] swaps.
pub fn edits(case: &Case, chance: &mut Chance, towns: &BTreeSet<String>) -> Vec<Edit> {
    let text = case.doc.text.as_str();
    let mut swaps: BTreeMap<String, String> = BTreeMap::new();
    let fresh = |pool: &[&str], chance: &mut Chance| -> std::vec::IntoIter<String> {
        let unused: Vec<String> =
            pool.iter().filter(|n| !text.contains(**n)).map(|n| (*n).to_owned()).collect();
        chance.shuffled(&unused).into_iter()
    };
    let (mut women, mut men, mut surnames) =
        (fresh(WOMEN, chance), fresh(MEN, chance), fresh(SURNAMES, chance));
    let (mut bodies, mut two) = (fresh(BODIES, chance), fresh(TWO_WORDS, chance));
    for sentence in Reader::english().syntax(text) {
        for &(first, end, kind) in &sentence.entities {
            let words: Vec<&str> = sentence.tokens[first..end].iter().map(|t| t.span.of(text)).collect();
            let all = words.join(" ");
            if words.iter().any(|w| towns.contains(*w)) || towns.contains(&all) || text.find(&all).is_none() {
                continue;
            }
            match kind {
                EntityType::Per => {
                    let names: Vec<&&str> = words.iter().filter(|w| is_name_word(text, w)).collect();
                    // One word alone is often no person ("Jaw broken"); with a full name elsewhere it follows that.
                    if names.len() < 2 {
                        continue;
                    }
                    for (i, name) in names.iter().enumerate() {
                        let name = title_case(name);
                        if swaps.contains_key(&name) || swaps.keys().any(|k| k.split(' ').any(|w| w == name))
                        {
                            continue;
                        }
                        let given = i == 0 && !words.contains(&",");
                        let new = match (given, name.ends_with('a')) {
                            (true, true) => women.next(),
                            (true, false) => men.next(),
                            (false, _) => surnames.next(),
                        };
                        swaps.extend(new.map(|new| (name, new)));
                    }
                }
                EntityType::Org if !swaps.contains_key(&all) => match words.as_slice() {
                    [name] if is_name_word(text, name) && name.chars().any(char::is_lowercase) => {
                        swaps.extend(bodies.next().map(|new| (all, new)));
                    }
                    [a, b] if is_name_word(text, a) && is_name_word(text, b) => {
                        swaps.extend(two.next().map(|new| (all, new)));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }
    let mut edits = Vec::new();
    for (old, new) in &swaps {
        edits.extend(whole_words(text, old).map(|span| Edit { span, words: new.clone() }));
        let loud = old.to_uppercase();
        edits.extend(whole_words(text, &loud).map(|span| Edit { span, words: new.to_uppercase() }));
    }
    edits
}

/// "DRANGA" → "Dranga"; other words as they are.
fn title_case(word: &str) -> String {
    if word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut chars = word.chars();
    chars.next().map(|c| c.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
}
