use paraminit::prelude::*;

type Hidden = Dense<8, 8>;
type Block = (Hidden, Relu);
type Head = (Relu, Dense<16, 1>);

#[derive(Initialize)]
struct Net {
    #[init(sequence)]
    layers: (Dense<4, 8>, [Block; 3], Head),
}

fn main() {}
