//! One statement, as it is shown everywhere outside its document: tag, time, place, words, speaker, doubt.
//!
//! The words are the source's; what the page adds stands in square brackets and another typeface: whom a pronoun
//! means, who acts where the words leave it out, and the range of a hedge. In: a claim's number. Out: markup that
//! links to the words.

use crate::draw::{FAMILIES, family};
use crate::page::clean;
use crate::site::Site;
use kua_record::{Claim, Mention, Polarity, Reality};
use kua_weigh::byplace::Entry;
use kua_weigh::place::PlaceOf;
use kua_weigh::time::{Given, Moment};
use kua_weigh::{Ix, party, wording};
use maud::{Markup, html};

/// What the surroundings of a statement already say, so that it need not repeat it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known {
    /// The heading names the place.
    pub place: bool,
    /// The heading names the days: only a time of day is shown.
    pub days: bool,
    /// The heading names the source.
    pub source: bool,
}

/// The class of a claim's family in the style sheet.
pub fn class(claim: &Claim) -> &'static str {
    FAMILIES[family(claim.act.as_str())].0
}

impl Site<'_> {
    /// A list of statements.
    pub fn statements(&self, list: &[Ix], known: Known) -> Markup {
        html! { ul.s { @for &ix in list { (self.statement(ix, known)) } } }
    }

    /// A list of entries of a cell.
    pub fn entries(&self, list: &[Entry], known: Known) -> Markup {
        html! { ul.s { @for e in list { (self.statement(e.ix, known)) } } }
    }

    /// One statement as a list item.
    pub fn statement(&self, ix: Ix, known: Known) -> Markup {
        let claim = &self.record.claims[ix];
        html! {
            li class=(class(claim)) {
                p.head {
                    span.tag { (wording::act_name(claim.act.as_str())) }
                    (self.setting(ix, known))
                    (status(claim))
                }
                p.q { (self.quote(ix)) }
                p.by { (self.by(ix, known)) }
            }
        }
    }

    /// A statement without its head, for places where the head is known.
    pub fn brief(&self, ix: Ix, known: Known) -> Markup {
        let claim = &self.record.claims[ix];
        html! {
            p.q { (self.quote(ix)) }
            p.by { (self.by(ix, known)) (self.setting(ix, known)) (status(claim)) }
        }
    }

    /// "· 25 April 2021, 13:46 · Pavlodar", less what the heading says; then what of it is inferred, and from what.
    fn setting(&self, ix: Ix, known: Known) -> Markup {
        let (time, places) = (self.record.times[ix].as_ref(), &self.record.places[ix]);
        let clock = |m: Option<Moment>| m.is_some_and(|m| m.minute.is_some());
        let shown = time.filter(|t| !known.days || clock(t.from) || clock(t.to));
        let elsewhere = |p: &&PlaceOf| !p.written.is_empty() && !p.label.starts_with(&p.written);
        html! {
            @if let Some(time) = shown { " · " (wording::span(time)) }
            @if known.place {
                @if let Some(p) = places.iter().find(elsewhere) { " · “" (clean(&p.written)) "”" }
            } @else {
                @for (i, p) in places.iter().enumerate() {
                    @if i == 0 { " · " } @else { ", " }
                    (clean(place_name(p)))
                }
            }
            @for note in self.inferred(ix) { " " span.inf { "(" (clean(&note)) ")" } }
        }
    }

    /// "time and place inferred: last named before"; nothing where both are stated or missing.
    fn inferred(&self, ix: Ix) -> Vec<String> {
        let time =
            self.record.times[ix].as_ref().filter(|t| t.given == Given::Inferred).map(|t| t.words.as_str());
        let place =
            self.record.places[ix].iter().find(|p| p.given == Given::Inferred).map(|p| p.how.as_str());
        let note = |what: &str, how: &str| format!("{what} inferred: {}", wording::inferred_from(how));
        match (time, place) {
            (Some(t), Some(p)) if t == p => vec![note("time and place", t)],
            (t, p) => t.map(|t| note("time", t)).into_iter().chain(p.map(|p| note("place", p))).collect(),
        }
    }

    /// The words in quotation marks, linked to where they stand.
    pub fn quote(&self, ix: Ix) -> Markup {
        let claim = &self.record.claims[ix];
        let words = quoted(claim);
        // Words that hold quotation marks themselves stand in single ones.
        let nested = claim.quote.contains(['“', '”', '"']);
        let (open, close) = if nested { ("‘", "’") } else { ("“", "”") };
        // A quote may end before the quotation inside it does.
        let count = |mark: char| claim.quote.matches(mark).count();
        let close = if count('“') > count('”') { "”’" } else { close };
        html! {
            @match self.href(ix) {
                Some(href) => a href=(href) { (open) (words) (close) },
                None => { (open) (words) (close) " " span.st { "words not found in the text" } },
            }
        }
    }

    /// Who says it, where, how sure, and the figure.
    fn by(&self, ix: Ix, known: Known) -> Markup {
        let claim = &self.record.claims[ix];
        let source = &self.record.sources[ix];
        html! {
            @if !known.source { "— " (self.source(ix)) }
            @if let Some(n) = self.number(ix) {
                @if known.source { "statement " (n) }
                @else { ", statement " (n) }
            }
            @if known.source && self.number(ix).is_none() { (clean(&source.doc)) }
            (self.doubt(claim))
            (self.count(claim))
        }
    }

    /// "Vladimir Rebic, in serbia.txt"; "serbia.txt itself"; with those through whom it came.
    pub fn source(&self, ix: Ix) -> Markup {
        let source = &self.record.sources[ix];
        let claim = &self.record.claims[ix];
        let unnamed = claim.says.last().is_some_and(|s| s.role == Some(kua_record::Role::Unnamed));
        html! {
            @if source.own_voice {
                (self.doc_link(&source.doc)) " itself"
            } @else {
                @if unnamed { "nobody named (“" (clean(&source.voice)) "”)" }
                @else { b { (clean(&source.voice)) } }
                @if !source.through.is_empty() { ", as told by " (clean(&source.through.join(", then "))) ";" }
                @else { "," }
                " in " (self.doc_link(&source.doc))
            }
        }
    }

    /// The document's name, linked where it is in the record.
    pub fn doc_link(&self, name: &str) -> Markup {
        html! {
            @match self.doc_file(name) {
                Some(file) => a href=(file) { (clean(name)) },
                None => { (clean(name)) },
            }
        }
    }

    fn doubt(&self, claim: &Claim) -> Markup {
        html! {
            @if let Some(sure) = &claim.sure {
                " · " b { (clean(&sure.text)) }
                @if let Some(odds) = wording::odds(sure) { " (" (odds) ")" }
            }
        }
    }

    /// "· 300–400 (“some 350”)"; an exact number in digits needs no second form.
    fn count(&self, claim: &Claim) -> Markup {
        let Some(count) = &claim.count else { return html! {} };
        let range = wording::range(count);
        html! {
            @if !range.is_empty() {
                " · " b { (range) }
                @if range != count.text { " (“" (clean(&count.text)) "”)" }
                @if let Some(basis) = count.basis.as_deref().filter(|b| *b != "share") { ", " (clean(basis)) }
            }
        }
    }
}

/// Marks that a reader must see before taking the words for a fact.
pub fn status(claim: &Claim) -> Markup {
    html! { @for word in wording::status_words(claim.polarity, claim.reality) { " " span.st { (word) } } }
}

/// The place's name beside its own document, where a place known by its words alone need not name that again.
pub fn place_name(place: &PlaceOf) -> &str {
    let own_words = !place.written.is_empty() && place.label.starts_with(&place.written);
    if own_words { &place.written } else { &place.label }
}

/// Whether the claim is plainly said to have happened.
pub fn is_plain(claim: &Claim) -> bool {
    claim.polarity == Polarity::Affirmed && claim.reality == Reality::Actual
}

/// A piece put between the source's words.
struct Insert {
    at: usize,
    text: String,
    odds: bool,
}

/// The quote with what the page adds in square brackets.
fn quoted(claim: &Claim) -> Markup {
    let mut inserts: Vec<Insert> = Vec::new();
    let inside = |end: usize| end > claim.start && end <= claim.end;
    let referred = claim
        .who
        .iter()
        .chain(&claim.whom)
        .map(|m| (m.end, &m.text, &m.is))
        .chain(claim.why.iter().map(|r| (r.end, &r.text, &r.is)));
    for (end, text, is) in referred {
        if let Some(is) = is.as_deref().filter(|is| party::key(is) != party::key(text))
            && inside(end)
        {
            inserts.push(Insert { at: end - claim.start, text: format!(" [{is}]"), odds: false });
        }
    }
    if let Some(sure) = &claim.sure
        && !sure.text.is_empty()
        && let Some(at) = claim.quote.find(&sure.text)
        && let Some(odds) = wording::odds(sure)
    {
        inserts.push(Insert { at: at + sure.text.len(), text: format!(" [{odds}]"), odds: true });
    }
    inserts.retain(|i| claim.quote.is_char_boundary(i.at));
    inserts.sort_by_key(|i| i.at);
    inserts.dedup_by(|a, b| a.at == b.at && a.text == b.text);
    // Who acts, where the words leave it out.
    let outside = |list: &[Mention]| -> Vec<String> {
        let apart = |m: &&Mention| m.end <= claim.start || m.start >= claim.end;
        list.iter()
            .filter(apart)
            .filter(|m| !claim.quote.contains(&m.text))
            .map(|m| party::words(m).to_owned())
            .collect()
    };
    let (mut before, mut after) = (outside(&claim.who), outside(&claim.whom));
    // "[A name] died": those who are hurt or held stand where the sentence has its subject.
    if claim.who.is_empty() && matches!(claim.act.family(), "harm" | "law") {
        std::mem::swap(&mut before, &mut after);
    }
    let lead = if claim.act.as_str() == "say.deny" { "that is:" } else { "→" };
    let mut pieces: Vec<(String, Option<Insert>)> = Vec::new();
    let mut last = 0;
    for insert in inserts {
        pieces.push((claim.quote[last..insert.at].to_owned(), None));
        last = insert.at;
        pieces.push((String::new(), Some(insert)));
    }
    pieces.push((claim.quote[last..].to_owned(), None));
    html! {
        @if !before.is_empty() { span.ed { "[" (clean(&before.join(", "))) "] " } }
        @for (text, insert) in pieces {
            (clean(&text))
            @if let Some(i) = insert { span class=(if i.odds { "odds" } else { "ed" }) { (clean(&i.text)) } }
        }
        @if !after.is_empty() { span.ed { " [" (lead) " " (clean(&after.join(", "))) "]" } }
    }
}
