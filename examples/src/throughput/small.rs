//! The chapter's network, 4-8-1: what a model costs besides its elements.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use paraminit::prelude::*;
use paraminit::stream::Simd;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region};

use super::row::{Reading, Row};

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

const RULES: Rules<'static, Mlp> = init! { <Mlp>
    **.weight => normal(0.0, 0.01),
    **.bias   => zeros,
};

/// Runs of one measurement: long enough for the clock, short enough to fit between two disturbances.
const RUNS: u32 = 1000;

pub(super) fn rows(passes: usize) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut net = RULES.build(42)?;
    let n = net.hidden.weight().len() + net.hidden.bias().len() + net.output.weight().len() + net.output.bias().len();
    let row = |what: &str, reading| Row {
        what: what.to_owned(),
        dtype: "f32",
        n,
        threads: 1,
        simd: Simd::current().name(),
        reading,
    };
    let build = small(passes, || RULES.build(black_box(42)).map(|net| drop(black_box(net))))?;
    let apply = small(passes, || RULES.apply(black_box(&mut net), black_box(42)))?;
    Ok(vec![row("small_net_build", build), row("small_net_apply", apply)])
}

fn small(passes: usize, mut run: impl FnMut() -> Result<(), InitError>) -> Result<Reading, InitError> {
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    run()?;
    let count = region.change().allocations;
    let allocations = is_counted().then_some(count);
    let mut best = Duration::MAX;
    for _ in 0..=10 * passes {
        let start = Instant::now();
        for _ in 0..RUNS {
            run()?;
        }
        best = best.min(start.elapsed());
    }
    Ok(Reading::Small { ns: best.as_secs_f64() * 1e9 / f64::from(RUNS), allocations })
}

/// Whether the program's allocator is the one that counts.
fn is_counted() -> bool {
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    drop(black_box(Box::new(0_u64)));
    region.change().allocations > 0
}
