use paraminit::prelude::*;

#[derive(Initialize)]
#[init(hidden.bias => ones)]
struct Net<const H: usize> {
    #[init(bias => zeros)]
    hidden: Dense<4, H>,
}

fn main() {
    let _ = Net::<3>::init(42);
}
