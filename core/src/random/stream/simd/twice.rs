//! Pairs of registers, with twice as many lanes.
//!
//! Each operation of a polynomial waits for the one before. Two registers in step keep the processor busy meanwhile,
//! even if its window of instructions is shorter than the whole chain.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

use super::lanes::{Bits, Float};
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Sub};

/// The first and the second half of the lanes.
#[derive(Clone, Copy)]
pub struct Twice<L>(pub L, pub L);

/// Defines methods that apply to both halves.
macro_rules! both {
    ($(fn $name:ident $(<const $n:ident: i32>)? (self $(, $argument:ident)*);)*) => { $(
        #[inline(always)]
        fn $name $(<const $n: i32>)? (self $(, $argument: Self)*) -> Self {
            Self(self.0.$name $(::<$n>)? ($($argument.0),*), self.1.$name $(::<$n>)? ($($argument.1),*))
        }
    )* };
}

macro_rules! operators {
    ($($trait:ident $method:ident $($other:ident)?),*) => { $(
        impl<L: $trait<Output = L>> $trait for Twice<L> {
            type Output = Self;
            both! { fn $method(self $(, $other)?); }
        }
    )* };
}

operators!(Add add other, Sub sub other, Mul mul other, Div div other, Neg neg);
operators!(BitAnd bitand other, BitOr bitor other, BitXor bitxor other, Not not);

impl<B: Bits> Bits for Twice<B> {
    type Scalar = B::Scalar;
    const COUNT: usize = 2 * B::COUNT;

    both! {
        fn wrapping_add(self, other);
        fn wrapping_sub(self, other);
        fn shl<const N: i32>(self);
        fn shr<const N: i32>(self);
        fn sign_mask(self);
    }

    #[inline(always)]
    fn splat(self, integer: B::Scalar) -> Self {
        let integers = self.0.splat(integer);
        Self(integers, integers)
    }

    #[inline(always)]
    fn store(self, out: &mut [B::Scalar]) {
        let (first, second) = out.split_at_mut(out.len().min(B::COUNT));
        self.0.store(first);
        self.1.store(second);
    }
}

impl<F: Float> Float for Twice<F> {
    type Scalar = F::Scalar;
    type Bits = Twice<F::Bits>;
    const COUNT: usize = 2 * F::COUNT;

    both! {
        fn mul_add(self, factor, summand);
        fn sqrt(self);
        fn at_least(self, other);
        fn at_most(self, other);
    }

    #[inline(always)]
    fn splat(self, number: F::Scalar) -> Self {
        let numbers = self.0.splat(number);
        Self(numbers, numbers)
    }

    #[inline(always)]
    fn ge_mask(self, limit: Self) -> Self::Bits {
        Twice(self.0.ge_mask(limit.0), self.1.ge_mask(limit.1))
    }

    #[inline(always)]
    fn select(choice: Self::Bits, yes: Self, no: Self) -> Self {
        Self(F::select(choice.0, yes.0, no.0), F::select(choice.1, yes.1, no.1))
    }

    #[inline(always)]
    fn to_bits(self) -> Self::Bits {
        Twice(self.0.to_bits(), self.1.to_bits())
    }

    #[inline(always)]
    fn from_bits(bits: Self::Bits) -> Self {
        Self(F::from_bits(bits.0), F::from_bits(bits.1))
    }

    #[inline(always)]
    fn from_unsigned(integers: Self::Bits) -> Self {
        Self(F::from_unsigned(integers.0), F::from_unsigned(integers.1))
    }

    #[inline(always)]
    fn from_signed(integers: Self::Bits) -> Self {
        Self(F::from_signed(integers.0), F::from_signed(integers.1))
    }

    #[inline(always)]
    fn load(self, from: &[F::Scalar]) -> Self {
        let (first, second) = from.split_at(from.len().min(F::COUNT));
        Self(self.0.load(first), self.1.load(second))
    }

    #[inline(always)]
    fn store(self, out: &mut [F::Scalar]) {
        let (first, second) = out.split_at_mut(out.len().min(F::COUNT));
        self.0.store(first);
        self.1.store(second);
    }
}
