//! Reads MEANTIME's articles: words, events, times, and the relations between them.
//!
//! In: one XML file with stand-off marks over numbered words. Out: an [`Article`] with its text put together again, one
//! sentence a line. Only the first sentences of each article are marked. Not here: comparing.

use super::gum_dates::{attribute, unescaped};
use jiff::civil::Date;
use kua_record::Span;
use std::collections::BTreeMap;

/// An article with its marks.
#[derive(Debug, Default)]
pub struct Article {
    /// One sentence a line.
    pub text: String,
    /// When it was written.
    pub date: Option<Date>,
    /// Events by their id, with their attributes.
    pub events: BTreeMap<String, Event>,
    /// Reporting: id of the event that reports, id of what is reported.
    pub slinks: Vec<(String, String)>,
    /// Agent of an event: id of the event, words.
    pub agents: Vec<(String, Span)>,
    /// Dates and times with TIMEX3 type and value.
    pub times: Vec<(Span, String, String)>,
    /// One past the last byte of the sentences that are marked.
    pub marked_until: usize,
}

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its words.
    pub span: Span,
    /// `NOUN`, `VERB` or `OTHER`.
    pub pos: String,
    /// `POS`, `NEG`, `UNDERSPECIFIED`.
    pub polarity: String,
    /// `CERTAIN`, `PROBABLE`, `POSSIBLE`, `UNDERSPECIFIED`.
    pub certainty: String,
    /// `NON_FUTURE`, `FUTURE`, `UNDERSPECIFIED`.
    pub time: String,
}

/// Reads a file.
pub fn read(xml: &str) -> Article {
    let mut article = Article::default();
    let words = words(xml, &mut article.text);
    for (tag, body) in marks(xml, "EVENT_MENTION") {
        let Some(span) = anchored(body, &words) else { continue };
        let field = |name: &str| attribute(&tag, name).unwrap_or_default();
        let event = Event {
            span,
            pos: field("pos"),
            polarity: field("polarity"),
            certainty: field("certainty"),
            time: field("time"),
        };
        article.marked_until = article.marked_until.max(line_end(&article.text, span.end));
        article.events.insert(field("m_id"), event);
    }
    let mut entities = BTreeMap::new();
    for (tag, body) in marks(xml, "ENTITY_MENTION") {
        if let (Some(id), Some(span)) = (attribute(&tag, "m_id"), anchored(body, &words)) {
            entities.insert(id, span);
        }
    }
    for (tag, body) in marks(xml, "HAS_PARTICIPANT") {
        if attribute(&tag, "sem_role").as_deref() == Some("Arg0")
            && let Some((event, entity)) = ends(body)
            && let Some(span) = entities.get(&entity)
        {
            article.agents.push((event, *span));
        }
    }
    article.slinks = marks(xml, "SLINK").into_iter().filter_map(|(_, body)| ends(body)).collect();
    for (tag, body) in marks(xml, "TIMEX3") {
        let field = |name: &str| attribute(&tag, name).unwrap_or_default();
        let (kind, value) = (field("type"), field("value"));
        if field("functionInDocument") == "CREATION_TIME" {
            article.date = value.get(..10).and_then(|d| d.parse().ok());
        }
        if let Some(span) = anchored(body, &words) {
            article.times.push((span, kind, value));
        }
    }
    article
}

/// Puts the words together again; their spans by id.
fn words(xml: &str, text: &mut String) -> BTreeMap<String, Span> {
    let mut spans = BTreeMap::new();
    let mut sentence = String::new();
    for piece in xml.split("<token ").skip(1) {
        let (tag, after) = piece.split_once('>').unwrap_or_default();
        let tag = format!(" {tag}");
        let word = unescaped(after.split('<').next().unwrap_or_default());
        let now = attribute(&tag, "sentence").unwrap_or_default();
        let glued = matches!(word.as_str(), "," | "." | "'s" | ")" | "%" | ";" | ":" | "n't");
        if now != sentence && !text.is_empty() {
            text.push('\n');
        } else if !glued && !text.is_empty() {
            text.push(' ');
        }
        sentence = now;
        let start = text.len();
        text.push_str(&word);
        if let Some(id) = attribute(&tag, "t_id") {
            spans.insert(id, Span::new(start, text.len()));
        }
    }
    spans
}

/// Tags of a name with what stands inside.
fn marks<'a>(xml: &'a str, name: &str) -> Vec<(String, &'a str)> {
    xml.split(&format!("<{name} "))
        .skip(1)
        .map(|block| {
            let (tag, after) = block.split_once('>').unwrap_or_default();
            let body = if tag.ends_with('/') { "" } else { after };
            let body = body.split(&format!("</{name}>")).next().unwrap_or_default();
            (format!(" {tag}"), body)
        })
        .collect()
}

/// The stretch of the words that a mark is anchored to.
fn anchored(body: &str, words: &BTreeMap<String, Span>) -> Option<Span> {
    body.split("<token_anchor ")
        .skip(1)
        .filter_map(|anchor| words.get(&attribute(&format!(" {anchor}"), "t_id")?).copied())
        .reduce(Span::join)
}

/// Ids of a relation's two ends.
fn ends(body: &str) -> Option<(String, String)> {
    let id = |name: &str| {
        let tag = body.split(&format!("<{name} ")).nth(1)?;
        attribute(&format!(" {tag}"), "m_id")
    };
    Some((id("source")?, id("target")?))
}

/// One past the last byte of the line that `from` lies in.
pub fn line_end(text: &str, from: usize) -> usize {
    text.get(from..).and_then(|rest| rest.find('\n')).map_or(text.len(), |n| from + n)
}

/// An invented article, for tests.
#[cfg(test)]
pub const MINI: &str = r#"<Document>
<token number="0" sentence="0" t_id="1">Guards</token>
<token number="1" sentence="0" t_id="2">said</token>
<token number="2" sentence="0" t_id="3">the</token>
<token number="3" sentence="0" t_id="4">bakers</token>
<token number="4" sentence="0" t_id="5">would</token>
<token number="5" sentence="0" t_id="6">leave</token>
<token number="6" sentence="0" t_id="7">.</token>
<token number="7" sentence="1" t_id="8">They</token>
<token number="8" sentence="1" t_id="9">waited</token>
<token number="9" sentence="1" t_id="10">.</token>
<Markables>
<EVENT_MENTION certainty="CERTAIN" m_id="1" polarity="POS" pos="VERB" time="NON_FUTURE">
<token_anchor t_id="2"/>
</EVENT_MENTION>
<EVENT_MENTION certainty="CERTAIN" m_id="2" polarity="POS" pos="VERB" time="FUTURE">
<token_anchor t_id="6"/>
</EVENT_MENTION>
<ENTITY_MENTION m_id="3">
<token_anchor t_id="1"/>
</ENTITY_MENTION>
<TIMEX3 functionInDocument="CREATION_TIME" m_id="4" type="DATE" value="2024-05-20"/>
</Markables>
<Relations>
<SLINK r_id="5">
<source m_id="1"/>
<target m_id="2"/>
</SLINK>
<HAS_PARTICIPANT r_id="6" sem_role="Arg0">
<source m_id="1"/>
<target m_id="3"/>
</HAS_PARTICIPANT>
</Relations>
</Document>"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_events_and_relations_are_read() {
        let article = read(MINI);
        assert_eq!(article.text, "Guards said the bakers would leave.\nThey waited.");
        assert_eq!(article.date, Some(jiff::civil::date(2024, 5, 20)));
        assert_eq!(article.events["2"].span.of(&article.text), "leave");
        assert_eq!(article.events["2"].time, "FUTURE");
        assert_eq!(article.slinks, [("1".to_owned(), "2".to_owned())]);
        assert_eq!(article.agents, [("1".to_owned(), Span::new(0, 6))]);
        assert_eq!(article.marked_until, "Guards said the bakers would leave.".len());
        assert!(article.times.is_empty());
    }
}
