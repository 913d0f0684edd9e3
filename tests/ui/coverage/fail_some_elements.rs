use paraminit::prelude::*;

#[derive(Initialize)]
struct Mlp {
    #[init(len = 4)]
    blocks: Vec<Dense<4, 4>>,
}

fn main() {
    let _ = init! { <Mlp>
        blocks[2..].weight => zeros,
        **.bias => zeros,
    };
}
