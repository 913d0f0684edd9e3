//! How long a dense layer takes, beside the bare product of matrices of its sizes.

use std::error::Error;
use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};

use comfy_table::Table;
use ndarray::Array2;
use paraminit::model::Scalar;
use paraminit::prelude::*;

use super::clock;
use super::gemm::Gemm;
use super::table;

/// How long one measurement is at least, so that the clock and its calls count for nothing.
const SPAN: Duration = Duration::from_micros(500);

/// One line of the report.
#[derive(Clone, Debug)]
pub struct DenseRow {
    /// `dense_forward`, or `sgemm` (`dgemm` in `f64`): the product alone, into memory that is there.
    pub what: &'static str,
    /// The type of the elements.
    pub dtype: &'static str,
    /// `batch x inputs -> outputs`.
    pub shape: String,
    /// How many threads the product may take.
    pub threads: usize,
    /// The shortest time of a call.
    pub ns_per_call: f64,
    /// Billions of multiplications and additions a second, 2 x batch x inputs x outputs a call.
    pub gflops: f64,
}

/// Which products the layers use.
#[must_use]
pub const fn backend() -> &'static str {
    if cfg!(feature = "openblas") {
        "OpenBLAS"
    } else if cfg!(feature = "blis") {
        "BLIS"
    } else if cfg!(feature = "accelerate") {
        "Accelerate"
    } else if cfg!(feature = "mkl") {
        "oneMKL"
    } else {
        "pure Rust"
    }
}

/// As one JSON object.
impl fmt::Display for DenseRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, dtype, shape, threads, ns_per_call, gflops } = self;
        write!(
            f,
            r#"{{"what": "{what}", "dtype": "{dtype}", "shape": "{shape}", "threads": {threads}, "backend": "{}", "ns_per_call": {ns_per_call:.0}, "gflops": {gflops:.2}}}"#,
            backend()
        )
    }
}

/// The rows as a table to read.
#[must_use]
pub fn dense_table(rows: &[DenseRow]) -> Table {
    let mut table = table::headed(["", "type", "threads", "shape", "us a call", "GFLOP/s", "x gemm"]);
    for row in rows {
        let bare = rows.iter().find(|other| {
            other.what.ends_with("gemm")
                && (other.dtype, other.threads, &other.shape) == (row.dtype, row.threads, &row.shape)
        });
        let ratio = bare.map(|bare| format!("{:.2}", row.ns_per_call / bare.ns_per_call)).unwrap_or_default();
        let (time, rate) = (format!("{:.1}", row.ns_per_call / 1e3), format!("{:.1}", row.gflops));
        table.add_row([row.what, row.dtype, &row.threads.to_string(), &row.shape, &time, &rate, &ratio]);
    }
    table::align(table)
}

/// Measures two large layers and two small ones, in both types. The two of a pair run for `least` together, and longer
/// where ten rounds take longer. With no time at all, only the small ones run.
///
/// # Errors
/// If a layer cannot be built or refuses its input.
pub fn dense_rows(least: Duration) -> Result<Vec<DenseRow>, Box<dyn Error>> {
    if let Some(threads) = threads_of_the_blas() {
        return both_types(threads, least).map_err(|error| -> Box<dyn Error> { error });
    }
    let mut rows = Vec::new();
    for pool in clock::pools()? {
        let of_pool = pool.install(|| both_types(pool.current_num_threads(), least));
        rows.extend(of_pool.map_err(|error| -> Box<dyn Error> { error })?);
    }
    Ok(rows)
}

/// Rows, or the error of a layer, which may come from another thread.
type Rows<const N: usize> = Result<[DenseRow; N], Box<dyn Error + Send + Sync>>;

fn both_types(threads: usize, least: Duration) -> Result<Vec<DenseRow>, Box<dyn Error + Send + Sync>> {
    let mut rows = of_type::<f32>("f32", "sgemm", threads, least)?;
    rows.extend(of_type::<f64>("f64", "dgemm", threads, least)?);
    Ok(rows)
}

fn of_type<T: Scalar + Gemm>(
    dtype: &'static str,
    gemm: &'static str,
    threads: usize,
    least: Duration,
) -> Result<Vec<DenseRow>, Box<dyn Error + Send + Sync>> {
    let mut rows: Vec<DenseRow> = Vec::new();
    if !least.is_zero() {
        rows.extend(pair::<1024, 1024, T>(dtype, gemm, 512, threads, least)?);
        rows.extend(pair::<4096, 4096, T>(dtype, gemm, 512, threads, least)?);
    }
    rows.extend(pair::<784, 256, T>(dtype, gemm, 64, threads, least)?);
    rows.extend(pair::<784, 256, T>(dtype, gemm, 1, threads, least)?);
    Ok(rows)
}

/// A layer, and the product alone. They take turns, so that whatever else the machine does meets both.
fn pair<const I: usize, const O: usize, T: Scalar + Gemm>(
    dtype: &'static str,
    gemm: &'static str,
    batch: usize,
    threads: usize,
    least: Duration,
) -> Rows<2> {
    let layer = Dense::<I, O, T>::init(42)?;
    let mut x = Array2::<T>::zeros((batch, I));
    init::normal(0.0, 1.0).fill(&mut x, &[Batch, In], StreamId::new(42, "x"))?;
    let mut y = Array2::<T>::zeros((batch, O));

    layer.forward(&x)?;
    let mut forward = || {
        // The input was taken above.
        let _ = black_box(layer.forward(black_box(&x)));
    };
    let mut product = || {
        T::gemm(black_box(&x), layer.weight(), &mut y);
        black_box(&mut y);
    };
    let (forward, product) = shortest(&mut forward, &mut product, least);

    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let operations = (2 * batch * I * O) as f64;
    let row = |what, seconds: f64| DenseRow {
        what,
        dtype,
        shape: format!("{batch} x {I} -> {O}"),
        threads,
        ns_per_call: seconds * 1e9,
        gflops: operations / seconds / 1e9,
    };
    Ok([row("dense_forward", forward), row(gemm, product)])
}

/// The shortest times of a call of the one and of the other, in seconds.
fn shortest(one: &mut dyn FnMut(), other: &mut dyn FnMut(), least: Duration) -> (f64, f64) {
    one();
    other();
    let started = Instant::now();
    other();
    let calls = u32::try_from(SPAN.as_nanos() / started.elapsed().as_nanos().max(1)).unwrap_or(u32::MAX).max(1);
    let time = |call: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..calls).for_each(|_| call());
        start.elapsed().as_secs_f64() / f64::from(calls)
    };
    let mut times = (f64::INFINITY, f64::INFINITY);
    let mut rounds = 0;
    while rounds < 10 || started.elapsed() < least {
        times = (times.0.min(time(one)), times.1.min(time(other)));
        rounds += 1;
    }
    times
}

/// What OpenBLAS and BLIS read from the environment, or all; `None` without a BLAS, where a layer takes those of its pool.
fn threads_of_the_blas() -> Option<usize> {
    let (variable, least) = match backend() {
        "pure Rust" => return None,
        // It is linked to run on one.
        "oneMKL" => return Some(1),
        "OpenBLAS" => ("OPENBLAS_NUM_THREADS", None),
        // One, unless told otherwise.
        "BLIS" => ("BLIS_NUM_THREADS", Some(1)),
        _ => ("VECLIB_MAXIMUM_THREADS", None),
    };
    let told = std::env::var(variable).ok().and_then(|n| n.parse().ok());
    told.or(least).or_else(|| std::thread::available_parallelism().ok().map(usize::from)).or(Some(1))
}
