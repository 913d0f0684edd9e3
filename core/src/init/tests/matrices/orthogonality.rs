//! Orthogonal matrices: orthonormal to rounding, and uniform among all of them.

use ndarray::{Array2, ArrayD, Axis as Dim, IxDyn};

use crate::axes::Role::{Batch, In, Kernel, Out};
use crate::axes::{Axis, Role};
use crate::init::Gain::*;
use crate::init::*;
use crate::stream::StreamId;

/// The largest deviation of the shorter side's Gram matrix from `gain^2 I`.
fn deviation(w: &Array2<f64>, gain: f64) -> f64 {
    let gram = if w.nrows() > w.ncols() { w.t().dot(w) } else { w.dot(&w.t()) };
    let expected = Array2::<f64>::eye(gram.nrows()) * (gain * gain);
    (gram - expected).iter().fold(0.0, |largest, x| largest.max(x.abs()))
}

/// The matrix of a parameter: `out` axes against the rest.
fn matrix(w: &ArrayD<f64>, roles: &[Role]) -> Array2<f64> {
    let (rows, columns): (Vec<_>, Vec<_>) = (0..roles.len()).partition(|&axis| roles[axis] == Out);
    let count: usize = rows.iter().map(|&axis| w.shape()[axis]).product();
    let order: Vec<_> = rows.into_iter().chain(columns).collect();
    let rest = w.len() / count;
    w.view().permuted_axes(IxDyn(&order)).as_standard_layout().to_owned().into_shape_with_order((count, rest)).unwrap()
}

#[test]
fn orthonormal_in_every_shape() {
    let cases: &[(&[usize], &[Role])] = &[
        (&[3, 4], &[Out, In]),
        (&[4, 3], &[Out, In]),
        (&[50, 50], &[In, Out]),
        (&[20, 2, 3, 4], &[Out, In, Kernel, Kernel]),
        (&[2, 3, 4, 5], &[Out, In, Kernel, Kernel]),
        (&[3, 4, 5, 6], &[Kernel, Kernel, In, Out]),
        (&[3, 7, 5, 2], &[Kernel, Out, In, Out]),
        (&[1, 9], &[Out, In]),
        (&[9, 1], &[Out, In]),
        (&[1, 1], &[Out, In]),
        (&[200, 120], &[Out, In]),
    ];
    for &(shape, roles) in cases {
        for gain in [1.0, 1.7] {
            let init = orthogonal().gain(Value(gain));
            let mut double = ArrayD::<f64>::zeros(shape);
            init.fill(&mut double, roles, StreamId::new(42, "w")).unwrap();
            assert!(deviation(&matrix(&double, roles), gain) < 1e-12, "{shape:?}");
            let mut single = ArrayD::<f32>::zeros(shape);
            init.fill(&mut single, roles, StreamId::new(42, "w")).unwrap();
            assert!(deviation(&matrix(&single.mapv(f64::from), roles), gain) < 1e-5, "{shape:?}");
        }
    }
}

#[test]
fn long_columns_keep_their_precision() {
    let mut w = Array2::<f32>::zeros((5000, 40));
    orthogonal().fill(&mut w, &[], StreamId::new(1, "w")).unwrap();
    assert!(deviation(&w.mapv(f64::from), 1.0) < 1e-5);
}

#[test]
fn copies_and_blocks_are_independent_matrices() {
    let mut copies = ArrayD::<f64>::zeros(vec![3, 5, 4]);
    orthogonal().fill(&mut copies, &[Batch, Out, In], StreamId::new(42, "w")).unwrap();
    let parts: Vec<_> = copies.axis_iter(Dim(0)).map(|part| matrix(&part.to_owned(), &[Out, In])).collect();
    assert!(parts.iter().all(|part| deviation(part, 1.0) < 1e-12));
    assert!((&parts[0] - &parts[1]).iter().any(|x| x.abs() > 0.1));

    let mut packed = Array2::<f64>::zeros((6, 18));
    orthogonal().fill_with_axes(&mut packed, &[In.into(), Axis::packed(3, Out)], StreamId::new(42, "w")).unwrap();
    for block in packed.axis_chunks_iter(Dim(1), 6) {
        assert!(deviation(&block.to_owned(), 1.0) < 1e-12);
    }
}

/// Entries of a Haar matrix of order n have mean 0, E q^2 = 1/n, E q^4 = 3 / (n (n + 2)), and the two determinants are
/// equally likely. A QR without sign correction fails in the diagonal and in the determinant.
#[test]
fn uniform_among_all_orthogonal_matrices() {
    const TRIALS: u64 = 20_000;
    for roles in [[Out, In], [In, Out]] {
        let (mut first, mut second, mut fourth) = ([0.0; 9], [0.0; 9], [0.0; 9]);
        let mut cross = 0.0;
        let mut positive = 0_u32;
        for seed in 0..TRIALS {
            let mut q = Array2::<f64>::zeros((3, 3));
            orthogonal().fill(&mut q, &roles, StreamId::new(seed, "w")).unwrap();
            for (i, &x) in q.iter().enumerate() {
                first[i] += x / TRIALS as f64;
                second[i] += x * x / TRIALS as f64;
                fourth[i] += x * x * x * x / TRIALS as f64;
            }
            // E q11^2 q22^2 = (n + 1) / (n (n - 1) (n + 2)).
            cross += (q[[0, 0]] * q[[1, 1]]).powi(2) / TRIALS as f64;
            let minor = |a, b| q[[1, a]] * q[[2, b]] - q[[1, b]] * q[[2, a]];
            let determinant = q[[0, 0]] * minor(1, 2) - q[[0, 1]] * minor(0, 2) + q[[0, 2]] * minor(0, 1);
            assert!((determinant.abs() - 1.0).abs() < 1e-12);
            positive += u32::from(determinant > 0.0);
        }
        for i in 0..9 {
            assert!(first[i].abs() < 0.018, "mean of entry {i}: {}", first[i]);
            assert!((second[i] - 1.0 / 3.0).abs() < 0.01, "square of entry {i}: {}", second[i]);
            assert!((fourth[i] - 0.2).abs() < 0.01, "fourth power of entry {i}: {}", fourth[i]);
        }
        assert!((cross - 4.0 / 30.0).abs() < 0.006, "{cross}");
        assert!((f64::from(positive) / TRIALS as f64 - 0.5).abs() < 0.02, "{positive}");
    }
}

/// The first column of a tall matrix points where its normals do.
#[test]
fn the_first_column_is_the_direction_of_its_normals() {
    let (mut q, mut x) = (Array2::<f64>::zeros((7, 3)), Array2::<f64>::zeros((7, 3)));
    orthogonal().fill(&mut q, &[], StreamId::new(3, "w")).unwrap();
    normal(0.0, 1.0).fill(&mut x, &[], StreamId::new(3, "w")).unwrap();
    let column = x.column(0);
    let expected = &column / column.dot(&column).sqrt();
    assert!((&q.column(0) - &expected).iter().all(|difference| difference.abs() < 1e-14));
}
