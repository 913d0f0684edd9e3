use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    head: Dense<4, 2>,
}

fn main() {
    let rate = 0.1;
    let _ = select! { <Net> **.bias => 0.0, ** => rate };
    let _ = select! { <Net> **.bias => 0.0, ** => true };
    let _ = select! { <Net> **.bias => 0.0, ** => zeros };
}
