//! `keras.initializers`.

#![allow(clippy::cast_precision_loss, reason = "lengths are small")]

use std::f64::consts::TAU;

use ndarray::ArrayD;
use paraminit::axes::{Axis, Fans, Role, fans};
use paraminit::init::{
    Gain, Init, Scaling::Density, Scaling::Spectrum, Scaling::Unscaled, Side::Imaginary, Window::Hamming, Window::Hann,
    Window::Rectangular, constant, eye, lecun_normal, normal, ones, orthogonal, stft, uniform, values,
    variance_scaling, zeros,
};
use paraminit::prelude::*;

use crate::values::behaviors::sample::{
    elements, fill, follows, has_moments, matrix, normal_cdf, refusal, uniform_cdf,
};

#[test]
fn constants() {
    for (init, expected) in [(zeros(), 0.0), (ones(), 1.0), (constant(6.0), 6.0)] {
        assert!(fill::<f32>(init, &[3, 3], &[]).iter().all(|&x| x == expected), "{init}");
    }
}

#[test]
fn an_array_is_reproduced() {
    const NINE: [f64; 9] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    assert_eq!(elements(&fill::<f32>(values(&NINE), &[3, 3], &[])), NINE);
}

#[test]
fn an_array_of_another_size_is_refused() {
    let refused = refusal(values(&[0.0; 9]), &[10, 10], &[]);
    assert_eq!(refused.lines().next(), Some("`values` has 9 values, but the parameter has 100 elements"));
}

#[test]
fn the_identity_times_a_gain() {
    let filled = fill::<f64>(eye().gain(Gain::Value(2.0)), &[3, 3], &[]);
    assert_eq!(elements(&filled), [2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0]);
}

/// Samples of a frame, and frequencies: a frame of 1024 for the transform, of which 256 are not padding.
const FRAME: [usize; 3] = [256, 1, 513];

/// Element (s, 0, f) must be `factor(s) wave(2 pi s f / 1024)`.
fn is_transform(init: Init, factor: impl Fn(f64) -> f64, wave: fn(f64) -> f64) {
    let filled: ArrayD<f64> = fill(init, &FRAME, &[]);
    for (at, &found) in filled.indexed_iter() {
        let (sample, frequency) = (at[0] as f64, at[2] as f64);
        let expected = factor(sample) * wave(TAU * sample * frequency / 1024.0);
        assert!((found - expected).abs() < 1e-12, "{init} {at:?}: {found}, not {expected}");
    }
}

#[test]
fn a_fourier_transform_of_each_side_window_and_scaling() {
    is_transform(stft().window(Rectangular).scaling(Unscaled), |_| 1.0, f64::cos);
    let hamming = |s: f64| 0.54 - 0.46 * (TAU * s / 256.0).cos();
    is_transform(stft().window(Hamming).scaling(Unscaled).periodic(true), hamming, f64::cos);
    let hann = |s: f64| 0.5 - 0.5 * (TAU * s / 255.0).cos();
    let sum = |power| (0..256).map(|s| hann(f64::from(s)).powi(power)).sum::<f64>();
    let minus_sine = |x: f64| -x.sin();
    let density = stft().side(Imaginary).window(Hann).scaling(Density);
    is_transform(density, |s| hann(s) / sum(2).sqrt(), minus_sine);
    is_transform(stft().side(Imaginary).window(Hann).scaling(Spectrum), |s| hann(s) / sum(1), minus_sine);
}

#[test]
fn a_random_normal_has_its_moments() {
    let sample = elements(&fill::<f32>(normal(0.0, 1.0), &[250, 200], &[]));
    has_moments("normal", &sample, 0.0, 1.0);
    follows("normal", &sample, normal_cdf(0.0, 1.0));
    assert_eq!(normal(0.0, 1.0).to_string(), "normal(0, 1)");
}

/// An initializer is a value: a copy of it is it. What varies is the seed and the path.
#[test]
fn one_seed_and_path_give_one_sample_and_others_another() {
    let (original, stream) = (normal(0.0, 1.0), |seed, path| StreamId::new(seed, path));
    let copy = original;
    let sample = |init: Init, stream: StreamId| {
        let mut values = ndarray::Array2::<f32>::zeros((5, 4));
        init.fill(&mut values, &[], stream).expect("any shape");
        values
    };
    let first = sample(original, stream(1337, "w"));
    assert_eq!(first, sample(original, stream(1337, "w")));
    assert_eq!(first, sample(copy, stream(1337, "w")));
    assert_ne!(first, sample(original, stream(1338, "w")));
    assert_ne!(first, sample(original, stream(1337, "v")));
}

#[test]
fn a_random_uniform_excludes_its_upper_bound() {
    let sample = elements(&fill::<f32>(uniform(-1.0, 1.0), &[500, 500], &[]));
    assert!(sample.iter().all(|&x| (-1.0..1.0).contains(&x)));
    follows("uniform", &sample, uniform_cdf(-1.0, 1.0));
}

/// Theirs allow 0.1, a third of the standard deviation.
#[test]
fn variance_scaling_divides_by_either_fan() {
    for (mode, fan) in [(FanIn, 250.0), (FanOut, 200.0)] {
        let init = variance_scaling(2.0).mode(mode);
        let sample = elements(&fill::<f32>(init, &[250, 200], &[In, Out]));
        has_moments(&init.to_string(), &sample, 0.0, (2.0_f64 / fan).sqrt());
    }
}

#[test]
fn columns_of_an_orthogonal_matrix_are_orthogonal_and_as_long_as_its_gain() {
    let filled = fill::<f64>(orthogonal().gain(Gain::Value(2.0)), &[5, 5], &[]);
    let columns = matrix(&filled, 1);
    for (i, a) in columns.columns().into_iter().enumerate() {
        for (j, b) in columns.columns().into_iter().enumerate() {
            let expected = if i == j { 4.0 } else { 0.0 };
            assert!((a.dot(&b) - expected).abs() < 1e-13, "{i} {j}");
        }
    }
}

fn fans_of(shape: &[usize], roles: &[Role]) -> (usize, usize) {
    let axes: Vec<Axis> = roles.iter().copied().map(Axis::of).collect();
    let Fans { fan_in, fan_out } = fans(shape, &axes).expect("a role for each axis");
    (fan_in, fan_out)
}

#[test]
fn fans_of_kernels_with_several_input_or_output_axes() {
    assert_eq!(fans_of(&[512, 8, 64], &[In, Out, Out]), (512, 512));
    assert_eq!(fans_of(&[512, 8, 64], &[In, In, Out]), (4096, 64));
}

#[test]
fn variance_scaling_takes_the_axes_as_declared() {
    let shape = [320, 40, 16];
    for (roles, fan_in) in [([In, Out, Out], 320.0), ([Kernel, In, Out], 320.0 * 40.0)] {
        let sample = elements(&fill::<f32>(variance_scaling(2.0), &shape, &roles));
        has_moments(&format!("{roles:?}"), &sample, 0.0, (2.0_f64 / fan_in).sqrt());
    }
}

#[test]
fn kernels_of_attention_count_all_heads_as_outputs() {
    #[derive(Initialize)]
    struct Attention {
        #[init(shape = [32, 8, 16], axes = [in, out, out], lecun_normal)]
        query: ndarray::Array3<f64>,
    }
    let plan = init! { <Attention> ** => default }.plan(&Attention::init(42).expect("static"));
    let (mean, std) = plan.entries()[0].moments().expect("a sampler");
    assert!(mean.abs() < 1e-13 && (std - 32.0_f64.sqrt().recip()).abs() < 1e-12, "{std}");
    assert_eq!(lecun_normal().to_string(), "lecun_normal");
}
