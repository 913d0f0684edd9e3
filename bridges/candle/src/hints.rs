//! candle's hints, `candle_nn::Init`, as initializers.

use candle_nn::Init as Hint;
use candle_nn::init::{FanInOut, NonLinearity, NormalOrUniform};
use paraminit::init::{self, Gain, Init, Mode};

/// The names of parameters that start at zero in every layer. For any other one a hint of zeros means that nobody said
/// anything: it is what `vb.get(shape, name)` passes on.
const ZERO: [&str; 3] = ["bias", "beta", "running_mean"];

/// Returns the initializer that a hint stands for, or the reason why it stands for none.
pub(crate) fn initializer(name: &str, hint: Hint) -> Result<Init, String> {
    Ok(match hint {
        Hint::Const(0.0) if !ZERO.contains(&name) => {
            return Err("candle asks for it without a hint, as `vb.get` does, and would set it to zero".to_owned());
        }
        Hint::Const(value) => init::constant(value),
        Hint::Randn { mean, stdev } => init::normal(mean, stdev),
        Hint::Uniform { lo, up } => init::uniform(lo, up),
        Hint::Kaiming { dist, fan, non_linearity } => {
            let gain = match non_linearity {
                NonLinearity::ReLU => Gain::Relu,
                NonLinearity::Linear => Gain::Linear,
                NonLinearity::Sigmoid => Gain::Sigmoid,
                NonLinearity::Tanh => Gain::Tanh,
                NonLinearity::SELU => Gain::Selu,
                NonLinearity::ExplicitGain(gain) => Gain::Value(gain),
            };
            let mode = match fan {
                FanInOut::FanIn => Mode::FanIn,
                FanInOut::FanOut => Mode::FanOut,
            };
            match dist {
                NormalOrUniform::Normal => init::kaiming_normal().gain(gain).mode(mode),
                NormalOrUniform::Uniform => init::kaiming_uniform().gain(gain).mode(mode),
            }
        }
    })
}
