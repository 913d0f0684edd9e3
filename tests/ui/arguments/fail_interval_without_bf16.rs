use half::bf16;
use ndarray::Array1;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Norm {
    #[init(shape = [8], uniform(1.001, 1.006))]
    gain: Array1<bf16>,
}

fn main() {
    let _ = Norm::init(42);
}
