use paraminit::prelude::*;

fn main() {
    let decay = 0.1;
    let _ = select! { <Dense<2, 2>>
        weight => decay,
        bias => { decay },
    };
}
