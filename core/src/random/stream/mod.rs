//! The random stream: the bits of each element of each parameter.
//!
//! One contract fixes every random value:
//!
//! ```text
//! value = f(seed, path of the parameter, index of the element)
//! ```
//!
//! and nothing else: not the order of fields, other parameters, threads, vector width, memory layout, processor or
//! operating system. This module makes the bits; [`sample`](crate::sample) turns them into values.
//!
//! - Bits: `ChaCha8` with a 64-bit block counter and a 64-bit stream number, word for word `rand_chacha::ChaCha8Rng`.
//! - Key: the `u64` seed, expanded as `rand_core` 0.10 does in `SeedableRng::seed_from_u64` (PCG32). See [`Key`].
//! - Stream number: FNV-1a 64 of the parameter's path, such as `blocks.3.proj.weight`. See [`stream_number`].
//! - Block counter: the top two bits are a domain (`00` elements, `01` selectors of mixtures, `10` samplers), so that
//!   the three never share a word. In the first two, a group of elements owns 16 consecutive blocks; in the last,
//!   group `g` owns the 2^24 blocks from 2^63 + g 2^24. See [`Stream`] for the samplers.
//! - Order: elements count in logical row-major order, in groups of 256 (f32) or 128 (f64). Element `e` belongs to
//!   group `g = e / 256`, row `j = (e % 256) / 16`, lane `i = e % 16`; its word is word `j` of block `16 g + i`. For
//!   f64, `g = e / 128`, and the 64 bits are word `j` | word `(j + 8)` << 32.
//!
//! [The contract](crate::guide::contract) specifies all of it to the bit.
//!
//! Sixteen lanes fill vector registers of any width without a transposition, with the same bits. See [`Simd`].

mod chacha;
mod domain;
mod generator;
mod id;
mod key;
mod path_hash;
mod simd;

#[cfg(test)]
mod golden;

pub(crate) use chacha::Blocks;
#[cfg(test)]
pub(crate) use chacha::group;
pub(crate) use domain::Domain;
pub use generator::Stream;
pub use id::StreamId;
pub use key::Key;
pub use path_hash::{OFFSET, fnv1a, stream_number};
pub use simd::Simd;
pub(crate) use simd::{Bits, Double, Float, Isa, Machine, Single, Task, Words};

/// The version of the mapping from (seed, path, index) to values.
///
/// Two builds with the same version produce the same bits for the same model and seed. The version covers the words
/// (this module) and their transformation (`sample`). A change of any value is a breaking change and raises it; golden
/// vectors in the tests pin it.
pub const CONTRACT_VERSION: u32 = 1;
