//! The number itself, before its modifiers: digits, words, vague quantities, shares, ordinals.
//!
//! In: scanned tokens and a place. Out: a [`Core`]; `None` where no quantity begins.

use super::finder::Finder;
use super::number::{self, word};
use super::quantity::{self, Range};
use super::words::NumWord;
use crate::time::scan::Kind;

/// A quantity before its modifiers are known.
pub(super) struct Core {
    pub next: usize,
    pub value: Option<f64>,
    pub kind: Shape,
    pub rule: &'static str,
}

pub(super) enum Shape {
    Number(f64),
    Range(Range),
    Share(u8, u8),
    Ordinal,
}

/// Words after "one" that make it no count ("one another", "one day", "one must").
const ONE_NOT: &[&str] = &[
    "another", "day", "must", "can", "should", "could", "would", "may", "might", "cannot", "way", "hand",
    "side", "thing", "point", "by", "has", "needs", "time", "more", "or", "reason", "step", "such", "who",
    "that", "which",
];

/// Words before "one" that make it no count ("no one", "this one").
const NOT_ONE: &[&str] = &[
    "no", "not", "any", "every", "each", "this", "that", "which", "the", "another", "a", "an", "new",
    "first", "last", "next", "same", "some", "such", "other", "whole", "good", "only", "number",
];

impl Finder<'_> {
    pub(super) fn core(&self, at: usize) -> Option<Core> {
        let t = self.t;
        let article = usize::from(t.any(at, &["a", "an"]));
        let found = |next, value: Option<f64>, kind, rule| Some(Core { next, value, kind, rule });
        // Shares in words: "most", "the majority", "almost all", "half", "two thirds", "one in five".
        if let Some((NumWord::Share(low, high), len)) = t.get(at)?.num {
            let next = at + usize::from(len);
            return self.share_stands(at, next).then_some(Core {
                next,
                value: None,
                kind: Shape::Share(low, high),
                rule: "share",
            });
        }
        if let Some((percent, next)) = self.fraction(at) {
            return found(next, Some(f64::from(percent)), Shape::Share(percent, percent), "share.fraction");
        }
        // "tens of thousands", "hundreds", "10000s"
        if let Some((range, next)) = self.plenty(at) {
            return found(next, None, Shape::Range(range), "plenty");
        }
        match word(t, at + article) {
            Some(NumWord::Few(low, high)) => {
                let after = at + article + 1;
                if t.any(at + article, &["few"])
                    && (article == 0
                        && at > 0
                        && t.any(
                            at - 1,
                            &["the", "very", "too", "so", "quite", "last", "past", "next", "these", "those"],
                        ))
                {
                    return None;
                }
                if article == 0 && !t.any(at, &["several", "few"]) {
                    return None;
                }
                if let Some((range, next)) = self.plenty(after) {
                    // "several tens of thousands"
                    let unit = range.low.unwrap_or(0) / 2;
                    let low = if low == high { 2 } else { low.max(2) };
                    let range = Range::of(
                        low.saturating_mul(unit).max(range.low.unwrap_or(0)),
                        range.high.unwrap_or(0),
                    );
                    return found(next, None, Shape::Range(range), "few.plenty");
                }
                let of = after + usize::from(t.is(after, "of") && t.is(at + article, "couple"));
                return match word(t, of) {
                    Some(NumWord::Scale(100))
                        if matches!(word(t, of + 1), Some(NumWord::Scale(_) | NumWord::Plenty(..))) =>
                    {
                        // "several hundred thousand"
                        let scale = match word(t, of + 1) {
                            Some(NumWord::Scale(s)) => s,
                            Some(NumWord::Plenty(low, _)) => low / 2,
                            _ => 1,
                        };
                        let range = quantity::few_of(low, high, scale.saturating_mul(100));
                        found(of + 2, None, Shape::Range(range), "few.scale")
                    }
                    Some(NumWord::Scale(scale)) => {
                        found(of + 1, None, Shape::Range(quantity::few_of(low, high, scale)), "few.scale")
                    }
                    Some(NumWord::Group(..)) => {
                        found(of + 1, None, Shape::Range(quantity::few_of(low, high, 12)), "few.group")
                    }
                    _ => found(after, None, Shape::Range(Range::of(low, high)), "few"),
                };
            }
            Some(NumWord::Group(low, high)) if article == 1 => {
                return found(at + 2, None, Shape::Range(Range::of(low, high)), "group");
            }
            _ => {}
        }
        if t.is(at, "half")
            && t.any(at + 1, &["a", "an"])
            && let Some(NumWord::Group(low, high)) = word(t, at + 2)
        {
            return found(at + 3, None, Shape::Range(Range::of(low / 2, high / 2)), "group.half");
        }
        if let Some((n, next)) = number::ordinal(t, at) {
            return found(next, Some(f64::from(n)), Shape::Ordinal, "ordinal");
        }
        let n = number::number(t, at)?;
        if let Some(NumWord::Group(low, high)) = word(t, n.next) {
            let k = n.value as u64;
            return found(
                n.next + 1,
                None,
                Shape::Range(Range::of(k.saturating_mul(low), k.saturating_mul(high))),
                "group",
            );
        }
        if t.is(at, "one") && n.next == at + 1 && !self.one_stands(at) || t.is(at, "zero") {
            return None;
        }
        // "day three", "number two", "one by one"
        let place = at > 0
            && t.any(at - 1, &["day", "number", "phase"])
            && !matches!(word(t, n.next), Some(NumWord::Counted));
        let pair = at > 1 && t.is(at - 1, "by") && t.str(at - 2).eq_ignore_ascii_case(t.str(at));
        if place || pair {
            return None;
        }
        found(n.next, Some(n.value), Shape::Number(n.value), if n.digits { "digits" } else { "words" })
    }

    /// Dozens, hundreds, tens of thousands, 100s.
    pub(super) fn plenty(&self, at: usize) -> Option<(Range, usize)> {
        let t = self.t;
        if t.num(at).is_some() {
            let n = number::number(t, at)?;
            let s = t.tight(n.next) && t.is(n.next, "s");
            let decade =
                (1000.0..2990.0).contains(&n.value) && !n.marked && !(n.value as u64).is_multiple_of(1000);
            let power = n.value >= 10.0 && n.value.log10().fract() == 0.0;
            if !s || decade || !power {
                return None;
            }
            return Some((Range::of((2.0 * n.value) as u64, (10.0 * n.value) as u64 - 1), n.next + 1));
        }
        let NumWord::Plenty(low, high) = word(t, at)? else { return None };
        // A capital inside a sentence makes it a name ("the March of the Millions").
        if t.get(at)?.cap && !t.begins(at) && t.str(at).chars().skip(1).any(char::is_lowercase) {
            return None;
        }
        if t.is(at, "scores")
            && t.get(at + 1).is_some()
            && !(t.is(at + 1, "of") || t.any(at + 1, &["were", "more", "are", "have", "had", "was"]))
        {
            return None;
        }
        if t.is(at + 1, "of") {
            let scale = match word(t, at + 2) {
                Some(NumWord::Plenty(scale, _)) => Some(scale / 2),
                _ => None,
            };
            if let Some(scale) = scale.filter(|s| *s > low / 2) {
                return Some((
                    Range::of(low.saturating_mul(scale), (high + 1).saturating_mul(scale).saturating_sub(1)),
                    at + 3,
                ));
            }
        }
        Some((Range::of(low, high), at + 1))
    }

    /// "half", "a third", "two thirds", "one in five": per cent and one past the last token.
    pub(super) fn fraction(&self, at: usize) -> Option<(u8, usize)> {
        let t = self.t;
        if t.is(at, "half") {
            let next = at + 1;
            // "the first half" is a part of a match or a year.
            if at > 0 && t.any(at - 1, &["first", "second", "other", "latter", "third", "better"]) {
                return None;
            }
            let time =
                t.any(next, &["past", "hour", "-", "brother", "sister", "measures", "way"]) || t.dash(next);
            if time || t.any(next, &["a", "an"]) {
                return None;
            }
            let ok = t.any(
                next,
                &[
                    "of", "the", "were", "are", "was", "is", "had", "have", "came", "them", "their", "its",
                    "his", "this", "that", "these", "those", "from",
                ],
            ) || t.str(next).ends_with('s')
                || matches!(word(t, next), Some(NumWord::Counted))
                || t.get(next).is_none_or(|x| x.kind == Kind::Mark);
            return ok.then_some((50, next));
        }
        let one = t.any(at, &["a", "one"]);
        if one
            && let (Some(NumWord::Fraction(n @ 3.., false)), true) =
                (word(t, at + 1), t.any(at, &["a", "one"]))
        {
            let next = at + 2;
            let ok = t.any(
                next,
                &[
                    "of", "were", "are", "was", "is", "had", "have", "came", "over", "under", "from", "more",
                    "aged", "said",
                ],
            ) || t.get(next).is_none_or(|x| x.kind == Kind::Mark && !t.dash(next));
            return ok.then(|| ((100.0 / f64::from(n)).round() as u8, next));
        }
        let (n, next) = number::small(t, at)?;
        let next = next + usize::from(t.dash(next) && t.tight(next));
        if let Some(NumWord::Fraction(d @ 3.., plural)) = word(t, next) {
            let ok = n < i32::from(d) && (plural && n > 1 || n == 1 && t.dash(next - 1));
            return ok.then(|| ((100.0 * f64::from(n) / f64::from(d)).round() as u8, next + 1));
        }
        if t.is(next, "in") || t.any(next, &["out"]) && t.is(next + 1, "of") {
            let (d, end) = number::small(t, next + if t.is(next, "in") { 1 } else { 2 })?;
            let plain = t.is(next, "in") && t.num(at).is_none() && d <= 20 || t.is(next, "out");
            let noun = t.get(end).is_some_and(|x| x.kind == Kind::Word && x.time.is_none());
            return (plain && noun && n < d && d > 1)
                .then(|| ((100.0 * f64::from(n) / f64::from(d)).round() as u8, end));
        }
        None
    }

    /// "most" as a share, not as a superlative ("the most peaceful", "most important").
    pub(super) fn share_stands(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        if !t.is(at, "most") || next != at + 1 {
            // "a majority" in parliament and "mostly" beside a verb are left to the reader of the clause.
            return true;
        }
        if at > 0
            && t.any(
                at - 1,
                &[
                    "the", "a", "at", "his", "her", "its", "their", "our", "one", "world", "'s", "’s",
                    "country", "second", "third",
                ],
            )
        {
            return false;
        }
        let s = t.str(next);
        let noun = s.ends_with('s') && !s.ends_with("ous") && !s.ends_with("ss")
            || matches!(word(t, next), Some(NumWord::Counted));
        t.any(next, &["of", "were", "are", "had", "have", "came", "said", "who", "live", "lived"])
            || noun
            || t.get(next).is_none_or(|x| x.kind == Kind::Mark)
            || t.get(next + 1).is_some_and(|x| x.kind == Kind::Word)
                && matches!(word(t, next + 1), Some(NumWord::Counted))
    }

    pub(super) fn one_stands(&self, at: usize) -> bool {
        let t = self.t;
        if t.any(at + 1, ONE_NOT) || at > 0 && t.any(at - 1, NOT_ONE) || t.any(at + 1, &["'s", "’s"]) {
            return false;
        }
        if t.dash(at + 1) && t.tight(at + 1) {
            return false;
        }
        if t.is(at + 1, "of") {
            // "one of the biggest events" measures nothing.
            let best = (at + 2..at + 5).any(|k| {
                let s = t.str(k);
                t.any(k, &["most", "main", "few", "only", "best", "worst", "least"])
                    || s.len() > 5 && s.ends_with("est") && !s.ends_with("rest") && !s.ends_with("test")
            });
            return !best;
        }
        // "a serious one", "the new one": a pronoun with its article.
        let pronoun = (at.saturating_sub(3)..at).any(|k| {
            t.any(k, &["a", "an", "the", "this", "that", "each", "no", "another", "his", "her", "their"])
        });
        t.get(at + 1).is_some_and(|x| x.kind == Kind::Word)
            || !pronoun && t.get(at + 1).is_none_or(|x| x.kind == Kind::Mark && !t.mark(at + 1, ','))
    }
}
