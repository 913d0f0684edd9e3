//! Vector instructions: one file for each set of lanes, and the choice of a set at run time.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
mod instructions;
pub(in crate::random::stream) mod isa;
pub(in crate::random::stream) mod lanes;
#[cfg(all(target_arch = "aarch64", target_endian = "little"))]
mod neon;
mod request;
mod scalar;
mod set;
#[cfg(any(target_arch = "x86_64", all(target_arch = "aarch64", target_endian = "little")))]
mod twice;

#[cfg(test)]
mod tests;

pub(crate) use isa::Isa;
pub(crate) use lanes::{Bits, Double, Float, Machine, Single, Task, Words};
pub use set::Simd;
