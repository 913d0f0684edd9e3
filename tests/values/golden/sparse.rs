//! Sparse rows: an exact number of zeros, and normals.

#![allow(clippy::cast_precision_loss, reason = "samples have far fewer than 2^53 elements")]

use ndarray::Axis;
use paraminit::init::sparse;

use super::compare::{Faults, STANDARD_ERRORS, fill, near};
use super::row::Row;
use super::stats::Stats;

/// Compares a matrix of ours to the row's: in both, so many elements of every column are 0, and the others normal.
pub fn compare(row: &Row, sparsity: f64, std: f64) -> Faults {
    let values = fill(row, &sparse(sparsity).std(std));
    let expected = (sparsity * row.shape()[0] as f64).ceil();
    let mut faults = Faults::new();
    for (at, column) in values.axis_iter(Axis(1)).enumerate() {
        let zeros = column.iter().filter(|&&value| value == 0.0).count() as f64;
        if zeros != expected {
            faults.push(format!("{row}: {zeros} elements of column {at} are 0 here, expected {expected}"));
        }
    }
    let ours = Stats::of(&values.iter().copied().collect::<Vec<_>>());
    let columns = row.shape()[1] as f64;
    for (who, stats) in [("here", ours), ("there", row.stats())] {
        faults.extend(judge(row, who, stats, expected * columns, std));
    }
    faults
}

/// With a share p of the elements that are not 0, each of which is normal, the moments of all are p times those.
fn judge(row: &Row, who: &str, stats: Stats, zeros: f64, std: f64) -> Faults {
    let mut faults = Faults::new();
    if stats.zeros as f64 != zeros {
        faults.push(format!("{row}: {} elements are 0 {who}, expected {zeros}", stats.zeros));
    }
    let n = stats.n as f64;
    let kept = n - zeros;
    let share = kept / n;
    let of_normals = stats.std.hypot(stats.mean) / share.sqrt();
    let statistics = [
        ("mean", stats.mean / share, 0.0, std / kept.sqrt()),
        ("std", of_normals, std, std / (2.0 * kept).sqrt()),
        ("kurtosis", stats.kurtosis * share, 3.0, (24.0 / kept).sqrt()),
    ];
    for (name, found, expected, error) in statistics {
        if !near(found, expected, STANDARD_ERRORS * error) {
            faults
                .push(format!("{row}: {name} {found} {who} without the zeros, expected {expected}, error {error:.3e}"));
        }
    }
    faults
}
