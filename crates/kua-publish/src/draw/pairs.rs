//! Bars of statements by family, and the legend that all pictures share.
//!
//! In: labels with counts by family. Out: a drawing: one bar a label, its length the number of statements.

use super::FAMILIES;
use super::svg::{Anchor, Drawing, GREY, INK, fit, width};

/// One bar.
pub struct Row {
    /// "the police → the protesters".
    pub label: String,
    /// Statements by family, as in [`FAMILIES`].
    pub counts: [usize; FAMILIES.len()],
}

/// Draws bars under their labels.
pub fn draw(rows: &[Row], w: f32) -> Drawing {
    let step = 44.0;
    let legend = legend_height(w);
    let mut d = Drawing::new(w, step * rows.len() as f32 + 8.0 + legend);
    let most = rows.iter().map(|r| r.counts.iter().sum::<usize>()).max().unwrap_or(1).max(1) as f32;
    for (i, row) in rows.iter().enumerate() {
        let y = step * i as f32 + 14.0;
        d.text(0.0, y, 13.0, Anchor::Start, INK, &fit(&row.label, 13.0, w - 4.0));
        let mut x = 0.0;
        for (f, n) in row.counts.iter().enumerate().filter(|(_, n)| **n > 0) {
            let length = (w - 44.0) * *n as f32 / most;
            d.rect(x, y + 6.0, length - 1.0, 15.0, 0.0, &format!("fill=\"{}\"", FAMILIES[f].2));
            x += length;
        }
        d.text(x + 6.0, y + 18.0, 12.0, Anchor::Start, GREY, &row.counts.iter().sum::<usize>().to_string());
    }
    legend_part(&mut d, 0.0, step * rows.len() as f32 + 8.0, w, false);
    d
}

const ENTRY: f32 = 20.0;

fn entries(inferred: bool) -> Vec<(&'static str, &'static str, bool)> {
    let mut list: Vec<_> = FAMILIES.iter().map(|(_, name, colour)| (*name, *colour, false)).collect();
    if inferred {
        list.push(("paler, dashed: place or day inferred", "#4b5b6b", true));
    }
    list
}

/// Places of the legend's entries: x, y of each, and the height of all.
fn layout(w: f32, inferred: bool) -> (Vec<(f32, f32)>, f32) {
    let (mut x, mut y) = (0.0, 0.0);
    let mut out = Vec::new();
    for (name, _, _) in entries(inferred) {
        let need = 18.0 + width(name, 12.0) + 18.0;
        if x > 0.0 && x + need > w {
            x = 0.0;
            y += ENTRY;
        }
        out.push((x, y));
        x += need;
    }
    (out, y + ENTRY + 4.0)
}

/// Height of the full legend at a width.
pub fn legend_height(w: f32) -> f32 {
    layout(w, true).1
}

/// The legend of colours with the sign for "inferred".
pub fn legend(d: &mut Drawing, x: f32, y: f32, w: f32) {
    legend_part(d, x, y, w, true);
}

fn legend_part(d: &mut Drawing, x: f32, y: f32, w: f32, inferred: bool) {
    let (places, _) = layout(w, inferred);
    for ((name, colour, pale), (dx, dy)) in entries(inferred).into_iter().zip(places) {
        let style = if pale {
            format!("fill=\"{colour}\" fill-opacity=\"0.28\" stroke=\"{colour}\" stroke-dasharray=\"2.5 2\"")
        } else {
            format!("fill=\"{colour}\"")
        };
        d.rect(x + dx, y + dy + 3.0, 12.0, 12.0, 0.0, &style);
        d.text(x + dx + 18.0, y + dy + 13.5, 12.0, Anchor::Start, GREY, name);
    }
}
