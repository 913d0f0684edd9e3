use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {
    let std = 0.02;
    let first = init! { <Mlp>
        hidden. => zeros,
        output.weight normal(0.0, std),
        **.bias => normal(0.0, std),
        **.weight => xavier_uniform(gain = Rleu),
    };
    let second = init! { <Mlp>
        <Dens>.weight => zeros,
        hidden.** => uniform(1.0, 1.0),
        hidden.bias => ones,
        output.weight => { 3.0 },
    };
    let third: usize = init! { <Mlp> **.weight => kaiming_normal };
}
