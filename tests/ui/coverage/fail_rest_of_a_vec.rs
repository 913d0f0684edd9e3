use paraminit::prelude::*;

#[derive(Initialize)]
struct Stack {
    #[init(len = 4)]
    blocks: Vec<Dense<4, 4>>,
}

fn main() {
    let _ = init! { <Stack>
        blocks[..2].weight => zeros,
        **.bias => zeros,
    };
}
