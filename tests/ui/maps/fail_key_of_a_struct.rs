use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    head: Dense<4, 4>,
}

fn main() {
    let _ = init! { <Net> head["weight"] => zeros, ** => default };
}
