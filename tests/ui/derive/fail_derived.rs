use ndarray::{Array1, Array2, ArrayD};
use paraminit::init::Given;
use paraminit::prelude::*;

type Made = Result<ArrayD<f64>, Box<dyn std::error::Error + Send + Sync>>;

fn norms(given: Given<'_>) -> Made {
    Ok(given.array)
}

#[derive(Initialize)]
struct WeightNorm {
    #[init(shape = [3, 5], zeros)]
    weight: Array2<f32>,
    #[init(shape = [3], derived = norms(wieght))]
    misspelled: Array1<f32>,
    #[init(shape = [3], derived = norms(itself))]
    itself: Array1<f32>,
    #[init(shape = [3], derived = norms(steps))]
    of_what_is_skipped: Array1<f32>,
    #[init(shape = [3], derived = norms(itself))]
    of_what_is_derived: Array1<f32>,
    #[init(shape = [3], derived = norms)]
    of_nothing: Array1<f32>,
    #[init(shape = [3], derived = norms(weight), ones)]
    and_an_initializer: Array1<f32>,
    #[init(shape = [3], fixed, derived = norms(weight))]
    fixed_twice: Array1<f32>,
    #[init(shape = [2], axes = [out], parts(a = 1, b = 1), derived = norms(weight))]
    cut: Array1<f32>,
    #[init(skip)]
    steps: usize,
}

fn main() {}
