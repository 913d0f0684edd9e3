use ndarray::{Array1, Array2, Array3};
use paraminit::prelude::*;

#[derive(Initialize)]
struct Net {
    #[init(shape = [8, 4], sparse(1.5, axis = 2))]
    a: Array2<f32>,
    #[init(shape = [8, 4], axes = [out, in], siren(omega = 0.0))]
    b: Array2<f32>,
    #[init(shape = [8], clamped(normal(0.0, 1.0), 1.0, -1.0))]
    c: Array1<f32>,
    #[init(shape = [8, 4], scaled(sparse(0.5, std = -1.0), 2.0))]
    d: Array2<f32>,
    #[init(shape = [8, 4, 3], axes = [out, in, kernel], dirac(groups = 0))]
    e: Array3<f32>,
    #[init(shape = [8, 4], axes = [out, in], icnr(0, zeros))]
    f: Array2<f32>,
    #[init(shape = [2], values(&[0.0, f64::NAN]))]
    g: Array1<f32>,
    #[init(shape = [8], lstm_bias(forget = f64::INFINITY))]
    h: Array1<f32>,
    #[init(shape = [8, 4], sparse(0.5, axis = 2))]
    i: Array2<f32>,
    #[init(shape = [8, 4], normal(f64::NAN, -1.0))]
    both: Array2<f32>,
}

fn main() {
    let _ = init! { <Net>
        e => dirac(centre = Upper),
        a => eye(gain = Value(f64::NAN)),
        f => icnr(2),
        ** => default,
    };
}
