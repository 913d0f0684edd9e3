use paraminit::prelude::*;

fn main() {
    let run: i32 = 42;
    let _ = Dense::<4, 8>::init(run);
    let _ = init! { <Dense<4, 8>> ** => zeros }.build("42");
}
