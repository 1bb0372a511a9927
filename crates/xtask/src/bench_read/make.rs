//! Makes documents that are all different out of the bundled samples.
//!
//! Each takes two samples, in turn, with names, numbers and the order of sentences changed by the seed and the number of
//! the document, so that nothing that was worked out for one document can serve another. About 500 words each.

use crate::perturb::chance::Chance;
use std::collections::BTreeMap;
use std::path::Path;

const SAMPLES: [&str; 12] = [
    include_str!("../../../../samples/01-interview.txt"),
    include_str!("../../../../samples/02-transcript.txt"),
    include_str!("../../../../samples/03-bulletin.txt"),
    include_str!("../../../../samples/04-wire.txt"),
    include_str!("../../../../samples/05-local.txt"),
    include_str!("../../../../samples/06-testimony.txt"),
    include_str!("../../../../samples/07-observer.txt"),
    include_str!("../../../../samples/08-list.txt"),
    include_str!("../../../../samples/09-monthly.txt"),
    include_str!("../../../../samples/10-copy.txt"),
    include_str!("../../../../samples/11-correction.txt"),
    include_str!("../../../../samples/12-channel.txt"),
];

const SYLLABLES: [&str; 20] = [
    "ba", "dor", "vel", "mi", "ran", "os", "ka", "lim", "te", "zu", "gor", "ne", "sha", "pri", "vo", "lek",
    "ar", "un", "fi", "tsa",
];

/// Names of the samples' world; each document has others.
const NAMES: [&str; 34] = [
    "Zălvești",
    "Drumosa",
    "Halmova",
    "Ciormeni",
    "Vârșana",
    "Termovar",
    "Carbora",
    "Lampa",
    "Todoran",
    "Mirel",
    "Crasnea",
    "Lidia",
    "Hălmagean",
    "Sorin",
    "Podoabă",
    "Aurel",
    "Bâlc",
    "Traian",
    "Zgârciu",
    "Petre",
    "Umbrescu",
    "Grigore",
    "Prelipca",
    "Ioana",
    "Drăgnea",
    "Costel",
    "Vasca",
    "Irina",
    "Sârbovan",
    "Doina",
    "Sarna",
    "Halcyon",
    "Tălmaci",
    "Hudrea",
];

fn name(chance: &mut Chance) -> String {
    let n = 2 + chance.below(2);
    let word: String = (0..n).map(|_| SYLLABLES[chance.below(SYLLABLES.len())]).collect();
    word[..1].to_uppercase() + &word[1..]
}

/// Document number `i`: a first line with its date, then its text.
pub fn document(seed: u64, i: usize) -> String {
    let mut chance = Chance::new(seed, &i.to_string());
    let names: BTreeMap<&str, String> = NAMES.iter().map(|old| (*old, name(&mut chance))).collect();
    let (a, b) = (i % 12, (i + 1 + chance.below(11)) % 12);
    let mut out = format!("date 2024-{:02}-{:02}\n", 1 + chance.below(12), 1 + chance.below(28));
    for sample in [SAMPLES[a], SAMPLES[b]] {
        for paragraph in sample.lines() {
            let sentences: Vec<&str> = paragraph.split_inclusive(". ").collect();
            let joined: Vec<String> =
                chance.shuffled(&sentences).iter().map(|s| format!("{} ", s.trim_end())).collect();
            let changed = renumbered(joined.concat().trim_end(), &mut chance);
            out += &NAMES.iter().fold(changed, |text, old| text.replace(old, &names[old]));
            out.push('\n');
        }
    }
    out
}

/// Other digits for those of numbers above 31 (days, hours and list numbers stay what they are).
fn renumbered(text: &str, chance: &mut Chance) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = at + rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        out += &rest[..at];
        let digits = &rest[at..end];
        match digits.parse::<usize>() {
            Ok(n) if n > 31 && !(2000..2100).contains(&n) && !digits.starts_with('0') => {
                let low = 10usize.pow(digits.len() as u32 - 1).max(32);
                out += &(low + chance.below(9 * low)).to_string()[..digits.len()];
            }
            _ => out += digits,
        }
        rest = &rest[end..];
    }
    out + rest
}

/// Writes documents `0..n` into folders of a thousand.
pub fn write(dir: &Path, seed: u64, n: usize) -> Result<(), String> {
    for i in 0..n {
        let folder = dir.join(format!("{:03}", i / 1000));
        if i % 1000 == 0 {
            std::fs::create_dir_all(&folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
        }
        let path = folder.join(format!("{i:06}.txt"));
        std::fs::write(&path, document(seed, i))
            .map_err(|e| format!("cannot write {}: {e}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn no_paragraph_of_names_is_made_twice() {
        let made: BTreeSet<String> = (0..300).map(|i| super::document(1, i)).collect();
        assert_eq!(made.len(), 300);
        assert_eq!(super::document(1, 7), super::document(1, 7));
    }
}
