//! GUM: normalised dates in running text (`gum/xml`), document dates from the same files.

use crate::{bench, misses};
use kua_read::time::{Anchor, TimeMention, TimexType, find_times, resolve_span};
use kua_record::Span;

struct Gold {
    span: Span,
    from: Option<String>,
    to: Option<String>,
    said: String,
}

/// Text, document date and gold dates of one file.
fn read(xml: &str) -> (String, Option<jiff::civil::Date>, Vec<Gold>) {
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
                let said = text[start..].to_owned();
                gold.push(Gold { span: Span::new(start, text.len()), from, to, said });
            }
        } else if line.starts_with("<p>")
            || line.starts_with("<head")
            || line.starts_with("<sp ")
            || line.starts_with("<caption")
        {
            text.push_str("\n\n");
            gap = false;
        } else if let Some(word) = line.split('\t').next().filter(|_| line.contains('\t')) {
            let word = word
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&apos;", "'")
                .replace("&quot;", "\"");
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

fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(tag[at..].split('"').next()?.to_owned())
}

/// The first or last day of a gold value ("2014-03" ends on the 31st).
fn edge(value: &str, last: bool) -> String {
    let day = &value[..value.len().min(10)];
    match day.len() {
        4 if last => format!("{day}-12-31"),
        4 => format!("{day}-01-01"),
        7 if last => {
            let first: Option<jiff::civil::Date> = format!("{day}-01").parse().ok();
            first.map_or_else(String::new, |d| d.last_of_month().to_string())
        }
        7 => format!("{day}-01"),
        _ => day.to_owned(),
    }
}

/// Same days (same month where the file gives no year); a part of a day counts as its day; the ends of a long stretch that counts from today may be a day off.
fn same(g: &Gold, m: &TimeMention) -> bool {
    let Some((from, to)) = &m.base else { return false };
    let (mut from, mut to) = (from[..10].to_owned(), to[..10].to_owned());
    if m.kind == TimexType::Time {
        to.clone_from(&from);
    }
    let near = |a: &str, b: &str| match (a.parse::<jiff::civil::Date>(), b.parse::<jiff::civil::Date>()) {
        (Ok(x), Ok(y)) => x.since(y).is_ok_and(|s| s.get_days().abs() <= 1),
        _ => false,
    };
    // "--10": October of a year that the file does not tell.
    if let Some(part) = g.from.as_deref().and_then(|f| f.strip_prefix("--")) {
        let end = g.to.as_deref().and_then(|t| t.strip_prefix("--")).unwrap_or(part);
        return from[5..].starts_with(part) && to[5..].starts_with(end);
    }
    let point = g.from == g.to;
    let gf = g.from.as_deref().map(|v| edge(v, false));
    let gt = g.to.as_deref().map(|v| edge(v, true));
    let ok =
        |g: &Option<String>, p: &str| g.as_deref().is_none_or(|g| if point { g == p } else { near(g, p) });
    if gf.is_none() {
        from.clear();
    }
    ok(&gf, &from) && ok(&gt, &to)
}

#[test]
fn gum_dates() {
    let Some(dir) = bench("gum") else { return };
    let mut files: Vec<_> =
        std::fs::read_dir(dir.join("gum/xml")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let (mut right, mut found, mut wanted, mut given) = (0, 0, 0, 0);
    for path in files {
        let (text, date, gold) = read(&std::fs::read_to_string(&path).unwrap());
        let anchor = date.map_or_else(Anchor::default, Anchor::on);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let mentions: Vec<TimeMention> = find_times(&text, &[], &anchor)
            .into_iter()
            .filter(|m| m.base.is_some() && matches!(m.kind, TimexType::Date | TimexType::Time))
            .collect();
        wanted += gold.len();
        // A range is one mention of ours and two of theirs.
        let mut pieces: Vec<(&TimeMention, bool)> = mentions.iter().map(|m| (m, false)).collect();
        for g in &gold {
            let hit = pieces.iter_mut().find(|(m, used)| {
                let inside = m.span.overlaps(g.span);
                let range = m.rule == "range"
                    && m.base.as_ref().is_some_and(|(a, b)| {
                        g.from.as_deref().is_some_and(|f| edge(f, false) == a[..10])
                            || g.to.as_deref().is_some_and(|t| edge(t, true) == b[..10])
                    });
                inside && (range || !*used && same(g, m))
            });
            if let Some(hit) = hit {
                if hit.1 {
                    found += 1;
                }
                hit.1 = true;
                right += 1;
            } else if misses() {
                let got: Vec<_> = mentions
                    .iter()
                    .filter(|m| m.span.overlaps(g.span))
                    .map(|m| (m.span.of(&text), &m.base))
                    .collect();
                eprintln!("{name}: want {:?}..{:?} for {:?}, got {got:?}", g.from, g.to, g.said);
            }
            let one = resolve_span(&text, g.span, &[], &anchor);
            let range = one.as_ref().is_some_and(|m| {
                m.rule == "range"
                    && m.base.as_ref().is_some_and(|(a, b)| {
                        g.from.as_deref().is_some_and(|f| edge(f, false) == a[..10])
                            || g.to.as_deref().is_some_and(|t| edge(t, true) == b[..10])
                    })
            });
            if one.as_ref().is_some_and(|m| range || same(g, m)) {
                given += 1;
            } else if misses() {
                eprintln!("{name}: given span {:?} read as {:?}", g.said, one.map(|m| m.base));
            }
        }
        if misses() {
            for (m, used) in &pieces {
                if !used && !gold.iter().any(|g| g.span.overlaps(m.span)) {
                    let around: String = text[..m.span.start]
                        .chars()
                        .rev()
                        .take(40)
                        .collect::<Vec<_>>()
                        .into_iter()
                        .rev()
                        .collect();
                    eprintln!("{name}: extra {:?} {:?} in {around:?}", m.span.of(&text), m.base);
                }
            }
        }
        found += pieces.len();
    }
    let (p, r) = (f64::from(right) / found as f64, f64::from(right) / wanted as f64);
    println!("gum: value F1 {:.3} (P {p:.3}, R {r:.3}; {wanted} gold, {found} found)", 2.0 * p * r / (p + r));
    println!("gum: accuracy given spans {:.3}", f64::from(given) / wanted as f64);
}
