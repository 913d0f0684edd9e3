//! One histogram, with the expected density over it.

use plotters::prelude::*;

use super::axis::Axis;
use super::bins::Bins;
use super::error::PlotError;
use super::font::fitted;
use super::page::{AXIS, Canvas, Drawn, Point};
use super::place::{between, float, place};
use super::reading::Parameter;
use crate::dtype::DType;
use crate::number::Exact;

pub(super) const WIDTH: f64 = 340.0;
pub(super) const HEIGHT: f64 = 270.0;

/// A light and a dark color, so that the line is visible over the bars in gray too.
pub(super) const BARS: RGBColor = RGBColor(158, 202, 225);
pub(super) const EXPECTED: RGBColor = RGBColor(153, 27, 0);

const TITLE: f64 = 16.0;
const NUMBERS: f64 = 14.0;

/// The room around the bars: above, right, below and left.
const AROUND: [f64; 4] = [58.0, 24.0, 60.0, 74.0];

/// The number of steps of the line through an interval.
const STEPS: u32 = 96;

/// A parameter's histogram.
pub(super) struct Panel {
    title: String,
    initializer: String,
    dtype: DType,
    bins: Bins,
    /// The points of the line: the place of a value on the axis, and the expected count of a bar there.
    pub(super) line: Vec<Point>,
    /// The places of values with positive probability, and the expected count of the bar there.
    pub(super) dots: Vec<Point>,
}

impl Panel {
    pub(super) fn of(parameter: &Parameter<'_>) -> Result<Self, PlotError> {
        let Parameter { info, values, initializer, law } = parameter;
        let path = || info.path().to_string();
        let bins = values.read(|view| Bins::of(&view, law.as_ref()));
        let bins = bins.map_err(|error| PlotError::Lent { path: path(), error })?;
        let bins = bins.map_err(|(index, value)| PlotError::NotFinite { path: path(), index, value })?;
        let dtype = info.dtype();
        let (mut line, mut dots) = (Vec::new(), Vec::new());
        if let Some(law) = law {
            let count = |x: f64| bins.expected(law.density(x));
            // A count beyond the number of values means a far narrower distribution, so it is cut off.
            let most = float(bins.total);
            let place = |x: f64| place(x, bins.low, bins.high);
            let values = values_within(law.intervals(6.0), bins.low, bins.high).into_iter();
            line = values.map(|x| (place(x), count(x).min(most))).filter(|(_, y)| y.is_finite()).collect();
            if line.iter().all(|(_, count)| *count <= 0.0) {
                line.clear();
            }
            let atoms = law.atoms().iter();
            dots = atoms.map(|&(x, mass)| (place(dtype.round(x)), most.mul_add(mass, count(x)).min(most))).collect();
        }
        let title = format!("{} {}", info.path(), info.outline()).trim().to_owned();
        let initializer = initializer.clone().unwrap_or_else(|| "no initializer".to_owned());
        Ok(Self { title, initializer, dtype, bins, line, dots })
    }

    pub(super) fn draw<B: DrawingBackend>(&self, canvas: &Canvas<B>) -> Drawn<B> {
        let (bins, room) = (&self.bins, WIDTH - 32.0);
        let [above, right, _, left] = AROUND;
        canvas.text(&fitted(&self.title, TITLE, room), (16.0, 18.0), TITLE, BLACK)?;
        canvas.text(&fitted(&self.initializer, NUMBERS, room), (16.0, 39.0), NUMBERS, AXIS)?;
        if bins.total == 0 {
            return canvas.text("no elements", (left, HEIGHT / 2.0), NUMBERS, AXIS);
        }
        let counts = bins.counts.iter().map(|&count| float(count));
        let expected = self.line.iter().chain(&self.dots).map(|&(_, count)| count);
        let highest = counts.chain(expected).fold(0.0, f64::max) * 1.08;
        let x = Axis::linear(bins.low, bins.high, 5.0).places((left, WIDTH - right), WIDTH, NUMBERS);
        let axes = (x, Axis::whole(highest, 4.0));
        let chart = canvas.chart(axes, ("value", "values per bar"), NUMBERS, AROUND)?;
        let area = chart.plotting_area();
        // Bars that are wide enough have a thin white gap between them.
        let gap = if bins.counts.len() > 20 { 0 } else { canvas.px(1.0).unsigned_abs() };
        for (at, &count) in bins.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let edge = |at: usize| float(at) / float(bins.counts.len());
            let corners = [(edge(at), 0.0), (edge(at + 1), float(count))];
            area.draw(Rectangle::new(corners, BARS.filled()).set_margin(0, 0, 0, gap))?;
        }
        let stroke = canvas.stroke(EXPECTED, 2.0);
        if !self.line.is_empty() {
            area.draw(&PathElement::new(self.line.clone(), stroke))?;
        }
        for &(place, count) in &self.dots {
            area.draw(&PathElement::new([(place, 0.0), (place, count)], stroke))?;
            area.draw(&Circle::new((place, count), canvas.px(5.0), EXPECTED.filled()))?;
        }
        let Some(value) = bins.same else { return Ok(()) };
        let all = if bins.total == 1 { "it is" } else { "all are" };
        // The text stands beside the bar.
        canvas.text(&format!("{all} {}", self.short(value)), (left + 8.0, above + 12.0), NUMBERS, BLACK)
    }

    /// Writes the number with just enough digits to distinguish it from others of the parameter's type.
    fn short(&self, value: f64) -> String {
        match self.dtype {
            DType::F64 => Exact(value).to_string(),
            #[expect(clippy::cast_possible_truncation, reason = "it was one")]
            _ => Exact(value as f32).to_string(),
        }
    }
}

/// Returns the values, in ascending order, at which to draw a density that is smooth within `intervals` and may jump at
/// their ends.
fn values_within(intervals: impl Iterator<Item = (f64, f64)>, low: f64, high: f64) -> Vec<f64> {
    let mut values = vec![low, high];
    for (from, to) in intervals {
        let within = (0..=STEPS).map(|step| between(from, to, f64::from(step) / f64::from(STEPS)));
        // Both sides of a jump are included, so that the line is vertical there.
        values.extend(within.chain([from.next_down(), to.next_up()]).filter(|x| (low..=high).contains(x)));
    }
    values.sort_by(f64::total_cmp);
    values
}
