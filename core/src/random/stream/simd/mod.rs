//! Vector instructions: one file for each set of lanes, and the choice of a set at run time.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod instructions;
pub(in crate::random::stream) mod isa;
pub(in crate::random::stream) mod lanes;
mod request;
mod scalar;
mod set;
#[cfg(target_arch = "x86_64")]
mod twice;

#[cfg(test)]
mod tests;

pub(crate) use isa::Isa;
pub(crate) use lanes::{Bits, Double, Float, Machine, Single, Task, Words};
pub use set::Simd;
