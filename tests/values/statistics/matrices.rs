//! Initializers whose elements depend on one another: one element of each of many, so that a sample is independent.

use ndarray::{Array2, Array3, s};
use paraminit::axes::Role::{Batch, In, Kernel, Out};
use paraminit::init::{Gain, Init, delta_orthogonal, icnr, kaiming_normal, orthogonal};
use paraminit::sample::Real;
use paraminit::stream::StreamId;

use super::judge;
use super::law::Law;

/// How many matrices.
const COUNT: usize = 50_000;

/// Of independent matrices, each element in turn; all are alike.
fn check<T: Real>(rows: usize, columns: usize) {
    let init = orthogonal().gain(Gain::Value(1.5));
    let mut values = Array3::from_elem((COUNT, rows, columns), T::from_f64(f64::NAN));
    init.fill(&mut values, &[Batch, Out, In], StreamId::new(42, "matrices")).expect("a stack of matrices");
    let dimensions = u32::try_from(rows.max(columns)).expect("few dimensions");
    let law = Law::Sphere { dimensions, gain: 1.5 };
    for row in 0..rows {
        for column in 0..columns {
            let sample: Vec<T> = values.slice(s![.., row, column]).to_vec();
            let judged = judge::distribution(&sample, &law).and_then(|()| judge::moments(&sample, &law));
            judged.unwrap_or_else(|fault| panic!("{rows} x {columns}, at [{row}, {column}]: {fault}"));
        }
    }
    // Elements of a matrix are dependent and still not correlated.
    let element = |row, column| values.slice(s![.., row, column]).to_vec();
    let (first, last) = (element(0, 0), element(rows - 1, columns - 1));
    let products: Vec<f64> = first.iter().zip(&last).map(|(x, y)| x.to_f64() * y.to_f64()).collect();
    let mean = products.iter().sum::<f64>();
    let error = products.iter().map(|x| x * x).sum::<f64>().sqrt();
    judge::within("the correlation of two corners", mean / error).expect("no correlation");
}

#[test]
fn orthogonal_matrices_are_uniform() {
    check::<f32>(2, 2);
    check::<f32>(3, 3);
    check::<f64>(4, 4);
    check::<f32>(5, 2);
    check::<f64>(2, 6);
}

/// The center of a convolution is such a matrix.
#[test]
fn orthogonal_filters_are_uniform() {
    let sample: Vec<f64> = (0..20_000)
        .map(|seed| {
            let mut values = Array3::<f64>::zeros((4, 3, 3));
            delta_orthogonal().fill(&mut values, &[Out, In, Kernel], StreamId::new(seed, "filters")).expect("a filter");
            values[[2, 1, 1]]
        })
        .collect();
    let law = Law::Sphere { dimensions: 4, gain: 1.0 };
    judge::distribution(&sample, &law).and_then(|()| judge::moments(&sample, &law)).expect("uniform");
}

/// One kernel of each group of four is what the inner initializer gives a parameter of a quarter of the outputs.
#[test]
fn kernels_for_a_pixel_shuffle() {
    let init: Init = icnr(2, kaiming_normal());
    let mut values = Array2::<f32>::zeros((4000, 1000));
    init.fill(&mut values, &[Out, In], StreamId::new(42, "upsample.weight")).expect("4 divides the outputs");
    let sample: Vec<f32> = values.slice(s![..;4, ..]).iter().copied().collect();
    let law = Law::Normal(0.0, (2.0_f64 / 1000.0).sqrt());
    judge::distribution(&sample, &law).and_then(|()| judge::moments(&sample, &law)).expect("normal");
    // And the kernels next to it are the same, which is found as a correlation.
    let all: Vec<f32> = values.iter().copied().collect();
    assert!(judge::no_echo(&all, &[1000], &law).is_err());
}
