use ndarray::Array2;
use paraminit::prelude::*;

type Net = (Dense<4, 8>, Relu, Dense<16, 1>);

fn main() {
    let net = Net::init(42).expect("static sizes");
    let _ = net.forward(&Array2::<f32>::ones((2, 4)));
}
