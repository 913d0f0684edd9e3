//! Checks of memory, before it is needed.

use crate::sample::{Real as _, Stored};

/// True if memory holds this many more bytes.
///
/// An allocation that fails later would abort the process. This check is cheap beside filling a large array.
pub(crate) fn room(bytes: usize) -> bool {
    const LARGE: usize = 1 << 20;
    if bytes <= LARGE {
        return true;
    }
    let mut asked = Vec::<u8>::new();
    let answer = asked.try_reserve_exact(bytes).is_ok();
    // Without this, the compiler may remove an allocation that nothing uses.
    core::hint::black_box(&asked);
    answer
}

/// Returns a buffer of zeros; `None` if memory does not hold it.
pub(crate) fn buffer<T: Stored>(count: usize) -> Option<Vec<T>> {
    room(count.checked_mul(size_of::<T>())?).then(|| vec![zero(); count])
}

/// Returns 0 in any type.
pub(crate) fn zero<T: Stored>() -> T {
    T::from_computed(T::Computed::from_f64(0.0))
}

#[cfg(test)]
mod tests {
    use super::{buffer, room};

    #[test]
    fn refuses_what_no_memory_holds() {
        assert!(room(0));
        assert!(room(1 << 22));
        assert!(!room(1 << (usize::BITS - 2)));
        assert!(!room(usize::MAX));
        assert_eq!(buffer::<f32>(3).as_deref(), Some(&[0.0; 3][..]));
        assert_eq!(buffer::<f64>(usize::MAX), None);
    }
}
