//! The contract, element by element, by a slow implementation over `rand_chacha`.

#![expect(clippy::many_single_char_names, reason = "the letters of the contract")]

use super::draw;
use crate::sample::Sampler;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use std::f64::consts::TAU;

const COUNT: usize = 1500;

/// Word `j` of block `block` of the stream that [`draw`] uses.
fn word(block: usize, j: usize) -> u32 {
    let mut rng = ChaCha8Rng::seed_from_u64(42);
    rng.set_stream(7);
    rng.set_word_pos((block * 16 + j) as u128);
    rng.next_u32()
}

/// The word of row `j`, lane `i`, group `g`.
fn word_f32(g: usize, j: usize, i: usize) -> u32 {
    word(16 * g + i, j)
}

fn word_f64(g: usize, j: usize, i: usize) -> u64 {
    u64::from(word(16 * g + i, j)) | u64::from(word(16 * g + i, j + 8)) << 32
}

#[test]
fn uniform_f32() {
    let (low, high) = (-0.3_f32, 1.7_f32);
    let drawn: Vec<f32> = draw(&Sampler::Uniform { low: low.into(), high: high.into() }, COUNT);
    for (e, value) in drawn.iter().enumerate() {
        let w = word_f32(e / 256, e % 256 / 16, e % 16);
        let u = (w >> 8) as f32 / 16_777_216.0;
        let expected = libm::fmaf(u, high - low, low).min(high.next_down());
        assert_eq!(value.to_bits(), expected.to_bits(), "element {e}");
    }
}

#[test]
fn uniform_f64() {
    let (low, high) = (-0.3_f64, 1.7_f64);
    let drawn: Vec<f64> = draw(&Sampler::Uniform { low, high }, COUNT);
    for (e, value) in drawn.iter().enumerate() {
        let w = word_f64(e / 128, e % 128 / 16, e % 16);
        let u = (w >> 11) as f64 / 9_007_199_254_740_992.0;
        let expected = libm::fma(u, high - low, low).min(high.next_down());
        assert_eq!(value.to_bits(), expected.to_bits(), "element {e}");
    }
}

/// Box-Muller in `f64` with the standard library's functions.
fn box_muller(u: f64, turn: f64, sine: bool) -> f64 {
    let r = (-2.0 * u.ln()).max(0.0).sqrt();
    let (sin, cos) = (TAU * turn).sin_cos();
    r * if sine { sin } else { cos }
}

#[test]
fn normal_f32() {
    let drawn: Vec<f32> = draw(&Sampler::Normal { mean: 0.5, std: 2.0 }, COUNT);
    for (e, value) in drawn.iter().enumerate() {
        let (g, j, i) = (e / 256, e % 256 / 16, e % 16);
        let w = word_f32(g, j % 8, i);
        let u = libm::fmaf(w as f32, 1.0 / 4_294_967_296.0, 1.0 / 8_589_934_592.0);
        let turn = f64::from(word_f32(g, j % 8 + 8, i)) / 4_294_967_296.0;
        let expected = 0.5 + 2.0 * box_muller(u.into(), turn, j >= 8);
        assert!((f64::from(*value) - expected).abs() < 1e-6, "element {e}: {value}, not {expected}");
    }
}

#[test]
fn normal_f64() {
    let drawn: Vec<f64> = draw(&Sampler::Normal { mean: 0.5, std: 2.0 }, COUNT);
    for (e, value) in drawn.iter().enumerate() {
        let (g, j, i) = (e / 128, e % 128 / 16, e % 16);
        let scale = 1.0 / 18_446_744_073_709_551_616.0;
        let u = libm::fma(word_f64(g, j % 4, i) as f64, scale, scale / 2.0);
        let turn = word_f64(g, j % 4 + 4, i) as f64 * scale;
        let expected = 0.5 + 2.0 * box_muller(u, turn, j >= 4);
        assert!((value - expected).abs() < 4e-15, "element {e}: {value}, not {expected}");
    }
}

/// Every element from its own word, increasing in it.
#[test]
fn truncated_is_monotone_in_the_word() {
    let sampler = super::truncated(0.0, 1.0, -2.0, 1.0);
    let drawn: Vec<f32> = draw(&sampler, COUNT);
    let pair = |(e, &value): (usize, &f32)| (word_f32(e / 256, e % 256 / 16, e % 16), value);
    let mut pairs: Vec<_> = drawn.iter().enumerate().map(pair).collect();
    pairs.sort_unstable_by_key(|&(word, _)| word);
    assert!(pairs.is_sorted_by_key(|&(_, value)| value));

    let drawn: Vec<f64> = draw(&sampler, COUNT);
    let pair = |(e, &value): (usize, &f64)| (word_f64(e / 128, e % 128 / 16, e % 16), value);
    let mut pairs: Vec<_> = drawn.iter().enumerate().map(pair).collect();
    pairs.sort_unstable_by_key(|&(word, _)| word);
    assert!(pairs.is_sorted_by_key(|&(_, value)| value));
}
