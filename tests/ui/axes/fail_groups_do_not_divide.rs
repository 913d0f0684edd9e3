use ndarray::Array3;
use paraminit::prelude::*;

const GROUPS: usize = 3;

#[derive(Initialize)]
struct Conv {
    #[init(shape = [32, 4, 3], axes = [GROUPS * out, in, kernel], zeros)]
    weight: Array3<f32>,
    #[init(axes = [out, 0 * in], kaiming_normal)]
    raw: [[f32; 4]; 8],
}

fn main() {
    let _ = init! { <Conv> weight => xavier_uniform, raw => keep };
}
