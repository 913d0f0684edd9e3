use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(dims(in, out))]
struct Linear {
    #[init(shape = [out, in], axes = [out, in], xavier_uniform)]
    weight: Array2<f32>,
    #[init(dims { inputs: in, outputs: out })]
    next: DynDense,
    #[init(skip = in)]
    inputs: usize,
}

#[derive(Initialize)]
#[init(dims(type, self))]
enum Layer {
    #[init(build = type > 0)]
    Dense(#[init(dims { inputs: type, outputs: 1 })] DynDense),
    #[init(build)]
    Nothing,
}

fn main() {}
