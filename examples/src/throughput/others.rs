//! The loops that one would write without us.
//!
//! `ndarray-rand` 0.16 fits `ndarray` 0.17 but stands on `rand` 0.9 and `rand_distr` 0.5, which it re-exports; its
//! distributions and its generator are those. It always makes a new array, so `*_new_array` is what to compare it with.
//! Values of either depend on the order of the calls.

use std::hint::black_box;

use ndarray::Array2;
use ndarray_rand::{RandomExt, rand as rand_0_9, rand_distr as rand_distr_0_5};
use paraminit::sample::Stored;
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand_distr::{Distribution, Normal, StandardNormal, Uniform};

use super::clock::Case;
use super::fills::{Arrays, number};

/// `rand_distr` and `ndarray-rand`, in the type `T`.
pub(super) fn cases<T>(side: usize) -> Result<Vec<Case<Arrays<T>>>, Box<dyn std::error::Error>>
where
    T: Stored + rand_distr::num_traits::Float + rand_distr::uniform::SampleUniform,
    T: rand_distr_0_5::uniform::SampleUniform<Sampler: Send>,
    <T as rand_distr::uniform::SampleUniform>::Sampler: Send,
    StandardNormal: Distribution<T>,
    rand_distr_0_5::StandardNormal: rand_distr_0_5::Distribution<T>,
{
    let (low, high) = (number::<T>(-0.05), number::<T>(0.05));
    let (mean, std) = (number::<T>(0.0), number::<T>(0.01));
    Ok(vec![
        draw("rand_distr_uniform", side, Uniform::new(low, high)?),
        draw("rand_distr_normal", side, Normal::new(mean, std)?),
        random_array("ndarray_rand_uniform", side, rand_distr_0_5::Uniform::new(low, high)?),
        random_array("ndarray_rand_normal", side, rand_distr_0_5::Normal::new(mean, std)?),
    ])
}

fn draw<T: Stored>(what: &str, side: usize, distribution: impl Distribution<T> + Send + 'static) -> Case<Arrays<T>> {
    let mut random = SmallRng::seed_from_u64(42);
    let pass = move |arrays: &mut Arrays<T>| {
        black_box(&mut arrays.plain).iter_mut().for_each(|value| *value = distribution.sample(&mut random));
        Ok(())
    };
    Case { what: what.to_owned(), n: side * side, simd: "none", threaded: false, pass: Box::new(pass) }
}

fn random_array<T: Stored>(
    what: &str,
    side: usize,
    distribution: impl rand_distr_0_5::Distribution<T> + Send + 'static,
) -> Case<Arrays<T>> {
    let mut random = <rand_0_9::rngs::SmallRng as rand_0_9::SeedableRng>::seed_from_u64(42);
    let pass = move |_: &mut Arrays<T>| {
        black_box(Array2::<T>::random_using((side, side), &distribution, &mut random));
        Ok(())
    };
    Case { what: what.to_owned(), n: side * side, simd: "none", threaded: false, pass: Box::new(pass) }
}
