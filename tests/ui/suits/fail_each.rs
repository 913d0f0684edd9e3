use ndarray::{Array1, Array2, Array3};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Wrong {
    #[init(shape = [12, 9, 8], axes = [batch, 3 * out, in], gates([each(|_| init::zeros()), ones, zeros]))]
    packed: Array3<f32>,
    #[init(shape = [8], each(|_| init::zeros()))]
    bias: Array1<f32>,
}

#[derive(Initialize)]
struct Stack {
    #[init(shape = [12, 9, 8], axes = [batch, out, in], zeros)]
    stack: Array3<f32>,
    #[init(shape = [8, 8], axes = [out, in], zeros)]
    matrix: Array2<f32>,
}

fn main() {
    let depth = 12.0;
    let _ = init! { <Stack>
        stack => each(|p| init::normal(0.0, depth)),
        matrix => each(|p| init::normal(0.0, 1.0 / p.len(0) as f64)),
    };
    let _ = init! { <Stack> stack => each, matrix => zeros };
    let _ = init! { <Stack> stack => each(orthogonal(gain = Tanh)), matrix => zeros };
}
