use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    middle: Dense<8, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        hidden.weight => xavier_normal(gain = Swish),
        middle.weight => orthogonal(gain = HardSwish),
        output.weight => kaiming_uniform(gain = Rrelu(0.1)),
        **.bias => zeros,
    };
}
