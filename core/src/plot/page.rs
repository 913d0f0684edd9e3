//! A page to draw on, and its file: SVG or PNG.

use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::axis::Axis;
use super::error::PlotError;
use super::font::font;
use crate::files::replace_file;

/// The number of coordinates for a unit in an SVG file, since `plotters` has whole numbers only.
const FINER: f64 = 8.0;

/// The number of pixels for a unit in a PNG file. Such files are shown at half their size, or on dense screens.
const DENSITY: f64 = 2.0;

/// The color of axes and their numbers.
pub(super) const AXIS: RGBColor = RGBColor(80, 80, 80);
const GRID: RGBColor = RGBColor(225, 225, 225);

pub(super) type Point = (f64, f64);

/// The result of drawing.
pub(super) type Drawn<B, T = ()> = Result<T, DrawingAreaErrorKind<<B as DrawingBackend>::ErrorType>>;

/// Axes to draw between.
pub(super) type Chart<'a, B> = ChartContext<'a, B, Cartesian2d<Axis, Axis>>;

/// A part of a page. Lengths are in units of the SVG file; y grows downwards.
pub(super) struct Canvas<B: DrawingBackend> {
    pub(super) area: DrawingArea<B, Shift>,
    density: f64,
    /// The distance by which text must be lowered, in ems. The library places it too high, differently in each kind of
    /// file.
    sink: f64,
}

/// A picture that can be drawn on any kind of canvas.
pub(super) trait Picture {
    /// The width and the height, in units.
    fn size(&self) -> Point;
    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<B>) -> Drawn<B>;
}

/// Draws the picture into a file. The file's extension gives the kind.
pub(super) fn write(picture: &impl Picture, path: &Path) -> Result<(), PlotError> {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    let file = match extension.as_deref() {
        Some("svg") => svg(picture)?,
        Some("png") => png(picture)?,
        _ => return Err(PlotError::Extension { path: path.to_owned() }),
    };
    replace_file(path, |out| out.write_all(&file)).map_err(|error| PlotError::Write { path: path.to_owned(), error })
}

fn svg(picture: &impl Picture) -> Result<Vec<u8>, PlotError> {
    let mut text = String::new();
    let (fine, size) = (scaled(picture.size(), FINER), scaled(picture.size(), 1.0));
    draw(picture, SVGBackend::with_string(&mut text, fine), FINER, 0.08)?;
    // The library writes a size of as many units as coordinates.
    let shown = |(width, height)| format!("width=\"{width}\" height=\"{height}\"");
    Ok(text.replacen(&shown(fine), &shown(size), 1).into_bytes())
}

fn png(picture: &impl Picture) -> Result<Vec<u8>, PlotError> {
    let (width, height) = scaled(picture.size(), DENSITY);
    let mut buffer = vec![0; width as usize * height as usize * 3];
    draw(picture, BitMapBackend::with_buffer(&mut buffer, (width, height)), DENSITY, 0.24)?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&buffer)?;
        writer.finish()
    });
    written.map_err(|error| PlotError::Draw(error.to_string()))?;
    Ok(file)
}

fn draw<B: DrawingBackend>(picture: &impl Picture, backend: B, density: f64, sink: f64) -> Result<(), PlotError> {
    let canvas = Canvas { area: backend.into_drawing_area(), density, sink };
    let drawn = canvas.area.fill(&WHITE).and_then(|()| picture.draw(&canvas)).and_then(|()| canvas.area.present());
    drawn.map_err(|error| PlotError::Draw(error.to_string()))
}

fn scaled((width, height): Point, density: f64) -> (u32, u32) {
    (pixels(width, density).unsigned_abs(), pixels(height, density).unsigned_abs())
}

#[expect(clippy::cast_possible_truncation, reason = "saturates; a page is small")]
fn pixels(units: f64, density: f64) -> i32 {
    (units * density).round() as i32
}

impl<B: DrawingBackend> Canvas<B> {
    /// Returns the canvas of another part of the page.
    pub(super) fn on(&self, area: DrawingArea<B, Shift>) -> Self {
        Self { area, ..*self }
    }

    pub(super) fn px(&self, units: f64) -> i32 {
        pixels(units, self.density)
    }

    pub(super) fn at(&self, (x, y): Point) -> (i32, i32) {
        (self.px(x), self.px(y))
    }

    pub(super) fn stroke(&self, color: RGBColor, width: f64) -> ShapeStyle {
        color.stroke_width(self.px(width).unsigned_abs())
    }

    fn letters(&self, size: f64, color: RGBColor) -> TextStyle<'static> {
        TextStyle { color: color.to_backend_color(), ..TextStyle::from(font(size * self.density)) }
    }

    /// Draws a text that begins at `at`, on the middle line of the letters.
    pub(super) fn text(&self, text: &str, (x, y): Point, size: f64, color: RGBColor) -> Drawn<B> {
        let style = self.letters(size, color).pos(Pos::new(HPos::Left, VPos::Center));
        self.area.draw_text(text, &style, self.at((x, y + self.sink * size)))
    }

    /// Draws axes with labels and names in letters of this `size`, and a grid of horizontal lines. `around` is the room
    /// around the axes: above, right, below and left.
    pub(super) fn chart<'a>(
        &self,
        (x, y): (Axis, Axis),
        (x_name, y_name): (&str, &str),
        size: f64,
        around: [f64; 4],
    ) -> Drawn<B, Chart<'a, B>> {
        const EDGE: f64 = 8.0;
        let [above, right, below, left] = around;
        let mut chart = ChartBuilder::on(&self.area)
            .margin_top(self.px(above))
            .margin_right(self.px(right))
            .margin_bottom(self.px(EDGE))
            .margin_left(self.px(EDGE))
            .x_label_area_size(self.px(below - EDGE))
            .y_label_area_size(self.px(left - EDGE))
            .build_cartesian_2d(x, y)?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(self.stroke(GRID, 1.0))
            .axis_style(self.stroke(AXIS, 1.0))
            .label_style(self.letters(size, AXIS))
            .y_label_offset(self.px(self.sink * size))
            .set_tick_mark_size(LabelAreaPosition::Left, self.px(4.0))
            .set_tick_mark_size(LabelAreaPosition::Bottom, self.px(6.0))
            .x_desc(x_name)
            .y_desc(y_name)
            .axis_desc_style(self.letters(size, BLACK))
            .draw()?;
        Ok(chart)
    }
}
