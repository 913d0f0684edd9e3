use paraminit::prelude::*;

#[derive(Initialize)]
#[init(head => zeros)]
struct Net {
    #[init(fixed)]
    rotation: Dense<4, 4>,
    head: [f32; 2],
}

const ROTATION: Rules<'static, Dense<4, 4>> = init! { <Dense<4, 4>> weight => eye, bias => zeros };

fn main() {
    let _ = init! { <Net> **.<Dense> => rules(ROTATION), ** => default };
}
