//! `mxnet.init`, and Gluon's parameters.

use ndarray::{Array1, Array2, ArrayD, arr1};
use paraminit::init::{
    Distribution, Init, bilinear, constant, lstm_bias, normal, ones, orthogonal, uniform, variance_scaling, zeros,
};
use paraminit::prelude::*;
use paraminit::sample::Real as _;

use crate::values::behaviors::sample::{elements, fill, follows, normal_cdf, uniform_cdf};

/// A leaky ReLU with a learned slope, whose author says 0.25.
#[derive(Initialize)]
struct PRelu {
    #[init(shape = [3], constant(0.25))]
    slope: Array1<f32>,
}

#[test]
fn a_layer_has_a_default_of_its_own_that_a_rule_overrides() {
    assert_eq!(PRelu::init(42).expect("static").slope, arr1(&[0.25; 3]));
    let ones = init! { <PRelu> slope => ones }.build(42).expect("static");
    assert_eq!(ones.slope, arr1(&[1.0; 3]));
}

#[test]
fn one_value_for_each_channel() {
    let net = init! { <PRelu> slope => values(&[0.1, 0.25, 0.5]) }.build(42).expect("static");
    assert_eq!(net.slope, arr1(&[0.1, 0.25, 0.5]));
}

#[test]
fn running_statistics_start_at_zero_and_one() {
    #[derive(Initialize)]
    struct BatchNorm {
        #[init(shape = [4], ones)]
        gamma: Array1<f32>,
        #[init(shape = [4], zeros)]
        beta: Array1<f32>,
        #[init(shape = [4], zeros)]
        running_mean: Array1<f32>,
        #[init(shape = [4], ones)]
        running_variance: Array1<f32>,
    }
    let norm = BatchNorm::init(42).expect("static");
    assert_eq!((norm.gamma.sum(), norm.running_variance.sum()), (4.0, 4.0));
    assert_eq!((norm.beta.sum(), norm.running_mean.sum()), (0.0, 0.0));
}

#[test]
fn constants_are_exact() {
    for (init, expected) in [(constant(2.0), 2.0), (zeros(), 0.0), (ones(), 1.0)] {
        assert!(fill::<f32>(init, &[10, 2], &[]).iter().all(|&x| x == expected));
    }
}

/// `Xavier` and `MSRAPrelu` as `variance_scaling`.
fn factor(magnitude: f64, mode: init::Mode, distribution: Distribution) -> Init {
    let scale = if distribution == Distribution::Uniform { magnitude / 3.0 } else { magnitude };
    variance_scaling(scale).mode(mode).distribution(distribution)
}

#[test]
fn a_dense_layer_starts_and_runs_with_each_initializer_in_each_type() {
    fn runs<T: Scalar>(init: Init, rules: &Rules<'_, Dense<16, 16, T>>) {
        let layer = rules.build(42).expect("it suits a matrix");
        let output = layer.forward(&Array2::<T>::ones((1, 16))).expect("16 inputs");
        assert!(output.iter().all(|&y| y.to_computed().to_f64().is_finite()), "{init}");
    }
    let mut inits = vec![zeros(), ones(), constant(3.0), uniform(-0.07, 0.07), normal(0.0, 0.01), orthogonal()];
    for mode in [FanAvg, FanIn, FanOut] {
        inits.push(factor(3.0, mode, Distribution::Uniform));
        inits.push(factor(3.0, mode, Distribution::Normal));
        inits.push(factor(2.0 / (1.0 + 0.25 * 0.25), mode, Distribution::Normal));
    }
    for init in inits {
        runs(init, &init! { <Dense<16, 16>> weight => { init }, bias => zeros });
        runs(init, &init! { <Dense<16, 16, f64>> weight => { init }, bias => zeros });
    }
    let gates = init! { <Dense<16, 16>> weight => ones, bias => lstm_bias }.build(42).expect("static");
    assert_eq!(gates.bias().sum(), 4.0);
}

#[test]
fn sizes_that_only_run_time_knows() {
    #[derive(Initialize)]
    #[init(dims(inputs))]
    struct Deferred {
        #[init(shape = [64, inputs], axes = [out, in], uniform(-0.07, 0.07))]
        uniform: Array2<f32>,
        #[init(shape = [64, inputs], axes = [out, in], normal(0.0, 0.01))]
        normal: Array2<f32>,
    }
    let net = Deferred::init_with(DeferredDims { inputs: 100 }, 42).expect("sized");
    follows("uniform", &elements(&net.uniform.into_dyn()), uniform_cdf(-0.07, 0.07));
    follows("normal", &elements(&net.normal.into_dyn()), normal_cdf(0.0, 0.01));
}

/// Theirs has no test of the statistics: `Xavier` with every factor and both distributions, and `MSRAPrelu`.
#[test]
fn xavier_and_msra_follow_their_laws() {
    let (shape, roles) = ([40, 30, 3, 3], [Out, In, Kernel, Kernel]);
    for (mode, fan) in [(FanAvg, 315.0), (FanIn, 270.0), (FanOut, 360.0)] {
        for magnitude in [3.0, 2.0 / (1.0 + 0.25 * 0.25)] {
            let scale = f64::sqrt(magnitude / fan);
            let init = factor(magnitude, mode, Distribution::Uniform);
            follows(&init.to_string(), &elements(&fill::<f32>(init, &shape, &roles)), uniform_cdf(-scale, scale));
            let init = factor(magnitude, mode, Distribution::Normal);
            follows(&init.to_string(), &elements(&fill::<f32>(init, &shape, &roles)), normal_cdf(0.0, scale));
        }
    }
}

/// For 4 taps their filter is right: 1/4, 3/4, 3/4, 1/4.
#[test]
fn bilinear_of_four_taps_is_theirs() {
    let filled: ArrayD<f64> = fill(bilinear(), &[2, 1, 4, 4], &[Out, In, Kernel, Kernel]);
    let line = [0.25, 0.75, 0.75, 0.25];
    assert!(filled.indexed_iter().all(|(at, &x)| x == line[at[2]] * line[at[3]]));
}

#[test]
fn lstm_bias_opens_the_second_gate() {
    let filled = elements(&fill::<f32>(lstm_bias(), &[8], &[]));
    assert_eq!(filled, [0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
}
