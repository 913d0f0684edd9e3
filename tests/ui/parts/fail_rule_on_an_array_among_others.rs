use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(axes = [out, in], parts(q = 64, kv = 32), shape = [96, 64], xavier_uniform)]
    weight: Array2<f32>,
    head: Dense<64, 8>,
}

fn main() {
    // Without the message, the last rule would take the parts of `weight` in silence.
    let _ = init! { <Net> **.weight => xavier_normal, ** => zeros };
}
