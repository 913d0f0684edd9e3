use ndarray::Array3;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Blocks {
    #[init(shape = [4, 8, 8], axes = [batch, out, in], required)]
    weight: Array3<f32>,
}

fn main() {
    let _ = init! { <Blocks> weight => each(|i, p| init::normal(0.0, 0.02)) };
    let _ = init! { <Blocks> weight => |i, p| init::normal(0.0, 0.02) };
    let _ = init! { <Blocks> weight => map(uniform(0.0, 1.0), |x, y| x + y) };
}
