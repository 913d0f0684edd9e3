//! Memory, asked for in a way that can fail: an allocation that fails otherwise aborts the process.

use super::pages::huge_pages;
use crate::sample::{Real as _, Stored};

/// Bytes that are no large request.
pub(crate) const SMALL: usize = 1 << 20;

/// Bytes that a large request leaves: lists, texts of errors and packed blocks of matrix products cannot be refused.
const LEFT: usize = 8 << 20;

/// There is not enough memory for so many bytes; `usize::MAX` stands for more than can be counted.
#[derive(Debug)]
pub(crate) struct Short {
    pub(crate) bytes: usize,
}

/// Returns `true` if memory holds so many bytes more.
///
/// Asking first costs nothing that a large array would notice. Another thread may take them afterwards.
pub(crate) fn room(bytes: usize) -> bool {
    if bytes <= SMALL {
        return true;
    }
    let mut asked = Vec::<u8>::new();
    let answer = asked.try_reserve_exact(bytes.saturating_add(LEFT)).is_ok();
    // Otherwise the compiler may leave out an allocation that nothing uses.
    core::hint::black_box(&asked);
    answer
}

/// Zeros to compute in.
pub(crate) fn buffer<T: Stored>(count: usize) -> Result<Vec<T>, Short> {
    if count.saturating_mul(size_of::<T>()) > SMALL {
        return zeros(count);
    }
    let mut values = reserve(count)?;
    values.resize(count, zero());
    Ok(values)
}

/// No elements, and room for so many.
pub(crate) fn reserve<T>(count: usize) -> Result<Vec<T>, Short> {
    let bytes = count.saturating_mul(size_of::<T>());
    let mut elements = Vec::new();
    elements.try_reserve_exact(count).map_err(|_| Short { bytes })?;
    // No more than what a large request leaves is asked for in addition.
    if bytes <= SMALL || room(SMALL + 1) { Ok(elements) } else { Err(Short { bytes }) }
}

/// Zeros of an array of a model. Those of a large one the system gives when they are first written, which any number of
/// threads do, in huge pages if it has them.
pub(crate) fn zeros<T: Stored>(count: usize) -> Result<Vec<T>, Short> {
    let bytes = count.saturating_mul(size_of::<T>());
    if !room(bytes) {
        return Err(Short { bytes });
    }
    let mut values = vec![zero(); count];
    huge_pages(&mut values);
    Ok(values)
}

/// 0, of whatever type.
fn zero<T: Stored>() -> T {
    T::from_computed(T::Computed::from_f64(0.0))
}

#[cfg(test)]
mod tests {
    use super::{buffer, reserve, room, zeros};

    #[test]
    fn refuses_what_no_memory_holds() {
        assert!(room(0));
        assert!(room(1 << 22));
        assert!(!room(1 << (usize::BITS - 2)));
        assert!(!room(usize::MAX));
        assert_eq!((buffer::<f32>(3).unwrap(), zeros::<f32>(3).unwrap()), (vec![0.0; 3], vec![0.0; 3]));
        assert!(
            reserve::<f64>(1 << 60).is_err() && buffer::<f64>(usize::MAX).is_err() && zeros::<f64>(1 << 60).is_err()
        );
    }
}
