//! The types `f16` and `bf16`, computed in `f32` and rounded.

use ::half::slice::HalfFloatSliceExt as _;
use ::half::{bf16, f16};

use super::scalar::Stored;
use super::scalar::storage::Storage;
use crate::dtype::DType;

/// The number of computed values in a buffer before rounding: whole groups, few enough for the nearest cache.
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
                    // The piece ends at the end of a group.
                    let skipped = usize::try_from(offset % CHUNK as u64).unwrap_or_default();
                    let (now, later) = rest.split_at_mut(rest.len().min(CHUNK - skipped));
                    let values = buffer.get_mut(..now.len()).unwrap_or_default();
                    fill(offset, values);
                    now.convert_from_f32_slice(values);
                    offset = offset.wrapping_add(now.len() as u64);
                    rest = later;
                }
            }

            fn fill_at_once<E>(
                out: &mut [Self],
                short: E,
                fill: impl FnOnce(&mut [f32]) -> Result<(), E>,
            ) -> Result<(), E> {
                let mut values = Vec::new();
                if values.try_reserve_exact(out.len()).is_err() {
                    return Err(short);
                }
                values.resize(out.len(), 0.0);
                fill(&mut values)?;
                out.convert_from_f32_slice(&values);
                Ok(())
            }
        }
    };
}

computed_in_f32!(f16, F16);
computed_in_f32!(bf16, Bf16);
