use ndarray::{Array1, Array2, s};
use paraminit::prelude::*;

const T_MAX: f64 = 100.0;
const GATES: [Init; 3] = [init::zeros(), init::ones(), init::zeros()];
const FORGET: Init = init::gates([init::zeros(), init::ones(), init::zeros(), init::zeros()]);

#[derive(Initialize)]
#[init(dims(hidden))]
struct Lstm {
    #[init(shape = [4 * hidden, hidden], axes = [4 * out, in], gates([orthogonal, orthogonal(gain = Relu), eye, zeros]))]
    recurrent: Array2<f32>,
    #[init(shape = [hidden, 4 * hidden], axes = [in, 4 * out], gates([
        xavier_uniform(gain = Sigmoid),
        mixture { 0.5 => zeros, 0.5 => glorot_normal },
        scaled(xavier_uniform, 0.5),
        lecun_normal,
    ]))]
    input: Array2<f64>,
    #[init(shape = [4 * hidden], axes = [4 * out], chrono(T_MAX))]
    bias: Array1<f32>,
    #[init(shape = [3 * hidden], axes = [3 * out], gates([zeros, map(uniform(1.0, T_MAX - 1.0), ln), zeros]))]
    gru: Array1<f64>,
    #[init(shape = [3 * hidden], axes = [3 * out], gates(GATES))]
    array: Array1<f64>,
    #[init(shape = [4 * hidden], axes = [4 * out], FORGET)]
    constant: Array1<f32>,
}

fn main() {
    let rules = init! { <Lstm>
        input => |p| init::gates([init::normal(0.0, 1.0 / p.fan_in() as f64), init::zeros(), init::ones(), init::zeros()]),
        bias => gates([zeros, ones, zeros, zeros]),
        ** => default,
    };
    let mut net = rules.build_with(LstmDims { hidden: 8 }, 42).unwrap();
    assert_eq!(net.bias, net.constant);
    assert_eq!(net.input.slice(s![.., 16..24]).sum(), 64.0);
    assert_eq!((net.array.sum(), net.recurrent.slice(s![16..24, ..]).sum()), (8.0, 8.0));
    assert!(net.gru.slice(s![8..16]).iter().all(|update| (0.0..99.0_f64.ln()).contains(update)));
    let plan = rules.plan(&net);
    let recurrent = plan.entries().iter().find(|entry| *entry.info().path() == "recurrent").unwrap();
    assert_eq!(recurrent.initializer(), "gates([orthogonal, orthogonal(gain = Relu), eye, zeros])");

    // What only the run knows is judged there.
    net.recurrent = Array2::zeros((30, 8));
    let error = rules.apply(&mut net, 42).unwrap_err().to_string();
    assert!(error.contains("axis 0 has length 30, which 4 blocks do not divide"), "{error}");
}
