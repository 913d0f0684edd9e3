//! Xavier and Kaiming.

use paraminit::axes::Role;
use paraminit::init::{Gain, Init, kaiming_normal, kaiming_uniform, xavier_normal, xavier_uniform};
use paraminit::prelude::*;
use rand::RngExt;

use crate::values::behaviors::sample::{elements, fill, follows, normal_cdf, refusal, uniform_cdf};

/// A matrix and a convolution with lengths of 20 to 25, and their fans.
fn shapes(arguments: &mut Stream) -> [(Vec<usize>, &'static [Role], f64, f64); 2] {
    let mut lengths = |rank| (0..rank).map(|_| arguments.random_range(20..=25)).collect::<Vec<usize>>();
    let with_fans = |shape: Vec<usize>, roles: &'static [Role]| {
        #[expect(clippy::cast_precision_loss, reason = "lengths are small")]
        let fan = |axis: usize| (shape[axis] * shape[2..].iter().product::<usize>()) as f64;
        let (fan_in, fan_out) = (fan(1), fan(0));
        (shape, roles, fan_in, fan_out)
    };
    [with_fans(lengths(2), &[Out, In]), with_fans(lengths(4), &[Out, In, Kernel, Kernel])]
}

/// Judges a uniform and a normal initializer whose variance is `gain^2 / fan`.
fn judge(pair: [Init; 2], gain: f64, shape: &[usize], roles: &[Role], fan: f64) {
    let [uniform, normal] = pair;
    let std = gain / fan.sqrt();
    let bound = 3.0_f64.sqrt() * std;
    let values = elements(&fill::<f32>(uniform, shape, roles));
    follows(&format!("{uniform} {shape:?}"), &values, uniform_cdf(-bound, bound));
    let values = elements(&fill::<f64>(normal, shape, roles));
    follows(&format!("{normal} {shape:?}"), &values, normal_cdf(0.0, std));
}

#[test]
fn xavier_follows_its_law_for_matrices_and_convolutions() {
    let mut arguments = Stream::new(123, "xavier");
    for given in [false, true] {
        for (shape, roles, fan_in, fan_out) in shapes(&mut arguments) {
            let gain = if given { arguments.random_range(0.1..2.0) } else { 1.0 };
            let pair = [xavier_uniform(), xavier_normal()];
            let pair = if given { pair.map(|init| init.gain(Gain::Value(gain))) } else { pair };
            judge(pair, gain, &shape, roles, f64::midpoint(fan_in, fan_out));
        }
    }
}

#[test]
fn kaiming_follows_its_law_for_matrices_and_convolutions() {
    let mut arguments = Stream::new(123, "kaiming");
    for given in [false, true] {
        for mode in [FanIn, FanOut] {
            for (shape, roles, fan_in, fan_out) in shapes(&mut arguments) {
                let slope: f64 = if given { arguments.random_range(0.1..2.0) } else { 0.0 };
                let gain = (2.0 / (1.0 + slope * slope)).sqrt();
                let fan = if mode == FanIn { fan_in } else { fan_out };
                let pair = [kaiming_uniform(), kaiming_normal()].map(|init| init.mode(mode));
                let pair = if given { pair.map(|init| init.gain(Gain::LeakyRelu(slope))) } else { pair };
                judge(pair, gain, &shape, roles, fan);
            }
        }
    }
}

#[test]
fn scalars_and_vectors_have_no_fans() {
    for init in [xavier_uniform(), xavier_normal(), kaiming_uniform(), kaiming_normal()] {
        for (shape, roles) in [(&[][..], &[][..]), (&[3], &[Out]), (&[3], &[In])] {
            let refused = refusal(init, shape, roles);
            assert!(refused.contains("needs a fan-in and a fan-out, but the parameter has rank"), "{refused}");
        }
    }
}

/// PyTorch warns that it does nothing. There is nothing to warn of: every element of the parameter is initialized.
#[test]
fn kaiming_fills_a_parameter_without_elements() {
    for init in [kaiming_uniform(), kaiming_normal()] {
        for shape in [[0, 1], [1, 0], [0, 0]] {
            assert_eq!(fill::<f32>(init, &shape, &[Out, In]).len(), 0);
        }
    }
}
