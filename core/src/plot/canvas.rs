//! Lines, boxes and words on a page, in SVG or PNG alike.

use std::sync::OnceLock;

use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    BLACK, Color as _, FontDesc, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle, WHITE,
    register_font,
};

use super::error::PlotError;

/// The letters of PNG files, and the widths by which words are placed in both kinds.
///
/// A font of our own, of which Latin, Greek and a few signs are left: neither a library of the system nor a font there
/// is needed, and a picture has the same pixels everywhere. `plotters` draws it by `ab_glyph`, in a third of the crates that
/// turning the SVG into pixels (`resvg`) would take.
static FONT: &[u8] = include_bytes!("font/DejaVuSans-subset.ttf");

/// SVG files name the font, and others of much the same widths where it is not installed.
const FAMILY: &str = "DejaVu Sans, Verdana, sans-serif";

/// How many times finer than units the coordinates of an SVG file are, which the library has as whole numbers.
const FINER: f64 = 8.0;

/// How many pixels of a PNG file a unit is: such files are shown at half their size, or on dense screens.
const DENSITY: f64 = 2.0;

pub(super) type Point = (f64, f64);

/// Where a word is held.
#[derive(Clone, Copy)]
pub(super) enum Hold {
    Left,
    Center,
    Right,
    /// In the middle, and it runs upwards.
    Upright,
}

/// A page to draw on. Units are those of the SVG file; y grows downwards.
pub(super) struct Canvas<'a, B: DrawingBackend> {
    area: &'a DrawingArea<B, Shift>,
    density: f64,
    /// By how much words must be lowered, in ems: the library holds them too high, in each kind of file differently.
    sink: f64,
}

/// What draws a picture on any kind of canvas.
pub(super) trait Picture {
    /// Width and height, in units.
    fn size(&self) -> (u32, u32);
    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Result<(), PlotError>;
}

/// The picture as an SVG file.
pub(super) fn svg(picture: &impl Picture) -> Result<Vec<u8>, PlotError> {
    load_font()?;
    let mut text = String::new();
    let (width, height) = picture.size();
    let fine = scaled((width, height), FINER);
    let area = SVGBackend::with_string(&mut text, fine).into_drawing_area();
    page(picture, &area, FINER, 0.08)?;
    drop(area);
    // The library shows as many units as there are coordinates.
    let (wide, high) = fine;
    let (from, to) = (format!("width=\"{wide}\" height=\"{high}\""), format!("width=\"{width}\" height=\"{height}\""));
    Ok(text.replacen(&from, &to, 1).into_bytes())
}

/// The picture as a PNG file.
pub(super) fn png(picture: &impl Picture) -> Result<Vec<u8>, PlotError> {
    load_font()?;
    let (width, height) = scaled(picture.size(), DENSITY);
    let mut buffer = vec![0; width as usize * height as usize * 3];
    let area = BitMapBackend::with_buffer(&mut buffer, (width, height)).into_drawing_area();
    page(picture, &area, DENSITY, 0.24)?;
    drop(area);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&buffer)?;
        writer.finish()
    });
    written.map_err(failed)?;
    Ok(file)
}

fn page<B: DrawingBackend>(
    picture: &impl Picture,
    area: &DrawingArea<B, Shift>,
    density: f64,
    sink: f64,
) -> Result<(), PlotError> {
    area.fill(&WHITE).map_err(failed)?;
    picture.draw(&Canvas { area, density, sink })?;
    area.present().map_err(failed)
}

fn scaled((width, height): (u32, u32), density: f64) -> (u32, u32) {
    let scaled = |units: u32| pixels(f64::from(units), density).unsigned_abs();
    (scaled(width), scaled(height))
}

fn load_font() -> Result<(), PlotError> {
    static LOADED: OnceLock<bool> = OnceLock::new();
    match LOADED.get_or_init(|| register_font(FAMILY, FontStyle::Normal, FONT).is_ok()) {
        true => Ok(()),
        false => Err(PlotError::Draw("the font is damaged".to_owned())),
    }
}

fn failed(error: impl std::fmt::Display) -> PlotError {
    PlotError::Draw(error.to_string())
}

#[expect(clippy::cast_possible_truncation, reason = "saturates; a page is small")]
fn pixels(units: f64, density: f64) -> i32 {
    (units * density).round() as i32
}

impl<B: DrawingBackend> Canvas<'_, B> {
    fn at(&self, (x, y): Point) -> (i32, i32) {
        (pixels(x, self.density), pixels(y, self.density))
    }

    fn line_style(&self, color: RGBColor, width: f64) -> ShapeStyle {
        color.stroke_width(pixels(width, self.density).unsigned_abs())
    }

    fn element<E>(&self, element: &E) -> Result<(), PlotError>
    where
        for<'e> &'e E: PointCollection<'e, (i32, i32)>,
        E: Drawable<B>,
    {
        self.area.draw(element).map_err(failed)
    }

    pub(super) fn line(&self, points: &[Point], color: RGBColor, width: f64) -> Result<(), PlotError> {
        let points: Vec<_> = points.iter().map(|&point| self.at(point)).collect();
        self.element(&PathElement::new(points, self.line_style(color, width)))
    }

    pub(super) fn dashes(&self, points: &[Point], color: RGBColor, width: f64) -> Result<(), PlotError> {
        let points: Vec<_> = points.iter().map(|&point| self.at(point)).collect();
        let (dash, gap) = (pixels(9.0, self.density), pixels(6.0, self.density));
        self.element(&DashedPathElement::new(points, dash, gap, self.line_style(color, width)))
    }

    pub(super) fn area(&self, from: Point, to: Point, color: RGBColor) -> Result<(), PlotError> {
        self.element(&Rectangle::new([self.at(from), self.at(to)], color.filled()))
    }

    /// A filled disc, or a ring.
    pub(super) fn disc(&self, center: Point, radius: f64, color: RGBColor, filled: bool) -> Result<(), PlotError> {
        let radius_in = |radius: f64| pixels(radius, self.density);
        self.element(&Circle::new(self.at(center), radius_in(radius), color.filled()))?;
        if filled {
            return Ok(());
        }
        self.element(&Circle::new(self.at(center), radius_in(radius - 2.0), WHITE.filled()))
    }

    pub(super) fn polygon(&self, points: &[Point], color: RGBColor) -> Result<(), PlotError> {
        let points: Vec<_> = points.iter().map(|&point| self.at(point)).collect();
        self.element(&Polygon::new(points, color.filled()))
    }

    /// Words whose middle line is at the height of `at`.
    pub(super) fn text(&self, text: &str, at: Point, size: f64, hold: Hold, color: RGBColor) -> Result<(), PlotError> {
        let h_pos = match hold {
            Hold::Left => HPos::Left,
            Hold::Center | Hold::Upright => HPos::Center,
            Hold::Right => HPos::Right,
        };
        let font = font(size * self.density);
        let font = if matches!(hold, Hold::Upright) { font.transform(FontTransform::Rotate270) } else { font };
        let sink = self.sink * size;
        let at = if matches!(hold, Hold::Upright) { (at.0 + sink, at.1) } else { (at.0, at.1 + sink) };
        let style = TextStyle::from(font).color(&color).pos(Pos::new(h_pos, VPos::Center));
        self.area.draw_text(text, &style, self.at(at)).map_err(failed)
    }

    pub(super) fn black(&self, text: &str, at: Point, size: f64, hold: Hold) -> Result<(), PlotError> {
        self.text(text, at, size, hold, BLACK)
    }
}

/// The font with letters of `size` units an em.
fn font(size: f64) -> FontDesc<'static> {
    /// What `plotters` calls size is more than an em: it divides by this.
    const PLOTTERS: f64 = 1.24;
    FontDesc::new(FontFamily::Name(FAMILY), size * PLOTTERS, FontStyle::Normal)
}

/// The width of words, in units.
pub(super) fn width(text: &str, size: f64) -> f64 {
    font(size).box_size(text).map_or(0.0, |(width, _)| f64::from(width))
}

/// As much of `text` as has room in `room` units, with an ellipsis for what is left out; on one line.
pub(super) fn fitted(text: &str, size: f64, room: f64) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if width(&text, size) <= room {
        return text;
    }
    let mut short: Vec<char> = text.chars().collect();
    loop {
        short.pop();
        let candidate: String = short.iter().chain(&['…']).collect();
        if short.is_empty() || width(&candidate, size) <= room {
            return candidate;
        }
    }
}
