use std::collections::BTreeMap;

use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(keys = ["a", "b"])]
    heads: Dense<4, 4>,
}

#[derive(Initialize)]
struct Other {
    heads: BTreeMap<String, Dense<4, 4>>,
}

fn main() {
    let _ = Net::init(42);
    let _ = Other::init(42);
}
