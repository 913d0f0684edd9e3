//! `ChaCha8` blocks, computed in lanes.
//!
//! Bernstein, "`ChaCha`, a variant of Salsa20" (2008): 8 rounds, the original layout with a 64-bit counter and a 64-bit
//! stream number (nonce). The state is a structure of arrays: every operation runs over all lanes, with one block in
//! each lane, so registers hold lanes without a transposition.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::Key;
#[cfg(test)]
use super::simd::isa::Isa;
use super::simd::lanes::{Bits, Machine, Task, Words};

/// "expand 32-byte k" as little-endian words.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// A task that computes the 16 blocks `counter .. counter + 16` (wrapping) of stream `number`.
pub(crate) struct Blocks<'a> {
    /// The key.
    pub(crate) key: &'a Key,
    /// The stream number.
    pub(crate) number: u64,
    /// The first block.
    pub(crate) counter: u64,
    /// The output.
    pub(crate) words: &'a mut Words,
}

impl Task for Blocks<'_> {
    #[inline(always)]
    fn run<M: Machine>(self, machine: M) {
        machine.blocks(self.key, self.number, self.counter, self.words);
    }
}

/// Computes the 16 blocks of a group, one after the other.
///
/// This is faster than lanes if the compiler would have to build them from single operations, which spill (2.4 times
/// with SSE2).
pub(super) fn in_turn(key: &Key, number: u64, counter: u64, words: &mut Words) {
    for i in 0..16 {
        let block = block(key, number, counter.wrapping_add(i as u64));
        for (row, word) in words.iter_mut().zip(block) {
            row[i] = word;
        }
    }
}

/// Computes one block of stream `number`, its 16 words in order.
pub(crate) fn block(key: &Key, number: u64, counter: u64) -> [u32; 16] {
    let input = input(key, number, split(counter));
    let mut state = input;
    rounds(&mut state);
    let mut words = [0; 16];
    for ((word, x), start) in words.iter_mut().zip(state).zip(input) {
        *word = x.wrapping_add(start);
    }
    words
}

/// Computes the 16 blocks of a group, as many at once as the machine has lanes.
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
#[inline(always)]
pub(super) fn side_by_side<M: Machine>(machine: M, key: &Key, number: u64, counter: u64, words: &mut Words) {
    let (mut low, mut high) = ([0; 16], [0; 16]);
    let mut block = counter;
    for (low, high) in low.iter_mut().zip(&mut high) {
        [*low, *high] = split(block);
        block = block.wrapping_add(1);
    }
    // These are loops, because the compiler might not inline a closure.
    let mut first = 0;
    while first < 16 {
        let (low, high) = (machine.words_32(&low[first..]), machine.words_32(&high[first..]));
        let mut state = [low; 16];
        for (row, word) in state.iter_mut().zip(input(key, number, [0; 2])) {
            *row = low.splat(word);
        }
        (state[12], state[13]) = (low, high);
        let start = state;
        rounds(&mut state);
        for ((words, x), start) in words.iter_mut().zip(state).zip(start) {
            x.wrapping_add(start).store(&mut words[first..]);
        }
        first += <M as Machine>::U32::COUNT;
    }
}

/// Returns the state before the rounds: constants, key, counter, stream number.
#[inline(always)]
fn input(key: &Key, number: u64, [low, high]: [u32; 2]) -> [u32; 16] {
    let [c0, c1, c2, c3] = CONSTANTS;
    let [k0, k1, k2, k3, k4, k5, k6, k7] = *key.words();
    let [number_low, number_high] = split(number);
    [c0, c1, c2, c3, k0, k1, k2, k3, k4, k5, k6, k7, low, high, number_low, number_high]
}

/// Returns the lower and the upper half of an integer.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "a half at a time")]
const fn split(integer: u64) -> [u32; 2] {
    [integer as u32, (integer >> 32) as u32]
}

/// Does four double rounds: on the columns, then on the diagonals.
#[inline(always)]
fn rounds<B: Bits<Scalar = u32>>(x: &mut [B; 16]) {
    for _ in 0..4 {
        quarter_rounds(x, [0, 4, 8, 12], [1, 5, 9, 13]);
        quarter_rounds(x, [2, 6, 10, 14], [3, 7, 11, 15]);
        quarter_rounds(x, [0, 5, 10, 15], [1, 6, 11, 12]);
        quarter_rounds(x, [2, 7, 8, 13], [3, 4, 9, 14]);
    }
}

/// Does the quarter rounds on two independent quadruples of rows in step: while one waits, the other computes.
#[inline(always)]
fn quarter_rounds<B: Bits<Scalar = u32>>(x: &mut [B; 16], first: [usize; 4], second: [usize; 4]) {
    let mut p = first.map(|row| x[row]);
    let mut q = second.map(|row| x[row]);
    for [a, b, _, d] in [&mut p, &mut q] {
        *a = a.wrapping_add(*b);
        *d = rotated::<16, 16, _>(*d ^ *a);
    }
    for [_, b, c, d] in [&mut p, &mut q] {
        *c = c.wrapping_add(*d);
        *b = rotated::<12, 20, _>(*b ^ *c);
    }
    for [a, b, _, d] in [&mut p, &mut q] {
        *a = a.wrapping_add(*b);
        *d = rotated::<8, 24, _>(*d ^ *a);
    }
    for [_, b, c, d] in [&mut p, &mut q] {
        *c = c.wrapping_add(*d);
        *b = rotated::<7, 25, _>(*b ^ *c);
    }
    for (rows, values) in [(first, p), (second, q)] {
        for (row, value) in rows.into_iter().zip(values) {
            x[row] = value;
        }
    }
}

/// Rotates by `LEFT` bits to the left. `RIGHT` is 32 - `LEFT`.
#[inline(always)]
fn rotated<const LEFT: i32, const RIGHT: i32, B: Bits<Scalar = u32>>(x: B) -> B {
    x.shl::<LEFT>() | x.shr::<RIGHT>()
}

/// Computes the 16 blocks `counter .. counter + 16` (wrapping) of stream `number`.
#[cfg(test)]
pub(crate) fn group(key: &Key, number: u64, counter: u64) -> Words {
    let mut words = [[0; 16]; 16];
    Isa::SCALAR.run(Blocks { key, number, counter, words: &mut words });
    words
}

#[cfg(test)]
mod tests {
    use super::{Blocks, Key, block, group};
    use crate::stream::{Isa, Simd};
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    fn oracle(seed: u64, number: u64, counter: u64) -> [u32; 16] {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(number);
        rng.set_word_pos(u128::from(counter) * 16);
        std::array::from_fn(|_| rng.next_u32())
    }

    const COUNTERS: [u64; 9] = [
        0,
        5,
        (1 << 32) - 3,
        (1 << 32) + 7,
        1 << 62,
        (1 << 62) + (3 << 56) + 32,
        1 << 63,
        (1 << 63) + (77 << 24),
        u64::MAX - 4,
    ];

    #[test]
    fn blocks_are_those_of_rand_chacha() {
        for seed in [0, 42, u64::MAX] {
            for number in [0, 1, 1 << 32, 0x9e37_79b9_7f4a_7c15] {
                for counter in COUNTERS {
                    assert_eq!(block(&Key::from_seed(seed), number, counter), oracle(seed, number, counter));
                }
            }
        }
    }

    #[test]
    fn a_group_is_sixteen_blocks() {
        let key = Key::from_seed(42);
        for counter in COUNTERS {
            let words = group(&key, 7, counter);
            for isa in Simd::ALL.into_iter().filter_map(Isa::new) {
                let mut other = [[0; 16]; 16];
                isa.run(Blocks { key: &key, number: 7, counter, words: &mut other });
                assert_eq!(words, other, "{}, counter {counter}", isa.simd());
            }
            for i in 0..16 {
                let expected = oracle(42, 7, counter.wrapping_add(i));
                for (row, word) in words.iter().zip(expected) {
                    assert_eq!(row[usize::try_from(i).unwrap()], word, "counter {counter}, block {i}");
                }
            }
        }
    }
}
