//! The setting of a claim that names no place or day: what the document's frame or the text just before says.
//!
//! Stored as the extra field `setting`, never in `when` or `where`: views may use it and draw it as inferred.
//! Order of trust: the line's own head, a form's `Date` and `Place` fields, the dateline, the last named, the document's
//! date (which says only "by then").

use crate::layout::BlockKind;
use crate::place::{Kind, PlaceMention};
use crate::reader::Work;
use crate::time::TimeMention;
use kua_record::{Claim, Span};
use serde_json::json;

/// Adds `setting.when` and `setting.where` where the claim has none.
pub fn add(work: &Work<'_>, claim: &mut Claim) {
    let mut setting = serde_json::Map::new();
    if claim.when.is_none()
        && let Some((time, how)) = when(work, claim.start)
    {
        setting.insert("when".into(), json!({"from": time.from, "to": time.to, "from_what": how, "text": time.claim_span.of(&work.doc.text)}));
    }
    if claim.r#where.is_empty()
        && let Some((place, how)) = place(work, claim.start)
    {
        let entry = place.best.map(|b| work.gazetteer.entry(b));
        setting.insert(
            "where".into(),
            json!({
                "text": place.span.of(&work.doc.text),
                "name": entry.as_ref().map(|e| e.name),
                "country": entry.as_ref().map(|e| e.country).filter(|c| !c.is_empty()),
                "lat": entry.as_ref().map(|e| e.lat),
                "lon": entry.as_ref().map(|e| e.lon),
                "radius_m": entry.as_ref().map(|e| e.radius_m),
                "from_what": how,
            }),
        );
    }
    if !setting.is_empty() {
        claim.extra.insert("setting".into(), setting.into());
    }
}

fn field(work: &Work<'_>, span: Span, label: &str) -> bool {
    work.layout.block_at(span.start).is_some_and(|b| {
        b.kind == BlockKind::Field
            && b.label.is_some_and(|l| l.of(&work.doc.text).to_lowercase().contains(label))
    })
}

/// A day at most: a setting of a month says nothing of an act.
fn is_day(time: &TimeMention) -> bool {
    let day = |s: &Option<String>| s.as_deref().and_then(|s| s.get(..10)).map(str::to_owned);
    time.usable && time.from.is_some() && day(&time.from) == day(&time.to)
}

fn when<'w>(work: &'w Work<'_>, at: usize) -> Option<(&'w TimeMention, &'static str)> {
    let before = || work.times.iter().filter(|t| t.span.end <= at && is_day(t));
    if let Some(t) = work.times.iter().find(|t| is_day(t) && field(work, t.span, "date")) {
        return Some((t, "form header"));
    }
    let near =
        before().next_back().filter(|t| !work.doc.text.get(t.span.end..at).unwrap_or("").contains("\n\n"));
    near.map(|t| (t, "last named")).or_else(|| before().next_back().map(|t| (t, "last named")))
}

fn place<'w>(work: &'w Work<'_>, at: usize) -> Option<(&'w PlaceMention, &'static str)> {
    // Where people came from is not where they are.
    let origin =
        |p: &PlaceMention| work.doc.text.get(..p.span.start).is_some_and(|t| t.trim_end().ends_with("from"));
    let small = |p: &&PlaceMention| {
        p.is_place()
            && !origin(p)
            && p.best.is_none_or(|b| !matches!(work.gazetteer.entry(b).kind, Kind::Country | Kind::Area))
    };
    if let Some(p) = work
        .places
        .iter()
        .filter(small)
        .find(|p| field(work, p.span, "place") || field(work, p.span, "location"))
    {
        return Some((p, "form header"));
    }
    let last = work.places.iter().filter(small).rfind(|p| p.span.end <= at);
    if let Some(p) = last {
        return Some((p, "last named"));
    }
    // A dateline or heading names the place before anything is told.
    work.places.iter().filter(small).find(|p| p.span.start < 200 && p.best.is_some()).map(|p| (p, "heading"))
}
