use paraminit::prelude::*;

#[derive(Initialize)]
struct Net<const H: usize> {
    #[init(wieght => zeros)]
    hidden: Dense<4, H>,
}

fn main() {
    let _ = init! { <Net<3>> ** => default };
}
