use ndarray::Array1;
use paraminit::prelude::*;

struct Schedule {
    warmup: usize,
}

#[derive(Initialize)]
struct Net {
    #[init(shape = [4], zeros)]
    bias: Array1<f32>,
    #[init(skip)]
    schedule: Schedule,
}

fn main() {
    let net = Net::init(42).unwrap();
    let _ = (net.bias, net.schedule.warmup);
}
