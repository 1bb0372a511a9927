//! What is said of each group, and by whom.

use super::section_id;
use crate::page::{Flow, Frame, Page, clean};
use crate::say::Known;
use crate::site::Site;
use kua_weigh::groups::groups;
use maud::html;

/// The pages.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Vec<Page> {
    let all = groups(site.record);
    let mut flow = Flow::new(
        "groups",
        "What is said of each group, and by whom",
        html! {
            p.lead {
                "Each group under the name the texts give it, and who says what about it. The most "
                "described come first."
            }
            p {
                "A group is a name here. Two texts that speak of “the protesters” may mean different "
                "people."
            }
            @if all.is_empty() { p { "The record holds no such statements." } }
        },
    );
    for (i, group) in all.iter().enumerate() {
        let id = section_id("group", i);
        let mut first = true;
        for (source, list) in &group.by_source {
            for chunk in list.chunks(120) {
                let lead = chunk.first().copied().unwrap_or(0);
                flow.add(&id, &group.name, html! {
                    @if first && !group.also.is_empty() {
                        p.note { "Also called: " (clean(&group.also.join("; "))) }
                    }
                    @if first && group.acts > 0 {
                        p.note {
                            (group.acts)
                            @if group.acts == 1 { " further statement says" } @else { " further statements say" }
                            " what it did or said: see the " a href="timeline.html" { "timeline" } "."
                        }
                    }
                    h3 {
                        "According to "
                        @if source.own_voice { (clean(&source.doc)) " itself" } @else { (site.source(lead)) }
                    }
                    (site.statements(chunk, Known { place: false, days: false, source: true }))
                });
                first = false;
            }
        }
    }
    flow.pages(frame, limit).0
}
