//! Threads: the same bits, however many there are.
//!
//! A value depends on the seed, its path and its index, so any thread may compute any of them. Without the feature `rayon`
//! everything runs on the caller's thread.

/// Below this many elements in all, waking threads costs more than they save.
#[cfg(feature = "rayon")]
const WORTH: usize = 1 << 16;

/// Runs `work` on each item, on several threads if there are `elements` enough; reports the first error.
#[cfg(feature = "rayon")]
pub(crate) fn for_each<T: Send, E: Send>(
    items: &mut [T],
    elements: usize,
    work: impl Fn(&mut T) -> Result<(), E> + Sync + Send,
) -> Result<(), E> {
    use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
    if elements <= WORTH {
        return items.iter_mut().try_for_each(work);
    }
    items.par_iter_mut().map(work).find_first(Result::is_err).unwrap_or(Ok(()))
}

/// Runs `work` on each item; reports the first error.
#[cfg(not(feature = "rayon"))]
pub(crate) fn for_each<T, E>(
    items: &mut [T],
    _elements: usize,
    work: impl Fn(&mut T) -> Result<(), E>,
) -> Result<(), E> {
    items.iter_mut().try_for_each(work)
}
