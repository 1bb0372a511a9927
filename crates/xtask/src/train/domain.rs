//! Words of the field in treebank sentences: the syntax stays, some words change (`lexicon/en/training.toml`).
//!
//! In: a training sentence and the word lists. Out: the sentence with a few verbs and nouns replaced by others of the
//! same inflection and frame. A tagger that has seen "looted" where "bought" stood takes it for a verb.

use super::data::{Dice, Example};
use serde::Deserialize;
use std::path::Path;

/// Forms of a verb: base, third person, past, participle, ing.
type Verb = [String; 5];
/// Singular and plural.
type Noun = [String; 2];

#[derive(Deserialize)]
struct File {
    verbs: Verbs,
    nouns: Nouns,
}

#[derive(Deserialize)]
struct Verbs {
    transitive: Vec<String>,
    intransitive: Vec<String>,
    speech: Vec<String>,
}

#[derive(Deserialize)]
struct Nouns {
    people: Vec<String>,
    things: Vec<String>,
}

/// The word lists, inflected.
pub struct Domain {
    transitive: Vec<Verb>,
    intransitive: Vec<Verb>,
    speech: Vec<Verb>,
    people: Vec<Noun>,
    things: Vec<Noun>,
}

impl Domain {
    /// Reads the file.
    pub fn load(path: &Path) -> Result<Self, String> {
        let text =
            std::fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))?;
        let file: File = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let verbs = |list: &[String]| list.iter().map(|v| inflect(v)).collect();
        let nouns = |list: &[String]| list.iter().map(|n| number(n)).collect();
        Ok(Self {
            transitive: verbs(&file.verbs.transitive),
            intransitive: verbs(&file.verbs.intransitive),
            speech: verbs(&file.verbs.speech),
            people: nouns(&file.nouns.people),
            things: nouns(&file.nouns.things),
        })
    }

    /// Replaces each verb and noun that allows it with chance `share`.
    pub fn dress(&self, example: &mut Example, share: f32, dice: &mut Dice) {
        for i in 0..example.forms.len() {
            if dice.roll() >= share || !example.forms[i].chars().all(char::is_alphabetic) {
                continue;
            }
            let found = if example.tags[i].starts_with("VERB\t") {
                self.verb(example, i, dice)
            } else if example.tags[i].starts_with("NOUN\t") {
                self.noun(example, i, dice)
            } else {
                None
            };
            if let Some((form, lemma)) = found
                && fits_article(example, i, &form)
            {
                let capital = example.forms[i].chars().next().is_some_and(char::is_uppercase);
                example.forms[i] = if capital { capitalised(&form) } else { form };
                example.lemmas[i] = lemma;
            }
        }
    }

    fn verb(&self, example: &Example, i: usize, dice: &mut Dice) -> Option<(String, String)> {
        let has = |rels: &[&str]| {
            (0..example.heads.len())
                .any(|k| example.heads[k] == i + 1 && rels.contains(&example.rels[k].as_str()))
        };
        // Particles, two objects and complements bind a verb too closely to change it.
        if has(&["compound:prt", "iobj", "xcomp"]) {
            return None;
        }
        let list = if has(&["ccomp"]) {
            &self.speech
        } else if has(&["obj", "nsubj:pass", "aux:pass"]) {
            &self.transitive
        } else if has(&["nsubj"]) {
            &self.intransitive
        } else {
            return None;
        };
        let tag = example.tags[i].as_str();
        let form = if tag.contains("VerbForm=Ger")
            || (tag.contains("VerbForm=Part") && tag.contains("Tense=Pres"))
        {
            4
        } else if tag.contains("VerbForm=Part") {
            3
        } else if tag.contains("Tense=Past") {
            2
        } else if tag.contains("VerbForm=Inf") || tag.contains("Mood=Imp") {
            0
        } else if tag.contains("Number=Sing") && tag.contains("Person=3") && tag.contains("Tense=Pres") {
            1
        } else if tag.contains("Tense=Pres") {
            0
        } else {
            return None;
        };
        let verb = &list[dice.below(list.len())];
        Some((verb[form].clone(), verb[0].clone()))
    }

    fn noun(&self, example: &Example, i: usize, dice: &mut Dice) -> Option<(String, String)> {
        let rel = example.rels[i].as_str();
        let list = match rel {
            "nsubj" | "nsubj:pass" | "obl:agent" => &self.people,
            "obj" | "obl" | "nmod" | "conj" => {
                if dice.roll() < 0.5 {
                    &self.people
                } else {
                    &self.things
                }
            }
            _ => return None,
        };
        let plural = example.tags[i].contains("Number=Plur");
        let noun = &list[dice.below(list.len())];
        Some((noun[usize::from(plural)].clone(), noun[0].clone()))
    }
}

/// "a miner", never "an miner".
fn fits_article(example: &Example, i: usize, form: &str) -> bool {
    let vowel = form.starts_with(['a', 'e', 'i', 'o', 'u']);
    match i.checked_sub(1).map(|p| example.forms[p].to_lowercase()).as_deref() {
        Some("a") => !vowel,
        Some("an") => vowel,
        _ => form.chars().all(char::is_alphabetic),
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn inflect(entry: &str) -> Verb {
    let words: Vec<&str> = entry.split(' ').collect();
    let base = words[0];
    let ends = |tails: &[&str]| tails.iter().any(|t| base.ends_with(t));
    let consonant_y = base.ends_with('y') && !ends(&["ay", "ey", "oy", "uy"]);
    let doubled = doubles(base);
    let stem = if doubled { format!("{base}{}", &base[base.len() - 1..]) } else { base.to_string() };
    let third = if consonant_y {
        format!("{}ies", &base[..base.len() - 1])
    } else if ends(&["s", "sh", "ch", "x", "z", "o"]) {
        format!("{base}es")
    } else {
        format!("{base}s")
    };
    let past = if consonant_y {
        format!("{}ied", &base[..base.len() - 1])
    } else if base.ends_with('e') {
        format!("{base}d")
    } else {
        format!("{stem}ed")
    };
    let ing = match base {
        "die" => "dying".to_string(),
        _ if base.ends_with('e') && !ends(&["ee", "ye", "oe"]) => format!("{}ing", &base[..base.len() - 1]),
        _ => format!("{stem}ing"),
    };
    let own = |i: usize, regular: String| words.get(i).map_or(regular, |w| (*w).to_string());
    [base.to_string(), third, own(1, past.clone()), own(2, past), ing]
}

/// One short vowel before one last consonant in a word of one syllable: "ban", "lob"; and a few longer verbs.
fn doubles(base: &str) -> bool {
    let letters: Vec<char> = base.chars().collect();
    let vowel = |c: char| "aeiou".contains(c);
    let n = letters.len();
    if n < 3 || matches!(base, "acquit" | "admit" | "repel") {
        return n >= 3;
    }
    let syllables = letters.windows(2).filter(|w| vowel(w[0]) && !vowel(w[1])).count();
    !vowel(letters[n - 1])
        && vowel(letters[n - 2])
        && !vowel(letters[n - 3])
        && syllables == 1
        && !matches!(letters[n - 1], 'w' | 'x' | 'y')
}

fn number(entry: &str) -> Noun {
    match entry.split_once('|') {
        Some((one, many)) => [one.to_string(), many.to_string()],
        None => [entry.to_string(), format!("{entry}s")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_inflected_as_english_does() {
        let check = |entry: &str, forms: &str| assert_eq!(inflect(entry).join(" "), forms);
        check("loot", "loot loots looted looted looting");
        check("ban", "ban bans banned banned banning");
        check("deny", "deny denies denied denied denying");
        check("storm", "storm storms stormed stormed storming");
        check("smash", "smash smashes smashed smashed smashing");
        check("beat beat beaten", "beat beats beat beaten beating");
        check("die", "die dies died died dying");
        check("free", "free frees freed freed freeing");
        check("rally", "rally rallies rallied rallied rallying");
    }
}
