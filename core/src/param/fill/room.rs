//! Memory, asked for before it is needed.

use crate::sample::{Real as _, Stored};

/// Returns `true` if memory holds so many bytes more.
///
/// An allocation that fails later would abort the process. Asking first costs nothing that a large array would notice.
pub(crate) fn room(bytes: usize) -> bool {
    const LARGE: usize = 1 << 20;
    if bytes <= LARGE {
        return true;
    }
    let mut asked = Vec::<u8>::new();
    let answer = asked.try_reserve_exact(bytes).is_ok();
    // Otherwise the compiler may leave out an allocation that nothing uses.
    core::hint::black_box(&asked);
    answer
}

/// Zeros to compute in; `None` where memory does not hold them.
pub(crate) fn buffer<T: Stored>(count: usize) -> Option<Vec<T>> {
    room(count.checked_mul(size_of::<T>())?).then(|| vec![zero(); count])
}

/// 0, of whatever type.
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
