//! Initializers, printed as a rule writes them.

use core::fmt::{self, Display};

use crate::info::ParamInfo;
use crate::init::{Init, Node};
use crate::number::Exact;

/// Writes the initializer as a rule does: `xavier_uniform(gain = Relu)`. Options that have their default are left out.
impl Display for Init {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_at(0, f)
    }
}

impl Init {
    /// `true` if the text says all of it: of the function of a `map` it has the name at most.
    pub(crate) fn is_text(&self) -> bool {
        (0..self.len()).all(|at| !matches!(self.node(at), Node::Map(_) | Node::Each(_)))
    }

    /// `true` if the text and the rows of a plan say all of what the parameter gets.
    pub(crate) fn is_text_for(&self, info: &ParamInfo) -> bool {
        (0..self.len()).all(|at| match self.node(at) {
            Node::Map(_) => false,
            Node::Each(each) => each.is_text(&info.into()),
            _ => true,
        })
    }

    fn fmt_at(&self, at: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.node(at) {
            Node::Leaf(leaf) => leaf.fmt(f),
            Node::Mixture { .. } => {
                f.write_str("mixture {")?;
                for (i, arm) in self.children(at).enumerate() {
                    write!(f, "{} {} => ", if i == 0 { "" } else { "," }, Exact(self.weight(arm)))?;
                    self.fmt_at(arm, f)?;
                }
                f.write_str(" }")
            }
            Node::Gates { .. } => {
                f.write_str("gates([")?;
                for (i, block) in self.children(at).enumerate() {
                    f.write_str(if i == 0 { "" } else { ", " })?;
                    self.fmt_at(block, f)?;
                }
                f.write_str("])")
            }
            Node::Map(function) => {
                f.write_str("map(")?;
                self.fmt_at(at + 1, f)?;
                write!(f, ", {function})")
            }
            Node::Each(each) => write!(f, "each({each})"),
            Node::Scaled(k) => {
                f.write_str("scaled(")?;
                self.fmt_at(at + 1, f)?;
                write!(f, ", {})", Exact(k))
            }
            Node::Clamped(clamped) => {
                f.write_str("clamped(")?;
                self.fmt_at(at + 1, f)?;
                write!(f, ", {}, {})", Exact(clamped.low), Exact(clamped.high))
            }
            Node::Icnr(icnr) => {
                write!(f, "icnr({}, ", icnr.scale)?;
                self.fmt_at(at + 1, f)?;
                f.write_str(")")
            }
            node @ (Node::Preset(_) | Node::Missing) => f.write_str(node.signature().name),
        }
    }
}

#[cfg(test)]
#[expect(clippy::large_stack_arrays, reason = "a table")]
mod tests {
    use crate::init::Center::*;
    use crate::init::Distribution::*;
    use crate::init::Gain::*;
    use crate::init::Mode::*;
    use crate::init::Scaling::*;
    use crate::init::Side::*;
    use crate::init::Window::*;
    use crate::init::*;

    #[test]
    fn every_initializer_prints_as_it_is_written() {
        for (init, expected) in [
            (zeros(), "zeros"),
            (ones(), "ones"),
            (constant(42.0), "constant(42)"),
            (constant(-0.1), "constant(-0.1)"),
            (uniform(-10.0, 10.0), "uniform(-10, 10)"),
            (normal(0.0, 0.01), "normal(0, 0.01)"),
            (trunc_normal(0.02), "trunc_normal(0.02)"),
            (trunc_normal(0.02).mean(1.0).within(3.0), "trunc_normal(0.02, mean = 1, within = 3)"),
            (trunc_normal(1.0).low(-2.0).high(2.0), "trunc_normal(1, low = -2, high = 2)"),
            (trunc_normal(1.0).high(2.0).rescale(true), "trunc_normal(1, high = 2, rescale = true)"),
            (xavier_uniform(), "xavier_uniform"),
            (xavier_uniform().gain(Relu), "xavier_uniform(gain = Relu)"),
            (xavier_normal().gain(LeakyRelu(0.2)), "xavier_normal(gain = LeakyRelu(0.2))"),
            (kaiming_uniform().gain(Value(1.4)), "kaiming_uniform(gain = Value(1.4))"),
            (kaiming_normal().mode(FanOut), "kaiming_normal(mode = FanOut)"),
            (kaiming_normal().mode(FanAvg).gain(Selu), "kaiming_normal(gain = Selu, mode = FanAvg)"),
            (glorot_uniform(), "glorot_uniform"),
            (glorot_normal(), "glorot_normal"),
            (he_uniform(), "he_uniform"),
            (he_normal(), "he_normal"),
            (lecun_uniform(), "lecun_uniform"),
            (lecun_normal(), "lecun_normal"),
            (variance_scaling(2.0), "variance_scaling(2)"),
            (
                variance_scaling(1.0).mode(FanGeoAvg).distribution(Uniform),
                "variance_scaling(1, mode = FanGeoAvg, distribution = Uniform)",
            ),
            (orthogonal(), "orthogonal"),
            (orthogonal().gain(Tanh), "orthogonal(gain = Tanh)"),
            (orthogonal().gain(Sigmoid), "orthogonal(gain = Sigmoid)"),
            (eye(), "eye"),
            (eye().gain(Value(2.5)), "eye(gain = Value(2.5))"),
            (dirac(), "dirac"),
            (dirac().groups(3).center(Lower), "dirac(groups = 3, center = Lower)"),
            (delta_orthogonal(), "delta_orthogonal"),
            (delta_orthogonal().gain(Relu).center(Upper), "delta_orthogonal(gain = Relu, center = Upper)"),
            (sparse(0.9), "sparse(0.9)"),
            (sparse(0.9).std(0.1).axis(1), "sparse(0.9, std = 0.1, axis = 1)"),
            (bilinear(), "bilinear"),
            (zero_init(), "zero_init"),
            (lstm_bias(), "lstm_bias"),
            (lstm_bias().forget(2.0), "lstm_bias(forget = 2)"),
            (chrono(784.0), "chrono(784)"),
            (siren(), "siren"),
            (siren().omega(10.0), "siren(omega = 10)"),
            (siren().first(true), "siren(first = true)"),
            (icnr(2, kaiming_normal().mode(FanOut)), "icnr(2, kaiming_normal(mode = FanOut))"),
            (clamped(normal(0.0, 1.0), -2.0, 2.0), "clamped(normal(0, 1), -2, 2)"),
            (stft(), "stft"),
            (
                stft().side(Imaginary).window(Hamming).scaling(Unscaled).periodic(true),
                "stft(side = Imaginary, window = Hamming, scaling = Unscaled, periodic = true)",
            ),
            (values(&[1.0, -0.5]), "values(&[1, -0.5])"),
            (values(&[0.0; 10]), "values(&[0, 0, 0, 0, 0, 0, 0, 0, ..; 10 values, hash f14b84b8290b8965])"),
            (scaled(orthogonal(), 0.5), "scaled(orthogonal, 0.5)"),
            (map(uniform(-10.0, 10.0), f64::abs), "map(uniform(-10, 10), _)"),
            (map(uniform(-10.0, 10.0), f64::abs).named("keep_large"), "map(uniform(-10, 10), keep_large)"),
            (
                mixture([(0.25, uniform(5.0, 10.0)), (0.5, zeros()), (0.25, scaled(ones(), -1.0))]),
                "mixture { 0.25 => uniform(5, 10), 0.5 => zeros, 0.25 => scaled(ones, -1) }",
            ),
            (mixture([]), "mixture { }"),
            (
                gates([orthogonal(), scaled(eye(), 0.5), xavier_uniform().gain(Tanh), zeros()]),
                "gates([orthogonal, scaled(eye, 0.5), xavier_uniform(gain = Tanh), zeros])",
            ),
            (pytorch(), "pytorch"),
            (flax(), "flax"),
            (keras(), "keras"),
            (mxnet(), "mxnet"),
        ] {
            assert_eq!(init.to_string(), expected);
        }
    }

    #[test]
    fn numbers_take_the_fewest_digits_and_read_back() {
        for (init, expected) in [
            (constant(1e300), "constant(1e300)"),
            (constant(1e-60), "constant(1e-60)"),
            (constant(-1.5e-7), "constant(-1.5e-7)"),
            (constant(1e15), "constant(1000000000000000)"),
            (uniform(-f64::MAX / 2.0, 5e-324), "uniform(-8.988465674311579e307, 5e-324)"),
            (trunc_normal(1e-9).within(1e20), "trunc_normal(1e-9, within = 1e20)"),
            (xavier_normal().gain(Value(1e60)), "xavier_normal(gain = Value(1e60))"),
            (xavier_normal().gain(LeakyRelu(1e-60)), "xavier_normal(gain = LeakyRelu(1e-60))"),
            (scaled(zeros(), 1e-60), "scaled(zeros, 1e-60)"),
            (clamped(zeros(), -1e60, 1e-60), "clamped(zeros, -1e60, 1e-60)"),
            (mixture([(1e-60, ones()), (1.0, zeros())]), "mixture { 1e-60 => ones, 1 => zeros }"),
        ] {
            assert_eq!((init.to_string(), expected.parse()), (expected.to_owned(), Ok(init)));
        }
        assert_eq!(values(&[1e300, -0.0]).to_string(), "values(&[1e300, -0])");
    }
}
