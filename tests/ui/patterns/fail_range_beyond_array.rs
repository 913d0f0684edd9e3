use paraminit::prelude::*;

fn main() {
    let _ = init! { <[Dense<2, 2>; 4]>
        [2..10].weight => zeros,
        ** => default,
    };
}
