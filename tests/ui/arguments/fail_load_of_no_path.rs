use paraminit::prelude::*;

fn main() {
    let _ = init! { <Dense<4, 8>> ** => load([1, 2]) };
    let _ = init::load(3);
}
