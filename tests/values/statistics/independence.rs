//! No element says anything about another: of the same parameter, of another one, of another seed.

use paraminit::init::{Init, normal, trunc_normal, uniform};
use paraminit::sample::Real;
use paraminit::stream::StreamId;

use super::law::Law;
use super::{draw, judge};

/// A million elements.
const OUTPUTS: usize = 1000;

/// Neighbors, rows of a group and groups (256 elements in `f32`, 128 in `f64`), and what is beside these.
const LAGS: [usize; 14] = [1, 2, 15, 16, 17, 63, 64, 65, 127, 128, 129, 255, 256, 257];

/// The three ways in which bits become values.
fn cases() -> [(Init, Law); 3] {
    [
        (uniform(-1.0, 1.0), Law::within(1.0)),
        (normal(0.0, 1.0), Law::Normal(0.0, 1.0)),
        (trunc_normal(1.0), Law::truncated(1.0, 2.0)),
    ]
}

fn within_a_parameter<T: Real>() {
    for (init, law) in cases() {
        let sample: Vec<T> = draw(&init, OUTPUTS, StreamId::new(7, "independence"));
        let judged = judge::no_echo(&sample, &LAGS, &law).and_then(|()| judge::runs(&sample, 0.0));
        judged.unwrap_or_else(|fault| panic!("{init} in {}: {fault}", T::DTYPE.name()));
        // Down a lane, where Box-Muller makes pairs.
        let lane: Vec<T> = sample.iter().copied().step_by(16).collect();
        judge::runs(&lane, 0.0).unwrap_or_else(|fault| panic!("a lane of {init}: {fault}"));
    }
}

#[test]
fn neighbors() {
    for_types!(within_a_parameter: f32, f64);
}

/// The two values of every Box-Muller pair stand half a group apart.
fn pairs<T: Real>() {
    let sample: Vec<T> = draw(&normal(0.0, 1.0), OUTPUTS, StreamId::new(7, "pairs"));
    let law = Law::Normal(0.0, 1.0);
    let halves = sample.chunks_exact(T::GROUP).map(|group| group.split_at(T::GROUP / 2));
    let (cosines, sines): (Vec<&[T]>, Vec<&[T]>) = halves.unzip();
    let (cosines, sines) = (cosines.concat(), sines.concat());
    judge::uncorrelated(&cosines, &sines, &law).expect("a pair is independent");
    // Independent normals have a direction that is uniform, and a sum and a difference that are normal.
    let turns = cosines.iter().zip(&sines).map(|(x, y)| y.to_f64().atan2(x.to_f64())).collect::<Vec<_>>();
    judge::distribution(&turns, &Law::within(std::f64::consts::PI)).expect("the angle of a pair is uniform");
    let sums = cosines.iter().zip(&sines).map(|(x, y)| x.to_f64() + y.to_f64()).collect::<Vec<_>>();
    judge::distribution(&sums, &Law::Normal(0.0, 2.0_f64.sqrt())).expect("the sum of a pair is normal");
}

#[test]
fn the_two_values_of_a_pair() {
    for_types!(pairs: f32, f64);
}

fn across_parameters<T: Real>() {
    let streams = [
        (StreamId::new(42, "hidden.weight"), StreamId::new(42, "output.weight")),
        (StreamId::new(42, "layers.0.weight"), StreamId::new(42, "layers.1.weight")),
        (StreamId::new(42, "a"), StreamId::new(42, "b")),
        (StreamId::new(42, "hidden.weight"), StreamId::new(43, "hidden.weight")),
        (StreamId::new(0, "hidden.weight"), StreamId::new(1, "hidden.weight")),
        (StreamId::new(u64::MAX, "hidden.weight"), StreamId::new(0, "hidden.weight")),
        (StreamId::new(1 << 32, "hidden.weight"), StreamId::new(1, "hidden.weight")),
        (StreamId { seed: 42, number: 0 }, StreamId { seed: 42, number: 1 }),
        (StreamId { seed: 42, number: 0 }, StreamId { seed: 0, number: 42 }),
    ];
    for (left, right) in streams {
        for (init, law) in cases() {
            let name = format!("{init} at {left:?} and {right:?}");
            let [x, y]: [Vec<T>; 2] = [left, right].map(|stream| draw(&init, OUTPUTS, stream));
            // The same element of both, the next one, and the same of the next group.
            for lag in [0, 1, T::GROUP] {
                judge::uncorrelated(&x, &y[lag..], &law).unwrap_or_else(|fault| panic!("{name}, lag {lag}: {fault}"));
            }
        }
    }
}

#[test]
fn paths_and_seeds() {
    for_types!(across_parameters: f32, f64);
}
