//! The walk through a text that finds quantities.

use super::CountMention;
use super::core::Shape;
use super::number::{self, Number, word};
use super::quantity::{self, Range};
use super::words::{Modifier, NumWord};
use crate::time::TimeMention;
use crate::time::scan::{Kind, Toks};
use kua_record::Span;

pub(super) struct Finder<'a> {
    pub t: &'a Toks<'a>,
    pub sentences: &'a [Span],
    pub times: &'a [TimeMention],
}

impl Finder<'_> {
    pub(super) fn run(&self) -> Vec<CountMention> {
        let mut out = Vec::new();
        let (mut at, mut time, mut last) = (0, 0, 0);
        while let Some(tok) = self.t.get(at) {
            while self.times.get(time).is_some_and(|m| m.span.end <= tok.start) {
                time += 1;
            }
            if let Some(m) = self.times.get(time).filter(|m| m.span.covers(tok.start)) {
                // A length of time is no count, but its number words must not be read as one either.
                let end = m.span.end;
                while self.t.get(at).is_some_and(|x| x.start < end) {
                    at += 1;
                }
                last = at;
                continue;
            }
            match self.mention(at, last) {
                Some((m, next)) => {
                    let clash = self.times.get(time).is_some_and(|x| x.span.overlaps(m.number_span));
                    if !clash {
                        out.push(m);
                        at = next.max(at + 1);
                        last = at;
                        continue;
                    }
                    at += 1;
                }
                None => at += 1,
            }
        }
        out
    }

    /// The quantity whose number begins at token `at`; `floor` is the first token that is still free.
    fn mention(&self, at: usize, floor: usize) -> Option<(CountMention, usize)> {
        let t = self.t;
        let tok = t.get(at)?;
        if tok.kind == Kind::Mark
            || tok.kind == Kind::Word && tok.num.is_none() && !t.any(at, &["a", "an", "the"])
        {
            return None;
        }
        let core = self.core(at)?;
        if tok.kind == Kind::Num && self.is_code(at, core.next) {
            return None;
        }
        let (modifier, start) = self.before(at, floor);
        let mut start = start;
        let mut next = core.next;
        let number = t.span(at, core.next);
        // "in the thousands"
        let mut rule = core.rule;
        if matches!(core.kind, Shape::Range(_))
            && rule == "plenty"
            && at >= floor + 2
            && t.is(at - 1, "the")
            && t.any(at - 2, &["in", "into"])
        {
            (start, rule) = (at - 2, "plenty.in-the");
        }
        let (mut modifier, hedge) = (modifier, self.hedge(start, floor));
        // What stands after: "or more", "+", "per cent", a unit.
        if let Some((after, end)) = self.after(next) {
            (modifier, next) = (Some(after), end);
        }
        let (mut unit, mut share) = (None, matches!(core.kind, Shape::Share(..)));
        let mut value = core.value;
        let mut range = match core.kind {
            Shape::Number(n) => quantity::of_number(n, modifier),
            Shape::Range(r) => quantity::of_range(r, modifier),
            Shape::Share(low, high) => {
                // "more than half": over 50 of 100.
                if modifier == Some(Modifier::Almost) && low == high {
                    quantity::of_number(f64::from(low), modifier)
                } else {
                    quantity::of_share(low, high, modifier)
                }
            }
            Shape::Ordinal => Range::default(),
        };
        let mut end = next;
        if !matches!(core.kind, Shape::Ordinal | Shape::Share(..)) {
            // A second number makes a range: "300 to 400", "between 300 and 400", "18,250–63,000".
            if let Some((low, high, open, after)) = self.range_to(at, next)
                && core.value.is_some()
                && !matches!(modifier, Some(Modifier::Most | Modifier::Fewer))
            {
                range = quantity::of_number(low, None);
                range.high = if open { None } else { quantity::of_number(high, None).high };
                (value, next, end, rule) = (None, after, after, "range");
                if start < at && matches!(modifier, Some(Modifier::Just)) {
                    start = at;
                }
                if at > floor && t.is(at - 1, "between") {
                    start = at - 1;
                }
            }
            if let Some(NumWord::Percent) = self.word_at(next) {
                (share, unit) = (true, Some("%".to_owned()));
                let len = t.get(next).and_then(|x| x.num).map_or(1, |n| usize::from(n.1));
                (next, end, rule) = (next + len, next + len, "per-cent");
                if range.high.is_none_or(|h| h > 100) && modifier.is_none() {
                    share = range.high.is_some_and(|h| h <= 100);
                }
            } else {
                unit = self.unit(at, next);
            }
        }
        // "Forty nurses or more": the words after the counted noun.
        if unit.is_none()
            && !share
            && modifier.is_none()
            && rule != "range"
            && let Some((after, stop)) = self.after_noun(next)
            && let Shape::Number(n) = core.kind
        {
            range = quantity::of_number(n, Some(after));
            end = stop;
        }
        let ordinal = matches!(core.kind, Shape::Ordinal);
        if unit.is_some() && !share {
            range = Range::default();
        }
        let basis = if share {
            Some("share")
        } else if ordinal || unit.is_some() {
            None
        } else {
            self.basis(start, end)
        };
        let mention = CountMention {
            span: t.span(start, end),
            number_span: number,
            value,
            low: range.low,
            high: range.high,
            share,
            hedge,
            ordinal,
            unit,
            basis,
            rule,
        };
        Some((mention, end))
    }

    /// The word class of token `i`, phrases too.
    fn word_at(&self, i: usize) -> Option<NumWord> {
        Some(self.t.get(i)?.num?.0)
    }

    /// The modifier before token `at` and the first token of it.
    fn before(&self, at: usize, floor: usize) -> (Option<Modifier>, usize) {
        let t = self.t;
        let (mut start, mut modifier) = (at, None);
        // "up to about 300": the outer one opens or closes the end.
        for _ in 0..2 {
            let found = (1..=4usize).rev().find_map(|n| {
                let k = start.checked_sub(n).filter(|k| *k >= floor)?;
                match t.get(k)?.num? {
                    (NumWord::Before(m), len) if usize::from(len) == n => Some((m, k)),
                    _ => None,
                }
            });
            let Some((m, k)) = found else { break };
            if t.get(start).is_some_and(|x| x.line) {
                break;
            }
            // "over" and "under" as prepositions, "some" before a noun, "about" as "on the subject of" cannot be told
            // apart without a tree; before a number they nearly always modify it.
            if modifier.is_none() || m != Modifier::Just {
                modifier = Some(match (modifier, m) {
                    (Some(Modifier::Just) | None, m) => m,
                    (Some(inner), Modifier::About) => inner,
                    (_, m) => m,
                });
            }
            start = k;
            if m == Modifier::Just && modifier == Some(Modifier::Just) {
                // "only 15": the word is no part of the number.
                start = at;
                break;
            }
        }
        // "some 15" but "some of"; "an estimated 500"
        if start > floor
            && t.any(start - 1, &["an", "a"])
            && t.any(start, &["estimated", "minimum", "maximum"])
        {
            start -= 1;
        }
        (modifier, start)
    }

    fn hedge(&self, start: usize, floor: usize) -> Option<Span> {
        let k = start.checked_sub(1).filter(|k| *k >= floor)?;
        (word(self.t, k) == Some(NumWord::Hedge)).then(|| self.t.span(k, start))
    }

    /// "or more", "+", "or so" right after the number.
    fn after(&self, next: usize) -> Option<(Modifier, usize)> {
        // "100,000-plus"
        if self.t.dash(next) && self.t.tight(next) && self.t.tight(next + 1) && self.t.is(next + 1, "plus") {
            return Some((Modifier::Least, next + 2));
        }
        // "a hundred-odd"
        if self.t.dash(next) && self.t.tight(next) && self.t.tight(next + 1) && self.t.is(next + 1, "odd") {
            return Some((Modifier::About, next + 2));
        }
        let (w, len) = self.t.get(next)?.num?;
        let dash = usize::from(self.t.dash(next));
        match w {
            _ if dash == 1 => None,
            NumWord::After(m) => {
                // A mark must touch the number; "plus" before a word adds another thing.
                let mark = self.t.mark(next, '+') && !self.t.tight(next);
                let plus = self.t.is(next, "plus");
                (!mark && !plus && dash == 0).then_some((m, next + usize::from(len)))
            }
            _ => None,
        }
    }

    /// "people or more": up to three words of a noun phrase, then what changes the number.
    fn after_noun(&self, next: usize) -> Option<(Modifier, usize)> {
        let t = self.t;
        for k in next..next + 4 {
            if t.get(k)?.kind != Kind::Word {
                return None;
            }
            if k > next && t.any(k, &["or", "and"]) {
                if let Some((NumWord::After(m), len)) = t.get(k)?.num {
                    return (t.any(k + 1, &["more", "fewer", "less", "so"]))
                        .then_some((m, k + usize::from(len)));
                }
                return None;
            }
        }
        None
    }

    /// The second number of a range, whether it is open above, and one past its last token.
    fn range_to(&self, at: usize, next: usize) -> Option<(f64, f64, bool, usize)> {
        let t = self.t;
        let between = at > 0 && t.is(at - 1, "between") || at > 1 && t.is(at - 2, "between");
        let dash = t.dash(next);
        let link = dash || t.any(next, &["to", "or"]) || between && t.is(next, "and");
        if !link {
            return None;
        }
        let mut second = next + 1;
        if t.any(second, &["about", "around", "over", "even", "perhaps", "nearly", "almost", "as"]) && !dash {
            second += 1;
        }
        let high: Number = number::number(t, second)?;
        let low = number::number(t, at)?;
        let mut low_value = low.value;
        let mut after = high.next;
        // "3-4 thousand": the scale said once holds for both.
        if let Some(NumWord::Scale(s)) = word(t, high.next.wrapping_sub(1))
            && !matches!(word(t, low.next.wrapping_sub(1)), Some(NumWord::Scale(_)))
            && low_value < 1000.0
            && s >= 1000
        {
            low_value *= s as f64;
        }
        if low_value >= high.value {
            return None;
        }
        let (mut high_value, mut open) = (high.value, false);
        // "two to three dozen"
        if let Some(NumWord::Group(few, many)) = word(t, after) {
            (low_value, high_value, after) = (low_value * few as f64, high_value * many as f64, after + 1);
        }
        if let Some((Modifier::Least, end)) = self.after(after) {
            (open, after) = (true, end);
        }
        if t.tight(after) && t.is(after, "s") {
            after += 1;
        }
        Some((low_value, high_value, open, after))
    }
}
