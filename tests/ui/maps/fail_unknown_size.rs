use std::collections::BTreeMap;

use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(tasks))]
struct Net {
    #[init(keys = (0..task).map(|i| format!("task{i}")))]
    heads: BTreeMap<String, Dense<4, 4>>,
}

fn main() {}
