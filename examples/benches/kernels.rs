//! The kernels on a small and on a large array, and a small model, to work on them. BENCHMARKS.md is made by another program.
//!
//! ```text
//! cargo bench -p paraminit-examples
//! cargo bench -p paraminit-examples -- normal
//! ```

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher, black_box};
use paraminit::prelude::*;
use paraminit::sample::{Sampler, Stored, TruncatedNormal};
use paraminit::stream::{StreamId, stream_number};

/// What a layer of a small and of a large model has.
const SIZES: [usize; 2] = [256, 1 << 20];

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Times a fill of `n` elements by the calling thread.
fn fill<T: Stored + Default>(bencher: Bencher, n: usize, sampler: &Sampler) {
    let number = stream_number("hidden.weight");
    let mut values = vec![T::default(); n];
    bencher
        .counter(ItemsCount::new(n))
        .bench_local(|| sampler.fill(StreamId { seed: 42, number }, 0, black_box(&mut values)));
}

#[divan::bench(types = [f32, f64], args = SIZES)]
fn slice_fill<T: Stored + Default + From<f32>>(bencher: Bencher, n: usize) {
    let mut values = vec![T::default(); n];
    bencher.counter(ItemsCount::new(n)).bench_local(|| black_box(&mut values).fill(black_box(T::from(0.5))));
}

#[divan::bench(types = [f32, f64], args = SIZES)]
fn uniform<T: Stored + Default>(bencher: Bencher, n: usize) {
    fill::<T>(bencher, n, &Sampler::Uniform { low: -0.05, high: 0.05 });
}

#[divan::bench(types = [f32, f64], args = SIZES)]
fn normal<T: Stored + Default>(bencher: Bencher, n: usize) {
    fill::<T>(bencher, n, &Sampler::Normal { mean: 0.0, std: 0.01 });
}

#[divan::bench(types = [f32, f64], args = SIZES)]
fn trunc_normal<T: Stored + Default>(bencher: Bencher, n: usize) {
    let truncated = TruncatedNormal::new(0.0, 0.02, -0.04, 0.04).expect("an interval of four standard deviations");
    fill::<T>(bencher, n, &Sampler::Truncated(truncated));
}

/// The chapter's.
#[divan::bench(types = [f32, f64], args = SIZES)]
fn mixture<T: Stored + Default>(bencher: Bencher, n: usize) {
    let arms = vec![
        (0.25, Sampler::Uniform { low: 5.0, high: 10.0 }),
        (0.5, Sampler::Constant(0.0)),
        (0.25, Sampler::Uniform { low: -10.0, high: -5.0 }),
    ];
    fill::<T>(bencher, n, &Sampler::Mixture(arms));
}

#[divan::bench(types = [f32, f64], args = [16, 256])]
fn orthogonal<T: Stored + Default>(bencher: Bencher, side: usize) {
    let mut values = ndarray::Array2::from_elem((side, side), T::default());
    let bencher = bencher.counter(ItemsCount::new(side * side));
    bencher.bench_local(|| {
        init::orthogonal().fill(black_box(&mut values), &[Out, In], StreamId::new(42, "hidden.weight"))
    });
}

/// The chapter's network.
#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

const RULES: Rules<'static, Mlp> = init! { <Mlp>
    **.weight => normal(0.0, 0.01),
    **.bias   => zeros,
};

#[divan::bench]
fn small_net_build(bencher: Bencher) {
    bencher.bench_local(|| RULES.build(black_box(42)));
}

#[divan::bench]
fn small_net_apply(bencher: Bencher) {
    let mut net = RULES.build(42).expect("the rules suit the network");
    bencher.bench_local(|| RULES.apply(black_box(&mut net), black_box(42)));
}
