use half::f16;
use ndarray::Array2;
use paraminit::prelude::*;

#[derive(Initialize)]
struct Branch {
    #[init(shape = [8, 4], axes = [out, in], ones)]
    wide: Array2<f32>,
    #[init(shape = [8, 4], axes = [out, in], scaled(normal(0.0, 1.0), 1e-10))]
    narrow: Array2<f16>,
}

fn main() {
    let _ = init! { <Branch> * => mixture { 0.5 => zeros, 0.5 => scaled(uniform(-1.0, 1.0), 1e-10) } };
    let _ = init! { <Branch>
        narrow => xavier_normal(gain = Value(1e-12)),
        wide => xavier_normal(gain = Value(1e-60)),
    };
}
