use paraminit::prelude::*;

fn main() {
    let _ = init! { <Dense<2, 2>>
        weight => zeros,
        _ => default,
    };
    let _ = init! { <[Dense<2, 2>; 2]>
        [_].weight => zeros,
        [0]._ => zeros,
        ** => default,
    };
}
