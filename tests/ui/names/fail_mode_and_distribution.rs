use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        hidden.weight => variance_scaling(1.0, mode = FanInOut),
        output.weight => variance_scaling(1.0, distribution = Normale),
        **.bias => zeros,
    };
}
