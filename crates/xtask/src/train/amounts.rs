//! Counts with their hedges in training sentences: "at least 37 people" where the treebank has "people" or "37 people".
//!
//! In: a training sentence. Out: the same with one amount more, annotated as EWT annotates such phrases. Reports of
//! protests are full of them and EWT has some hundred: without more of them "at" makes the object an oblique.

use super::data::{Dice, Example, Sure};

/// One word of a hedge: form, tag, head (0: the number, otherwise the word of the hedge counted from 1), relation.
type Part = (&'static str, &'static str, usize, &'static str);

const HEDGES: [&[Part]; 14] = [
    &[("at", "ADP\t", 2, "case"), ("least", "ADJ\tDegree=Sup", 0, "nmod")],
    &[("at", "ADP\t", 2, "case"), ("least", "ADJ\tDegree=Sup", 0, "nmod")],
    &[("at", "ADP\t", 2, "case"), ("most", "ADJ\tDegree=Sup", 0, "nmod")],
    &[("more", "ADJ\tDegree=Cmp|ExtPos=ADV", 0, "advmod"), ("than", "ADP\t", 1, "fixed")],
    &[("less", "ADJ\tDegree=Cmp|ExtPos=ADV", 0, "advmod"), ("than", "ADP\t", 1, "fixed")],
    &[("up", "ADP\tExtPos=ADV", 0, "advmod"), ("to", "ADP\t", 1, "fixed")],
    &[
        ("as", "ADV\tExtPos=ADV", 0, "advmod"),
        ("many", "ADJ\tDegree=Pos", 1, "fixed"),
        ("as", "ADP\t", 1, "fixed"),
    ],
    &[("about", "ADV\t", 0, "advmod")],
    &[("around", "ADV\t", 0, "advmod")],
    &[("over", "ADV\t", 0, "advmod")],
    &[("nearly", "ADV\t", 0, "advmod")],
    &[("almost", "ADV\t", 0, "advmod")],
    &[("approximately", "ADV\tDegree=Pos", 0, "advmod")],
    &[("only", "ADV\t", 0, "advmod")],
];

const WORDS: [&str; 14] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty",
];

/// Gives one plural noun an amount, or one number a hedge; sentences without either stay as they are.
pub fn hedge(e: &mut Example, dice: &mut Dice) {
    let depends = |e: &Example, i: usize| e.heads.contains(&(i + 1));
    let spots: Vec<(usize, bool)> = (0..e.forms.len())
        .filter_map(|i| {
            let number = e.tags[i].starts_with("NUM\t")
                && e.rels[i] == "nummod"
                && e.heads[i] == i + 2
                && !depends(e, i)
                && (i == 0 || e.forms[i - 1].chars().all(char::is_alphabetic));
            let role = matches!(
                e.rels[i].as_str(),
                "nsubj" | "nsubj:pass" | "obj" | "obl" | "nmod" | "conj" | "obl:agent"
            );
            let noun = e.tags[i].starts_with("NOUN\t")
                && e.tags[i].contains("Number=Plur")
                && role
                && !(0..i).any(|k| {
                    e.heads[k] == i + 1
                        && matches!(
                            e.rels[k].as_str(),
                            "det" | "nummod" | "amod" | "compound" | "nmod:poss" | "advmod"
                        )
                });
            // The number stands right before the noun.
            let free = noun && (i == 0 || e.space[i] == (true, e.space[i].1) && e.rels[i - 1] != "compound");
            (number || free).then_some((i, number))
        })
        .collect();
    if spots.is_empty() {
        return;
    }
    let (at, has_number) = spots[dice.below(spots.len())];
    let phrase = HEDGES[dice.below(HEDGES.len())];
    let hedged = has_number || dice.roll() < 0.8;
    let k = if hedged { phrase.len() } else { 0 };
    let mut forms: Vec<String> = phrase[..k].iter().map(|p| p.0.to_string()).collect();
    let mut tags: Vec<String> = phrase[..k].iter().map(|p| p.1.to_string()).collect();
    let mut rels: Vec<String> = phrase[..k].iter().map(|p| p.3.to_string()).collect();
    // Places are those after the insertion: the number comes right after the hedge.
    let mut heads: Vec<usize> = phrase[..k].iter().map(|p| at + if p.2 == 0 { k + 1 } else { p.2 }).collect();
    if !has_number {
        let (form, kind) = number(dice);
        forms.push(form);
        tags.push(format!("NUM\t{kind}"));
        rels.push("nummod".into());
        heads.push(at + k + 2);
    }
    if at == 0 {
        if e.tags[0].starts_with("NOUN") || e.tags[0].starts_with("NUM") {
            e.forms[0] = e.forms[0].to_lowercase();
        }
        let mut chars = forms[0].chars();
        forms[0] = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    }
    let count = forms.len();
    for h in &mut e.heads {
        if *h > at {
            *h += count;
        }
    }
    e.lemmas.splice(at..at, forms.iter().map(|f| f.to_lowercase()));
    e.space.splice(at..at, vec![(true, true); count]);
    e.proper.splice(at..at, vec![false; count]);
    e.heads.splice(at..at, heads);
    e.tags.splice(at..at, tags);
    e.rels.splice(at..at, rels);
    e.forms.splice(at..at, forms);
    e.sure.splice(at..at, vec![Sure::GOLD; count]);
    if let Some(columns) = &mut e.entities {
        columns.splice(at..at, vec![0; count]);
    }
}

fn number(dice: &mut Dice) -> (String, &'static str) {
    const DIGITS: &str = "NumForm=Digit|NumType=Card";
    match dice.below(4) {
        0 => (WORDS[dice.below(WORDS.len())].to_string(), "NumForm=Word|NumType=Card"),
        1 => (format!("{},{:03}", 1 + dice.below(40), 50 * dice.below(20)), DIGITS),
        2 => (format!("{}", 2 + dice.below(98)), DIGITS),
        _ => (format!("{}", 10 * (1 + dice.below(90))), DIGITS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_keeps_the_tree() {
        let words = ["Police", "detained", "people", "."];
        let plain = Example {
            forms: words.map(String::from).to_vec(),
            space: vec![(true, true), (true, true), (true, false), (false, true)],
            tags: ["NOUN\tNumber=Plur", "VERB\t", "NOUN\tNumber=Plur", "PUNCT\t"].map(String::from).to_vec(),
            proper: vec![false; 4],
            lemmas: words.map(String::from).to_vec(),
            heads: vec![2, 0, 2, 2],
            rels: ["nsubj", "root", "obj", "punct"].map(String::from).to_vec(),
            entities: None,
            sure: vec![Sure::GOLD; 4],
        };
        for seed in 1..200 {
            let mut e = plain.clone();
            hedge(&mut e, &mut Dice::new(seed));
            let n = e.forms.len();
            assert!(
                n > 4 && [e.tags.len(), e.heads.len(), e.rels.len(), e.space.len(), e.lemmas.len()] == [n; 5]
            );
            let heads: Vec<Option<usize>> = e.heads.iter().map(|h| h.checked_sub(1)).collect();
            assert!(kua_syntax::tree::is_tree(&heads), "{e:?}");
            let object = e.rels.iter().position(|r| r == "obj");
            assert_eq!(object.map(|o| e.forms[o].as_str()), Some("people"));
        }
    }
}
