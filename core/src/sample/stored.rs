//! The scalar types that parameters are made of, and how computed values become theirs.

use std::fmt::Debug;

use super::Real;
use crate::dtype::DType;
use storage::Storage;

/// A type of parameters: `f32`, `f64`, and with the feature `half` also `half::f16` and `half::bf16`. Sealed.
///
/// Values are computed in a [`Real`], and rounded once if the type is narrower. The half types are computed in `f32`.
///
/// ```
/// use paraminit::sample::{Real, Sampler, Stored};
///
/// fn drawn<T: Stored>() -> [T; 4] {
///     let mut values = [T::from_computed(T::Computed::from_f64(0.0)); 4];
///     Sampler::Normal { mean: 0.0, std: 1.0 }.fill(StreamId::new(42, "weight"), 0, &mut values);
///     values
/// }
///
/// // `bf16` holds the values of `f32`, rounded.
/// # #[cfg(feature = "half")]
/// assert_eq!(drawn::<half::bf16>(), drawn::<f32>().map(half::bf16::from_f32));
/// ```
pub trait Stored: Storage<Self::Computed> + Copy + Debug + PartialOrd + Send + Sync + 'static {
    /// The type in which values are computed.
    type Computed: Real;

    /// Which type it is.
    const DTYPE: DType;

    /// Rounds to the nearest value of the type, ties to even.
    ///
    /// ```
    /// use paraminit::sample::Stored;
    ///
    /// # #[cfg(feature = "half")]
    /// assert_eq!(half::f16::from_computed(0.1).to_f64(), 0.0999755859375);
    /// assert_eq!(f32::from_computed(0.1), 0.1);
    /// ```
    #[must_use]
    fn from_computed(value: Self::Computed) -> Self;

    /// The same value in the type that computes.
    ///
    /// ```
    /// use paraminit::sample::{Real, Stored};
    ///
    /// fn mean<T: Stored>(values: &[T]) -> f64 {
    ///     values.iter().map(|x| x.to_computed().to_f64()).sum::<f64>() / values.len() as f64
    /// }
    /// assert_eq!(mean(&[1.0_f32, 2.0]), 1.5);
    /// ```
    #[must_use]
    fn to_computed(self) -> Self::Computed;
}

/// Keeps [`Stored`] sealed, and its machinery out of sight.
pub(super) mod storage {
    /// How slices are filled.
    pub trait Storage<C>: Sized {
        /// Fills `out`, the elements from `offset` on, with what `fill` computes for each chunk: from an offset on.
        fn fill_in_chunks(offset: u64, out: &mut [Self], fill: impl FnMut(u64, &mut [C]));

        /// Fills `out` with what `fill` computes at once.
        ///
        /// # Errors
        /// That of `fill`.
        fn fill_at_once<E>(out: &mut [Self], fill: impl FnOnce(&mut [C]) -> Result<(), E>) -> Result<(), E>;
    }
}

macro_rules! computed_in_itself {
    ($scalar:ident, $variant:ident) => {
        impl Stored for $scalar {
            type Computed = Self;

            const DTYPE: DType = DType::$variant;

            fn from_computed(value: Self) -> Self {
                value
            }

            fn to_computed(self) -> Self {
                self
            }
        }

        impl Storage<Self> for $scalar {
            fn fill_in_chunks(offset: u64, out: &mut [Self], mut fill: impl FnMut(u64, &mut [Self])) {
                fill(offset, out);
            }

            fn fill_at_once<E>(out: &mut [Self], fill: impl FnOnce(&mut [Self]) -> Result<(), E>) -> Result<(), E> {
                fill(out)
            }
        }
    };
}

computed_in_itself!(f32, F32);
computed_in_itself!(f64, F64);

#[cfg(feature = "half")]
mod half {
    use ::half::slice::HalfFloatSliceExt as _;
    use ::half::{bf16, f16};

    use super::{Storage, Stored};
    use crate::dtype::DType;

    /// Computed values that wait to be rounded: whole groups, few enough for the nearest cache.
    const CHUNK: usize = 1024;

    macro_rules! computed_in_f32 {
        ($scalar:ident, $variant:ident) => {
            impl Stored for $scalar {
                type Computed = f32;

                const DTYPE: DType = DType::$variant;

                fn from_computed(value: f32) -> Self {
                    Self::from_f32(value)
                }

                fn to_computed(self) -> f32 {
                    self.to_f32()
                }
            }

            impl Storage<f32> for $scalar {
                fn fill_in_chunks(mut offset: u64, out: &mut [Self], mut fill: impl FnMut(u64, &mut [f32])) {
                    let mut buffer = [0.0; CHUNK];
                    let mut rest = out;
                    while !rest.is_empty() {
                        // Up to the end of a group.
                        let skipped = usize::try_from(offset % CHUNK as u64).unwrap_or_default();
                        let (now, later) = rest.split_at_mut(rest.len().min(CHUNK - skipped));
                        let values = buffer.get_mut(..now.len()).unwrap_or_default();
                        fill(offset, values);
                        now.convert_from_f32_slice(values);
                        offset = offset.wrapping_add(now.len() as u64);
                        rest = later;
                    }
                }

                fn fill_at_once<E>(out: &mut [Self], fill: impl FnOnce(&mut [f32]) -> Result<(), E>) -> Result<(), E> {
                    let mut values = vec![0.0; out.len()];
                    fill(&mut values)?;
                    out.convert_from_f32_slice(&values);
                    Ok(())
                }
            }
        };
    }

    computed_in_f32!(f16, F16);
    computed_in_f32!(bf16, Bf16);
}
