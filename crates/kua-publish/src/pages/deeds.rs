//! Who did what to whom: a picture of the pairs with most statements, a table, and every statement by pair.

use super::section_id;
use crate::draw::{FAMILIES, Picture, family, pairs};
use crate::error::Error;
use crate::page::{Flow, Frame, Page, clean, figure, table};
use crate::say::Known;
use crate::site::Site;
use kua_weigh::deeds::{Pair, deeds};
use kua_weigh::{Ix, Party, wording};
use maud::{Markup, html};

const CAPTION: &str =
    "Pairs with most statements, where the one who acts is named. The colours are kinds of acts.";
/// Pairs shown in the picture and table.
const SHOWN: usize = 14;
const TABLE: usize = 120;

/// The pages and the picture.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Result<(Vec<Page>, Option<Picture>), Error> {
    let all = deeds(site.record);
    let picture = picture(site, &all)?;
    let mut flow = Flow::new(
        "deeds",
        "Who did what to whom",
        html! {
            p.lead {
                "Acts of one party on another, as the texts tell them. Where a text names nobody, the "
                "page says so."
            }
            p {
                "The bars count statements, not events: one event told three times counts three. What \
                  is denied, planned "
                "or only supposed is not in the bars; it stands with its pair, marked."
            }
            @if let Some(p) = &picture {
                (figure(p, CAPTION))
            }
            @if all.is_empty() { p { "The record holds no such statements." } } @else { (overview(site, &all)) }
        },
    );
    for (i, pair) in all.iter().enumerate() {
        let mut list: Vec<_> = pair.acts.values().flatten().copied().collect();
        site.record.sort_by_time(&mut list);
        list.extend(&pair.other);
        for chunk in list.chunks(120) {
            flow.add(&section_id("pair", i), &title(pair), site.statements(chunk, Known::default()));
        }
    }
    Ok((flow.pages(frame, limit).0, picture))
}

fn name(party: Option<&Party>) -> String {
    party.map_or_else(|| "nobody named".to_owned(), |p| p.name.clone())
}

fn title(pair: &Pair) -> String {
    match (&pair.who, &pair.whom) {
        (Some(who), None) => format!("{} (no target named)", who.name),
        (None, None) => "Neither doer nor target named".to_owned(),
        (who, whom) => format!("{} → {}", name(who.as_ref()), name(whom.as_ref())),
    }
}

fn overview(site: &Site, all: &[Pair]) -> Markup {
    let rows = all
        .iter()
        .take(TABLE)
        .map(|pair| {
            vec![
                html! { (clean(&name(pair.who.as_ref()))) },
                html! { (clean(&name(pair.whom.as_ref()))) },
                html! { (acts(site, pair)) },
                html! {
                    (pair.plain())
                    @if !pair.other.is_empty() { " (and " (pair.other.len()) " denied, planned or supposed)" }
                },
            ]
        })
        .collect();
    let caption = if all.len() > TABLE {
        format!("Pairs and acts: the first {TABLE} of {}; the sections below hold all", all.len())
    } else {
        "Pairs and acts, as in the picture".to_owned()
    };
    table(&caption, &["Who", "To whom", "Acts", "Statements"], rows)
}

/// "detention (2): 71 or more (the minister) / 12 (note.txt)": figures side by side, each with its source, never
/// summed.
fn acts(site: &Site, pair: &Pair) -> Markup {
    let figure = |&ix: &Ix| {
        let range = site.record.claims[ix].count.as_ref().map(wording::range).filter(|r| !r.is_empty())?;
        Some(format!("{range} ({})", clean(&site.record.sources[ix].voice)))
    };
    html! {
        @for (i, (code, list)) in pair.acts.iter().enumerate() {
            @if i > 0 { "; " }
            (wording::act_name(code)) @if list.len() > 1 { " (" (list.len()) ")" }
            @let figures: Vec<String> = list.iter().filter_map(figure).take(6).collect();
            @if !figures.is_empty() { ": " (figures.join(" / ")) }
        }
    }
}

fn picture(site: &Site, all: &[Pair]) -> Result<Option<Picture>, Error> {
    let rows: Vec<pairs::Row> = all
        .iter()
        .filter(|p| p.plain() > 0 && p.who.is_some())
        .take(SHOWN)
        .map(|pair| {
            let mut counts = [0; FAMILIES.len()];
            for &ix in pair.acts.values().flatten() {
                counts[family(site.record.claims[ix].act.as_str())] += 1;
            }
            pairs::Row { label: title(pair), counts }
        })
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let alt = format!(
        "Bars: statements by pair of parties, {} pairs. The table that follows holds the same.",
        rows.len()
    );
    Picture::new("deeds", alt, |w| pairs::draw(&rows, w)).map(Some)
}
