//! The chrono initialization, for LSTMs with a long memory.

use crate::dtype::{DType, DTypeSet};
use crate::init::random::chrono_filler::ChronoFill;
use crate::init::{Filler, Init, InitErrorKind, Leaf, Requirement, ShapeRequirement, Target, arguments, ln};
use crate::message::Message;

/// The chrono bias of an LSTM's four gates. Each unit remembers for a time of its own, up to `t_max` steps.
///
/// ```text
/// b_f = ln u,  u from U(1, t_max - 1)      forget gate
/// b_i = -b_f   of the same unit, exactly   input gate
/// 0                                        cell and output
/// ```
///
/// A forget gate sigmoid(ln u) = 1 - 1 / (1 + u) keeps a memory for about 1 + u steps.
///
/// Needs rank 1 and a length that is a multiple of 4. The gates are in the order input, forget, cell, output, as
/// `PyTorch`, Keras and `MXNet` pack them. `t_max` is the longest dependency to be learned, in steps: the length of the
/// sequence, if nothing better is known. Tallec and Ollivier (2018).
///
/// `PyTorch` adds two biases: give this to one of them and [`zeros`](crate::init::zeros()) to the other. For gates in
/// another order, or with independent input and forget gates, use [`gates`](crate::init::gates()). An example is the
/// update gate `z` of a GRU, where `h = z h + (1 - z) n`, with `PyTorch`'s order reset, update, new:
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
    Init::leaf(Leaf::Chrono(Chrono { t_max }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Chrono {
    pub(crate) t_max: f64,
}

impl Chrono {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Shape(ShapeRequirement::GATES)
    }

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

    /// Returns the filler of the bias, and the largest absolute value.
    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let units = target.shape.first().copied().unwrap_or_default() / 4;
        let longest = self.t_max - 1.0;
        Ok((Filler::Chrono(ChronoFill { units, longest }), ln(longest)))
    }
}
