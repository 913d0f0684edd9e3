//! Where the systems disagree, each of their variants is there.

use ndarray::{ArrayD, Axis as Dim, IxDyn};
use paraminit::axes::Role;
use paraminit::init::{
    Init, glorot_normal, he_normal, kaiming_normal, normal, orthogonal, sparse, trunc_normal, uniform,
    variance_scaling, xavier_normal,
};
use paraminit::prelude::*;

use crate::values::behaviors::sample::{
    deviation, elements, fill, follows, has_moments, matrix, normal_cdf, truncated_cdf, uniform_cdf,
};

fn sample(init: Init) -> Vec<f64> {
    elements(&fill::<f32>(init, &[100, 300], &[Out, In]))
}

/// Plain in PyTorch and MXNet; at two standard deviations, and corrected, in JAX and Keras. The variance is the same.
#[test]
fn normals_of_the_schemes_are_plain_or_truncated() {
    let widened = |std: f64| std / 0.879_625_661_034_239_8;
    let glorot = (2.0_f64 / 400.0).sqrt();
    let he = (2.0_f64 / 300.0).sqrt();
    for (plain, truncated, std) in [(xavier_normal(), glorot_normal(), glorot), (kaiming_normal(), he_normal(), he)] {
        follows(plain.name(), &sample(plain), normal_cdf(0.0, std));
        let before = widened(std);
        follows(truncated.name(), &sample(truncated), truncated_cdf(0.0, before, -2.0 * before, 2.0 * before));
        has_moments(plain.name(), &sample(plain), 0.0, std);
        has_moments(truncated.name(), &sample(truncated), 0.0, std);
    }
}

/// Absolute in PyTorch, multiples of the standard deviation in JAX (which may differ) and Keras (two, always);
/// corrected in none of them.
#[test]
fn bounds_of_a_truncated_normal_are_absolute_or_relative_and_it_is_corrected_or_not() {
    for (init, law) in [
        (trunc_normal(0.5).low(-2.0).high(2.0), (0.5, -2.0, 2.0)),
        (trunc_normal(0.5).low(-0.5).high(1.5), (0.5, -0.5, 1.5)),
        (trunc_normal(0.5), (0.5, -1.0, 1.0)),
        (trunc_normal(0.5).within(1.0), (0.5, -0.5, 0.5)),
    ] {
        let (std, low, high) = law;
        follows(&init.to_string(), &sample(init), truncated_cdf(0.0, std, low, high));
    }
    for init in [trunc_normal(0.5).rescale(true), trunc_normal(0.5).within(1.0).rescale(true)] {
        has_moments(&init.to_string(), &sample(init), 0.0, 0.5);
    }
    let absolute = sample(trunc_normal(0.5).low(-1.0).high(1.0).rescale(true));
    has_moments("absolute bounds", &absolute, 0.0, 0.5);
    assert!(absolute.iter().all(|x| x.abs() <= 1.0));
}

/// What each system draws when it is told nothing.
#[test]
fn plain_distributions_have_every_systems_range() {
    for (low, high) in [(0.0, 1.0), (0.0, 0.01), (-0.05, 0.05), (-0.07, 0.07)] {
        follows("uniform", &sample(uniform(low, high)), uniform_cdf(low, high));
    }
    for std in [1.0, 0.01, 0.05] {
        follows("normal", &sample(normal(0.0, std)), normal_cdf(0.0, std));
    }
}

/// A matrix with one axis against all others.
fn against(values: &ArrayD<f64>, axis: usize) -> ndarray::Array2<f64> {
    let mut order: Vec<usize> = (0..values.ndim()).filter(|&other| other != axis).collect();
    order.insert(0, axis);
    matrix(&values.view().permuted_axes(IxDyn(&order)).as_standard_layout().into_owned(), 1)
}

/// The first axis against the rest in PyTorch and MXNet, the last in Keras, any one in JAX. Each is orthogonal in its
/// own reading, and not in another.
#[test]
fn an_orthogonal_matrix_is_flattened_along_any_axis() {
    let shape = [3, 4, 5];
    for axis in 0..3 {
        let mut roles: [Role; 3] = [In, Kernel, Kernel];
        roles[axis] = Out;
        let filled = fill::<f64>(orthogonal(), &shape, &roles);
        for reading in 0..3 {
            let deviation = deviation(against(&filled, reading).view(), 1.0);
            assert_eq!(deviation < 1e-13, reading == axis, "{axis} {reading}: {deviation}");
        }
    }
}

/// Along columns in PyTorch; along rows for few inputs of every output, as Martens wants.
#[test]
fn zeros_of_a_sparse_matrix_are_counted_along_either_axis() {
    for axis in [0, 1] {
        let filled = fill::<f32>(sparse(0.5).axis(axis), &[40, 40], &[]);
        let even = |dim: usize| {
            filled.lanes(Dim(dim)).into_iter().all(|line| line.iter().filter(|&&x| x == 0.0).count() == 20)
        };
        assert!(even(axis) && !even(1 - axis), "{axis}");
    }
}

/// PyTorch has the first two, Keras and MXNet the first three, JAX all.
#[test]
fn variance_is_divided_by_every_fan() {
    let (fan_in, fan_out) = (300.0_f64, 100.0_f64);
    for (mode, fan) in [(FanIn, fan_in), (FanOut, fan_out), (FanAvg, 200.0), (FanGeoAvg, (fan_in * fan_out).sqrt())] {
        has_moments(&mode.to_string(), &sample(variance_scaling(1.0).mode(mode)), 0.0, fan.sqrt().recip());
    }
}

/// Keras gives a vector its length for both fans. So can who wants it.
#[test]
fn a_vector_gets_the_scale_that_a_closure_says() {
    #[derive(Initialize)]
    struct Scale {
        #[init(shape = [3000], required)]
        scale: ndarray::Array1<f32>,
    }
    let bound = |n: usize| f64::sqrt(3.0 / f64::from(u16::try_from(n).expect("3000")));
    let rules = init! { <Scale> scale => |p| uniform(-bound(p.shape()[0]), bound(p.shape()[0])) };
    let scale = rules.build(42).expect("sized").scale;
    follows("glorot of a vector", &elements(&scale.into_dyn()), uniform_cdf(-bound(3000), bound(3000)));
}
