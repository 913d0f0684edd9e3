use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    hidden: LazyDense,
    #[init(dims { outputs: 1 })]
    output: LazyDense,
}

fn main() {
    let _ = Net::init(42);
}
