//! A page of histograms, with a panel for each parameter.

use plotters::prelude::*;

use super::error::PlotError;
use super::font::fitted;
use super::page::{Canvas, Drawn, Picture, Point};
use super::panel::{self, BARS, EXPECTED, Panel};
use super::place::float;
use super::reading::Reading;
use crate::printed;

/// The largest number of parameters on a page. More would be too small on a screen and on paper.
const MOST: usize = 48;
const COLUMNS: usize = 4;

const LETTERS: f64 = 16.0;
const ROW: f64 = 28.0;
const MARGIN: f64 = 16.0;

pub(super) struct Histograms {
    panels: Vec<Panel>,
    columns: usize,
    /// The entries of the legend.
    marks: Vec<Mark>,
    /// The notes on parameters that are not drawn.
    notes: Vec<String>,
}

/// An entry of the legend: its color, the height of its sample (0 for a dot), and its meaning.
type Mark = (RGBColor, f64, &'static str);

const BAR: Mark = (BARS, 14.0, "values in the model");
const LINE: Mark = (EXPECTED, 2.0, "expected");
const DOT: Mark = (EXPECTED, 0.0, "expected of a single value");

impl Histograms {
    pub(super) fn of(reading: &Reading<'_>) -> Result<Self, PlotError> {
        let Reading { parameters, pending, .. } = reading;
        if parameters.is_empty() {
            return Err(PlotError::NoParameters { pending: pending.len() });
        }
        let panels: Vec<_> = parameters.iter().take(MOST).map(Panel::of).collect::<Result<_, _>>()?;
        let mut notes = Vec::new();
        if let Some(first) = parameters.get(MOST) {
            let (all, left) = (parameters.len(), parameters.len() - MOST);
            let first = printed::name(&first.info.path.to_string());
            notes.push(format!("The first {MOST} of {all} parameters. Not drawn: {left}, from `{first}` on."));
        }
        if let Some(first) = pending.first().map(|path| printed::name(&path.to_string())) {
            notes.push(match pending.len() - 1 {
                0 => format!("Does not exist yet: `{first}`."),
                more => format!("Do not exist yet: `{first}` and {more} more."),
            });
        }
        let columns = (1..COLUMNS).find(|n| if panels.len() <= 3 { *n >= panels.len() } else { n * n >= panels.len() });
        let mut marks = vec![BAR];
        marks.extend(panels.iter().any(|panel| !panel.line.is_empty()).then_some(LINE));
        marks.extend(panels.iter().any(|panel| !panel.dots.is_empty()).then_some(DOT));
        Ok(Self { panels, columns: columns.unwrap_or(COLUMNS), marks, notes })
    }

    /// The height of the legend, which has an entry above each column, and the height of the panels.
    fn heights(&self) -> (f64, f64) {
        let rows = |entries: usize| float(entries.div_ceil(self.columns));
        (MARGIN + rows(self.marks.len()) * ROW, rows(self.panels.len()) * panel::HEIGHT)
    }
}

impl Picture for Histograms {
    fn size(&self) -> Point {
        let (legend, panels) = self.heights();
        (float(self.columns) * panel::WIDTH, legend + panels + float(self.notes.len()) * ROW + MARGIN)
    }

    fn draw<B: DrawingBackend>(&self, canvas: &Canvas<B>) -> Drawn<B> {
        let (legend, panels) = self.heights();
        for (at, &(color, height, meaning)) in self.marks.iter().enumerate() {
            let (row, column) = (float(at / self.columns), float(at % self.columns));
            let (x, y) = (MARGIN + column * panel::WIDTH, MARGIN + (row + 0.5) * ROW);
            let corners = [canvas.at((x, y - height / 2.0)), canvas.at((x + 28.0, y + height / 2.0))];
            match height {
                0.0 => canvas.area.draw(&Circle::new(canvas.at((x + 14.0, y)), canvas.px(5.0), color.filled()))?,
                _ => canvas.area.draw(&Rectangle::new(corners, color.filled()))?,
            }
            canvas.text(meaning, (x + 40.0, y), LETTERS, BLACK)?;
        }
        let (_, below) = canvas.area.split_vertically(canvas.px(legend));
        let (grid, notes) = below.split_vertically(canvas.px(panels));
        let rows = self.panels.len().div_ceil(self.columns);
        for (panel, area) in self.panels.iter().zip(grid.split_evenly((rows, self.columns))) {
            panel.draw(&canvas.on(area))?;
        }
        let notes = canvas.on(notes);
        for (at, note) in self.notes.iter().enumerate() {
            let note = fitted(note, LETTERS, self.size().0 - 2.0 * MARGIN);
            notes.text(&note, (MARGIN, (float(at) + 0.5) * ROW), LETTERS, BLACK)?;
        }
        Ok(())
    }
}
