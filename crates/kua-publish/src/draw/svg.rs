//! A small SVG writer: shapes, text that is measured before it is set, nothing else.
//!
//! Coordinates are CSS pixels from the top left, printed with one decimal, so that a drawing is the same bytes
//! everywhere. Text is escaped. Not here: what is drawn.

use std::fmt::Write;
use std::sync::LazyLock;

/// The typeface of all pictures; see `data/LICENSE.md`.
pub const FONT: &[u8] = include_bytes!("../../data/dejavu-sans-condensed-subset.ttf");
/// Its name, followed by what a browser may take instead.
const FONT_NAMES: &str = "'DejaVu Sans Condensed','DejaVu Sans',sans-serif";

static FACE: LazyLock<Option<ttf_parser::Face<'static>>> =
    LazyLock::new(|| ttf_parser::Face::parse(FONT, 0).ok());

/// Ink for text.
pub const INK: &str = "#22262b";
/// Ink for axes and side notes.
pub const GREY: &str = "#5c636b";
/// Light lines.
pub const RULE: &str = "#d9dce0";

/// Where a text stands to its point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The point is the beginning.
    Start,
    /// The point is the middle.
    Middle,
    /// The point is the end.
    End,
}

/// A drawing in the making.
pub struct Drawing {
    width: f32,
    height: f32,
    body: String,
}

impl Drawing {
    /// An empty white drawing.
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, body: String::new() }
    }

    /// Whole pixels, rounded up.
    pub fn size(&self) -> (u32, u32) {
        (self.width.ceil() as u32, self.height.ceil() as u32)
    }

    /// A filled rectangle with rounded corners.
    pub fn rect(&mut self, x: f32, y: f32, w: f32, h: f32, radius: f32, style: &str) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{x:.1}" y="{y:.1}" width="{:.1}" height="{h:.1}" rx="{radius:.1}" {style}/>"#,
            w.max(0.0)
        );
    }

    /// A straight line.
    pub fn line(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, style: &str) {
        let _ = writeln!(self.body, r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" {style}/>"#);
    }

    /// A circle.
    pub fn circle(&mut self, x: f32, y: f32, r: f32, style: &str) {
        let _ = writeln!(self.body, r#"<circle cx="{x:.1}" cy="{y:.1}" r="{r:.1}" {style}/>"#);
    }

    /// A path; `d` is the caller's.
    pub fn path(&mut self, d: &str, style: &str) {
        let _ = writeln!(self.body, r#"<path d="{d}" {style}/>"#);
    }

    /// One line of text; `x`, `y` is its base line.
    pub fn text(&mut self, x: f32, y: f32, size: f32, anchor: Anchor, fill: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = writeln!(
            self.body,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">{}</text>"#,
            escape(text)
        );
    }

    /// Text with a white edge, to be read on top of lines.
    pub fn text_on_lines(&mut self, x: f32, y: f32, size: f32, anchor: Anchor, text: &str) {
        let start = self.body.len();
        self.text(x, y, size, anchor, "#ffffff", text);
        let halo = self.body[start..].replace(
            "fill=\"#ffffff\"",
            "fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"3.5\" stroke-linejoin=\"round\"",
        );
        self.body.truncate(start);
        self.body.push_str(&halo);
        self.text(x, y, size, anchor, INK, text);
    }

    /// Opens a group that shows only what lies in the rectangle. Close with [`Drawing::end`].
    pub fn clip(&mut self, x: f32, y: f32, w: f32, h: f32) {
        let _ = writeln!(
            self.body,
            "<clipPath id=\"c\"><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\"/></clipPath>\
             <g clip-path=\"url(#c)\">"
        );
    }

    /// Closes a group.
    pub fn end(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// The whole SVG document with its description.
    pub fn finish(&self, alt: &str) -> String {
        let (w, h) = self.size();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
             role=\"img\" font-family=\"{FONT_NAMES}\">\n<title>{}</title>\n\
             <rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            escape(alt),
            self.body
        )
    }
}

/// Text for XML; characters that XML forbids become the replacement character.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in crate::page::clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The width of a text in pixels at a size. Letters that the typeface lacks count as wide as an "m".
pub fn width(text: &str, size: f32) -> f32 {
    let Some(face) = FACE.as_ref() else { return text.chars().count() as f32 * size * 0.55 };
    let units = f32::from(face.units_per_em()).max(1.0);
    let advance = |c: char| {
        face.glyph_index(c)
            .and_then(|g| face.glyph_hor_advance(g))
            .map_or(size * 0.9, |a| f32::from(a) / units * size)
    };
    text.chars().map(advance).sum()
}

/// The text, cut with "…" where it would be wider than `max` pixels.
pub fn fit(text: &str, size: f32, max: f32) -> String {
    if width(text, size) <= max {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        let mut longer = out.clone();
        longer.push(c);
        if width(&longer, size) + width("…", size) > max {
            break;
        }
        out = longer;
    }
    format!("{}…", out.trim_end())
}
