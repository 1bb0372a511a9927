//! When a claim says something was: an interval with open ends, stated by the claim or inferred from its setting.
//!
//! In: a claim (`when`, else the reader's `setting.when`). Out: a [`TimeSpan`]; ends that cannot be parsed stay
//! open. Not here: words for it (`wording`); grouping (`byplace`).

use jiff::civil::{Date, DateTime};
use kua_record::{Claim, WhenKind};
use serde_json::Value;

/// Whether the claim itself gives a slot, or the reader took it from the surrounding text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Given {
    /// The claim's own words give it.
    Stated,
    /// The reader took it from the setting; to be drawn as inferred.
    Inferred,
}

/// One end of an interval: a day, or a minute of a day, in local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Minutes since midnight; `None` when the end is a whole day.
    pub minute: Option<u16>,
}

impl Moment {
    /// From `2022-01-04` or `2022-01-04T12:00`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(at) = text.parse::<DateTime>()
            && text.contains('T')
        {
            let minute = u16::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute())).ok();
            return Some(Self { date: at.date(), minute });
        }
        text.parse::<Date>().ok().map(|date| Self { date, minute: None })
    }
}

/// An interval of local time, both ends inclusive at their own grain; `None` is an open end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeSpan {
    /// First moment.
    pub from: Option<Moment>,
    /// Last moment.
    pub to: Option<Moment>,
    /// True for all of it, rather than at some point in it.
    pub throughout: bool,
    /// Stated or inferred.
    pub given: Given,
    /// The words that gave it; of an inferred one, from what the reader took it.
    pub words: String,
}

impl TimeSpan {
    /// The claim's time, else its setting's; `None` when neither has an end that can be parsed.
    pub fn of(claim: &Claim) -> Option<Self> {
        let stated = claim.when.as_ref().and_then(|w| {
            Self::new(
                w.from.as_deref(),
                w.to.as_deref(),
                w.kind == Some(WhenKind::Throughout),
                Given::Stated,
                &w.text,
            )
        });
        stated.or_else(|| {
            let when = claim.extra.get("setting")?.get("when")?;
            let text = |key: &str| when.get(key).and_then(Value::as_str);
            let words = text("from_what").or(text("text")).unwrap_or("");
            let mut span = Self::new(text("from"), text("to"), false, Given::Inferred, words)?;
            // The clock that was named before is that of another act; only its day may be lent.
            for end in [&mut span.from, &mut span.to].into_iter().flatten() {
                end.minute = None;
            }
            Some(span)
        })
    }

    fn new(
        from: Option<&str>,
        to: Option<&str>,
        throughout: bool,
        given: Given,
        words: &str,
    ) -> Option<Self> {
        let from = from.and_then(Moment::parse);
        let to = to.and_then(Moment::parse);
        (from.is_some() || to.is_some()).then(|| Self {
            from,
            to,
            throughout,
            given,
            words: words.to_owned(),
        })
    }

    /// First and last day; `None` is an open end.
    pub fn days(&self) -> (Option<Date>, Option<Date>) {
        (self.from.map(|m| m.date), self.to.map(|m| m.date))
    }

    /// Sorts by the earliest moment that is known, then by the latest.
    pub fn order(&self) -> (Option<Moment>, Option<Moment>) {
        (self.from.or(self.to), self.to.or(self.from))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_minute_are_told_apart() {
        assert_eq!(Moment::parse("2022-01-04").and_then(|m| m.minute), None);
        assert_eq!(Moment::parse("2022-01-04T12:30").and_then(|m| m.minute), Some(750));
        assert_eq!(Moment::parse("Tuesday"), None);
    }
}
