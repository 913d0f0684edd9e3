use std::collections::BTreeMap;

use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Norms {
    #[init(shape = [4], len = 2, buffer)]
    means: Vec<Array1<f32>>,
    #[init(buffer, keys = ["a"])]
    counts: BTreeMap<String, f32>,
    #[init(shape = [4], len = 2, buffer, zeros)]
    variances: Vec<Array1<f32>>,
}

fn main() {}
