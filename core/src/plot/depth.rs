//! Signals in deep networks: the scale of activations, layer by layer.

use plotters::backend::DrawingBackend;
use plotters::style::{BLACK, RGBColor};

use super::bins::float;
use super::canvas::{Canvas, Hold, Picture, Point, fitted};
use super::error::PlotError;
use super::ticks;

const WIDTH: f64 = 900.0;
const LEFT: f64 = 96.0;
const RIGHT: f64 = 640.0;
const TOP: f64 = 24.0;
const LETTERS: f64 = 17.0;
/// Of the legend.
const ROW: f64 = 30.0;

const GRID: RGBColor = RGBColor(225, 225, 225);
const AXIS: RGBColor = RGBColor(80, 80, 80);

/// Dark and light in turn; after Okabe and Ito's, which color-blind eyes tell apart (Color Universal Design, 2008). Black
/// is theory's.
const COLORS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(230, 159, 0),
    RGBColor(0, 110, 80),
    RGBColor(86, 180, 233),
    RGBColor(170, 50, 0),
    RGBColor(204, 121, 167),
];

/// One more than colors, so that 42 series differ.
const MARKS: usize = 7;

/// How many marks a line has, about.
const MARKED: usize = 9;

/// Numbers for layers 1, 2, .., and what theory says of them.
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
    /// The scale at layer 1, at layer 2, and so on. The label is often the initializer's name.
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

    /// The same numbers by theory, drawn dashed.
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

/// The picture.
pub(super) struct Depth<'a> {
    series: &'a [Series],
    scale: &'a str,
    layers: usize,
    /// The ends of the vertical axis, in decimal logarithms.
    low: f64,
    high: f64,
}

impl<'a> Depth<'a> {
    pub(super) fn of(series: &'a [Series], scale: &'a str) -> Result<Self, PlotError> {
        if series.is_empty() {
            return Err(PlotError::NoSeries);
        }
        let (mut low, mut high, mut layers) = (f64::INFINITY, f64::NEG_INFINITY, 0);
        for one in series {
            for line in one.lines() {
                if line.is_empty() {
                    return Err(PlotError::NoLayers { series: one.label.clone() });
                }
                for (at, &value) in line.iter().enumerate() {
                    if !(value.is_finite() && value > 0.0) {
                        return Err(PlotError::NotPositive { series: one.label.clone(), layer: at + 1, value });
                    }
                    (low, high) = (low.min(value.log10()), high.max(value.log10()));
                }
                layers = layers.max(line.len());
            }
        }
        // Some room; a tenth of a decade each way for what is all the same.
        let room = ((high - low) * 0.04).max(0.04);
        Ok(Self { series, scale, layers, low: low - room, high: high + room })
    }

    fn bottom(&self) -> f64 {
        // Room for the legend, which has a row for each series and one for theory.
        (float(self.series.len() + 1) * ROW + TOP).max(480.0)
    }

    fn x(&self, layer: f64) -> f64 {
        // A single layer is in the middle.
        let place = if self.layers > 1 { (layer - 1.0) / float(self.layers - 1) } else { 0.5 };
        LEFT + 10.0 + place * (RIGHT - LEFT - 20.0)
    }

    fn y(&self, logarithm: f64) -> f64 {
        self.bottom() - (logarithm - self.low) / (self.high - self.low) * (self.bottom() - TOP)
    }

    fn points(&self, line: &[f64]) -> Vec<Point> {
        line.iter().enumerate().map(|(at, value)| (self.x(float(at + 1)), self.y(value.log10()))).collect()
    }

    fn axes<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Result<(), PlotError> {
        let bottom = self.bottom();
        for (logarithm, text) in ticks::logarithmic(self.low, self.high) {
            let y = self.y(logarithm);
            canvas.line(&[(LEFT, y), (RIGHT, y)], GRID, 1.0)?;
            canvas.text(&text, (LEFT - 8.0, y), LETTERS, Hold::Right, AXIS)?;
        }
        let mut layers = ticks::whole(float(self.layers), 6.0);
        // The first layer is 1.
        layers.retain(|(layer, _)| *layer >= 1.0);
        if layers.first().is_none_or(|(first, _)| *first > 1.0) {
            layers.insert(0, (1.0, "1".to_owned()));
        }
        for (layer, text) in layers {
            let x = self.x(layer);
            canvas.line(&[(x, bottom), (x, bottom + 6.0)], AXIS, 1.0)?;
            canvas.text(&text, (x, bottom + 20.0), LETTERS, Hold::Center, AXIS)?;
        }
        canvas.line(&[(LEFT, TOP), (LEFT, bottom), (RIGHT, bottom)], AXIS, 1.0)?;
        canvas.black("layer", (f64::midpoint(LEFT, RIGHT), bottom + 46.0), LETTERS, Hold::Center)?;
        let scale = fitted(self.scale, LETTERS, bottom - TOP);
        canvas.black(&scale, (18.0, f64::midpoint(TOP, bottom)), LETTERS, Hold::Upright)
    }

    fn legend<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Result<(), PlotError> {
        let (x, words) = (RIGHT + 20.0, RIGHT + 66.0);
        let mut y = TOP + ROW / 2.0;
        for (at, series) in self.series.iter().enumerate() {
            canvas.line(&[(x, y), (x + 38.0, y)], color(at), 3.0)?;
            mark(canvas, at, (x + 19.0, y))?;
            canvas.black(&fitted(&series.label, LETTERS, WIDTH - words - 8.0), (words, y), LETTERS, Hold::Left)?;
            y += ROW;
        }
        if self.series.iter().any(|series| series.theory.is_some()) {
            canvas.dashes(&[(x, y), (x + 38.0, y)], BLACK, 1.0)?;
            canvas.black("theory", (words, y), LETTERS, Hold::Left)?;
        }
        Ok(())
    }
}

impl Picture for Depth<'_> {
    fn size(&self) -> (u32, u32) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a row for each series")]
        let size = (WIDTH as u32, (self.bottom() + 64.0) as u32);
        size
    }

    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Result<(), PlotError> {
        self.axes(canvas)?;
        for (at, series) in self.series.iter().enumerate() {
            canvas.line(&self.points(&series.scales), color(at), 3.0)?;
        }
        // On the lines: where they agree, both are to be seen.
        for theory in self.series.iter().filter_map(|series| series.theory.as_deref()) {
            canvas.dashes(&self.points(theory), BLACK, 1.0)?;
        }
        // Above all lines, and not at the same layers, so that lines that run together can be told apart.
        for (at, series) in self.series.iter().enumerate() {
            let stride = self.layers.div_ceil(MARKED);
            let first = (at * stride) / self.series.len();
            let points = self.points(&series.scales);
            let skipped = first.min(points.len() - 1);
            for &point in points.iter().skip(skipped).step_by(stride) {
                mark(canvas, at, point)?;
            }
        }
        self.legend(canvas)
    }
}

fn color(at: usize) -> RGBColor {
    COLORS.get(at % COLORS.len()).copied().unwrap_or(AXIS)
}

/// The mark of a series.
fn mark<B: DrawingBackend>(canvas: &Canvas<'_, B>, at: usize, (x, y): Point) -> Result<(), PlotError> {
    let color = color(at);
    let square = |r: f64| [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)];
    let diamond = |r: f64| [(x, y - r), (x + r, y), (x, y + r), (x - r, y)];
    match at % MARKS {
        0 => canvas.disc((x, y), 6.0, color, true),
        1 => canvas.polygon(&square(6.0), color),
        2 => canvas.polygon(&[(x, y - 8.0), (x + 7.0, y + 5.0), (x - 7.0, y + 5.0)], color),
        3 => canvas.polygon(&diamond(8.0), color),
        4 => canvas.disc((x, y), 7.0, color, false),
        5 => canvas.polygon(&[(x, y + 8.0), (x - 7.0, y - 5.0), (x + 7.0, y - 5.0)], color),
        _ => {
            canvas.line(&[(x - 7.0, y - 7.0), (x + 7.0, y + 7.0)], color, 3.0)?;
            canvas.line(&[(x - 7.0, y + 7.0), (x + 7.0, y - 7.0)], color, 3.0)
        }
    }
}
