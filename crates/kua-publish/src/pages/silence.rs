//! What is not in the record: open questions, and statements that leave out the doer, the time or the place.

use super::days_words;
use crate::page::{Flow, Frame, Page, clean, table};
use crate::say::Known;
use crate::site::Site;
use kua_weigh::silence::{Gap, Question, silences};
use maud::{Markup, html};

const HEADS: [&str; 5] = ["Place", "When", "Statements", "Touched by some", "Touched by none"];

/// The pages.
pub fn make(site: &Site, frame: &Frame, limit: usize) -> Vec<Page> {
    let silent = silences(site.record);
    let mut flow = Flow::new(
        "silence",
        "What is not in the record",
        html! {
            p.lead {
                "Questions that monitors ask of every assembly, and that no statement here touches. That "
                "nothing is said does not mean that nothing happened."
            }
        },
    );
    flow.add("whole", "In the whole record", html! {
        @if silent.everywhere.is_empty() {
            p { "Each of the usual questions is touched by some statement, though not for each place and day." }
        }
        @else {
            p { "No statement in any document touches:" }
            ul.plain { @for q in &silent.everywhere { li { (q.words()) } } }
        }
        @for (n, what) in [(silent.without_time, "time"), (silent.without_place, "place")] {
            @if n > 0 {
                p { (count(n, "happening has", "happenings have")) " no " (what) ", not even an inferred one." }
            }
        }
    });
    // A place and day of which one thing is said leaves nearly all open: that is no news.
    let (told, once): (Vec<&Gap>, Vec<&Gap>) = silent.gaps.iter().partition(|g| g.statements > 1);
    for (n, chunk) in told.chunks(150).enumerate() {
        let caption =
            if n == 0 { "Questions by place and day" } else { "Questions by place and day, continued" };
        flow.add(
            "gaps",
            "By place and day",
            html! {
                (table(caption, &HEADS, chunk.iter().map(|g| gap(g)).collect()))
            },
        );
    }
    if !once.is_empty() {
        let further = count(once.len(), "further place and time has", "further places and times have");
        flow.add("gaps", "By place and day", html! { p { (further) " a single statement; not listed." } });
    }
    for (n, chunk) in silent.nobody_named.chunks(120).enumerate() {
        flow.add("nobody", "Done by somebody whom no text names", html! {
            @if n == 0 {
                p { "Force, harm and detentions in whose statements nobody is named as the one who did it." }
            }
            (site.statements(chunk, Known::default()))
        });
    }
    flow.pages(frame, limit).0
}

fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("One {one}") } else { format!("{n} {many}") }
}

fn gap(gap: &Gap) -> Vec<Markup> {
    vec![
        html! { (clean(&gap.place)) },
        html! { (days_words(Some(gap.days))) },
        html! { (gap.statements) },
        html! { (gap.touched().map(Question::short).collect::<Vec<_>>().join(", ")) },
        html! { (gap.open.iter().map(|q| q.short()).collect::<Vec<_>>().join(", ")) },
    ]
}
