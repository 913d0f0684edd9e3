use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(step => zeros)]
    body: Body,
    #[init(skip)]
    epoch: usize,
}

#[derive(Initialize)]
struct Body {
    head: Dense<2, 2>,
    #[init(skip)]
    step: usize,
}

fn main() {
    let _ = init! { <Net>
        body.step => zeros,
        **.epoch => zeros,
        ** => default,
    };
}
