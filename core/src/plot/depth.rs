//! Pictures of signals in deep networks: the scale of activations, layer by layer.

use plotters::element::DashedPathElement;
use plotters::prelude::*;

use super::axis::Axis;
use super::error::PlotError;
use super::font::fitted;
use super::page::{Canvas, Drawn, Picture, Point};
use super::place::float;

const WIDTH: f64 = 900.0;
const RIGHT: f64 = 640.0;
/// The room around the lines: above, right, below and left. The legend is on the right.
const AROUND: [f64; 4] = [24.0, WIDTH - RIGHT, 64.0, 96.0];
const LETTERS: f64 = 17.0;
/// The height of a row of the legend.
const ROW: f64 = 30.0;

/// Dark and light colors in turn, after those of Okabe and Ito, which color-blind eyes can distinguish (Color Universal
/// Design, 2008). Black is for theory.
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 110, 80),
    RGBColor(86, 180, 233),
    RGBColor(170, 50, 0),
    RGBColor(204, 121, 167),
];

/// The kinds of marks, one more than colors.
const MARKS: usize = 7;

/// So many series differ, in color or mark.
const MOST: usize = COLORS.len() * MARKS;

/// How many marks a line has, about.
const MARKED: usize = 9;

/// Numbers for layers 1, 2, .., and the numbers that theory predicts.
///
/// ```
/// use paraminit::plot::{self, Series};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("depth.svg");
/// let measured = Series::new("he_normal", [0.98, 1.03, 0.99]);
/// plot::depth(&[measured], "rms of the activations", &path)?;
/// assert!(std::fs::read_to_string(&path)?.contains("he_normal"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    label: String,
    scales: Vec<f64>,
    theory: Option<Vec<f64>>,
}

impl Series {
    /// Makes a series of the scale at layer 1, at layer 2, and so on. The label is often the initializer's name.
    ///
    /// ```
    /// use paraminit::plot::Series;
    ///
    /// let halving = Series::new("halving", (1..=3).map(|layer| 0.5_f64.powi(layer)));
    /// assert_eq!(halving, Series::new("halving", [0.5, 0.25, 0.125]));
    /// ```
    #[must_use]
    pub fn new(label: impl Into<String>, scales: impl IntoIterator<Item = f64>) -> Self {
        Self { label: label.into(), scales: scales.into_iter().collect(), theory: None }
    }

    /// Adds the numbers that theory predicts, drawn dashed.
    ///
    /// ```
    /// use paraminit::plot::{self, Series};
    ///
    /// # let folder = tempfile::tempdir()?;
    /// # let path = folder.path().join("depth.svg");
    /// let kept = Series::new("kept", [1.02, 0.97]).theory([1.0, 1.0]);
    /// plot::depth(&[kept], "rms of the activations", &path)?;
    /// assert!(std::fs::read_to_string(&path)?.contains("theory")); // in the legend
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn theory(mut self, scales: impl IntoIterator<Item = f64>) -> Self {
        self.theory = Some(scales.into_iter().collect());
        self
    }

    fn lines(&self) -> impl Iterator<Item = &[f64]> {
        [Some(&*self.scales), self.theory.as_deref()].into_iter().flatten()
    }
}

/// The picture of the series.
pub(super) struct Depth<'a> {
    series: &'a [Series],
    scale: &'a str,
}

impl<'a> Depth<'a> {
    pub(super) fn of(series: &'a [Series], scale: &'a str) -> Result<Self, PlotError> {
        if series.is_empty() {
            return Err(PlotError::NoSeries);
        }
        if series.len() > MOST {
            return Err(PlotError::TooManySeries { count: series.len(), most: MOST });
        }
        for one in series {
            if one.lines().any(<[f64]>::is_empty) {
                return Err(PlotError::NoLayers { series: one.label.clone() });
            }
            let mut values = one.lines().flat_map(|line| (1..).zip(line));
            if let Some((layer, &value)) = values.find(|(_, value)| !(value.is_finite() && **value > 0.0)) {
                return Err(PlotError::NotPositive { series: one.label.clone(), layer, value });
            }
        }
        Ok(Self { series, scale })
    }

    fn axes(&self) -> (Axis, Axis) {
        let lines = || self.series.iter().flat_map(Series::lines);
        let logarithms = || lines().flatten().map(|value| value.log10());
        let (low, high) = (logarithms().fold(f64::INFINITY, f64::min), logarithms().fold(f64::NEG_INFINITY, f64::max));
        // This is some room: a tenth of a decade each way if all values are equal.
        let room = ((high - low) * 0.04).max(0.04);
        (Axis::layers(self.layers()), Axis::logarithmic(low - room, high + room))
    }

    fn layers(&self) -> usize {
        self.series.iter().flat_map(Series::lines).map(<[f64]>::len).max().unwrap_or_default()
    }

    fn legend<B: DrawingBackend>(&self, canvas: &Canvas<B>) -> Drawn<B> {
        let (from, to, words) = (RIGHT + 20.0, RIGHT + 58.0, RIGHT + 66.0);
        let row = |at: usize| AROUND[0] + (float(at) + 0.5) * ROW;
        for (at, series) in self.series.iter().enumerate() {
            let y = row(at);
            canvas.area.draw(&PathElement::new([canvas.at((from, y)), canvas.at((to, y))], line(canvas, at)))?;
            mark(canvas, at, canvas.at((f64::midpoint(from, to), y)))?;
            canvas.text(&fitted(&series.label, LETTERS, WIDTH - words - 8.0), (words, y), LETTERS, BLACK)?;
        }
        if self.series.iter().any(|series| series.theory.is_some()) {
            let y = row(self.series.len());
            canvas.area.draw(&dashes(canvas, vec![canvas.at((from, y)), canvas.at((to, y))]))?;
            canvas.text("theory", (words, y), LETTERS, BLACK)?;
        }
        Ok(())
    }
}

impl Picture for Depth<'_> {
    fn size(&self) -> Point {
        let [above, _, below, _] = AROUND;
        // The legend has a row for each series and one for theory.
        (WIDTH, (float(self.series.len() + 1) * ROW + above).max(480.0) + below)
    }

    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<B>) -> Drawn<B> {
        let [above, _, below, _] = AROUND;
        let scale = fitted(self.scale, LETTERS, self.size().1 - above - below);
        let chart = canvas.chart(self.axes(), ("layer", &scale), LETTERS, AROUND)?;
        let area = chart.plotting_area();
        let points = |line: &[f64]| -> Vec<Point> {
            line.iter().enumerate().map(|(at, value)| (float(at + 1), value.log10())).collect()
        };
        for (at, series) in self.series.iter().enumerate() {
            area.draw(&PathElement::new(points(&series.scales), line(canvas, at)))?;
        }
        // Theory is drawn over the lines, so that both show where they agree.
        for theory in self.series.iter().filter_map(|series| series.theory.as_deref()) {
            area.draw(&dashes(canvas, points(theory)))?;
        }
        // Marks are drawn over all lines, and at different layers, so that lines that run together can be
        // distinguished.
        for (at, series) in self.series.iter().enumerate() {
            let stride = self.layers().div_ceil(MARKED);
            let first = (at * stride / self.series.len()).min(series.scales.len() - 1);
            for point in points(&series.scales).iter().skip(first).step_by(stride) {
                mark(canvas, at, chart.backend_coord(point))?;
            }
        }
        self.legend(canvas)
    }
}

fn color(at: usize) -> RGBColor {
    COLORS[at % COLORS.len()]
}

/// Returns the style of a series' line.
fn line<B: DrawingBackend>(canvas: &Canvas<B>, at: usize) -> ShapeStyle {
    canvas.stroke(color(at), 3.0)
}

/// Returns the line of theory.
fn dashes<B: DrawingBackend, P: Clone>(
    canvas: &Canvas<B>,
    points: Vec<P>,
) -> DashedPathElement<std::vec::IntoIter<P>, i32> {
    DashedPathElement::new(points, canvas.px(9.0), canvas.px(6.0), canvas.stroke(BLACK, 1.0))
}

/// Draws the mark of a series.
fn mark<B: DrawingBackend>(canvas: &Canvas<B>, at: usize, (x, y): (i32, i32)) -> Drawn<B> {
    let (fill, area) = (color(at).filled(), &canvas.area);
    let disc = |radius, style| area.draw(&Circle::new((x, y), canvas.px(radius), style));
    let corners = |corners: &[Point]| {
        let corners = corners.iter().map(|&(dx, dy)| (x + canvas.px(dx), y + canvas.px(dy)));
        area.draw(&Polygon::new(corners.collect::<Vec<_>>(), fill))
    };
    match at % MARKS {
        0 => disc(6.0, fill),
        1 => corners(&[(-6.0, -6.0), (6.0, -6.0), (6.0, 6.0), (-6.0, 6.0)]),
        2 => corners(&[(0.0, -8.0), (7.0, 5.0), (-7.0, 5.0)]),
        3 => corners(&[(0.0, -8.0), (8.0, 0.0), (0.0, 8.0), (-8.0, 0.0)]),
        4 => disc(7.0, fill).and_then(|()| disc(5.0, WHITE.filled())),
        5 => corners(&[(0.0, 8.0), (-7.0, -5.0), (7.0, -5.0)]),
        _ => area.draw(&Cross::new((x, y), canvas.px(7.0), line(canvas, at))),
    }
}
