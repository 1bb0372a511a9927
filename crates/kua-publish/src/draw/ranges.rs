//! Figures as ranges, one line a source, on one scale; nothing in between is drawn as a value.
//!
//! In: labels with low and high. Out: a drawing on a logarithmic scale; an open end is an arrow, an exact figure a
//! dot. Two sources are two lines, never a mean.

use super::svg::{Anchor, Drawing, GREY, RULE, fit, width};

/// One figure.
pub struct Row {
    /// Who says it and of what.
    pub label: String,
    /// The range in words.
    pub range: String,
    /// Lowest.
    pub low: Option<u64>,
    /// Highest.
    pub high: Option<u64>,
    /// Whether it is denied, planned or supposed, and then drawn hollow.
    pub pale: bool,
}

/// Draws the rows.
pub fn draw(rows: &[Row], colour: &str, w: f32) -> Drawing {
    let step = 46.0;
    let (left, right, top) = (8.0, 28.0, 26.0);
    let known = || rows.iter().flat_map(|r| [r.low, r.high]).flatten().map(|n| n.max(1) as f64);
    let least = known().fold(f64::MAX, f64::min).log10().floor().max(0.0);
    let most = known().fold(1.0, f64::max).log10().ceil().max(least + 1.0);
    let at = |n: u64| {
        let t = ((n.max(1) as f64).log10() - least) / (most - least);
        left + (w - left - right) * t as f32
    };
    let bottom = top + step * rows.len() as f32;
    let mut d = Drawing::new(w, bottom + 6.0);
    let mut free = f32::MIN;
    for power in least as u32..=most as u32 {
        let n = 10_u64.saturating_pow(power);
        let x = at(n);
        d.line(x, top - 8.0, x, bottom, &format!("stroke=\"{RULE}\""));
        let label = kua_weigh::wording::number(n);
        let half = width(&label, 11.0) / 2.0;
        let x = x.clamp(half, w - half);
        if x - half > free {
            d.text(x, 12.0, 11.0, Anchor::Middle, GREY, &label);
            free = x + half + 6.0;
        }
    }
    for (i, row) in rows.iter().enumerate() {
        let y = top + step * i as f32;
        let range = width(&row.range, 13.0);
        d.text_on_lines(2.0, y + 13.0, 13.0, Anchor::Start, &fit(&row.label, 13.0, w - range - 24.0));
        d.text_on_lines(w - 2.0, y + 13.0, 13.0, Anchor::End, &row.range);
        line(&mut d, row, &at, (left, w - right), y + 28.0, colour);
    }
    d.line(left, bottom, w, bottom, &format!("stroke=\"{RULE}\""));
    d
}

fn line(d: &mut Drawing, row: &Row, at: &impl Fn(u64) -> f32, ends: (f32, f32), y: f32, colour: &str) {
    let fill = if row.pale { "#ffffff" } else { colour };
    let solid = format!("fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.6\"");
    let stroke = format!("stroke=\"{colour}\" stroke-width=\"2.2\" stroke-dasharray=\"3 3\"");
    let arrow =
        |x: f32, to: f32| format!("M{x:.1} {:.1} L{:.1} {y:.1} L{x:.1} {:.1} Z", y - 5.0, x + to, y + 5.0);
    match (row.low, row.high) {
        (Some(a), Some(b)) if a == b => d.circle(at(a), y, 5.5, &solid),
        (Some(a), Some(b)) => {
            d.rect(at(a), y - 5.0, (at(b) - at(a)).max(6.0), 10.0, 2.0, &solid);
        }
        (Some(a), None) => {
            d.line(at(a), y, ends.1 + 8.0, y, &stroke);
            d.path(&arrow(ends.1 + 8.0, 9.0), &solid);
            d.circle(at(a), y, 5.5, &solid);
        }
        (None, Some(b)) => {
            d.line(ends.0 + 9.0, y, at(b), y, &stroke);
            d.path(&arrow(ends.0 + 10.0, -9.0), &solid);
            d.circle(at(b), y, 5.5, &solid);
        }
        (None, None) => {}
    }
}
