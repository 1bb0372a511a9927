//! The fillers of a claim's slots, and when two fillers agree.
//!
//! In: claims as parsed JSON. Out: for each slot the fillers that count, how many of gold's are hit, and whether a
//! claim is anchored in its document.
//! Not here: which claims are compared (`pair.rs`).

use super::moment::same_moment;
use super::text::alike;
use super::value::{Fault, Num, Value};

const LISTS: [&str; 4] = ["who", "whom", "where", "why"];
const SINGLES: [&str; 3] = ["when", "count", "sure"];

/// Speakers that a text may leave without a name.
const FREE: [&str; 3] = ["interviewer", "interviewee", "editor"];

/// One slot by which claims are compared, in the order of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // the names of CLAIMS.md
pub enum Slot {
    Who,
    Whom,
    Where,
    Why,
    /// What a reference resolves to.
    Is,
    WhyKind,
    When,
    WhenKind,
    Count,
    CountBasis,
    Says,
    Sure,
    SureTerm,
    Polarity,
    Reality,
    /// A well-cut quote.
    Quote,
}

impl Slot {
    /// Every slot, in the order of the report.
    pub const ALL: [Slot; 16] = [
        Slot::Who,
        Slot::Whom,
        Slot::Where,
        Slot::Why,
        Slot::Is,
        Slot::WhyKind,
        Slot::When,
        Slot::WhenKind,
        Slot::Count,
        Slot::CountBasis,
        Slot::Says,
        Slot::Sure,
        Slot::SureTerm,
        Slot::Polarity,
        Slot::Reality,
        Slot::Quote,
    ];

    /// The slot's name in the report.
    pub const fn name(self) -> &'static str {
        match self {
            Slot::Who => "who",
            Slot::Whom => "whom",
            Slot::Where => "where",
            Slot::Why => "why",
            Slot::Is => "is",
            Slot::WhyKind => "why.kind",
            Slot::When => "when",
            Slot::WhenKind => "when.kind",
            Slot::Count => "count",
            Slot::CountBasis => "count.basis",
            Slot::Says => "says",
            Slot::Sure => "sure",
            Slot::SureTerm => "sure.term",
            Slot::Polarity => "polarity",
            Slot::Reality => "reality",
            Slot::Quote => "quote",
        }
    }
}

/// The fillers of one claim: `fillers[slot as usize]`, as many lists as [`Slot::ALL`].
#[derive(Debug, Clone)]
pub struct Units {
    fillers: [Vec<Value>; 16],
}

impl Units {
    /// Takes a claim apart.
    ///
    /// # Errors
    /// For a claim whose slots are not of the right kind; an anchored claim never fails.
    pub fn of(claim: &Value) -> Result<Self, Fault> {
        let mut out = Self { fillers: Default::default() };
        for (key, slot) in LISTS.into_iter().zip([Slot::Who, Slot::Whom, Slot::Where, Slot::Why]) {
            let items = list(claim.get(key)?)?;
            for item in &items {
                if let Some(is) = item.truthy("is")? {
                    let reference = vec![
                        ("slot".to_owned(), Value::Str(key.to_owned())),
                        ("text".to_owned(), item.field("text")?.clone()),
                        ("is".to_owned(), is.clone()),
                    ];
                    out.slot(Slot::Is).push(Value::Dict(reference));
                }
            }
            *out.slot(slot) = items;
        }
        for (key, slot) in SINGLES.into_iter().zip([Slot::When, Slot::Count, Slot::Sure]) {
            *out.slot(slot) = claim.truthy(key)?.cloned().into_iter().collect();
        }
        for (from, key, to) in [
            (Slot::Why, "kind", Slot::WhyKind),
            (Slot::When, "kind", Slot::WhenKind),
            (Slot::Count, "basis", Slot::CountBasis),
            (Slot::Sure, "term", Slot::SureTerm),
        ] {
            let mut marked = Vec::new();
            for filler in out.get(from) {
                if filler.truthy(key)?.is_some() {
                    marked.push(filler.clone());
                }
            }
            *out.slot(to) = marked;
        }
        *out.slot(Slot::Says) = list(claim.get("says")?)?;
        for (key, plain, slot) in
            [("polarity", "affirmed", Slot::Polarity), ("reality", "actual", Slot::Reality)]
        {
            *out.slot(slot) = match claim.get(key)? {
                None | Some(Value::Null) => Vec::new(),
                Some(value) if value.as_str() == Some(plain) => Vec::new(),
                // As in the judge, an empty text is neither missing nor plain, and so it counts.
                Some(value) => vec![value.clone()],
            };
        }
        *out.slot(Slot::Quote) = vec![claim.clone()];
        Ok(out)
    }

    /// The fillers of a slot.
    pub fn get(&self, slot: Slot) -> &[Value] {
        self.fillers.get(slot as usize).map_or(&[], Vec::as_slice)
    }

    fn slot(&mut self, slot: Slot) -> &mut Vec<Value> {
        &mut self.fillers[slot as usize]
    }

    /// How many units the claim is worth: one for the act, one for each filler.
    pub fn size(&self) -> usize {
        1 + self.fillers.iter().map(Vec::len).sum::<usize>()
    }
}

/// The items of a list slot; a text gives its characters and an object its names, as iterating gives them.
fn list(value: Option<&Value>) -> Result<Vec<Value>, Fault> {
    match value {
        Some(value) if value.is_true() => match value {
            Value::List(items) => Ok(items.clone()),
            Value::Str(s) => Ok(s.chars().map(|c| Value::Str(c.to_string())).collect()),
            Value::Dict(items) => Ok(items.iter().map(|(k, _)| Value::Str(k.clone())).collect()),
            other => Err(format!("{} where a list is needed", other.kind())),
        },
        _ => Ok(Vec::new()),
    }
}

/// Whether the claim stands in the document: its quote and the texts of its list slots are the document's bytes
/// at their offsets, its other texts are somewhere in it, and nothing is of the wrong kind.
pub fn anchored(claim: &Value, text: &str) -> bool {
    // Every fault here means "malformed", which is not anchored.
    let check = || -> Result<bool, Fault> {
        let (start, end) = (claim.field("start")?, claim.field("end")?);
        let act_is_text = claim.field("act")?.as_str().is_some();
        let forward = start.compare(end) == Some(std::cmp::Ordering::Less);
        if !act_is_text || !forward || !stands_at(claim, "quote", text)? {
            return Ok(false);
        }
        for key in LISTS {
            for item in list(claim.get(key)?)? {
                if !stands_at(&item, "text", text)? {
                    return Ok(false);
                }
            }
        }
        for key in SINGLES {
            if let Some(single) = claim.truthy(key)?
                && !single.field("text")?.as_str().is_some_and(|words| text.contains(words))
            {
                return Ok(false);
            }
        }
        for speaker in list(claim.get("says")?)? {
            let words = speaker.field("text")?.as_str();
            if !words.is_some_and(|words| FREE.contains(&words) || text.contains(words)) {
                return Ok(false);
            }
        }
        Units::of(claim).map(|_| true)
    };
    check().unwrap_or(false)
}

fn stands_at(item: &Value, key: &str, text: &str) -> Result<bool, Fault> {
    let len = text.len();
    let (Some(start), Some(end)) = (item.field("start")?.index(len, 0), item.field("end")?.index(len, len))
    else {
        return Ok(false);
    };
    // A range that runs backwards is empty wherever it lies, even inside a character.
    let found = if start < end { text.get(start..end) } else { Some("") };
    Ok(found.is_some() && found == item.field(key)?.as_str())
}

/// Bytes that two claims share, none below zero.
pub fn shared(a: &Value, b: &Value) -> Result<Num, Fault> {
    let first_end = a.field("end")?.number()?.min(b.field("end")?.number()?);
    let last_start = a.field("start")?.number()?.max(b.field("start")?.number()?);
    Ok(Num::Int(0).max(first_end.minus(last_start)?))
}

/// Length of a claim's quote in bytes.
pub fn length(claim: &Value) -> Result<Num, Fault> {
    claim.field("end")?.number()?.minus(claim.field("start")?.number()?)
}

/// Shared bytes over all bytes of two claims.
///
/// # Errors
/// Where there are no bytes at all.
pub fn iou(gold: &Value, other: &Value) -> Result<f64, Fault> {
    let n = shared(gold, other)?;
    let all = length(gold)?.plus(length(other)?)?.minus(n)?.float()?;
    if all == 0.0 {
        return Err("two empty quotes cannot be compared".to_owned());
    }
    Ok(n.float()? / all)
}

/// How many of gold's fillers are hit, each filler of the other side used once.
pub fn hits(slot: Slot, gold: &Units, other: &Units) -> Result<usize, Fault> {
    let mut left: Vec<&Value> = other.get(slot).iter().collect();
    let mut n = 0;
    for g in gold.get(slot) {
        for i in 0..left.len() {
            let Some(p) = left.get(i).copied() else { break };
            if agree(slot, g, p)? {
                // The first equal one goes, which need not be the one compared.
                let first = left.iter().position(|q| q.same(p)).unwrap_or(i);
                left.remove(first);
                n += 1;
                break;
            }
        }
    }
    Ok(n)
}

fn agree(slot: Slot, g: &Value, p: &Value) -> Result<bool, Fault> {
    let texts = |key: &str| alike(g.field(key)?, p.field(key)?);
    let equal = |key: &str| -> Result<bool, Fault> { Ok(g.field(key)?.equals(p.field(key)?)) };
    match slot {
        Slot::Quote => Ok(iou(g, p)? >= 0.5),
        Slot::Where => same_place(g, p),
        Slot::Is => Ok(equal("slot")? && texts("text")? && texts("is")?),
        Slot::When => same_when(g, p),
        Slot::WhenKind => Ok(same_when(g, p)? && equal("kind")?),
        Slot::Count => {
            let null = Value::Null;
            let same = |key: &str| -> Result<bool, Fault> {
                Ok(g.get(key)?.unwrap_or(&null).same(p.get(key)?.unwrap_or(&null)))
            };
            Ok(same("low")? && same("high")?)
        }
        Slot::CountBasis => equal("basis"),
        Slot::WhyKind => Ok(texts("text")? && equal("kind")?),
        Slot::SureTerm => equal("term"),
        Slot::Polarity | Slot::Reality => Ok(g.equals(p)),
        Slot::Who | Slot::Whom | Slot::Why | Slot::Says | Slot::Sure => texts("text"),
    }
}

/// Whether two fillers are alike in their texts.
pub(crate) fn alike_texts(a: &Value, b: &Value) -> Result<bool, Fault> {
    alike(a.field("text")?, b.field("text")?)
}

fn same_when(g: &Value, p: &Value) -> Result<bool, Fault> {
    let null = Value::Null;
    for end in ["from", "to"] {
        let same = same_moment(g.get(end)?.unwrap_or(&null), p.get(end)?.unwrap_or(&null))?;
        if same != Some(true) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Alike in words, and within a third of a degree where gold has coordinates.
fn same_place(g: &Value, p: &Value) -> Result<bool, Fault> {
    if !alike(g.field("text")?, p.field("text")?)? {
        return Ok(false);
    }
    let Some(lat) = g.get("lat")? else { return Ok(true) };
    let given = |key: &str| -> Result<Option<&Value>, Fault> {
        Ok(p.get(key)?.filter(|v| !matches!(v, Value::Null)))
    };
    let (Some(p_lat), Some(p_lon)) = (given("lat")?, given("lon")?) else { return Ok(false) };
    let near = |a: &Value, b: &Value, limit: f64| -> Result<bool, Fault> {
        Ok(a.number()?.minus(b.number()?)?.abs().less(Num::Float(limit)))
    };
    Ok(near(lat, p_lat, 0.35)? && near(g.field("lon")?, p_lon, 0.5)?)
}
