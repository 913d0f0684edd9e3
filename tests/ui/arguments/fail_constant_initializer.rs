use paraminit::prelude::*;

const WRONG: Init = init::normal(0.0, -1.0);

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        **.weight => WRONG,
        **.bias => zeros,
    };
}
