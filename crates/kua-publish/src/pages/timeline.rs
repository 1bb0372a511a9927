//! The timeline: a picture, and every happening by place and day.

use super::{days_words, place_words, section_id};
use crate::draw::{Picture, time_chart};
use crate::error::Error;
use crate::page::{Flow, Frame, Page, figure, table};
use crate::say::Known;
use crate::site::Site;
use kua_weigh::byplace::PlaceLine;
use kua_weigh::timeline::timeline;
use maud::html;
use std::collections::BTreeMap;

/// The timeline as pages and picture.
pub struct TimelinePages {
    /// The pages.
    pub pages: Vec<Page>,
    /// The picture, where any statement has a day.
    pub picture: Option<(Picture, &'static str)>,
    /// The file and section of each place's key.
    pub places: BTreeMap<String, String>,
    /// The lines themselves, for other pages.
    pub lines: Vec<PlaceLine>,
}

const CAPTION: &str = "Each bar is a time that the texts name; its number says how many statements fall on it, its \
    colours of what kind. An arrow is an open end. Dotted lines are gaps between days. Plans, suppositions and \
    background are in the lists only.";
const CAPTION_PART: &str = "Each bar is a time that the texts name; its number says how many statements fall on it, \
    its colours of what kind. An arrow is an open end. Dotted lines are gaps between days. Not all days and places \
    fit: these are the ones with most statements. Plans, suppositions and background are in the lists only.";

/// Makes the timeline.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Result<TimelinePages, Error> {
    let lines = timeline(site.record);
    let picture = picture(site, &lines)?;
    let mut flow = Flow::new(
        "timeline",
        "Timeline by place and day",
        html! {
            p.lead {
                "What is said to have happened, where and when. Times stay as vague as the texts \
                 leave them: an interval "
                "is not cut into days, and an open end stays open."
            }
            @if let Some((picture, caption)) = &picture { (figure(picture, caption)) }
            @if !lines.is_empty() { (overview(&lines)) } @else { p { "The record holds no such statements." } }
        },
    );
    for (i, line) in lines.iter().enumerate() {
        let id = section_id("place", i);
        for cell in &line.cells {
            for (n, chunk) in cell.entries.chunks(120).enumerate() {
                flow.add(
                    &id,
                    place_words(&line.label),
                    html! {
                        h3 { (days_words(cell.days)) @if n > 0 { span.cont { " (continued)" } } }
                        (site.entries(chunk, Known { place: true, days: true, source: false }))
                    },
                );
            }
        }
    }
    let (pages, anchors) = flow.pages(frame, limit);
    let places = lines
        .iter()
        .enumerate()
        .filter_map(|(i, line)| {
            let id = section_id("place", i);
            anchors.get(&id).map(|file| (line.key.clone(), format!("{file}#{id}")))
        })
        .collect();
    Ok(TimelinePages { pages, picture, places, lines })
}

/// The picture's data as a table: a row a place, its times with their numbers of statements.
fn overview(lines: &[PlaceLine]) -> maud::Markup {
    const MOST: usize = 200;
    let row = |line: &PlaceLine| {
        vec![
            html! { (crate::page::clean(place_words(&line.label))) },
            html! {
                @for (n, cell) in line.cells.iter().take(40).enumerate() {
                    @if n > 0 { "; " }
                    (days_words(cell.days)) " (" (cell.entries.len()) ")"
                }
                @if line.cells.len() > 40 { "; and " (line.cells.len() - 40) " more times" }
            },
            html! { (line.len()) },
        ]
    };
    let rows = lines.iter().take(MOST).map(row).collect();
    let caption = if lines.len() > MOST {
        format!("Times by place, with the number of statements: the first {MOST} of {} places", lines.len())
    } else {
        "Times by place, with the number of statements, as in the picture".to_owned()
    };
    table(&caption, &["Place", "When", "Statements"], rows)
}

fn picture(site: &Site, lines: &[PlaceLine]) -> Result<Option<(Picture, &'static str)>, Error> {
    let drawn: Vec<PlaceLine> = lines.iter().map(|l| actual(site, l)).collect();
    let (Some(wide), Some(narrow)) =
        (time_chart::plan(&drawn, crate::draw::WIDE), time_chart::plan(&drawn, crate::draw::NARROW))
    else {
        return Ok(None);
    };
    let places = drawn.iter().filter(|l| !l.key.is_empty() && !l.is_empty()).count();
    let alt = format!(
        "Timeline with bars for {} by place and day. The table that follows on the timeline page holds the same \
         numbers.",
        if places == 1 { "one place".to_owned() } else { format!("{places} places") }
    );
    let picture = Picture::new("timeline", alt, |w| {
        time_chart::draw(&drawn, site.record.claims, if w < 500.0 { &narrow } else { &wide }, w)
    })?;
    Ok(Some((picture, if wide.partial { CAPTION_PART } else { CAPTION })))
}

/// The line without background, plans and suppositions, which would put years between days.
fn actual(site: &Site, line: &PlaceLine) -> PlaceLine {
    let mut line = line.clone();
    for cell in &mut line.cells {
        cell.entries.retain(|e| site.record.claims[e.ix].reality == kua_record::Reality::Actual);
    }
    line.cells.retain(|c| !c.entries.is_empty());
    line
}
