use paraminit::prelude::*;

#[derive(Initialize)]
enum Block {
    #[init(zeros)]
    Plain(Dense<4, 4>),
    #[init(skip)]
    Other,
    #[init(biuld)]
    Another,
    #[init(dims(a))]
    Last,
}

fn main() {}
