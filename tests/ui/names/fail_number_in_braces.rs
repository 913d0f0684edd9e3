use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    #[init(bias => { 1.0 })]
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        output.weight => { 3.0 },
        ** => default,
    };
}
