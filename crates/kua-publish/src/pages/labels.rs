//! Labels: who uses them of whom, and who rejects them; then the other denials and admissions.

use super::section_id;
use crate::page::{Flow, Frame, Page};
use crate::say::Known;
use crate::site::Site;
use kua_weigh::labels::{Label, labels};
use maud::html;

/// The pages.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Vec<Page> {
    let all = labels(site.record);
    let mut flow = Flow::new(
        "labels",
        "Labels and denials",
        html! {
            p.lead {
                "Words that one party uses of another, and accusations. They are the speaker’s, never "
                "this dossier’s."
            }
            @if all.labels.is_empty() && all.other.is_empty() { p { "The record holds no such statements." } }
        },
    );
    for (i, label) in all.labels.iter().enumerate() {
        let id = section_id("label", i);
        let heading = format!("{} “{}”", lead(label), label.text);
        for chunk in label.used.chunks(120) {
            flow.add(&id, &heading, html! { h3 { "Used by" } (site.statements(chunk, Known::default())) });
        }
        for chunk in label.rejected.chunks(120) {
            flow.add(
                &id,
                &heading,
                html! { h3 { "Rejected by" } (site.statements(chunk, Known::default())) },
            );
        }
        if label.rejected.is_empty() {
            flow.add(&id, &heading, html! { p.note { "Nobody in the record rejects it in these words." } });
        }
    }
    for chunk in all.other.chunks(120) {
        flow.add("denials", "Other denials and admissions", site.statements(chunk, Known::default()));
    }
    flow.pages(frame, limit).0
}

/// What stands before the words of a label or accusation.
pub fn lead(label: &Label) -> &'static str {
    match (label.accusation, label.whole) {
        (_, true) => "Accusation:",
        (true, false) => "Accused of",
        (false, false) => "Called",
    }
}
