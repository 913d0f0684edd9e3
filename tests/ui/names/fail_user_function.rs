use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

const fn tiny(std: f64) -> Init {
    init::normal(0.0, std)
}

fn main() {
    let _ = init! { <Mlp>
        **.weight => tiny(-1.0),
        **.bias => zeros,
    };
}
