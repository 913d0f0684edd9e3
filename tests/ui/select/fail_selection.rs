use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    blocks: [Dense<4, 4>; 3],
    head: Dense<4, 2>,
}

fn main() {
    let _ = select! { <Net> **.bias => 0.0 };
    let _ = select! { <Net> **.biass => 0.0, ** => 0.1 };
    let _ = select! { <Net> ** => 0.1, **.bias => 0.0 };
    let _ = select! { <Net> blocks[*] => 0.1, ** => 0.0 };
    let _ = select! { <Net> blocks[3..last].** => 0.1, ** => 0.0 };
}
