use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(layers))]
struct Net {
    #[init(len = layers)]
    blocks: Vec<Dense<4, 4>>,
}

fn main() {
    let _ = init! { <Net>
        blocks[..last].weight => normal(0.0, 0.02),
        **.bias => zeros,
    };
    let _ = init! { <Net>
        blocks[last].weight => zeros,
        **.bias => zeros,
    };
}
