//! The grammar of clock times and parts of the day.
//!
//! In: scanned tokens and a place. Out: a [`Clock`] or a part of the day, and one past its last token.

use super::expr::Clock;
use super::grammar::{Found, Grammar};
use super::words::{Edge, Part, TimeWord, Unit, Which};
use crate::count::words::NumWord;

/// What may stand before a bare hour ("at nine", "around eleven").
const LEAD: &[&str] =
    &["at", "around", "about", "until", "till", "til", "since", "after", "before", "approximately", "@"];
/// Nouns that a part of the day only describes ("night shift").
const NOT_PART: &[&str] = &[
    "shift", "shifts", "club", "clubs", "paper", "papers", "news", "dress", "school", "schools", "bus",
    "watch", "watchman", "star", "gown", "prayer", "prayers", "classes", "show", "market", "sky", "bulletin",
    "edition", "life", "train", "success", "sickness",
];

impl Grammar<'_> {
    /// A clock time that begins at `i`.
    pub fn clock(&self, i: usize) -> Found<Clock> {
        let (mut clock, mut next) = self.clock_core(i)?;
        if let Some((TimeWord::Zone(zone), after)) = self.word(next) {
            // Short names that are also words need capitals ("ET", "PT").
            if self.t.get(next).is_some_and(|t| t.cap) || self.t.str(next).len() == 3 {
                (clock.zone, next) = (Some(zone), after);
                if let Some((offset, after)) = self.offset(next).filter(|_| zone == 0) {
                    (clock.zone, next) = (Some(offset), after);
                }
            }
        }
        // "9 a.m. (BST)", "6:40 p.m. (GMT +8)"
        if clock.zone.is_none()
            && self.t.mark(next, '(')
            && let Some((TimeWord::Zone(zone), after)) = self.word(next + 1)
        {
            let (zone, after) = self.offset(after).filter(|_| zone == 0).unwrap_or((zone, after));
            if self.t.mark(after, ')') {
                (clock.zone, next) = (Some(zone), after + 1);
            }
        }
        Some((clock, next))
    }

    /// "+3", "+05:30", "-4" after UTC or GMT, in minutes.
    fn offset(&self, i: usize) -> Found<i16> {
        let t = self.t;
        let plus = t.mark(i, '+');
        if !(plus || t.dash(i) && t.tight(i)) || !t.tight(i + 1) {
            return None;
        }
        let hours = t.num(i + 1).filter(|n| n.digits() <= 2 && n.val <= 14)?.val as i16;
        let minutes = t.num(i + 3).filter(|m| {
            t.mark(i + 2, ':') && t.tight(i + 2) && t.tight(i + 3) && m.digits() == 2 && m.val < 60
        });
        let total = hours * 60 + minutes.map_or(0, |m| m.val as i16);
        Some((if plus { total } else { -total }, if minutes.is_some() { i + 4 } else { i + 2 }))
    }

    fn clock_core(&self, i: usize) -> Found<Clock> {
        let t = self.t;
        if t.num(i).is_some_and(|n| n.val == 12)
            && t.get(i + 1).is_some_and(|x| x.gap)
            && let Some((TimeWord::Clock(minutes), next)) = self.word(i + 1)
        {
            return Some((at(minutes / 60, 0, true), next));
        }
        if let Some((TimeWord::Clock(minutes), next)) = self.word(i) {
            return Some((Clock { named: true, ..at(minutes / 60, minutes % 60, true) }, next));
        }
        if let Some(found) = self.past(i) {
            return Some(found);
        }
        // "at half three"
        if t.is(i, "half")
            && (self.led(i) || i == 0)
            && let Some((hour, next)) = self.hour_word(i + 1)
            && self.ends(next)
        {
            return Some((at(hour, 30, false), next));
        }
        // "10ish", "3-ish p.m."
        let ish = |k: usize| k + usize::from(t.dash(k) && t.tight(k) && t.is(k + 1, "ish"));
        if let Some(h) = t.num(i).filter(|h| h.digits() <= 2 && (1..=24).contains(&h.val))
            && t.is(ish(i + 1), "ish")
            && t.tight(ish(i + 1))
        {
            let next = ish(i + 1) + 1;
            let hour = h.val as u16;
            return self.meridiem(hour, 0, next).or(Some((at(hour, 0, hour > 12), next)));
        }
        if let Some(h) = t.num(i) {
            if i > 0
                && t.tight(i)
                && t.tight(i - 1)
                && (t.mark(i - 1, ':') || t.mark(i - 1, '.') || t.mark(i - 1, '-'))
                && !t.dash(i - 1)
            {
                return None;
            }
            // 18:00, 3:30, 18:00:05; 3.30 only with a.m. or p.m.
            let colon = t.mark(i + 1, ':') && t.tight(i + 1);
            let dot = t.mark(i + 1, '.') && t.tight(i + 1);
            let h_mark = t.is(i + 1, "h") && t.tight(i + 1);
            if (colon || dot || h_mark) && h.val <= 24 && h.digits() <= 2 {
                let minute = t.num(i + 2).filter(|m| t.tight(i + 2) && m.digits() == 2 && m.val < 60);
                if let Some(m) = minute {
                    let mut next = i + 3;
                    let mut second = None;
                    if t.mark(next, ':') && t.tight(next) {
                        let s = t.num(next + 1).filter(|s| s.digits() == 2 && s.val < 60)?;
                        (second, next) = (Some(s.val as u8), next + 2);
                    }
                    let (h, m) = (h.val as u16, m.val as u16);
                    if let Some((clock, next)) = self.meridiem(h, m, next) {
                        return Some((Clock { second, ..clock }, next));
                    }
                    let led = i > 0 && t.any(i - 1, &["at", "until", "around", "from", "by"]) && m % 5 == 0;
                    if dot && !(led && h < 24 && self.ends(next)) {
                        return None;
                    }
                    // "9:05" may be evening; "09:05" and "13:05" are of 24 hours.
                    let fixed = h > 12
                        || h == 0
                        || colon && self.of_24
                        || t.num(i).is_some_and(|n| n.digits() == 2 && h < 10)
                        || h_mark;
                    return Some((Clock { second, ..at(h, m, fixed) }, next));
                }
                // "15h", "at 9h"; "2h" alone is a length.
                let zone = matches!(self.word(i + 2), Some((TimeWord::Zone(_), _)));
                let led = h.val > 12 || zone || self.led(i) || t.dash(i.wrapping_sub(1));
                if h_mark && !t.tight(i + 2) && led {
                    return Some((at(h.val as u16, 0, true), i + 2));
                }
            }
            if h.val <= 12 && h.digits() <= 2 {
                if let Some(found) = self.meridiem(h.val as u16, 0, i + 1) {
                    return Some(found);
                }
                // "9.am"
                if t.mark(i + 1, '.')
                    && t.tight(i + 1)
                    && t.tight(i + 2)
                    && matches!(self.word(i + 2), Some((TimeWord::Meridiem(_), _)))
                {
                    return self.meridiem(h.val as u16, 0, i + 2);
                }
                if let Some(next) = self.oclock(i + 1) {
                    return self.meridiem(h.val as u16, 0, next).or(Some((at(h.val as u16, 0, false), next)));
                }
            }
            // 1400 GMT, 0530 hours, 330 p.m.
            if (3..=4).contains(&h.digits()) && h.val % 100 < 60 && h.val / 100 <= 24 {
                let (hour, minute) = ((h.val / 100) as u16, (h.val % 100) as u16);
                if hour <= 12
                    && let Some(found) = self.meridiem(hour, minute, i + 1)
                {
                    return Some(found);
                }
                let said = h.digits() >= 3
                    && minute % 5 == 0
                    && !self.measured(i)
                    && hour > 0
                    && i > 0
                    && t.is(i - 1, "at")
                    || t.is(i.wrapping_sub(2), "at") && self.led(i);
                if said
                    && (self.ends(i + 1)
                        && !t.any(i + 1, &["people", "to", "of", "or", "and"])
                        && !t.mark(i + 1, ',')
                        || self.part_follows(i + 1))
                {
                    return Some((at(hour, minute, hour > 12 || h.digits() == 4 && hour < 10), i + 1));
                }
                let zone = matches!(self.word(i + 1), Some((TimeWord::Zone(_), _)))
                    && t.get(i + 1).is_some_and(|z| z.cap);
                if h.digits() == 4 && (zone || t.any(i + 1, &["hours", "hrs"]) && self.led(i)) {
                    return Some((at(hour, minute, true), i + 1 + usize::from(!zone)));
                }
            }
            let hour = h.val >= 1 && h.val <= 24 && h.digits() <= 2;
            let at_hour = i > 0
                && !self.measured(i)
                && (t.any(i - 1, &["at", "@"])
                    || i > 1 && t.is(i - 2, "at") && t.time(i - 1) == Some(TimeWord::Approx)
                    // "tonight around 7."
                    || i > 1
                        && h.val <= 12
                        && t.any(i - 1, &["around", "about"])
                        && matches!(t.time(i - 2), Some(TimeWord::RelPart(..) | TimeWord::Part(_)))
                        && t.get(i + 1).is_none_or(|x| x.is_mark('.')));
            let range =
                t.any(i + 1, &["to", "of", "and", "or", "people"]) || t.mark(i + 1, ',') && t.tight(i + 2);
            if hour && at_hour && !range && (self.ends(i + 1) || self.part_follows(i + 1)) {
                return Some((at(h.val as u16, 0, h.val > 12), i + 1));
            }
            if hour && h.val <= 12 && self.part_follows(i + 1) {
                return Some((at(h.val as u16, 0, false), i + 1));
            }
            return None;
        }
        let (hour, next) = self.hour_word(i)?;
        if let Some(found) = self.meridiem(hour, 0, next) {
            return Some(found);
        }
        if let Some(next) = self.oclock(next) {
            return self.meridiem(hour, 0, next).or(Some((at(hour, 0, false), next)));
        }
        let hyphen = next + usize::from(t.dash(next) && t.tight(next) && t.tight(next + 1));
        if let Some(NumWord::Tens(m)) = crate::count::number::word(t, hyphen) {
            let next = hyphen;
            // "ten thirty", "seven forty-five", "five-thirty"
            let (m, after) = match crate::count::number::number(t, next) {
                Some(n) if n.value < 60.0 => (n.value as u16, n.next),
                _ => (u16::from(m), next + 1),
            };
            if let Some(found) = self.meridiem(hour, m, after) {
                return Some(found);
            }
            let alone = i == 0 && m % 15 == 0 && t.get(after).is_none();
            if self.led(i) && self.ends(after) || self.part_follows(after) || alone {
                return Some((at(hour, m, false), after));
            }
        }
        // "nine oh five"
        let zero = next + usize::from(t.dash(next) && t.tight(next));
        if t.any(zero, &["oh", "o", "ou", "zero"])
            && let Some(NumWord::Small(m @ 1..=9)) =
                crate::count::number::word(t, zero + 1 + usize::from(t.dash(zero + 1) && t.tight(zero + 1)))
        {
            let after = zero + 2 + usize::from(t.dash(zero + 1) && t.tight(zero + 1));
            return self.meridiem(hour, m.into(), after).or(Some((at(hour, m.into(), false), after)));
        }
        let led = self.led(i)
            && self.ends(next)
            && !t.any(next, &["of", "more", "people", "police", "to", "or", "and"]);
        (led || self.part_follows(next)).then_some((at(hour, 0, false), next))
    }

    /// Whether a word such as "at" or "around" stands before token `i`.
    fn led(&self, i: usize) -> bool {
        i > 0
            && (self.t.any(i - 1, LEAD) && !self.measured(i)
                || self.t.is(i - 1, "by") && self.t.begins(i - 1))
    }

    /// Whether "at" before token `i` names a quantity: "puts the number of dead at four", "the toll stood at 30".
    fn measured(&self, i: usize) -> bool {
        let t = self.t;
        i > 0
            && t.any(i - 1, &["at", "around", "about", "approximately"])
            && (2..14)
                .map_while(|k| i.checked_sub(k))
                .take_while(|k| !t.get(*k).is_some_and(|x| x.kind == super::scan::Kind::Mark && !t.dash(*k)))
                .any(|k| {
                    // "put up tents at five"
                    t.time(k) == Some(TimeWord::Measure)
                        && !t.any(k + 1, &["up", "out", "down", "on", "off", "in"])
                })
    }

    /// An hour in words, one to twelve.
    fn hour_word(&self, i: usize) -> Found<u16> {
        match crate::count::number::word(self.t, i)? {
            NumWord::Small(n @ 1..=12) => Some((u16::from(n), i + 1)),
            _ => None,
        }
    }

    /// "in the morning", "this evening", "at night", "tonight" right after an hour.
    fn part_follows(&self, i: usize) -> bool {
        let t = self.t;
        if t.is(i, "in") && t.is(i + 1, "the") {
            return matches!(self.word(i + 2), Some((TimeWord::Part(_), _)));
        }
        t.is(i, "at") && t.is(i + 1, "night")
            || t.is(i, "this") && matches!(self.word(i + 1), Some((TimeWord::Part(_), _)))
            || matches!(self.word(i), Some((TimeWord::RelPart(..), _)))
            // "nine tomorrow morning", "five-thirty on Friday evening"
            || matches!(self.word(self.eat(i, "on")), Some((TimeWord::RelDay(_) | TimeWord::Weekday(..), next))
                if matches!(self.word(next), Some((TimeWord::Part(_), _))))
    }

    fn oclock(&self, i: usize) -> Option<usize> {
        self.t.any(i, &["o'clock", "o’clock", "oclock"]).then_some(i + 1)
    }

    /// "a.m." or "p.m." at `i`, with its last full stop.
    fn meridiem(&self, hour: u16, minute: u16, i: usize) -> Found<Clock> {
        let (afternoon, mut next) = match self.word(i) {
            Some((TimeWord::Meridiem(pm), next)) => (pm, next),
            _ if self.t.tight(i) && self.t.any(i, &["a", "p"]) && self.ends(i + 1) => {
                (self.t.is(i, "p"), i + 1)
            }
            _ => return None,
        };
        if !(1..=12).contains(&hour) || minute > 59 {
            return None;
        }
        // The stop of "p.m." belongs to it, unless it only ends the sentence.
        let dotted = next > i + 2 && self.t.mark(i + 1, '.');
        // "p . m .", as texts cut into words have it
        let apart = dotted && !self.t.tight(next - 1);
        if dotted && self.t.mark(next, '.') && (self.t.tight(next) || apart) {
            next += 1;
        }
        Some((at(hour % 12 + if afternoon { 12 } else { 0 }, minute, true), next))
    }

    /// "half past ten", "quarter to five", "twenty past one", "20 minutes to 2pm".
    fn past(&self, i: usize) -> Found<Clock> {
        let t = self.t;
        if let Some(found) = self.away(i) {
            return Some(found);
        }
        let mut at_ = i;
        if t.any(at_, &["a"]) && t.is(at_ + 1, "quarter") {
            at_ += 1;
        }
        let (minutes, mut next) = if t.is(at_, "half") {
            (30, at_ + 1)
        } else if t.is(at_, "quarter") {
            (15, at_ + 1)
        } else {
            let (n, next) = self.small(at_)?;
            (n, next)
        };
        if !(1..60).contains(&minutes) {
            return None;
        }
        if t.any(next, &["minutes", "mins", "min", "minute"]) {
            next += 1;
        }
        let before = match t.str(next).to_ascii_lowercase().as_str() {
            "past" => false,
            "after" if minutes == 15 && t.is(next - 1, "quarter") => false,
            "to" | "before" if next > at_ => true,
            _ => return None,
        };
        let target = next + 1;
        let (hour, after) = match self.word(target) {
            Some((TimeWord::Clock(m), after)) => (at(m / 60, 0, true), after),
            _ => {
                let (hour, after) = match t.num(target) {
                    Some(n) if n.digits() <= 2 && (1..=24).contains(&n.val) => (n.val as u16, target + 1),
                    Some(_) => return None,
                    None => self.hour_word(target)?,
                };
                match self.meridiem(hour, 0, after) {
                    Some((clock, after)) => (clock, after),
                    None => (at(hour, 0, false), self.oclock(after).unwrap_or(after)),
                }
            }
        };
        // "ten to twelve people", "five to ten" are ranges of numbers.
        let range = before && !hour.fixed && !t.any(at_, &["half", "quarter"]) && !self.led(i);
        let minutes_said = t.any(target.saturating_sub(2), &["minutes", "mins", "min", "minute"]);
        // "15 to noon" has minutes, "9 to noon" two hours.
        let named = minutes > 12 && matches!(self.word(target), Some((TimeWord::Clock(_), _)));
        if range || before && t.num(at_).is_some() && !minutes_said && !named {
            return None;
        }
        let total =
            if before { i32::from(hour.hour) * 60 - minutes } else { i32::from(hour.hour) * 60 + minutes };
        let total = total.rem_euclid(1440) as u16;
        let fixed = hour.fixed;
        let total = if !fixed && total < 60 { total + 720 } else { total };
        Some((at(total / 60, total % 60, fixed), after))
    }

    /// "an hour after noon", "two hours before midnight", "20 minutes before 5 p.m.": away from an hour that is sure.
    fn away(&self, i: usize) -> Found<Clock> {
        let t = self.t;
        let (Some(n), unit @ (Unit::Hour | Unit::Minute), next) = self.amount(i)? else { return None };
        let before = t.is(next, "before");
        if !(before || t.is(next, "after")) || !(0.0..24.0 * 60.0).contains(&n) {
            return None;
        }
        let target = next + 1;
        let (clock, end) = match self.word(target) {
            Some((TimeWord::Clock(m), end)) => (at(m / 60, m % 60, true), end),
            _ => {
                t.num(target)?;
                self.clock(target).filter(|(c, _)| c.fixed)?
            }
        };
        let minutes = (if unit == Unit::Hour { n * 60.0 } else { n }) as i32;
        let total = i32::from(clock.hour) * 60 + i32::from(clock.minute);
        let total = (if before { total - minutes } else { total + minutes }).rem_euclid(1440) as u16;
        Some((Clock { zone: clock.zone, ..at(total / 60, total % 60, true) }, end))
    }

    /// A part of the day: the part, early or late in it, which one, and one past its last token.
    pub fn part(&self, i: usize) -> Found<(Part, Option<Edge>, Option<Which>)> {
        let t = self.t;
        let (mut at_, mut edge, mut which) = (i, None, None);
        let mut article = false;
        if t.is(at_, "the") {
            (article, at_) = (true, at_ + 1);
        }
        for _ in 0..2 {
            match self.word(at_) {
                Some((TimeWord::Which(w), next)) => (which, at_) = (Some(w), next),
                _ if edge.is_none()
                    && t.any(at_, &["earlier", "later"])
                    && t.is(at_ + 1, "in")
                    && t.is(at_ + 2, "the") =>
                {
                    edge = Some(if t.is(at_, "later") { Edge::Late } else { Edge::Early });
                    at_ += 3;
                }
                // "later this afternoon"
                _ if edge.is_none()
                    && t.any(at_, &["earlier", "later"])
                    && matches!(t.time(at_ + 1), Some(TimeWord::Which(Which::This | Which::That)))
                    && matches!(t.time(at_ + 2), Some(TimeWord::Part(_))) =>
                {
                    edge = Some(if t.is(at_, "later") { Edge::Late } else { Edge::Early });
                    at_ += 1;
                }
                Some((TimeWord::Edge(e), next)) => {
                    (edge, at_) = (Some(e), next);
                    if t.dash(at_) && t.tight(at_) {
                        at_ += 1;
                    }
                    at_ = if t.is(at_, "in") { self.eat(at_ + 1, "the") } else { self.eat(at_, "the") };
                }
                _ => break,
            }
        }
        let (part, next) = match self.word(at_)? {
            (TimeWord::Part(part), next) => (part, next),
            _ => return None,
        };
        let next = if t.any(next, &["hours"]) { next + 1 } else { next };
        if t.any(next, NOT_PART) || t.get(i)?.cap && part.code == *b"DA" && !t.begins(i) {
            return None;
        }
        if i > 0
            && which.is_none()
            && t.any(i - 1, &["good", "one", "first", "second", "third", "fourth", "fifth", "a", "per"])
        {
            return None;
        }
        let which = which.or(if article { Some(Which::That) } else { None });
        Some(((part, edge, which), next))
    }

    /// Whether a part of the day at `i` (ending before `next`) may stand without a day beside it.
    pub(super) fn part_alone(&self, i: usize, next: usize, part: &Part, which: Option<Which>) -> bool {
        let t = self.t;
        let led = i > 0
            && (t.any(
                i - 1,
                &[
                    "in",
                    "during",
                    "through",
                    "throughout",
                    "until",
                    "till",
                    "by",
                    "into",
                    "since",
                    "before",
                    "after",
                    "of",
                    "for",
                    "towards",
                    "toward",
                    "around",
                    "about",
                ],
            ));
        if which.is_none() && i > 0 && t.is(i - 1, "all") {
            return true;
        }
        let dawn = matches!(&part.code, b"DA" | b"DU" | b"MI");
        match which {
            Some(Which::That) if t.is(i, "the") && !matches!(t.time(i + 1), Some(TimeWord::Which(_))) => {
                led || t.any(next, &["'s", "’s"]) || t.begins(i) && self.ends(next) || part.code == *b"EH"
            }
            Some(_) => true,
            None => {
                // "after dark" has its preposition in itself.
                t.any(i, &["after", "at", "by"])
                    || t.is(i + 1, "in")
                    || matches!(t.time(i), Some(TimeWord::Edge(_)))
                        && i > 0
                        && t.any(i - 1, &["in", "by", "during", "until", "since"])
                    || part.alone && !t.any(i.wrapping_sub(1), &["an", "no"])
                    || t.is(i.wrapping_sub(1), "at") && matches!(&part.code, b"NI" | b"DA" | b"DU" | b"MI")
                    || dawn && led && !t.get(i).is_some_and(|x| x.cap)
                    || part.code == *b"EH" && led
                    // "in morning", as notes have it
                    || i > 0 && t.is(i - 1, "in") && self.ends(next) && matches!(&part.code, b"MO" | b"AF" | b"EV")
            }
        }
    }
}

fn at(hour: u16, minute: u16, fixed: bool) -> Clock {
    Clock { hour: hour as u8, minute: minute as u8, second: None, fixed, named: false, zone: None }
}
