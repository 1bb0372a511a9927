//! Who was there: by place and day, the groups that are named and what is said of each.

use super::{days_words, place_words, section_id};
use crate::page::{Flow, Frame, Page, clean};
use crate::say::Known;
use crate::site::Site;
use kua_weigh::presence::{GroupThere, presence};
use maud::{Markup, html};

/// The pages.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Vec<Page> {
    let places = presence(site.record);
    let mut flow = Flow::new(
        "who",
        "Who was there, by place and day",
        html! {
            p.lead {
                "The groups that the texts name, and what is said of each: how many, who they were, where"
                " they came from, what they carried, how they behaved."
            }
            p {
                "Groups are kept under the names the texts use. Shares and sizes are each speaker’s own; "
                "they need not add up."
            }
            @if places.is_empty() { p { "The record holds no such statements." } }
        },
    );
    for (i, place) in places.iter().enumerate() {
        for day in &place.days {
            for group in &day.groups {
                let (place, days) = (place_words(&place.label), days_words(day.days));
                flow.add_below(&section_id("place", i), place, &days, one(site, group));
            }
        }
    }
    flow.pages(frame, limit).0
}

fn one(site: &Site, group: &GroupThere) -> Markup {
    let known = Known { place: true, days: true, source: false };
    html! {
        h4 {
            @match &group.party {
                Some(p) => (clean(&p.name)),
                None => "Nobody named",
            }
            @if !group.also.is_empty() { span.cont { " also: " (clean(&group.also.join("; "))) } }
        }
        dl.facet {
            @for (facet, entries) in &group.facets {
                dt { (facet.word()) }
                dd {
                    @for e in entries.iter().take(200) {
                        (site.brief(e.ix, known))
                    }
                    @if entries.len() > 200 { p.by { "and " (entries.len() - 200) " more; see the documents" } }
                }
            }
        }
    }
}
