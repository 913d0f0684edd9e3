//! Threads. The bits do not depend on their number.
//!
//! A value depends on the seed, its path and its index, so any thread may compute any value. Without the feature
//! `rayon`, all work runs on the caller's thread.

/// The number of elements above which threads are worth their start.
#[cfg(feature = "rayon")]
const WORTH: usize = 1 << 16;

/// Calls `work` with each item, on several threads if there are enough `elements`. If there are several errors, it
/// returns that of the first item.
#[cfg(feature = "rayon")]
pub(crate) fn for_each<T: Send, E: Send>(
    items: &mut [T],
    elements: usize,
    work: impl Fn(&mut T) -> Result<(), E> + Sync,
) -> Result<(), E> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Mutex, PoisonError};

    if elements <= WORTH || items.len() < 2 {
        return items.iter_mut().try_for_each(work);
    }
    // Only one thread takes each lock. The locks stand for the promise that no index comes twice.
    let items: Vec<Mutex<&mut T>> = items.iter_mut().map(Mutex::new).collect();
    let first = AtomicUsize::new(usize::MAX);
    let error = Mutex::new(None);
    in_parallel(items.len(), &|i| {
        // Items behind a failed one do not matter any more.
        if i > first.load(Ordering::Relaxed) {
            return;
        }
        let mut item = items[i].lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(new) = work(&mut item) {
            let mut error = error.lock().unwrap_or_else(PoisonError::into_inner);
            if i < first.load(Ordering::Relaxed) {
                first.store(i, Ordering::Relaxed);
                *error = Some(new);
            }
        }
    });
    error.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

/// Calls `work` with each number below `count`. It is not generic, since each instance of `rayon`'s code is large.
#[cfg(feature = "rayon")]
fn in_parallel(count: usize, work: &(dyn Fn(usize) + Sync)) {
    use rayon::iter::{IntoParallelIterator, ParallelIterator};
    (0..count).into_par_iter().for_each(work);
}

/// Calls `work` with each item. Returns the first error.
#[cfg(not(feature = "rayon"))]
pub(crate) fn for_each<T, E>(
    items: &mut [T],
    _elements: usize,
    work: impl Fn(&mut T) -> Result<(), E>,
) -> Result<(), E> {
    items.iter_mut().try_for_each(work)
}

/// The number of items that are worked on at the same time, of so many.
pub(crate) fn at_once(items: usize) -> usize {
    #[cfg(feature = "rayon")]
    let threads = rayon::current_num_threads();
    #[cfg(not(feature = "rayon"))]
    let threads = 1;
    items.min(threads)
}
