//! How fast parameters are filled, beside `slice::fill` and beside the same loop over other crates, and in how much memory;
//! how fast the dense layers are, beside the bare product of matrices.
//!
//! ```text
//! cargo run --release --bin throughput              # tables
//! cargo run --release --bin throughput -- --json    # one object a line
//! cargo run --release --bin throughput -- --quick   # small, to see that everything runs; the numbers mean nothing
//! cargo run --release --bin throughput -- 2048      # square arrays of another side than 4096
//! cargo run --release --bin throughput -- --dense   # the dense layers alone
//! cargo run --release --bin throughput -- --pages small   # new arrays as `Array::zeros` makes them, without huge pages
//! cargo run --release -p paraminit-examples --features openblas --bin throughput -- --dense
//! ```
//!
//! It counts the fastest of several passes. Compare the rows of one run; absolute times depend on the machine.
//! `PARAMINIT_SIMD` pins the kernel. BENCHMARKS.md is made from this.

use std::alloc::System;
use std::error::Error;

use paraminit::stream::Simd;
use paraminit_examples::throughput::{Options, Pages, backend, dense_rows, dense_table, machine, measure, tables};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

/// Counts allocations: some atomic additions each.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut json, mut quick, mut dense, mut side, mut pages) = (false, false, false, None, Pages::Huge);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => json = true,
            "--quick" => quick = true,
            "--dense" => dense = true,
            "--pages" => match arguments.next().as_deref() {
                Some("huge") => pages = Pages::Huge,
                Some("small") => pages = Pages::Small,
                _ => return Err("`--pages` takes `huge` or `small`".into()),
            },
            number => {
                let wrong = || {
                    format!(
                        "`{number}` is neither `--json`, `--quick`, `--dense`, `--pages` nor the side of a square array"
                    )
                };
                side = Some(number.parse().ok().filter(|&side: &usize| side > 0).ok_or_else(wrong)?);
            }
        }
    }
    let options = if quick { Options::QUICK } else { Options::FULL };
    let options = Options { side: side.unwrap_or(options.side), pages, ..options };
    let machine = machine();
    let rows = if dense { Vec::new() } else { measure(options)? };
    let products = dense_rows(options.dense)?;
    if json {
        println!("{machine}");
        for row in &rows {
            println!("{row}");
        }
        for row in &products {
            println!("{row}");
        }
        return Ok(());
    }
    if !dense {
        println!("{} kernels, the fastest of {} passes\n", Simd::current(), options.passes);
        println!("{}\n", tables(&rows));
    }
    println!("products: {}\n", backend());
    println!("{}", dense_table(&products));
    Ok(())
}
