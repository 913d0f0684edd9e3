//! Faults that the checks find in every argument.

use super::{resolve_in, text};
use crate::dtype::{DType, DTypeSet};
use crate::init::Gain::*;
use crate::init::Mode::*;
use crate::init::*;

const NAN: f64 = f64::NAN;
const INFINITY: f64 = f64::INFINITY;
const F32: DTypeSet = DTypeSet::NONE.with(DType::F32);
const F64: DTypeSet = DTypeSet::NONE.with(DType::F64);

/// Asserts a fault in an argument. The compiler evaluates it in `in_const`; the same code runs here.
fn fault(init: Init, argument: &str, elements: DTypeSet) -> String {
    init.fault(argument, elements).map_or_else(|| "fine".to_owned(), |message| message.to_string())
}

#[test]
fn in_const() {
    const STD: Option<&str> = match normal(0.0, -1.0).fault("std", F32) {
        Some(_) => Some("wrong"),
        None => None,
    };
    const SPAN: bool = uniform(-3e38, 3e38).fault("high", F32).is_some();
    const SUM: bool = mixture([(0.5, zeros()), (0.6, ones())]).fault("weights", F32).is_some();
    const EMPTY: bool = trunc_normal(1.0).low(2.0).high(1.0).any_fault(F32).is_some();
    const GOOD: bool = mixture([(0.5, scaled(trunc_normal(1.0), 2.0)), (0.5, orthogonal())]).any_fault(F64).is_none();
    const { assert!(SPAN && SUM && EMPTY && GOOD) }
    assert_eq!(STD, Some("wrong"));
}

#[test]
fn constants() {
    for v in [NAN, INFINITY, -INFINITY] {
        assert_eq!(fault(constant(v), "v", DTypeSet::NONE), "`v` must be a finite number");
    }
    let large = "`v` is too large for `f32`\nhelp: the largest `f32` is about 3.4e38";
    assert_eq!(fault(constant(-1e39), "v", F32.with(DType::F64)), large);
    assert_eq!(fault(constant(1e39), "v", F64), "fine");
    assert_eq!(fault(constant(NAN), "w", F32), "fine");
}

#[test]
fn bounds_of_uniform() {
    for bad in [NAN, INFINITY, -INFINITY] {
        assert_eq!(fault(uniform(bad, 1.0), "low", F32), "`low` must be a finite number");
        assert_eq!(fault(uniform(0.0, bad), "high", F32), "`high` must be a finite number");
    }
    assert!(fault(uniform(-1e39, 1.0), "low", F32).starts_with("`low` is too large for `f32`"));
    assert!(fault(uniform(1.0, 0.0), "high", F32).starts_with("`high` must be greater than `low`\nhelp: "));
    assert!(fault(uniform(1.0, 1.0), "high", F32).starts_with("`high` must be greater than `low`, not equal to it"));
    assert_eq!(fault(uniform(1.0, 0.0), "low", F32), "fine");
    assert!(fault(uniform(-2e38, 2e38), "high", F32).starts_with("`high - low` is too large for `f32`"));
    assert_eq!(fault(uniform(-2e38, 2e38), "high", F64), "fine");
    assert!(fault(uniform(-1e308, 1e308), "high", DTypeSet::NONE).starts_with("`high - low` is too large for `f64`"));
    let merged = "`low` and `high` are one number in `f32`";
    assert_eq!(fault(uniform(1.0, 1.0 + 1e-12), "high", F32), merged);
    assert_eq!(fault(uniform(1.0, 1.0 + 1e-12), "high", F64), "fine");
}

#[test]
fn moments_of_normal() {
    for bad in [NAN, INFINITY] {
        assert_eq!(fault(normal(bad, 1.0), "mean", F32), "`mean` must be a finite number");
        assert_eq!(fault(normal(0.0, bad), "std", F32), "`std` must be a finite number, not negative");
    }
    assert_eq!(fault(normal(0.0, -1e-9), "std", F32), "`std` must be a finite number, not negative");
    assert_eq!(fault(normal(0.0, 0.0), "std", F32), "fine");
    assert!(fault(normal(1e39, 1.0), "mean", F32).starts_with("`mean` is too large for `f32`"));
    assert!(fault(normal(0.0, 1e39), "std", F32).starts_with("`std` is too large for `f32`"));
    let reach = "`std` is so large that a value can be too large for `f32`";
    assert!(fault(normal(0.0, 1e38), "std", F32).starts_with(reach));
    assert_eq!(fault(normal(0.0, 1e38), "std", F64), "fine");
    assert!(fault(normal(0.0, 1e308), "std", DTypeSet::NONE).contains("too large for `f64`"));
}

#[test]
fn arguments_of_trunc_normal() {
    let positive = |name: &str| format!("`{name}` must be a finite number greater than 0");
    for bad in [NAN, INFINITY, 0.0, -1.0] {
        assert_eq!(fault(trunc_normal(bad), "std", F32), positive("std"));
        assert_eq!(fault(trunc_normal(1.0).within(bad), "within", F32), positive("within"));
    }
    assert!(fault(trunc_normal(1e38), "std", F32).contains("too large for `f32`"));
    assert_eq!(fault(trunc_normal(1e38).low(-1.0).high(1.0), "std", F32), "fine");
    let small = "`std` is so small that the interval contains no number of `f32`";
    assert_eq!(fault(trunc_normal(1e-12).mean(0.1), "std", F32), small);
    assert_eq!(fault(trunc_normal(1e-12).mean(0.1), "std", F64), "fine");
    assert_eq!(fault(trunc_normal(0.0).low(1.0).high(2.0), "high", F32), "fine");
    assert_eq!(fault(trunc_normal(1.0).mean(NAN), "mean", F32), "`mean` must be a finite number");
    let bounded = |low, high| trunc_normal(1.0).low(low).high(high);
    assert_eq!(fault(bounded(NAN, 1.0), "low", F32), "`low` must be a number less than infinity");
    assert_eq!(fault(bounded(INFINITY, 1.0), "low", F32), "`low` must be a number less than infinity");
    assert_eq!(fault(bounded(0.0, NAN), "high", F32), "`high` must be a number greater than minus infinity");
    assert_eq!(fault(bounded(0.0, -INFINITY), "high", F32), "`high` must be a number greater than minus infinity");
    assert_eq!(fault(bounded(-INFINITY, INFINITY), "low", F32), "fine");
    assert_eq!(fault(bounded(-INFINITY, INFINITY), "high", F32), "fine");
    assert!(fault(bounded(-1e39, 1.0), "low", F32).contains("too large"));
    assert!(fault(bounded(1.0, 1.0), "high", F32).starts_with("the interval is empty"));
    assert_eq!(fault(bounded(1.0, 1.0), "low", F32), "fine");
    let far = "the interval is more than 36 standard deviations away from the mean";
    assert!(fault(bounded(37.0, 38.0), "high", F32).starts_with(far));
    assert!(fault(trunc_normal(1.0).low(37.0), "low", F32).starts_with(far));
    assert!(fault(trunc_normal(1.0).high(-37.0), "high", F32).starts_with(far));
    assert_eq!(fault(bounded(35.0, 38.0), "high", F32), "fine");
    let hole = trunc_normal(1.0).low(1.0 + 1e-12).high(1.0 + 2e-12);
    assert_eq!(fault(hole, "high", F32), "the interval contains no number of `f32`");
    assert_eq!(fault(hole, "high", F64), "fine");
    assert_eq!(fault(bounded(1.0, 1.0 + 1e-12), "high", F32), "fine");
    assert!(fault(bounded(-1.0, 1.0).rescale(true), "rescale", F32).starts_with("no normal distribution"));
    assert_eq!(fault(bounded(-2.0, 2.0).rescale(true), "rescale", F32), "fine");
}

#[test]
fn gains_scales_and_factors() {
    for gain in [Value(NAN), Value(INFINITY)] {
        for init in [xavier_uniform(), xavier_normal(), kaiming_uniform(), kaiming_normal(), orthogonal()] {
            assert_eq!(fault(init.gain(gain), "gain", F32), "`gain` must be a finite number");
        }
    }
    let slope = "the slope of `LeakyRelu` must be a finite number";
    assert_eq!(fault(kaiming_normal().gain(LeakyRelu(NAN)), "gain", F32), slope);
    assert_eq!(fault(xavier_normal().gain(Value(0.0)), "gain", F32), "fine");
    assert!(fault(orthogonal().gain(Value(1e39)), "gain", F32).contains("too large for `f32`"));
    for bad in [0.0, -1.0, NAN, INFINITY] {
        assert_eq!(fault(variance_scaling(bad), "scale", F32), "`scale` must be a finite number greater than 0");
    }
    assert_eq!(fault(variance_scaling(1.0).mode(FanOut), "mode", F32), "fine");
    assert_eq!(fault(scaled(ones(), NAN), "k", F32), "`k` must be a finite number");
    assert!(fault(scaled(ones(), 1e39), "k", F32).contains("too large for `f32`"));
    assert_eq!(fault(scaled(constant(NAN), 1.0), "k", F32), "fine");
    assert_eq!(fault(scaled(constant(1e39), 1.0), "k", F32), "fine");
    let large = "`k` is so large that a value can be too large for `f32`";
    assert!(fault(scaled(normal(0.0, 1e19), 1e19), "k", F32).starts_with(large));
    assert!(fault(scaled(scaled(ones(), 1e19), -1e20), "k", F32).starts_with(large));
    assert_eq!(fault(scaled(normal(0.0, 1e19), 1e19), "k", F64), "fine");
    let inner = "in `constant`: `v` must be a finite number";
    assert_eq!(fault(scaled(constant(NAN), 1.0), "init", F32), inner);
    assert_eq!(fault(map(constant(NAN), f64::abs), "init", F32), inner);
    assert_eq!(fault(map(ones(), f64::abs), "f", F32), "fine");
}

/// What is not zero as it is written, and zero as it is computed.
#[test]
fn factors_that_vanish() {
    const F16: DTypeSet = DTypeSet::NONE.with(DType::F16);
    let small =
        |name: &str, element: &str| format!("`{name}` is so small that every value would become 0 in `{element}`");
    let [one, tiny] = [normal(0.0, 1.0), constant(1e-30)];
    assert!(fault(scaled(one, 1e-10), "k", F16).starts_with(&small("k", "f16")));
    assert!(fault(scaled(tiny, 1e-30), "k", F32).starts_with(&small("k", "f32")));
    assert!(fault(scaled(clamped(uniform(-1.0, 1.0), 0.0, 1.0), -1e-9), "k", F16).starts_with(&small("k", "f16")));
    assert!(fault(mixture([(1.0, scaled(one, 1e-10))]), "weights", F16).starts_with("fine"));
    assert!(mixture([(1.0, scaled(one, 1e-10))]).any_fault(F16).is_some());
    for fine in [scaled(one, 0.0), scaled(zeros(), 1e-30), scaled(one, 1e-8), scaled(scaled(one, 1e-10), 1e10)] {
        assert_eq!(fine.any_fault(F16), None, "{fine}");
    }
    assert!(fault(xavier_normal().gain(Value(1e-60)), "gain", F32).starts_with(&small("gain", "f32")));
    assert!(fault(kaiming_uniform().gain(LeakyRelu(1e200)), "gain", F32).starts_with(&small("gain", "f32")));
    assert!(fault(variance_scaling(1e-100), "scale", F32).starts_with(&small("scale", "f32")));
    assert!(fault(siren().omega(1e60), "omega", F32).starts_with("`omega` is so large that every value would"));
    assert_eq!(fault(siren().omega(1e60).first(true), "omega", F32), "fine");
    assert_eq!(fault(variance_scaling(1e-100), "scale", F64), "fine");
    let help = "`v` is too small for `f32`: it would become 0\nhelp: the smallest positive `f32` is about 1.4e-45";
    assert_eq!(fault(constant(1e-60), "v", F32), help);
    assert!(fault(values(&[1.0, -1e-60]), "array", F32).starts_with("at index 1: `value` is too small for `f32`"));
}

#[test]
fn weights_of_mixtures() {
    let weights = |a, b| fault(mixture([(a, ones()), (b, mixture([(1.0, zeros())]))]), "weights", F32);
    for bad in [NAN, INFINITY, -0.5] {
        let expected = "a weight of a `mixture` must be a finite number, not negative";
        assert_eq!(weights(bad, 0.5), expected);
        assert_eq!(weights(0.5, bad), expected);
    }
    assert!(weights(0.5, 0.6).starts_with("the weights of a `mixture` must sum to 1\nhelp: they sum to more"));
    assert!(weights(0.5, 0.4).contains("less"));
    assert_eq!(weights(0.5, 0.5 + 1e-10), "fine");
    assert_eq!(weights(0.0, 1.0), "fine");
    assert_eq!(fault(mixture([]), "weights", F32), "a `mixture` must have an arm");
    let nested = mixture([(0.5, ones()), (0.5, mixture([(0.9, zeros())]))]);
    assert_eq!(fault(nested, "weights", F32), "fine");
    assert!(nested.any_fault(F32).unwrap().as_str().starts_with("in `mixture`: the weights"));
}

#[test]
fn arguments_are_named_in_order() {
    assert_eq!(normal(0.0, 1.0).arguments(), ["mean", "std"]);
    assert_eq!(trunc_normal(1.0).arguments(), ["std", "mean", "within", "low", "high", "rescale"]);
    assert_eq!((trunc_normal(1.0).required(), trunc_normal(1.0).name()), (1, "trunc_normal"));
    assert_eq!(scaled(ones(), 1.0).arguments(), ["init", "k"]);
    assert!(he_normal().arguments().is_empty() && zeros().arguments().is_empty());
}

#[test]
fn resolving_checks_again() {
    let of = |init, element| text(resolve_in(init, &[4, 4], &[], element));
    assert_eq!(of(zeros().gain(Relu), DType::F32), "`zeros` takes no `gain`");
    assert!(of(constant(1e39), DType::F32).starts_with("in `constant`: `v` is too large for `f32`"));
    assert_eq!(of(constant(1e39), DType::F64), "fine");
    let both = mixture([(1.0, constant(1e30))]);
    assert_eq!(of(scaled(both, 1e30), DType::F32), "values would be too large for `f32`");
    assert_eq!(of(scaled(both, 1e30), DType::F64), "fine");
    assert_eq!(of(scaled(map(constant(1e30), f64::sqrt), 1e30), DType::F32), "fine");
    assert!(of(trunc_normal(1e-12).mean(0.1), DType::F32).contains("no number of `f32`"));
    let large = xavier_normal().gain(Value(1e39));
    let axes = [crate::axes::Role::Out, crate::axes::Role::In];
    assert_eq!(text(resolve_in(large, &[4, 4], &axes, DType::F32)), "values would be too large for `f32`");
    assert_eq!(text(resolve_in(large, &[4, 4], &axes, DType::F64)), "fine");
}
