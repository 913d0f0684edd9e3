use paraminit::prelude::*;

struct Family;

struct Linear;

#[derive(Initialize)]
#[init(types = Family)]
struct Net {
    body: Dense<4, 8>,
    head: Linear,
}

fn main() {
    let _ = init! { <Net> ** => zeros };
}
