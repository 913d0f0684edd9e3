use paraminit::prelude::*;

const RULES: Rules<'static, [Dense<2, 2>; 3]> = init! { <[Dense<2, 2>; 3]>
    **.weight => |p| init::normal(0.0, 0.02 / p.len(0) as f64),
    **.bias => zeros,
};

fn main() {
    let _ = RULES.build(1);
}
