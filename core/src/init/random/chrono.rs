//! The bias of an LSTM whose memory is to last.

use core::fmt;
use core::ops::Range;

use crate::dtype::{DType, DTypeSet};
use crate::init::const_math::ln;
use crate::init::fit::arguments;
use crate::init::fit::target::Target;
use crate::init::tree::{Init, Node};
use crate::message::Message;
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// The chrono bias of an LSTM's four gates: each unit remembers for a time of its own, up to `t_max` steps.
///
/// ```text
/// b_f = ln u,  u from U(1, t_max - 1)      forget gate
/// b_i = -b_f   of the same unit, exactly   input gate
/// 0                                        cell and output
/// ```
///
/// A forget gate sigmoid(ln u) = 1 - 1 / (1 + u) keeps a memory for about 1 + u steps.
///
/// Rank 1, of a length that 4 divides: the gates in the order input, forget, cell, output, as `PyTorch`, Keras and
/// `MXNet` pack them. `t_max` is the longest dependency to be learned, in steps: the length of the sequence, if nothing
/// better is known. Tallec and Ollivier (2018).
///
/// `PyTorch` adds two biases: give this to one of them and [`zeros`](crate::init::zeros()) to the other. Gates in another
/// order, or without the bond between two of them, are a [`gates`](crate::init::gates()). So the update gate `z` of a GRU,
/// where `h = z h + (1 - z) n`, with `PyTorch`'s order reset, update, new:
/// `gates([zeros, map(uniform(1.0, T_MAX - 1.0), ln), zeros])`.
///
/// # Errors
/// The check refuses a parameter of another rank or length, and a `t_max` that is not finite or not greater than 2.
///
/// ```
/// use ndarray::{Array1, s};
/// use paraminit::init::chrono;
/// use paraminit::stream::StreamId;
///
/// let mut b = Array1::<f32>::zeros(4 * 64);
/// chrono(784.0).fill(&mut b, &[], StreamId::new(42, "lstm.bias"))?;
/// assert!(b.slice(s![64..128]).iter().all(|&forget| forget >= 0.0 && forget <= 783.0_f32.ln()));
/// assert_eq!(b.slice(s![0..64]), -&b.slice(s![64..128]));
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn chrono(t_max: f64) -> Init {
    Init::leaf(Node::Chrono(Chrono { t_max }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Chrono {
    pub(crate) t_max: f64,
}

impl Chrono {
    pub(crate) const ARGUMENTS: &'static [&'static str] = &["t_max"];

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if !arguments::same(argument, "t_max") {
            return None;
        }
        if let Some(message) = arguments::finite("t_max", self.t_max, elements) {
            return Some(message);
        }
        if self.t_max <= 2.0 {
            let message = Message::new().text("`t_max` must be greater than 2: times are drawn from 1 to `t_max - 1`");
            return Some(message.text("\nhelp: it is the longest dependency in steps, such as the sequence's length"));
        }
        match arguments::first_to_merge(1.0, self.t_max - 1.0, elements.with(DType::F64)) {
            Some(element) => Some(Message::new().text("`t_max - 1` is 1 in ").code(element.name())),
            None => None,
        }
    }

    /// What fills the bias, and the largest absolute value.
    pub(crate) fn resolve(self, target: &Target<'_>) -> (Pairs, f64) {
        let units = target.shape.first().copied().unwrap_or_default() / 4;
        let longest = self.t_max - 1.0;
        (Pairs { units, longest }, ln(longest))
    }
}

impl fmt::Display for Chrono {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chrono({})", self.t_max)
    }
}

/// A chrono bias that knows how many units there are.
#[derive(Clone, Debug)]
pub(crate) struct Pairs {
    units: usize,
    longest: f64,
}

impl Pairs {
    pub(crate) fn count(&self) -> usize {
        4 * self.units
    }

    /// Fills `out` with the elements from `start` on.
    ///
    /// The forget gate's elements are drawn where they are; the input gate draws the same ones again.
    pub(crate) fn fill<T: Real>(&self, element: DType, id: StreamId, start: usize, out: &mut [T]) {
        let sampler = Sampler::Map(ln, Box::new(Sampler::Uniform { low: 1.0, high: self.longest }));
        let (len, units) = (out.len(), self.units);
        out.fill(T::from_f64(0.0));
        let input = overlap(0..units, start, len);
        let forget = overlap(units..2 * units, start, len);
        for (gate, ahead) in [(input.clone(), units), (forget, 0)] {
            // Where no element of a gate is asked for, there need not be such an index.
            if !gate.is_empty()
                && let first = start + gate.start + ahead
                && let Some(values) = out.get_mut(gate)
            {
                sampler.fill_for(element, id, first as u64, values);
            }
        }
        for value in out.get_mut(input).unwrap_or_default() {
            *value = -*value;
        }
    }

    /// Mean and standard deviation over all elements. Half of them are 0, and the others cancel in pairs.
    pub(crate) fn moments(&self) -> (f64, f64) {
        (0.0, (mean_square_of_ln(self.longest) / 2.0).sqrt())
    }
}

/// Which elements of a slice of `len` from `start` on lie in a range of the whole; from the slice's own start.
fn overlap(whole: Range<usize>, start: usize, len: usize) -> Range<usize> {
    let at = |place: usize| place.saturating_sub(start).min(len);
    at(whole.start)..at(whole.end)
}

/// The mean of (ln u)^2 for u from U(1, m): with l = ln m, the integral of s^2 e^s from 0 to l over m - 1.
fn mean_square_of_ln(m: f64) -> f64 {
    let l = ln(m);
    if l > 1.0 {
        return (m * (l * l - 2.0 * l + 2.0) - 2.0) / (m - 1.0);
    }
    // The closed form cancels; in the power series every term is positive.
    let (mut term, mut sum) = (l * l * l, 0.0);
    for n in 0..24_u32 {
        sum += term / f64::from(n + 3);
        term *= l / f64::from(n + 1);
    }
    sum / (m - 1.0)
}
