//! How long a dense layer takes, beside the bare product of matrices of its sizes.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ndarray::Array2;
use ndarray::linalg::general_mat_mul;
use paraminit::model::Scalar;
use paraminit::prelude::*;

/// How long the two of a pair run, together and at least.
const LONG_ENOUGH: Duration = Duration::from_secs(2);

/// How long one measurement is at least, so that the clock and its calls count for nothing.
const SPAN: Duration = Duration::from_micros(500);

/// One line of the report.
#[derive(Clone, Debug)]
pub struct Row {
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

/// Measures two large layers and two small ones, in both types.
///
/// # Errors
/// If a layer cannot be built or refuses its input.
pub fn rows() -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = of_type::<f32>("f32", "sgemm")?;
    rows.extend(of_type::<f64>("f64", "dgemm")?);
    Ok(rows)
}

fn of_type<T: Scalar>(dtype: &'static str, gemm: &'static str) -> Result<Vec<Row>, Box<dyn Error>> {
    let pairs = [
        pair::<1024, 1024, T>(dtype, gemm, 512)?,
        pair::<4096, 4096, T>(dtype, gemm, 512)?,
        pair::<784, 256, T>(dtype, gemm, 64)?,
        pair::<784, 256, T>(dtype, gemm, 1)?,
    ];
    Ok(pairs.into_iter().flatten().collect())
}

/// A layer, and the product alone. They take turns, so that whatever else the machine does meets both.
fn pair<const I: usize, const O: usize, T: Scalar>(
    dtype: &'static str,
    gemm: &'static str,
    batch: usize,
) -> Result<[Row; 2], Box<dyn Error>> {
    let layer = Dense::<I, O, T>::init(42)?;
    let mut x = Array2::<T>::zeros((batch, I));
    init::normal(0.0, 1.0).fill(&mut x, &[Batch, In], Stream::new(42, "x"))?;
    let mut y = Array2::<T>::zeros((batch, O));

    layer.forward(&x)?;
    let mut forward = || {
        // The input was taken above.
        let _ = black_box(layer.forward(black_box(&x)));
    };
    let mut product = || {
        general_mat_mul(T::one(), black_box(&x), &layer.weight().t(), T::zero(), &mut y);
        black_box(&mut y);
    };
    let (forward, product) = shortest(&mut forward, &mut product);

    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let operations = (2 * batch * I * O) as f64;
    let row = |what, seconds: f64| Row {
        what,
        dtype,
        shape: format!("{batch} x {I} -> {O}"),
        threads: threads(),
        ns_per_call: seconds * 1e9,
        gflops: operations / seconds / 1e9,
    };
    Ok([row("dense_forward", forward), row(gemm, product)])
}

/// The shortest times of a call of the one and of the other, in seconds.
fn shortest(one: &mut dyn FnMut(), other: &mut dyn FnMut()) -> (f64, f64) {
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
    while rounds < 10 || started.elapsed() < LONG_ENOUGH {
        times = (times.0.min(time(one)), times.1.min(time(other)));
        rounds += 1;
    }
    times
}

/// One without a BLAS. Otherwise what OpenBLAS and BLIS read from the environment, or all.
fn threads() -> usize {
    let variable = match backend() {
        // Ours is linked to run on one thread.
        "pure Rust" | "oneMKL" => return 1,
        "OpenBLAS" => "OPENBLAS_NUM_THREADS",
        // One, unless told otherwise.
        "BLIS" => return std::env::var("BLIS_NUM_THREADS").ok().and_then(|n| n.parse().ok()).unwrap_or(1),
        _ => "VECLIB_MAXIMUM_THREADS",
    };
    let told = std::env::var(variable).ok().and_then(|n| n.parse().ok());
    told.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}
