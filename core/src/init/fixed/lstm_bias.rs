//! The bias of an LSTM.

use crate::dtype::DTypeSet;
use crate::init::{
    Filler, IndexFn, Init, InitErrorKind, Leaf, Pattern, Requirement, ShapeRequirement, Target, arguments,
};
use crate::message::Message;

/// The bias of an LSTM's four gates: `forget` in the second quarter, 0 elsewhere.
///
/// Needs rank 1 and a length that is a multiple of 4. The gates are in the order input, forget, cell, output, as
/// `PyTorch`, Keras and `MXNet` pack them. Option: `forget` (1). A gate that is open at first lets gradients through
/// (Gers et al., 2000; Jozefowicz et al., 2015). `MXNet`'s `LSTMBias`, Keras's `unit_forget_bias`.
///
/// `PyTorch` adds two biases: give this to one of them and [`zeros`](crate::init::zeros()) to the other. For gates in
/// another order, or with other values, use [`gates`](crate::init::gates()).
///
/// # Errors
/// The check refuses a parameter of another rank or length, and a `forget` that is not finite.
///
/// ```
/// use ndarray::{Array1, arr1};
/// use paraminit::init::lstm_bias;
/// use paraminit::stream::StreamId;
///
/// let mut b = Array1::<f32>::zeros(8);
/// lstm_bias().fill(&mut b, &[], StreamId::new(42, "lstm.bias"))?;
/// assert_eq!(b, arr1(&[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]));
/// # Ok::<(), paraminit::init::InitErrorKind>(())
/// ```
#[must_use]
pub const fn lstm_bias() -> Init {
    Init::leaf(Leaf::LstmBias(LstmBias { forget: 1.0 }))
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LstmBias {
    pub(crate) forget: f64,
}

impl LstmBias {
    pub(crate) const fn needs(self) -> Requirement {
        Requirement::Shape(ShapeRequirement::GATES)
    }

    pub(crate) const fn fault(self, argument: &str, elements: DTypeSet) -> Option<Message> {
        if arguments::same(argument, "forget") { arguments::finite("forget", self.forget, elements) } else { None }
    }

    pub(crate) fn fill(self, target: &Target<'_>) -> Result<(Filler, f64), InitErrorKind> {
        let len = target.shape.first().copied().unwrap_or_default();
        let gate = len / 4;
        let forget = Pattern::Range { start: gate, end: 2 * gate, value: self.forget };
        Ok((Filler::Index(IndexFn::new(target.shape, forget)), self.forget.abs()))
    }
}
