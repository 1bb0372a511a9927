//! Harm and numbers: every figure with its source, on one scale and in a table; never summed, never averaged.

use super::section_id;
use crate::draw::{Picture, ranges};
use crate::error::Error;
use crate::page::{Flow, Frame, Page, clean, figure, table};
use crate::say::{Known, is_plain, place_name, status};
use crate::site::Site;
use kua_weigh::figures::{Figures, Subject, figures};
use kua_weigh::{Ix, wording};
use maud::{Markup, html};

/// Figures drawn; the table holds all.
pub const DRAWN: usize = 14;

/// The pages, and a picture a subject.
pub type FigurePages = (Vec<Page>, Vec<(Subject, Picture)>);

/// The pages and pictures.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Result<FigurePages, Error> {
    let all = figures(site.record);
    let mut flow = Flow::new(
        "figures",
        "Harm and numbers, by source",
        html! {
            p.lead {
                "Every figure with its source. Two figures stay two figures: nothing here is added up or "
                "averaged."
            }
            p {
                "Figures may count different things: a peak or a whole day, a city or a country, with or "
                "without police. The statement says which; where it does not, nobody knows."
            }
            @if all.is_empty() {
                p { "The record holds no figures and nobody is said to have been hurt or detained." }
            }
        },
    );
    let mut pictures = Vec::new();
    for (i, part) in all.iter().enumerate() {
        let id = section_id("subject", i);
        let heading = part.subject.heading();
        if part.figures.is_empty() {
            flow.add(&id, heading, html! { p.note { "Nobody gives a figure." } });
        } else {
            let picture = picture(site, part, i)?;
            let first = part.figures.len().min(DRAWN);
            flow.add(
                &id,
                heading,
                html! {
                    (figure(&picture, &caption(part.figures.len(), first)))
                },
            );
            pictures.push((part.subject, picture));
            for (n, chunk) in part.figures.chunks(100).enumerate() {
                flow.add(&id, heading, rows(site, part.subject, chunk, n));
            }
        }
        for chunk in part.without.chunks(120) {
            flow.add(&id, heading, html! {
                h3 { @if part.figures.is_empty() { "Statements" } @else { "Statements without a figure" } }
                (site.statements(chunk, Known::default()))
            });
        }
    }
    Ok((flow.pages(frame, limit).0, pictures))
}

/// How to read the picture of `drawn` of `all` figures.
pub fn caption(all: usize, drawn: usize) -> String {
    let scale = "One line a figure; the scale grows tenfold from line to line. A dot is an exact figure, a bar a \
        range, an arrow an open end; hollow: denied, planned or background.";
    if all > drawn {
        format!("{scale} The first {drawn} of {all}; the table holds all.")
    } else {
        scale.to_owned()
    }
}

fn picture(site: &Site, part: &Figures, i: usize) -> Result<Picture, Error> {
    let rows: Vec<ranges::Row> = part
        .figures
        .iter()
        .take(DRAWN)
        .filter_map(|&ix| {
            let claim = &site.record.claims[ix];
            let count = claim.count.as_ref()?;
            let of = count.of.as_deref().map_or(String::new(), |of| format!("{of} – "));
            Some(ranges::Row {
                label: format!("{of}{}", site.record.sources[ix].voice),
                range: wording::range(count),
                low: count.low,
                high: count.high,
                pale: !is_plain(claim),
            })
        })
        .collect();
    let colour = if part.subject == Subject::Crowd { "#1f7a4d" } else { "#a3162f" };
    let alt = format!(
        "{}: {} on one scale, each with its source. The table that follows holds the same.",
        part.subject.heading(),
        if rows.len() == 1 { "one figure".to_owned() } else { format!("{} figures", rows.len()) }
    );
    Picture::new(&format!("figures-{}", i + 1), alt, |w| ranges::draw(&rows, colour, w))
}

fn rows(site: &Site, subject: Subject, list: &[Ix], chunk: usize) -> Markup {
    let rows = list
        .iter()
        .map(|&ix| {
            let claim = &site.record.claims[ix];
            let count = claim.count.as_ref();
            vec![
                html! {
                    (count.map(wording::range).unwrap_or_default())
                    @if let Some(of) = count.and_then(|c| c.of.as_deref()) { " " (clean(of)) }
                    @if let Some(basis) = count.and_then(|c| c.basis.as_deref()) { " (" (clean(basis)) ")" }
                },
                html! { (site.source(ix)) },
                html! { (site.when_where(ix)) },
                html! { span.q { (site.quote(ix)) } (status(claim)) },
            ]
        })
        .collect();
    let more = if chunk > 0 { ", continued" } else { "" };
    table(
        &format!("{}: figures by time{more}", subject.heading()),
        &["Figure", "According to", "When and where", "Words"],
        rows,
    )
}

impl Site<'_> {
    /// Time and place of a claim in one cell.
    pub fn when_where(&self, ix: Ix) -> Markup {
        let places: Vec<&str> = self.record.places[ix].iter().map(place_name).collect();
        html! {
            @if let Some(time) = &self.record.times[ix] {
                (wording::span(time))
                @if time.given == kua_weigh::time::Given::Inferred { " " span.inf { "(inferred)" } }
            }
            @if !places.is_empty() {
                @if self.record.times[ix].is_some() { "; " }
                (clean(&places.join(", ")))
            }
        }
    }
}
