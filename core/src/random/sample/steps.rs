//! Single steps of the contract, for programs that measure them, with this process's instruction set and 256 arguments
//! a call.
//!
//! It is hidden: the results of the steps are part of the contract, but their signatures are not.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::engine::scalar::lane::Lane as _;
use super::math;
use crate::stream::{Blocks, Domain, Float, Isa, Key, Machine, Single, StreamId, Task};

/// Returns the words of group `group` of a parameter's elements, in the order of elements of `f32`.
#[must_use]
pub fn words(id: StreamId, group: u64) -> [u32; 256] {
    let mut rows = [[0; 16]; 16];
    let counter = Domain::Elements.block(group);
    Isa::current().run(Blocks { key: &Key::from_seed(id.seed), number: id.number, counter, words: &mut rows });
    let mut words = [0; 256];
    words.copy_from_slice(rows.as_flattened());
    words
}

/// Returns the probability that a word stands for, which also gives the radius of a normal value: fma(w, 2^-32, 2^-33).
#[must_use]
pub fn probability(words: &[u32; 256]) -> [f32; 256] {
    step(Function::Probability, words)
}

/// Returns ln u, for normal `u` in (0, 1].
#[must_use]
pub fn ln(u: &[f32; 256]) -> [f32; 256] {
    step(Function::Ln, &u.map(f32::to_bits))
}

/// Returns the z with Phi(z) = 1/2 + q, for |q| <= 0.4785.
#[must_use]
pub fn center(q: &[f32; 256]) -> [f32; 256] {
    step(Function::Center, &q.map(f32::to_bits))
}

/// Returns the z with Phi(z) = p, for `p` from 2^-34 to 0.0247.
#[must_use]
pub fn edge(p: &[f32; 256]) -> [f32; 256] {
    step(Function::Edge, &p.map(f32::to_bits))
}

/// Returns z - z0 in `f32` and in `f64`, where Q(z0) is `start`, at most 1/2, and Q(z) is Q(z0) exp(-fall).
#[must_use]
pub fn rise(start: f64, fall: &[f32; 256]) -> ([f32; 256], [f64; 256]) {
    let tail = math::Tail::new(start);
    let (mut single, mut double) = ([0.0; 256], [0.0; 256]);
    Isa::current().run(Rises { tail: &tail, fall, single: &mut single, double: &mut double });
    (single, double)
}

/// Returns the sines and the cosines of 2 pi word 2^-32.
#[must_use]
pub fn sin_cos(words: &[u32; 256]) -> [[f32; 256]; 2] {
    let (mut sin, mut cos) = ([0.0; 256], [0.0; 256]);
    Isa::current().run(Angles { words, sin: &mut sin, cos: &mut cos });
    [sin, cos]
}

fn step(function: Function, words: &[u32; 256]) -> [f32; 256] {
    let mut out = [0.0; 256];
    Isa::current().run(Step { function, words, out: &mut out });
    out
}

enum Function {
    Probability,
    Ln,
    Center,
    Edge,
}

struct Step<'a> {
    function: Function,
    /// Words, or the bits of numbers.
    words: &'a [u32],
    out: &'a mut [f32],
}

impl Task for Step<'_> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        let count = M::F32::COUNT;
        for (words, out) in self.words.chunks_exact(count).zip(self.out.chunks_exact_mut(count)) {
            let words = machine.words_32(words);
            let value: M::F32 = match self.function {
                Function::Probability => f32::probability(words),
                Function::Ln => math::ln_f32(Float::from_bits(words)),
                Function::Center => center_of(Float::from_bits(words)),
                Function::Edge => ratio(math::edge_f32(Float::from_bits(words))),
            };
            value.store(out);
        }
    }
}

#[inline(always)]
fn ratio<F: Float>([numerator, denominator]: [F; 2]) -> F {
    numerator / denominator
}

#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "rounds")]
fn center_of<F: Single>(q: F) -> F {
    q.mul_add(q.splat(math::SLOPE as f32), ratio(math::center_f32(q)))
}

struct Angles<'a> {
    words: &'a [u32],
    sin: &'a mut [f32],
    cos: &'a mut [f32],
}

impl Task for Angles<'_> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        let count = M::F32::COUNT;
        let out = self.sin.chunks_exact_mut(count).zip(self.cos.chunks_exact_mut(count));
        for (words, (sin, cos)) in self.words.chunks_exact(count).zip(out) {
            let (s, c): (M::F32, M::F32) = math::sin_cos_turn_f32(machine.words_32(words));
            s.store(sin);
            c.store(cos);
        }
    }
}

struct Rises<'a> {
    tail: &'a math::Tail,
    fall: &'a [f32],
    single: &'a mut [f32],
    double: &'a mut [f64],
}

impl Task for Rises<'_> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        let count = M::F32::COUNT;
        for (fall, out) in self.fall.chunks_exact(count).zip(self.single.chunks_exact_mut(count)) {
            ratio(self.tail.rise_f32(machine.f32(0.0).load(fall))).store(out);
        }
        let mut wide = [0.0; 256];
        for (wide, fall) in wide.iter_mut().zip(self.fall) {
            *wide = f64::from(*fall);
        }
        let count = M::F64::COUNT;
        for (fall, out) in wide.chunks_exact(count).zip(self.double.chunks_exact_mut(count)) {
            ratio(self.tail.rise_f64(machine.f64(0.0).load(fall))).store(out);
        }
    }
}
