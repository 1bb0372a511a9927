//! Demands and reasons, by kind.

use crate::page::{Flow, Frame, Page};
use crate::say::Known;
use crate::site::Site;
use kua_weigh::reasons::reasons;
use maud::html;

/// The pages.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Vec<Page> {
    let all = reasons(site.record);
    let mut flow = Flow::new(
        "reasons",
        "Demands and reasons",
        html! {
            p.lead {
                "What was demanded and granted, what set things off, and what is said to have moved "
                "people. Each kind is kept apart, as the speakers give it."
            }
            @if all.is_empty() { p { "The record holds no such statements." } }
        },
    );
    for (kind, heading, lines) in &all {
        let id = format!("kind-{}", super::document::kind_word(*kind));
        for line in lines {
            for chunk in line.claims.chunks(120) {
                flow.add(
                    &id,
                    heading,
                    html! {
                        h3 { "“" (crate::page::clean(&line.text)) "”" }
                        (site.statements(chunk, Known::default()))
                    },
                );
            }
        }
    }
    flow.pages(frame, limit).0
}
