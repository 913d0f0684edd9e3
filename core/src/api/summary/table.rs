//! A summary as a table.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};

use super::{Anomaly, Statistics, Summary, SummaryEntry};
use crate::number::{brief, bytes, counted, parameters, shortened};
use crate::order::sort;
use crate::plan::sheet::{Line, Sheet, pieces};
use crate::printed;

/// The mark in front of an anomaly.
const MARK: &str = "! ";

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let measured = ["mean", "std", "min", "max", "zeros", "values"];
        let (header, first) = if self.planned {
            ([&["parameter", "shape", "initializer", "expected"][..], &measured].concat(), 4)
        } else {
            ([&["parameter", "shape"][..], &measured].concat(), 2)
        };
        let line = |entry: &SummaryEntry| Line { path: pieces(entry.path()), cells: cells(entry, self.planned) };
        let sheet = Sheet {
            header,
            initializer: self.planned.then_some(2),
            numbers: (first..first + 5).collect(),
            rows: self.entries.iter().map(line).collect(),
        };
        writeln!(f, "{}", sheet.print())?;
        self.totals(f)?;
        for (path, error) in &self.unread {
            write!(f, "\n{MARK}{}: could not be read: {error}", printed::name(&path.to_string()))?;
        }
        for (entry, anomaly) in self.anomalies() {
            write!(f, "\n{MARK}{}: {anomaly}", printed::name(&entry.path().to_string()))?;
        }
        Ok(())
    }
}

impl Summary {
    /// Prints the summary to standard output. Anomalies are red if that is a terminal, and if the environment variable
    /// `NO_COLOR` is not set.
    ///
    /// # Errors
    /// Errors of the standard output.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// Dense::<4, 8>::init(42)?.summary().print()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn print(&self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let color = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        writeln!(out, "{}", if color { self.colored() } else { self.to_string() })
    }

    /// Returns the text with the codes for red around anomalies.
    fn colored(&self) -> String {
        let red = |line: &str| format!("\x1b[31m{line}\x1b[0m");
        let line = |line: &str| if line.starts_with(MARK) { red(line) } else { line.to_owned() };
        self.to_string().lines().map(line).collect::<Vec<_>>().join("\n")
    }

    fn totals(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let elements: u64 = self.entries.iter().map(|entry| entry.statistics.count).sum();
        let size: u64 = self.entries.iter().map(|entry| entry.statistics.count * entry.element.bytes() as u64).sum();
        let mut types: Vec<&str> = self.entries.iter().map(|entry| entry.element.name()).collect();
        sort(&mut types, &Ord::cmp);
        types.dedup();
        let types = if types.is_empty() { String::new() } else { format!(" of {}", types.join(", ")) };
        let buffers = self.entries.iter().filter(|entry| entry.buffer).count();
        let counted = counted(self.entries.len() - buffers, buffers);
        write!(f, "{counted}, {elements} elements{types}, {}", bytes(size))?;
        if self.pending > 0 {
            write!(f, "; not there yet: {}", parameters(self.pending))?;
        }
        if let Some((time, written)) = self.timed {
            write!(f, "; {}", crate::observe::rate(time, written))?;
        }
        Ok(())
    }
}

/// Returns the cells of a row after the path.
fn cells(entry: &SummaryEntry, planned: bool) -> Vec<String> {
    let anomalies = entry.anomalies();
    let marked = |number: f64, of: fn(&Anomaly) -> bool| {
        format!("{}{}", brief(number), if anomalies.iter().any(of) { "!" } else { "" })
    };
    let mut cells = vec![shape(entry)];
    if planned {
        let plan = entry.planned.as_ref();
        cells.push(plan.map_or_else(String::new, |plan| printed::name(&shortened(&plan.gets()))));
        cells.push(plan.and_then(|plan| plan.expected).map_or_else(
            || "-".to_owned(),
            |expected| match (expected.mean, expected.std) {
                (mean, 0.0) => brief(mean),
                (0.0, std) => format!("±{}", brief(std)),
                (mean, std) => format!("{}±{}", brief(mean), brief(std)),
            },
        ));
    }
    let Statistics { mean, std, min, max, .. } = entry.statistics;
    cells.extend([
        marked(mean, |anomaly| matches!(anomaly, Anomaly::Mean(_))),
        marked(std, |anomaly| matches!(anomaly, Anomaly::Std(_))),
        brief(min),
        marked(max, |anomaly| matches!(anomaly, Anomaly::NotFinite(_))),
        percent(&entry.statistics),
        entry.statistics.bars(),
    ]);
    cells
}

/// The share of zeros. Only all are 100 %, and only none are 0 %.
pub(super) fn percent(statistics: &Statistics) -> String {
    let share = (100.0 * statistics.zero_share()).round();
    match statistics.zeros {
        zeros if zeros > 0 && share == 0.0 => "<1%".to_owned(),
        zeros if zeros < statistics.count && share == 100.0 => ">99%".to_owned(),
        _ => format!("{share}%"),
    }
}

/// `64×32`, which takes less room than a list.
fn shape(entry: &SummaryEntry) -> String {
    let lengths = entry.shape.iter().map(ToString::to_string).collect::<Vec<_>>().join("×");
    let shape = if lengths.is_empty() { "scalar" } else { &lengths };
    format!("{shape}{}", if entry.buffer { " buffer" } else { "" })
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn only_anomalies_are_colored() {
        let rules = init! { <Dense<64, 64>> weight => normal(0.0, 0.02), bias => zeros };
        let mut layer = rules.build(42).unwrap();
        assert!(!rules.summary(&layer).colored().contains('\x1b'));
        layer.bias_mut()[3] = 1.0;
        let text = rules.summary(&layer).colored();
        assert_eq!(text.matches("\x1b[31m! bias: ").count(), 2, "{text}");
        assert_eq!(text.matches('\x1b').count(), 4, "{text}");
    }
}
