use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    #[init(bias => values(&prior))]
    hidden: Dense<4, 2>,
    output: Dense<2, 3>,
}

fn main() {
    let local = [0.5, 1.0];
    let last = 0.25;
    let _ = init! { <Mlp>
        hidden.bias => values(&local),
        output.bias => values(&[0.0, 0.0, last]),
        **.weight => orthogonal,
    };
}
