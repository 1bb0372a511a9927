//! Numbers that are no counts (codes, pages, ages, money), and words that tell what a count is of.
//!
//! In: scanned tokens, where the number stands. Out: its unit, whether it is a name, its basis.

use super::finder::Finder;
use super::number::{self, word};
use super::words::{BASES, NumWord};
use crate::time::scan::Kind;

/// Words that make a number beside them a house number.
const STREETS: &[&str] = &["street", "avenue", "prospect", "lane", "boulevard", "st"];

impl Finder<'_> {
    /// The unit that makes the number no count.
    pub(super) fn unit(&self, at: usize, next: usize) -> Option<String> {
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

    /// "aged 34", "Dana Orel, 34, said", "from eleven to 75" of ages, "a boy of 14", "a mother of three".
    pub(super) fn is_age(&self, at: usize, next: usize) -> bool {
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
        let of_one = at > 1 && t.any(at - 1, &["of"]) && matches!(word(t, at - 2), Some(NumWord::Single));
        name || bracket || said || of_one
    }

    /// Numbers that name something: codes, pages, phones, scores, years, addresses.
    pub(super) fn is_code(&self, at: usize, next: usize) -> bool {
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
        let joint = t.get(at + 1).map_or(0, |x| x.val);
        let (mut runs, mut k) = (1, at + 1);
        while (t.dash(k) && t.tight(k) || mark(k, "/."))
            && t.get(k).is_some_and(|x| x.val == joint)
            && t.tight(k + 1)
            && t.num(k + 1).is_some()
        {
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
        // An address: "Abay Street 12", "12 Abay Street".
        if at > 1
            && t.any(at - 1, STREETS)
            && t.get(at - 1).is_some_and(|x| x.cap)
            && matches!(word(t, next), None | Some(NumWord::Label))
        {
            return true;
        }
        let street = (next..next + 3).any(|k| t.any(k, STREETS));
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
            if t.is(next, "was") {
                return true;
            }
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
    pub(super) fn basis(&self, start: usize, end: usize) -> Option<&'static str> {
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
