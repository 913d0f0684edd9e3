//! Any slice has the bits of the whole.

use super::{draw, truncated};
use crate::sample::{Real, Sampler, Stored};
use crate::stream::{Stream, StreamId};
use rand::Rng;

fn samplers() -> Vec<Sampler> {
    let normal = Sampler::Normal { mean: 0.0, std: 1.0 };
    let inner = Sampler::Mixture(vec![(1.0, normal.clone()), (2.0, Sampler::Constant(3.0))]);
    vec![
        Sampler::Constant(-0.0),
        Sampler::Uniform { low: 0.0, high: 1.0 },
        normal.clone(),
        truncated(0.0, 1.0, -2.0, 2.0),
        truncated(0.0, 1.0, -3.0, 3.0),
        truncated(0.0, 1.0, 8.0, 9.0),
        Sampler::Map(f64::abs, Box::new(normal.clone())),
        Sampler::Scaled(0.1, Box::new(normal)),
        Sampler::Mixture(vec![(0.5, inner), (0.5, Sampler::Uniform { low: 5.0, high: 10.0 })]),
    ]
}

fn check<T: Stored>() {
    let mut random = Stream::new(3, "slices");
    for sampler in samplers() {
        let whole: Vec<T> = draw(&sampler, 3000);
        for _ in 0..100 {
            let start = random.next_u32() as usize % 3000;
            let length = random.next_u32() as usize % (3001 - start);
            let mut slice = vec![T::from_computed(T::Computed::from_f64(f64::NAN)); length];
            sampler.fill(StreamId { seed: 42, number: 7 }, start as u64, &mut slice);
            assert!(slice == whole[start..start + length], "{sampler:?}, {length} from {start}");
        }
    }
}

#[test]
fn slices_equal_the_whole() {
    for_types!(check: f32, f64);
}

#[test]
#[cfg(feature = "half")]
fn slices_of_half_types_equal_the_whole() {
    for_types!(check: half::f16, half::bf16);
}

#[test]
fn empty_and_last() {
    let sampler = Sampler::Normal { mean: 0.0, std: 1.0 };
    sampler.fill::<f32>(StreamId { seed: 42, number: 7 }, 100, &mut []);
    let mut beyond = [0.0_f32; 700];
    sampler.fill(StreamId { seed: 42, number: 7 }, u64::MAX - 300, &mut beyond);
    assert!(beyond.iter().all(|x| x.is_finite()));
}

#[test]
fn seed_and_number_matter() {
    let sampler = Sampler::Uniform { low: 0.0, high: 1.0 };
    let first = |seed, number| {
        let mut value = [0.0_f64];
        sampler.fill(StreamId { seed, number }, 0, &mut value);
        value[0].to_bits()
    };
    assert_eq!(first(1, 2), first(1, 2));
    assert_ne!(first(1, 2), first(1, 3));
    assert_ne!(first(1, 2), first(2, 2));
}
