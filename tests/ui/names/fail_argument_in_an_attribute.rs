use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    #[init(weight => kaiming_normal(mod = FanOut))]
    hidden: Dense<4, 8>,
    output: Dense<8, 1>,
}

fn main() {}
