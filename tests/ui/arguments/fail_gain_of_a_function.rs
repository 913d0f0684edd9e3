use paraminit::prelude::*;

fn square(x: f64) -> f64 {
    x * x
}

fn main() {
    let gain = square(1.5);
    let _ = init! { <Dense<4, 8>> weight => kaiming_normal(gain = square), bias => zeros };
    let _ = init! { <Dense<4, 8>> weight => kaiming_normal(gain = of), bias => zeros };
    let _ = init! { <Dense<4, 8>> weight => kaiming_normal(gain = gain), bias => zeros };
}

#[derive(Initialize)]
struct OnAField {
    #[init(weight => kaiming_normal(gain = square))]
    dense: Dense<4, 8>,
}
