//! Claims as text for people, in 80 columns: who → whom, then when, where, how many, why, says, sure.
//!
//! ```text
//!   On Tuesday evening probably 300 to 400 quarry workers blocked the road …
//!     ▸ gather.block    300 to 400 quarry workers → the road
//!         when within 2024-05-14 17:00 – 23:59 · where Karatas (KZ)
//!         how many 300–400 · says a shift foreman · probably (55–80 %)    5b0c1e6f
//! ```
//! In: a document, its sentences and its claims. Out: text. Words of the document are shown on one line each, without
//! control characters. Not here: the exact form of a claim; that is `--format jsonl`.

use crate::terminal::{COLUMNS, Style, one_line, shorten, width, wrap};
use kua_record::{
    Claim, Count, DateSource, Document, Hedge, Mention, Place, Polarity, Reality, Reason, Role, Span,
    Speaker, When, WhenKind,
};
use std::fmt::Write;

/// Digits of an id that are shown; `kua explain` takes them.
const ID_DIGITS: usize = 8;
const CLAIM_INDENT: usize = 4;
const DETAIL_INDENT: usize = 8;

/// A document's heading, its sentences, and under each the claims whose quote begins in it.
///
/// `sentences`: in text order. Claims that begin in none of them are listed under the sentence before.
pub fn document(doc: &Document, sentences: &[Span], claims: &[Claim], style: Style) -> String {
    let mut out = heading(doc, claims.len(), style);
    let mut left = claims.iter().peekable();
    let spans = shown(&doc.text, sentences);
    for (i, &span) in spans.iter().enumerate() {
        let next = spans.get(i + 1).map_or(usize::MAX, |s| s.start);
        let mut here = Vec::new();
        while let Some(claim) = left.next_if(|claim| claim.start < next) {
            here.push(claim);
        }
        out.push('\n');
        let words = one_line(span.of(&doc.text));
        for line in wrap(&words, 0, COLUMNS - 2) {
            let line = if here.is_empty() { style.dim(&line) } else { line };
            let _ = writeln!(out, "  {line}");
        }
        for claim in here {
            out.push_str(&self::claim(claim, Some(span), style));
        }
    }
    out.push('\n');
    out
}

/// The sentences with what stands before each (the name of a speaker, a bracket): all words of the text are shown.
fn shown(text: &str, sentences: &[Span]) -> Vec<Span> {
    let mut end = 0;
    let mut out: Vec<Span> = Vec::with_capacity(sentences.len());
    for &span in sentences {
        let before = text.get(end..span.start).unwrap_or("");
        let start = if before.trim().is_empty() {
            span.start
        } else {
            end + before.len() - before.trim_start().len()
        };
        end = span.end.max(end);
        out.push(Span::new(start, span.end));
    }
    if let Some(last) = out.last_mut() {
        last.end = text.trim_end().len().max(last.end);
    }
    out
}

fn heading(doc: &Document, claims: usize, style: Style) -> String {
    let mut facts = vec![match (doc.date, doc.date_from) {
        (Some(date), Some(from)) => format!("{date} ({})", date_source(from)),
        (Some(date), None) => date.to_string(),
        (None, _) => "no date: relative times stay unresolved".to_owned(),
    }];
    if let Some((from, to)) = doc.covers {
        facts.push(format!("covers {from} – {to}"));
    }
    facts.extend(doc.kind.iter().chain(&doc.outlet).map(|fact| one_line(fact)));
    facts.push(doc.language.code().to_owned());
    facts.push(format!("{claims} claim{}", if claims == 1 { "" } else { "s" }));
    let mut out = String::new();
    for line in wrap(&one_line(&doc.name), 0, COLUMNS) {
        let _ = writeln!(out, "{}", style.bold(&line));
    }
    for line in joined(&facts, 0, COLUMNS) {
        let _ = writeln!(out, "{line}");
    }
    let _ = writeln!(out, "{}", "─".repeat(COLUMNS));
    out
}

fn date_source(from: DateSource) -> &'static str {
    match from {
        DateSource::Manifest => "from the manifest",
        DateSource::Metadata => "from the file's metadata",
        DateSource::Line => "from its first line",
        DateSource::Dateline => "from the dateline",
        DateSource::Option => "from --date",
    }
}

/// One claim. `sentence`: the span above it; the quote is shown where it is not the whole of it.
pub fn claim(claim: &Claim, sentence: Option<Span>, style: Style) -> String {
    let mut out = String::new();
    let mut act = claim.act.to_string();
    if claim.polarity == Polarity::Negated {
        act.push_str(" (not)");
    }
    if let Some(word) = reality(claim.reality) {
        let _ = write!(act, " ({word})");
    }
    let indent = " ".repeat(CLAIM_INDENT);
    let parties = parties(claim);
    let _ = write!(out, "{indent}▸ {}", style.act(&act));
    if !parties.is_empty() {
        // Codes of 15 letters and less stand in one column.
        let gap = 15usize.saturating_sub(width(&act)) + 2;
        let used = CLAIM_INDENT + 2 + width(&act) + gap;
        let mut lines = wrap(&parties, used + 1, COLUMNS).into_iter();
        if let Some(first) = lines.next() {
            let _ = write!(out, "{}{first}", " ".repeat(if first.is_empty() { 0 } else { gap }));
        }
        let rest: Vec<String> = lines.collect();
        for line in wrap(&rest.join(" "), 0, COLUMNS - DETAIL_INDENT).iter().filter(|l| !l.is_empty()) {
            let _ = write!(out, "\n{}{line}", " ".repeat(DETAIL_INDENT));
        }
    }
    out.push('\n');
    let mut details = details(claim);
    if sentence.is_none_or(|s| claim.span().len() * 5 < s.len() * 4) {
        details.insert(0, format!("“{}”", shorten(&one_line(&claim.quote), COLUMNS - DETAIL_INDENT - 2)));
    }
    let mut lines = joined(&details, DETAIL_INDENT, COLUMNS);
    let id: String = claim.id.chars().take(ID_DIGITS).collect();
    // The id closes the last line at the right edge, or has one of its own.
    let last = lines.last().map_or(0, |line| width(line));
    let room = COLUMNS.saturating_sub(last + width(&id));
    let tail = |pad: usize| format!("{}{}", " ".repeat(pad), style.dim(&id));
    match lines.last_mut() {
        Some(line) if room >= 2 => line.push_str(&tail(room)),
        _ => lines.push(tail(COLUMNS - width(&id))),
    }
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    out
}

/// A word for a reality that is not the actual one.
pub fn reality(reality: Reality) -> Option<&'static str> {
    match reality {
        Reality::Actual => None,
        Reality::Future => Some("planned"),
        Reality::Hypothetical => Some("if"),
        Reality::Habitual => Some("usually"),
        Reality::Historical => Some("earlier"),
    }
}

fn parties(claim: &Claim) -> String {
    let list = |mentions: &[Mention]| mentions.iter().map(mention).collect::<Vec<_>>().join(" + ");
    match (claim.who.is_empty(), claim.whom.is_empty()) {
        (_, true) => list(&claim.who),
        (true, false) => format!("→ {}", list(&claim.whom)),
        (false, false) => format!("{} → {}", list(&claim.who), list(&claim.whom)),
    }
}

fn mention(mention: &Mention) -> String {
    referred(&mention.text, mention.is.as_deref())
}

fn referred(text: &str, is: Option<&str>) -> String {
    match is {
        Some(is) => format!("{} (= {})", one_line(text), one_line(is)),
        None => one_line(text),
    }
}

/// Each slot as a few words: "when …", "where …".
fn details(claim: &Claim) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(claim.when.as_ref().map(|w| format!("when {}", when(w))));
    if !claim.r#where.is_empty() {
        out.push(format!("where {}", claim.r#where.iter().map(place).collect::<Vec<_>>().join(", ")));
    }
    out.extend(claim.count.as_ref().map(|c| format!("how many {}", count(c))));
    if !claim.why.is_empty() {
        out.push(format!("why {}", claim.why.iter().map(reason).collect::<Vec<_>>().join("; ")));
    }
    if !claim.says.is_empty() {
        out.push(format!("says {}", claim.says.iter().map(speaker).collect::<Vec<_>>().join(" › ")));
    }
    out.extend(claim.sure.as_ref().map(hedge));
    out
}

/// `within 2024-05-14 17:00 – 23:59`; without an interval, the words and that they are not resolved.
pub fn when(when: &When) -> String {
    let day = |moment: &str| moment.replace('T', " ");
    let interval = match (when.from.as_deref(), when.to.as_deref()) {
        (None, None) => return format!("“{}”, not resolved", one_line(&when.text)),
        (Some(from), None) => format!("from {}", day(from)),
        (None, Some(to)) => format!("until {}", day(to)),
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) => match (from.split_once('T'), to.split_once('T')) {
            (Some((a, from)), Some((b, to))) if a == b => format!("{a} {from} – {to}"),
            _ => format!("{} – {}", day(from), day(to)),
        },
    };
    match when.kind {
        Some(WhenKind::Within) => format!("within {interval}"),
        Some(WhenKind::Throughout) => format!("throughout {interval}"),
        None => interval,
    }
}

fn place(place: &Place) -> String {
    let words = referred(&place.text, place.is.as_deref());
    let name = place.name.as_deref().filter(|name| *name != place.text);
    let known: Vec<String> = name.into_iter().chain(place.country.as_deref()).map(one_line).collect();
    if known.is_empty() { words } else { format!("{words} ({})", known.join(", ")) }
}

/// `300–400`, `12 or more`, `60 %`.
pub fn count(count: &Count) -> String {
    let number = match (count.low, count.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("{low} or more"),
        (None, Some(high)) => format!("{high} or fewer"),
        (None, None) => format!("“{}”", one_line(&count.text)),
    };
    match count.basis.as_deref() {
        Some("share") => format!("{number} %"),
        Some(basis) => format!("{number} ({})", one_line(basis)),
        None => number,
    }
}

fn reason(reason: &Reason) -> String {
    let words = referred(&reason.text, reason.is.as_deref());
    match reason.kind.and_then(|kind| serde_json::to_value(kind).ok()) {
        Some(kind) => format!("{}: {words}", kind.as_str().unwrap_or("")),
        None => words,
    }
}

fn speaker(speaker: &Speaker) -> String {
    let words = one_line(&speaker.text);
    if speaker.role == Some(Role::Unnamed) { format!("“{words}”") } else { words }
}

fn hedge(hedge: &Hedge) -> String {
    format!("{} ({})", one_line(&hedge.text), percent(hedge))
}

/// `55–80 %`.
pub fn percent(hedge: &Hedge) -> String {
    let percent = |p: f64| (p * 100.0).round();
    format!("{}–{} %", percent(hedge.low), percent(hedge.high))
}

/// Items joined by " · " in lines that begin with `indent` spaces; a line is broken between items where it can be.
fn joined(items: &[String], indent: usize, columns: usize) -> Vec<String> {
    let pad = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    for item in items {
        if let Some(line) = lines.last_mut()
            && width(line) + 3 + width(item) <= columns
        {
            line.push_str(" · ");
            line.push_str(item);
            continue;
        }
        lines.extend(wrap(item, 0, columns - indent).iter().map(|part| format!("{pad}{part}")));
    }
    lines
}
