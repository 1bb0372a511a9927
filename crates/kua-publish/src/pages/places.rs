//! Places: maps with the radius of uncertainty, and a table of all places.

use crate::draw::Picture;
use crate::draw::map::{Spot, draw, regions};
use crate::error::Error;
use crate::page::{Flow, Frame, Page, clean, figure, table};
use crate::site::Site;
use kua_weigh::byplace::{PlaceLine, by_place};
use kua_weigh::time::Given;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Maps drawn; further regions are in the table only.
const MAPS: usize = 6;

/// The pages and maps. `timeline`: where each place's section of the timeline begins.
pub fn make(
    site: &Site,
    frame: &Frame,
    limit: usize,
    timeline: &BTreeMap<String, String>,
) -> Result<(Vec<Page>, Vec<Picture>), Error> {
    let mut lines = by_place(site.record, |_| true);
    // A list to look things up in goes by name.
    lines.sort_by(|a, b| (a.key.is_empty(), &a.key).cmp(&(b.key.is_empty(), &b.key)));
    let spots: Vec<Spot> = lines.iter().filter_map(spot).collect();
    let groups = regions(&spots);
    let mut pictures = Vec::new();
    for (i, group) in groups.iter().take(MAPS).enumerate() {
        let names: Vec<&str> = group.iter().map(|s| s.label.as_str()).take(6).collect();
        let alt = format!("Map with {}. The table below lists all places.", names.join(", "));
        pictures.push(Picture::new(&format!("map-{}", i + 1), alt, |w| draw(group, w))?);
    }
    let mut flow = Flow::new(
        "places",
        "Places",
        html! {
            p.lead {
                "Where things are said to have happened. A circle is the radius of uncertainty: the place"
                " lies somewhere in it. The number in brackets counts statements."
            }
            @if lines.iter().all(|l| l.key.is_empty()) { p { "The record names no place." } }
            @for (i, picture) in pictures.iter().enumerate() { (figure(picture, caption(i, groups.len()))) }
        },
    );
    let mut rows: Vec<Vec<Markup>> = lines.iter().map(|line| row(line, timeline)).collect();
    let all = rows.len();
    let mut start = 0;
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(400));
        let name = if all > 400 {
            format!("All places, from number {}", start + 1)
        } else {
            "All places".to_owned()
        };
        start += rows.len();
        flow.add_plain(table(&name, &["Place", "Country", "Position", "Statements"], rows));
        rows = rest;
    }
    Ok((flow.pages(frame, limit).0, pictures))
}

fn caption(i: usize, regions: usize) -> &'static str {
    match (i, regions > MAPS) {
        (0, true) => {
            "Hollow dot, dashed circle: only inferred, not stated. Outlines: Natural Earth. Places \
             far apart have maps of their own; regions with few statements are in the table only."
        }
        (0, false) => {
            "Hollow dot, dashed circle: only inferred, not stated. Outlines: Natural Earth. Places \
             far apart have maps of their own."
        }
        _ => "Outlines: Natural Earth.",
    }
}

fn spot(line: &PlaceLine) -> Option<Spot> {
    let entries = || line.cells.iter().flat_map(|c| &c.entries);
    Some(Spot {
        label: line.label.clone(),
        point: line.point?,
        count: line.len(),
        inferred: entries().all(|e| e.place == Given::Inferred),
    })
}

fn row(line: &PlaceLine, timeline: &BTreeMap<String, String>) -> Vec<Markup> {
    let name = super::place_words(&line.label);
    vec![
        html! {
            @match timeline.get(&line.key) {
                Some(href) => a href=(href) { (clean(name)) },
                None => { (clean(name)) },
            }
        },
        html! { (clean(line.country.as_deref().unwrap_or(""))) },
        html! { @if let Some(p) = line.point { (position(p)) } @else if !line.key.is_empty() { "not known" } },
        html! { (line.len()) },
    ]
}

/// No more digits than the radius supports: a degree is some 111 km.
fn position(p: kua_weigh::place::Point) -> String {
    let digits = match p.radius_m {
        0 => 2,
        1..=999 => 3,
        1_000..=19_999 => 2,
        20_000..=99_999 => 1,
        _ => 0,
    };
    let side = |n: f64, plus: &str, minus: &str| {
        format!("{:.digits$}° {}", n.abs(), if n < 0.0 { minus } else { plus })
    };
    let radius = match p.radius_m {
        0 => String::from(" (radius not given)"),
        r if r < 1_000 => format!(" ± {r} m"),
        r => format!(" ± {} km", kua_weigh::wording::number(u64::from(r) / 1_000)),
    };
    format!("{}, {}{radius}", side(p.lat, "N", "S"), side(p.lon, "E", "W"))
}
