//! A page of histograms: small multiples, a panel each.

use plotters::backend::DrawingBackend;

use super::bins::float;
use super::canvas::{Canvas, Hold, Picture, Point, fitted, width};
use super::error::PlotError;
use super::panel::{self, BARS, Panel};
use super::reading::Reading;

/// How many parameters have room. A page of more has no use on a screen, nor on paper.
const MOST: usize = 48;
const COLUMNS: usize = 4;

const LETTERS: f64 = 16.0;
const ROW: f64 = 28.0;
const MARGIN: f64 = 16.0;

pub(super) struct Histograms {
    panels: Vec<Panel>,
    columns: usize,
    /// What is not there, and why.
    notes: Vec<String>,
}

impl Histograms {
    pub(super) fn of(reading: &Reading<'_>) -> Result<Self, PlotError> {
        let Reading { parameters, pending, .. } = reading;
        if parameters.is_empty() {
            return Err(PlotError::NoParameters { pending: pending.len() });
        }
        let panels: Vec<_> = parameters.iter().take(MOST).map(Panel::of).collect::<Result<_, _>>()?;
        let mut notes = Vec::new();
        if let Some(first) = parameters.get(MOST) {
            let left = parameters.len() - MOST;
            notes.push(format!(
                "The first {MOST} of {} parameters. Not drawn: {left}, from `{}` on.",
                parameters.len(),
                first.info.path
            ));
        }
        if let Some(first) = pending.first() {
            notes.push(match pending.len() - 1 {
                0 => format!("Does not exist yet: `{first}`."),
                more => format!("Do not exist yet: `{first}` and {more} more."),
            });
        }
        let columns = (1..COLUMNS).find(|n| if panels.len() <= 3 { *n >= panels.len() } else { n * n >= panels.len() });
        Ok(Self { panels, columns: columns.unwrap_or(COLUMNS), notes })
    }

    fn width(&self) -> f64 {
        float(self.columns) * panel::WIDTH
    }

    /// What the marks mean, each with its place, and how many rows that takes.
    fn legend(&self) -> (Vec<(Mark, Point)>, f64) {
        let any = |what: fn(&Panel) -> bool| self.panels.iter().any(what);
        let mut marks = vec![Mark::Bar];
        marks.extend(any(Panel::has_line).then_some(Mark::Line));
        marks.extend(any(Panel::has_dots).then_some(Mark::Dot));
        let (mut x, mut y) = (MARGIN, MARGIN + ROW / 2.0);
        let mut placed = Vec::new();
        for mark in marks {
            let wide = SAMPLE + width(mark.text(), LETTERS) + 2.0 * MARGIN;
            if x > MARGIN && x + wide > self.width() {
                (x, y) = (MARGIN, y + ROW);
            }
            placed.push((mark, (x, y)));
            x += wide;
        }
        (placed, y + ROW / 2.0)
    }
}

/// How wide the sample of a mark is, with the room behind it.
const SAMPLE: f64 = 40.0;

#[derive(Clone, Copy)]
enum Mark {
    Bar,
    Line,
    Dot,
}

impl Mark {
    fn text(self) -> &'static str {
        match self {
            Self::Bar => "values in the model",
            Self::Line => "expected",
            Self::Dot => "expected of a single value",
        }
    }

    fn draw<B: DrawingBackend>(self, canvas: &Canvas<'_, B>, (x, y): Point) -> Result<(), PlotError> {
        match self {
            Self::Bar => canvas.area((x, y - 7.0), (x + 28.0, y + 7.0), BARS)?,
            Self::Line => panel::line(canvas, &[(x, y), (x + 28.0, y)])?,
            Self::Dot => panel::dot(canvas, (x + 14.0, y))?,
        }
        canvas.black(self.text(), (x + SAMPLE, y), LETTERS, Hold::Left)
    }
}

impl Picture for Histograms {
    fn size(&self) -> (u32, u32) {
        let rows = self.panels.len().div_ceil(self.columns);
        let height = self.legend().1 + float(rows) * panel::HEIGHT + float(self.notes.len()) * ROW + MARGIN;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few panels")]
        let size = (self.width() as u32, height as u32);
        size
    }

    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<'_, B>) -> Result<(), PlotError> {
        let (legend, top) = self.legend();
        for (mark, at) in legend {
            mark.draw(canvas, at)?;
        }
        for (at, panel) in self.panels.iter().enumerate() {
            let (row, column) = (at / self.columns, at % self.columns);
            panel.draw(canvas, (float(column) * panel::WIDTH, top + float(row) * panel::HEIGHT))?;
        }
        let mut y = top + float(self.panels.len().div_ceil(self.columns)) * panel::HEIGHT + ROW / 2.0;
        for note in &self.notes {
            let note = fitted(note, LETTERS, self.width() - 2.0 * MARGIN);
            canvas.black(&note, (MARGIN, y), LETTERS, Hold::Left)?;
            y += ROW;
        }
        Ok(())
    }
}
