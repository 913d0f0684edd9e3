//! The fastest of several passes. Noise only adds, so the fastest is the one that it disturbed least.

use std::error::Error;
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::row::{Reading, Row};

/// Pools of one thread and, where the machine has more, of as many as it has.
pub(super) fn pools() -> Result<Vec<ThreadPool>, Box<dyn Error>> {
    let most = std::thread::available_parallelism()?.get();
    let sizes = if most > 1 { vec![1, most] } else { vec![1] };
    sizes.into_iter().map(|size| Ok(ThreadPoolBuilder::new().num_threads(size).build()?)).collect()
}

/// One row to measure, on arrays of the type `A`.
pub(super) struct Case<A> {
    pub(super) what: String,
    pub(super) n: usize,
    pub(super) simd: &'static str,
    /// Whether it runs on several threads too.
    pub(super) threaded: bool,
    pub(super) pass: Pass<A>,
}

type Pass<A> = Box<dyn FnMut(&mut A) -> Result<(), Box<dyn Error + Send + Sync>> + Send>;

/// Measures every case in turn, and that `passes` times over: what disturbs the machine for a while disturbs all of them,
/// so that their ratios stand. A first pass, not counted, brings the memory in.
pub(super) fn fastest<A: Send>(
    dtype: &'static str,
    pools: &[ThreadPool],
    passes: usize,
    arrays: &mut A,
    mut cases: Vec<Case<A>>,
) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut best = vec![vec![Duration::MAX; pools.len()]; cases.len()];
    for pass in 0..=passes {
        for (case, best) in cases.iter_mut().zip(&mut best) {
            for (pool, best) in pools.iter().zip(best) {
                if pool.current_num_threads() > 1 && !case.threaded {
                    continue;
                }
                let time = pool.install(|| {
                    let start = Instant::now();
                    (case.pass)(arrays).map(|()| start.elapsed())
                });
                let time = time.map_err(|error| -> Box<dyn Error> { error })?;
                if pass > 0 {
                    *best = time.min(*best);
                }
            }
        }
    }
    let rows = cases.iter().zip(&best).flat_map(|(case, best)| {
        let timed = pools.iter().zip(best).filter(|(_, time)| **time != Duration::MAX);
        timed.map(|(pool, time)| Row {
            what: case.what.clone(),
            dtype,
            n: case.n,
            threads: pool.current_num_threads(),
            simd: case.simd,
            reading: Reading::Time(time.as_secs_f64() * 1e9),
        })
    });
    Ok(rows.collect())
}
