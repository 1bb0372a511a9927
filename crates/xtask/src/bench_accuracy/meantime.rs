//! MEANTIME, Wikinews articles with their first sentences marked: who reports what, what is certain, and when.
//!
//! In: `meantime/intra-doc_annotation`. Out, for *who says it* (`kua inspect speech`): cues (events that report another,
//! SLINK), their sources (agents of these events), and contents (links whose reported event lies in our content). For
//! *did it happen* (`kua inspect factuality`): micro F1 over the values of polarity, certainty and time that are not the
//! default; events that the layer does not name have the defaults. An attribute that gold leaves open
//! (UNDERSPECIFIED, or nothing) is not judged. Rows of ours behind the marked sentences are not judged either. For *dates in text* (`kua inspect times`): the marked
//! dates and times with a full value that overlap a row of ours, and those of them with the same value.

use super::metric::{SAME, overlap, under, words};
use super::naf::{Article, Event, line_end, read};
use super::sheet::Sheet;
use kua_read::Reader;
use kua_read::factuality::Factuality;
use kua_read::layers::Speech;
use kua_read::time::{Anchor, TimeMention, TimexType, find_times};
use kua_record::score::Tally;
use kua_record::{Document, HedgeTerm, Polarity, Reality, Span};
use rayon::prelude::*;

const DATA: &str = "MEANTIME";

/// Tallies of cue, source and content, and classes of error with details.
type Spoken = ([Tally; 3], Vec<(String, String)>);

/// An attribute with its default.
const ATTRIBUTES: [(&str, &str); 3] = [("polarity", "POS"), ("certainty", "CERTAIN"), ("time", "NON_FUTURE")];

/// All articles of the corpus folders; `None` where there are no data.
fn articles(sheet: &mut Sheet) -> Result<Option<Vec<Article>>, String> {
    let Some(folder) = sheet.bench("meantime/intra-doc_annotation", DATA) else { return Ok(None) };
    let mut out = Vec::new();
    for corpus in super::files(&folder, "")? {
        for file in super::files(&corpus, ".xml")? {
            out.push(read(&super::read(&file)?));
        }
    }
    Ok(Some(out))
}

fn document(article: &Article) -> Document {
    let mut document = Document::plain("article", &article.text);
    document.date = article.date;
    document
}

/// Rows of *dates in text*.
pub fn dates(sheet: &mut Sheet) -> Result<(), String> {
    let data = "MEANTIME TIMEX3";
    let Some(articles) = articles(sheet)? else { return Ok(()) };
    let found: Vec<Vec<TimeMention>> = articles.par_iter().map(times).collect();
    let (mut wanted, mut met, mut right) = (0, 0, 0);
    for (article, found) in articles.iter().zip(&found) {
        let mut used = vec![false; found.len()];
        for (span, _, value) in article.times.iter().filter(|(_, kind, value)| is_full(kind, value)) {
            wanted += 1;
            // The two ends of a range are marked apart there.
            let free = |at: usize| !used[at] || found[at].rule == "range";
            let Some(at) = (0..found.len()).find(|at| found[*at].span.overlaps(*span) && free(*at)) else {
                sheet.miss(data, "not found", || format!("{value} {}", span.of(&article.text)));
                continue;
            };
            used[at] = true;
            met += 1;
            let ours = found[at].value.as_deref().unwrap_or_default();
            if same_value(ours, value) {
                right += 1;
            } else {
                sheet.miss(data, "another value", || format!("{value} {}: {ours}", span.of(&article.text)));
            }
        }
    }
    sheet.right(data, "dates and times found", met, wanted, None);
    sheet.right(data, "right value among the found", right, met, None);
    Ok(())
}

/// What `kua inspect times` names as dates and times of the calendar.
fn times(article: &Article) -> Vec<TimeMention> {
    let sentences: Vec<Span> = Reader::english().syntax(&article.text).iter().map(|s| s.span).collect();
    let anchor = article.date.map_or_else(Anchor::default, Anchor::on);
    let mut found = find_times(&article.text, &sentences, &anchor);
    found.retain(|m| matches!(m.kind, TimexType::Date | TimexType::Time) && m.base.is_some());
    found
}

/// Whether a marked time names an interval: not "PRESENT_REF", nor a value with an unknown part ("XXXX-05").
fn is_full(kind: &str, value: &str) -> bool {
    matches!(kind, "DATE" | "TIME") && value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains('X')
}

/// Our value is one with its modifier behind a space, or a range; minutes are as fine as it gets.
fn same_value(ours: &str, gold: &str) -> bool {
    let plain = ours.split(' ').next().unwrap_or_default();
    let minute = gold.get(..16).unwrap_or(gold);
    plain.split('/').any(|part| part == gold) || gold.len() >= 11 && plain.starts_with(minute)
}

/// Rows of *who says it*.
pub fn speech(sheet: &mut Sheet) -> Result<(), String> {
    let Some(articles) = articles(sheet)? else { return Ok(()) };
    let data = "MEANTIME SLINK";
    let compared: Vec<Spoken> = articles
        .par_iter()
        .map(|article| {
            let (document, reader) = (document(article), Reader::english());
            let sentences = reader.syntax(&article.text);
            spoken(article, &reader.speech(&reader.work(&document, &sentences)))
        })
        .collect();
    let mut sums = [Tally::default(); 3];
    for (tallies, misses) in compared {
        sums.iter_mut().zip(tallies).for_each(|(sum, tally)| sum.add(tally));
        for (class, detail) in misses {
            sheet.miss(data, &class, || detail);
        }
    }
    for (sum, (name, bar)) in sums.into_iter().zip([("cue", 0.75), ("source", 0.72), ("content", 0.68)]) {
        sheet.f1(data, &format!("{name} F1"), sum, Some(bar));
    }
    Ok(())
}

fn spoken(article: &Article, found: &[Speech]) -> Spoken {
    let words = words(&article.text);
    let same = |a: Span, b: Span| overlap(&under(&words, &[a]), &under(&words, &[b])) >= SAME;
    let event = |id: &str| article.events.get(id).map(|event| event.span);
    let mut cues: Vec<(&str, Span)> =
        article.slinks.iter().filter_map(|(id, _)| Some((id.as_str(), event(id)?))).collect();
    cues.sort_by_key(|cue| cue.1);
    cues.dedup();
    let rows: Vec<&Speech> = found.iter().filter(|row| row.cue.start < article.marked_until).collect();
    let row_of = |span: Span| rows.iter().position(|row| same(row.cue, span));
    let [mut cue, mut source, mut content] = [Tally::default(); 3];
    let mut misses = Vec::new();
    cue.predicted = rows.len();
    let mut used = vec![false; rows.len()];
    for (id, span) in cues {
        cue.gold += 1;
        let row = row_of(span);
        if let Some(at) = row {
            used[at] = true;
            cue.hits += 1;
        } else {
            misses.push(("cue not found".to_owned(), span.of(&article.text).to_owned()));
        }
        let row = row.map(|at| rows[at]);
        if let Some((_, agent)) = article.agents.iter().find(|(of, _)| of == id) {
            source.gold += 1;
            let given = row.and_then(|row| row.source);
            source.predicted += usize::from(given.is_some());
            if given.is_some_and(|given| same(given, *agent)) {
                source.hits += 1;
            } else {
                let class = if row.is_some() { "source: other words" } else { "source: cue not found" };
                misses.push((class.to_owned(), agent.of(&article.text).to_owned()));
            }
        }
        let links = article.slinks.iter().filter(|(of, _)| of == id).filter_map(|(_, to)| event(to));
        let links: Vec<Span> = links.collect();
        let covered = |link: &&Span| row.is_some_and(|row| row.content.contains(**link));
        let right = links.iter().filter(covered).count();
        content.gold += links.len();
        content.hits += right;
        // A content that holds none of the links is one wrong answer.
        content.predicted += if row.is_some() { right.max(1) } else { 0 };
        for link in links.iter().filter(|link| !covered(link)) {
            let class = if row.is_some() { "content without it" } else { "content: cue not found" };
            misses.push((class.to_owned(), link.of(&article.text).to_owned()));
        }
    }
    for (row, _) in rows.iter().zip(&used).filter(|(_, used)| !**used) {
        content.predicted += 1;
        source.predicted += usize::from(row.source.is_some());
        misses.push(("cue too much".to_owned(), row.cue.join(row.content).of(&article.text).to_owned()));
    }
    ([cue, source, content], misses)
}

/// Rows of *did it happen*.
pub fn factuality(sheet: &mut Sheet) -> Result<(), String> {
    let Some(articles) = articles(sheet)? else { return Ok(()) };
    let judged: Vec<Vec<(Event, [&'static str; 3], String)>> = articles
        .par_iter()
        .map(|article| {
            let (document, reader) = (document(article), Reader::english());
            let sentences = reader.syntax(&article.text);
            let found = reader.factuality(&reader.work(&document, &sentences));
            let ours = |event: &Event| found.iter().find(|row| row.span.overlaps(event.span));
            let words = |event: &Event| {
                let line = article.text[..event.span.start].rfind('\n').map_or(0, |at| at + 1);
                let end = line_end(&article.text, event.span.end);
                format!("{} [{}]", event.span.of(&article.text), &article.text[line..end])
            };
            article.events.values().map(|e| (e.clone(), values(ours(e)), words(e))).collect()
        })
        .collect();
    let mut sums = [Tally::default(); 3];
    for (event, ours, words) in judged.iter().flatten() {
        for (at, (name, default)) in ATTRIBUTES.into_iter().enumerate() {
            let gold = [&event.polarity, &event.certainty, &event.time][at].as_str();
            if gold == "UNDERSPECIFIED" || gold.is_empty() {
                continue;
            }
            sums[at].add(judge(gold, ours[at], default));
            if gold != ours[at] {
                let kind = if event.pos == "VERB" { "verb" } else { "noun or other" };
                let class = format!("{name} {gold} read as {} ({kind})", ours[at]);
                sheet.miss(DATA, &class, || words.clone());
            }
        }
    }
    let mut all = Tally::default();
    sums.iter().for_each(|sum| all.add(*sum));
    sheet.f1(DATA, "values that are not the default, micro F1", all, Some(0.55));
    for (sum, (name, _)) in sums.into_iter().zip(ATTRIBUTES) {
        sheet.f1(DATA, &format!("of these, {name}"), sum, None);
    }
    Ok(())
}

/// Counts a value where it, or what was given for it, is not the default.
fn judge(gold: &str, ours: &str, default: &str) -> Tally {
    Tally {
        hits: usize::from(gold == ours && gold != default),
        predicted: usize::from(ours != default),
        gold: usize::from(gold != default),
    }
}

/// Polarity, certainty and time of a row, in MEANTIME's words.
fn values(row: Option<&Factuality>) -> [&'static str; 3] {
    let Some(row) = row else { return ATTRIBUTES.map(|(_, default)| default) };
    let certainty = match row.sure.map(|(_, term)| term) {
        None | Some(HedgeTerm::AlmostCertain) => {
            if row.reality == Reality::Hypothetical {
                "POSSIBLE"
            } else {
                "CERTAIN"
            }
        }
        Some(HedgeTerm::VeryLikely | HedgeTerm::Likely | HedgeTerm::Apparently) => "PROBABLE",
        Some(_) => "POSSIBLE",
    };
    let future = matches!(row.reality, Reality::Future | Reality::Hypothetical);
    [
        if row.polarity == Polarity::Negated { "NEG" } else { "POS" },
        certainty,
        if future { "FUTURE" } else { "NON_FUTURE" },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench_accuracy::naf::MINI;

    #[test]
    fn a_cue_with_source_and_content_is_right_in_all_three() {
        let article = read(MINI);
        let right = Tally { hits: 1, predicted: 1, gold: 1 };
        let at = |words: &str| {
            let start = article.text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let mut row = Speech {
            source: Some(at("Guards")),
            cue: at("said"),
            content: at("the bakers would leave"),
            kind: kua_read::layers::SpeechKind::Indirect,
        };
        assert_eq!(spoken(&article, std::slice::from_ref(&row)).0, [right; 3]);
        row.content = at("the bakers");
        let wrong = Tally { hits: 0, ..right };
        assert_eq!(spoken(&article, &[row.clone()]).0, [right, right, wrong]);
        row.cue = at("waited");
        // Behind what is marked: not judged.
        assert_eq!(spoken(&article, &[row]).0, [Tally { gold: 1, ..Tally::default() }; 3]);
    }

    #[test]
    fn a_value_is_the_same_at_its_own_grain() {
        assert!(same_value("2024-05-19", "2024-05-19") && same_value("2024-05-19 mod", "2024-05-19"));
        assert!(same_value("2024-05-19/2024-05-20", "2024-05-20"));
        assert!(same_value("2024-05-19T14:30", "2024-05-19T14:30:00"));
        assert!(!same_value("2024-05-19", "2024-05") && !same_value("2024-05", "2024-05-19"));
        assert!(
            is_full("DATE", "2024-05") && !is_full("DATE", "PRESENT_REF") && !is_full("DURATION", "2024")
        );
        let found = times(&read(&MINI.replace("waited", "left yesterday")));
        assert_eq!(found.iter().map(|m| m.value.as_deref()).collect::<Vec<_>>(), [Some("2024-05-19")]);
    }

    #[test]
    fn defaults_count_for_nothing() {
        assert_eq!(judge("POS", "POS", "POS"), Tally::default());
        assert_eq!(judge("NEG", "NEG", "POS"), Tally { hits: 1, predicted: 1, gold: 1 });
        assert_eq!(judge("POSSIBLE", "PROBABLE", "CERTAIN"), Tally { hits: 0, predicted: 1, gold: 1 });
        assert_eq!(values(None), ["POS", "CERTAIN", "NON_FUTURE"]);
    }
}
