//! The instruction set chosen at run time, which runs the tasks.

#[cfg(target_arch = "x86_64")]
use super::avx2::Avx2;
#[cfg(target_arch = "x86_64")]
use super::avx512::Avx512;
use super::lanes::Task;
#[cfg(all(target_arch = "aarch64", target_endian = "little"))]
use super::neon::Neon;
use super::scalar::Scalar;
use super::set::Simd;

/// An instruction set that this processor has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Isa(Found);

#[derive(Clone, Copy, Debug)]
enum Found {
    Scalar,
    #[cfg(all(target_arch = "aarch64", target_endian = "little"))]
    Neon(Neon),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl Simd {
    /// True if this processor has the instructions.
    ///
    /// ```
    /// use paraminit::stream::Simd;
    ///
    /// let widest = Simd::ALL.into_iter().rfind(|simd| simd.is_available());
    /// assert!(widest >= Some(Simd::Scalar));
    /// ```
    #[must_use]
    pub fn is_available(self) -> bool {
        Isa::new(self).is_some()
    }
}

impl Isa {
    /// The set that every processor has.
    pub(crate) const SCALAR: Self = Self(Found::Scalar);

    /// The instruction set `simd`, if the processor has it.
    pub(crate) fn new(simd: Simd) -> Option<Self> {
        match simd {
            Simd::Scalar => Some(Self::SCALAR),
            #[cfg(target_arch = "x86_64")]
            Simd::Avx2 => Avx2::detect().map(Found::Avx2).map(Self),
            #[cfg(target_arch = "x86_64")]
            Simd::Avx512 => Avx512::detect().map(Found::Avx512).map(Self),
            #[cfg(not(target_arch = "x86_64"))]
            Simd::Avx2 | Simd::Avx512 => None,
            #[cfg(all(target_arch = "aarch64", target_endian = "little"))]
            Simd::Neon => Neon::detect().map(Found::Neon).map(Self),
            #[cfg(not(all(target_arch = "aarch64", target_endian = "little")))]
            Simd::Neon => None,
        }
    }

    /// The widest set that the processor has.
    pub(super) fn widest() -> Self {
        Simd::ALL.into_iter().rev().find_map(Self::new).unwrap_or(Self::SCALAR)
    }

    /// The public name of the set.
    pub(crate) const fn simd(self) -> Simd {
        match self.0 {
            Found::Scalar => Simd::Scalar,
            #[cfg(all(target_arch = "aarch64", target_endian = "little"))]
            Found::Neon(_) => Simd::Neon,
            #[cfg(target_arch = "x86_64")]
            Found::Avx2(_) => Simd::Avx2,
            #[cfg(target_arch = "x86_64")]
            Found::Avx512(_) => Simd::Avx512,
        }
    }

    /// Runs `task` with these instructions.
    #[inline]
    pub(crate) fn run(self, task: impl Task) {
        match self.0 {
            Found::Scalar => task.run(Scalar),
            #[cfg(all(target_arch = "aarch64", target_endian = "little"))]
            Found::Neon(machine) => task.run(machine),
            #[cfg(target_arch = "x86_64")]
            Found::Avx2(machine) => machine.run(task),
            #[cfg(target_arch = "x86_64")]
            Found::Avx512(machine) => machine.run(task),
        }
    }
}
