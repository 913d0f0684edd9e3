//! The font, and the width of text in it.

use std::sync::Once;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

use crate::printed;

/// The font of PNG files, by whose widths words are placed in both kinds of file.
///
/// It is our own file, reduced to Latin, Greek and a few signs. So no library and no font of the system is needed, and
/// a picture has the same pixels everywhere. `plotters` draws it with `ab_glyph`, in a third of the crates that turning
/// the SVG into pixels (`resvg`) would take.
static FONT: &[u8] = include_bytes!("font/DejaVuSans-subset.ttf");

/// The font that SVG files name, followed by others of similar widths for systems without it.
const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// Returns the font with letters of `size` units per em.
pub(super) fn font(size: f64) -> FontDesc<'static> {
    /// The size in `plotters` is more than an em: it divides by this.
    const PLOTTERS: f64 = 1.24;
    static LOADED: Once = Once::new();
    // If the font were damaged, drawing text would report it.
    LOADED.call_once(|| _ = register_font(FAMILY, FontStyle::Normal, FONT));
    FontDesc::new(FontFamily::Name(FAMILY), size * PLOTTERS, FontStyle::Normal)
}

/// Returns the width of a text, in units.
pub(super) fn width(text: &str, size: f64) -> f64 {
    font(size).box_size(text).map_or(0.0, |(width, _)| f64::from(width))
}

/// Returns as much of `text` as fits into `room` units on one line, with an ellipsis for the rest.
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
