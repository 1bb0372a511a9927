//! The first page: what the record holds, where accounts differ, what nobody says, and how to read it all.

use super::figures::{DRAWN, caption};
use super::timeline::TimelinePages;
use crate::draw::Picture;
use crate::page::{Frame, Page, TOPICS, clean, figure};
use crate::say::Known;
use crate::site::Site;
use kua_weigh::byplace::by_place;
use kua_weigh::figures::{Figures, Subject, figures};
use kua_weigh::labels::labels;
use kua_weigh::silence::silences;
use kua_weigh::{Ix, deeds, groups, presence, reasons, wording};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The first page.
pub fn make(
    site: &Site,
    frame: &Frame,
    timeline: &TimelinePages,
    pictures: &[(Subject, Picture)],
    unread: usize,
) -> Page {
    let content = html! {
        h1 { (clean(&frame.dossier)) }
        p.lead { (scope(site, timeline)) }
        @if unread > 0 {
            p {
                (unread) @if unread == 1 { " file was" } @else { " files were" } " not read: see "
                a href="documents.html" { "Documents" } "."
            }
        }
        p {
            "Each statement is somebody’s. It stands here with its speaker, its doubt and a link to \
             its words; nothing is merged, averaged or endorsed."
        }
        @if let Some((picture, caption)) = &timeline.picture {
            h2 { "When and where" }
            (figure(picture, caption))
        }
        h2 { "What to read" }
        ul.cards {
            @for (stem, name, line) in cards(site, timeline) {
                li { a href={ (stem) ".html" } { (name) } span { (line) } }
            }
        }
        (differ(site, pictures))
        (silent(site))
        h2 { "How to read the marks" }
        p { "In a document, the words of each statement are lit, by kind:" }
        (super::document::key())
        p {
            "What this program adds to a quotation stands in [square brackets]: whom “they” means, \
             who acts where the words leave it out, and the "
            "range that a hedge stands for, such as “probably” [55–80 %]. “Inferred” \
             means that the statement itself names no time or "
            "place, and the surrounding text does. “Words of " i { "file" } " itself” are the document’s own voice."
        }
    };
    frame.page("index.html", "index", &frame.dossier, content)
}

fn plural(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", wording::number(n as u64)) }
}

fn scope(site: &Site, timeline: &TimelinePages) -> String {
    let record = site.record;
    let places = by_place(record, |_| true).iter().filter(|l| !l.key.is_empty()).count();
    let days = timeline.lines.iter().flat_map(|l| &l.cells).filter_map(|c| c.days);
    let dates: Vec<_> = days.flat_map(|d| [d.from, d.to]).flatten().collect();
    let range = match (dates.iter().min(), dates.iter().max()) {
        (Some(a), Some(b)) if a == b => format!(" and one day, {}", wording::day(*a)),
        (Some(a), Some(b)) => format!(" and times from {} to {}", wording::day(*a), wording::day(*b)),
        _ => String::new(),
    };
    format!(
        "{} from {}, on {}{range}.",
        plural(record.claims.len(), "statement", "statements"),
        plural(record.docs.len(), "document", "documents"),
        plural(places, "place", "places"),
    )
}

/// Stem, name and one line on what there is, for each topic.
fn cards(site: &Site, timeline: &TimelinePages) -> Vec<(&'static str, &'static str, String)> {
    let r = site.record;
    let lines: BTreeMap<&str, String> = [
        (
            "timeline",
            plural(
                timeline.lines.iter().map(|l| l.len()).sum(),
                "happening by place and day",
                "happenings by place and day",
            ),
        ),
        (
            "who",
            plural(
                presence::presence(r).iter().flat_map(|p| &p.days).map(|d| d.groups.len()).sum(),
                "group at a place and time",
                "groups at places and times",
            ),
        ),
        ("groups", plural(groups::groups(r).len(), "group described", "groups described")),
        ("deeds", plural(deeds::deeds(r).len(), "pair of parties", "pairs of parties")),
        (
            "reasons",
            plural(
                reasons::reasons(r).iter().map(|(_, _, l)| l.len()).sum(),
                "demand or reason",
                "demands and reasons",
            ),
        ),
        ("labels", plural(labels(r).labels.len(), "label or accusation", "labels and accusations")),
        (
            "figures",
            plural(
                figures(r).iter().map(|f| f.figures.len()).sum(),
                "figure, each with its source",
                "figures, each with its source",
            ),
        ),
        ("places", "maps and a list, with the radius of uncertainty".to_owned()),
        ("silence", "questions that nobody answers".to_owned()),
        (
            "documents",
            plural(r.docs.len(), "text with its statements lit", "texts with their statements lit"),
        ),
    ]
    .into();
    TOPICS
        .iter()
        .skip(1)
        .map(|(stem, name)| (*stem, *name, lines.get(stem).cloned().unwrap_or_default()))
        .collect()
}

/// Labels that are rejected, and the figures that several sources give, side by side.
fn differ(site: &Site, pictures: &[(Subject, Picture)]) -> Markup {
    let rejected: Vec<_> =
        labels(site.record).labels.into_iter().filter(|l| !l.rejected.is_empty()).take(5).collect();
    let all = figures(site.record);
    let shown: Vec<(usize, &Picture)> = [Subject::Killed, Subject::Crowd, Subject::Detained]
        .iter()
        .filter_map(|s| all.iter().find(|f| f.subject == *s))
        .filter(|f| differs(site, f))
        .filter_map(|f| {
            Some((f.figures.len(), pictures.iter().find(|(s, _)| *s == f.subject).map(|(_, p)| p)?))
        })
        .take(2)
        .collect();
    html! {
        @if !rejected.is_empty() || !shown.is_empty() {
            h2 { "Where accounts differ" }
            @for label in &rejected {
                h3 { (super::labels::lead(label)) " “" (clean(&label.text)) "”, and rejected" }
                @let both: Vec<Ix> =
                    label.used.iter().take(3).chain(label.rejected.iter().take(3)).copied().collect();
                (site.statements(&both, Known::default()))
            }
            @for (all, picture) in &shown {
                h3 { (picture.alt.split(':').next().unwrap_or("Figures")) ", by source" }
                (figure(picture, &caption(*all, (*all).min(DRAWN))))
            }
            p.note {
                "A difference need not be a contradiction: figures may count different things. All of them: "
                a href="labels.html" { "labels" } ", " a href="figures.html" { "figures" } "."
            }
        }
    }
}

/// Whether two sources give two figures.
fn differs(site: &Site, part: &Figures) -> bool {
    let ends = |ix: &Ix| site.record.claims[*ix].count.as_ref().map(|c| (c.low, c.high));
    let source = |ix: &Ix| (&site.record.sources[*ix].key, &site.record.sources[*ix].doc);
    let Some(first) = part.figures.first() else { return false };
    part.figures.iter().any(|ix| ends(ix) != ends(first))
        && part.figures.iter().any(|ix| source(ix) != source(first))
}

/// Questions that nobody answers: of the whole record, and of the places and days of which most is said.
fn silent(site: &Site) -> Markup {
    let mut silent = silences(site.record);
    silent.gaps.retain(|g| !g.open.is_empty());
    silent.gaps.sort_by_key(|g| std::cmp::Reverse(g.statements));
    html! {
        h2 { "What nobody says" }
        @if silent.everywhere.is_empty() {
            p { "Each of the usual questions is touched by some statement, though not for each place and day:" }
        }
        @else {
            p { "No statement in any document touches:" }
            ul.plain { @for q in &silent.everywhere { li { (q.words()) } } }
        }
        ul.plain {
            @for g in silent.gaps.iter().take(4) {
                li {
                    b { (clean(&g.place)) ", " (lower_first(&super::days_words(Some(g.days)))) ": " }
                    "nothing on " @for (i, q) in g.open.iter().enumerate() { @if i > 0 { ", " } (q.short()) }
                }
            }
        }
        p { a href="silence.html" { "All open questions by place and day" } }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |c| c.to_lowercase().collect::<String>() + letters.as_str())
}
