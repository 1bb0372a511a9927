//! The frame of every page, and the parts that pages share: head, navigation, tables, pictures, paging.
//!
//! In: content. Out: whole HTML documents that work from a folder, without a network and without JavaScript. The
//! content policy allows the page's own style sheet (by its hash) and pictures inside the page, nothing else.

use crate::draw::Picture;
use crate::site::page_file;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The style sheet, as it stands in each page.
const STYLE: &str = include_str!("style.css");

static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
    )
});

/// The topics, in reading order: file stem, name.
pub const TOPICS: [(&str, &str); 11] = [
    ("index", "Overview"),
    ("timeline", "Timeline"),
    ("who", "Who was there"),
    ("groups", "What is said of each group"),
    ("deeds", "Who did what to whom"),
    ("reasons", "Demands and reasons"),
    ("labels", "Labels and denials"),
    ("figures", "Harm and numbers"),
    ("places", "Places"),
    ("silence", "Not in the record"),
    ("documents", "Documents"),
];

/// The mark on every page.
pub const WORKING_COPY: &str = "Working copy, not for publication: names unprotected";

/// What the frame needs to know.
pub struct Frame {
    /// The dossier's title.
    pub dossier: String,
    /// The program that made it.
    pub program: String,
}

/// One written page.
pub struct Page {
    /// File name.
    pub file: String,
    /// The HTML.
    pub html: String,
}

impl Frame {
    /// A whole page. `topic` is the file stem of the topic it belongs to.
    pub fn page(&self, file: &str, topic: &str, title: &str, content: Markup) -> Page {
        let full =
            if file == "index.html" { title.to_owned() } else { format!("{title} – {}", self.dossier) };
        let html = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(*POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="robots" content="noindex, nofollow";
                    title { (clean(&full)) }
                    style { (PreEscaped(STYLE)) }
                }
                body.wide[file.starts_with("doc-")] {
                    a.skip href="#main" { "Skip to the text" }
                    header {
                        p.warn { (WORKING_COPY) }
                        div.wrap { div.top {
                            p.brand { a href="index.html" { (clean(&self.dossier)) } }
                            p.jump { a href="#topics" { "All topics" } }
                            nav aria-label="Topics" { (topics(topic)) }
                        } }
                    }
                    main #main .wrap { (content) }
                    footer { div.wrap {
                        nav #topics aria-label="All topics" {
                            h2 { "Topics" }
                            (topics(topic))
                        }
                        p {
                            "Made by " (self.program) " from the documents alone. Statements are grouped, never "
                            "merged or averaged; each leads back to its words. All claims as data: "
                            a href="claims.jsonl" { "claims.jsonl" } "."
                        }
                    } }
                }
            }
        };
        Page { file: file.to_owned(), html: html.into_string() }
    }
}

fn topics(current: &str) -> Markup {
    html! {
        ul.topics {
            @for (stem, name) in TOPICS {
                li { a href=(page_file(stem, 0)) aria-current=[(stem == current).then_some("page")] { (name) } }
            }
        }
    }
}

/// Text without control characters, which HTML forbids; each becomes the replacement character. Marks that change
/// the direction of writing for what follows are taken out of other people's text: they could disguise a quote.
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() => '\u{fffd}',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// A table with a caption; the first cell of a row is its heading. On a phone each row becomes a small list, which
/// is why the roles are spelt out.
pub fn table(caption: &str, heads: &[&str], rows: Vec<Vec<Markup>>) -> Markup {
    html! {
        div.tw {
            table role="table" {
                caption { (clean(caption)) }
                thead role="rowgroup" { tr role="row" {
                    @for head in heads { th scope="col" role="columnheader" { (head) } }
                } }
                tbody role="rowgroup" {
                    @for row in rows { tr role="row" {
                        @for (i, cell) in row.into_iter().enumerate() {
                            @if i == 0 { th scope="row" role="rowheader" { (cell) } }
                            @else { td role="cell" data-l=[heads.get(i)] { (cell) } }
                        }
                    } }
                }
            }
        }
    }
}

/// A picture with its caption and the way to its drawing.
pub fn figure(picture: &Picture, caption: &str) -> Markup {
    let data = |png: &[u8]| format!("data:image/png;base64,{}", STANDARD.encode(png));
    html! {
        figure.pic {
            picture {
                source media="screen and (max-width: 40rem)" srcset=(data(&picture.narrow_png))
                    width=(picture.narrow_size.0) height=(picture.narrow_size.1);
                img src=(data(&picture.png)) width=(picture.size.0) height=(picture.size.1)
                    alt=(clean(&picture.alt));
            }
            figcaption {
                (clean(caption)) " "
                a href={ "pictures/" (picture.name) ".svg" } { "The picture as a drawing (SVG)" } "."
            }
        }
    }
}

/// Content that runs over as many pages as it needs.
pub struct Flow {
    stem: &'static str,
    title: String,
    intro: Markup,
    blocks: Vec<Part>,
}

struct Part {
    section: Option<(String, String)>,
    /// A heading below the section's; repeated on a new page, left out where the block before has the same.
    below: Option<String>,
    html: String,
}

impl Flow {
    /// `intro` stands on the first page only.
    pub fn new(stem: &'static str, title: &str, intro: Markup) -> Self {
        Self { stem, title: title.to_owned(), intro, blocks: Vec::new() }
    }

    /// Adds a block under a section (its id and heading); a section may have many blocks and may run over pages.
    pub fn add(&mut self, id: &str, heading: &str, content: Markup) {
        let section = Some((id.to_owned(), clean(heading)));
        self.blocks.push(Part { section, below: None, html: content.into_string() });
    }

    /// Adds a block under a section and a heading below that; neighbours with the same headings share them.
    pub fn add_below(&mut self, id: &str, heading: &str, below: &str, content: Markup) {
        let section = Some((id.to_owned(), clean(heading)));
        self.blocks.push(Part { section, below: Some(clean(below)), html: content.into_string() });
    }

    /// Adds a block without a heading of its own.
    pub fn add_plain(&mut self, content: Markup) {
        self.blocks.push(Part { section: None, below: None, html: content.into_string() });
    }

    /// The pages, and in which file each section begins.
    pub fn pages(self, frame: &Frame, limit: usize) -> (Vec<Page>, BTreeMap<String, String>) {
        let mut bodies: Vec<String> = vec![String::new()];
        let mut size = self.intro.0.len();
        let mut anchors = BTreeMap::new();
        let mut current: Option<&str> = None;
        let mut below: Option<&str> = None;
        let mut fresh = true; // no section heading on this page yet
        for part in &self.blocks {
            if size + part.html.len() > limit && !bodies.last().is_some_and(String::is_empty) {
                bodies.push(String::new());
                size = 0;
                fresh = true;
            }
            let page = bodies.len() - 1;
            let mut head = String::new();
            if let Some((id, heading)) = &part.section {
                let again = current == Some(id.as_str());
                if !again || fresh {
                    below = None;
                    head = if again {
                        html! { h2 { (heading) " " span.cont { "(continued)" } } }.into_string()
                    } else {
                        anchors.entry(id.clone()).or_insert_with(|| page_file(self.stem, page));
                        html! { h2 id=(id) { (heading) } }.into_string()
                    };
                }
                fresh = false;
            }
            if let Some(words) = part.below.as_deref().filter(|words| below != Some(*words)) {
                head.push_str(&html! { h3 { (words) } }.into_string());
            }
            below = part.below.as_deref();
            current = part.section.as_ref().map(|(id, _)| id.as_str());
            size += part.html.len() + head.len();
            if let Some(body) = bodies.last_mut() {
                body.push_str(&head);
                body.push_str(&part.html);
            }
        }
        let count = bodies.len();
        let pages = bodies
            .into_iter()
            .enumerate()
            .map(|(i, body)| {
                let title =
                    if i == 0 { self.title.clone() } else { format!("{}, page {}", self.title, i + 1) };
                let content = html! {
                    h1 { (title) }
                    @if i == 0 { (self.intro) }
                    (PreEscaped(body))
                    (pager(self.stem, i, count))
                };
                frame.page(&page_file(self.stem, i), self.stem, &title, content)
            })
            .collect();
        (pages, anchors)
    }
}

/// Links to the pages before and after; nothing where there is one page.
pub fn pager(stem: &str, page: usize, count: usize) -> Markup {
    html! {
        @if count > 1 {
            nav.pager aria-label="Pages" {
                span { @if page > 0 { a rel="prev" href=(page_file(stem, page - 1)) { "← Page " (page) } } }
                span { "Page " (page + 1) " of " (count) }
                span {
                    @if page + 1 < count {
                        a rel="next" href=(page_file(stem, page + 1)) { "Page " (page + 2) " →" }
                    }
                }
            }
        }
    }
}
