//! Standard deviations and bounds against the formulas.

use super::{resolve, text};
use crate::axes::Role::{self, In, Kernel, Out};
use crate::init::Distribution::*;
use crate::init::Gain::*;
use crate::init::Mode::*;
use crate::init::*;
use crate::sample::Sampler;
use crate::stream::StreamId;

const ROLES: [Role; 4] = [Out, In, Kernel, Kernel];
const SHAPE: [usize; 4] = [24, 20, 3, 5];
const FAN_IN: f64 = 300.0;
const FAN_OUT: f64 = 360.0;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs()
}

/// Bound of the uniform distribution of an initializer.
fn bound(init: Init) -> f64 {
    match resolve(init, &SHAPE, &ROLES).unwrap().sampler() {
        Some(Sampler::Uniform { low, high }) => {
            assert_eq!(*low, -*high);
            *high
        }
        other => panic!("{init}: {other:?}"),
    }
}

/// Standard deviation of the plain normal distribution of an initializer.
fn std(init: Init) -> f64 {
    match resolve(init, &SHAPE, &ROLES).unwrap().sampler() {
        Some(Sampler::Normal { mean: 0.0, std }) => *std,
        other => panic!("{init}: {other:?}"),
    }
}

/// Standard deviation of the truncated normal distribution of an initializer, before truncation.
fn before(init: Init) -> f64 {
    let resolved = resolve(init, &SHAPE, &ROLES).unwrap();
    match resolved.sampler() {
        Some(Sampler::Truncated(truncated)) => {
            assert_eq!((truncated.low(), truncated.high()), (-2.0 * truncated.std(), 2.0 * truncated.std()));
            truncated.std()
        }
        other => panic!("{init}: {other:?}"),
    }
}

#[test]
fn xavier_is_pytorchs() {
    for (gain, value) in
        [(Linear, 1.0), (Relu, 2.0_f64.sqrt()), (Tanh, 5.0 / 3.0), (Value(1.7), 1.7), (Value(-1.7), 1.7)]
    {
        let expected = value * (2.0 / (FAN_IN + FAN_OUT)).sqrt();
        assert!(close(std(xavier_normal().gain(gain)), expected));
        assert!(close(bound(xavier_uniform().gain(gain)), 3.0_f64.sqrt() * expected));
    }
    assert!(close(bound(xavier_uniform()), (6.0 / (FAN_IN + FAN_OUT)).sqrt()));
}

#[test]
fn kaiming_is_pytorchs() {
    for slope in [0.0, 0.2, 1.9] {
        for (mode, fan) in [(FanIn, FAN_IN), (FanOut, FAN_OUT)] {
            let expected = (2.0 / ((1.0 + slope * slope) * fan)).sqrt();
            let gain = LeakyRelu(slope);
            assert!(close(std(kaiming_normal().gain(gain).mode(mode)), expected));
            assert!(close(bound(kaiming_uniform().gain(gain).mode(mode)), 3.0_f64.sqrt() * expected));
        }
    }
    assert!(close(std(kaiming_normal()), (2.0 / FAN_IN).sqrt()));
    assert!(close(bound(kaiming_uniform().gain(LeakyRelu(5.0_f64.sqrt()))), 1.0 / FAN_IN.sqrt()));
    assert!(close(std(kaiming_normal().mode(FanAvg)), (4.0 / (FAN_IN + FAN_OUT)).sqrt()));
    assert!(close(std(kaiming_normal().mode(FanGeoAvg)), (2.0 / (FAN_IN * FAN_OUT).sqrt()).sqrt()));
}

#[test]
fn the_schemes_of_jax_and_keras() {
    let constant = 0.879_625_661_034_239_78;
    let average = 330.0;
    for (uniform, normal, variance) in [
        (glorot_uniform(), glorot_normal(), 1.0 / average),
        (he_uniform(), he_normal(), 2.0 / FAN_IN),
        (lecun_uniform(), lecun_normal(), 1.0 / FAN_IN),
    ] {
        assert!(close(bound(uniform), (3.0 * variance).sqrt()), "{uniform}");
        assert!(close(before(normal), variance.sqrt() / constant), "{normal}");
        let (mean, std) = resolve(normal, &SHAPE, &ROLES).unwrap().moments().unwrap();
        assert!(mean.abs() < 1e-15 && (std / variance.sqrt() - 1.0).abs() < 1e-11, "{normal}: {mean}, {std}");
    }
}

#[test]
fn variance_scaling_in_all_its_forms() {
    for (mode, fan) in [(FanIn, FAN_IN), (FanOut, FAN_OUT), (FanAvg, 330.0), (FanGeoAvg, (FAN_IN * FAN_OUT).sqrt())] {
        let init = variance_scaling(3.0).mode(mode);
        let variance = 3.0 / fan;
        assert!(close(bound(init.distribution(Uniform)), (3.0 * variance).sqrt()));
        assert!(close(std(init.distribution(Normal)), variance.sqrt()));
        assert!(close(before(init.distribution(TruncatedNormal)), variance.sqrt() / 0.879_625_661_034_239_78));
        assert_eq!(before(init), before(init.distribution(TruncatedNormal)));
    }
    assert_eq!(before(variance_scaling(2.0)), before(he_normal()));
}

#[test]
fn the_truncated_normal() {
    let of = |init| match resolve(init, &[3], &[]).unwrap().sampler() {
        Some(Sampler::Truncated(t)) => [t.mean(), t.std(), t.low(), t.high()],
        other => panic!("{other:?}"),
    };
    let infinity = f64::INFINITY;
    assert_eq!(of(trunc_normal(0.5)), [0.0, 0.5, -1.0, 1.0]);
    assert_eq!(of(trunc_normal(0.5).mean(1.0).within(3.0)), [1.0, 0.5, -0.5, 2.5]);
    assert_eq!(of(trunc_normal(0.5).low(-2.0).high(2.0)), [0.0, 0.5, -2.0, 2.0]);
    assert_eq!(of(trunc_normal(0.5).low(-2.0)), [0.0, 0.5, -2.0, infinity]);
    assert_eq!(of(trunc_normal(0.5).high(2.0)), [0.0, 0.5, -infinity, 2.0]);
    let [_, std, low, high] = of(trunc_normal(0.5).rescale(true));
    assert_eq!((std, low, high), (0.5 / 0.879_625_661_034_239_78, -2.0 * std, 2.0 * std));
    for init in [
        trunc_normal(0.5).rescale(true),
        trunc_normal(0.5).rescale(true).within(1.0).mean(-3.0),
        trunc_normal(0.5).rescale(true).low(-1.0).high(1.0),
        trunc_normal(0.5).rescale(true).low(0.25),
    ] {
        let (_, std) = resolve(init, &[3], &[]).unwrap().moments().unwrap();
        assert!((std - 0.5).abs() < 1e-11, "{init}: {std}");
    }
}

#[test]
fn no_fan_and_no_gain_give_zeros() {
    for init in [xavier_uniform(), kaiming_normal(), kaiming_uniform(), glorot_normal(), variance_scaling(1.0)] {
        for shape in [[0, 0], [0, 4], [4, 0]] {
            let resolved = resolve(init, &shape, &[Out, In]).unwrap();
            resolved.fill::<f32>(StreamId { seed: 1, number: 2 }, 0, &mut []).unwrap();
            assert!(resolved.moments().is_some_and(|(mean, std)| mean.abs() < 1e-12 && std.is_finite()));
        }
    }
    for init in [xavier_uniform().gain(Value(0.0)), kaiming_normal().gain(Value(-0.0))] {
        assert_eq!(resolve(init, &[3, 4], &[Out, In]).unwrap().moments(), Some((0.0, 0.0)));
    }
}

#[test]
fn moments_of_the_others() {
    let of = |init| resolve(init, &[8, 4], &[Out, In]).unwrap().moments();
    assert_eq!(of(constant(3.0)), Some((3.0, 0.0)));
    assert_eq!(of(scaled(normal(1.0, 2.0), -3.0)), Some((-3.0, 6.0)));
    assert_eq!(of(map(ones(), f64::abs)), None);
    assert_eq!(of(orthogonal().gain(Value(-2.0))), Some((0.0, 2.0 / 8.0_f64.sqrt())));
    assert_eq!(of(scaled(orthogonal(), 0.5)), Some((0.0, 0.5 / 8.0_f64.sqrt())));
    assert_eq!(of(map(orthogonal(), f64::abs)), None);
    // Dive into Deep Learning: variance 29.1667.
    let custom = mixture([(0.25, uniform(5.0, 10.0)), (0.5, zeros()), (0.25, uniform(-10.0, -5.0))]);
    let (mean, std) = of(custom).unwrap();
    assert!(mean.abs() < 1e-14 && (std * std - 175.0 / 6.0).abs() < 1e-12);
    let (mean, std) = of(mixture([(0.5, orthogonal()), (0.5, ones())])).unwrap();
    assert!(close(mean, 0.5) && close(std * std, 0.25 + 0.5 / 8.0));
}

#[test]
fn fans_are_needed_where_they_are() {
    assert!(text(resolve(he_normal(), &[3, 4], &[])).starts_with("`he_normal` needs fans, but the axes"));
    assert!(text(resolve(scaled(xavier_uniform(), 0.5), &[3], &[])).starts_with("`xavier_uniform` needs fans"));
    assert_eq!(
        text(resolve(he_normal(), &[3, 4, 5], &[Out, In])),
        "`he_normal` cannot use the declared axes: `axes` lists 2 axes, but the parameter has 3"
    );
    let needs = mixture([(0.5, map(orthogonal(), f64::abs)), (0.5, he_normal())]).needs();
    assert_eq!(needs, Needs { fans: Some("he_normal"), matrix: Some("orthogonal"), form: None });
    assert_eq!(pytorch().needs(), Needs::default());
}
