//! How fast parameters are filled, beside `slice::fill` and beside the same loop over other crates, and in how much memory;
//! how fast the dense layers are, beside the bare product of matrices.

mod clock;
mod dense;
mod fills;
mod gemm;
mod keystream;
mod machine;
mod memory;
mod orthogonal;
mod others;
mod row;
mod small;
mod table;

pub use dense::{DenseRow, backend, dense_rows, dense_table};
pub use fills::Pages;
pub use machine::json as machine;
pub use memory::peak;
pub use row::{Reading, Row};
pub use table::tables;

use std::error::Error;
use std::time::Duration;

use clock::Case;
use fills::Arrays;
use half::{bf16, f16};
use paraminit::sample::Stored;
use rayon::ThreadPool;

/// How much to measure.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The side of the square arrays.
    pub side: usize,
    /// How often everything is measured; the fastest pass counts.
    pub passes: usize,
    /// The sides of the orthogonal matrices.
    pub orthogonal: [usize; 2],
    /// The model whose memory is measured has 32 MiB times the square of this.
    pub memory: usize,
    /// The pages of new arrays.
    pub pages: Pages,
    /// How long a dense layer and the product beside it run, at least.
    pub dense: Duration,
}

impl Options {
    /// What is worth reporting: arrays far larger than a cache, a model of 512 MiB.
    pub const FULL: Self = Self {
        side: 4096,
        passes: 11,
        orthogonal: [1024, 2048],
        memory: 4,
        pages: Pages::Huge,
        dense: Duration::from_secs(2),
    };

    /// What shows in seconds that everything runs.
    pub const QUICK: Self =
        Self { side: 512, passes: 1, orthogonal: [48, 96], memory: 1, pages: Pages::Huge, dense: Duration::ZERO };
}

/// Everything about initialization, one row after the other.
///
/// # Errors
/// What an initializer or the making of threads reports.
pub fn measure(options: Options) -> Result<Vec<Row>, Box<dyn Error>> {
    let Options { side, passes, .. } = options;
    // Before anything large: the peak of memory never falls.
    let mut rows: Vec<Row> = memory::row(1024 * options.memory)?.into_iter().collect();
    rows.extend(small::rows(passes)?);
    let pools = &clock::pools()?;
    rows.extend(fills::<f32>("f32", options, pools, others::cases(side)?)?);
    rows.extend(fills::<f64>("f64", options, pools, others::cases(side)?)?);
    rows.extend(clock::fastest("f16", pools, passes, &mut Arrays::<f16>::new(side), fills::cases(side))?);
    rows.extend(clock::fastest("bf16", pools, passes, &mut Arrays::<bf16>::new(side), fills::cases(side))?);
    rows.extend(orthogonal::rows::<f32>("f32", &options.orthogonal, pools, passes.min(5))?);
    rows.extend(orthogonal::rows::<f64>("f64", &options.orthogonal, pools, passes.min(5))?);
    Ok(rows)
}

/// All cases of one type together, so that they are measured in turn.
fn fills<T: Stored>(
    dtype: &'static str,
    options: Options,
    pools: &[ThreadPool],
    others: Vec<Case<Arrays<T>>>,
) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut cases = fills::cases(options.side);
    cases.extend(fills::more_cases(options.side, options.pages));
    cases.extend(others);
    clock::fastest(dtype, pools, options.passes, &mut Arrays::new(options.side), cases)
}
