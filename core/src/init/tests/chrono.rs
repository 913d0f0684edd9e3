//! The chrono bias: its distribution, and the relation of two gates.

use ndarray::{Array1, s};

use super::{resolve, text};
use crate::axes::{Axis, Role::Out};
use crate::dtype::{DType, DTypeSet};
use crate::init::Gain::*;
use crate::init::*;
use crate::sample::Real;
use crate::stream::StreamId;

const UNITS: usize = 20_000;

fn filled(t_max: f64) -> Array1<f64> {
    let mut bias = Array1::zeros(4 * UNITS);
    chrono(t_max).fill(&mut bias, &[], StreamId::new(42, "lstm.bias")).unwrap();
    bias
}

#[test]
fn input_gates_are_minus_forget_gates_and_the_rest_is_zero() {
    fn bits<T: Real>() {
        let resolved = resolve(chrono(784.0), &[4 * 300], &[]).unwrap();
        let mut bias = vec![T::from_f64(f64::NAN); 4 * 300];
        resolved.fill(StreamId { seed: 42, number: 7 }, 0, &mut bias).unwrap();
        for unit in 0..300 {
            assert_eq!(bias[unit].to_f64().to_bits(), (-bias[300 + unit].to_f64()).to_bits());
        }
        assert!(bias[300..600].iter().any(|x| x.to_f64() > 6.0));
        assert!(bias[600..].iter().all(|x| x.to_f64().to_bits() == 0));
        for (start, end) in [(0, 1), (299, 301), (100, 700), (599, 1200), (250, 251), (601, 900), (1200, 1200)] {
            let mut slice = vec![T::from_f64(f64::NAN); end - start];
            resolved.fill(StreamId { seed: 42, number: 7 }, start as u64, &mut slice).unwrap();
            let of = |values: &[T]| values.iter().map(|x| x.to_f64()).collect::<Vec<_>>();
            assert_eq!(of(&slice), of(&bias[start..end]), "{start}..{end}");
        }
    }
    bits::<f32>();
    bits::<f64>();
}

/// Kolmogorov-Smirnov: P(ln u <= x) = (e^x - 1) / (m - 1), with m = `t_max` - 1.
#[test]
fn forget_gates_are_the_logarithms_of_uniform_times() {
    for t_max in [2.5, 10.0, 784.0, 1e6] {
        let mut forget = filled(t_max).slice(s![UNITS..2 * UNITS]).to_vec();
        forget.sort_by(f64::total_cmp);
        let n = UNITS as f64;
        let distance = forget.iter().enumerate().fold(0.0_f64, |most, (i, x)| {
            let p = x.exp_m1() / (t_max - 2.0);
            most.max((p - i as f64 / n).abs()).max((p - (i + 1) as f64 / n).abs())
        });
        // A distance of 1.95 / sqrt(n) is exceeded once in a thousand times. The seed is fixed.
        assert!(distance < 1.95 / n.sqrt(), "{t_max}: {distance}");
        assert!(forget[0] >= 0.0 && forget[UNITS - 1] <= (t_max - 1.0).ln());
    }
}

#[test]
fn the_words_are_those_of_the_forget_gates_own_elements() {
    let mut expected = Array1::<f64>::zeros(4 * UNITS);
    let same = gates([zeros(), map(uniform(1.0, 783.0), ln), zeros(), zeros()]);
    same.fill_with_axes(&mut expected, &[Axis::packed(4, Out)], StreamId::new(42, "lstm.bias")).unwrap();
    assert_eq!(filled(784.0).slice(s![UNITS..]), expected.slice(s![UNITS..]));
}

#[test]
fn the_last_elements_that_there_can_be() {
    let count = usize::MAX - 3;
    let resolved = resolve(chrono(784.0), &[count], &[]).unwrap();
    let mut last = [f32::NAN; 3];
    resolved.fill(StreamId { seed: 42, number: 7 }, (count - 3) as u64, &mut last).unwrap();
    assert_eq!(last, [0.0; 3]);
}

#[cfg(feature = "half")]
#[test]
fn half_types_have_the_bits_of_the_gates() {
    let axes = [Axis::packed(4, Out)];
    // Times up to 1.01 round beyond 1.01 in `bf16`.
    for t_max in [2.01, 3.3, 784.0] {
        let [mut bias, mut same] = [(); 2].map(|()| Array1::<half::bf16>::zeros(4 * UNITS));
        chrono(t_max).fill(&mut bias, &[], StreamId::new(42, "lstm.bias")).unwrap();
        let free = gates([zeros(), map(uniform(1.0, t_max - 1.0), ln), zeros(), zeros()]);
        free.fill_with_axes(&mut same, &axes, StreamId::new(42, "lstm.bias")).unwrap();
        assert_eq!(bias.slice(s![UNITS..]), same.slice(s![UNITS..]), "{t_max}");
    }
}

#[test]
fn moments_are_exact() {
    for t_max in [2.0 + 1e-9, 2.001, 3.0, 3.6, 3.8, 10.0, 784.0, 1e9] {
        let (mean, std) = resolve(chrono(t_max), &[8], &[]).unwrap().moments().unwrap();
        // Midpoints of the substituted integral of s^2 e^s, divided by m - 1 = e^l - 1.
        let l = (t_max - 2.0).ln_1p();
        let steps = 200_000_u32;
        let h = l / f64::from(steps);
        let sum: f64 = (0..steps).map(|i| (f64::from(i) + 0.5) * h).map(|s| s * s * s.exp()).sum();
        let expected = (sum * h / (t_max - 2.0) / 2.0).sqrt();
        assert_eq!(mean, 0.0);
        assert!((std / expected - 1.0).abs() < 1e-6, "{t_max}: {std} {expected}");
    }
    let bias = filled(784.0);
    let (_, std) = resolve(chrono(784.0), &[4 * UNITS], &[]).unwrap().moments().unwrap();
    assert!(bias.sum().abs() < 1e-9);
    assert!((bias.std(0.0) - std).abs() < 0.01, "{} {std}", bias.std(0.0));
}

#[test]
fn what_is_refused() {
    const F32: DTypeSet = DTypeSet::NONE.with(DType::F32);
    const SHORT: bool = chrono(2.0).any_fault(DTypeSet::NONE).is_some();
    const { assert!(SHORT) }
    let fault = |t_max: f64| chrono(t_max).fault("t_max", F32).map_or("fine".to_owned(), |fault| fault.to_string());
    for bad in [2.0, 1.0, 0.0, -5.0] {
        assert!(
            fault(bad).starts_with("`t_max` must be greater than 2: times are drawn from 1 to `t_max - 1`\nhelp: ")
        );
    }
    assert_eq!(fault(f64::NAN), "`t_max` must be a finite number");
    assert_eq!(fault(f64::INFINITY), "`t_max` must be a finite number");
    assert!(fault(1e39).starts_with("`t_max` is too large for `f32`"));
    assert_eq!(fault(2.0 + 1e-9), "`t_max - 1` is 1 in `f32`");
    assert_eq!(chrono(2.0 + 1e-9).fault("t_max", DTypeSet::NONE), None);
    assert_eq!(fault(2.1), "fine");
    assert_eq!(
        text(resolve(chrono(10.0), &[10], &[])),
        "`chrono` needs a multiple of 4 elements, but the parameter has 10\nhelp: it has four gates of the hidden size"
    );
    assert!(text(resolve(chrono(10.0), &[4, 4], &[])).starts_with("`chrono` needs rank 1"));
    assert_eq!(chrono(10.0).gain(Relu).misuse().unwrap().as_str(), "`chrono` takes no `gain`");
}
