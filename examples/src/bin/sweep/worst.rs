//! The largest error, over all processors.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// The largest error seen, and where.
#[derive(Clone, Copy, Default)]
pub struct Worst {
    /// In units of the last place of the truth, rounded to `f32`.
    pub ulps: f64,
    /// The bits of its argument.
    pub at: u32,
    /// The largest relative error, wherever it is.
    pub relative: f64,
    /// How many arguments were seen.
    pub seen: u64,
}

impl Worst {
    /// Takes one value into account. Where the truth is 0, or a value is no number, an error is infinite.
    pub fn see(&mut self, argument: u32, value: f32, truth: f64) {
        self.seen += 1;
        let error = (f64::from(value) - truth).abs();
        if error == 0.0 {
            return;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the nearest `f32` is meant")]
        let near = truth.abs() as f32;
        let place = f64::from(near.next_up() - near);
        let ulps = if truth == 0.0 || error.is_nan() { f64::INFINITY } else { error / place };
        if ulps > self.ulps {
            (self.ulps, self.at) = (ulps, argument);
        }
        self.relative = self.relative.max(error / truth.abs());
    }

    fn join(self, other: Self) -> Self {
        let larger = if other.ulps > self.ulps { other } else { self };
        Self { relative: self.relative.max(other.relative), seen: self.seen + other.seen, ..larger }
    }
}

/// Calls `each` with 256 arguments at a time, which are the members of `range` that are multiples of `stride` from its
/// start, on all processors. What is missing to 256 at the end is repeated from the last argument.
pub fn over(range: Range<u64>, stride: u64, each: impl Fn(&[u32; 256], &mut Worst) + Sync) -> Worst {
    let block = 256 * stride * 1024;
    let next = AtomicU64::new(range.start);
    let work = || {
        let mut worst = Worst::default();
        loop {
            let mut at = next.fetch_add(block, Ordering::Relaxed);
            let end = range.end.min(at.saturating_add(block));
            if at >= range.end {
                return worst;
            }
            while at < end {
                let arguments: [u32; 256] = std::array::from_fn(|i| {
                    let argument = (at + i as u64 * stride).min(range.end - 1);
                    u32::try_from(argument).unwrap_or(u32::MAX)
                });
                each(&arguments, &mut worst);
                at += 256 * stride;
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(thread::ScopedJoinHandle::join);
        joined.fold(Worst::default(), |all, one| match one {
            Ok(one) => all.join(one),
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })
}
