use paraminit::prelude::*;

#[derive(Initialize)]
struct Recurrent {
    input: Dense<4, 8>,
    hidden: Dense<8, 8>,
}

fn main() {
    let _ = init! { <Recurrent>
        hidden.** => eye,
        ** => default,
    };
}
