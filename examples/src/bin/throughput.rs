//! How fast parameters are filled, beside `slice::fill` and beside the same loop over `rand_distr`.
//!
//! ```text
//! cargo run --release --bin throughput              # a table
//! cargo run --release --bin throughput -- --json    # one object a line
//! cargo run --release --bin throughput -- 1048576   # another number of elements
//! ```
//!
//! One thread fills one buffer, 4096 x 4096 elements by default, and counts the fastest of several passes: noise only adds.
//! Compare the rows of one run; absolute times depend on the machine. `PARAMINIT_SIMD` pins the kernel.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use comfy_table::{CellAlignment, LineStyle, Table, presets};
use paraminit::sample::{Real, Sampler, TruncatedNormal};
use paraminit::stream::{Simd, stream_number};
use rand::SeedableRng;
use rand::rngs::SmallRng;
use rand_distr::{Distribution, Normal, StandardNormal, Uniform};

/// How often each buffer is filled.
const PASSES: usize = 11;

fn main() -> Result<(), Box<dyn Error>> {
    let (mut json, mut n) = (false, 4096 * 4096);
    for argument in std::env::args().skip(1) {
        if argument == "--json" {
            json = true;
        } else {
            n = argument.parse().map_err(|_| format!("`{argument}` is neither `--json` nor a number of elements"))?;
        }
    }
    let mut rows = measure::<f32>("f32", n)?;
    rows.extend(measure::<f64>("f64", n)?);
    if json {
        rows.iter().for_each(Row::print_json);
    } else {
        println!("{n} elements, one thread, {} kernels, the fastest of {PASSES} passes\n", Simd::current());
        println!("{}", table(&rows));
    }
    Ok(())
}

/// One line of the report.
struct Row {
    what: &'static str,
    dtype: &'static str,
    n: usize,
    /// What computes it: our kernel, or whatever the compiler made of a plain loop.
    simd: &'static str,
    ns_per_element: f64,
}

impl Row {
    fn print_json(&self) {
        let Self { what, dtype, n, simd, ns_per_element } = self;
        println!(
            r#"{{"what": "{what}", "dtype": "{dtype}", "n": {n}, "threads": 1, "simd": "{simd}", "ns_per_element": {ns_per_element:.4}}}"#
        );
    }
}

/// The distributions, the chapter's mixture among them.
fn samplers() -> Result<[(&'static str, Sampler); 4], Box<dyn Error>> {
    let mixture = vec![
        (0.25, Sampler::Uniform { low: 5.0, high: 10.0 }),
        (0.5, Sampler::Constant(0.0)),
        (0.25, Sampler::Uniform { low: -10.0, high: -5.0 }),
    ];
    Ok([
        ("uniform", Sampler::Uniform { low: -0.05, high: 0.05 }),
        ("normal", Sampler::Normal { mean: 0.0, std: 0.01 }),
        ("trunc_normal", Sampler::Truncated(TruncatedNormal::new(0.0, 0.02, -0.04, 0.04)?)),
        ("mixture", Sampler::Mixture(mixture)),
    ])
}

/// All rows for one type.
fn measure<T>(dtype: &'static str, n: usize) -> Result<Vec<Row>, Box<dyn Error>>
where
    T: Real + rand_distr::num_traits::Float + rand_distr::uniform::SampleUniform,
    StandardNormal: Distribution<T>,
{
    let mut buffer = vec![<T as Real>::from_f64(1.0); n];
    let mut rows = Vec::new();
    let mut row = |what, simd, time: Duration| {
        #[expect(clippy::cast_precision_loss, reason = "a number of elements that fit into memory")]
        let ns_per_element = time.as_secs_f64() * 1e9 / n as f64;
        rows.push(Row { what, dtype, n, simd, ns_per_element });
    };

    // Not zero, so that it is a loop of stores and not a request for fresh pages.
    let value = <T as Real>::from_f64(0.5);
    row("fill", "none", fastest(&mut buffer, |out| out.fill(black_box(value))));
    let number = stream_number("hidden.weight");
    for (what, sampler) in samplers()? {
        row(what, Simd::current().name(), fastest(&mut buffer, |out| sampler.fill(42, number, 0, out)));
    }

    // The same loop over a fast generator that gives up the contract: its values depend on the order of the calls.
    let bounds = [<T as Real>::from_f64(-0.05), <T as Real>::from_f64(0.05)];
    let (mean, std) = (<T as Real>::from_f64(0.0), <T as Real>::from_f64(0.01));
    row("rand_distr_uniform", "none", fastest(&mut buffer, draw(Uniform::new(bounds[0], bounds[1])?)));
    row("rand_distr_normal", "none", fastest(&mut buffer, draw(Normal::new(mean, std)?)));
    Ok(rows)
}

/// The loop that one would write without us.
fn draw<T>(distribution: impl Distribution<T>) -> impl FnMut(&mut [T]) {
    let mut random = SmallRng::seed_from_u64(42);
    move |out| out.iter_mut().for_each(|value| *value = distribution.sample(&mut random))
}

/// The shortest time in which `fill` fills the buffer. A first pass, not counted, brings the memory in.
fn fastest<T>(buffer: &mut [T], mut fill: impl FnMut(&mut [T])) -> Duration {
    let mut pass = || {
        let start = Instant::now();
        fill(black_box(&mut *buffer));
        start.elapsed()
    };
    pass();
    (0..PASSES).map(|_| pass()).min().unwrap_or_default()
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()));
    table.set_header(["", "type", "kernel", "ns an element", "x fill"]);
    for row in rows {
        let fill = rows.iter().find(|other| other.what == "fill" && other.dtype == row.dtype);
        let ratio = fill.map(|fill| format!("{:.2}", row.ns_per_element / fill.ns_per_element));
        let time = format!("{:.3}", row.ns_per_element);
        table.add_row([row.what, row.dtype, row.simd, &time, &ratio.unwrap_or_default()]);
    }
    for column in table.column_iter_mut().skip(3) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
