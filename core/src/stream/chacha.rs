//! `ChaCha8` blocks, lane-wise.
//!
//! Bernstein, "`ChaCha`, a variant of Salsa20" (2008): 8 rounds, the original layout with a 64-bit counter and a
//! 64-bit stream number (nonce). Structure of arrays: every operation runs over all lanes, one block a lane, so
//! that a compiler or a hand-written kernel vectorizes it without a transposition.

use super::Key;

/// The words of 16 consecutive blocks: `words[j][i]` is word `j` of block `i`.
pub(crate) type Words = [[u32; 16]; 16];

/// "expand 32-byte k" as little-endian words.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The 16 blocks `counter .. counter + 16` of stream `number` (wrapping).
///
/// Without AVX2, one block after the other: compilers find rotations too dear in SSE2 and run the lanes one
/// operation at a time, which spills (2.4 times slower than this). With AVX2 the lanes are 4 times faster.
#[inline(always)]
#[expect(clippy::inline_always, reason = "must follow its caller's vector width")]
pub(crate) fn group(key: &Key, number: u64, counter: u64) -> Words {
    if cfg!(target_feature = "avx2") { blocks(key, number, counter) } else { in_turn(key, number, counter) }
}

/// The 16 blocks of a group, computed one after the other.
fn in_turn(key: &Key, number: u64, counter: u64) -> Words {
    let mut words = [[0; 16]; 16];
    for i in 0..16 {
        let block = block(key, number, counter.wrapping_add(i as u64));
        for (row, word) in words.iter_mut().zip(block) {
            row[i] = word;
        }
    }
    words
}

/// One block of stream `number`, its 16 words in order.
pub(crate) fn block(key: &Key, number: u64, counter: u64) -> [u32; 16] {
    blocks::<1>(key, number, counter).map(|[word]| word)
}

/// The `L` blocks from `counter` on, lane-wise.
#[inline(always)]
#[expect(clippy::inline_always, reason = "must follow its caller's vector width")]
fn blocks<const L: usize>(key: &Key, number: u64, counter: u64) -> [[u32; L]; 16] {
    let input = input(key, number, counter);
    let mut x = input;
    for _ in 0..4 {
        quarter_round(&mut x, [0, 4, 8, 12]);
        quarter_round(&mut x, [1, 5, 9, 13]);
        quarter_round(&mut x, [2, 6, 10, 14]);
        quarter_round(&mut x, [3, 7, 11, 15]);
        quarter_round(&mut x, [0, 5, 10, 15]);
        quarter_round(&mut x, [1, 6, 11, 12]);
        quarter_round(&mut x, [2, 7, 8, 13]);
        quarter_round(&mut x, [3, 4, 9, 14]);
    }
    for (row, start) in x.iter_mut().zip(&input) {
        add(row, start);
    }
    x
}

/// The state before the rounds: constants, key, counter, stream number.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "splits 64-bit values into words")]
fn input<const L: usize>(key: &Key, number: u64, counter: u64) -> [[u32; L]; 16] {
    let mut x = [[0; L]; 16];
    let shared = CONSTANTS.iter().chain(key.words());
    for (row, &word) in x.iter_mut().zip(shared) {
        *row = [word; L];
    }
    let [.., low, high, number_low, number_high] = &mut x;
    let mut block = counter;
    for (low, high) in low.iter_mut().zip(high) {
        (*low, *high) = (block as u32, (block >> 32) as u32);
        block = block.wrapping_add(1);
    }
    *number_low = [number as u32; L];
    *number_high = [(number >> 32) as u32; L];
    x
}

/// The quarter round on rows `a`, `b`, `c`, `d`.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the rows must be constants for the state to live in registers")]
#[expect(clippy::many_single_char_names, reason = "the letters of the specification")]
fn quarter_round<const L: usize>(x: &mut [[u32; L]; 16], [a, b, c, d]: [usize; 4]) {
    let [mut p, mut q, mut r, mut s] = [x[a], x[b], x[c], x[d]];
    add(&mut p, &q);
    xor_rotate::<L, 16>(&mut s, &p);
    add(&mut r, &s);
    xor_rotate::<L, 12>(&mut q, &r);
    add(&mut p, &q);
    xor_rotate::<L, 8>(&mut s, &p);
    add(&mut r, &s);
    xor_rotate::<L, 7>(&mut q, &r);
    [x[a], x[b], x[c], x[d]] = [p, q, r, s];
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "part of the quarter round")]
fn add<const L: usize>(x: &mut [u32; L], y: &[u32; L]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x = x.wrapping_add(*y);
    }
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "part of the quarter round")]
fn xor_rotate<const L: usize, const BITS: u32>(x: &mut [u32; L], y: &[u32; L]) {
    for (x, y) in x.iter_mut().zip(y) {
        *x = (*x ^ y).rotate_left(BITS);
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, block, blocks, group, in_turn};
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
            assert_eq!(words, blocks(&key, 7, counter));
            assert_eq!(words, in_turn(&key, 7, counter));
            for i in 0..16 {
                let expected = oracle(42, 7, counter.wrapping_add(i));
                for (row, word) in words.iter().zip(expected) {
                    assert_eq!(row[usize::try_from(i).unwrap()], word, "counter {counter}, block {i}");
                }
            }
        }
    }
}
