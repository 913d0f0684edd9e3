//! Tests that every instruction set gives the bits of the scalar one.

use super::truncated;
use crate::sample::{Real, Sampler, Stored};
use crate::stream::{Isa, Simd, Stream, StreamId};
use rand::Rng;

fn samplers() -> Vec<Sampler> {
    let infinity = f64::INFINITY;
    let uniform = |low, high| Sampler::Uniform { low, high };
    let normal = |mean, std| Sampler::Normal { mean, std };
    let chapter = vec![(0.25, uniform(5.0, 10.0)), (0.5, Sampler::Constant(0.0)), (0.25, uniform(-10.0, -5.0))];
    let nested =
        vec![(1.0, Sampler::Mixture(chapter.clone())), (0.0, normal(0.0, 9.0)), (2.0, truncated(0.0, 1.0, 0.0, 2.0))];
    vec![
        Sampler::Constant(-0.0),
        uniform(-0.3, 1.7),
        uniform(1.0, 1.5),
        uniform(0.1, 0.1),
        uniform(-3e38, 3e38),
        uniform(f64::NAN, 1.0),
        normal(0.0, 1.0),
        normal(-1e-40, 1e-42),
        normal(1e30, 1e38),
        normal(0.0, infinity),
        // The center, both sides, and a tail: long, short, on the lower side.
        truncated(0.0, 1.0, -2.0, 2.0),
        truncated(3.0, 0.5, -infinity, infinity),
        truncated(0.0, 1.0, -1e-9, 2.5),
        truncated(0.0, 1.0, 2.0, 3.0),
        truncated(0.0, 1.0, 8.0, 9.0),
        truncated(0.0, 1.0, 1.0, 1.01),
        truncated(0.0, 1.0, -36.5, -36.0),
        // The same in the arithmetic of `f64`.
        truncated(0.0, 1e-35, -1e-35, 1e-35),
        truncated(0.0, 1e-35, -1e-35, 3e-35),
        truncated(0.0, 1e-35, 2e-35, infinity),
        // By the linear density, and a point.
        truncated(0.25, 10.0, 0.25, 0.250_001),
        truncated(0.5, 0.0, 0.5, 1.0),
        Sampler::Mixture(chapter),
        Sampler::Mixture(nested),
        Sampler::Mixture(vec![(f64::NAN, normal(0.0, 1.0)), (1.0, uniform(0.0, 1.0))]),
        Sampler::Mixture(vec![]),
        Sampler::Map(f64::abs, Box::new(normal(0.0, 1.0))),
        Sampler::Scaled(0.1, Box::new(uniform(0.0, 1.0))),
    ]
}

fn bits<T: Stored>(sampler: &Sampler, isa: Isa, number: u64, offset: u64, length: usize) -> Vec<u64> {
    let mut values = vec![T::from_computed(T::Computed::from_f64(0.5)); length];
    sampler.fill_with(isa, StreamId { seed: 42, number }, offset, &mut values);
    values.iter().map(|value| value.to_computed().to_f64().to_bits()).collect()
}

fn check<T: Stored>() {
    let mut random = Stream::new(5, "kernels");
    for isa in Simd::ALL.into_iter().filter_map(Isa::new) {
        for sampler in samplers() {
            for round in 0..40 {
                let number = random.next_u64();
                let offset = if round % 4 == 0 { u64::from(random.next_u32()) << 24 } else { random.next_u64() % 600 };
                let length = [0, 1, 7, 255, 256, 257][round % 6] + random.next_u32() as usize % 500 * (round % 2);
                let expected = bits::<T>(&sampler, Isa::SCALAR, number, offset, length);
                let found = bits::<T>(&sampler, isa, number, offset, length);
                assert!(found == expected, "{}: {sampler:?}, {length} from {offset}", isa.simd());
            }
        }
    }
}

#[test]
fn kernels_agree_on_f32() {
    check::<f32>();
}

#[test]
fn kernels_agree_on_f64() {
    check::<f64>();
}

#[test]
#[cfg(feature = "half")]
fn kernels_agree_on_half_types() {
    for_types!(check: half::f16, half::bf16);
}

/// Draws a million values of each, which reach most rare inputs.
#[test]
fn kernels_agree_on_many() {
    for isa in Simd::ALL.into_iter().filter_map(Isa::new) {
        for sampler in samplers() {
            let agree = bits::<f32>(&sampler, isa, 1, 0, 300_000) == bits::<f32>(&sampler, Isa::SCALAR, 1, 0, 300_000);
            assert!(agree, "{}: {sampler:?} in f32", isa.simd());
            let agree = bits::<f64>(&sampler, isa, 1, 0, 300_000) == bits::<f64>(&sampler, Isa::SCALAR, 1, 0, 300_000);
            assert!(agree, "{}: {sampler:?} in f64", isa.simd());
        }
    }
}
