use std::collections::BTreeMap;

use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    heads: BTreeMap<String, Dense<4, 4>>,
}

fn main() {
    let _ = init! { <Net> heads["a"].weight => zeros, **.bias => zeros };
}
