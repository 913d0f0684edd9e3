use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        **.weight => trunc_normal(1e-20, mean = 1.0),
        **.bias => zeros,
    };
}
