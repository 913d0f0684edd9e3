//! One histogram, with the density that was promised over it.

use plotters::backend::DrawingBackend;
use plotters::style::RGBColor;

use super::bins::{Bins, float};
use super::canvas::{Canvas, Hold, Point, fitted, width};
use super::error::PlotError;
use super::ticks;
use crate::dtype::DType;
use crate::run::Parameter;

pub(super) const WIDTH: f64 = 340.0;
pub(super) const HEIGHT: f64 = 270.0;

/// A light and a dark one, so that the line stands out over the bars in gray too.
pub(super) const BARS: RGBColor = RGBColor(158, 202, 225);
const EXPECTED: RGBColor = RGBColor(153, 27, 0);
const GRID: RGBColor = RGBColor(225, 225, 225);
const AXIS: RGBColor = RGBColor(80, 80, 80);

const TITLE: f64 = 16.0;
const NUMBERS: f64 = 14.0;

/// The box of the bars within the panel.
const LEFT: f64 = 70.0;
const RIGHT: f64 = WIDTH - 24.0;
const TOP: f64 = 58.0;
const BOTTOM: f64 = HEIGHT - 60.0;

/// How many places of an interval the line has.
const STEPS: u32 = 96;

pub(super) struct Panel {
    title: String,
    initializer: String,
    element: DType,
    bins: Bins,
    /// Points of the line: value, and expected count of a bar there.
    line: Vec<Point>,
    /// Values of positive probability, with the count expected of the bar there.
    dots: Vec<Point>,
}

impl Panel {
    pub(super) fn of(parameter: &Parameter<'_>) -> Result<Self, PlotError> {
        let Parameter { info, values, initializer, law } = parameter;
        let bins = Bins::of(values, law.as_ref()).map_err(|(index, value)| PlotError::NotFinite {
            path: info.path().to_string(),
            index,
            value,
        })?;
        let element = info.dtype();
        let (mut line, mut dots) = (Vec::new(), Vec::new());
        if let Some(law) = law {
            let count = |x: f64| bins.expected(law.density(x));
            let places = places(law.intervals(6.0), bins.low, bins.high);
            // A density that is higher than all values in one bar is that of a far narrower distribution.
            let most = float(bins.total);
            line = places.into_iter().map(|x| (x, count(x).min(most))).filter(|(_, y)| y.is_finite()).collect();
            dots = law
                .atoms()
                .iter()
                .map(|&(x, mass)| (element.round(x), (most.mul_add(mass, count(x))).min(most)))
                .collect();
        }
        let title = format!("{} {}", info.path(), info.outline());
        let initializer = initializer.clone().unwrap_or_else(|| "no initializer".to_owned());
        Ok(Self { title: title.trim().to_owned(), initializer, element, bins, line, dots })
    }

    pub(super) fn has_line(&self) -> bool {
        self.line.iter().any(|(_, count)| *count > 0.0)
    }

    pub(super) fn has_dots(&self) -> bool {
        !self.dots.is_empty()
    }

    pub(super) fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>, (x0, y0): Point) -> Result<(), PlotError> {
        let room = WIDTH - 32.0;
        canvas.black(&fitted(&self.title, TITLE, room), (x0 + 16.0, y0 + 18.0), TITLE, Hold::Left)?;
        canvas.text(&fitted(&self.initializer, NUMBERS, room), (x0 + 16.0, y0 + 39.0), NUMBERS, Hold::Left, AXIS)?;
        if self.bins.total == 0 {
            let middle = (x0 + f64::midpoint(LEFT, RIGHT), y0 + f64::midpoint(TOP, BOTTOM));
            return canvas.text("no elements", middle, NUMBERS, Hold::Center, AXIS);
        }
        let counts = self.line.iter().chain(&self.dots).map(|&(_, count)| count);
        let top = counts.fold(float(self.bins.fullest()), f64::max) * 1.08;
        let x = |value: f64| x0 + LEFT + self.bins.place(value) * (RIGHT - LEFT);
        let y = |count: f64| y0 + BOTTOM - count / top * (BOTTOM - TOP);

        for (count, text) in ticks::whole(top, 4.0) {
            canvas.line(&[(x0 + LEFT, y(count)), (x0 + RIGHT, y(count))], GRID, 1.0)?;
            canvas.text(&text, (x0 + LEFT - 7.0, y(count)), NUMBERS, Hold::Right, AXIS)?;
        }
        let bars = float(self.bins.counts.len());
        let edge = |at: usize| x0 + LEFT + float(at) / bars * (RIGHT - LEFT);
        for (at, &count) in self.bins.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            // A hair of white between bars, where they are wide enough.
            let gap = if bars > 20.0 { 0.0 } else { 1.0 };
            canvas.area((edge(at), y(float(count))), (edge(at + 1) - gap, y(0.0)), BARS)?;
        }
        if self.has_line() {
            let points: Vec<_> = self.line.iter().map(|&(value, count)| (x(value), y(count))).collect();
            line(canvas, &points)?;
        }
        for &(value, count) in &self.dots {
            line(canvas, &[(x(value), y(0.0)), (x(value), y(count))])?;
            dot(canvas, (x(value), y(count)))?;
        }
        if let Some(value) = self.bins.same {
            let all = if self.bins.total == 1 { "it is" } else { "all are" };
            let all = format!("{all} {}", self.short(value));
            // Beside the bar.
            canvas.black(&all, (x0 + LEFT + 8.0, y0 + TOP + 12.0), NUMBERS, Hold::Left)?;
        }
        self.axes(canvas, (x0, y0), x)
    }

    /// The number in no more digits than tell it from others of the parameter's type.
    fn short(&self, value: f64) -> String {
        match self.element {
            DType::F64 => format!("{value}"),
            #[expect(clippy::cast_possible_truncation, reason = "it was one")]
            _ => format!("{}", value as f32),
        }
    }

    fn axes<B: DrawingBackend>(
        &self,
        canvas: &Canvas<'_, B>,
        (x0, y0): Point,
        x: impl Fn(f64) -> f64,
    ) -> Result<(), PlotError> {
        let corner = (x0 + LEFT, y0 + BOTTOM);
        canvas.line(&[(x0 + LEFT, y0 + TOP), corner, (x0 + RIGHT, y0 + BOTTOM)], AXIS, 1.0)?;
        let ticks = ticks::linear(self.bins.low, self.bins.high, 5.0);
        // Words keep clear of each other and of the panel's end; where they cannot, every second one goes.
        let mut free = x0 + 8.0;
        for (value, text) in ticks {
            let (at, half) = (x(value), width(&text, NUMBERS) / 2.0);
            canvas.line(&[(at, corner.1), (at, corner.1 + 5.0)], AXIS, 1.0)?;
            if at - half >= free && at + half <= x0 + WIDTH {
                canvas.text(&text, (at, corner.1 + 16.0), NUMBERS, Hold::Center, AXIS)?;
                free = at + half + 8.0;
            }
        }
        canvas.text("value", (x0 + f64::midpoint(LEFT, RIGHT), y0 + BOTTOM + 36.0), NUMBERS, Hold::Center, AXIS)?;
        canvas.text("values per bar", (x0 + 16.0, y0 + f64::midpoint(TOP, BOTTOM)), NUMBERS, Hold::Upright, AXIS)
    }
}

/// The line of what is expected.
pub(super) fn line<B: DrawingBackend>(canvas: &Canvas<'_, B>, points: &[Point]) -> Result<(), PlotError> {
    canvas.line(points, EXPECTED, 2.0)
}

/// The count expected of a single value.
pub(super) fn dot<B: DrawingBackend>(canvas: &Canvas<'_, B>, at: Point) -> Result<(), PlotError> {
    canvas.disc(at, 5.0, EXPECTED, true)
}

/// Where to draw a density that is smooth within `intervals` and may jump at their ends: in ascending order.
fn places(intervals: impl Iterator<Item = (f64, f64)>, low: f64, high: f64) -> Vec<f64> {
    let mut places = vec![low, high];
    for (from, to) in intervals {
        let between = (0..=STEPS).map(|step| {
            let share = f64::from(step) / f64::from(STEPS);
            from * (1.0 - share) + to * share
        });
        // The jumps themselves, so that they stand upright.
        places.extend(between.chain([from.next_down(), to.next_up()]).filter(|x| (low..=high).contains(x)));
    }
    places.sort_by(f64::total_cmp);
    places
}
