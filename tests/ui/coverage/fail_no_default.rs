use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    #[init(shape = [4, 4], required)]
    mixing: Array2<f32>,
}

fn main() {
    let _ = init! { <Mlp>
        hidden.bias => zeros,
        ** => default,
    };
}
