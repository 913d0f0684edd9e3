//! The `ChaCha` key of a seed.

/// A 256-bit `ChaCha` key, as eight little-endian words.
///
/// The key depends on the seed alone. Parameters differ by their stream number, not by their key.
///
/// ```
/// use paraminit::stream::Key;
///
/// // The first bytes that the contract gives for seed 42: a4 8f a1 7b.
/// assert_eq!(Key::from_seed(42).words()[0].to_le_bytes(), [0xa4, 0x8f, 0xa1, 0x7b]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u32; 8]);

impl Key {
    /// Expands a seed with PCG32 (O'Neill 2014, output function XSH RR), one step for each word.
    ///
    /// The result equals the seed that `rand_core` 0.10 derives in `SeedableRng::seed_from_u64`. The code is repeated
    /// here because that default may change between versions, and our values must not.
    ///
    /// ```
    /// use paraminit::stream::Key;
    /// use rand_chacha::rand_core::SeedableRng;
    ///
    /// let seed = rand_chacha::ChaCha8Rng::seed_from_u64(7).get_seed();
    /// assert_eq!(Key::from_seed(7).words()[0].to_le_bytes(), seed[..4]);
    /// ```
    #[must_use]
    pub const fn from_seed(seed: u64) -> Self {
        const MULTIPLIER: u64 = 0x5851_f42d_4c95_7f2d;
        const INCREMENT: u64 = 0xa176_54e4_6fbe_17f3;
        let mut words = [0; 8];
        let mut state = seed;
        let mut i = 0;
        while i < words.len() {
            // The state advances first, so that it leaves seeds with few bits set.
            state = state.wrapping_mul(MULTIPLIER).wrapping_add(INCREMENT);
            let low = ((((state >> 18) ^ state) >> 27) & 0xffff_ffff) as u32;
            words[i] = low.rotate_right((state >> 59) as u32);
            i += 1;
        }
        Self(words)
    }

    /// The eight words of the key.
    ///
    /// ```
    /// use paraminit::stream::Key;
    ///
    /// // The input of any other ChaCha8, to check a port of the contract.
    /// let bytes: Vec<u8> = Key::from_seed(42).words().iter().flat_map(|word| word.to_le_bytes()).collect();
    /// assert_eq!((bytes.len(), bytes[4]), (32, 0x58));
    /// ```
    #[must_use]
    pub const fn words(&self) -> &[u32; 8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Key;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;

    #[test]
    fn seed_42_begins_as_documented() {
        let bytes = Key::from_seed(42).words().map(u32::to_le_bytes);
        assert_eq!(bytes[..2], [[0xa4, 0x8f, 0xa1, 0x7b], [0x58, 0x32, 0x3d, 0x0a]]);
    }

    #[test]
    fn expansion_is_that_of_rand_core() {
        for seed in [0, 1, 42, 1 << 32, 0x0123_4567_89ab_cdef, u64::MAX] {
            let expected = ChaCha8Rng::seed_from_u64(seed).get_seed();
            let bytes: Vec<u8> = Key::from_seed(seed).words().iter().flat_map(|w| w.to_le_bytes()).collect();
            assert_eq!(bytes, expected, "seed {seed}");
        }
    }
}
