use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    hidden: Dense<4, 8, f32, NoBias>,
    output: Dense<8, 1, f32, NoBias>,
}

fn main() {
    let _ = init! { <Net>
        **.weight => normal(0.0, 0.01),
        **.bias => zeros,
    };
}
