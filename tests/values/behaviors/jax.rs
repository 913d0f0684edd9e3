//! `jax.nn.initializers` and `jax.random`.

use ndarray::{Array2, ArrayD};
use paraminit::axes::Role;
use paraminit::dtype::DType;
use paraminit::init::{
    Init, delta_orthogonal, glorot_normal, glorot_uniform, he_normal, he_uniform, lecun_normal, lecun_uniform, normal,
    orthogonal, trunc_normal, uniform, variance_scaling,
};
use paraminit::prelude::*;
use paraminit::sample::Real;

use crate::values::behaviors::sample::{
    deviation, elements, fill, fill_axes, follows, has_moments, refusal, schemes, truncated_cdf,
};

/// Their shapes, with as many roles of a convolution in their layout, `[kernel.., in, out]`.
const SHAPES: [&[usize]; 8] = [&[], &[2], &[2, 2], &[2, 3], &[3, 2], &[2, 3, 4], &[4, 3, 2], &[2, 3, 4, 5]];

fn roles(rank: usize) -> Vec<Role> {
    let mut roles = vec![Kernel; rank.saturating_sub(2)];
    roles.extend([In, Out]);
    roles
}

/// The array is full of NaN before.
fn fills_every_element(init: Init, shape: &[usize], roles: &[Role]) {
    assert!(elements(&fill::<f32>(init, shape, roles)).iter().all(|x| x.is_finite()), "{init} {shape:?}");
    assert!(elements(&fill::<f64>(init, shape, roles)).iter().all(|x| x.is_finite()), "{init} {shape:?}");
}

#[test]
fn every_initializer_fills_every_shape_that_it_is_for() {
    let schemes = [he_normal(), he_uniform(), glorot_normal(), glorot_uniform(), lecun_normal(), lecun_uniform()];
    for shape in SHAPES {
        for init in [uniform(0.0, 1e-2), normal(0.0, 1e-2), trunc_normal(1e-2)] {
            fills_every_element(init, shape, &[]);
        }
        if shape.len() >= 2 {
            let geometric = variance_scaling(1.0).mode(FanGeoAvg).distribution(init::Distribution::Normal);
            for init in schemes.into_iter().chain([geometric, orthogonal()]) {
                fills_every_element(init, shape, &roles(shape.len()));
            }
        }
    }
    fills_every_element(delta_orthogonal(), &[2, 3, 4, 5], &roles(4));
}

/// `in_axis` and `out_axis` name any axes there, or none: `(0)` and `()`, `()` and `(0)`, and neither. Here every axis
/// has a role, so an axis that is neither runs over the receptive field, as theirs does. Rank 1 stays an error.
#[test]
fn fans_of_any_axes() {
    for (axes, fan) in [([In, Kernel], 6), ([Out, Kernel], 3), ([Kernel, Kernel], 6)] {
        let init = variance_scaling(1.0).distribution(init::Distribution::Normal);
        let shape = [2, 3];
        let info = ParamInfo::bare(&shape, Some(leak(&axes)), DType::F64);
        assert_eq!(info.fan_in(), fan);
        let std = (f64::from(u8::try_from(fan).expect("small"))).sqrt().recip();
        let moments = init.resolve(&info).expect("fans are known").moments();
        assert!(moments.is_some_and(|(mean, found)| mean == 0.0 && (found - std).abs() < 1e-15), "{moments:?}");
        fills_every_element(init, &shape, &axes);
    }
}

/// Axes that live as long as those of a model.
fn leak(roles: &[Role]) -> &'static [paraminit::axes::Axis] {
    roles.iter().map(|&role| role.into()).collect::<Vec<_>>().leak()
}

/// Theirs checks the shape of the result only.
#[test]
fn several_input_and_output_axes_multiply() {
    let info = ParamInfo::bare(&[2, 3, 4, 5], Some(leak(&[In, In, Out, Out])), DType::F32);
    assert_eq!((info.fan_in(), info.fan_out()), (6, 20));
    let init = variance_scaling(1.0).mode(FanAvg);
    let (mean, std) = init.resolve(&info).expect("fans are known").moments().expect("a sampler");
    assert!(mean.abs() < 1e-13 && (std - 13.0_f64.sqrt().recip()).abs() < 1e-12, "{std}");
    fills_every_element(init, info.shape(), &[In, In, Out, Out]);
}

#[test]
fn a_batch_axis_is_in_neither_fan() {
    let info = ParamInfo::bare(&[2, 3, 4, 5], Some(leak(&[In, Batch, Out, Out])), DType::F32);
    assert_eq!((info.fan_in(), info.fan_out()), (2, 20));
    fills_every_element(variance_scaling(1.0).mode(FanAvg), info.shape(), &[In, Batch, Out, Out]);
}

#[test]
fn a_vector_has_no_fans_by_default() {
    let refused = refusal(variance_scaling(1.0).mode(FanAvg), &[5], &[]);
    assert!(refused.starts_with("`variance_scaling` needs a fan-in and a fan-out"), "{refused}");
}

fn orthogonal_of<T: Real>(copies: &[usize], rows: usize, columns: usize, tolerance: f64) {
    let shape = [copies, &[rows, columns]].concat();
    let mut roles = vec![Batch; copies.len()];
    roles.extend([Out, In]);
    let filled: ArrayD<f64> = fill::<T>(orthogonal(), &shape, &roles).mapv(Real::to_f64);
    assert_eq!(filled.shape(), shape);
    for lanes in elements(&filled).chunks((rows * columns).max(1)) {
        let matrix = Array2::from_shape_vec((rows, columns), lanes.to_vec()).expect("a whole matrix");
        assert!(deviation(matrix.view(), 1.0) < tolerance, "{shape:?}");
    }
}

#[test]
fn orthogonal_of_every_small_size_and_number_of_copies() {
    for copies in [&[][..], &[5], &[10, 5]] {
        for rows in 0..=4 {
            for columns in 0..=4 {
                orthogonal_of::<f64>(copies, rows, columns, 1e-14);
                orthogonal_of::<f32>(copies, rows, columns, 1e-6);
            }
        }
    }
}

fn strictly_inside<T: Real>() {
    let init = trunc_normal(1.0).low(-0.3).high(0.3);
    let values = elements(&fill::<T>(init, &[10_000], &[]));
    assert!(values.iter().all(|x| -0.3 < *x && *x < 0.3));
    follows("0.3", &values, truncated_cdf(0.0, 1.0, -0.3, 0.3));
}

#[test]
fn truncated_normals_are_strictly_inside_a_narrow_interval() {
    for_types!(strictly_inside: f32, f64);
}

/// Theirs has no test of it.
#[test]
fn schemes_have_their_variance_in_their_layout() {
    let shape = [3, 3, 32, 64];
    let (fan_in, fan_out): (f64, f64) = (9.0 * 32.0, 9.0 * 64.0);
    let geometric = (variance_scaling(1.0).mode(FanGeoAvg), 1.0 / (fan_in * fan_out).sqrt());
    for (init, variance) in schemes(fan_in, fan_out).into_iter().chain([geometric]) {
        let values = elements(&fill_axes::<f32>(init, &shape, leak(&[Kernel, Kernel, In, Out])));
        has_moments(&init.to_string(), &values, 0.0, variance.sqrt());
    }
}
