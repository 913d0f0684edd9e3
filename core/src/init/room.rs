//! Memory, asked for before it is needed.

use super::cause::Cause;

/// Refuses if memory does not hold so many bytes more.
///
/// An allocation that fails later would abort the process. Asking first costs nothing that a large array would notice.
pub(crate) fn room(bytes: usize) -> Result<(), Cause> {
    const LARGE: usize = 1 << 20;
    if bytes <= LARGE {
        return Ok(());
    }
    let mut asked = Vec::<u8>::new();
    let answer = asked.try_reserve_exact(bytes).map_err(|_| Cause::Memory);
    // Otherwise the compiler may leave out an allocation that nothing uses.
    core::hint::black_box(&asked);
    answer
}

#[cfg(test)]
mod tests {
    use super::{Cause, room};

    #[test]
    fn refuses_what_no_memory_holds() {
        assert!(room(0).is_ok());
        assert!(room(1 << 22).is_ok());
        assert!(matches!(room(1 << (usize::BITS - 2)), Err(Cause::Memory)));
        assert!(matches!(room(usize::MAX), Err(Cause::Memory)));
    }
}
