use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    head: Dense<4, 2>,
}

fn main() {
    let _ = select! { **.bias => 0.0 };
    let _ = select! { <Net> **.bias 0.0, head. => 1.0, ** => };
}
