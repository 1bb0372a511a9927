//! Proper names in GUM's entity column.
//!
//! In: a sentence with `Entity=(1-person-…` in MISC. Out: ranges of words that are names, with our types.
//! GUM marks whole noun phrases ("President Nadia Orman of the bar"); kept is the run of names around a head that is a
//! proper noun, without title and article. Nationalities are adjectives and peoples with a capital.

use kua_syntax::EntityType::{self, Gpe, Loc, Norp, Org, Per};
use kua_syntax::conllu::Group;
use kua_syntax::entity::TYPES;

/// Words before a person's name that are not part of it.
const TITLES: &[&str] = &[
    "president",
    "prime",
    "minister",
    "mr.",
    "mr",
    "mrs.",
    "mrs",
    "ms.",
    "ms",
    "dr.",
    "dr",
    "sir",
    "lord",
    "lady",
    "judge",
    "justice",
    "senator",
    "general",
    "gen.",
    "colonel",
    "captain",
    "professor",
    "prof.",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "chief",
    "governor",
    "mayor",
    "representative",
    "sheikh",
    "imam",
    "father",
    "sister",
    "brother",
    "saint",
    "vice",
    "chairman",
    "secretary",
    "attorney",
    "lieutenant",
    "officer",
    "coach",
    "congressman",
    "chancellor",
    "miss",
    "rep.",
    "sen.",
    "gov.",
    "col.",
    "lt.",
    "sgt.",
    "capt.",
    "ambassador",
    "director",
    "spokesman",
];

/// Names of countries' regions and towns have the type GPE; these words make a place a mere location.
const LAND: &[&str] = &[
    "river",
    "sea",
    "ocean",
    "lake",
    "mountain",
    "mountains",
    "mount",
    "island",
    "islands",
    "coast",
    "valley",
    "street",
    "avenue",
    "road",
    "square",
    "bridge",
    "park",
    "airport",
    "station",
    "building",
    "hall",
    "house",
    "center",
    "centre",
    "stadium",
    "museum",
    "hospital",
    "school",
    "church",
    "gulf",
    "bay",
    "desert",
    "peninsula",
    "strip",
    "east",
    "west",
    "north",
    "south",
    "europe",
    "asia",
    "africa",
    "america",
    "antarctica",
    "pacific",
    "atlantic",
    "stage",
    "tower",
    "hotel",
    "border",
    "canal",
    "forest",
    "beach",
    "earth",
    "mars",
    "moon",
];

/// Names of one sentence, in order, none overlapping.
pub fn names(group: &Group) -> Vec<(usize, usize, EntityType)> {
    let mut found: Vec<(usize, usize, EntityType)> = Vec::new();
    for (first, end, kind) in mentions(group) {
        let Some(head) = head_of(group, first, end) else { continue };
        if !proper(head, group) {
            continue;
        }
        let (mut a, mut b) = (head, head + 1);
        let name = |i: usize| proper(i, group) || group.words[i].form == "&";
        let linked = |i: usize| {
            i > first
                && i + 1 < end
                && matches!(group.words[i].form.as_str(), "of" | "for" | "and" | "the" | "-" | "'s" | "in")
        };
        while a > first && name(a - 1) {
            a -= 1;
        }
        if kind != "person" {
            // "Ministry of Health", "University of the West"
            while b < end
                && (name(b)
                    || (linked(b)
                        && (name(b + 1) || (linked(b + 1) && b + 2 < end && name(b + 2)))
                        && group.words[b].form != "and"
                        && group.words[b].form != "in"))
            {
                b += 1;
            }
        } else {
            while b < end && (name(b) || (group.words[b].form == "-" && b + 1 < end && name(b + 1))) {
                b += 1;
            }
        }
        while kind == "person" && a + 1 < b && TITLES.contains(&group.words[a].form.to_lowercase().as_str()) {
            a += 1;
        }
        let last = group.words[b - 1].form.to_lowercase();
        let kind = match kind.as_str() {
            "person" if b == a + 1 && TITLES.contains(&last.as_str()) => continue,
            "person" if group.words[head].feats.contains("Number=Plur") => Norp,
            "person" => Per,
            "organization" => Org,
            "place"
                if LAND.contains(&last.as_str())
                    || LAND.contains(&group.words[a].form.to_lowercase().as_str()) =>
            {
                Loc
            }
            "place" => Gpe,
            _ => continue,
        };
        found.push((a, b, kind));
    }
    for (i, word) in group.words.iter().enumerate() {
        if word.upos == "ADJ"
            && !proper(i, group)
            && word.form.starts_with(char::is_uppercase)
            && word.lemma.starts_with(char::is_uppercase)
            && word.form.len() > 3
            && !word.form.chars().all(char::is_uppercase)
        {
            found.push((i, i + 1, Norp));
        }
    }
    found.sort_by_key(|(a, b, _)| (*a, std::cmp::Reverse(*b)));
    let mut out: Vec<(usize, usize, EntityType)> = Vec::new();
    for name in found {
        if out.last().is_none_or(|last| last.1 <= name.0) {
            out.push(name);
        }
    }
    out
}

fn proper(i: usize, group: &Group) -> bool {
    group.words[i].xpos.starts_with("NNP")
}

/// BIO columns.
pub fn columns(n: usize, names: &[(usize, usize, EntityType)]) -> Vec<usize> {
    let mut out = vec![0; n];
    for (a, b, kind) in names {
        let t = TYPES.iter().position(|k| k == kind).unwrap_or(0);
        for (i, column) in out[*a..*b].iter_mut().enumerate() {
            *column = 2 * t + if i == 0 { 1 } else { 2 };
        }
    }
    out
}

/// Mentions as first word, one past the last, GUM type.
fn mentions(group: &Group) -> Vec<(usize, usize, String)> {
    let mut open: Vec<(String, usize, String)> = Vec::new();
    let mut out = Vec::new();
    for (i, word) in group.words.iter().enumerate() {
        let Some(value) = word.misc.split('|').find_map(|m| m.strip_prefix("Entity=")) else { continue };
        let mut rest = value;
        while !rest.is_empty() {
            if let Some(tail) = rest.strip_prefix('(') {
                let stop = tail.find(['(', ')']).unwrap_or(tail.len());
                let mut parts = tail[..stop].split('-');
                let id = parts.next().unwrap_or("").to_string();
                let kind = parts.next().unwrap_or("").to_string();
                rest = &tail[stop..];
                if let Some(after) = rest.strip_prefix(')') {
                    out.push((i, i + 1, kind));
                    rest = after;
                } else {
                    open.push((id, i, kind));
                }
            } else {
                let stop = rest.find(')').unwrap_or(rest.len());
                let id = &rest[..stop];
                if let Some(at) = open.iter().rposition(|(o, _, _)| o == id) {
                    let (_, first, kind) = open.remove(at);
                    out.push((first, i + 1, kind));
                }
                rest = rest.get(stop + 1..).unwrap_or("");
            }
        }
    }
    out
}

fn head_of(group: &Group, first: usize, end: usize) -> Option<usize> {
    (first..end).find(|&i| {
        let h = group.words[i].head;
        h == 0 || !(first..end).contains(&(h - 1))
    })
}
