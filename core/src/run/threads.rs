//! Threads: the same bits, however many there are.
//!
//! A value depends on the seed, its path and its index, so any thread may compute any of them. Parameters are spread over
//! threads, and large ones are spread in chunks. Without the feature `rayon` everything runs on the caller's thread.

use crate::sample::{Sampler, Stored};

/// Elements of a chunk: some tens of microseconds of work, and whole groups of the stream.
const CHUNK: usize = 1 << 16;

/// Below this many elements in all, waking threads costs more than they save.
#[cfg(feature = "rayon")]
const WORTH: usize = 1 << 16;

/// Runs `work` on each item, on several threads if there are `elements` enough.
#[cfg(feature = "rayon")]
pub(super) fn for_each<T: Send, R: Send>(
    items: Vec<T>,
    elements: usize,
    work: impl Fn(T) -> R + Sync + Send,
) -> Vec<R> {
    use rayon::iter::{IntoParallelIterator, ParallelIterator};
    if elements < WORTH {
        return items.into_iter().map(work).collect();
    }
    items.into_par_iter().map(work).collect()
}

/// Runs `work` on each item.
#[cfg(not(feature = "rayon"))]
pub(super) fn for_each<T, R>(items: Vec<T>, _elements: usize, work: impl Fn(T) -> R) -> Vec<R> {
    items.into_iter().map(work).collect()
}

/// Fills a whole parameter.
pub(super) fn fill<S: Stored>(sampler: &Sampler, seed: u64, number: u64, values: &mut [S]) {
    let fill = |(i, chunk): (usize, &mut [S])| sampler.fill(seed, number, (i * CHUNK) as u64, chunk);
    #[cfg(feature = "rayon")]
    if values.len() > CHUNK {
        use rayon::iter::{IndexedParallelIterator, ParallelIterator};
        use rayon::slice::ParallelSliceMut;
        values.par_chunks_mut(CHUNK).enumerate().for_each(fill);
        return;
    }
    values.chunks_mut(CHUNK).enumerate().for_each(fill);
}
