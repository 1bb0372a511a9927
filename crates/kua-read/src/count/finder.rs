//! The walk through a text that finds quantities.

use super::CountMention;
use super::number::{self, Number, word};
use super::quantity::{self, Range};
use super::words::{BASES, Modifier, NumWord};
use crate::time::TimeMention;
use crate::time::scan::{Kind, Toks};
use kua_record::Span;

pub(super) struct Finder<'a> {
    pub t: &'a Toks<'a>,
    pub sentences: &'a [Span],
    pub times: &'a [TimeMention],
}

/// A quantity before its modifiers are known.
struct Core {
    next: usize,
    value: Option<f64>,
    kind: Shape,
    rule: &'static str,
}

enum Shape {
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
    "no", "any", "every", "each", "this", "that", "which", "the", "another", "a", "an", "new", "first",
    "last", "next", "same", "some", "such", "other", "whole", "good", "only", "number",
];

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
            if let Some((low, high, open, after)) = self.range_to(at, next) {
                if core.value.is_some() && !matches!(modifier, Some(Modifier::Most | Modifier::Fewer)) {
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
        // "Sixty-six people or more": the words after the counted noun.
        if unit.is_none() && !share && modifier.is_none() && rule != "range" {
            if let Some((after, stop)) = self.after_noun(next) {
                if let Shape::Number(n) = core.kind {
                    range = quantity::of_number(n, Some(after));
                    end = stop;
                }
            }
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

    fn core(&self, at: usize) -> Option<Core> {
        let t = self.t;
        let article = usize::from(t.any(at, &["a", "an"]));
        let found = |next, value: Option<f64>, kind, rule| Some(Core { next, value, kind, rule });
        // Shares in words: "most", "the majority", "almost all", "half", "two thirds", "one in five".
        if let Some((NumWord::Share(low, high), len)) = t.get(at)?.num {
            let next = at + usize::from(len);
            return self.share_stands(at, next).then(|| Core {
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
        if t.is(at, "half") && t.any(at + 1, &["a", "an"]) {
            if let Some(NumWord::Group(low, high)) = word(t, at + 2) {
                return found(at + 3, None, Shape::Range(Range::of(low / 2, high / 2)), "group.half");
            }
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
        if t.is(at, "point") {
            return None;
        }
        found(n.next, Some(n.value), Shape::Number(n.value), if n.digits { "digits" } else { "words" })
    }

    /// Dozens, hundreds, tens of thousands, 100s.
    fn plenty(&self, at: usize) -> Option<(Range, usize)> {
        let t = self.t;
        if t.num(at).is_some() {
            let n = number::number(t, at)?;
            let s = t.tight(n.next) && t.is(n.next, "s");
            let decade = (1000.0..2990.0).contains(&n.value) && !n.marked && n.value as u64 % 1000 != 0;
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
    fn fraction(&self, at: usize) -> Option<(u8, usize)> {
        let t = self.t;
        if t.is(at, "half") {
            let next = at + 1;
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
        if one {
            if let (Some(NumWord::Fraction(n @ 3.., false)), true) =
                (word(t, at + 1), t.any(at, &["a", "one"]))
            {
                let next = at + 2;
                let ok = t.any(
                    next,
                    &[
                        "of", "were", "are", "was", "is", "had", "have", "came", "over", "under", "from",
                        "more", "aged", "said",
                    ],
                ) || t.get(next).is_none_or(|x| x.kind == Kind::Mark && !t.dash(next));
                return ok.then(|| ((100.0 / f64::from(n)).round() as u8, next));
            }
        }
        let (n, next) = number::small(t, at)?;
        let next = next + usize::from(t.dash(next) && t.tight(next));
        if let Some(NumWord::Fraction(d @ 3.., plural)) = word(t, next) {
            let ok = plural && n > 1 && n < i32::from(d);
            return ok.then(|| ((100.0 * f64::from(n) / f64::from(d)).round() as u8, next + 1));
        }
        if t.is(next, "in") || t.any(next, &["out"]) && t.is(next + 1, "of") {
            let (d, end) = number::small(t, next + if t.is(next, "in") { 1 } else { 2 })?;
            let plain = t.is(next, "in") && t.num(at).is_none() && d <= 20 || t.is(next, "out");
            let noun = t.get(end).is_some_and(|x| x.kind == Kind::Word && !x.cap && x.time.is_none());
            return (plain && noun && n < d && d > 1)
                .then(|| ((100.0 * f64::from(n) / f64::from(d)).round() as u8, end));
        }
        None
    }

    /// "most" as a share, not as a superlative ("the most peaceful", "most important").
    fn share_stands(&self, at: usize, next: usize) -> bool {
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

    fn one_stands(&self, at: usize) -> bool {
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
        t.get(at + 1).is_some_and(|x| x.kind == Kind::Word)
            || t.get(at + 1).is_none_or(|x| x.kind == Kind::Mark && !t.mark(at + 1, ','))
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
        let (w, len) = self.t.get(next)?.num?;
        let dash = usize::from(self.t.dash(next));
        match w {
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
        if let Some(NumWord::Scale(s)) = word(t, high.next.wrapping_sub(1)) {
            if !matches!(word(t, low.next.wrapping_sub(1)), Some(NumWord::Scale(_)))
                && low_value < 1000.0
                && s >= 1000
            {
                low_value *= s as f64;
            }
        }
        if low_value >= high.value {
            return None;
        }
        let mut open = false;
        if let Some((Modifier::Least, end)) = self.after(after) {
            (open, after) = (true, end);
        }
        if t.tight(after) && t.is(after, "s") {
            after += 1;
        }
        Some((low_value, high.value, open, after))
    }

    /// The unit that makes the number no count.
    fn unit(&self, at: usize, next: usize) -> Option<String> {
        let t = self.t;
        if at > 0 && matches!(t.str(at - 1), "$" | "€" | "£" | "₸" | "₽" | "₺") && t.tight(at) {
            return Some(t.str(at - 1).to_owned());
        }
        if let Some((NumWord::Measure, len)) = t.get(next).and_then(|x| x.num) {
            // "rounds" and "times" count no people; a one-letter unit must stand alone.
            let short = t.get(next).is_some_and(|x| x.end - x.start == 1) && t.is(next + 1, "'");
            if !short {
                return Some(t.span(next, next + usize::from(len)).of(t.text).to_owned());
            }
        }
        let aged = at >= 2
            && t.any(at - 1, &["over", "under", "above", "below"])
            && matches!(word(t, at - 2), Some(NumWord::Fraction(..) | NumWord::Share(..) | NumWord::Percent))
            && t.get(next).is_none_or(|x| x.kind == Kind::Mark);
        if aged || self.is_age(at, next) {
            return Some("years".to_owned());
        }
        None
    }

    /// "aged 34", "Dana Orel, 34, said", "from eleven to 75" of ages.
    fn is_age(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let young = number::number(t, at).is_some_and(|n| n.value < 120.0);
        if !young {
            return false;
        }
        let name = at > 1
            && t.mark(at - 1, ',')
            && t.get(at - 2).is_some_and(|x| x.cap && x.kind == Kind::Word && x.time.is_none())
            && (t.mark(next, ',') || t.mark(next, ')'))
            && !t.get(at).is_some_and(|x| x.line);
        let bracket = at > 1
            && t.mark(at - 1, '(')
            && t.mark(next, ')')
            && t.get(at - 2).is_some_and(|x| x.cap && x.kind == Kind::Word);
        let said = (1..=3).any(|k| {
            at >= k && t.any(at - k, &["age", "aged", "ages"]) && !(at - k..at).any(|j| t.mark(j, '.'))
        });
        name || bracket || said
    }

    /// Numbers that name something: codes, pages, phones, scores, years, addresses.
    fn is_code(&self, at: usize, next: usize) -> bool {
        let t = self.t;
        let mark = |i: usize, list: &str| {
            t.get(i).is_some_and(|x| {
                x.kind == Kind::Mark && char::from_u32(x.val as u32).is_some_and(|c| list.contains(c))
            })
        };
        if at > 0 && t.tight(at) {
            // K-12, COVID-19, 9/11, #5, A4, 12:30, 3.1.2, name@1
            let before = at - 1;
            if t.get(before).is_some_and(|x| x.kind == Kind::Word) || mark(before, "/#:@_№=&^*") {
                return true;
            }
            if (t.dash(before) || mark(before, ".")) && t.tight(before) {
                let word = before > 0
                    && t.get(before - 1).is_some_and(|x| x.kind == Kind::Word)
                    && matches!(word(t, before - 1), None | Some(NumWord::Label));
                let number = before > 0 && t.num(before - 1).is_some();
                if word || number {
                    return true;
                }
            }
        }
        // +7 701 123 45 67: back over the groups to the plus.
        let mut first = at;
        while first > 0
            && at - first < 12
            && (t.num(first - 1).is_some() || t.dash(first - 1) || mark(first - 1, "()"))
        {
            first -= 1;
        }
        if first > 0 && t.mark(first - 1, '+') && t.tight(first) && (first < at || t.num(at + 1).is_some()) {
            return true;
        }
        // 650-650-6500
        let mut runs = 1;
        let mut k = at + 1;
        while (t.dash(k) && t.tight(k) || mark(k, "/.")) && t.tight(k + 1) && t.num(k + 1).is_some() {
            (runs, k) = (runs + 1, k + 2);
        }
        if runs >= 3 {
            return true;
        }
        if t.tight(next) && (mark(next, "/:") || t.mark(next, '°')) {
            return true;
        }
        // 4th-placed; 5G; 12a
        if t.tight(next)
            && t.get(next).is_some_and(|x| x.kind == Kind::Word && x.num.is_none())
            && !t.any(next, &["s", "k", "m", "x"])
            && !t.dash(next)
        {
            return true;
        }
        if t.tight(next)
            && t.dash(next)
            && t.tight(next + 1)
            && t.get(next + 1).is_some_and(|x| x.kind == Kind::Word && x.num.is_none() && x.time.is_none())
        {
            // "20-strong crowd" is a count, "F-16-type" is none.
            return !t.any(next + 1, &["strong", "member", "person", "people", "man", "odd"]);
        }
        // Article 12, No. 5, page 7
        let label = |i: usize| word(t, i) == Some(NumWord::Label) && !t.get(at).is_some_and(|x| x.line);
        if at > 0
            && (label(at - 1)
                || mark(at - 1, ".")
                    && at > 1
                    && t.any(at - 2, &["no", "nos", "art", "p", "pp", "fig", "vol"])
                    && label(at - 2))
        {
            // "at the gate 40 people" counts people; a label's number ends the phrase.
            let people = matches!(word(t, next), Some(NumWord::Counted));
            let aged = t.any(at - 1, &["aged", "age", "ages"]);
            return !people && !aged;
        }
        // An address: "12 Abay Street".
        let street =
            (next..next + 3).any(|k| t.any(k, &["street", "avenue", "prospect", "lane", "boulevard", "st"]));
        if street && t.get(next).is_some_and(|x| x.cap) && t.num(at).is_some_and(|n| n.digits() <= 3) {
            return true;
        }
        // A bare year that the times did not take: "Vision 2030", "the World Cup 2018".
        let n = t.num(at);
        let year = n.is_some_and(|n| n.digits() == 4 && (1900..=2099).contains(&n.val)) && next == at + 1;
        if year {
            let name =
                at > 0 && t.get(at - 1).is_some_and(|x| x.kind == Kind::Word && x.cap && x.num.is_none());
            let ends = t.get(next).is_none_or(|x| x.kind == Kind::Mark || x.line);
            return (name || at > 0 && mark(at - 1, "(")) && ends
                || name && t.get(next).is_some_and(|x| x.cap);
        }
        // A score: "won 3-1".
        t.dash(next)
            && t.tight(next)
            && t.num(next + 1).is_some_and(|b| b.digits() == 1)
            && n.is_some_and(|n| n.digits() == 1)
            && at > 0
            && t.any(at - 1, &["won", "lost", "win", "drew", "beat", "score"])
    }

    /// What the figure is of, by words in the same clause.
    fn basis(&self, start: usize, end: usize) -> Option<&'static str> {
        let t = self.t;
        let stop = |i: usize| t.mark(i, '.') || t.mark(i, ';') || t.get(i).is_none();
        let within = |i: usize| {
            self.sentences.is_empty() || {
                let (Some(a), Some(b)) = (t.get(start), t.get(i)) else { return false };
                self.sentences.iter().any(|s| s.covers(a.start) && s.covers(b.start))
            }
        };
        let hit = |i: usize| match t.get(i).and_then(|x| x.num) {
            Some((NumWord::Basis(k), _)) => BASES.get(usize::from(k)).copied(),
            _ => None,
        };
        for i in end..end + 7 {
            if stop(i) || t.num(i).is_some() {
                break;
            }
            if let Some(found) =
                hit(i).filter(|b| within(i) && (*b != "names" || i < end + 2) && *b != "received")
            {
                return Some(found);
            }
        }
        for back in 1..=6 {
            let Some(i) = start.checked_sub(back).filter(|i| !stop(*i) && t.num(*i).is_none()) else { break };
            if let Some(found) = hit(i).filter(|_| within(i)) {
                let bodies = (end..end + 2).any(|k| t.any(k, &["bodies", "body", "dead"]));
                let near = match found {
                    "received" => bodies,
                    "names" => back <= 2,
                    "treated" => back <= 4,
                    _ => true,
                };
                if near {
                    return Some(found);
                }
            }
        }
        None
    }
}
