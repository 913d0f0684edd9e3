//! The peak of memory while a large model is built, as Linux counts it.

use std::error::Error;
use std::hint::black_box;

use ndarray::Array2;
use paraminit::prelude::*;
use paraminit::stream::Simd;

use super::row::{Reading, Row};

/// Four parameters of one size, each in another way.
#[derive(Initialize)]
#[init(dims(side))]
struct Large {
    #[init(shape = [side, 2 * side], axes = [out, in], kaiming_normal)]
    first: Array2<f32>,
    #[init(shape = [side, 2 * side], axes = [out, in], xavier_uniform)]
    second: Array2<f32>,
    #[init(shape = [side, 2 * side], trunc_normal(0.02))]
    third: Array2<f32>,
    #[init(shape = [side, 2 * side], mixture { 0.5 => zeros, 0.5 => normal(0.0, 0.01) })]
    fourth: Array2<f32>,
}

/// Builds a model of 8 side^2 elements; `None` where the system does not tell the peak.
///
/// It must come before anything large: a peak never falls.
pub(super) fn row(side: usize) -> Result<Option<Row>, Box<dyn Error>> {
    let Some(before) = peak() else { return Ok(None) };
    let model = black_box(Large::init_with(LargeDims { side }, 42)?);
    let Some(after) = peak() else { return Ok(None) };
    let n = model.first.len() + model.second.len() + model.third.len() + model.fourth.len();
    let bytes = (n * size_of::<f32>()) as u64;
    let reading = Reading::Memory { model: bytes, beyond: (after - before).saturating_sub(bytes) };
    let simd = Simd::current().name();
    let threads = rayon::current_num_threads();
    Ok(Some(Row { what: "memory".to_owned(), dtype: "f32", n, threads, simd, reading }))
}

/// The largest resident size that this process has had, in bytes; `None` where the system does not tell.
#[must_use]
pub fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
