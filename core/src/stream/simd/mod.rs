//! Which vector instructions compute the values.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod instructions;
mod kernel;
mod lanes;
mod request;
mod scalar;
#[cfg(target_arch = "x86_64")]
mod twice;

#[cfg(test)]
mod tests;

pub(crate) use kernel::Kernel;
pub(crate) use lanes::{Bits, Double, Float, Machine, Single, Task};

use std::fmt;
use std::sync::OnceLock;

/// A set of processor instructions that the bits and the values can be computed with.
///
/// All of them give the same bits; they differ in speed. A process chooses once, when it first fills something: the
/// widest set that its processor has, or the one that the environment variable `PARAMINIT_SIMD` names (`scalar`,
/// `avx2` or `avx512`), for tests and benchmarks. A name that means nothing here, or instructions that this processor
/// lacks, give one line on the standard error stream and the choice that is made without the variable.
///
/// The bits of each set are tested against those of [`Scalar`](Self::Scalar): AVX2 on real processors, AVX-512 on an
/// emulated one (`tests/by_hand/avx512.sh` in the repository), so that its speed is not known yet.
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
    /// What the program was compiled for, without a choice at run time. The specification of all others.
    Scalar,
    /// AVX2 and FMA, on x86-64.
    Avx2,
    /// AVX-512 F and DQ, on x86-64.
    Avx512,
}

impl Simd {
    /// All sets, from the narrowest to the widest.
    pub const ALL: [Self; 3] = [Self::Scalar, Self::Avx2, Self::Avx512];

    /// The set that this process uses.
    ///
    /// ```
    /// use paraminit::stream::Simd;
    ///
    /// // In the log of a benchmark.
    /// assert!(Simd::current().is_available());
    /// ```
    #[must_use]
    pub fn current() -> Self {
        Kernel::current().simd()
    }

    /// Whether this processor has the instructions.
    ///
    /// ```
    /// use paraminit::stream::Simd;
    ///
    /// let widest = Simd::ALL.into_iter().rfind(|simd| simd.is_available());
    /// assert!(widest >= Some(Simd::Scalar));
    /// ```
    #[must_use]
    pub fn is_available(self) -> bool {
        Kernel::new(self).is_some()
    }

    /// The name, as `PARAMINIT_SIMD` takes it.
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

impl Kernel {
    /// The kernel that this process uses, chosen at the first call.
    #[inline]
    pub(crate) fn current() -> Self {
        static CURRENT: OnceLock<Kernel> = OnceLock::new();
        *CURRENT.get_or_init(request::choose)
    }

    /// The kernel of the widest set that the processor has.
    fn widest() -> Self {
        Simd::ALL.into_iter().rev().find_map(Self::new).unwrap_or(Self::SCALAR)
    }
}
