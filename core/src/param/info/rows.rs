//! Rows of an array that have a value of their own, whatever initializer the rest gets.

use core::fmt;
use core::ops::Range;

/// Some rows: places along the first axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowRange {
    /// `from..to`; up to the last if `to` is `usize::MAX`.
    Numbers { from: usize, to: usize },
    /// The last one.
    Last,
    /// Those from `from` on, but the last.
    BeforeLast { from: usize },
}

/// Rows with their value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rows {
    pub(crate) range: RowRange,
    pub(crate) value: f64,
    /// The initializer, as the attribute writes it.
    pub(crate) text: &'static str,
}

impl RowRange {
    /// The rows of an array of `len` rows, or the first that it does not have.
    pub(crate) fn of(self, len: usize) -> Result<Range<usize>, usize> {
        match self {
            Self::Numbers { from, to: usize::MAX } if from <= len => Ok(from..len),
            Self::Numbers { from, to: usize::MAX } => Err(from),
            Self::Numbers { from, to } if to <= len => Ok(from.min(to)..to),
            Self::Numbers { from, .. } => Err(from.max(len)),
            Self::Last if len > 0 => Ok(len - 1..len),
            Self::Last => Err(0),
            Self::BeforeLast { from } if from <= len.saturating_sub(1) => Ok(from..len.saturating_sub(1)),
            Self::BeforeLast { from } => Err(from),
        }
    }
}

/// As an attribute writes them: `[0] => zeros`.
impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.range {
            RowRange::Numbers { from: 0, to: usize::MAX } => f.write_str("[*]")?,
            RowRange::Numbers { from, to: usize::MAX } => write!(f, "[{from}..]")?,
            RowRange::Numbers { from, to } if from + 1 == to => write!(f, "[{from}]")?,
            RowRange::Numbers { from, to } => write!(f, "[{from}..{to}]")?,
            RowRange::Last => f.write_str("[last]")?,
            RowRange::BeforeLast { from: 0 } => f.write_str("[..last]")?,
            RowRange::BeforeLast { from } => write!(f, "[{from}..last]")?,
        }
        write!(f, " => {}", self.text)
    }
}

/// As an attribute writes all of them: `rows([0] => zeros, [last] => ones)`. The last that were set come first there.
pub(crate) fn rows_text(rows: &[Rows]) -> String {
    let rows: Vec<_> = rows.iter().rev().map(ToString::to_string).collect();
    format!("rows({})", rows.join(", "))
}

#[cfg(test)]
mod tests {
    use super::RowRange::{BeforeLast, Last, Numbers};

    #[test]
    fn ranges_are_those_of_slices() {
        for (range, len, expected) in [
            (Numbers { from: 0, to: 1 }, 4, Ok(0..1)),
            (Numbers { from: 3, to: 4 }, 4, Ok(3..4)),
            (Numbers { from: 4, to: 5 }, 4, Err(4)),
            (Numbers { from: 2, to: 6 }, 4, Err(4)),
            (Numbers { from: 4, to: usize::MAX }, 4, Ok(4..4)),
            (Numbers { from: 5, to: usize::MAX }, 4, Err(5)),
            (Last, 4, Ok(3..4)),
            (Last, 0, Err(0)),
            (BeforeLast { from: 1 }, 4, Ok(1..3)),
            (BeforeLast { from: 4 }, 4, Err(4)),
            (BeforeLast { from: 0 }, 0, Ok(0..0)),
        ] {
            assert_eq!(range.of(len), expected, "{range:?} of {len}");
        }
    }
}
