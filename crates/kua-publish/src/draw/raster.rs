//! Our own SVG as PNG at twice its size, with the bundled typeface only.
//!
//! In: SVG made by `svg`. Out: PNG bytes, the same on every machine; with a palette where the drawing has few
//! colours, which keeps pages small.

use super::svg::FONT;
use crate::error::Error;
use resvg::{tiny_skia, usvg};
use std::sync::{Arc, LazyLock};

const SCALE: f32 = 2.0;

static OPTIONS: LazyLock<usvg::Options<'static>> = LazyLock::new(|| {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    let name = fonts.faces().next().and_then(|f| f.families.first()).map(|(name, _)| name.clone());
    let mut options = usvg::Options::default();
    if let Some(name) = name {
        fonts.set_sans_serif_family(name.clone());
        options.font_family = name;
    }
    options.fontdb = Arc::new(fonts);
    options
});

/// The PNG form.
///
/// # Errors
/// `Picture` when the SVG cannot be parsed or the picture is too large for memory: a fault of ours.
pub fn png(svg: &str) -> Result<Vec<u8>, Error> {
    let tree = usvg::Tree::from_str(svg, &OPTIONS).map_err(|e| Error::Picture(e.to_string()))?;
    let size = tree.size().to_int_size();
    let (w, h) = ((size.width() as f32 * SCALE) as u32, (size.height() as f32 * SCALE) as u32);
    let mut pixels =
        tiny_skia::Pixmap::new(w, h).ok_or_else(|| Error::Picture(format!("{w} × {h} pixels")))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    encode(w, h, pixels.data())
}

/// Eight-bit palette. Anti-aliasing makes thousands of shades; the five upper bits of each channel are enough for
/// flat drawings, and the commonest 256 of those are kept, others go to the nearest.
fn encode(w: u32, h: u32, rgba: &[u8]) -> Result<Vec<u8>, Error> {
    let coarse =
        |p: &[u8]| usize::from(p[0] >> 3) << 10 | usize::from(p[1] >> 3) << 5 | usize::from(p[2] >> 3);
    let channels = |c: usize| [(c >> 10) as u8, (c >> 5 & 31) as u8, (c & 31) as u8];
    let mut counts = vec![0_usize; 1 << 15];
    for pixel in rgba.chunks_exact(4) {
        counts[coarse(pixel)] += 1;
    }
    let used: Vec<usize> = (0..counts.len()).filter(|&c| counts[c] > 0).collect();
    let mut common = used.clone();
    common.sort_by_key(|&c| (std::cmp::Reverse(counts[c]), c));
    common.truncate(256);
    let palette: Vec<[u8; 3]> = common.into_iter().map(channels).collect();
    let nearest = |c: usize| -> u8 {
        let wanted = channels(c);
        let distance = |p: &[u8; 3]| -> i32 {
            p.iter().zip(wanted).map(|(a, b)| (i32::from(*a) - i32::from(b)).pow(2)).sum()
        };
        palette.iter().enumerate().min_by_key(|(_, p)| distance(p)).map_or(0, |(i, _)| i as u8)
    };
    let mut lookup = vec![0_u8; counts.len()];
    for c in used {
        lookup[c] = nearest(c);
    }
    let indexed: Vec<u8> = rgba.chunks_exact(4).map(|p| lookup[coarse(p)]).collect();
    let bytes: Vec<u8> = palette.iter().flatten().map(|c| c << 3 | c >> 2).collect();
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, w, h);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(bytes);
    encoder.set_compression(png::Compression::High);
    encoder.set_filter(png::Filter::NoFilter);
    let fail = |e: png::EncodingError| Error::Picture(e.to_string());
    let mut writer = encoder.write_header().map_err(fail)?;
    writer.write_image_data(&indexed).map_err(fail)?;
    writer.finish().map_err(fail)?;
    Ok(out)
}
