use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let _ = init! { <Mlp>
        hiden.weight  => xavier_uniform,
        output.weight => normal(0.0, -1.0),
        **.weight     => kaiming_normal(mode = FanOutt),
        **.bias       => xavier_uniform,
        output.bias   => zeros,
    };
}
