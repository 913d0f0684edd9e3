//! The bare key stream: what a uniform fill could not be faster than.
//!
//! It is ChaCha with 8 rounds and nothing else, by the widest instructions that the processor has. The words lie as the
//! contract of the random stream has them, so that nothing is transposed.

use std::error::Error;
use std::hint::black_box;

use paraminit::sample::Stored;

use super::clock::Case;
use super::fills::Arrays;

/// A loop of the key stream, over as many bytes as the array has. None for a processor without AVX2, for which none is
/// written.
pub(super) fn case<T: Stored>(side: usize) -> Option<Case<Arrays<T>>> {
    let (name, fill) = widest()?;
    let mut words = vec![0; side * side * size_of::<T>() / size_of::<u32>()];
    let pass = move |_: &mut Arrays<T>| -> Result<(), Box<dyn Error + Send + Sync>> {
        fill(black_box(&mut words));
        Ok(())
    };
    Some(Case { what: "keystream".to_owned(), n: side * side, simd: name, threaded: false, pass: Box::new(pass) })
}

/// Sets whole groups of 16 blocks, of 16 words each.
type Fill = fn(&mut [u32]);

#[cfg(not(target_arch = "x86_64"))]
fn widest() -> Option<(&'static str, Fill)> {
    None
}

#[cfg(target_arch = "x86_64")]
use x86_64::widest;

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "instructions that not every processor has")]
#[allow(clippy::wildcard_imports, reason = "the instructions, by their own names")]
mod x86_64 {
    use std::arch::x86_64::*;

    use super::Fill;

    /// The state before the counter: "expand 32-byte k", and a key like any other.
    pub(super) const START: [i32; 12] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574, 1, 2, 3, 4, 5, 6, 7, 8];

    pub(super) fn widest() -> Option<(&'static str, Fill)> {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512.
            return Some(("avx512", |words| unsafe { avx512(words) }));
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            return Some(("avx2", |words| unsafe { avx2(words) }));
        }
        None
    }

    /// A function that computes `$lanes` blocks together. A row of 16 holds one word of each of them.
    macro_rules! keystream {
        ($name:ident, $feature:literal, $lanes:literal, $splat:ident, $add:ident, $xor:ident, $rotate:ident, $load:ident, $store:ident) => {
            #[target_feature(enable = $feature)]
            fn $name(words: &mut [u32]) {
                const FIRST: [i32; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
                let mut start = [$splat(0); 16];
                for (row, word) in start.iter_mut().zip(START) {
                    *row = $splat(word);
                }
                // SAFETY: the 16 numbers are no fewer than are read.
                start[12] = unsafe { $load(FIRST.as_ptr().cast()) };
                for group in words.chunks_exact_mut(256) {
                    for first in (0..16).step_by($lanes) {
                        let mut rows = start;
                        for _ in 0..4 {
                            quarters!(rows, $add, $xor, $rotate, 0 4 8 12, 1 5 9 13, 2 6 10 14, 3 7 11 15);
                            quarters!(rows, $add, $xor, $rotate, 0 5 10 15, 1 6 11 12, 2 7 8 13, 3 4 9 14);
                        }
                        for ((row, start), out) in rows.into_iter().zip(start).zip(group.chunks_exact_mut(16)) {
                            let out = &mut out[first..first + $lanes];
                            // SAFETY: the slice has as many words as are written.
                            unsafe { $store(out.as_mut_ptr().cast(), $add(row, start)) };
                        }
                        start[12] = $add(start[12], $splat($lanes));
                    }
                }
            }
        };
    }

    macro_rules! quarters {
        ($rows:ident, $add:ident, $xor:ident, $rotate:ident, $($a:literal $b:literal $c:literal $d:literal),*) => {
            $($rows[$a] = $add($rows[$a], $rows[$b]);)*
            $($rows[$d] = $rotate!($xor($rows[$d], $rows[$a]), 16, 16);)*
            $($rows[$c] = $add($rows[$c], $rows[$d]);)*
            $($rows[$b] = $rotate!($xor($rows[$b], $rows[$c]), 12, 20);)*
            $($rows[$a] = $add($rows[$a], $rows[$b]);)*
            $($rows[$d] = $rotate!($xor($rows[$d], $rows[$a]), 8, 24);)*
            $($rows[$c] = $add($rows[$c], $rows[$d]);)*
            $($rows[$b] = $rotate!($xor($rows[$b], $rows[$c]), 7, 25);)*
        };
    }

    /// Rotates to the left, by shifts: the compiler makes a shuffle of those by whole bytes.
    macro_rules! shifts {
        ($row:expr, $left:literal, $right:literal) => {{
            let row = $row;
            _mm256_or_si256(_mm256_slli_epi32::<$left>(row), _mm256_srli_epi32::<$right>(row))
        }};
    }

    macro_rules! rotation {
        ($row:expr, $left:literal, $right:literal) => {
            _mm512_rol_epi32::<$left>($row)
        };
    }

    keystream!(
        avx2,
        "avx2",
        8,
        _mm256_set1_epi32,
        _mm256_add_epi32,
        _mm256_xor_si256,
        shifts,
        _mm256_loadu_si256,
        _mm256_storeu_si256
    );
    keystream!(
        avx512,
        "avx512f",
        16,
        _mm512_set1_epi32,
        _mm512_add_epi32,
        _mm512_xor_si512,
        rotation,
        _mm512_loadu_si512,
        _mm512_storeu_si512
    );
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use rand::{Rng as _, SeedableRng as _};
    use rand_chacha::ChaCha8Rng;

    use super::x86_64::{START, widest};

    #[test]
    fn it_has_the_words_of_chacha() {
        let Some((_, fill)) = widest() else { return };
        let mut seed = [0; 32];
        for (bytes, word) in seed.chunks_exact_mut(4).zip(&START[4..]) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut generator = ChaCha8Rng::from_seed(seed);
        let mut words = vec![0; 512];
        fill(&mut words);
        for block in 0..32 {
            for word in 0..16 {
                let at = block / 16 * 256 + word * 16 + block % 16;
                assert_eq!(words[at], generator.next_u32(), "word {word} of block {block}");
            }
        }
    }
}
