//! Tables that fit a page. The first column holds paths, and one of the others may hold initializers.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, presets};
use unicode_width::UnicodeWidthStr;

use super::wrap;
use crate::path::ParamPath;
use crate::printed;

/// The greatest width of a table, unless a word is wider.
const WIDTH: usize = 100;
/// The largest number of columns with a second blank between them.
const ROOMY: usize = 8;
/// The least width of initializers, before paths are broken.
const INITIALIZER: usize = 18;
/// The least width of paths.
const PATH: usize = 20;

/// A table whose first column holds paths.
pub(crate) struct Sheet {
    pub(crate) header: Vec<&'static str>,
    /// The column of the initializers.
    pub(crate) initializer: Option<usize>,
    /// The columns of numbers, which are aligned to the right.
    pub(crate) numbers: Vec<usize>,
    pub(crate) rows: Vec<Line>,
}

/// A row of a table.
pub(crate) struct Line {
    /// The path in pieces, between which a line may break.
    pub(crate) path: Vec<String>,
    /// The other columns.
    pub(crate) cells: Vec<String>,
}

/// Returns the pieces of a path, which are its segments.
pub(crate) fn pieces(path: &ParamPath) -> Vec<String> {
    let mut pieces: Vec<String> =
        path.segments().map(|segment| format!("{}.", printed::name(&segment.to_string()))).collect();
    pieces.last_mut().map(String::pop);
    pieces
}

/// The widths of the columns and of the gaps between them.
struct Layout {
    path: usize,
    initializer: usize,
    /// The width of all other columns and of the gaps.
    rest: usize,
    blanks: u16,
}

impl Layout {
    fn width(&self) -> usize {
        self.path + self.initializer + self.rest
    }
}

impl Sheet {
    /// True if the table fits without line breaks, with two blanks between columns.
    pub(crate) fn fits(&self) -> bool {
        self.layout(2, false).width() <= WIDTH
    }

    /// Returns the table as text. A table that is too wide gets single blanks between columns, then line breaks in
    /// initializers, then in paths.
    pub(crate) fn print(mut self) -> String {
        let roomy = if self.header.len() <= ROOMY { 2 } else { 1 };
        let choices = [(roomy, false), (1, false), (roomy, true), (1, true)];
        let mut layouts = choices.map(|(blanks, broken)| self.layout(blanks, broken)).into_iter();
        let layout = layouts.find(|layout| layout.width() <= WIDTH).unwrap_or_else(|| self.layout(1, true));
        let left = WIDTH.saturating_sub(layout.rest);

        let widest = left.saturating_sub(layout.initializer).max(PATH).min(layout.path);
        let mut paths = 0;
        for row in &mut self.rows {
            let text = wrap::path(&row.path, widest);
            paths = text.lines().map(UnicodeWidthStr::width).fold(paths, usize::max);
            row.path = vec![text];
        }
        paths = paths.max(self.header.first().map_or(0, |name| name.width()));
        if let Some(column) = self.initializer {
            let widest = left.saturating_sub(paths).max(layout.initializer);
            for cell in self.rows.iter_mut().filter_map(|row| row.cells.get_mut(column.saturating_sub(1))) {
                *cell = wrap::words(cell, widest);
            }
        }
        self.draw(layout.blanks)
    }

    fn layout(&self, blanks: u16, broken: bool) -> Layout {
        let mut widths: Vec<usize> = self.header.iter().map(|name| name.width()).collect();
        let mut word = 0;
        for row in &self.rows {
            let path = row.path.iter().map(|piece| piece.width()).sum();
            let cells = row.cells.iter().map(|cell| cell.width());
            for (widest, width) in widths.iter_mut().zip(core::iter::once(path).chain(cells)) {
                *widest = width.max(*widest);
            }
            let initializer = self.initializer.and_then(|at| row.cells.get(at.saturating_sub(1)));
            word = initializer.map_or(0, |text| wrap::longest_word(text)).max(word);
        }
        let path = widths.first().copied().unwrap_or_default();
        let whole = self.initializer.and_then(|at| widths.get(at)).copied().unwrap_or_default();
        let gaps = usize::from(blanks) * widths.len().saturating_sub(1);
        Layout {
            path,
            initializer: if broken { word.max(INITIALIZER).min(whole) } else { whole },
            rest: widths.iter().sum::<usize>().saturating_sub(path + whole) + gaps,
            blanks,
        }
    }

    fn draw(self, blanks: u16) -> String {
        let mut table = Table::new();
        table
            .load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()))
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(self.header.iter().copied());
        for row in self.rows {
            table.add_row(core::iter::once(row.path.concat()).chain(row.cells));
        }
        for (at, column) in table.column_iter_mut().enumerate() {
            // One blank is there already, in place of a line between columns.
            let padding = if at + 1 < self.header.len() { blanks.saturating_sub(1) } else { 0 };
            column.set_padding((0, padding));
            if self.numbers.contains(&at) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt()
    }
}
