use paraminit::prelude::*;

fn main() {
    let theirs = Dense::<8, 4>::init(1).expect("static");
    let _ = init! { <Dense<4, 8>> weight => from(&theirs, transform = |given| given.array.reversed_axes()), bias => zeros };
}
