//! A document's text with its claims lit: nested and overlapping ones too.
//!
//! The text is cut wherever a claim, a hedge or a speaker begins or ends; every piece is marked by the shortest
//! claim that holds it, and a piece inside two or more claims has a second line below. Each claim's first piece
//! carries its address (`c-ID`), its last is followed by its number, which leads to its note.
//!
//! In: a block of text and the claims that touch it. Out: markup. No byte of the text is changed but control
//! characters, which HTML forbids.

use crate::page::clean;
use crate::say::class;
use crate::site::{Block, Site};
use kua_record::{Claim, Role, Span};
use kua_weigh::{Ix, wording};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The block's text with marks. `open`: all claims of the document that touch the block, as the text runs.
pub fn block(site: &Site, text: &str, block: &Block, open: &[Ix]) -> Markup {
    let claims: Vec<(Ix, &Claim)> = open.iter().map(|&ix| (ix, &site.record.claims[ix])).collect();
    let hedges = hedges(text, block, &claims);
    let speakers = speakers(text, block, &claims);
    let mut cuts: BTreeSet<usize> = [block.start, block.end].into();
    let ends = claims
        .iter()
        .map(|(_, c)| c.span())
        .chain(hedges.iter().map(|(s, _)| *s))
        .chain(speakers.iter().copied());
    for span in ends {
        cuts.extend([span.start, span.end].into_iter().filter(|at| block.start < *at && *at < block.end));
    }
    let cuts: Vec<usize> = cuts.into_iter().filter(|at| text.is_char_boundary(*at)).collect();
    html! {
        @for pair in cuts.windows(2) {
            (piece(site, text, Span::new(pair[0], pair[1]), &claims, &hedges, &speakers))
        }
    }
}

fn piece(
    site: &Site,
    text: &str,
    at: Span,
    claims: &[(Ix, &Claim)],
    hedges: &[(Span, String)],
    speakers: &[Span],
) -> Markup {
    let holding: Vec<&(Ix, &Claim)> = claims.iter().filter(|(_, c)| c.span().contains(at)).collect();
    let inner = holding.iter().min_by_key(|(ix, c)| (c.end - c.start, *ix));
    let begins: Vec<Ix> = holding.iter().filter(|(_, c)| c.start == at.start).map(|(ix, _)| *ix).collect();
    let ends: Vec<Ix> =
        claims.iter().filter(|(_, c)| c.end == at.end && c.start < at.end).map(|(ix, _)| *ix).collect();
    let hedge = hedges.iter().find(|(s, _)| s.contains(at));
    let words = html! {
        @if hedge.is_some() { span.hedge { (clean(at.of(text))) } }
        @else if speakers.iter().any(|s| s.contains(at)) { span.speaker { (clean(at.of(text))) } }
        @else { (clean(at.of(text))) }
    };
    html! {
        @match inner {
            None => (words),
            Some((_, claim)) => {
                @for &ix in begins.iter().skip(1) { span id={ "c-" (site.anchor(ix)) } {} }
                mark class={ (class(claim)) @if holding.len() > 1 { " in" } }
                    id=[begins.first().map(|&ix| format!("c-{}", site.anchor(ix)))] { (words) }
            }
        }
        @if let Some((_, odds)) = hedge.filter(|(s, _)| s.end == at.end) { span.odds { " [" (odds) "]" } }
        @if !ends.is_empty() {
            sup.r {
                @for &ix in &ends {
                    @if let Some(n) = site.number(ix) {
                        a href={ "#n-" (site.anchor(ix)) } aria-label={ "statement " (n) } { (n) }
                    }
                }
            }
        }
    }
}

/// Where the hedges of the claims stand in the block, each once: inside the claim, else shortly before it.
fn hedges(text: &str, block: &Block, claims: &[(Ix, &Claim)]) -> Vec<(Span, String)> {
    let mut out: Vec<(Span, String)> = Vec::new();
    for (_, claim) in claims {
        let Some(sure) = claim.sure.as_ref().filter(|s| !s.text.is_empty()) else { continue };
        let Some(odds) = wording::odds(sure) else { continue };
        let within = claim.quote.find(&sure.text).map(|i| claim.start + i);
        let before = || {
            let upto = claim.start.min(block.end).max(block.start);
            text.get(block.start..upto)?.rfind(&sure.text).map(|i| block.start + i)
        };
        let Some(start) = within.or_else(before) else { continue };
        let span = Span::new(start, start + sure.text.len());
        let fits = span.start >= block.start && span.end <= block.end;
        if fits && out.iter().all(|(s, _)| !s.overlaps(span)) {
            out.push((span, odds));
        }
    }
    out
}

/// Where named speakers of the block's claims stand in it, each once.
fn speakers(text: &str, block: &Block, claims: &[(Ix, &Claim)]) -> Vec<Span> {
    let here = text.get(block.start..block.end).unwrap_or("");
    let mut out: Vec<Span> = Vec::new();
    for speaker in claims.iter().flat_map(|(_, c)| &c.says) {
        if speaker.text.len() < 3 || !matches!(speaker.role, Some(Role::Quoted | Role::Interviewee)) {
            continue;
        }
        let Some(i) = here.find(&speaker.text) else { continue };
        let span = Span::new(block.start + i, block.start + i + speaker.text.len());
        if out.iter().all(|s| !s.overlaps(span)) {
            out.push(span);
        }
    }
    out
}
