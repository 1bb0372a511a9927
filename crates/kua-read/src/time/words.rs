//! The English time words of `lexicon/en/time.toml`, ready for look-up.
//!
//! In: the word list (compiled in). Out: [`TimeWord`] for a word or phrase, attached to scanned tokens.
//! Not here: grammar words with only one use ("of", "o'clock"), which the grammar names itself.

use super::scan::{self, Kind, Toks};
use crate::count::words as numbers;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::OnceLock;

/// Units of the calendar and the clock, from small to large.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    /// A day of work, Monday to Friday.
    Workday,
    Night,
    Week,
    /// Monday to Friday.
    Workweek,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Which one of a row: "last", "this", "next" …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Which {
    /// No such word.
    Bare,
    /// "last", "past": counts from the document's date.
    Last,
    /// "this", "current".
    This,
    /// "next": counts from the document's date.
    Next,
    /// "coming", "upcoming": the first one after the document's date.
    Coming,
    /// "previous", "preceding": counts from the time last named.
    Previous,
    /// "following": counts from the time last named.
    Following,
    /// "that", "the same": the one last named.
    That,
}

/// A part of a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Edge {
    Early,
    Mid,
    Late,
    Start,
    End,
    /// "earlier this year": what is over of it.
    Before,
    /// "later this week": what is left of it.
    Rest,
}

/// Prepositions that open or close an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Frame {
    At,
    Since,
    From,
    After,
    Until,
    By,
    Before,
    Through,
    During,
    Within,
    Between,
    JustAfter,
    JustBefore,
}

/// Parts of the day; the hours stand in the word list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// Code in TIMEX3 values: `MO`, `MI` (midday), `AF`, `EV`, `NI`, `EH` (early hours).
    pub code: [u8; 2],
    /// First minute, from midnight of the day it belongs to.
    pub from: u16,
    /// Last minute; over 1440 is in the next day.
    pub to: u16,
    /// Whether the word stands without an article ("overnight").
    pub alone: bool,
}

/// What a time word is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TimeWord {
    /// Month, 1–12; `true` when the word is also another word ("May", "March") or a doubtful short form.
    Month(u8, bool),
    /// Weekday, 1 = Monday; `true` for doubtful short forms ("sun", "sat", "wed").
    Weekday(u8, bool),
    /// Weekdays in the plural ("Sundays").
    Weekdays(u8),
    /// Part of the day.
    Part(Part),
    /// A named clock time, in minutes ("noon").
    Clock(u16),
    /// A unit; `true` in the plural.
    Unit(Unit, bool),
    /// 0 spring, 1 summer, 2 autumn, 3 winter; `true` when the word is also another word.
    Season(u8, bool),
    /// Index of a holiday in [`Words::holidays`].
    Holiday(u16),
    /// Days from the document's date ("yesterday" -1).
    RelDay(i8),
    /// Part of a day counted from the document's date ("tonight", "last night").
    RelPart(i8, Part),
    /// "last", "next" …
    Which(Which),
    /// "early", "the end of" …
    Edge(Edge),
    /// Preposition.
    Frame(Frame),
    /// "about", "around".
    Approx,
    /// "every", "each".
    Each,
    /// "daily", "weekly", and how many of the unit lie between two times ("semi-annually" 0.5).
    Set(Unit, f32),
    /// A short name of an edge of the current unit ("EOM": the end of the month).
    EdgeUnit(Edge, Unit),
    /// "now", "recently": no interval.
    Vague,
    /// After midday?
    Meridiem(bool),
    /// Time zone, minutes east of UTC.
    Zone(i16),
    /// An event whose date the text may give ("the rally").
    Event,
    /// Makes a name of the date before it ("8 March Street").
    Proper,
    /// Sign of a future verb ("will").
    Future,
    /// Verb of saying ("announced"): a time beside it is when it was said.
    Says,
    /// Demand or deadline: "by Friday" beside it lies ahead.
    Demand,
    /// Counts or measures something: "the toll stands at four" names no hour.
    Measure,
    /// The period that the document covers.
    Covers,
    /// Time phrase used after a length: "ago", "later" … days forward (+1) or back (-1); `true` = from the
    /// document's date.
    Dir(i8, bool),
}

/// How a holiday is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HolidayRule {
    /// Month, first day, last day.
    Fixed(u8, u8, u8),
    /// One day of history: year, month, day.
    Once(i32, u8, u8),
    /// Days from Easter Sunday (Western).
    Easter(i16),
    /// Days from Easter Sunday of the Orthodox churches.
    Orthodox(i16),
    /// The `n`th (from the end if negative) weekday of a month: month, weekday, n, days added.
    Nth(u8, u8, i8, i8),
}

/// A holiday of the word list.
#[derive(Debug, Clone)]
pub struct Holiday {
    /// Its entry's id.
    pub id: String,
    /// How to compute it.
    pub rule: HolidayRule,
}

/// One entry of the word list as written.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs)]
#[cfg_attr(not(test), allow(dead_code))] // meaning, origin and examples are for people and tests
pub struct Entry {
    pub id: String,
    pub words: Vec<String>,
    #[serde(default)]
    pub plural: Vec<String>,
    #[serde(default)]
    pub doubtful: Vec<String>,
    pub class: String,
    #[serde(default)]
    pub value: Option<toml::Value>,
    #[serde(default)]
    pub from: Option<String>,
    #[serde(default)]
    pub to: Option<String>,
    pub means: String,
    pub origin: String,
    #[serde(default)]
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    word: Vec<Entry>,
}

/// A phrase as tokens, and its value.
type Phrase<T> = (Vec<String>, T);

/// A look-up of words and phrases.
pub(crate) struct Table<T> {
    one: FxHashMap<Box<[u8]>, T>,
    /// By their first word, longest first.
    many: FxHashMap<Box<[u8]>, Vec<Phrase<T>>>,
}

impl<T: Copy> Table<T> {
    pub(crate) fn new() -> Self {
        Self { one: FxHashMap::default(), many: FxHashMap::default() }
    }

    /// Adds a word or a phrase, cut up as the scan cuts texts.
    pub(crate) fn add(&mut self, phrase: &str, value: T) {
        let lower = phrase.to_ascii_lowercase();
        let parts: Vec<String> =
            scan::split(&lower).iter().map(|t| lower[t.start..t.end].to_owned()).collect();
        if let [word] = parts.as_slice() {
            self.one.insert(word.as_bytes().into(), value);
        } else if let Some(first) = parts.first() {
            let list = self.many.entry(first.as_bytes().into()).or_default();
            list.push((parts, value));
            list.sort_by_key(|(p, _)| std::cmp::Reverse(p.len()));
        }
    }

    /// The longest entry that begins at token `i`, and how many tokens it covers.
    fn find(&self, toks: &Toks, i: usize, lower: &[u8]) -> Option<(T, u8)> {
        if let Some(list) = self.many.get(lower) {
            for (parts, value) in list {
                if parts.iter().enumerate().skip(1).all(|(k, p)| toks.is(i + k, p)) {
                    return Some((*value, parts.len() as u8));
                }
            }
        }
        self.one.get(lower).map(|v| (*v, 1))
    }
}

/// The list, ready for look-up.
pub struct Words {
    table: Table<TimeWord>,
    /// Holidays, by index.
    pub holidays: Vec<Holiday>,
    /// The entries as written.
    #[cfg_attr(not(test), allow(dead_code))]
    pub entries: Vec<Entry>,
}

/// The time words of English.
pub fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| load(include_str!("../../../../lexicon/en/time.toml")))
}

/// Attaches the entries of both word lists to the tokens.
pub(crate) fn attach(toks: &mut Toks) {
    let (time, num) = (&words().table, &numbers::words().table);
    let mut buffer = [0u8; 20];
    for i in 0..toks.len() {
        let t = toks.toks[i];
        // Marks ("<", "%") are entries of the number list, "9/11" is one of this.
        let len = t.end - t.start;
        if len > buffer.len() {
            continue;
        }
        let lower = &mut buffer[..len];
        lower.copy_from_slice(&toks.text.as_bytes()[t.start..t.end]);
        lower.make_ascii_lowercase();
        let lower = &buffer[..len];
        let found = (
            if t.kind == Kind::Mark { None } else { time.find(toks, i, lower) },
            if t.kind == Kind::Num { None } else { num.find(toks, i, lower) },
        );
        (toks.toks[i].time, toks.toks[i].num) = found;
    }
}

/// A broken entry is left out; a test sees to it that none is.
fn load(source: &str) -> Words {
    let entries = toml::from_str::<File>(source).map(|f| f.word).unwrap_or_default();
    let mut out = Words { table: Table::new(), holidays: Vec::new(), entries: Vec::new() };
    for entry in &entries {
        for (list, plural, doubtful) in
            [(&entry.words, false, false), (&entry.plural, true, false), (&entry.doubtful, false, true)]
        {
            for word in list {
                if let Some(value) = classify(entry, plural, doubtful, &mut out.holidays) {
                    out.table.add(word, value);
                }
            }
        }
    }
    out.entries = entries;
    out
}

/// What an entry's word is; `None` if the entry is broken.
pub(crate) fn classify(
    e: &Entry,
    plural: bool,
    doubtful: bool,
    holidays: &mut Vec<Holiday>,
) -> Option<TimeWord> {
    let int = || e.value.as_ref().and_then(toml::Value::as_integer);
    let named = || e.value.clone();
    Some(match e.class.as_str() {
        "month" => TimeWord::Month(u8::try_from(int()?).ok()?, doubtful),
        "weekday" if plural => TimeWord::Weekdays(u8::try_from(int()?).ok()?),
        "weekday" => TimeWord::Weekday(u8::try_from(int()?).ok()?, doubtful),
        "part" => TimeWord::Part(part(e)?),
        "relpart" => {
            let days = e.value.as_ref()?.as_array()?.get(1)?.as_integer()?;
            TimeWord::RelPart(i8::try_from(days).ok()?, part(e)?)
        }
        "clock" => TimeWord::Clock(minutes(e.from.as_deref()?)?),
        "unit" => TimeWord::Unit(named()?.try_into().ok()?, plural),
        "season" => TimeWord::Season(u8::try_from(int()?).ok()?, doubtful),
        "holiday" => {
            let rule = holiday(e.value.as_ref()?)?;
            if holidays.last().is_none_or(|h| h.id != e.id) {
                holidays.push(Holiday { id: e.id.clone(), rule });
            }
            TimeWord::Holiday(u16::try_from(holidays.len() - 1).ok()?)
        }
        "relday" => TimeWord::RelDay(i8::try_from(int()?).ok()?),
        "which" => TimeWord::Which(named()?.try_into().ok()?),
        "edge" => TimeWord::Edge(named()?.try_into().ok()?),
        "frame" => TimeWord::Frame(named()?.try_into().ok()?),
        "approx" => TimeWord::Approx,
        "each" => TimeWord::Each,
        "set" => match e.value.as_ref()? {
            toml::Value::Array(list) => {
                let times = list.first()?.as_float()?;
                TimeWord::Set(list.get(1)?.clone().try_into().ok()?, times as f32)
            }
            unit => TimeWord::Set(unit.clone().try_into().ok()?, 1.0),
        },
        "edgeunit" => {
            let list = e.value.as_ref()?.as_array()?;
            TimeWord::EdgeUnit(list.first()?.clone().try_into().ok()?, list.get(1)?.clone().try_into().ok()?)
        }
        "vague" => TimeWord::Vague,
        "meridiem" => TimeWord::Meridiem(e.value.as_ref()?.as_bool()?),
        "zone" => TimeWord::Zone(i16::try_from(int()?).ok()?),
        "event" => TimeWord::Event,
        "proper" => TimeWord::Proper,
        "future" => TimeWord::Future,
        "says" => TimeWord::Says,
        "demand" => TimeWord::Demand,
        "measure" => TimeWord::Measure,
        "covers" => TimeWord::Covers,
        "direction" => {
            let list = e.value.as_ref()?.as_array()?;
            let sign = i8::try_from(list.first()?.as_integer()?).ok()?;
            TimeWord::Dir(sign, list.get(1)?.as_str()? == "document")
        }
        _ => return None,
    })
}

fn part(e: &Entry) -> Option<Part> {
    let code = match e.value.as_ref()? {
        toml::Value::Array(list) => list.first()?.as_str()?,
        other => other.as_str()?,
    };
    let (from, to) = (minutes(e.from.as_deref()?)?, minutes(e.to.as_deref()?)?);
    let alone = e.words.iter().any(|w| w == "overnight");
    Some(Part { code: code.as_bytes().try_into().ok()?, from, to, alone })
}

/// Minutes of "HH:MM"; hours over 24 are in the next day.
fn minutes(text: &str) -> Option<u16> {
    let (h, m) = text.split_once(':')?;
    h.parse::<u16>().ok()?.checked_mul(60)?.checked_add(m.parse().ok()?)
}

fn holiday(value: &toml::Value) -> Option<HolidayRule> {
    let table = value.as_table()?;
    let int = |k: &str| table.get(k).and_then(toml::Value::as_integer);
    if let (Some(year), Some(month), Some(day)) = (int("year"), int("month"), int("day")) {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        return Some(HolidayRule::Once(i32::try_from(year).ok()?, month, day));
    }
    if let Some(days) = int("easter") {
        return Some(HolidayRule::Easter(i16::try_from(days).ok()?));
    }
    if let Some(days) = int("orthodox") {
        return Some(HolidayRule::Orthodox(i16::try_from(days).ok()?));
    }
    let month = u8::try_from(int("month")?).ok()?;
    if let Some(day) = int("day") {
        let last = int("to").unwrap_or(day);
        return Some(HolidayRule::Fixed(month, u8::try_from(day).ok()?, u8::try_from(last).ok()?));
    }
    let (weekday, nth) = (u8::try_from(int("weekday")?).ok()?, i8::try_from(int("nth")?).ok()?);
    let plus = i8::try_from(int("plus").unwrap_or(0)).ok()?;
    Some(HolidayRule::Nth(month, weekday, nth, plus))
}
