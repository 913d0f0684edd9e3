use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
#[init(kind = Gru)]
struct Cell {
    #[init(shape = [48, 16], axes = [out, in], part = recurrent, pytorch)]
    recurrent: Array2<f32>,
}

fn main() {}
