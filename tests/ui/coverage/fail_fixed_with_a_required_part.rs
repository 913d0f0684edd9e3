use paraminit::prelude::*;

#[derive(Initialize)]
struct Inner {
    #[init(required)]
    gain: [f32; 2],
}

#[derive(Initialize)]
struct Net {
    #[init(fixed)]
    inner: Inner,
    head: Dense<2, 2>,
}

fn main() {
    let _ = init! { <Net> ** => ones };
    let _ = init! { <Net> inner.gain => ones, ** => ones };
}
