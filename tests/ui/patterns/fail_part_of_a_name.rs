use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    layer1: Dense<2, 2>,
    layer2: Dense<2, 2>,
}

fn main() {
    let _ = init! { <Net>
        layer*.weight => zeros,
        *1.bias => zeros,
        ** => default,
    };
}
