use paraminit::prelude::*;

fn main() {
    let _ = init! { <[Dense<2, 2>; 4]>
        [0].weight => normal(mean = 0.0, std = 0.02),
        [1].weight => trunc_normal(std = 0.02, within = 3.0),
        [2].weight => uniform(-0.1, high = 0.1),
        [3].weight => uniform(high = 0.1),
        ** => default,
    };
}
