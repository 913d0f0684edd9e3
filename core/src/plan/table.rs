//! A plan as a table.

use core::fmt;

use super::fold::{fold, parts};
use super::sheet::{Line, Sheet, pieces};
use super::{Plan, PlanEntry};
use crate::dtype::DType;
use crate::error::RuleSite;
use crate::info::{AxesText, NoFans, ParamInfo};
use crate::number::{bytes, counted, short, shortened};
use crate::printed;
use crate::stream::CONTRACT_VERSION;

/// Prints a table that fits 100 columns. `{}` folds equal elements of containers. `{:#}` has a row for every parameter,
/// with its stream number.
///
/// Folded rows have a pattern as their path, `blocks[0..12].weight`. Others have the path by which
/// [`param`](crate::ModelExt::param) finds the parameter. A table that is too wide gives the element type that all
/// parameters share below it; then lines break in initializers, between words, and in paths, after a dot.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sheet =
            |shape: fn(&ParamInfo) -> String| if f.alternate() { self.unfolded(shape) } else { self.folded(shape) };
        let (mut whole, mut of) = (sheet(shape), String::new());
        if !whole.fits()
            && let Some(element) = self.dtype()
        {
            (whole, of) = (sheet(lengths), format!(" of {element}"));
        }
        writeln!(f, "{}", whole.print())?;
        let count = |entry: &PlanEntry| entry.info.shape.iter().fold(1_u64, |n, &len| n.saturating_mul(len as u64));
        let elements = self.entries.iter().map(count).fold(0, u64::saturating_add);
        let size = |entry: &PlanEntry| count(entry).saturating_mul(entry.info.element.bytes() as u64);
        let size = self.entries.iter().map(size).fold(0, u64::saturating_add);
        let buffers = self.entries.iter().filter(|entry| entry.info.buffer).count();
        let counted = counted(self.entries.len() - buffers, buffers);
        write!(f, "{counted}, {elements} elements{of}, {}", bytes(size))?;
        write!(f, ", stream contract {CONTRACT_VERSION}")?;
        for failure in &self.failures {
            write!(f, "\nerror: {failure}")?;
        }
        Ok(())
    }
}

impl Plan {
    /// The element type, if all parameters have the same.
    fn dtype(&self) -> Option<DType> {
        let first = self.entries.first()?.info.dtype();
        self.entries.iter().all(|entry| entry.info.dtype() == first).then_some(first)
    }

    fn folded(&self, shape: fn(&ParamInfo) -> String) -> Sheet {
        let cells: Vec<_> = self.entries.iter().map(|entry| cells(entry, shape)).collect();
        let rows = self.entries.iter().zip(&cells);
        let folds = fold(rows.map(|(entry, cells)| (parts(entry.info.path()), cells.join("\n"))).collect());
        let line = |first: usize| cells.get(first).cloned().unwrap_or_default();
        Sheet {
            header: vec!["parameter", "shape", "fans", "initializer", "mean", "std", "rule"],
            initializer: Some(3),
            numbers: vec![4, 5],
            rows: folds.iter().map(|fold| Line { path: fold.pieces(), cells: line(fold.first) }).collect(),
        }
    }

    fn unfolded(&self, shape: fn(&ParamInfo) -> String) -> Sheet {
        let line = |entry: &PlanEntry| Line {
            path: pieces(entry.info.path()),
            cells: vec![
                shape(&entry.info),
                printed::name(&shortened(&entry.gets())),
                entry.rule.map_or_else(|| "-".to_owned(), place),
                format!("{:016x}", entry.number),
            ],
        };
        Sheet {
            header: vec!["parameter", "shape", "initializer", "rule", "stream"],
            initializer: Some(2),
            numbers: Vec::new(),
            rows: self.entries.iter().map(line).collect(),
        }
    }
}

/// Returns the cells of a row after the path.
fn cells(entry: &PlanEntry, shape: fn(&ParamInfo) -> String) -> Vec<String> {
    let number = |number: Option<f64>| number.map_or_else(|| "-".to_owned(), short);
    vec![
        shape(&entry.info),
        fans(&entry.info),
        printed::name(&shortened(&entry.gets())),
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

/// `f32 [8, 4]`, of a buffer `f32 [8] buffer`, and of what is fixed `f32 [8] fixed`.
pub(crate) fn shape(info: &ParamInfo) -> String {
    format!("{} {}", info.dtype(), lengths(info))
}

fn lengths(info: &ParamInfo) -> String {
    let kind = match (info.buffer, info.fixed) {
        (true, _) => " buffer",
        (false, true) => " fixed",
        (false, false) => "",
    };
    format!("{}{kind}", info.outline())
}

/// `[3 * out, in]`.
pub(super) fn axes(info: &ParamInfo) -> String {
    info.axes().map_or_else(|| "-".to_owned(), |axes| AxesText(axes).to_string())
}

/// Returns the fans: `4 -> 8`.
pub(super) fn fans(info: &ParamInfo) -> String {
    match info.fans() {
        Ok(fans) => format!("{} -> {}", fans.fan_in, fans.fan_out),
        Err(NoFans::Unknown) => "?".to_owned(),
        Err(_) => "-".to_owned(),
    }
}

/// Returns the place of a rule: `net.rs:12`. It has the file's name alone, so that a plan reads the same in every
/// folder.
pub(super) fn place(rule: RuleSite) -> String {
    let file = rule.location().file();
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    format!("{name}:{}", rule.location().line())
}
