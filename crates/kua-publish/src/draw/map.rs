//! Places on a map with their radius of uncertainty.
//!
//! Places far from one another get maps of their own, so that a town is never a dot on a map of the world. The
//! outlines are those of countries; where a map shows less than a region, none are drawn and the grid and the
//! scale bar speak alone. The picture shows no more than the radius supports.
//!
//! In: places with coordinates and statement counts. Out: drawings, most statements first.

use super::outlines::{self, Frame, LonLat};
use super::svg::{Anchor, Drawing, GREY, INK, fit, width};
use kua_weigh::place::Point;

/// A place to be drawn.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Its name.
    pub label: String,
    /// Where it is.
    pub point: Point,
    /// Statements about it.
    pub count: usize,
    /// Whether all of them are there by inference.
    pub inferred: bool,
}

/// Farther apart than this, places go to different maps.
const APART_KM: f64 = 900.0;
const KM_PER_DEGREE: f64 = 111.2;

/// Groups places that are near one another; the group with most statements first.
pub fn regions(spots: &[Spot]) -> Vec<Vec<Spot>> {
    let mut groups: Vec<Vec<Spot>> = Vec::new();
    for spot in spots {
        // All groups that the new spot touches become one.
        let (mut near, far): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|g: &Vec<Spot>| g.iter().any(|s| distance_km(s.point, spot.point) < APART_KM));
        let mut joined: Vec<Spot> = near.drain(..).flatten().collect();
        joined.push(spot.clone());
        groups = far;
        groups.push(joined);
    }
    let weight = |g: &[Spot]| g.iter().map(|s| s.count).sum::<usize>();
    groups.sort_by(|a, b| weight(b).cmp(&weight(a)).then_with(|| a[0].label.cmp(&b[0].label)));
    groups
}

fn distance_km(a: Point, b: Point) -> f64 {
    let x = (a.lon - b.lon) * ((a.lat + b.lat) / 2.0).to_radians().cos();
    (x.powi(2) + (a.lat - b.lat).powi(2)).sqrt() * KM_PER_DEGREE
}

/// One place's extent in kilometres: its radius, within bounds that keep a map readable.
fn reach_km(p: Point) -> f64 {
    f64::from(p.radius_m).clamp(0.0, 700_000.0) / 1000.0
}

struct View {
    frame: Frame,
    shrink: f64, // cosine of the middle latitude
    scale: f64,  // pixels a degree of latitude
}

impl View {
    fn new(spots: &[Spot], w: f64, h: f64) -> Self {
        let (mut west, mut south, mut east, mut north) = (180.0_f64, 90.0_f64, -180.0_f64, -90.0_f64);
        for s in spots {
            let up = reach_km(s.point).max(2.0) / KM_PER_DEGREE;
            let side = up / s.point.lat.to_radians().cos().max(0.1);
            west = west.min(s.point.lon - side);
            east = east.max(s.point.lon + side);
            south = south.min(s.point.lat - up);
            north = north.max(s.point.lat + up);
        }
        let mid = ((west + east) / 2.0, (south + north) / 2.0);
        let shrink = mid.1.to_radians().cos().max(0.1);
        let (wide, tall) = ((east - west) * shrink, north - south);
        // A margin for labels, and never less than some 30 km across.
        let scale = (w * 0.62 / wide).min(h * 0.68 / tall).min(w / (30.0 / KM_PER_DEGREE));
        let (half_w, half_h) = (w / scale / shrink / 2.0, h / scale / 2.0);
        let frame = Frame {
            west: mid.0 - half_w,
            east: mid.0 + half_w,
            south: (mid.1 - half_h).max(-89.0),
            north: (mid.1 + half_h).min(89.0),
        };
        Self { frame, shrink, scale }
    }

    fn at(&self, (lon, lat): LonLat) -> (f32, f32) {
        let x = (lon - self.frame.west) * self.shrink * self.scale;
        let y = (self.frame.north - lat) * self.scale;
        (x as f32, y as f32)
    }

    fn pixels(&self, km: f64) -> f32 {
        (km / KM_PER_DEGREE * self.scale) as f32
    }
}

/// Draws one region.
pub fn draw(spots: &[Spot], w: f32) -> Drawing {
    let h = if w < 500.0 { w * 1.05 } else { w * 0.58 };
    let view = View::new(spots, f64::from(w), f64::from(h));
    let mut d = Drawing::new(w, h);
    d.clip(0.0, 0.0, w, h);
    let across_km = f64::from(w) / view.scale * KM_PER_DEGREE;
    if across_km > 120.0 {
        base(&mut d, &view, w, h);
    } else {
        d.rect(0.0, 0.0, w, h, 0.0, "fill=\"#f6f4ee\"");
    }
    grid(&mut d, &view, w, h);
    // Large circles first, so that small ones stay on top.
    let mut order: Vec<&Spot> = spots.iter().collect();
    order.sort_by(|a, b| b.point.radius_m.cmp(&a.point.radius_m).then_with(|| a.label.cmp(&b.label)));
    for s in &order {
        let (x, y) = view.at((s.point.lon, s.point.lat));
        let r = view.pixels(reach_km(s.point));
        let dash = if s.inferred { "stroke-dasharray=\"4 3\"" } else { "" };
        let soft = "fill=\"#a3162f\" fill-opacity=\"0.10\" stroke=\"#a3162f\" stroke-opacity=\"0.75\"";
        if r > 3.0 {
            d.circle(x, y, r, &format!("{soft} {dash}"));
        }
    }
    labels(&mut d, &view, &order, w, h);
    d.end();
    scale_bar(&mut d, &view, w, h);
    d.rect(0.5, 0.5, w - 1.0, h - 1.0, 0.0, "fill=\"none\" stroke=\"#b9bec4\"");
    d
}

fn base(d: &mut Drawing, view: &View, w: f32, h: f32) {
    d.rect(0.0, 0.0, w, h, 0.0, "fill=\"#e3ebf1\"");
    let path = |points: &mut dyn Iterator<Item = LonLat>| {
        let mut out = String::new();
        let mut last = (f32::MAX, f32::MAX);
        for p in points {
            let (x, y) = view.at(p);
            // Steps of less than half a pixel only make the file larger.
            if (x - last.0).abs() + (y - last.1).abs() < 0.5 {
                continue;
            }
            last = (x, y);
            let step = if out.is_empty() { 'M' } else { 'L' };
            out.push_str(&format!("{step}{x:.1} {y:.1}"));
        }
        out
    };
    for ring in outlines::land(view.frame) {
        d.path(&(path(&mut ring.into_iter()) + "Z"), "fill=\"#f6f4ee\"");
    }
    for arc in outlines::lines(view.frame) {
        d.path(&path(&mut arc.iter().copied()), "fill=\"none\" stroke=\"#a7a294\" stroke-width=\"0.9\"");
    }
}

fn grid(d: &mut Drawing, view: &View, w: f32, h: f32) {
    let span = view.frame.north - view.frame.south;
    let step = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0]
        .into_iter()
        .find(|s| span / s < 5.5)
        .unwrap_or(30.0);
    let decimals = if step < 0.1 || step == 0.25 { 2 } else { usize::from(step < 1.0) };
    let name = |n: f64, plus: &str, minus: &str| {
        format!("{:.decimals$}° {}", n.abs(), if n < 0.0 { minus } else { plus })
    };
    let style = "stroke=\"#8d98a3\" stroke-opacity=\"0.35\" stroke-width=\"0.8\"";
    let mut n = (view.frame.south / step).ceil() as i64;
    while (n as f64) * step < view.frame.north {
        let (_, y) = view.at((view.frame.west, n as f64 * step));
        d.line(0.0, y, w, y, style);
        if y > 12.0 && y < h - 30.0 {
            d.text(4.0, y - 3.0, 10.0, Anchor::Start, GREY, &name(n as f64 * step, "N", "S"));
        }
        n += 1;
    }
    let mut n = (view.frame.west / step).ceil() as i64;
    while (n as f64) * step < view.frame.east {
        let (x, _) = view.at((n as f64 * step, view.frame.north));
        d.line(x, 0.0, x, h, style);
        if x > 40.0 && x < w - 40.0 {
            d.text(x + 3.0, 11.0, 10.0, Anchor::Start, GREY, &name(n as f64 * step, "E", "W"));
        }
        n += 1;
    }
}

/// Names beside their points; the first of four sides that is free, else none (the table has them all).
fn labels(d: &mut Drawing, view: &View, spots: &[&Spot], w: f32, h: f32) {
    let mut taken: Vec<[f32; 4]> = Vec::new();
    let mut order: Vec<&&Spot> = spots.iter().collect();
    order.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
    for s in &order {
        let (x, y) = view.at((s.point.lon, s.point.lat));
        taken.push([x - 4.0, y - 4.0, x + 4.0, y + 4.0]);
    }
    for s in order {
        let (x, y) = view.at((s.point.lon, s.point.lat));
        let fill = if s.inferred { "#ffffff" } else { "#a3162f" };
        d.circle(x, y, 3.6, &format!("fill=\"{fill}\" stroke=\"#a3162f\" stroke-width=\"1.4\""));
        let text = fit(&format!("{} ({})", s.label, s.count), 13.0, w * 0.55);
        let tw = width(&text, 13.0);
        let spots =
            [(x + 8.0, y + 4.5), (x - 8.0 - tw, y + 4.5), (x - tw / 2.0, y - 9.0), (x - tw / 2.0, y + 19.0)];
        let free = spots.into_iter().find(|(lx, ly)| {
            let b = [*lx, ly - 12.0, lx + tw, ly + 4.0];
            b[0] > 2.0
                && b[2] < w - 2.0
                && b[1] > 2.0
                && b[3] < h - 2.0
                && taken.iter().all(|t| b[2] < t[0] || b[0] > t[2] || b[3] < t[1] || b[1] > t[3])
        });
        if let Some((lx, ly)) = free {
            taken.push([lx, ly - 12.0, lx + tw, ly + 4.0]);
            d.text_on_lines(lx, ly, 13.0, Anchor::Start, &text);
        }
    }
}

fn scale_bar(d: &mut Drawing, view: &View, w: f32, h: f32) {
    let km = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0]
        .into_iter()
        .rev()
        .find(|km| view.pixels(*km) < w * 0.3)
        .unwrap_or(1.0);
    let (x, y, length) = (12.0, h - 12.0, view.pixels(km));
    d.rect(x - 6.0, y - 19.0, length + 12.0, 25.0, 2.0, "fill=\"#ffffff\" fill-opacity=\"0.85\"");
    d.line(x, y, x + length, y, &format!("stroke=\"{INK}\" stroke-width=\"2\""));
    for end in [x, x + length] {
        d.line(end, y - 4.0, end, y + 1.0, &format!("stroke=\"{INK}\" stroke-width=\"2\""));
    }
    d.text(x + length / 2.0, y - 6.0, 11.0, Anchor::Middle, INK, &format!("{km} km"));
}
