use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        **.weight => trunc_normal(0.02, low = 0.1, high = -0.1),
        **.bias => zeros,
    };
}
