//! Parameters without elements: PyTorch's Xavier and JAX's variance scaling divide by zero, Kaiming warns. Every
//! initializer here gives what there is to give.

#![allow(clippy::cast_precision_loss, reason = "lengths are small")]

use paraminit::axes::{Axis, Role};
use paraminit::dtype::DType;
use paraminit::init::{
    Gain::Value, Init, bilinear, clamped, constant, delta_orthogonal, dirac, eye, flax, glorot_normal, glorot_uniform,
    he_normal, he_uniform, icnr, kaiming_normal, kaiming_uniform, keras, lecun_normal, lecun_uniform, lstm_bias, map,
    mixture, mxnet, normal, ones, orthogonal, pytorch, scaled, siren, sparse, stft, trunc_normal, uniform, values,
    variance_scaling, xavier_normal, xavier_uniform, zero_init, zeros,
};
use paraminit::prelude::*;

use crate::values::behaviors::sample::fill;

/// Every initializer that suits a convolution, or any array.
fn of_convolutions() -> Vec<Init> {
    let mut all = vec![
        zeros(),
        ones(),
        constant(2.0),
        uniform(-1.0, 1.0),
        normal(0.0, 1.0),
        trunc_normal(1.0),
        trunc_normal(1.0).low(0.0).high(3.0).rescale(false),
        xavier_uniform(),
        xavier_normal(),
        kaiming_uniform(),
        kaiming_normal(),
        glorot_uniform(),
        glorot_normal(),
        he_uniform(),
        he_normal(),
        lecun_uniform(),
        lecun_normal(),
        siren(),
        siren().first(true),
        orthogonal(),
        orthogonal().gain(Value(2.0)),
        dirac(),
        dirac().groups(2),
        zero_init(),
        bilinear(),
        values(&[]),
        icnr(2, orthogonal()),
        clamped(normal(0.0, 1.0), -1.0, 1.0),
        scaled(he_normal(), 0.5),
        map(normal(0.0, 1.0), f64::abs),
        mixture([(0.5, xavier_uniform()), (0.5, orthogonal())]),
    ];
    for mode in [FanIn, FanOut, FanAvg, FanGeoAvg] {
        for distribution in
            [init::Distribution::Uniform, init::Distribution::Normal, init::Distribution::TruncatedNormal]
        {
            all.push(variance_scaling(1.0).mode(mode).distribution(distribution));
        }
    }
    all
}

fn is_filled(init: Init, shape: &[usize], roles: &[Role]) {
    assert_eq!(fill::<f32>(init, shape, roles).len(), 0, "{init} {shape:?}");
    assert_eq!(fill::<f64>(init, shape, roles).len(), 0, "{init} {shape:?}");
}

#[test]
fn every_initializer_fills_every_empty_parameter() {
    let conv = [Out, In, Kernel, Kernel];
    for shape in [[0, 3, 2, 2], [4, 0, 2, 2], [4, 3, 0, 2], [4, 3, 2, 0], [0, 0, 0, 0]] {
        for init in of_convolutions() {
            is_filled(init, &shape, &conv);
        }
    }
    for shape in [[4, 3, 0, 2], [4, 0, 2, 2], [0, 0, 2, 2]] {
        is_filled(delta_orthogonal(), &shape, &conv);
    }
    for shape in [[0, 3], [3, 0], [0, 0]] {
        for init in [eye(), sparse(0.5), sparse(0.5).axis(1), orthogonal()] {
            is_filled(init, &shape, &[Out, In]);
        }
    }
    is_filled(lstm_bias(), &[0], &[]);
    is_filled(stft(), &[0, 1, 5], &[]);
    is_filled(stft(), &[5, 1, 0], &[]);
}

/// A layer without inputs has a bias with elements, and a fan of 0. PyTorch bounds that bias by 0.
#[test]
fn a_fan_of_zero_gives_zeros() {
    #[derive(Initialize)]
    struct Net {
        none: Dense<0, 3>,
        into: Dense<3, 0>,
    }
    for rules in [
        init! { <Net> ** => pytorch },
        init! { <Net> ** => flax },
        init! { <Net> ** => keras },
        init! { <Net> **.weight => mxnet, **.bias => |p| scaled(kaiming_uniform(), 1.0 + p.fan_in() as f64) },
    ] {
        let net = rules.build(42).expect("nothing to divide");
        assert_eq!(net.none.bias().to_vec(), [0.0; 3]);
        assert_eq!((net.none.weight().len(), net.into.weight().len(), net.into.bias().len()), (0, 0, 0));
    }
    let _ = [pytorch(), flax(), keras(), mxnet()];
}

/// Moments of nothing are those of the law, not of a division by zero.
#[test]
fn moments_of_empty_parameters_are_finite() {
    const AXES: &[Axis] = &[Axis::of(Out), Axis::of(In)];
    for shape in [[0, 3], [3, 0], [0, 0]] {
        let info = ParamInfo::bare(&shape, Some(AXES), DType::F32);
        for init in [xavier_uniform(), he_normal(), orthogonal(), sparse(0.5), eye(), siren(), zero_init()] {
            if let Some((mean, std)) = init.resolve(&info).expect("a matrix").moments() {
                assert!(mean.is_finite() && std.is_finite(), "{init} {shape:?}: {mean} {std}");
            }
        }
    }
}
