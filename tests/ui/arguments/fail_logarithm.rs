use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        **.weight => orthogonal,
        hidden.bias => zeros,
        output.bias => constant(-(0.99f64 / 0.01).ln()),
    };
}
