//! Mixtures: the law of the whole, and arms that are chosen without regard to the values.

use paraminit::init::{constant, mixture, normal, trunc_normal, uniform, zeros};
use paraminit::sample::Real;
use paraminit::stream::StreamId;

use super::law::Law;
use super::{check, draw, judge};

#[test]
fn with_an_atom() {
    // Dive into Deep Learning, section 6.3.
    let init = mixture([(0.25, uniform(5.0, 10.0)), (0.5, zeros()), (0.25, uniform(-10.0, -5.0))]);
    let arms = [(0.25, Law::Uniform(5.0, 10.0)), (0.5, Law::Atom(0.0)), (0.25, Law::Uniform(-10.0, -5.0))];
    check(&init, &Law::Mixture(arms.to_vec()));
}

#[test]
fn with_arms_that_overlap() {
    let init = mixture([(0.7, normal(0.0, 1.0)), (0.2, trunc_normal(2.0).mean(1.0)), (0.1, constant(0.5))]);
    let truncated = Law::Truncated { mean: 1.0, std: 2.0, low: -3.0, high: 5.0 };
    let arms = [(0.7, Law::Normal(0.0, 1.0)), (0.2, truncated), (0.1, Law::Atom(0.5))];
    check(&init, &Law::Mixture(arms.to_vec()));
}

#[test]
fn of_mixtures() {
    let inner = mixture([(0.3, constant(1.0)), (0.7, normal(0.0, 1.0))]);
    let init = mixture([(0.4, constant(2.0)), (0.6, inner)]);
    let arms = [(0.4, Law::Atom(2.0)), (0.18, Law::Atom(1.0)), (0.42, Law::Normal(0.0, 1.0))];
    check(&init, &Law::Mixture(arms.to_vec()));
}

/// Which arm each element comes from, as the coin 1 or -1, and what the first arm alone gives to every element.
///
/// An arm gives an element what it would give it alone, so the values behind the choices are known.
fn choices<T: Real>() -> (Vec<T>, Vec<T>) {
    let stream = || StreamId::new(42, "mixture");
    let mixed: Vec<T> = draw(&mixture([(0.5, normal(0.0, 1.0)), (0.5, constant(100.0))]), 1000, stream());
    let alone: Vec<T> = draw(&normal(0.0, 1.0), 1000, stream());
    let coin = |(mixed, alone): (&T, &T)| {
        let other = mixed.to_f64() == 100.0;
        assert!(other || mixed == alone, "{mixed:?} is neither 100 nor {alone:?}");
        T::from_f64(if other { -1.0 } else { 1.0 })
    };
    (mixed.iter().zip(&alone).map(coin).collect(), alone)
}

fn choices_are_independent<T: Real>() {
    let (coins, alone) = choices::<T>();
    let coin = Law::Mixture(vec![(0.5, Law::Atom(-1.0)), (0.5, Law::Atom(1.0))]);
    judge::distribution(&coins, &coin).expect("a fair coin");
    judge::no_echo(&coins, &[1, 2, 15, 16, 17, 127, 128, 255, 256, 257], &coin).expect("coins are independent");
    judge::runs(&coins, 0.0).expect("coins are independent");
    // Of the values of the same element and of its neighbors; both have mean 0 and variance 1.
    for lag in [0, 1, 16, 128, 256] {
        let law = Law::Normal(0.0, 1.0);
        judge::uncorrelated(&coins, &alone[lag..], &law).unwrap_or_else(|fault| panic!("lag {lag}: {fault}"));
        let chosen: Vec<T> =
            coins.iter().zip(&alone[lag..]).filter(|(coin, _)| coin.to_f64() > 0.0).map(|(_, &x)| x).collect();
        judge::distribution(&chosen, &law).unwrap_or_else(|fault| panic!("lag {lag}: {fault}"));
    }
}

#[test]
fn choices_do_not_regard_values() {
    for_types!(choices_are_independent: f32, f64);
}
