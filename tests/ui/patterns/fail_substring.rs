use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    layer10: Dense<4, 4>,
}

fn main() {
    let _ = init! { <Mlp>
        layer1.weight => zeros,
        ** => default,
    };
}
