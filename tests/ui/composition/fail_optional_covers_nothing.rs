use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    head: Dense<4, 4>,
}

fn main() {
    // An optional rule that matches nothing does not hide that the weight has no rule.
    let _ = init! { <Net>
        **.wieght ?=> zeros,
        **.bias => zeros,
    };
}
