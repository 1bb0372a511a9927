//! Dates in running text: GUM's news, interviews, court and speeches with normalised dates (`gum/xml`).
//!
//! In: XML with one word a line and `<date when=…>` around words; document dates from the same files. Out: F1 of values
//! from raw text, and accuracy where the span is given (`kua inspect times`, without and with `--spans`).
//! Right is: same first and last day, same month where the file gives no year. The ends of a stretch that counts from today may be a day off; a part of a day
//! counts as its day; a range is one expression with us and two with them.

use super::metric::share;
use super::sheet::Sheet;
use jiff::civil::Date;
use kua_read::Reader;
use kua_read::time::{Anchor, TimeMention, TimexType, find_times, resolve_span};
use kua_record::Span;
use kua_record::score::Tally;
use rayon::prelude::*;

const DATA: &str = "GUM news, interview, court, speech";

struct Gold {
    span: Span,
    from: Option<String>,
    to: Option<String>,
}

/// What one document gave.
#[derive(Default)]
struct Found {
    raw: Tally,
    given: usize,
    /// Class and detail.
    misses: Vec<(&'static str, String)>,
}

pub fn measure(sheet: &mut Sheet) -> Result<(), String> {
    let Some(folder) = sheet.bench("gum/xml", DATA) else { return Ok(()) };
    let texts =
        super::files(&folder, ".xml")?.iter().map(|p| super::read(p)).collect::<Result<Vec<_>, _>>()?;
    let found: Vec<Found> = texts.par_iter().map(|xml| compare(xml)).collect();
    let (mut raw, mut given) = (Tally::default(), 0);
    for one in found {
        raw.add(one.raw);
        given += one.given;
        for (class, detail) in one.misses {
            sheet.miss(DATA, class, || detail);
        }
    }
    sheet.f1(DATA, "value, from raw text, F1", raw, Some(0.72));
    sheet.score(DATA, "value, spans given, accuracy", share(given, raw.gold), Some(0.87));
    Ok(())
}

fn compare(xml: &str) -> Found {
    let (text, date, gold) = read(xml);
    let anchor = date.map_or_else(Anchor::default, Anchor::on);
    let sentences: Vec<Span> = Reader::english().syntax(&text).iter().map(|s| s.span).collect();
    let mentions: Vec<TimeMention> = find_times(&text, &sentences, &anchor)
        .into_iter()
        .filter(|m| m.base.is_some() && matches!(m.kind, TimexType::Date | TimexType::Time))
        .collect();
    let mut found = Found { raw: Tally { gold: gold.len(), ..Tally::default() }, ..Found::default() };
    let mut pieces: Vec<(&TimeMention, bool)> = mentions.iter().map(|m| (m, false)).collect();
    for g in &gold {
        let hit = pieces
            .iter_mut()
            .find(|(m, used)| m.span.overlaps(g.span) && (part_of(g, m) || !*used && same(g, m)));
        let wanted = format!("{:?}: want {:?} to {:?}", g.span.of(&text), g.from, g.to);
        if let Some((_, used)) = hit {
            found.raw.predicted += usize::from(*used);
            *used = true;
            found.raw.hits += 1;
        } else {
            let got = mentions.iter().find(|m| m.span.overlaps(g.span));
            let class = if got.is_some() { "raw text: another value" } else { "raw text: not found" };
            found.misses.push((class, format!("{wanted}, got {:?}", got.map(|m| &m.base))));
        }
        let one = resolve_span(&text, g.span, &sentences, &anchor);
        if one.as_ref().is_some_and(|m| part_of(g, m) || same(g, m)) {
            found.given += 1;
        } else {
            let class = match &one {
                None => "span given: no time",
                Some(m) if m.base.is_none() => "span given: no value",
                Some(_) => "span given: another value",
            };
            found.misses.push((class, format!("{wanted}, got {:?}", one.map(|m| m.base))));
        }
    }
    for (m, used) in &pieces {
        if !used && !gold.iter().any(|g| g.span.overlaps(m.span)) {
            found.misses.push(("raw text: too much", format!("{:?} {:?}", m.span.of(&text), m.base)));
        }
    }
    found.raw.predicted += pieces.len();
    found
}

/// Text, document date and gold dates of one file.
fn read(xml: &str) -> (String, Option<Date>, Vec<Gold>) {
    let mut text = String::new();
    let mut gold = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut date = None;
    let mut gap = false;
    for line in xml.lines() {
        if line.starts_with("<text ") {
            date = attribute(line, "dateCreated").and_then(|d| d.parse().ok());
        } else if line.starts_with("<date") {
            open.push((text.len(), line.to_owned()));
        } else if line.starts_with("</date") {
            if let Some((start, tag)) = open.pop() {
                let start = start + text[start..].len() - text[start..].trim_start().len();
                let (from, to) = match attribute(&tag, "when") {
                    Some(w) => (Some(w.clone()), Some(w)),
                    None => (
                        attribute(&tag, "from").or(attribute(&tag, "notBefore")),
                        attribute(&tag, "to").or(attribute(&tag, "notAfter")),
                    ),
                };
                gold.push(Gold { span: Span::new(start, text.len()), from, to });
            }
        } else if ["<p>", "<head", "<sp ", "<caption"].iter().any(|tag| line.starts_with(tag)) {
            text.push_str("\n\n");
            gap = false;
        } else if let Some(word) = line.split('\t').next().filter(|_| line.contains('\t')) {
            let word = unescaped(word);
            let glued = matches!(
                word.as_str(),
                "," | "." | "'s" | "’s" | ")" | ";" | ":" | "?" | "!" | "%" | "-" | "n't"
            );
            if gap && !glued {
                text.push(' ');
            }
            gap = !matches!(word.as_str(), "(" | "-" | "$");
            text.push_str(&word);
        }
    }
    (text, date, gold)
}

/// The value of ` name="…"` in a tag.
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(tag[at..].split('"').next()?.to_owned())
}

/// XML's five entities as characters.
pub fn unescaped(word: &str) -> String {
    word.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&apos;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The first or last day of a gold value ("2014-03" ends on the 31st).
fn edge(value: &str, last: bool) -> String {
    let day = value.get(..10).unwrap_or(value);
    match day.len() {
        4 if last => format!("{day}-12-31"),
        4 => format!("{day}-01-01"),
        7 if last => {
            let first: Option<Date> = format!("{day}-01").parse().ok();
            first.map_or_else(String::new, |d| d.last_of_month().to_string())
        }
        7 => format!("{day}-01"),
        _ => day.to_owned(),
    }
}

/// Whether gold is one end of a range of ours.
fn part_of(g: &Gold, m: &TimeMention) -> bool {
    let day = |time: &str| time.get(..10).unwrap_or(time).to_owned();
    m.rule == "range"
        && m.base.as_ref().is_some_and(|(a, b)| {
            g.from.as_deref().is_some_and(|f| edge(f, false) == day(a))
                || g.to.as_deref().is_some_and(|t| edge(t, true) == day(b))
        })
}

fn same(g: &Gold, m: &TimeMention) -> bool {
    let Some((from, to)) = &m.base else { return false };
    let (Some(from), Some(mut to)) = (from.get(..10), to.get(..10)) else { return false };
    if m.kind == TimexType::Time {
        to = from;
    }
    let near = |a: &str, b: &str| match (a.parse::<Date>(), b.parse::<Date>()) {
        (Ok(x), Ok(y)) => x.since(y).is_ok_and(|s| s.get_days().abs() <= 1),
        _ => false,
    };
    // "--10": October of a year that the file does not tell.
    if let Some(part) = g.from.as_deref().and_then(|f| f.strip_prefix("--")) {
        let end = g.to.as_deref().and_then(|t| t.strip_prefix("--")).unwrap_or(part);
        let of_year = |day: &str, part: &str| day.get(5..).is_some_and(|rest| rest.starts_with(part));
        return of_year(from, part) && of_year(to, end);
    }
    let point = g.from == g.to;
    let ok = |gold: Option<String>, ours: &str| {
        gold.is_none_or(|gold| if point { gold == ours } else { near(&gold, ours) })
    };
    ok(g.from.as_deref().map(|v| edge(v, false)), from) && ok(g.to.as_deref().map(|v| edge(v, true)), to)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINI: &str = "<text id=\"x\" dateCreated=\"2024-05-20\">\n<p>\nTailors\tNNS\nleft\tVBD\non\tIN\n\
        <date when=\"2024-05-17\">\nFriday\tNNP\n</date>\n.\t.\n</p>\n<p>\nIn\tIN\n<date when=\"2019\">\n2019\tCD\n\
        </date>\nthey\tPRP\nstayed\tVBD\n.\t.\n</p>\n</text>";

    #[test]
    fn a_file_gives_text_date_and_spans() {
        let (text, date, gold) = read(MINI);
        assert_eq!(text.trim_start(), "Tailors left on Friday.\n\nIn 2019 they stayed.");
        assert_eq!(date, Some(jiff::civil::date(2024, 5, 20)));
        assert_eq!(gold.iter().map(|g| g.span.of(&text)).collect::<Vec<_>>(), ["Friday", "2019"]);
    }

    #[test]
    fn both_dates_are_read_and_counted() {
        let found = compare(MINI);
        assert_eq!(found.raw, Tally { hits: 2, predicted: 2, gold: 2 });
        assert_eq!((found.given, found.misses.len()), (2, 0));
    }
}
