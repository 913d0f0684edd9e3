use paraminit::prelude::*;

#[derive(Initialize)]
enum Block<M> {
    #[init(wieght => ones)]
    Plain(M),
    Nothing,
}

fn main() {
    let _ = init! { <Block<Dense<4, 4>>> ** => default };
}
