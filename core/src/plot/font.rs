//! The font, and how wide words are in it.

use std::sync::Once;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

use crate::printed;

/// The font of PNG files, by whose widths words are placed in both kinds of file.
///
/// It is our own, reduced to Latin, Greek and a few signs, so that no library and no font of the system is needed, and a
/// picture has the same pixels everywhere. `plotters` draws it by `ab_glyph`, in a third of the crates that turning the SVG
/// into pixels (`resvg`) would take.
static FONT: &[u8] = include_bytes!("font/DejaVuSans-subset.ttf");

/// The font that SVG files name, and others of much the same widths where it is not installed.
const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// The font with letters of `size` units an em.
pub(super) fn font(size: f64) -> FontDesc<'static> {
    /// What `plotters` calls size is more than an em: it divides by this.
    const PLOTTERS: f64 = 1.24;
    static LOADED: Once = Once::new();
    // Were the font damaged, drawing words would say so.
    LOADED.call_once(|| _ = register_font(FAMILY, FontStyle::Normal, FONT));
    FontDesc::new(FontFamily::Name(FAMILY), size * PLOTTERS, FontStyle::Normal)
}

/// The width of words, in units.
pub(super) fn width(text: &str, size: f64) -> f64 {
    font(size).box_size(text).map_or(0.0, |(width, _)| f64::from(width))
}

/// As much of `text` as fits into `room` units, with an ellipsis for the rest; on one line.
pub(super) fn fitted(text: &str, size: f64, room: f64) -> String {
    // More has no room anywhere, and takes long to measure.
    let mut text = printed::name(&text.chars().take(1000).collect::<String>());
    if width(&text, size) <= room {
        return text;
    }
    while text.pop().is_some() {
        let short = format!("{text}…");
        if width(&short, size) <= room {
            return short;
        }
    }
    "…".to_owned()
}
