use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        hidden.weight => zeros
        output.weight => ones,
        **.bias => zeros ones,
    };
}
