use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(experts))]
enum Block {
    #[init(build = expert > 0)]
    Plain(Dense<4, 4>),
    #[init(build)]
    Nothing,
}

#[derive(Initialize)]
#[init(dims(experts))]
enum Other {
    #[init(build = experts)]
    Plain(Dense<4, 4>),
    #[init(build)]
    Nothing,
}

fn main() {}
