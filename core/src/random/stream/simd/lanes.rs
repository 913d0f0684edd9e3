//! Lanes: numbers side by side, in any kind of register.
//!
//! The transformations are written once over these traits. A single `u32`, `u64`, `f32` or `f64` is the narrowest
//! implementation and the specification of the others: IEEE 754 or two's complement defines each operation to the bit.
//!
//! Lanes cannot be made from nothing. They come from a [`Machine`], whose existence proves that the processor has the
//! instructions, or from other lanes.

use crate::stream::Key;
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

/// The words of 16 consecutive blocks: `words[j][i]` is word `j` of block `i`.
pub(crate) type Words = [[u32; 16]; 16];

/// Unsigned integers side by side. Arithmetic wraps.
pub trait Bits:
    Copy + BitAnd<Output = Self> + BitOr<Output = Self> + BitXor<Output = Self> + Not<Output = Self>
{
    /// The type of one lane.
    type Scalar: Copy;
    /// The number of lanes. Divides 16.
    const COUNT: usize;

    /// Returns the same integer in every lane.
    fn splat(self, integer: Self::Scalar) -> Self;
    /// Returns the sum.
    fn wrapping_add(self, other: Self) -> Self;
    /// Returns the difference.
    fn wrapping_sub(self, other: Self) -> Self;
    /// Shifts to the left, and fills with zeros.
    fn shl<const N: i32>(self) -> Self;
    /// Shifts to the right, and fills with zeros.
    fn shr<const N: i32>(self) -> Self;
    /// Sets all bits of an integer if its highest bit is set, and none otherwise.
    fn sign_mask(self) -> Self;
    /// Writes the lanes to the beginning of `out`, which has room for them.
    fn store(self, out: &mut [Self::Scalar]);

    /// Sets the highest bit where half the integer is less than `threshold`, which is at most the highest bit.
    ///
    /// The integers are halved, because the difference then fits a signed number, whose sign is the comparison: AVX2
    /// cannot compare unsigned numbers.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must follow its caller's instructions")]
    fn half_below(self, threshold: Self::Scalar) -> Self {
        self.shr::<1>().wrapping_sub(self.splat(threshold))
    }
}

/// Floating-point numbers side by side.
pub trait Float:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The type of one lane.
    type Scalar: Copy;
    /// The type of as many integers of the same size.
    type Bits: Bits;
    /// The number of lanes. Divides 16.
    const COUNT: usize;

    /// Returns the same number in every lane.
    fn splat(self, number: Self::Scalar) -> Self;
    /// Returns `self` times `factor` plus `summand`, rounded once.
    fn mul_add(self, factor: Self, summand: Self) -> Self;
    /// Returns the square root, rounded to nearest.
    fn sqrt(self) -> Self;
    /// Returns the larger number. Unlike in the standard library, the result for equal numbers and NaN is fixed:
    /// `other`.
    fn at_least(self, other: Self) -> Self;
    /// Returns the smaller number; `other` if they are equal or not ordered.
    fn at_most(self, other: Self) -> Self;
    /// Returns integers with all bits set where `self` is `limit` or more, and none elsewhere.
    fn ge_mask(self, limit: Self) -> Self::Bits;
    /// Returns `yes` where the highest bit of `choice` is set, and `no` elsewhere.
    fn select(choice: Self::Bits, yes: Self, no: Self) -> Self;
    /// Returns the choice itself if there is only one lane, so that the caller need not compute the other value.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "must follow its caller's instructions")]
    fn single_choice(_choice: Self::Bits) -> Option<bool> {
        None
    }
    /// Returns the bits, as integers.
    fn to_bits(self) -> Self::Bits;
    /// Returns the numbers with these bits.
    fn from_bits(bits: Self::Bits) -> Self;
    /// Returns the nearest numbers to unsigned integers.
    fn from_unsigned(integers: Self::Bits) -> Self;
    /// Returns the nearest numbers to integers in two's complement.
    fn from_signed(integers: Self::Bits) -> Self;
    /// Returns the numbers at the beginning of `from`, which has at least [`COUNT`](Self::COUNT) of them.
    fn load(self, from: &[Self::Scalar]) -> Self;
    /// Writes the lanes to the beginning of `out`, which has room for them.
    fn store(self, out: &mut [Self::Scalar]);
}

/// An instruction set that the processor has.
pub trait Machine: Copy {
    /// 32-bit words.
    type U32: Bits<Scalar = u32>;
    /// 64-bit words.
    type U64: Bits<Scalar = u64>;
    /// Single precision.
    type F32: Float<Scalar = f32, Bits = Self::U32>;
    /// Double precision.
    type F64: Float<Scalar = f64, Bits = Self::U64>;

    /// Returns the same number in every lane.
    fn f32(self, number: f32) -> Self::F32;
    /// Returns the same number in every lane.
    fn f64(self, number: f64) -> Self::F64;
    /// Returns the words at the beginning of `words`, which has enough of them.
    fn words_32(self, words: &[u32]) -> Self::U32;
    /// Returns the words whose lower and upper halves are at the beginning of `low` and of `high`, which have enough of
    /// them.
    fn words_64(self, low: &[u32], high: &[u32]) -> Self::U64;
    /// Computes the 16 blocks from `counter` on of stream `number`.
    fn blocks(self, key: &Key, number: u64, counter: u64, words: &mut Words);
}

/// A computation that runs with any instruction set.
pub trait Task {
    /// Runs the computation, within a function that is compiled for the machine's instructions.
    ///
    /// Implementations, and all that they call, are `#[inline(always)]`. A function that is not inlined would be
    /// compiled only for the instructions of the whole program.
    fn run<M: Machine>(self, machine: M);
}

/// Lanes of single precision.
pub trait Single: Float<Scalar = f32, Bits: Bits<Scalar = u32>> {}
impl<F: Float<Scalar = f32, Bits: Bits<Scalar = u32>>> Single for F {}

/// Lanes of double precision.
pub trait Double: Float<Scalar = f64, Bits: Bits<Scalar = u64>> {}
impl<F: Float<Scalar = f64, Bits: Bits<Scalar = u64>>> Double for F {}
