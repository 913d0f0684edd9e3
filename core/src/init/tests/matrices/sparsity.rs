//! Sparse matrices: the number of zeros, and their places.

use ndarray::{Array2, Axis as Dim};

use crate::init::*;
use crate::stream::StreamId;

fn filled(init: Init, shape: (usize, usize), path: &str) -> Array2<f32> {
    let mut values = Array2::zeros(shape);
    init.fill(&mut values, &[], StreamId::new(42, path)).unwrap();
    values
}

fn zeros_of<'a>(line: impl IntoIterator<Item = &'a f32>) -> usize {
    line.into_iter().filter(|&&x| x == 0.0).count()
}

#[test]
fn every_line_has_as_many_zeros() {
    for (sparsity, zeros) in [(0.0, 0), (0.01, 1), (0.3, 12), (0.5, 20), (0.95, 38), (0.99, 40), (1.0, 40)] {
        let columns = filled(sparse(sparsity), (40, 7), "w");
        assert!(columns.axis_iter(Dim(1)).all(|column| zeros_of(column) == zeros), "{sparsity}");
        let rows = filled(sparse(sparsity).axis(1), (7, 40), "w");
        assert!(rows.axis_iter(Dim(0)).all(|row| zeros_of(row) == zeros), "{sparsity}");
    }
}

#[test]
fn what_is_not_zero_is_normal() {
    let (w, x) = (filled(sparse(0.5).std(0.1), (40, 30), "w"), filled(normal(0.0, 0.1), (40, 30), "w"));
    assert!(w.iter().zip(&x).all(|(w, x)| *w == 0.0 || w == x));
}

/// Every place of a line is zero equally often, and so is every pair.
#[test]
fn places_are_uniform() {
    let (n, lines) = (10, 20_000);
    let w = filled(sparse(0.3), (n, lines), "w");
    let is_zero = |place: usize, line: usize| w[[place, line]] == 0.0;
    for a in 0..n {
        for b in 0..n {
            let both = (0..lines).filter(|&line| is_zero(a, line) && is_zero(b, line)).count() as f64;
            let p: f64 = if a == b { 0.3 } else { 0.3 * 2.0 / 9.0 };
            let error = (p * (1.0 - p) * lines as f64).sqrt();
            assert!((both - p * lines as f64).abs() < 5.0 * error, "{a} {b}: {both}");
        }
    }
}

#[test]
fn seed_path_and_line_decide() {
    let places = |w: &Array2<f32>| w.mapv(|x| x == 0.0);
    let w = filled(sparse(0.5), (20, 6), "w");
    assert_eq!(w, filled(sparse(0.5), (20, 6), "w"));
    assert_ne!(places(&w), places(&filled(sparse(0.5), (20, 6), "v")));
    // More lines, or the other axis, change no line.
    let more = filled(sparse(0.5), (20, 9), "w");
    assert_eq!(places(&w), places(&more.slice(ndarray::s![.., ..6]).to_owned()));
    assert_eq!(places(&w), places(&filled(sparse(0.5).axis(1), (6, 20), "w").reversed_axes()));
    // The scalar type does not matter.
    let mut double = Array2::<f64>::zeros((20, 6));
    sparse(0.5).fill(&mut double, &[], StreamId::new(42, "w")).unwrap();
    assert_eq!(places(&w), double.mapv(|x| x == 0.0));
    assert_ne!(w.column(0).mapv(|x| x == 0.0), w.column(1).mapv(|x| x == 0.0));
}

/// These values are pinned: a change is a breaking change.
#[test]
fn which_places_are_zero() {
    let w = filled(sparse(0.4), (10, 2), "hidden.weight");
    let zeros = |line: usize| (0..10).filter(|&place| w[[place, line]] == 0.0).collect::<Vec<_>>();
    assert_eq!((zeros(0), zeros(1)), (vec![3, 6, 7, 9], vec![0, 5, 7, 8]));
}
