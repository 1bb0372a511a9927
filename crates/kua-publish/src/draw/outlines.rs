//! Outlines of countries (Natural Earth, public domain; see `data/LICENSE.md`), clipped to a box of degrees.
//!
//! In: the compiled-in `data/outlines.bin` (layout in `data/outlines.py`). Out: land as closed rings, borders and
//! coasts as lines. Good for a country or a region; too coarse for a city, where nothing is drawn instead.

use std::sync::LazyLock;

/// A point: degrees east, degrees north.
pub type LonLat = (f64, f64);

struct Outlines {
    arcs: Vec<Vec<LonLat>>,
    rings: Vec<Vec<i64>>,
}

static OUTLINES: LazyLock<Outlines> = LazyLock::new(|| {
    Reader { bytes: include_bytes!("../../data/outlines.bin"), at: 0 }
        .outlines()
        .unwrap_or(Outlines { arcs: Vec::new(), rings: Vec::new() })
});

struct Reader {
    bytes: &'static [u8],
    at: usize,
}

impl Reader {
    fn outlines(&mut self) -> Option<Outlines> {
        let [sx, sy, tx, ty] = [self.float()?, self.float()?, self.float()?, self.float()?];
        let mut arcs = Vec::new();
        for _ in 0..self.varint()? {
            let (mut x, mut y) = (0, 0);
            let mut arc = Vec::new();
            for _ in 0..self.varint()? {
                x += self.signed()?;
                y += self.signed()?;
                arc.push((x as f64 * sx + tx, y as f64 * sy + ty));
            }
            arcs.push(arc);
        }
        let mut rings = Vec::new();
        for _ in 0..self.varint()? {
            let mut ring = Vec::new();
            for _ in 0..self.varint()? {
                ring.push(self.signed()?);
            }
            rings.push(ring);
        }
        Some(Outlines { arcs, rings })
    }

    fn float(&mut self) -> Option<f64> {
        let bytes = self.bytes.get(self.at..self.at + 8)?;
        self.at += 8;
        Some(f64::from_le_bytes(bytes.try_into().ok()?))
    }

    fn varint(&mut self) -> Option<u64> {
        let mut n = 0;
        for shift in (0..63).step_by(7) {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            n |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(n);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let n = self.varint()?;
        Some((n >> 1) as i64 ^ -((n & 1) as i64))
    }
}

/// A box of degrees.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

impl Frame {
    fn touches(&self, line: &[LonLat]) -> bool {
        let (mut w, mut s, mut e, mut n) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for &(x, y) in line {
            (w, e, s, n) = (w.min(x), e.max(x), s.min(y), n.max(y));
        }
        w <= self.east && e >= self.west && s <= self.north && n >= self.south
    }
}

/// Land in the frame as closed rings, clipped.
pub fn land(frame: Frame) -> Vec<Vec<LonLat>> {
    OUTLINES
        .rings
        .iter()
        .map(|ring| {
            let mut points: Vec<LonLat> = Vec::new();
            for &n in ring {
                let Some(arc) = OUTLINES.arcs.get(if n < 0 { !n } else { n } as usize) else { continue };
                if n < 0 {
                    points.extend(arc.iter().rev());
                } else {
                    points.extend(arc);
                }
            }
            points
        })
        .filter(|ring| frame.touches(ring))
        .map(|ring| clip(ring, frame))
        .filter(|ring| ring.len() > 2)
        .collect()
}

/// Borders and coasts that touch the frame, unclipped.
pub fn lines(frame: Frame) -> impl Iterator<Item = &'static [LonLat]> {
    OUTLINES.arcs.iter().map(Vec::as_slice).filter(move |arc| frame.touches(arc))
}

/// Sutherland and Hodgman: the ring cut at the four edges in turn.
fn clip(mut ring: Vec<LonLat>, f: Frame) -> Vec<LonLat> {
    type Side = fn(LonLat) -> f64;
    let edges: [(Side, f64, bool); 4] = [
        (|p| p.0, f.west, true),
        (|p| p.0, f.east, false),
        (|p| p.1, f.south, true),
        (|p| p.1, f.north, false),
    ];
    for (of, limit, above) in edges {
        let inside = |p: LonLat| if above { of(p) >= limit } else { of(p) <= limit };
        let mut out = Vec::with_capacity(ring.len());
        for i in 0..ring.len() {
            let (a, b) = (ring[(i + ring.len() - 1) % ring.len()], ring[i]);
            if inside(a) != inside(b) {
                let t = (limit - of(a)) / (of(b) - of(a));
                out.push((a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t));
            }
            if inside(b) {
                out.push(b);
            }
        }
        ring = out;
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_land_near_almaty_and_none_in_the_pacific() {
        let almaty = Frame { west: 76.0, south: 42.0, east: 78.0, north: 44.0 };
        assert!(!land(almaty).is_empty());
        let pacific = Frame { west: -150.0, south: -50.0, east: -145.0, north: -45.0 };
        assert!(land(pacific).is_empty());
    }

    #[test]
    fn clipped_land_stays_in_the_frame() {
        let f = Frame { west: 70.0, south: 40.0, east: 75.0, north: 45.0 };
        for (x, y) in land(f).into_iter().flatten() {
            assert!((69.999..=75.001).contains(&x) && (39.999..=45.001).contains(&y));
        }
    }
}
