//! The year that a text tells of, for its dates without one.
//!
//! In: scanned tokens, resolved times. Out: the year of a heading ("2019 Honduran water protests"), of a date written in
//! full, of a sentence that begins "In 2012". A text that speaks of yesterday or of last night tells of its own days:
//! there only the paragraph in which a year is written has it.

use super::expr::{Day, Point};
use super::resolve::Resolved;
use super::scan::{Kind, Toks};
use super::words::{Frame, TimeWord, Unit, Which};
use jiff::civil::Date;

/// Most tokens of a heading.
const HEADING: usize = 14;

/// Most tokens of the words that a text opens with.
const OPENING: usize = 60;

/// Whether the day named at token `at` is background to the scene: told in the words of somebody, or of before
/// ("which the city had banned on Tuesday").
pub fn background(t: &Toks, at: usize) -> bool {
    let line = (0..=at).rev().find(|&i| t.get(i).is_some_and(|x| x.line)).unwrap_or(0);
    // A short quotation within the writer's own sentence; who speaks at length tells a story of his own.
    let marks = |i: usize| t.mark(i, '"') || t.mark(i, '“') || t.mark(i, '”');
    let open = (line..at).filter(|&i| marks(i)).count() % 2 == 1;
    let from = (line..at).rev().find(|&i| marks(i)).unwrap_or(at);
    let quoted = open && (at..from + 20).any(marks);
    let sentence = (line..at).rev().find(|&i| t.mark(i, '.')).map_or(line, |i| i + 1);
    let before = at.saturating_sub(9).max(sentence)..at;
    let had = before.clone().any(|i| t.is(i, "had") && !t.is(i + 1, "to"))
        && before.clone().any(|i| t.any(i, &["which", "who", "whom", "where"]));
    quoted || had
}

/// Whether the text names days by the day it was written on ("yesterday", "last night", "last week").
pub fn present(t: &Toks) -> bool {
    (0..t.len()).any(|i| match t.time(i) {
        Some(TimeWord::RelDay(n)) => n <= 0,
        Some(TimeWord::RelPart(..)) => true,
        Some(TimeWord::Which(Which::Last)) => {
            matches!(
                t.time(i + 1),
                Some(TimeWord::Unit(Unit::Week | Unit::Weekend, false) | TimeWord::Weekday(..))
            )
        }
        _ => false,
    })
}

/// Whether the text writes hours of 24: one over twelve or with a zero before it ("14:40", "09:10"), and none with p.m.
pub fn of_24(t: &Toks) -> bool {
    let meridiem = (0..t.len())
        .any(|i| i > 0 && t.num(i - 1).is_some() && matches!(t.time(i), Some(TimeWord::Meridiem(_))));
    !meridiem
        && (0..t.len()).any(|i| {
            t.num(i).is_some_and(|h| h.digits() == 2 && h.val < 24 && (h.val > 12 || h.val < 10))
                && t.mark(i + 1, ':')
                && t.tight(i + 1)
                && t.num(i + 2).is_some_and(|m| m.digits() == 2 && m.val < 60)
                && t.tight(i + 2)
        })
}

/// The year of the heading that begins at token `i`, the first of a line.
pub fn heading(t: &Toks, i: usize) -> Option<i32> {
    let end = (i + 1..=i + HEADING).find(|k| t.get(*k).is_none_or(|x| x.line))?;
    t.get(end)?;
    let closed = t.get(end - 1).is_some_and(|x| {
        matches!(char::from_u32(x.val as u32), Some('.' | '!' | '?' | ';' | ',')) && x.kind == Kind::Mark
    });
    // A field ("Date: 2019"), a line of a list or a log is no heading.
    let field =
        (i..end).any(|k| t.mark(k, '|') || t.mark(k, '/') || t.mark(k, '(') || t.mark(k, ':') && k < i + 4);
    let listed = t.get(i).is_none_or(|x| x.kind == Kind::Mark);
    let title = t.get(i).is_some_and(|x| x.cap || x.kind == Kind::Num && x.digits() == 4);
    if closed || field || listed || !title || end - i < 2 {
        return None;
    }
    let mut years = (i..end).filter_map(|k| {
        let n = t.num(k).filter(|n| n.digits() == 4 && (1900..=2099).contains(&n.val))?;
        let dated = k > i
            && (t.dash(k - 1)
                || t.num(k - 1).is_some()
                || matches!(t.time(k - 1), Some(TimeWord::Month(..))));
        (!dated && !t.dash(k + 1)).then_some(n.val as i32)
    });
    let year = years.next()?;
    years.next().is_none().then_some(year)
}

/// The year written in a point, and whether all the text after it may be of that year: so with a full date, or a month
/// with its year at the head of a sentence.
pub fn written(t: &Toks, point: &Point, r: &Resolved, frame: Frame, start: usize) -> Option<(i32, bool)> {
    // "the law of 5 May 2011", "(born 5 May 1980)", "since May 2011": no scene is set.
    let aside = start > 0 && (t.any(start - 1, &["of", "dated", "born"]) || t.mark(start - 1, '('))
        || matches!(frame, Frame::Since | Frame::Before | Frame::Until);
    match &point.day {
        Some(Day::Date { year: Some(year), .. } | Day::Days { year: Some(year), .. }) => {
            Some((*year, !aside))
        }
        // "protests from August to December 2018": what a text opens with is what it tells of.
        Some(Day::Month { year: Some(year), .. }) => {
            let ranged = start < OPENING && t.any(start, &["from", "between"]);
            Some((*year, !aside && t.begins(start) || ranged))
        }
        // Only "In 2012 …" opens a stretch of the story, not "dates back to 1865" or "similar protests in 2011".
        Some(Day::Year(year)) if frame == Frame::At && t.begins(start) && t.is(start, "in") => {
            Some((*year, false))
        }
        Some(Day::InYear { .. }) => Some((i32::from(r.from.date.year()), false)),
        _ => None,
    }
}

/// The year of a day or month without one in a story of `year`: a story that has come to the end of a year goes on into
/// the next. `None` if that is after `today`.
pub fn year_in(year: i32, month: u8, last: Option<Date>, today: Option<Date>) -> Option<i32> {
    let turned = last.is_some_and(|d| i32::from(d.year()) == year && d.month() >= 10 && month <= 3);
    let fits = |y: &i32| today.is_none_or(|t| (*y, month) <= (i32::from(t.year()), t.month() as u8));
    [year + i32::from(turned), year].into_iter().find(fits)
}
