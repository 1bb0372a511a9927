//! Pictures: SVG written by hand, and the same drawing as PNG for readers whose browser shows no SVG.
//!
//! In: views of the weighed record. Out: a [`Picture`] in two widths (screen and phone). Every picture stands
//! beside a table with the same data, so a picture may leave things out if its caption says so.
//! Not here: HTML.

pub mod map;
pub mod outlines;
pub mod pairs;
pub mod ranges;
pub mod raster;
pub mod svg;
pub mod time_chart;

use crate::error::Error;

/// A picture, ready to be put into a page.
pub struct Picture {
    /// File name without ending, `timeline`.
    pub name: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// The wide drawing.
    pub svg: String,
    /// The wide drawing as PNG at twice its size.
    pub png: Vec<u8>,
    /// Width and height of the wide drawing in CSS pixels.
    pub size: (u32, u32),
    /// The narrow drawing as PNG at twice its size.
    pub narrow_png: Vec<u8>,
    /// Width and height of the narrow drawing in CSS pixels.
    pub narrow_size: (u32, u32),
}

/// Width of a picture on a screen, in CSS pixels.
pub const WIDE: f32 = 880.0;
/// Width of a picture on a phone, in CSS pixels.
pub const NARROW: f32 = 336.0;

impl Picture {
    /// Draws the picture in both widths.
    pub fn new(name: &str, alt: String, draw: impl Fn(f32) -> svg::Drawing) -> Result<Self, Error> {
        let wide = draw(WIDE);
        let narrow = draw(NARROW);
        let svg = wide.finish(&alt);
        let png = raster::png(&svg)?;
        let narrow_png = raster::png(&narrow.finish(&alt))?;
        Ok(Self {
            name: name.to_owned(),
            alt,
            svg,
            png,
            size: wide.size(),
            narrow_png,
            narrow_size: narrow.size(),
        })
    }
}

/// The seven families of acts as a reader sees them: class in the style sheet, name, colour in pictures.
pub const FAMILIES: [(&str, &str, &str); 7] = [
    ("gather", "gatherings", "#1f7a4d"),
    ("crowd", "deeds of crowds", "#b4540a"),
    ("state", "deeds of the state", "#1d5aa8"),
    ("harm", "harm to people", "#a3162f"),
    ("say", "demands, labels, talks", "#6b3fa0"),
    ("be", "who and what they were", "#4b5b6b"),
    ("turn", "changes and reasons", "#7a6400"),
];

/// The number of a code's family in [`FAMILIES`].
pub fn family(code: &str) -> usize {
    match code.split('.').next().unwrap_or("") {
        "gather" => 0,
        "crowd" => 1,
        "police" | "law" | "rule" | "force" => 2,
        "harm" => 3,
        "say" => 4,
        "turn" | "why" => 6,
        _ => 5,
    }
}
