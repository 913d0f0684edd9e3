//! Orthogonal matrices: uniform among all of them, not only orthogonal.
//!
//! A decomposition that leaves signs to chance, or that starts from uniform numbers as MXNet's does, gives matrices with
//! `Q^T Q = I` that prefer some directions. Entries, angles of rotation and traces tell.

#![allow(clippy::cast_precision_loss, reason = "samples have far fewer than 2^53 elements")]

use std::f64::consts::{PI, TAU};

use ndarray::{Array2, s};
use paraminit::axes::Role;
use paraminit::init::orthogonal;
use paraminit::prelude::*;

use crate::values::behaviors::sample::{deviation, distance, elements, fill, follows, matrix, moment, uniform_cdf};

/// Independent matrices, as the copies along a batch axis.
fn matrices(count: usize, rows: usize, columns: usize) -> Vec<Array2<f64>> {
    let all = elements(&fill::<f64>(orthogonal(), &[count, rows, columns], &[Batch, Out, In]));
    let of = |part: &[f64]| Array2::from_shape_vec((rows, columns), part.to_vec()).expect("a matrix");
    all.chunks(rows * columns).map(of).collect()
}

/// An entry of a uniform matrix of order 3 is a coordinate of a uniform point on the sphere, and so uniform
/// (Archimedes); of order 4, its density is a semicircle.
#[test]
fn every_entry_follows_its_law() {
    for (rows, columns) in [(3, 3), (3, 2), (2, 3)] {
        let sample = matrices(20_000, rows, columns);
        for (i, j) in (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j))) {
            let entries: Vec<f64> = sample.iter().map(|q| q[[i, j]]).collect();
            follows(&format!("entry {i}, {j} of {rows} x {columns}"), &entries, uniform_cdf(-1.0, 1.0));
        }
    }
    let semicircle = |x: f64| 0.5 + (x * (1.0 - x * x).max(0.0).sqrt() + x.clamp(-1.0, 1.0).asin()) / PI;
    let sample = matrices(20_000, 4, 4);
    for (i, j) in [(0, 0), (1, 2), (2, 2), (3, 0), (3, 3)] {
        let entries: Vec<f64> = sample.iter().map(|q| q[[i, j]]).collect();
        follows(&format!("entry {i}, {j} of order 4"), &entries, semicircle);
    }
}

fn determinant(q: &Array2<f64>) -> f64 {
    let minor = |a, b| q[[1, a]] * q[[2, b]] - q[[1, b]] * q[[2, a]];
    q[[0, 0]] * minor(1, 2) - q[[0, 1]] * minor(0, 2) + q[[0, 2]] * minor(0, 1)
}

/// The angle of the rotation that a matrix of order 3 is, up to a reflection of everything: its eigenphase.
fn angle(q: &Array2<f64>) -> f64 {
    let trace = determinant(q) * q.diag().sum();
    ((trace - 1.0) / 2.0).clamp(-1.0, 1.0).acos()
}

/// Eigenvalues of uniform rotations repel each other: the angle has the density `(1 - cos t) / pi`.
fn angle_cdf(t: f64) -> f64 {
    (t - t.sin()) / PI
}

#[test]
fn eigenphases_of_order_three_follow_their_law() {
    let sample = matrices(40_000, 3, 3);
    let angles: Vec<f64> = sample.iter().map(angle).collect();
    follows("angles", &angles, angle_cdf);
    let positive = sample.iter().filter(|q| determinant(q) > 0.0).count() as f64 / sample.len() as f64;
    assert!((positive - 0.5).abs() < 5.0 * 0.5 / (sample.len() as f64).sqrt(), "{positive} are rotations");
}

/// Half of the matrices of order 2 turn by a uniform angle, half reflect at a uniform axis.
#[test]
fn angles_of_order_two_are_uniform() {
    let (turns, reflections): (Vec<_>, Vec<_>) =
        matrices(40_000, 2, 2).into_iter().partition(|q| q[[0, 0]] * q[[1, 1]] - q[[0, 1]] * q[[1, 0]] > 0.0);
    for half in [turns, reflections] {
        assert!((half.len() as f64 - 20_000.0).abs() < 5.0 * 100.0, "{}", half.len());
        let angles: Vec<f64> = half.iter().map(|q| q[[1, 0]].atan2(q[[0, 0]]).rem_euclid(TAU)).collect();
        follows("angles", &angles, uniform_cdf(0.0, TAU));
    }
}

/// The first moments of traces of powers are those of normals, exactly: `tr Q` has 0, 1 and 3 for the powers 1, 2 and
/// 4, `tr Q^2` mean 1 and variance 2 (Diaconis and Shahshahani, 1994).
#[test]
fn traces_of_powers_have_their_moments() {
    let sample = matrices(20_000, 8, 8);
    let traces: Vec<f64> = sample.iter().map(|q| q.diag().sum()).collect();
    let squares: Vec<f64> = sample.iter().map(|q| (q * &q.t()).sum()).collect();
    for (name, values, power, expected) in [
        ("tr Q", &traces, 1, 0.0),
        ("(tr Q)^2", &traces, 2, 1.0),
        ("(tr Q)^4", &traces, 4, 3.0),
        ("tr Q^2", &squares, 1, 1.0),
        ("(tr Q^2)^2", &squares, 2, 3.0),
    ] {
        let found = moment(values, power);
        let error = ((moment(values, 2 * power) - found * found) / values.len() as f64).sqrt();
        assert!((found - expected).abs() < 5.0 * error, "{name}: {found}, not {expected}, error {error}");
    }
}

/// What these tests are for: matrices as a decomposition without correction of signs leaves them, diagonals negative.
#[test]
fn the_measures_find_a_decomposition_that_leaves_signs_to_chance() {
    let mut sample = matrices(2_000, 3, 3);
    for q in &mut sample {
        for k in 0..3 {
            if q[[k, k]] > 0.0 {
                q.column_mut(k).mapv_inplace(|x| -x);
            }
        }
        assert!(deviation(q.view(), 1.0) < 1e-13);
    }
    let angles: Vec<f64> = sample.iter().map(angle).collect();
    assert!(distance(&angles, angle_cdf) > 4.0, "{}", distance(&angles, angle_cdf));
    let entries: Vec<f64> = sample.iter().map(|q| q[[0, 0]]).collect();
    assert!(distance(&entries, uniform_cdf(-1.0, 1.0)) > 10.0);
}

/// Whichever of rows and columns are fewer are orthonormal, in both layouts, with all kernel axes among the columns.
#[test]
fn wide_tall_and_channels_last() {
    let cases: [(&[usize], &[Role], bool); 5] = [
        (&[4, 9], &[Out, In], false),
        (&[9, 4], &[Out, In], false),
        (&[9, 4], &[In, Out], true),
        (&[16, 3, 3, 3], &[Out, In, Kernel, Kernel], false),
        (&[3, 3, 3, 16], &[Kernel, Kernel, In, Out], true),
    ];
    for (shape, roles, last) in cases {
        let split = if last { shape.len() - 1 } else { 1 };
        let filled = fill::<f64>(orthogonal(), shape, roles);
        assert!(deviation(matrix(&filled, split).view(), 1.0) < 1e-13, "{shape:?}");
    }
}

/// TensorFlow on a GPU was off by 0.01.
#[test]
fn large_matrices_keep_their_precision() {
    let filled = fill::<f32>(orthogonal(), &[700, 700], &[Out, In]).mapv(f64::from);
    let q = matrix(&filled, 1);
    assert!(deviation(q.slice(s![..50, ..]), 1.0) < 1e-5 && deviation(q.slice(s![.., 650..]), 1.0) < 1e-5);
}
