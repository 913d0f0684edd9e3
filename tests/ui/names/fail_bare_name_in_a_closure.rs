use paraminit::prelude::*;

fn main() {
    let _ = init! { <[Dense<4, 4>; 3]>
        **.weight => |p| normal(0.0, 0.02 / p.len(0) as f64),
        **.bias => zeros,
    };
}
