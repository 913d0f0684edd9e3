//! Orthogonal rows: exact properties in place of a sampling error.

#![allow(clippy::cast_precision_loss, reason = "matrices have far fewer than 2^53 rows")]

use ndarray::{Array2, ArrayD, Axis};
use paraminit::axes::Role;
use paraminit::init::{Gain, delta_orthogonal, orthogonal};

use super::compare::{Faults, STANDARD_ERRORS, fill, near};
use super::row::Row;
use super::stats::Stats;

/// Largest deviation of an element of `W W^T` from `gain^2 I`.
const TOLERANCE: f64 = 1e-5;

/// Compares a matrix of ours to the row's: both are `gain` times a matrix with orthonormal rows or columns, whichever
/// are fewer, and uniform among these.
pub fn compare(row: &Row, gain: f64) -> Faults {
    judge(row, fill(row, &orthogonal().gain(Gain::Value(gain))), gain)
}

/// Compares a convolution of ours to the row's: both are such a matrix at the center tap, and 0 elsewhere.
///
/// The statistics of the row are those of all elements. Its zeros are exact, and so are the moments of the others.
pub fn compare_center(row: &Row, gain: f64) -> Faults {
    let mut center = fill(row, &delta_orthogonal().gain(Gain::Value(gain)));
    let (whole, mut taps) = (center.clone(), 1.0);
    for (axis, role) in row.roles().into_iter().enumerate().rev() {
        if role == Role::Kernel {
            let length = center.len_of(Axis(axis));
            taps *= length as f64;
            center.index_axis_inplace(Axis(axis), (length - 1) / 2);
        }
    }
    let mut inner: Vec<Role> = row.roles();
    inner.retain(|&role| role != Role::Kernel);
    let matrix = matrix(&inner, center);
    let values: Vec<f32> = matrix.iter().copied().collect();
    let ours = Stats::of(&whole.iter().copied().collect::<Vec<_>>());
    let long = matrix.nrows().max(matrix.ncols()) as f64;

    let mut faults = Faults::new();
    faults.extend(gram(row, &matrix, gain));
    for (who, stats) in [("here", ours), ("there", row.stats())] {
        if stats.n - stats.zeros != values.len() {
            faults.push(format!("{row}: {} of {} elements are 0 {who}", stats.zeros, stats.n));
        }
        faults.extend(root_mean_square(row, who, stats, gain / (long * taps).sqrt()));
        // The sum over all elements is that over the center.
        let mean = stats.mean * taps;
        let error = gain / (long * values.len() as f64).sqrt();
        if !near(mean, 0.0, STANDARD_ERRORS * error) {
            faults.push(format!("{row}: mean {mean} of the center {who}, expected 0, standard error {error:.3e}"));
        }
    }
    faults
}

/// Compares these values of ours to the row's.
pub fn judge(row: &Row, values: ArrayD<f32>, gain: f64) -> Faults {
    let matrix = matrix(&row.roles(), values);
    let values: Vec<f32> = matrix.iter().copied().collect();
    let (theirs, ours) = (row.stats(), Stats::of(&values));
    let long = matrix.nrows().max(matrix.ncols()) as f64;

    let mut faults = Faults::new();
    faults.extend(gram(row, &matrix, gain));
    for (who, stats) in [("here", ours), ("there", theirs)] {
        faults.extend(root_mean_square(row, who, stats, gain / long.sqrt()));
        faults.extend(mean_and_kurtosis(row, who, stats, gain, long));
    }
    faults
}

/// Rows are the output axes, columns the others, both in row-major order, as in all four systems.
fn matrix(roles: &[Role], values: ArrayD<f32>) -> Array2<f32> {
    let (rows, columns): (Vec<usize>, Vec<usize>) = (0..roles.len()).partition(|&axis| roles[axis] == Role::Out);
    let length: usize = rows.iter().map(|&axis| values.shape()[axis]).product();
    let order = [rows, columns].concat();
    let count = values.len();
    let values: Vec<f32> = values.permuted_axes(order).iter().copied().collect();
    Array2::from_shape_vec((length, count / length), values).expect("all elements")
}

/// `W W^T`, or `W^T W` if there are fewer columns, must be `gain^2 I`.
fn gram(row: &Row, matrix: &Array2<f32>, gain: f64) -> Option<String> {
    let matrix = matrix.mapv(f64::from);
    let gram = if matrix.nrows() <= matrix.ncols() { matrix.dot(&matrix.t()) } else { matrix.t().dot(&matrix) };
    let worst = (gram - Array2::<f64>::eye(matrix.nrows().min(matrix.ncols())) * gain.powi(2))
        .iter()
        .fold(0.0, |worst, deviation: &f64| if deviation.abs() <= worst { worst } else { deviation.abs() });
    (!near(worst, 0.0, TOLERANCE))
        .then(|| format!("{row}: W W^T is {worst:.3e} from gain^2 I, tolerance {TOLERANCE:e}"))
}

/// The squares sum to `gain^2` along the shorter axis, so their root mean square is known up to rounding. The standard
/// deviation is that, less the square of the mean.
fn root_mean_square(row: &Row, who: &str, stats: Stats, expected: f64) -> Option<String> {
    let found = stats.std.hypot(stats.mean);
    (!near(found, expected, 1e-6 * expected))
        .then(|| format!("{row}: root mean square {found} {who}, expected {expected}"))
}

/// Different elements of a uniform orthogonal matrix are uncorrelated, so the mean has the standard error of
/// independent ones. An element of a unit vector in `long` dimensions has kurtosis 3 `long` / (`long` + 2). Normals
/// divided by their root mean square vary in kurtosis as a normal sample does, by 24 / n; in few dimensions they vary
/// less.
fn mean_and_kurtosis(row: &Row, who: &str, stats: Stats, gain: f64, long: f64) -> Faults {
    let n = stats.n as f64;
    let statistics = [
        ("mean", stats.mean, 0.0, gain / (long * n).sqrt()),
        ("kurtosis", stats.kurtosis, 3.0 * long / (long + 2.0), (24.0 / n).sqrt()),
    ];
    let mut faults = Faults::new();
    for (name, found, expected, error) in statistics {
        if !near(found, expected, STANDARD_ERRORS * error) {
            faults.push(format!("{row}: {name} {found} {who}, expected {expected}, standard error {error:.3e}"));
        }
    }
    faults
}
