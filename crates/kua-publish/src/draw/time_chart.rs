//! The timeline as a picture: places in rows, days in columns, one bar for each interval that is named.
//!
//! An interval stays as long as the words make it; an open end is an arrow. A bar's colours are the families of
//! what is said, its number the statements. Paler with a dashed edge: place or day inferred. Days of which nothing
//! is said are left out and the gap is dotted.
//!
//! In: places by day (`kua_weigh::byplace`). Out: a drawing; the places and days with most statements where not
//! all fit, and then it says so.

use super::svg::{Anchor, Drawing, GREY, INK, RULE, fit, width};
use super::{FAMILIES, family};
use jiff::civil::Date;
use kua_record::Claim;
use kua_weigh::byplace::{Cell, Days, PlaceLine};
use kua_weigh::time::Given;
use std::collections::{BTreeMap, BTreeSet};

const BAR: f32 = 17.0;
const LANE: f32 = 21.0;
const FONT: f32 = 12.0;

/// Which days and places the picture can show.
pub struct Plan {
    days: Vec<Date>,
    places: Vec<usize>,
    /// Whether days or places had to be left out.
    pub partial: bool,
}

/// Chooses days and places for a width; `None` when no statement has both.
pub fn plan(lines: &[PlaceLine], w: f32) -> Option<Plan> {
    let narrow = w < 500.0;
    let (max_days, max_places) = if narrow { (9, 10) } else { (24, 14) };
    let mut votes: BTreeMap<Date, usize> = BTreeMap::new();
    let cells = || lines.iter().flat_map(|l| &l.cells).filter_map(|c| Some((c.days?, c.entries.len())));
    // Days are chosen by short intervals; a month or a year is drawn over them, or over its ends where there is
    // nothing else.
    let any_short = cells().any(|(days, _)| corners(days).is_some());
    for (days, n) in cells() {
        let ends = || days.from.into_iter().chain(days.to).collect();
        for day in corners(days).unwrap_or_else(|| if any_short { Vec::new() } else { ends() }) {
            *votes.entry(day).or_default() += n;
        }
    }
    let all_days = votes.len();
    let mut ranked: Vec<(Date, usize)> = votes.into_iter().collect();
    ranked.sort_by_key(|(d, n)| (std::cmp::Reverse(*n), *d));
    ranked.truncate(max_days);
    let days: Vec<Date> = ranked.into_iter().map(|(d, _)| d).collect::<BTreeSet<_>>().into_iter().collect();
    let weight = |l: &PlaceLine| -> usize {
        l.cells.iter().filter(|c| shows(&days, c)).map(|c| c.entries.len()).sum()
    };
    let mut places: Vec<usize> = (0..lines.len()).filter(|&i| weight(&lines[i]) > 0).collect();
    let all_places = lines.iter().filter(|l| l.cells.iter().any(|c| c.days.is_some())).count();
    places.sort_by_key(|&i| std::cmp::Reverse(weight(&lines[i])));
    places.truncate(max_places);
    places.sort_by_key(|&i| (lines[i].key.is_empty(), i));
    (!days.is_empty() && !places.is_empty()).then_some(Plan {
        partial: days.len() < all_days || places.len() < all_places,
        days,
        places,
    })
}

/// The days that an interval needs as columns: all of a short one; `None` for one of more than a week.
fn corners(days: Days) -> Option<Vec<Date>> {
    match (days.from, days.to) {
        (Some(a), Some(b)) if a <= b => {
            let all: Vec<Date> =
                a.series(jiff::Span::new().days(1)).take_while(|d| *d <= b).take(8).collect();
            (all.len() < 8).then_some(all)
        }
        (a, b) => Some(a.into_iter().chain(b).collect()),
    }
}

fn shows(days: &[Date], cell: &Cell) -> bool {
    let Some(d) = cell.days else { return false };
    days.iter().any(|x| d.from.is_none_or(|f| f <= *x) && d.to.is_none_or(|t| *x <= t))
        && corners(d).is_none_or(|c| c.iter().any(|day| days.contains(day)))
}

/// Draws the plan.
pub fn draw(lines: &[PlaceLine], claims: &[Claim], plan: &Plan, w: f32) -> Drawing {
    let narrow = w < 500.0;
    let left = if narrow { 6.0 } else { label_width(lines, plan) };
    let right = 14.0;
    let column = (w - left - right) / plan.days.len() as f32;
    let top = 44.0;
    let rows: Vec<(usize, Vec<(usize, &Cell)>)> = plan
        .places
        .iter()
        .map(|&i| (i, lanes(lines[i].cells.iter().filter(|c| shows(&plan.days, c)).collect(), &plan.days)))
        .collect();
    let heading = if narrow { 20.0 } else { 0.0 };
    let band = |cells: &[(usize, &Cell)]| {
        heading + 12.0 + LANE * cells.iter().map(|(lane, _)| lane + 1).max().unwrap_or(1) as f32
    };
    let bottom: f32 = top + rows.iter().map(|(_, cells)| band(cells)).sum::<f32>();
    let legend = super::pairs::legend_height(w);
    let mut d = Drawing::new(w, bottom + 14.0 + legend);
    axis(&mut d, plan, left, column, top, bottom);
    let mut y = top;
    for (i, cells) in &rows {
        let height = band(cells);
        d.line(0.0, y, w, y, &format!("stroke=\"{RULE}\""));
        let label = if lines[*i].label.is_empty() { "place not given" } else { &lines[*i].label };
        if narrow {
            d.text_on_lines(left, y + 15.0, FONT + 1.0, Anchor::Start, &fit(label, FONT + 1.0, w - 20.0));
        } else {
            d.text(0.0, y + 19.0, FONT + 1.0, Anchor::Start, INK, &fit(label, FONT + 1.0, left - 12.0));
        }
        for (lane, cell) in cells {
            let bar_y = y + heading + 6.0 + LANE * *lane as f32;
            bar(&mut d, cell, claims, plan, left, column, bar_y);
        }
        y += height;
    }
    d.line(0.0, y, w, y, &format!("stroke=\"{RULE}\""));
    super::pairs::legend(&mut d, 0.0, bottom + 14.0, w);
    d
}

fn label_width(lines: &[PlaceLine], plan: &Plan) -> f32 {
    let longest = plan.places.iter().map(|&i| width(&lines[i].label, FONT + 1.0)).fold(96.0, f32::max);
    longest.min(190.0) + 14.0
}

/// Gives each cell the first lane in which it overlaps no other.
fn lanes<'a>(cells: Vec<&'a Cell>, days: &[Date]) -> Vec<(usize, &'a Cell)> {
    let mut ends: Vec<f32> = Vec::new();
    cells
        .into_iter()
        .map(|cell| {
            let (x1, x2, _, _) = extent(cell, days);
            let lane = ends.iter().position(|e| *e <= x1 + 0.01).unwrap_or(ends.len());
            if lane == ends.len() {
                ends.push(0.0);
            }
            ends[lane] = x2;
            (lane, cell)
        })
        .collect()
}

/// Left and right in columns, and whether each end is open (or lies outside the picture).
fn extent(cell: &Cell, days: &[Date]) -> (f32, f32, bool, bool) {
    let d = cell.days.unwrap_or(Days { from: None, to: None });
    let before = |x: Date| days.iter().filter(|y| **y < x).count() as f32;
    let until = |x: Date| days.iter().filter(|y| **y <= x).count() as f32;
    match (d.from, d.to) {
        // A long interval may begin or end outside the days that are shown.
        (Some(a), Some(b)) => (
            before(a),
            until(b).max(before(a) + 1.0),
            days.first().is_some_and(|d| a < *d),
            days.last().is_some_and(|d| b > *d),
        ),
        // An open end reaches over the column of the end that is known, and points outwards.
        (None, Some(b)) => ((until(b) - 1.0).max(0.0), until(b), true, false),
        (Some(a), None) => (before(a), before(a) + 1.0, false, true),
        (None, None) => (0.0, days.len() as f32, true, true),
    }
}

fn axis(d: &mut Drawing, plan: &Plan, left: f32, column: f32, top: f32, bottom: f32) {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];
    let mut free = f32::MIN;
    for (i, day) in plan.days.iter().enumerate() {
        let x = left + column * i as f32;
        let before = i.checked_sub(1).and_then(|j| plan.days.get(j));
        let gap = before.is_some_and(|b| b.tomorrow().is_ok_and(|t| t != *day));
        let style = if gap {
            format!(
                "stroke=\"{GREY}\" stroke-dasharray=\"1.5 4\" stroke-width=\"1.5\" stroke-linecap=\"round\""
            )
        } else {
            format!("stroke=\"{RULE}\"")
        };
        d.line(x, top - 18.0, x, bottom, &style);
        d.text(x + column / 2.0, top - 6.0, FONT, Anchor::Middle, INK, &day.day().to_string());
        let new_month = before.is_none_or(|b| (b.year(), b.month()) != (day.year(), day.month()));
        if new_month {
            let month = MONTHS.get((day.month() - 1) as usize).copied().unwrap_or("");
            let new_year = before.is_none_or(|b| b.year() != day.year());
            let long = if new_year { format!("{month} {}", day.year()) } else { month.to_owned() };
            if x >= free {
                d.text(x + 3.0, 14.0, FONT, Anchor::Start, GREY, &long);
                free = x + 3.0 + width(&long, FONT) + 6.0;
            }
        }
    }
    let end = left + column * plan.days.len() as f32;
    d.line(end, top - 18.0, end, bottom, &format!("stroke=\"{RULE}\""));
}

fn bar(d: &mut Drawing, cell: &Cell, claims: &[Claim], plan: &Plan, left: f32, column: f32, y: f32) {
    let (a, b, open_left, open_right) = extent(cell, &plan.days);
    let tip = 7.0;
    let x1 = left + a * column + if open_left { tip + 3.0 } else { 3.0 };
    let x2 = (left + b * column - if open_right { tip + 3.0 } else { 3.0 }).max(x1 + 8.0);
    let mut counts = [[0_usize; FAMILIES.len()]; 2];
    for entry in &cell.entries {
        let inferred = entry.place == Given::Inferred || entry.time == Given::Inferred;
        if let Some(claim) = claims.get(entry.ix) {
            counts[usize::from(inferred)][family(claim.act.as_str())] += 1;
        }
    }
    let total = cell.entries.len().max(1) as f32;
    let mut x = x1;
    for (inferred, row) in counts.iter().enumerate() {
        for (f, n) in row.iter().enumerate().filter(|(_, n)| **n > 0) {
            let w = (x2 - x1) * *n as f32 / total;
            let colour = FAMILIES[f].2;
            let style = if inferred == 1 {
                format!(
                    "fill=\"{colour}\" fill-opacity=\"0.28\" stroke=\"{colour}\" stroke-dasharray=\"2.5 2\" \
                     stroke-width=\"0.9\""
                )
            } else {
                format!("fill=\"{colour}\"")
            };
            d.rect(x, y, w, BAR, 0.0, &style);
            x += w;
        }
    }
    let mid = y + BAR / 2.0;
    let arrow = |x: f32, to: f32| format!("M{x:.1} {y:.1} L{:.1} {mid:.1} L{x:.1} {:.1} Z", x + to, y + BAR);
    if open_left {
        d.path(&arrow(x1 - 1.0, -tip), &format!("fill=\"{GREY}\""));
    }
    if open_right {
        d.path(&arrow(x2 + 1.0, tip), &format!("fill=\"{GREY}\""));
    }
    let label = cell.entries.len().to_string();
    if x2 - x1 > width(&label, 11.5) + 3.0 {
        let pale = counts[1].iter().sum::<usize>() * 2 > cell.entries.len();
        let ink = if pale { INK } else { "#ffffff" };
        d.text((x1 + x2) / 2.0, y + BAR - 4.6, 11.5, Anchor::Middle, ink, &label);
    }
}
