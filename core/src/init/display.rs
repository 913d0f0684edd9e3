//! Initializers as they are written in a rule.

use core::fmt::{self, Display};

use super::arena::{Init, Node};

/// As in a rule: `xavier_uniform(gain = Relu)`. Options that have their default are left out.
impl Display for Init {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_at(0, f)
    }
}

impl Init {
    fn fmt_at(&self, at: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.node(at) {
            Node::Constant(constant) => constant.fmt(f),
            Node::Uniform(uniform) => uniform.fmt(f),
            Node::Normal(normal) => normal.fmt(f),
            Node::Truncated(normal) => normal.fmt(f),
            Node::Xavier(xavier) => xavier.fmt(f),
            Node::Kaiming(kaiming) => kaiming.fmt(f),
            Node::VarianceScaling(scaling) => scaling.fmt(f),
            Node::Orthogonal(orthogonal) => orthogonal.fmt(f),
            Node::Mixture { .. } => {
                f.write_str("mixture {")?;
                for (i, arm) in self.children(at).enumerate() {
                    write!(f, "{} {} => ", if i == 0 { "" } else { "," }, self.weight(arm))?;
                    self.fmt_at(arm, f)?;
                }
                f.write_str(" }")
            }
            Node::Map(function) => {
                f.write_str("map(")?;
                self.fmt_at(at + 1, f)?;
                write!(f, ", {function})")
            }
            Node::Scaled(k) => {
                f.write_str("scaled(")?;
                self.fmt_at(at + 1, f)?;
                write!(f, ", {k})")
            }
            node @ (Node::Scheme(_) | Node::Preset(_) | Node::Missing) => f.write_str(node.name()),
        }
    }
}

#[cfg(test)]
#[expect(clippy::large_stack_arrays, reason = "a table")]
mod tests {
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
            (scaled(orthogonal(), 0.5), "scaled(orthogonal, 0.5)"),
            (map(uniform(-10.0, 10.0), f64::abs), "map(uniform(-10, 10), _)"),
            (map(uniform(-10.0, 10.0), f64::abs).named("keep_large"), "map(uniform(-10, 10), keep_large)"),
            (
                mixture([(0.25, uniform(5.0, 10.0)), (0.5, zeros()), (0.25, scaled(ones(), -1.0))]),
                "mixture { 0.25 => uniform(5, 10), 0.5 => zeros, 0.25 => scaled(ones, -1) }",
            ),
            (mixture([]), "mixture { }"),
            (pytorch(), "pytorch"),
            (flax(), "flax"),
            (keras(), "keras"),
            (mxnet(), "mxnet"),
        ] {
            assert_eq!(init.to_string(), expected);
        }
    }
}
