use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Statistics {
    #[init(shape = [8], buffer, zeros)]
    mean: Array1<f32>,
    #[init(shape = [8], fixed, ones)]
    decay: Array1<f32>,
}

#[derive(Initialize)]
struct Net {
    batch: Statistics,
    head: Dense<8, 2>,
}

fn main() {
    let _ = select! { <Net> batch.decay => 1, batch.* => 2, ** => 3 };
    let _ = select! { <Net> batch.* => 1, ** => 3 };
}
