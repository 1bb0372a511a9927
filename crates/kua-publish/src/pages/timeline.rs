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
    colours of what kind. An arrow is an open end. Dotted lines are gaps between days.";
const CAPTION_PART: &str = "Each bar is a time that the texts name; its number says how many statements fall on it, \
    its colours of what kind. An arrow is an open end. Dotted lines are gaps between days. Not all days and places \
    fit: these are the ones with most statements; all of them are listed below.";

/// Makes the timeline.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Result<TimelinePages, Error> {
    let lines = timeline(site.record);
    let picture = picture(site, &lines)?;
    let mut flow = Flow::new(
        "timeline",
        "Timeline by place and day",
        html! {
            p.lead {
                "What is said to have happened, where and when. Times stay as vague as the texts leave them: an interval "
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

/// The picture's data as a table, in which nothing is left out up to a length that stays readable.
fn overview(lines: &[PlaceLine]) -> maud::Markup {
    const MOST: usize = 250;
    let all: usize = lines.iter().map(|l| l.cells.len()).sum();
    let rows = lines
        .iter()
        .flat_map(|l| l.cells.iter().map(move |c| (l, c)))
        .take(MOST)
        .map(|(line, cell)| {
            vec![
                html! { (crate::page::clean(place_words(&line.label))) },
                html! { (days_words(cell.days)) },
                html! { (cell.entries.len()) },
            ]
        })
        .collect();
    let caption = if all > MOST {
        format!("Statements by place and day: the first {MOST} of {all} times; the sections below hold all")
    } else {
        "Statements by place and day, as in the picture".to_owned()
    };
    table(&caption, &["Place", "When", "Statements"], rows)
}

fn picture(site: &Site, lines: &[PlaceLine]) -> Result<Option<(Picture, &'static str)>, Error> {
    let (Some(wide), Some(narrow)) =
        (time_chart::plan(lines, crate::draw::WIDE), time_chart::plan(lines, crate::draw::NARROW))
    else {
        return Ok(None);
    };
    let places = lines.iter().filter(|l| !l.key.is_empty()).count();
    let alt = format!(
        "Timeline with bars for {} by place and day. The table that follows on the timeline page holds the same \
         numbers.",
        if places == 1 { "one place".to_owned() } else { format!("{places} places") }
    );
    let picture = Picture::new("timeline", alt, |w| {
        time_chart::draw(lines, site.record.claims, if w < 500.0 { &narrow } else { &wide }, w)
    })?;
    Ok(Some((picture, if wide.partial { CAPTION_PART } else { CAPTION })))
}
