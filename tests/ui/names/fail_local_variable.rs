use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let std = 0.02;
    let _ = init! { <Mlp>
        **.weight => normal(0.0, std),
        **.bias => zeros,
    };
}
