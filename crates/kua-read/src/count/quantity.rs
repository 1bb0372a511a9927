//! Ranges for quantities: what "about 25", "several hundred", "almost 300" stand for (`CLAIMS.md`, Numbers).
//!
//! In: plain numbers, modifiers, vague words. Out: [`Range`]s of whole things with open ends kept open.

use super::words::Modifier;

/// Low and high, both included; `None` = open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Range {
    /// Lowest.
    pub low: Option<u64>,
    /// Highest.
    pub high: Option<u64>,
}

impl Range {
    /// Both ends closed.
    pub fn of(low: u64, high: u64) -> Self {
        Self { low: Some(low), high: Some(high) }
    }
}

/// The range of a plain number with what stands before it.
pub fn of_number(value: f64, modifier: Option<Modifier>) -> Range {
    let n = whole(value.round());
    let (floor, ceil) = (whole(value.floor()), whole(value.ceil()));
    match modifier {
        None | Some(Modifier::Just) => Range::of(n, n),
        // Rounded inwards: about 25 is 23 to 27, never 22.5 to 27.5.
        Some(Modifier::About) => {
            let low = whole((value * 0.9 - 1e-9).ceil()).min(n);
            Range::of(low, whole((value * 1.1 + 1e-9).floor()).max(n))
        }
        Some(Modifier::Almost) => {
            let high = ceil.saturating_sub(1);
            Range::of(whole((value * 0.9 - 1e-9).ceil()).min(high), high)
        }
        Some(Modifier::More) => Range { low: Some(floor.saturating_add(1)), high: None },
        Some(Modifier::Least) => Range { low: Some(n), high: None },
        Some(Modifier::Fewer) => Range { low: None, high: Some(ceil.saturating_sub(1)) },
        Some(Modifier::Most) => Range { low: None, high: Some(n) },
    }
}

/// The range of a vague quantity with what stands before it: "at least several hundred" keeps the low end,
/// "up to several hundred" the high one; "about" adds nothing to words that are vague already.
pub fn of_range(range: Range, modifier: Option<Modifier>) -> Range {
    match modifier {
        None | Some(Modifier::Just | Modifier::About) => range,
        Some(Modifier::Least | Modifier::More) => Range { low: range.low, high: None },
        Some(Modifier::Fewer) => Range { low: None, high: range.low.map(|n| n.saturating_sub(1)) },
        Some(Modifier::Most) => Range { low: None, high: range.high },
        Some(Modifier::Almost) => {
            let low = range.low.unwrap_or(0);
            Range::of(low / 10 * 9 + low % 10 * 9 / 10, low.saturating_sub(1))
        }
    }
}

/// A vague number before a scale word: "several hundred" is 300–999, "a few thousand" 2,000–9,999.
pub fn few_of(low: u64, high: u64, scale: u64) -> Range {
    // "a few" begins at one thing, but a few hundred at two hundred.
    if low == high {
        return Range::of(low.saturating_mul(scale), (low + 1).saturating_mul(scale).saturating_sub(1));
    }
    let low = low.max(2).saturating_mul(scale);
    let top = match scale {
        0..=12 => 99,
        13..=99 => 99,
        100 => 999,
        _ => scale.saturating_mul(10).saturating_sub(1),
    };
    Range::of(low, top)
}

/// A share in per cent with what stands before it; "about half" is 40 to 60.
pub fn of_share(low: u8, high: u8, modifier: Option<Modifier>) -> Range {
    let (low, high) = (u64::from(low), u64::from(high));
    match modifier {
        Some(Modifier::About) if low == high => {
            if low == 50 {
                Range::of(40, 60)
            } else {
                of_number(low as f64, modifier)
            }
        }
        Some(m) if low == high => {
            let range = of_number(low as f64, Some(m));
            Range { low: range.low, high: range.high.or(Some(100)).filter(|_| range.high.is_some()) }
        }
        _ => Range::of(low, high),
    }
}

fn whole(x: f64) -> u64 {
    if x.is_finite() && x > 0.0 { x.min(1e18) as u64 } else { 0 }
}

/// Crowd-size classes of the Mass Mobilization data (`DOMAIN.md`, 9).
///
/// A narrow range is judged by its middle, a wide one (over half again as much) by its order of magnitude, an open
/// one by the end that is given. Under 50 falls into the lowest class, as the data hold no smaller protests.
pub fn bracket(low: Option<u64>, high: Option<u64>) -> Option<&'static str> {
    let n = match (low, high) {
        (Some(a), Some(b)) if (b as f64) > 1.5 * a as f64 => (a as f64 * b as f64).sqrt(),
        (Some(a), Some(b)) => (a as f64 + b as f64) / 2.0,
        (Some(n), None) | (None, Some(n)) => n as f64,
        (None, None) => return None,
    };
    Some(match n {
        n if n < 100.0 => "50-99",
        n if n < 1000.0 => "100-999",
        n if n < 2000.0 => "1000-1999",
        n if n < 5000.0 => "2000-4999",
        n if n <= 10000.0 => "5000-10000",
        _ => ">10000",
    })
}
