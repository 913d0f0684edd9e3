//! How often normal values lie beyond k standard deviations.

use std::f64::consts::FRAC_1_SQRT_2;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use paraminit::sample::{Real, Sampler};
use paraminit::stream::{StreamId, stream_number};

/// Prints the counts beyond 1 to 6 standard deviations, beside what is expected, of `n` values of either type.
pub fn count(n: u64) {
    println!("type  side   k        beyond      expected      z");
    for (name, counts) in [("f32", beyond::<f32>(n)), ("f64", beyond::<f64>(n))] {
        for (side, counts) in ["below", "above"].into_iter().zip(counts) {
            for (k, beyond) in (1_u32..).zip(counts) {
                let p = 0.5 * libm::erfc(f64::from(k) * FRAC_1_SQRT_2);
                let expected = number(n) * p;
                let z = (number(beyond) - expected) / (expected * (1.0 - p)).sqrt();
                println!("{name}   {side}  {k}  {beyond:>12}  {expected:>12.1}  {z:>6.2}");
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
fn number(count: u64) -> f64 {
    count as f64
}

/// How many of `n` standard normal values are below -k and above k, k = 1 .. 6. On all processors.
fn beyond<T: Real>(n: u64) -> [[u64; 6]; 2] {
    const CHUNK: u64 = 1 << 12;
    let next = AtomicU64::new(0);
    let work = || {
        let sampler = Sampler::Normal { mean: 0.0, std: 1.0 };
        let number = stream_number("tails.weight");
        let mut values = [T::from_f64(0.0); 1 << 12];
        let mut counts = [[0; 6]; 2];
        loop {
            let at = next.fetch_add(CHUNK, Ordering::Relaxed);
            if at >= n {
                return counts;
            }
            let length = usize::try_from(CHUNK.min(n - at)).unwrap_or_default();
            let values = values.get_mut(..length).unwrap_or_default();
            sampler.fill(StreamId { seed: 42, number }, at, values);
            for value in values {
                let z = value.to_f64();
                let counts = &mut counts[usize::from(z > 0.0)];
                for (k, count) in (1_u32..).zip(counts) {
                    *count += u64::from(z.abs() > f64::from(k));
                }
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let parts = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, [[u64; 6]; 2]>| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        workers.into_iter().map(join).collect::<Vec<_>>()
    });
    let mut sum = [[0; 6]; 2];
    for part in parts {
        for (sum, count) in sum.as_flattened_mut().iter_mut().zip(part.as_flattened()) {
            *sum += count;
        }
    }
    sum
}
