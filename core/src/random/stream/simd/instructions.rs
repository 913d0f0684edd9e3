//! Macros for functions and operators that are single instructions, shared by the files of AVX2, AVX-512 and NEON.

#![expect(clippy::inline_always, reason = "must follow its caller's instructions")]

/// Defines functions that consist of instructions.
macro_rules! instructions {
    ($(fn $name:ident $(<const $n:ident: i32>)? ($($argument:ident $(: $type:ty)?),*) $(-> $out:ty)? { $body:expr })*) => { $(
        #[inline(always)]
        fn $name $(<const $n: i32>)? ($($argument $(: $type)?),*) $(-> $out)? {
            // SAFETY: an argument has a type of the file that calls this, which proves that the processor has the
            // instructions. Those that read or write memory get the address of an array of their own size.
            unsafe { $body }
        }
    )* };
}

/// Defines operators, each a single instruction.
macro_rules! operators {
    ($lanes:ident: $($trait:ident $method:ident $instruction:ident),*) => { $(
        impl $trait for $lanes {
            type Output = Self;
            instructions! { fn $method(self, other: Self) -> Self { Self($instruction(self.0, other.0)) } }
        }
    )* };
}

pub(super) use {instructions, operators};

/// Returns the first `N` scalars of `from`, or zeros if there are fewer.
#[inline(always)]
pub(super) fn chunk<T: Copy + Default, const N: usize>(from: &[T]) -> [T; N] {
    from.first_chunk().copied().unwrap_or([T::default(); N])
}
