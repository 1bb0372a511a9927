//! The documents in the record, and what was not read.

use super::document::language;
use crate::Unread;
use crate::page::{Flow, Frame, Page, clean, table};
use crate::site::Site;
use kua_record::Language;
use kua_weigh::wording;
use maud::{Markup, html};

/// Rows of a table.
const ROWS: usize = 300;

/// The pages.
pub fn make(site: &Site, frame: &Frame, limit: usize, unread: &[Unread]) -> Vec<Page> {
    let mut flow = Flow::new(
        "documents",
        "Documents",
        html! {
            p.lead { (summary(site)) }
        },
    );
    for (n, chunk) in site.docs.chunks(ROWS).enumerate() {
        let caption = if n == 0 {
            "Documents in the record".to_owned()
        } else {
            format!("Documents in the record, from number {}", n * ROWS + 1)
        };
        let rows = chunk
            .iter()
            .map(|plan| {
                let doc = &site.record.docs[plan.doc];
                vec![
                    html! {
                        a href=(plan.file(0)) { (clean(&doc.name)) }
                        @if let Some(title) = &doc.title { " " span.cont { (clean(title)) } }
                    },
                    html! { @match doc.date { Some(d) => (wording::day(d)), None => "not known" } },
                    html! { (clean(doc.kind.as_deref().or(doc.outlet.as_deref()).unwrap_or(""))) },
                    html! { (language(doc.language)) },
                    html! { @if plan.claims.is_empty() { "none read" } @else { (plan.claims.len()) } },
                ]
            })
            .collect();
        flow.add(
            "record",
            "In the record",
            table(&caption, &["Document", "Date", "Kind", "Language", "Statements"], rows),
        );
    }
    let silent: Vec<&str> = site
        .docs
        .iter()
        .filter(|p| p.claims.is_empty())
        .map(|p| site.record.docs[p.doc].name.as_str())
        .collect();
    if !silent.is_empty() {
        for chunk in silent.chunks(ROWS) {
            flow.add(
                "nothing",
                "Read, but no statement found",
                html! {
                    p {
                        "These are in the record, but nothing was read from them: other languages, other "
                        "subjects, or a failing of the reader."
                    }
                    ul.plain { @for name in chunk { li { (site.doc_link(name)) (reader(site, name)) } } }
                },
            );
        }
    }
    for chunk in unread.chunks(ROWS) {
        flow.add("unread", "Not read", html! {
            (table("Files that are not in the record", &["File", "Why"], chunk.iter().map(missing).collect()))
        });
    }
    if !site.stray.is_empty() {
        flow.add(
            "stray",
            "Named by statements, but not there",
            html! {
                p { "Statements were handed over for these documents, whose text is not in the record." }
                ul.plain { @for name in &site.stray { li { (clean(name)) } } }
            },
        );
    }
    flow.pages(frame, limit).0
}

fn missing(file: &Unread) -> Vec<Markup> {
    vec![html! { (clean(&file.name)) }, html! { (clean(&file.why)) }]
}

fn reader(site: &Site, name: &str) -> Markup {
    let other = site.record.doc(name).is_some_and(|d| d.language != Language::En);
    html! { @if other { " (there is no reader for this language yet)" } }
}

fn summary(site: &Site) -> String {
    let docs = site.docs.len();
    let undated = site.docs.iter().filter(|p| site.record.docs[p.doc].anchor().is_none()).count();
    let mut out = if docs == 1 {
        "One document is in the record.".to_owned()
    } else {
        format!("{docs} documents are in the record.")
    };
    match undated {
        0 => {}
        1 => out.push_str(" One has no date, so “on Friday” stays open in it."),
        n => out.push_str(&format!(" {n} have no date, so “on Friday” stays open in them.")),
    }
    out
}
