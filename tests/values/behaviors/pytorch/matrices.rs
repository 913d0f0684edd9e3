//! Orthogonal and sparse matrices.

#![allow(clippy::cast_precision_loss, reason = "lengths are small")]

use ndarray::Axis;
use paraminit::axes::Role;
use paraminit::init::{Gain, orthogonal, sparse};
use paraminit::prelude::*;
use rand::RngExt;

use crate::values::behaviors::sample::{deviation, fill, follows, matrix, normal_cdf, refusal};

#[test]
fn sparse_has_the_share_of_zeros_in_every_column() {
    let mut arguments = Stream::new(123, "sparse");
    for given in [false, true] {
        let (rows, columns) = (arguments.random_range(30..=35_usize), arguments.random_range(30..=35));
        let sparsity: f64 = arguments.random_range(0.1..0.2);
        let std = if given { arguments.random_range(0.01..0.2) } else { 0.01 };
        let init = if given { sparse(sparsity).std(std) } else { sparse(sparsity) };
        let filled = fill::<f64>(init, &[rows, columns], &[]);
        let expected = (sparsity * rows as f64).ceil();
        for column in filled.axis_iter(Axis(1)) {
            assert_eq!(column.iter().filter(|&&x| x == 0.0).count() as f64, expected, "{init}");
        }
        let normals: Vec<f64> = filled.iter().copied().filter(|&x| x != 0.0).collect();
        follows(&init.to_string(), &normals, normal_cdf(0.0, std));
    }
}

#[test]
fn sparse_refuses_all_but_matrices() {
    for shape in [&[3][..], &[2, 2, 2]] {
        assert!(refusal(sparse(0.1), shape, &[]).starts_with("`sparse` needs rank 2"));
    }
}

#[test]
fn orthogonal_has_orthonormal_rows_or_columns() {
    let mut arguments = Stream::new(123, "orthogonal");
    let conv: &[Role] = &[Out, In, Kernel, Kernel];
    for (shape, roles) in
        [(&[3, 4][..], &conv[..2]), (&[4, 3], &conv[..2]), (&[20, 2, 3, 4], conv), (&[2, 3, 4, 5], conv)]
    {
        for gain in [1.0, arguments.random_range(0.1..2.0)] {
            let init = orthogonal().gain(Gain::Value(gain));
            let single = fill::<f32>(init, shape, roles).mapv(f64::from);
            assert!(deviation(matrix(&single, 1).view(), gain) < 1e-6, "{shape:?} {gain}");
            let double = fill::<f64>(init, shape, roles);
            assert!(deviation(matrix(&double, 1).view(), gain) < 1e-14, "{shape:?} {gain}");
        }
    }
}

#[test]
fn orthogonal_refuses_vectors() {
    for shape in [&[][..], &[3]] {
        assert!(refusal(orthogonal(), shape, &[]).contains("but the parameter has rank"));
    }
}
