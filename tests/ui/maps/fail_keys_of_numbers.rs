use std::collections::BTreeMap;

use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    heads: BTreeMap<u32, Dense<4, 2>>,
}

fn main() {}
