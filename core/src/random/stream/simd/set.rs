//! The names of the instruction sets.

use std::fmt;

/// A set of processor instructions that compute the bits and the values.
///
/// All of them give the same bits, but differ in speed. A process chooses once, when it first fills something: the
/// widest set that its processor has, or the one that the environment variable `PARAMINIT_SIMD` names (`scalar`, `neon`,
/// `avx2` or `avx512`), for tests and benchmarks. An unknown name, or instructions that this processor lacks, print one line
/// to the standard error stream, and the variable is ignored.
///
/// The bits of each set are tested against those of [`Scalar`](Self::Scalar): AVX2 on real processors, AVX-512 and NEON
/// on emulated ones (`tests/by_hand` in the repository). The speed of NEON is not known yet.
///
/// ```
/// use paraminit::stream::Simd;
///
/// assert!(Simd::Scalar.is_available());
/// println!("filling with {}", Simd::current());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Simd {
    /// The instructions that the program was compiled for, without a choice at run time. It is the specification of all
    /// others.
    Scalar,
    /// NEON, on 64-bit ARM.
    Neon,
    /// AVX2 and FMA, on x86-64.
    Avx2,
    /// AVX-512 F and DQ, on x86-64.
    Avx512,
}

impl Simd {
    /// All sets, from the narrowest to the widest.
    pub const ALL: [Self; 4] = [Self::Scalar, Self::Neon, Self::Avx2, Self::Avx512];

    /// The name, as in `PARAMINIT_SIMD`.
    ///
    /// ```
    /// use paraminit::stream::Simd;
    ///
    /// // `PARAMINIT_SIMD=avx2 cargo bench`
    /// assert_eq!(Simd::Avx2.name(), "avx2");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Neon => "neon",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
        }
    }
}

impl fmt::Display for Simd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
