//! Summaries: what values are, and whether they are what was promised.

use std::time::Duration;

use half::bf16;
use ndarray::{Array1, Array2, Array4};
use paraminit::observe::Report;
use paraminit::plan::PlanEntry;
use paraminit::prelude::*;
use paraminit::summary::{Anomaly, Deviation, Summary};

#[derive(Initialize)]
struct Net {
    #[init(shape = [16, 3, 3, 3], axes = [out, in, kernel, kernel], kaiming_normal(mode = FanOut))]
    filters: Array4<f32>,
    #[init(shape = [64, 64], axes = [4 * out, in], gates([orthogonal, eye, xavier_uniform, xavier_normal]))]
    gates: Array2<f64>,
    #[init(shape = [64], lstm_bias)]
    bias: Array1<bf16>,
    #[init(len = 2)]
    blocks: Vec<Dense<8, 8>>,
}

fn fits(summary: &Summary) -> String {
    let text = summary.to_string();
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    text
}

#[test]
fn what_is_measured() {
    let net = Net::init(42).expect("complete");
    let text = fits(&net.summary());
    assert_eq!(text, MEASURED, "{text}");
    assert!(net.summary().entries().iter().all(|entry| entry.planned().is_none()));
}

const MEASURED: &str = "\
──────────────────────────────────────────────────────────────────────────
parameter        shape         mean    std     min    max  zeros  values
══════════════════════════════════════════════════════════════════════════
filters          16×3×3×3  -0.00254  0.119  -0.419  0.401     0%  ▁▁▄██▅▂▁
gates            64×64      0.00337  0.141  -0.587      1    25%  ▁▂█▅▁▁ ▁
bias             64            0.25  0.433       0      1    75%  █      ▃
blocks.0.weight  8×8         0.0232  0.214  -0.339  0.331     0%  ▅▂▅▆▃▂▃█
blocks.0.bias    8          -0.0493  0.135  -0.255  0.203     0%  ▄█▄▄▄▄ ▄
blocks.1.weight  8×8       -0.00146    0.2  -0.335   0.34     0%  ▅▇▇▄▅▄█▄
blocks.1.bias    8          -0.0104  0.159  -0.289  0.195     0%  ▄▄▄ ▄ ██
──────────────────────────────────────────────────────────────────────────
7 parameters, 4736 elements of bf16, f32, f64, 34.4 KiB";

#[test]
fn what_is_expected() {
    let net = Net::init(42).expect("complete");
    let text = fits(&init! { <Net> ** => default }.summary(&net));
    assert_eq!(text, EXPECTED, "{text}");
}

const EXPECTED: &str = "\
────────────────────────────────────────────────────────────────────────────────────────────────────
parameter       shape    initializer        expected          mean   std    min   max zeros values
════════════════════════════════════════════════════════════════════════════════════════════════════
filters         16×3×3×3 kaiming_normal(    ±0.118        -0.00254 0.119 -0.419 0.401    0% ▁▁▄██▅▂▁
                         mode = FanOut)
gates           64×64    gates([orthogonal, 0.00391±0.142  0.00337 0.141 -0.587     1   25% ▁▂█▅▁▁ ▁
                         eye,
                         xavier_uniform,
                         xavier_normal])
bias            64       lstm_bias          0.25±0.433        0.25 0.433      0     1   75% █      ▃
blocks.0.weight 8×8      pytorch:           ±0.204          0.0232 0.214 -0.339 0.331    0% ▅▂▅▆▃▂▃█
                         kaiming_uniform(
                         gain =
                         LeakyRelu(2.236))
blocks.0.bias   8        pytorch:           ±0.204         -0.0493 0.135 -0.255 0.203    0% ▄█▄▄▄▄ ▄
                         kaiming_uniform(
                         gain =
                         Value(0.5774))
blocks.1.weight 8×8      pytorch:           ±0.204        -0.00146   0.2 -0.335  0.34    0% ▅▇▇▄▅▄█▄
                         kaiming_uniform(
                         gain =
                         LeakyRelu(2.236))
blocks.1.bias   8        pytorch:           ±0.204         -0.0104 0.159 -0.289 0.195    0% ▄▄▄ ▄ ██
                         kaiming_uniform(
                         gain =
                         Value(0.5774))
────────────────────────────────────────────────────────────────────────────────────────────────────
7 parameters, 4736 elements of bf16, f32, f64, 34.4 KiB";

#[test]
fn long_paths_and_initializers_are_broken() {
    #[derive(Initialize)]
    struct Deep {
        #[init(shape = [1024, 1024], mixture { 0.25 => uniform(5.0, 10.0), 0.25 => uniform(-10.0, -5.0), 0.5 => zeros })]
        a_parameter_whose_name_is_longer_than_what_one_would_like_to_write_twice: Array2<f32>,
    }
    let deep = Deep::init(42).expect("complete");
    let text = fits(&init! { <Deep> ** => default }.summary(&deep));
    assert!(text.contains("50%"), "{text}");
    fits(&deep.summary());
}

#[test]
fn what_was_just_initialized_has_no_anomalies() {
    #[derive(Initialize)]
    struct All {
        #[init(shape = [300, 200], clamped(normal(0.0, 1.0), -0.5, 2.0))]
        clamped: Array2<f32>,
        #[init(shape = [300, 200], mixture { 0.999 => zeros, 0.001 => normal(0.0, 10.0) })]
        rare: Array2<f32>,
        #[init(shape = [300, 200], axes = [out, in], trunc_normal(1.0, low = 0.5, high = 4.0))]
        cut: Array2<f32>,
        #[init(shape = [300, 200], uniform(-1e-30, 1e-30))]
        tiny: Array2<f32>,
        #[init(shape = [300, 200], axes = [out, in], orthogonal(gain = Relu))]
        orthogonal: Array2<f32>,
        #[init(shape = [300, 200], sparse(0.9))]
        sparse: Array2<f64>,
        #[init(shape = [300, 200], normal(100.0, 0.001))]
        far: Array2<f32>,
        #[init(shape = [300, 200], constant(0.1))]
        rounded: Array2<bf16>,
        #[init(shape = [300, 200], normal(0.0, 0.02))]
        coarse: Array2<bf16>,
        #[init(shape = [400], chrono(784.0))]
        chrono: Array1<f32>,
        #[init(shape = [3], normal(0.0, 1.0))]
        few: Array1<f32>,
        #[init(shape = [0], normal(0.0, 1.0))]
        none: Array1<f32>,
        #[init(normal(0.0, 1.0))]
        one: f32,
    }
    let rules = init! { <All> ** => default };
    for seed in 0..20 {
        let summary = rules.summary(&rules.build(seed).expect("complete"));
        assert_eq!(summary.anomalies().count(), 0, "{seed}: {summary}");
    }
}

#[test]
fn five_standard_errors_are_an_anomaly() {
    type Layer = Dense<100, 100>;
    let rules = init! { <Layer> weight => normal(0.0, 1.0), bias => zeros };
    let anomalies = |change: &dyn Fn(f32) -> f32| {
        let mut layer = rules.build(42).expect("static");
        layer.weight_mut().mapv_inplace(change);
        rules
            .summary(&layer)
            .anomalies()
            .map(|(entry, anomaly)| (entry.path().to_string(), anomaly))
            .collect::<Vec<_>>()
    };
    assert_eq!(anomalies(&|x| x), []);
    // The errors are 0.01 and 0.007.
    assert_eq!(anomalies(&|x| x + 0.02), []);
    assert_eq!(anomalies(&|x| x * 1.02), []);
    let shifted = anomalies(&|x| x + 0.1);
    assert!(
        matches!(&shifted[..], [(path, Anomaly::Mean(Deviation { expected: 0.0, errors, .. }))]
        if path == "weight" && (5.0..15.0).contains(errors)),
        "{shifted:?}"
    );
    let scaled = anomalies(&|x| x * 1.1);
    assert!(matches!(&scaled[..], [(_, Anomaly::Std(Deviation { expected: 1.0, .. }))]), "{scaled:?}");
    // Tails that end make the standard deviation sharper: 0.0045 of a uniform distribution's.
    let rules = init! { <Layer> weight => uniform(-1.0, 1.0), bias => zeros };
    let mut layer = rules.build(42).expect("static");
    *layer.weight_mut() *= 1.04;
    assert_eq!(rules.summary(&layer).anomalies().count(), 1);
    layer.weight_mut()[[3, 4]] = f32::NAN;
    layer.bias_mut()[7] = 1e-6;
    let text = rules.summary(&layer).to_string();
    assert!(text.contains("\n! weight: 1 value is not finite"), "{text}");
    assert!(text.contains("\n! bias: its mean is 1e-8, expected was 0"), "{text}");
}

/// An orthogonal matrix has a standard deviation that hardly varies, and no mark by it; its mean is judged.
#[test]
fn dependent_elements_have_no_error_of_their_deviation() {
    let rules = init! { <Dense<64, 64>> weight => orthogonal, bias => zeros };
    let mut layer = rules.build(42).expect("static");
    let expected = rules.summary(&layer).entries()[0].planned().and_then(PlanEntry::expected).expect("known");
    assert_eq!((expected.mean_error, expected.std_error), (Some(1.0 / 512.0), None));
    *layer.weight_mut() += 0.1;
    assert!(matches!(rules.summary(&layer).anomalies().next(), Some((_, Anomaly::Mean(_)))));
}

#[test]
fn lazy_parameters_are_counted_below() {
    let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42).expect("nothing to allocate");
    let rules = init! { <LazyDense> ** => default };
    assert_eq!((layer.summary().entries().len(), rules.summary(&layer).entries().len()), (0, 0));
    assert!(fits(&layer.summary()).ends_with("0 parameters, 0 elements, 0 B; not there yet: 2 parameters"));
}

#[test]
fn a_timed_run_has_a_rate() {
    let rules = init! { <Dense<64, 64>> weight => normal(0.0, 0.02), bias => zeros };
    let mut report = Report::new();
    assert_eq!(report.elapsed(), Duration::ZERO);
    let layer = rules.observed(&mut report).build(42).expect("static");
    let text = fits(&rules.summary(&layer).timed(&report));
    assert!(text.ends_with(" GB/s") && text.contains("4160 elements of f32, 16.2 KiB; "), "{text}");
}
