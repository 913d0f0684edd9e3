//! How fast parameters are filled, beside `slice::fill` and beside the same loop over other crates, and in how much memory.
//!
//! ```text
//! cargo run --release --bin throughput              # tables
//! cargo run --release --bin throughput -- --json    # one object a line
//! cargo run --release --bin throughput -- --quick   # small, to see that everything runs; the numbers mean nothing
//! cargo run --release --bin throughput -- 2048      # square arrays of another side than 4096
//! ```
//!
//! It counts the fastest of several passes. Compare the rows of one run; absolute times depend on the machine.
//! `PARAMINIT_SIMD` pins the kernel. BENCHMARKS.md is made from this.

use std::alloc::System;
use std::error::Error;

use paraminit::stream::Simd;
use paraminit_examples::throughput::{Options, machine, measure, tables};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts allocations: some atomic additions each.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut json, mut quick, mut side) = (false, false, None);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--json" => json = true,
            "--quick" => quick = true,
            number => {
                let wrong = || format!("`{number}` is neither `--json` nor `--quick` nor the side of a square array");
                side = Some(number.parse().ok().filter(|&side: &usize| side > 0).ok_or_else(wrong)?);
            }
        }
    }
    let options = if quick { Options::QUICK } else { Options::FULL };
    let options = Options { side: side.unwrap_or(options.side), ..options };
    let machine = machine();
    let rows = measure(options)?;
    if json {
        println!("{machine}");
        for row in &rows {
            println!("{row}");
        }
    } else {
        println!("{} kernels, the fastest of {} passes\n", Simd::current(), options.passes);
        println!("{}", tables(&rows));
    }
    Ok(())
}
