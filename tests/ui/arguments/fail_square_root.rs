use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        **.weight => normal(0.0, 0.02 / (2.0f64 * 12.0).sqrt()),
        **.bias => zeros,
    };
}
