//! The walk through a text: finds expressions, resolves each, remembers what was named.

use super::context::{Anchor, Named, Stamp};
use super::expr::{Day, Expr, Point};
use super::grammar::Grammar;
use super::resolve::{Resolved, Scene};
use super::scan::{Kind, Toks};
use super::value::{self, Grain};
use super::words::{Frame, TimeWord, Which};
use super::years::OTHER_YEARS;
use super::{TimeMention, TimexType, adjust, calendar, frame, story, tense};
use kua_record::{Span, WhenKind};

/// Most words of a text that is one time and nothing else.
const BARE: usize = 20;

/// Most days between a document's date and the date line at its head: more, and the line tells of another day.
const DATELINE: i32 = 2;
/// Lines of a text that are looked at for a date line.
const HEAD: usize = 3;

/// The date that is all of one of a text's first lines ("Tuesday, 4 June 2024"): the day it was written on.
fn dateline(t: &Toks, grammar: &Grammar) -> Option<jiff::civil::Date> {
    let starts = (0..t.len()).filter(|i| t.get(*i).is_some_and(|x| x.line)).take(HEAD);
    starts.into_iter().find_map(|at| {
        let (point, next) = grammar.point(at).filter(|(p, _)| p.clock.is_none() && p.part.is_none())?;
        let whole = t.get(next).is_some_and(|x| x.line);
        let Some(Day::Date { year: Some(year), month, day, .. }) = point.day.filter(|_| whole) else {
            return None;
        };
        calendar::date(year, month, day)
    })
}

/// The state of one walk.
pub(super) struct Finder<'a> {
    toks: &'a Toks<'a>,
    grammar: Grammar<'a>,
    sentences: &'a [Span],
    anchor: Anchor,
    named: Named,
    paragraph: usize,
}

impl<'a> Finder<'a> {
    pub(super) fn new(toks: &'a Toks<'a>, sentences: &'a [Span], anchor: &'a Anchor) -> Self {
        let grammar = Grammar { t: toks, month_first: anchor.month_first, of_24: story::of_24(toks) };
        let named = Named { present: story::present(toks), ..Named::default() };
        let mut anchor = *anchor;
        if let (Some(date), None) = (anchor.date, anchor.covers)
            && let Some(line) = dateline(toks, &grammar)
            && line.since(date).is_ok_and(|s| s.get_days().abs() <= DATELINE)
        {
            anchor.date = Some(line);
        }
        Self { toks, grammar, sentences, anchor, named, paragraph: 0 }
    }

    pub(super) fn run(&mut self) -> Vec<TimeMention> {
        self.anchor.forward |= self.bare();
        let mut out: Vec<TimeMention> = Vec::new();
        let mut at = 0;
        while at < self.toks.len() {
            match self.mention(at) {
                Some((mut m, next)) => {
                    if let Some(last) = out.last() {
                        m.claim_span.start = m.claim_span.start.max(last.span.end);
                    }
                    out.push(m);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
        out
    }

    /// Whether the text is one time and nothing else: an entry of a calendar, which looks ahead. It has no verb, so no
    /// tense says that it looks back.
    fn bare(&self) -> bool {
        let t = self.toks;
        let closed = (1..=t.len())
            .rev()
            .find(|n| !(t.mark(n - 1, '.') || t.mark(n - 1, '!') || t.mark(n - 1, '?')))
            .unwrap_or(0);
        closed > 0
            && closed <= BARE
            && (0..closed.min(4)).any(|at| {
                self.starts(at)
                    && frame::before(t, at).1 == 0
                    && self.grammar.expr(at).is_some_and(|(_, next)| next >= closed)
            })
    }

    /// The time under `span`: exactly these words if they are one, else the time that shares most of them, read even
    /// where no words around it tell that it is one.
    pub(super) fn at(&mut self, span: Span) -> Option<TimeMention> {
        let first = self.toks.toks.partition_point(|t| t.start < span.start);
        let end = self.toks.toks.partition_point(|t| t.start < span.end);
        let mut found: Option<TimeMention> = None;
        let mut at = 0;
        while at < first {
            let before = self.named;
            match self.mention(at) {
                Some((m, _)) if m.span.overlaps(span) => {
                    (self.named, found, at) = (before, Some(m), first);
                }
                Some((_, next)) => at = next.max(at + 1),
                None => at += 1,
            }
        }
        if let Some(m) = self.exactly(first, end) {
            return Some(m);
        }
        while let Some(tok) = self.toks.get(at) {
            if tok.start >= span.end {
                break;
            }
            let before = self.named;
            match self.mention(at) {
                Some((m, next)) => {
                    let shared = |m: &TimeMention| {
                        m.span.end.min(span.end).saturating_sub(m.span.start.max(span.start))
                    };
                    if m.span.overlaps(span) && found.as_ref().is_none_or(|f| shared(f) < shared(&m)) {
                        found = Some(m);
                    }
                    at = next.max(at + 1);
                }
                None => {
                    if found.is_none() {
                        self.named = before;
                        if let Some((point, next)) = self.grammar.point(at) {
                            found = self.build(at, next, Expr::Point(point));
                        }
                    }
                    at += 1;
                }
            }
        }
        // "Good morning": asked for, it is the morning of the day.
        found.or_else(|| {
            (first..end).find_map(|at| {
                let Some(TimeWord::Part(part)) = self.toks.time(at) else { return None };
                let point = Point { part: Some(part), ..Point::default() };
                self.build(at, at + 1, Expr::Point(point))
            })
        })
    }

    /// Tokens `first..end`, all of them (but for a preposition or two at their head), as a time.
    fn exactly(&mut self, first: usize, end: usize) -> Option<TimeMention> {
        let context = self.named;
        // A weekday alone is told best by the date beside it ("Tuesday, 6 March").
        if end == first + 1 && matches!(self.toks.time(first), Some(TimeWord::Weekday(..))) {
            return None;
        }
        for at in first..end.min(first + 3) {
            self.toks.limit.set(end);
            let expr = self.grammar.expr(at);
            let point = || self.grammar.point(at).map(|(p, next)| (Expr::Point(p), next));
            let expr = expr.filter(|(_, next)| *next == end).or_else(point).filter(|(_, next)| *next == end);
            self.toks.limit.set(usize::MAX);
            let built = expr.and_then(|(expr, next)| self.build(at, next, expr));
            if let Some(m) = built.filter(|m| m.base.is_some()) {
                return Some(m);
            }
            self.named = context;
        }
        None
    }

    /// The mention that begins at token `at`.
    fn mention(&mut self, at: usize) -> Option<(TimeMention, usize)> {
        let tok = self.toks.get(at)?;
        if tok.line {
            self.paragraph = tok.start;
            if let Some(year) = story::heading(self.toks, at) {
                self.named.heading = Some(year);
                if !self.named.present {
                    self.named.story = Some(year);
                }
            }
        }
        if !self.starts(at) {
            return None;
        }
        // No expression crosses the end of a sentence.
        let end = self.sentence(tok.start).map(|s| self.toks.toks.partition_point(|t| t.start < s.end));
        self.toks.limit.set(end.unwrap_or(usize::MAX));
        let found = self.grammar.expr(at);
        self.toks.limit.set(usize::MAX);
        let (expr, next) = found?;
        let day = matches!(&expr, Expr::Point(Point { day: Some(_), clock: None, part: None, .. }));
        if day && self.names(at, next) {
            return None;
        }
        self.build(at, next, expr).map(|m| (m, next))
    }

    /// Whether the words at `at..next` are part of a name: "8 March Street", "The Sunday Times", "the April 6 Youth
    /// Movement"; but not "on Sunday Party members".
    fn names(&self, at: usize, next: usize) -> bool {
        let t = self.toks;
        let capital = |i: usize| t.get(i).is_some_and(|x| x.cap && x.kind == Kind::Word && !x.line);
        let proper = |i: usize| capital(i) && t.time(i) == Some(TimeWord::Proper);
        let the = t.is(at, "the") || at > 0 && t.is(at - 1, "the");
        proper(next) && (the || t.any(next, &["street", "square", "avenue", "park", "bridge"]))
            || the && capital(next) && proper(next + 1)
    }

    /// The sentence that holds a byte, if sentences are known.
    fn sentence(&self, byte: usize) -> Option<Span> {
        let i = self.sentences.partition_point(|s| s.end <= byte);
        self.sentences.get(i).copied().filter(|s| s.covers(byte))
    }

    /// Whether an expression may begin at token `at`: a cheap test that most words fail.
    fn starts(&self, at: usize) -> bool {
        let Some(tok) = self.toks.get(at) else { return false };
        if tok.kind == Kind::Num
            || matches!(tok.time, Some((w, _)) if !matches!(w, TimeWord::Frame(_) | TimeWord::Approx | TimeWord::Event | TimeWord::Proper | TimeWord::Future | TimeWord::Says | TimeWord::Demand | TimeWord::Measure | TimeWord::Meridiem(_) | TimeWord::Zone(_) | TimeWord::Dir(..)))
        {
            return true;
        }
        if tok.num.is_some() && tok.kind == Kind::Word {
            return true;
        }
        if self.toks.any(at, &["earlier", "later"]) {
            return self.toks.any(at + 1, &["this", "that", "in"]);
        }
        if self.toks.any(at, &["once", "twice", "thrice", "½", "¼", "¾", "nineties", "eighties", "seventies"])
            || self.toks.any(at, &["post", "pre"]) && self.toks.dash(at + 1)
            || self.toks.any(at, OTHER_YEARS) && self.toks.is(at + 1, "year")
            || tok.is_mark('[') && self.toks.is(at + 3, "years")
            || self.toks.is(at, "w") && self.toks.mark(at + 1, '/')
        {
            return true;
        }
        if self.toks.any(at, &["the", "a", "an", "all", "q", "h", "these", "half", "another", "final"]) {
            return self
                .toks
                .get(at + 1)
                .is_some_and(|n| n.kind == Kind::Num || n.time.is_some() || n.num.is_some())
                || self.toks.str(at + 1).ends_with("ties")
                || self.toks.any(at + 1, OTHER_YEARS);
        }
        tok.is_mark('\'') || tok.is_mark('’')
    }

    /// Resolves an expression at tokens `at..next` and takes note of it.
    fn build(&mut self, at: usize, next: usize, expr: Expr) -> Option<TimeMention> {
        let t = self.toks;
        // "more than two weeks" is all of it; "more than two weeks ago" lies before that.
        let more =
            at > 1 && t.is(at - 1, "than") && t.any(at - 2, &["more", "less", "fewer", "longer", "shorter"]);
        let away = match &expr {
            Expr::Point(Point { day: Some(Day::Shift { n, .. } | Day::ShiftFrom { n, .. }), .. }) => Some(*n),
            _ => None,
        };
        let measured = more && (matches!(expr, Expr::Length(_)) || away.is_some());
        let at = if measured { at - 2 } else { at };
        let (mut frame, mut start) = frame::before(t, at);
        if measured
            && frame == Frame::At
            && let (Some(n), true) = (away, t.any(at, &["more", "longer"]))
        {
            frame = if n < 0 { Frame::By } else { Frame::Since };
        }
        // "before May is out" runs to its end.
        let out = frame == Frame::Before
            && t.any(next, &["is", "was", "'s", "’s"])
            && t.any(next + 1, &["out", "over", "up"]);
        let next = if out { next + 2 } else { next };
        if out {
            frame = Frame::By;
        }
        let span = t.span(at, next);
        let deadline = matches!(frame, Frame::Until | Frame::By | Frame::Before | Frame::JustBefore);
        let future = tense::future(t, start, next, deadline) || self.alone(start, next);
        // The lines of a log keep its date, whatever dates their text names.
        let log_line = t.get(at).is_some_and(|x| x.line)
            && matches!(&expr, Expr::Point(Point { clock: Some(_), day: None, .. }));
        if let (true, Some(log)) = (log_line, self.named.log)
            && self.named.clock != Some(log)
        {
            (self.named.day, self.named.clock, self.named.dark) = (Some(log.date), Some(log), false);
        }
        let scene =
            Scene { anchor: &self.anchor, named: &self.named, future, deadline, paragraph: self.paragraph };
        let (expr, new) = adjust::adjust(
            t,
            expr,
            adjust::Place { at, start, next, future, diary: self.anchor.forward },
            frame,
        );
        frame = new;
        let mut mention = TimeMention {
            span,
            claim_span: t.span(start, next),
            kind: TimexType::Date,
            value: None,
            from: None,
            to: None,
            base: None,
            when_kind: WhenKind::Within,
            frame,
            needs: None,
            usable: false,
            rule: "unresolved",
        };
        match expr {
            Expr::Vague => {
                mention.value = Some("PRESENT_REF".to_owned());
                mention.rule = "vague";
                mention.claim_span = span;
            }
            Expr::Set(value) => {
                (mention.kind, mention.value, mention.rule) = (TimexType::Set, Some(value), "set");
            }
            Expr::Length(length) => {
                mention.kind = TimexType::Duration;
                mention.value = Some(value::lengths(length.n, length.unit, length.rest));
                mention.rule = "length";
            }
            Expr::Point(point) => {
                mention.kind = kind_of(&point);
                if let Some(r) = scene.point(&point) {
                    let held = frame;
                    self.fill(&mut mention, &r, &r, held);
                    if t.is(start, "all") || frame == Frame::Through {
                        mention.when_kind = WhenKind::Throughout;
                    }
                    // "person of the year", "the last match of the day" tell no when.
                    if at > 0
                        && t.is(at - 1, "of")
                        && t.is(at, "the")
                        && point.edge.is_none()
                        && matches!(point.day, Some(Day::Unit { which: Which::That, .. }))
                        && !matches!(t.time(at + 1), Some(TimeWord::Which(_)))
                    {
                        mention.usable = false;
                    }
                    // "20:30 local time (1730 UTC)": the same moment once more, by another clock.
                    let gloss =
                        at > 0 && t.mark(at - 1, '(') && point.clock.is_some_and(|c| c.zone.is_some());
                    if gloss {
                        mention.usable = false;
                        mention.rule = "clock.gloss";
                    } else {
                        self.note(&point, &r, frame, span.start, start);
                    }
                    if log_line {
                        self.named.log = Some(r.from);
                    } else if t.get(at).is_some_and(|x| x.line) && matches!(point.day, Some(Day::Date { .. }))
                    {
                        self.named.log = None;
                    }
                }
            }
            Expr::Lasting(point, length) => {
                mention.kind = kind_of(&point);
                if let Some(r) = scene.point(&point)
                    && let Some(end) = adjust::after(r.from, length)
                {
                    let b = Resolved { from: end, to: end, value: end.iso(), ..r.clone() };
                    self.fill(&mut mention, &r, &b, Frame::At);
                    mention.value = Some(format!("{}/{}", r.value, b.value));
                    mention.rule = "up-to";
                    self.note(&point, &r, Frame::At, span.start, start);
                }
            }
            Expr::Range(a, b) => {
                mention.kind = kind_of(&b);
                if matches!(frame, Frame::Before | Frame::After | Frame::Until | Frame::By) {
                    frame = Frame::At;
                    start = at;
                    mention.claim_span = t.span(start, next);
                }
                let from = scene.end_point(&a, &b);
                let to = scene.end_point(&b, &a);
                if let (Some(mut ra), Some(mut rb)) = (from, to) {
                    adjust::ends(&a, &mut ra, &b, &mut rb, future);
                    let ranged = frame;
                    self.fill(&mut mention, &ra, &rb, Frame::At);
                    mention.frame = ranged;
                    mention.value = Some(format!("{}/{}", ra.value, rb.value));
                    mention.usable &= ra.from <= rb.to;
                    if frame == Frame::From || frame == Frame::Through || a.inner == Some(Frame::From) {
                        mention.when_kind = WhenKind::Throughout;
                    }
                    mention.rule = "range";
                    self.note(&a, &ra, Frame::At, span.start, start);
                    self.note(&b, &rb, Frame::At, span.start, start);
                }
            }
        }
        Some(mention)
    }

    /// Whether the expression is all there is: a diary entry, read as a time to come.
    fn alone(&self, start: usize, next: usize) -> bool {
        start == 0 && next >= self.toks.len() && self.anchor.forward
    }

    /// Fills in the interval from the first to the last point, as the preposition has it.
    fn fill(&self, m: &mut TimeMention, a: &Resolved, b: &Resolved, frame: Frame) {
        m.value = Some(a.value.clone());
        let whole = |r: &Resolved| r.whole.unwrap_or((r.from, r.to));
        m.base = Some((whole(a).0.iso(), whole(b).1.iso()));
        m.needs = a.needs.or(b.needs);
        m.rule = a.rule;
        // ISO dates before the year 0 do not sort as text; no protest is that old.
        m.usable = a.from.date.year() >= 0 && b.to.date.year() >= 0;
        // "before the end of May" runs up to that end; "before May" stops short of May.
        let coarse = b.grain > Grain::Day;
        let late = m.span.of(self.toks.text).split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case("late"));
        let (end, start) = (b.value.ends_with(" END") && !late, b.value.ends_with(" START"));
        // "by the end of the year" names its last day.
        if end && coarse && matches!(frame, Frame::By | Frame::Until | Frame::Before) {
            m.base = Some((b.to.iso(), b.to.iso()));
        }
        let (from, to) = match frame {
            Frame::Since | Frame::From => (Some(a.from), None),
            // After a month or year is after its end; after a day or hour is from it on.
            Frame::After if coarse && !start => (calendar::days(b.to.date, 1).map(Stamp::day), None),
            Frame::After => (Some(a.from), None),
            Frame::Until | Frame::By => (None, Some(b.to)),
            Frame::Before if coarse && !end => (None, calendar::days(a.from.date, -1).map(Stamp::day)),
            Frame::Before => (None, Some(b.to)),
            Frame::JustAfter if a.grain == Grain::Minute => (Some(a.from), shift(a.from, 30)),
            Frame::JustAfter => (Some(a.from), None),
            Frame::JustBefore if a.grain == Grain::Minute => (shift(a.from, -30), Some(a.from)),
            Frame::JustBefore => (None, Some(a.to)),
            Frame::At | Frame::Through | Frame::During | Frame::Within | Frame::Between => {
                (if a.open { None } else { Some(a.from) }, if b.open_end { None } else { Some(b.to) })
            }
        };
        (m.from, m.to) = (from.map(Stamp::iso), to.map(Stamp::iso));
        m.when_kind = match frame {
            Frame::Since | Frame::Until | Frame::Through => WhenKind::Throughout,
            _ => WhenKind::Within,
        };
    }

    /// Remembers a resolved point at tokens from `start` (with its preposition) for what follows.
    fn note(&mut self, point: &Point, r: &Resolved, frame: Frame, at: usize, start: usize) {
        if let Some((year, story)) = story::written(self.toks, point, r, frame, start) {
            self.named.year = Some((year, at));
            if story && !self.named.present && self.anchor.day().is_none_or(|today| r.from.date <= today) {
                self.named.story = Some(year);
            }
        }
        if r.grain <= Grain::Day || r.grain == Grain::Month {
            self.named.month = Some(r.from.date.first_of_month());
        }
        // A time to come, or the beginning of a long background, is not the scene of what is told next.
        let ahead = self.anchor.day().is_some_and(|today| r.from.date > today);
        if (ahead || frame == Frame::Since) && self.named.day.is_some() && r.grain <= Grain::Day {
            return;
        }
        if matches!(point.day, Some(Day::Event | Day::FirstUnits { .. } | Day::UpTo { .. }))
            || r.open | r.open_end
        {
            return;
        }
        let aside = r.grain <= Grain::Day && self.named.day.is_some() && story::background(self.toks, start);
        if !aside {
            self.named.note(r.from, r.to, r.grain, r.dark, at);
        }
    }
}

pub(super) fn shift(stamp: Stamp, minutes: i32) -> Option<Stamp> {
    Stamp::at(stamp.date, i32::from(stamp.minute?) + minutes)
}

fn kind_of(p: &Point) -> TimexType {
    let hours = matches!(&p.day, Some(Day::FirstUnits { .. }));
    if p.clock.is_some() || p.part.is_some() || hours { TimexType::Time } else { TimexType::Date }
}
