use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let rules = init! { <Mlp>
        **.bias => zeros,
        ** => default,
    };
    rules.build(42).expect("the rules suit the model");
}
