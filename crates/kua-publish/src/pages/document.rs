//! One document: what is known about it, its text with the claims lit, and beside each line the notes.

use crate::lit;
use crate::page::{Frame, Page, clean, pager};
use crate::say::{Known, class, place_name, status};
use crate::site::{Block, DocPlan, Site};
use kua_record::{Claim, DateSource, Document, Language, Mention};
use kua_weigh::time::Given;
use kua_weigh::{Ix, wording};
use maud::{Markup, html};

/// All pages of a document.
pub fn pages(site: &Site, frame: &Frame, plan: &DocPlan) -> Vec<Page> {
    let doc = &site.record.docs[plan.doc];
    let title = doc.title.as_deref().filter(|t| !t.trim().is_empty()).unwrap_or(&doc.name);
    let count = plan.pages.len();
    plan.pages
        .iter()
        .enumerate()
        .map(|(i, blocks)| {
            let heading = if i == 0 { title.to_owned() } else { format!("{title}, page {}", i + 1) };
            let content = html! {
                h1 { (clean(&heading)) }
                @if i == 0 { (about(plan, doc)) }
                h2 { "The text, with its statements lit" }
                @if i == 0 { (key()) }
                @for block in blocks { (row(site, plan, doc, block)) }
                @if blocks.is_empty() { p { "The document holds no text." } }
                @if i + 1 == count && !plan.lost.is_empty() {
                    h2 { "Statements whose words are not where they should be" }
                    p {
                        "These came with the record, but the text does not hold their words at the place "
                        "they name."
                    }
                    (site.statements(&plan.lost, Known::default()))
                }
                (pager(&plan.stem, i, count))
            };
            frame.page(&plan.file(i), "documents", &heading, content)
        })
        .collect()
}

fn about(plan: &DocPlan, doc: &Document) -> Markup {
    let statements = plan.claims.len();
    html! {
        dl.facts {
            @if doc.title.is_some() { dt { "File" } dd { (clean(&doc.name)) } }
            @if let Some(date) = doc.date {
                dt { "Date" }
                dd {
                    (wording::day(date))
                    @if let Some(from) = doc.date_from { " (" (date_words(from)) ")" }
                }
            } @else { dt { "Date" } dd { "not known: relative times (“on Friday”) stay open" } }
            @if let Some((a, b)) = doc.covers { dt { "Covers" } dd { (wording::days(a, b)) } }
            @for (name, value) in [
                ("Kind", &doc.kind), ("Outlet", &doc.outlet), ("Author", &doc.author), ("Origin", &doc.origin),
                ("Address", &doc.url), ("Licence", &doc.licence),
            ] {
                @if let Some(value) = value { dt { (name) } dd { (clean(value)) } }
            }
            dt { "Language" } dd { (language(doc.language)) }
            dt { "Statements" }
            dd {
                @if statements == 0 { "none were read" } @else { (statements) }
                @if statements == 0 && doc.language != Language::En {
                    ": there is no reader for this language yet"
                }
            }
            dt { "Fingerprint" } dd { "SHA-256 " (doc.hash()) }
        }
    }
}

fn date_words(from: DateSource) -> &'static str {
    match from {
        DateSource::Manifest => "from the manifest",
        DateSource::Metadata => "from the file’s own data",
        DateSource::Line => "from its first line",
        DateSource::Dateline => "from its dateline",
        DateSource::Option => "given on the command line",
    }
}

/// The language's name.
pub fn language(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Ru => "Russian",
        Language::Kk => "Kazakh",
        Language::Other => "another language, or not told",
    }
}

/// The legend of the marks.
pub fn key() -> Markup {
    html! {
        ul.legend aria-label="What the marks mean" {
            @for (class, name, _) in crate::draw::FAMILIES { li { mark class=(class) { (name) } } }
            li { span.hedge { "hedge" } span.odds { " [55–80 %]" } }
            li { span.speaker { "speaker" } }
            li { sup.r { "7" } " number of the statement; its note stands beside or below" }
        }
    }
}

fn row(site: &Site, plan: &DocPlan, doc: &Document, block: &Block) -> Markup {
    let start = |ix: &Ix| site.record.claims[*ix].start;
    let first = plan.claims.partition_point(|ix| start(ix) + plan.longest <= block.start);
    let last = plan.claims.partition_point(|ix| start(ix) < block.end);
    let open: Vec<Ix> = plan.claims[first..last.max(first)]
        .iter()
        .copied()
        .filter(|&ix| site.record.claims[ix].end > block.start)
        .collect();
    let lang = match doc.language {
        Language::Other => None,
        known => Some(known.code()),
    };
    html! {
        div.blk {
            p.t lang=[lang] dir="auto" { (lit::block(site, &doc.text, block, &open)) }
            @if !block.claims.is_empty() { div.side {
                @let common = common_speaker(site, &block.claims);
                @if common { p { "According to " (speakers(&site.record.claims[block.claims[0]])) ":" } }
                ol.notes { @for &ix in &block.claims { (note(site, ix, common)) } }
            } }
        }
    }
}

/// Whether two or more claims of a block all have the same named speakers, who then need to be named only once.
fn common_speaker(site: &Site, list: &[Ix]) -> bool {
    let says = |ix: &Ix| site.record.claims[*ix].says.iter().map(|s| s.text.as_str()).collect::<Vec<_>>();
    list.len() > 1 && list.iter().all(|ix| !says(ix).is_empty() && says(ix) == says(&list[0]))
}

/// "the mayor, as told by his cousin, as told by a man beside me".
fn speakers(claim: &Claim) -> Markup {
    html! {
        @for (i, s) in claim.says.iter().rev().enumerate() {
            @if i > 0 { ", as told by " }
            b { (clean(&s.text)) }
        }
    }
}

/// The note of a claim: every slot that is filled; the speaker only if the block does not name it.
fn note(site: &Site, ix: Ix, speaker_known: bool) -> Markup {
    let claim = &site.record.claims[ix];
    let number = site.number(ix).unwrap_or(0);
    let anchor = site.anchor(ix);
    html! {
        li class=(class(claim)) id={ "n-" (anchor) } {
            a.n href={ "#c-" (anchor) } aria-label={ "Statement " (number) ", to its words" } { (number) } " "
            span.tag { (wording::act_name(claim.act.as_str())) } (status(claim))
            (parties(claim))
            @let (stated, inferred) = when_and_where(site, ix);
            @if !stated.is_empty() { " · " (stated) }
            @if !inferred.is_empty() { " · " span.inf { "inferred: " (inferred) } }
            @for reason in &claim.why {
                " · " @if let Some(kind) = reason.kind { (kind_word(kind)) ": " }
                "“" (clean(reason.is.as_deref().unwrap_or(&reason.text))) "”"
            }
            @if let Some(count) = &claim.count {
                @let range = wording::range(count);
                @if !range.is_empty() { " · " b { (range) } @if let Some(of) = &count.of { " " (clean(of)) } }
            }
            @if !claim.says.is_empty() && !speaker_known { " · according to " (speakers(claim)) }
            @if let Some(sure) = &claim.sure {
                " · " b { (clean(&sure.text)) } @if let Some(odds) = wording::odds(sure) { " (" (odds) ")" }
            }
        }
    }
}

/// Time and places in words: those that the statement gives, and those that are inferred.
fn when_and_where(site: &Site, ix: Ix) -> (String, String) {
    let time = site.record.times[ix].iter().map(|t| (t.given, wording::span(t)));
    let places = site.record.places[ix].iter().map(|p| (p.given, clean(place_name(p))));
    let all: Vec<(Given, String)> = time.chain(places).collect();
    let of = |given: Given| {
        all.iter().filter(|(g, _)| *g == given).map(|(_, words)| words.as_str()).collect::<Vec<_>>()
    };
    (of(Given::Stated).join(" · "), of(Given::Inferred).join(", "))
}

fn parties(claim: &Claim) -> Markup {
    html! {
        @if !claim.who.is_empty() || !claim.whom.is_empty() {
            ": " b { @if claim.who.is_empty() { "(nobody named)" } @else { (names(&claim.who)) } }
            @if !claim.whom.is_empty() { " → " b { (names(&claim.whom)) } }
        }
    }
}

fn names(list: &[Mention]) -> String {
    let one = |m: &Mention| match &m.is {
        Some(is) => format!("{} [{is}]", m.text),
        None => m.text.clone(),
    };
    clean(&list.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// "demand", "trigger" …
pub fn kind_word(kind: kua_record::ReasonKind) -> &'static str {
    use kua_record::ReasonKind as K;
    match kind {
        K::Motive => "motive",
        K::Aim => "aim",
        K::Demand => "demand",
        K::Cause => "cause",
        K::Accusation => "accusation",
        K::Label => "label",
        K::Concession => "concession",
        K::Trigger => "trigger",
        K::Evidence => "ground",
    }
}
