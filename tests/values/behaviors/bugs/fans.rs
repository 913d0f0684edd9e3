//! Fans: of depthwise, grouped and transposed convolutions, packed projections, and weights in the other layout; and
//! what is made of them.

#![allow(clippy::cast_precision_loss, reason = "fans are small")]

use ndarray::{Array1, Array2, Array4};
use paraminit::axes::{Axis, Fans, fans};
use paraminit::init::{
    Init, glorot_normal, he_normal, kaiming_normal, kaiming_uniform, pytorch, xavier_normal, xavier_uniform,
};
use paraminit::prelude::*;

use crate::values::behaviors::sample::{elements, fill_axes, follows, has_moments, normal_cdf, refusal, uniform_cdf};

const KERNEL: Axis = Axis::of(Kernel);
const INPUT: Axis = Axis::of(In);
const OUTPUT: Axis = Axis::of(Out);
const BATCH: Axis = Axis::of(Batch);

/// The fans, which must also be what a sample shows: of `glorot_normal` for both together, of He's for each alone.
fn shows(shape: &[usize], axes: &[Axis], fan_in: usize, fan_out: usize) {
    assert_eq!(fans(shape, axes), Ok(Fans { fan_in, fan_out }), "{shape:?}");
    for (init, variance) in [
        (glorot_normal(), 2.0 / (fan_in + fan_out) as f64),
        (he_normal(), 2.0 / fan_in as f64),
        (kaiming_normal().mode(FanOut), 2.0 / fan_out as f64),
    ] {
        let sample = elements(&fill_axes::<f32>(init, shape, axes));
        has_moments(&format!("{init} {shape:?}"), &sample, 0.0, variance.sqrt());
    }
}

/// Keras counts every channel as an input of every output, and PyTorch as an output of every input. One input channel
/// feeds its own outputs alone.
#[test]
fn a_depthwise_convolution_has_one_input_channel() {
    // Keras: [kernel, kernel, channel, multiplier]. A channel is a copy.
    shows(&[3, 3, 64, 2], &[KERNEL, KERNEL, BATCH, OUTPUT], 9, 18);
    // PyTorch: [channels * multiplier, 1, kernel, kernel], packed by channel.
    shows(&[128, 1, 3, 3], &[Axis::packed(64, Out), INPUT, KERNEL, KERNEL], 9, 18);
}

/// PyTorch's `fan_out` is that of all groups.
#[test]
fn a_grouped_convolution_feeds_the_outputs_of_its_group() {
    shows(&[64, 8, 3, 3], &[Axis::packed(4, Out), INPUT, KERNEL, KERNEL], 72, 144);
}

/// PyTorch and Keras take the axes of a transposed convolution for those of an ordinary one.
#[test]
fn a_transposed_convolution_has_its_own_axes() {
    shows(&[16, 48, 3, 3], &[INPUT, OUTPUT, KERNEL, KERNEL], 144, 432);
    shows(&[3, 3, 48, 16], &[KERNEL, KERNEL, OUTPUT, INPUT], 144, 432);
}

/// A packed weight has the variance that its parts would have alone.
#[test]
fn packed_projections_and_gates_have_the_fans_of_one() {
    shows(&[64, 192], &[INPUT, Axis::packed(3, Out)], 64, 64);
    shows(&[192, 64], &[Axis::packed(3, Out), INPUT], 64, 64);
    shows(&[4 * 48, 96], &[Axis::packed(4, Out), INPUT], 96, 48);
}

/// burn's column layout, and PyTorch for who writes `x @ w`: the fans swap with the layout.
#[test]
fn a_transposed_weight_has_the_same_fans() {
    shows(&[256, 100], &[OUTPUT, INPUT], 100, 256);
    shows(&[100, 256], &[INPUT, OUTPUT], 100, 256);
}

/// neuronika adds the lengths of the kernel.
#[test]
fn the_receptive_field_is_a_product() {
    shows(&[16, 8, 5, 7], &[OUTPUT, INPUT, KERNEL, KERNEL], 8 * 35, 16 * 35);
    shows(&[16, 8, 25], &[OUTPUT, INPUT, KERNEL], 8 * 25, 16 * 25);
}

fn samples(init: Init) -> Vec<f64> {
    elements(&fill_axes::<f32>(init, &[600, 200], &[OUTPUT, INPUT]))
}

/// tch's `or_kaiming_uniform` is normal; its bound, and bullet's, missed a factor.
#[test]
fn kaiming_has_its_factor_of_two_and_its_distribution() {
    let bound = (6.0_f64 / 200.0).sqrt();
    follows("kaiming_uniform", &samples(kaiming_uniform()), uniform_cdf(-bound, bound));
    follows("kaiming_normal", &samples(kaiming_normal()), normal_cdf(0.0, 0.1));
}

/// rust-autograd has `1 / sqrt(rows)`, and a uniform one without `fan_out`.
#[test]
fn xavier_has_both_fans_and_its_distribution() {
    let (bound, std) = ((6.0_f64 / 800.0).sqrt(), (2.0_f64 / 800.0).sqrt());
    follows("xavier_uniform", &samples(xavier_uniform()), uniform_cdf(-bound, bound));
    follows("xavier_normal", &samples(xavier_normal()), normal_cdf(0.0, std));
}

/// candle takes 1 for the fan of a vector, Keras its length; burn panics at the first forward pass.
#[test]
fn a_vector_has_no_fans() {
    for init in [kaiming_normal(), kaiming_uniform(), xavier_normal(), he_normal()] {
        assert!(refusal(init, &[64], &[Out]).contains("needs a fan-in and a fan-out"));
    }
}

#[derive(Initialize)]
#[init(kind = Dense)]
struct Convolution {
    #[init(shape = [8, 4, 3, 3], axes = [out, in, kernel, kernel], part = weight, pytorch)]
    weight: Array4<f32>,
    #[init(shape = [8], fans_of = weight, part = bias, |p| init::uniform(-(p.fan_in() as f64), p.fan_in() as f64))]
    bias: Array1<f32>,
}

/// candle's takes the channels alone.
#[test]
fn the_bias_of_a_convolution_counts_its_receptive_field() {
    let plan = init! { <Convolution> ** => default }.plan(&Convolution::init(42).expect("static"));
    let (mean, std) = plan.entries()[1].moments().expect("a sampler");
    assert_eq!((mean, plan.entries()[1].info().fan_in()), (0.0, 36));
    assert!((std - 36.0 / 3.0_f64.sqrt()).abs() < 1e-12, "{std}");
    assert_eq!(plan.entries()[0].initializer(), pytorch().to_string());
}

#[derive(Initialize)]
struct Linear {
    #[init(shape = [8, 4], axes = [out, in], xavier_uniform)]
    weight: Array2<f32>,
    #[init(shape = [8], fans_of = weight, zeros)]
    bias: Array1<f32>,
}

/// In burn one initializer is for both, so that Xavier panics on the bias, and a constant fills it.
#[test]
fn a_bias_has_an_initializer_of_its_own() {
    let built = init! { <Linear> weight => constant(5.0), ** => default }.build(42).expect("static");
    assert!(built.weight.iter().all(|&x| x == 5.0) && built.bias.iter().all(|&x| x == 0.0));
}
