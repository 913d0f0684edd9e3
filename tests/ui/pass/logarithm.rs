//! `ln` in constants, as the guide promises.

use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    hidden: Dense<4, 8>,
    #[init(bias => constant(-ln(99.0)), weight => orthogonal)]
    output: Dense<8, 1>,
}

const PRIOR: f64 = init::ln(0.01 / (1.0 - 0.01));
const RULES: Rules<'static, Mlp> = init! { <Mlp> output.bias => constant(ln(0.01 / (1.0 - 0.01))), ** => default };

fn main() -> Result<(), InitError> {
    assert!((PRIOR + 4.595_119_850_134_59).abs() < 1e-14);
    assert_eq!(RULES.build(42)?.output.bias()[0], PRIOR as f32);
    assert!((Mlp::init(42)?.output.bias()[0] - PRIOR as f32).abs() < 1e-6);
    Ok(())
}
