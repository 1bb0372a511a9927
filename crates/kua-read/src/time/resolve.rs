//! Turns what an expression says into an interval, with the document's date and what was named before.
//!
//! In: a [`Point`], [`Anchor`], [`Named`], the tense beside it. Out: first and last [`Stamp`], both included.
//! Never guessed: what neither the words nor the context give is `None`.

use super::calendar as cal;
use super::context::{Anchor, Context, Named, Stamp};
use super::expr::{Clock, Day, Point};
use super::units::{cal_diff, third};
use super::value::{self, Grain};
use super::words::{Edge, Part, Unit, Which};
use jiff::civil::Date;

/// A resolved stretch of days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Days {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How fine.
    pub grain: Grain,
    /// What it took besides the words.
    pub needs: Option<Context>,
    /// Name of the rule.
    pub rule: &'static str,
}

/// A resolved point.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// Beginning, included.
    pub from: Stamp,
    /// End, included.
    pub to: Stamp,
    /// How fine.
    pub grain: Grain,
    /// TIMEX3 value.
    pub value: String,
    /// What it took besides the words.
    pub needs: Option<Context>,
    /// Name of the rule.
    pub rule: &'static str,
    /// Whether it is a night or evening.
    pub dark: bool,
    /// Whether its beginning is open ("the previous days").
    pub open: bool,
    /// Whether its end is open ("the following days").
    pub open_end: bool,
    /// What the words name, where the interval is only a part of it ("earlier this year").
    pub whole: Option<(Stamp, Stamp)>,
}

/// Everything a resolution looks at.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The document.
    pub anchor: &'a Anchor,
    /// What was named before.
    pub named: &'a Named,
    /// Whether the verb beside it is of the future.
    pub future: bool,
    /// Whether it is the end of something ("until", "by", "before").
    pub deadline: bool,
    /// First byte of the paragraph.
    pub paragraph: usize,
}

pub(super) fn span(
    from: Date,
    to: Date,
    grain: Grain,
    needs: Option<Context>,
    rule: &'static str,
) -> Option<Days> {
    Some(Days { from, to, grain, needs, rule })
}

pub(super) fn one(date: Date, needs: Option<Context>, rule: &'static str) -> Option<Days> {
    span(date, date, Grain::Day, needs, rule)
}

pub(super) const DOC: Option<Context> = Some(Context::Document);

impl Scene<'_> {
    pub(super) fn today(&self) -> Option<Date> {
        self.anchor.day()
    }

    /// The day last named, else the document's.
    pub(super) fn day_named(&self) -> Option<Date> {
        self.named.day.or_else(|| self.today())
    }

    /// The document's day, where a bare "two days later" may count from it: in a diary, never in a report.
    pub(super) fn diary(&self) -> Option<Date> {
        self.today().filter(|_| self.anchor.forward)
    }

    /// A point as an interval.
    pub fn point(&self, p: &Point) -> Option<Resolved> {
        let night_part = p.part.filter(|part| part.to > 1440);
        let (base, needs, rule) = match (&p.day, p.which) {
            (Some(Day::ShiftMinutes(n)), _) => return self.shift_clock(*n, Unit::Minute, true),
            (Some(Day::FirstUnits { n, unit }), _) => return self.first_units(*n, *unit),
            (
                Some(Day::Units {
                    n: Some(n),
                    unit: unit @ (Unit::Hour | Unit::Minute | Unit::Second),
                    which,
                }),
                _,
            ) => {
                return self.short_units(*n, *unit, *which);
            }
            (
                Some(Day::Shift { n, unit: unit @ (Unit::Hour | Unit::Minute | Unit::Second), document }),
                _,
            ) => {
                return self.shift_clock(*n, *unit, *document);
            }
            (Some(day), _) => {
                let days = self.day(day)?;
                if p.part.is_none() && p.clock.is_none() {
                    return self.whole(day, days, p.edge);
                }
                if days.grain != Grain::Day {
                    return None;
                }
                (days.from, days.needs, days.rule)
            }
            (None, Some(Which::This)) => (self.today()?, DOC, "part.this"),
            (None, Some(Which::Last)) => (cal::days(self.today()?, -1)?, DOC, "part.last"),
            (None, Some(Which::Next | Which::Coming | Which::Following)) => {
                (cal::days(self.named.day.or(self.today())?, 1)?, Some(Context::DateNamed), "part.following")
            }
            (None, Some(Which::Previous)) => {
                (cal::days(self.named.day.or(self.today())?, -1)?, Some(Context::DateNamed), "part.previous")
            }
            (None, _) if p.clock.is_none() && night_part.is_some() => match self.named.night {
                Some(night) if p.which == Some(Which::That) => {
                    (night, Some(Context::NightNamed), "part.night")
                }
                _ if p.part.is_some_and(|part| part.alone) => {
                    // "overnight" alone is the night before the document's date.
                    (cal::days(self.today()?, -1)?, DOC, "part.overnight")
                }
                _ => (self.day_named()?, Some(Context::DateNamed), "part.night"),
            },
            (None, _) => (
                self.day_named()?,
                Some(Context::DateNamed),
                if p.clock.is_some() { "clock" } else { "part" },
            ),
        };
        if let Some(clock) = p.clock {
            return self.clock(clock, base, p, needs, rule);
        }
        let part = p.part?;
        self.part(part, p.edge, base, needs, rule)
    }

    fn part(
        &self,
        part: Part,
        edge: Option<Edge>,
        base: Date,
        needs: Option<Context>,
        rule: &'static str,
    ) -> Option<Resolved> {
        let (from, to) = (i32::from(part.from), i32::from(part.to));
        let third = (to - from) / 3;
        let (from, to) = match edge {
            Some(Edge::Early | Edge::Start | Edge::Before) => (from, to - third),
            Some(Edge::Late | Edge::End | Edge::Rest) => (from + third, to),
            Some(Edge::Mid) => (from + third, to - third),
            None => (from, to),
        };
        // What is told after dusk is told of the evening.
        let dark = part.to >= 1439 || part.code == *b"DU";
        Some(Resolved {
            from: Stamp::at(base, from)?,
            to: Stamp::at(base, to)?,
            grain: Grain::Part,
            value: format!("{}T{}", value::day(base), value::part(&part)),
            needs,
            rule,
            dark,
            open: false,
            open_end: false,
            whole: None,
        })
    }

    fn clock(
        &self,
        c: Clock,
        base: Date,
        p: &Point,
        needs: Option<Context>,
        rule: &'static str,
    ) -> Option<Resolved> {
        let mut minute = i32::from(c.hour) * 60 + i32::from(c.minute);
        let said = p.day.is_some();
        let dark = self.named.dark && !said && self.named.day == Some(base);
        // "until midnight": the one that ends the day.
        if self.deadline && minute == 0 && c.fixed && c.named {
            minute = 1440;
        }
        if !c.fixed {
            minute = self.half(minute, base, p, dark);
        }
        // Inside a night, the small hours are of the next day; "midnight" too.
        let night = dark || p.part.is_some_and(|part| part.to > 1440);
        let in_night = night && minute < 8 * 60 || !said && self.runs_over(base, minute);
        if in_night {
            minute += 1440;
        }
        // In a diary an hour that is over today is tomorrow's.
        let over = self.anchor.forward && p.day.is_none() && base == self.today()?;
        if over && self.anchor.time.is_some_and(|t| minute < i32::from(t.hour()) * 60 + i32::from(t.minute()))
        {
            minute += 1440;
        }
        if let (Some(theirs), Some(ours)) = (c.zone, self.anchor.zone) {
            minute += i32::from(ours) - i32::from(theirs);
        }
        let stamp = Stamp::at(base, minute)?;
        let value = match c.second {
            Some(s) => format!("{}:{s:02}", stamp.iso()),
            None => stamp.iso(),
        };
        let zone = if c.zone == Some(0) { "Z" } else { "" };
        Some(Resolved {
            from: stamp,
            to: stamp,
            grain: Grain::Minute,
            value: format!("{value}{zone}"),
            needs,
            rule,
            dark: dark || in_night,
            open: false,
            open_end: false,
            whole: None,
        })
    }

    /// Whether a clock time without a date has run past midnight: late evening was named last, now a small hour.
    fn runs_over(&self, base: Date, minute: i32) -> bool {
        minute < 6 * 60
            && self.named.clock.is_some_and(|c| c.date == base && c.minute.is_some_and(|m| m >= 20 * 60))
    }

    /// An hour of twelve as an hour of 24: by the part of the day, by the night it is told in, by the clock time
    /// before it, else by waking hours.
    fn half(&self, minute: i32, base: Date, p: &Point, dark: bool) -> i32 {
        let (early, late) = (minute % 720, minute % 720 + 720);
        if let Some(part) = p.part {
            let (from, to) = (i32::from(part.from), i32::from(part.to));
            let fits = |m: i32| (from..=to).contains(&m) || (from..=to).contains(&(m + 1440));
            // "three in the morning": the hours before dawn are morning to a speaker.
            if part.code == *b"MO" || part.code == *b"EH" {
                return early;
            }
            return if fits(late) || !fits(early) { late } else { early };
        }
        if dark {
            return if late >= 17 * 60 { late } else { early };
        }
        if p.day.is_none()
            && let Some(before) = self.named.clock.filter(|c| c.date == base).and_then(|c| c.minute)
        {
            let before = i32::from(before);
            if early >= before && early >= 6 * 60 {
                return early;
            }
            if late >= before {
                return late;
            }
        }
        if self.anchor.forward && early >= 6 * 60 && p.day.is_none() {
            return early;
        }
        if (8 * 60..12 * 60).contains(&early) { early } else { late }
    }

    /// A point as one end of a range: "the end of March" is its last day there, "the middle of March" the day in its
    /// middle, "now" the document's time beside a clock time.
    pub fn end_point(&self, p: &Point, other: &Point) -> Option<Resolved> {
        if let (Some(Day::Now), Some(_), Some(time)) = (&p.day, other.clock, self.anchor.time) {
            let minute = i32::from(time.hour()) * 60 + i32::from(time.minute());
            let mut now = self.point(p)?;
            now.from = Stamp::at(self.today()?, minute)?;
            now.to = now.from;
            (now.value, now.grain) = (now.from.iso(), Grain::Minute);
            return Some(now);
        }
        let (Some(day), None, None) = (&p.day, p.clock, p.part) else { return self.point(p) };
        let Some(edge @ (Edge::Start | Edge::Mid | Edge::End)) = p.edge else { return self.point(p) };
        let days = self.day(day).filter(|d| d.grain > Grain::Day);
        let Some(days) = days else { return self.point(p) };
        let date = match edge {
            Edge::Start => days.from,
            Edge::End => days.to,
            _ => cal::days(days.from, (cal_diff(days.to, days.from) + 1) / 2)?,
        };
        let mut one = self.point(&Point { day: p.day.clone(), ..Point::default() })?;
        (one.from, one.to) = (Stamp::day(date), Stamp::day(date));
        (one.grain, one.value) = (Grain::Day, value::day(date));
        Some(one)
    }

    /// Days without hours; the early or late part of them where said.
    fn whole(&self, day: &Day, d: Days, edge: Option<Edge>) -> Option<Resolved> {
        let mut value = match day {
            Day::Days { .. } | Day::Units { .. } | Day::UpTo { .. } | Day::Ends { .. } | Day::Covers => {
                format!("{}/{}", value::day(d.from), value::day(d.to))
            }
            Day::Unit { unit: Unit::Weekend, .. } => format!("{}-WE", value::unit(d.from, Grain::Week)),
            _ => value::unit(d.from, d.grain),
        };
        let open = matches!(
            day,
            Day::Units { n: None, which: Which::Previous | Which::Last, .. }
                | Day::Beyond { after: false, .. }
        );
        let open_end = matches!(
            day,
            Day::Units { n: None, which: Which::Next | Which::Coming | Which::Following, .. }
                | Day::Beyond { after: true, .. }
        );
        let (mut from, mut to) = (Stamp::day(d.from), Stamp::day(d.to));
        // "earlier this year" ends before the document's date, "later this week" begins with it.
        if let (Some(edge @ (Edge::Before | Edge::Rest)), Some(today)) = (edge, self.today()) {
            if edge == Edge::Before {
                to = Stamp::day(cal::days(today, -1)?.max(d.from).min(d.to));
            } else {
                from = Stamp::day(today.max(d.from).min(d.to));
            }
            return Some(Resolved {
                from,
                to,
                grain: d.grain,
                value,
                needs: d.needs,
                rule: d.rule,
                dark: false,
                open,
                open_end,
                whole: Some((Stamp::day(d.from), Stamp::day(d.to))),
            });
        }
        if let Some(edge) = edge {
            if d.grain == Grain::Day {
                let hours = match edge {
                    // "late on Wednesday": no hours that two readers would agree on.
                    Edge::Early | Edge::Late => None,
                    Edge::Start => Some((0, 9 * 60)),
                    Edge::Mid => Some((10 * 60, 14 * 60)),
                    // "the end of the day" is its last minute.
                    Edge::End => Some((1439, 1439)),
                    Edge::Before | Edge::Rest => Some((18 * 60, 1439)),
                };
                if let Some((a, b)) = hours {
                    (from, to) = (Stamp::at(d.from, a)?, Stamp::at(d.from, b)?);
                }
            } else {
                let (a, b) = third(d, edge)?;
                (from, to) = (Stamp::day(a), Stamp::day(b));
            }
            value.push_str(match edge {
                Edge::Early | Edge::Start => " START",
                Edge::Mid => " MID",
                Edge::Late | Edge::End | Edge::Before | Edge::Rest => " END",
            });
        }
        Some(Resolved {
            from,
            to,
            grain: d.grain,
            value,
            needs: d.needs,
            rule: d.rule,
            dark: false,
            open,
            open_end,
            whole: None,
        })
    }

    /// "the first two hours": from the clock time last named.
    fn first_units(&self, n: i32, unit: Unit) -> Option<Resolved> {
        let start = self.named.clock?;
        let minutes = if unit == Unit::Hour { n.checked_mul(60)? } else { n };
        let to = Stamp::at(start.date, i32::from(start.minute?) + minutes)?;
        Some(Resolved {
            from: start,
            to,
            grain: Grain::Minute,
            value: value::length(Some(f64::from(n)), unit),
            needs: Some(Context::TimeNamed),
            rule: "first-units",
            dark: false,
            open: false,
            open_end: false,
            whole: None,
        })
    }

    /// "the last two hours", "the next ten minutes": up to or from the document's time, where it is known.
    fn short_units(&self, n: i32, unit: Unit, which: Which) -> Option<Resolved> {
        let now = self.anchor.time?;
        let now = Stamp { date: self.today()?, minute: Some(now.hour() as u16 * 60 + now.minute() as u16) };
        let forward = matches!(which, Which::Next | Which::Coming | Which::Following);
        let other = self.shift_clock(if forward { n } else { n.checked_neg()? }, unit, true)?.from;
        let (from, to) = if forward { (now, other) } else { (other, now) };
        Some(Resolved {
            from,
            to,
            grain: Grain::Minute,
            value: value::length(Some(f64::from(n)), unit),
            needs: DOC,
            rule: "units.short",
            dark: false,
            open: false,
            open_end: false,
            whole: None,
        })
    }

    /// "two hours later", "ten minutes ago": from a clock time that is known.
    fn shift_clock(&self, n: i32, unit: Unit, document: bool) -> Option<Resolved> {
        // "30 minutes later" in a diary that has named no hour counts from now.
        let diary = self.anchor.forward && self.named.clock.is_none();
        let start = if document || diary {
            let time = self.anchor.time?;
            Stamp { date: self.today()?, minute: Some(time.hour() as u16 * 60 + time.minute() as u16) }
        } else {
            self.named.clock?
        };
        let minutes = match unit {
            Unit::Hour => n.checked_mul(60)?,
            Unit::Minute => n,
            _ => n / 60,
        };
        let stamp = Stamp::at(start.date, i32::from(start.minute?) + minutes)?;
        Some(Resolved {
            from: stamp,
            to: stamp,
            grain: Grain::Minute,
            value: stamp.iso(),
            needs: Some(if document { Context::Document } else { Context::TimeNamed }),
            rule: "shift",
            dark: self.named.dark,
            open: false,
            open_end: false,
            whole: None,
        })
    }
}
