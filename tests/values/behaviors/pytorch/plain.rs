//! Gains, constants, and distributions whose arguments say everything.

use std::f64::consts::SQRT_2;

use paraminit::init::{Gain, Init, constant, normal, ones, uniform, zeros};
use paraminit::prelude::*;
use rand::RngExt;

use crate::values::behaviors::sample::{elements, fill, follows, normal_cdf, uniform_cdf};

/// Exact, as theirs: bit for bit.
#[test]
fn gains_of_linear_functions_are_one() {
    for gain in [Gain::Linear, Gain::Sigmoid] {
        assert_eq!(gain.value(), 1.0, "{gain}");
    }
}

#[test]
fn gains_of_nonlinearities_are_exact() {
    assert_eq!(Gain::Tanh.value(), 1.666_666_666_666_666_7);
    assert_eq!(Gain::Relu.value(), SQRT_2);
    assert_eq!(Gain::LeakyRelu(0.01).value(), 1.414_142_856_997_835_4);
    assert_eq!(Gain::Selu.value(), 0.75);
}

#[test]
fn gain_of_a_leaky_relu_depends_on_its_slope() {
    assert_eq!(Gain::LeakyRelu(0.0).value(), SQRT_2);
    assert_eq!(Gain::LeakyRelu(10.0).value(), 0.140_719_508_946_058_36);
}

/// Three arrays of 1, 2 and 4 axes with lengths between these, of both types.
fn samples(init: Init, arguments: &mut Stream, lengths: [usize; 3]) -> [(String, Vec<f64>); 6] {
    let shapes = [1, 2, 4].map(|rank: usize| {
        let least = lengths[rank / 2];
        (0..rank).map(|_| arguments.random_range(least..=least + 20)).collect::<Vec<_>>()
    });
    let [one, two, four] = &shapes;
    [
        (format!("{init} f32 {one:?}"), elements(&fill::<f32>(init, one, &[]))),
        (format!("{init} f32 {two:?}"), elements(&fill::<f32>(init, two, &[]))),
        (format!("{init} f32 {four:?}"), elements(&fill::<f32>(init, four, &[]))),
        (format!("{init} f64 {one:?}"), elements(&fill::<f64>(init, one, &[]))),
        (format!("{init} f64 {two:?}"), elements(&fill::<f64>(init, two, &[]))),
        (format!("{init} f64 {four:?}"), elements(&fill::<f64>(init, four, &[]))),
    ]
}

#[test]
fn uniform_follows_its_law_in_every_rank() {
    let mut arguments = Stream::new(123, "uniform");
    for _ in 0..3 {
        let low: f64 = arguments.random_range(-3.0..3.0);
        let high = low + arguments.random_range(1.0..5.0);
        for (name, values) in samples(uniform(low, high), &mut arguments, [3000, 100, 10]) {
            follows(&name, &values, uniform_cdf(low, high));
        }
    }
}

#[test]
fn normal_follows_its_law_in_every_rank() {
    let mut arguments = Stream::new(123, "normal");
    for _ in 0..3 {
        let (mean, std) = (arguments.random_range(-3.0..3.0), arguments.random_range(1.0..5.0));
        for (name, values) in samples(normal(mean, std), &mut arguments, [3000, 100, 10]) {
            follows(&name, &values, normal_cdf(mean, std));
        }
    }
}

#[test]
fn constants_fill_every_element_in_every_rank() {
    let mut arguments = Stream::new(123, "constant");
    let value: f64 = arguments.random_range(1.0..10.0);
    for (init, expected) in [(constant(value), value), (ones(), 1.0), (zeros(), 0.0)] {
        for rank in [0, 1, 2, 4] {
            let shape: Vec<usize> = (0..rank).map(|_| arguments.random_range(1..=5)).collect();
            let filled = fill::<f64>(init, &shape, &[]);
            assert!(filled.iter().all(|&x| x == expected), "{init} {shape:?}");
            assert_eq!(filled.len(), shape.iter().product::<usize>());
        }
    }
}
