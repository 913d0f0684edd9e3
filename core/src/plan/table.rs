//! A plan as a table.

use core::fmt;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets};

use super::fold::fold;
use super::{Plan, PlanEntry};
use crate::error::RuleSite;
use crate::info::{NoFans, ParamInfo};
use crate::number::{bytes, parameters, short, shortened};
use crate::stream::CONTRACT_VERSION;

/// How wide tables are at most, if a word does not ask for more.
pub(crate) const WIDTH: u16 = 100;

/// A table of these columns, the first of which holds paths. Those of the numbers stand to the right.
pub(crate) fn table(header: &[&str], initializer: Option<usize>, numbers: &[usize]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(header.iter().copied());
    for (at, column) in table.column_iter_mut().enumerate() {
        // Beside a blank that takes the place of a line between columns.
        column.set_padding((0, u16::from(at + 1 < header.len() && header.len() <= ROOMY)));
        if numbers.contains(&at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        if Some(at) != initializer {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table
}

/// Tables of so many columns have room for a second blank between them.
const ROOMY: usize = 8;
/// How wide the initializers are at least, if that is what they take, before paths are broken.
const INITIALIZER: u16 = 18;
/// How wide paths are at least.
const PATH: u16 = 12;

/// The table as text. Where it would be too wide, initializers are broken, and then paths.
pub(crate) fn print(mut table: Table, initializer: Option<usize>) -> String {
    let widths = table.column_max_content_widths();
    let gaps = table.column_iter().map(|column| 1 + column.padding_width()).sum::<u16>().saturating_sub(1);
    let whole: u16 = widths.iter().fold(gaps, |sum, width| sum.saturating_add(*width));
    let path = widths.first().copied().unwrap_or_default();
    let wanted = initializer.and_then(|at| widths.get(at)).map_or(0, |width| (*width).min(INITIALIZER));
    let whole_initializer = initializer.and_then(|at| widths.get(at)).copied().unwrap_or_default();
    let others = whole.saturating_sub(path).saturating_sub(whole_initializer);
    let left = WIDTH.saturating_sub(others).saturating_sub(wanted);
    if path > left
        && let Some(paths) = table.column_mut(0)
    {
        let padding = paths.padding_width();
        paths.set_constraint(ColumnConstraint::Absolute(Width::Fixed(left.max(PATH).min(path) + padding)));
    }
    table.trim_fmt()
}

/// As a table that fits 100 columns: `{}` folds equal elements of containers, `{:#}` has a row for every parameter, with
/// its stream number.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if f.alternate() { print(self.unfolded(), Some(2)) } else { print(self.folded(), Some(3)) };
        writeln!(f, "{text}")?;
        let count = |entry: &PlanEntry| entry.info.shape.iter().fold(1_u64, |n, &len| n.saturating_mul(len as u64));
        let elements = self.entries.iter().map(count).fold(0, u64::saturating_add);
        let size = |entry: &PlanEntry| count(entry).saturating_mul(entry.info.element.bytes() as u64);
        let size = self.entries.iter().map(size).fold(0, u64::saturating_add);
        write!(f, "{}, {elements} elements, {}", parameters(self.entries.len()), bytes(size))?;
        write!(f, ", stream contract {CONTRACT_VERSION}")?;
        for failure in &self.failures {
            write!(f, "\nerror: {failure}")?;
        }
        Ok(())
    }
}

impl Plan {
    fn folded(&self) -> Table {
        let mut table = table(&["parameter", "shape", "fans", "initializer", "mean", "std", "rule"], Some(3), &[4, 5]);
        let rows: Vec<_> = self.entries.iter().map(|entry| (entry.info.path().to_string(), cells(entry))).collect();
        let keys: Vec<_> = rows.iter().map(|(path, cells)| (path.clone(), cells.join("\n"))).collect();
        for fold in fold(&keys) {
            let cells = rows.get(fold.first).map(|(_, cells)| cells).into_iter().flatten();
            table.add_row(core::iter::once(fold.to_string()).chain(cells.cloned()));
        }
        table
    }

    fn unfolded(&self) -> Table {
        let mut table = table(&["parameter", "shape", "initializer", "rule", "stream"], Some(2), &[]);
        for entry in &self.entries {
            table.add_row([
                entry.info.path().to_string(),
                shape(&entry.info),
                shortened(&entry.gets()),
                entry.rule.map_or_else(|| "-".to_owned(), place),
                format!("{:016x}", entry.number),
            ]);
        }
        table
    }
}

/// All of a row but the path.
fn cells(entry: &PlanEntry) -> [String; 6] {
    let number = |number: Option<f64>| number.map_or_else(|| "-".to_owned(), short);
    [
        shape(&entry.info),
        fans(&entry.info),
        shortened(&entry.gets()),
        // What rounding leaves of a mean that is 0 is no news.
        number(
            entry
                .expected
                .map(|expected| if expected.mean.abs() <= 1e-12 * expected.std { 0.0 } else { expected.mean }),
        ),
        number(entry.expected.map(|expected| expected.std)),
        entry.rule.map_or_else(|| "-".to_owned(), place),
    ]
}

/// `f32 [8, 4]`.
pub(crate) fn shape(info: &ParamInfo) -> String {
    format!("{} {}", info.element(), info.outline())
}

/// `4 -> 8`.
pub(super) fn fans(info: &ParamInfo) -> String {
    match info.fans() {
        Ok(fans) => format!("{} -> {}", fans.fan_in, fans.fan_out),
        Err(NoFans::Unknown) => "?".to_owned(),
        Err(_) => "-".to_owned(),
    }
}

/// `net.rs:12`: the file's name alone, so that a plan reads the same wherever the project lies.
pub(super) fn place(rule: RuleSite) -> String {
    let file = rule.location().file();
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    format!("{name}:{}", rule.location().line())
}
