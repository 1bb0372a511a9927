//! Force: 2020PB, incident reports of 2020 tagged by hand with means, acts and victims.
//!
//! In: `event/pb2020/incidents.json`. Out: micro F1 of [`TAGS`] over the states that words were not tuned on. A report is
//! its title and its text; its tags are those of `kua inspect means`. Volunteers tagged from video as well, so that not
//! every tag stands in the text.

use super::sheet::Sheet;
use kua_read::Reader;
use kua_read::means::find_means;
use kua_record::score::Tally;
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;

const DATA: &str = "2020PB, states not tuned on";
const TUNED_DATA: &str = "2020PB, Washington, Oregon, California";

/// States whose reports may be looked at.
const TUNED: [&str; 3] = ["Washington", "Oregon", "California"];

/// The 20 commonest tags of means and act whose own word, in any form, stands in at least half of the reports that have
/// them, commonest first ("flash-bang" is the word for stun-grenade). Too seldom said in words: less-lethal, push,
/// projectile, property-destruction, threaten, vehicle.
const TAGS: [&str; 20] = [
    "arrest",
    "shove",
    "shoot",
    "tear-gas",
    "pepper-spray",
    "spray",
    "baton",
    "strike",
    "tackle",
    "beat",
    "rubber-bullet",
    "stun-grenade",
    "pepper-ball",
    "knee",
    "grab",
    "tear-gas-canister",
    "punch",
    "throw",
    "bike",
    "zip-tie",
];

/// Tags of one report.
struct Tagged<'a> {
    tuned: bool,
    gold: BTreeSet<&'a str>,
    found: BTreeSet<&'static str>,
    title: &'a str,
}

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(path) = sheet.bench("event/pb2020/incidents.json", DATA) else { return Ok(()) };
    let raw = super::read(&path)?;
    let incidents: Vec<Value> = serde_json::from_str(&raw).map_err(|error| error.to_string())?;
    let tagged: Vec<Tagged<'_>> = incidents.par_iter().map(tags).collect();
    for (data, tuned, bar) in [(DATA, false, Some(0.80)), (TUNED_DATA, true, None)] {
        let mut sum = Tally::default();
        for report in tagged.iter().filter(|report| report.tuned == tuned) {
            sum.add(tally(report));
        }
        sheet.f1(data, "micro F1 of 20 tags", sum, bar);
    }
    // Classes are told of what may be looked at; the others' are the same words.
    for report in tagged.iter().filter(|report| report.tuned) {
        for tag in TAGS {
            let class = match (report.gold.contains(tag), report.found.contains(tag)) {
                (true, false) => "not found",
                (false, true) => "too much",
                _ => continue,
            };
            sheet.miss(DATA, &format!("{tag} {class} (counted in the tuned states)"), || {
                report.title.to_owned()
            });
        }
    }
    sheet.note(&format!(
        "2020PB: tags of means and act whose word stands in at least half of the reports that have them, the 20 \
         commonest: {}. Volunteers tagged from video too.",
        TAGS.join(", ")
    ));
    Ok(())
}

fn tags(incident: &Value) -> Tagged<'_> {
    let field = |name: &str| incident[name].as_str().unwrap_or_default();
    let text = format!("{}\n\n{}", field("title"), field("text"));
    let of_tags = |tag: &&str| TAGS.contains(tag);
    let found = find_means(&text, &Reader::english().syntax(&text));
    let gold = incident["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
    Tagged {
        tuned: TUNED.contains(&field("state")),
        gold: gold.filter(of_tags).collect(),
        found: found.iter().map(|means| means.name).filter(of_tags).collect(),
        title: incident["title"].as_str().unwrap_or_default(),
    }
}

fn tally(report: &Tagged<'_>) -> Tally {
    let hits = report.gold.iter().filter(|tag| report.found.contains(*tag)).count();
    Tally { hits, predicted: report.found.len(), gold: report.gold.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_named_tags_count() {
        let incident = serde_json::json!({
            "state": "Oregon",
            "title": "Guards arrest a baker",
            "text": "They used pepper spray on a baker.",
            "tags": ["arrest", "spray", "tackle", "protester", "less-lethal"],
        });
        let tagged = tags(&incident);
        assert!(tagged.tuned);
        assert_eq!(tagged.gold, BTreeSet::from(["arrest", "spray", "tackle"]));
        assert_eq!(tagged.found, BTreeSet::from(["arrest", "pepper-spray", "spray"]));
        assert_eq!(tally(&tagged), Tally { hits: 2, predicted: 3, gold: 3 });
    }
}
