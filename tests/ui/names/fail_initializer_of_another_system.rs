use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(weight => truncated_normal(0.1), bias => zeros_)]
    hidden: Dense<4, 8>,
    #[init(weight => mixture { 0.5 => he, 0.5 => zeros })]
    output: Dense<8, 1>,
}

#[derive(Initialize)]
struct Block<T: Scalar> {
    #[init(weight => kaiming)]
    dense: Dense<2, 2, T>,
}

fn main() {
    let _ = init! { <Net>
        hidden.weight => Xavier,
        hidden.bias => RandomNormal(mean = 0.0, stddev = 0.05),
        output.weight => kaiming_normal_(mode = "fan_in", nonlinearity = "relu"),
        output.bias => random,
    };
}
