//! candle_nn's layers, declared: the fields that their methods give, with axes, kinds and parts.

use candle_core::{Tensor, Var};
use candle_nn::{BatchNorm, Conv1d, Conv2d, ConvTranspose1d, ConvTranspose2d, Embedding, LayerNorm, Linear, RmsNorm};
use paraminit::axes::Axis;
use paraminit::axes::Role::{In, Kernel, Out};
use paraminit::info::Part;
use paraminit::model::{DeclaredBy, InitializeAs, Lent, Place, Visit, VisitMut};
use paraminit::schema::{Field, FieldName, Node, Schema};

use crate::tensor::{CandleTensor, TensorDef};

/// The family of candle's types, for `#[init(types = Candle)]` on a struct.
///
/// It declares `Linear`, `Conv1d`, `Conv2d`, `ConvTranspose1d`, `ConvTranspose2d`, `Embedding`, `LayerNorm`, `RmsNorm`,
/// `BatchNorm`, [`Tensor`] and [`Var`], and `Option`, `Box`, `Vec` and arrays of them. `GroupNorm`, `LSTM` and `GRU` give
/// their parameters to nobody.
///
/// ```
/// use candle_core::{DType, Device};
/// use candle_nn::{BatchNorm, Conv2d, VarBuilder, VarMap, batch_norm, conv2d};
/// use paraminit::prelude::*;
/// use paraminit_candle::Candle;
///
/// #[derive(Initialize)]
/// #[init(types = Candle, <Conv2d>.** => pytorch, <BatchNorm>.** => pytorch)]
/// struct Net {
///     convs: Vec<Conv2d>,
///     norm: Option<BatchNorm>,
/// }
///
/// let vars = VarMap::new();
/// let vb = VarBuilder::from_varmap(&vars, DType::F32, &Device::Cpu);
/// let config = candle_nn::Conv2dConfig { groups: 2, ..Default::default() };
/// let mut net = Net {
///     convs: vec![conv2d(4, 8, 3, config, vb.pp("convs.0"))?],
///     norm: Some(batch_norm(8, 1e-5, vb.pp("norm"))?),
/// };
/// net.reinit(42)?;
/// // The inputs of one group, times the kernel.
/// assert_eq!(net.plan().entries()[0].info().fan_in(), 2 * 9);
/// // Nobody trains the running statistics.
/// assert_eq!(net.parameter_count(), 8 * 2 * 9 + 8 + 8 + 8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Candle;

impl DeclaredBy<Candle> for Tensor {
    type By = TensorDef;
}

impl DeclaredBy<Candle> for Var {
    type By = TensorDef;
}

/// A parameter of a layer.
const fn named(name: &'static str, part: Part) -> Field {
    let schema = <TensorDef as InitializeAs<Tensor>>::SCHEMA;
    Field { part: Some(part), ..Field::plain(FieldName::Named(name), schema) }
}

const fn weight(axes: &'static [Axis]) -> Field {
    Field { axes: Some(axes), ..named("weight", Part::Weight) }
}

const BIAS: Field = Field { fans_of: Some(0), ..named("bias", Part::Bias) };

/// A visit of a layer, to read or to write.
enum Visitor<'v, 'm> {
    Read(&'v mut dyn Visit<'m>),
    Write(&'v mut dyn VisitMut<'m>),
}

impl Visitor<'_, '_> {
    fn tensor(&mut self, place: &Place<'_>, tensor: &Tensor) {
        let mut tensor = CandleTensor::new(tensor);
        match self {
            Self::Read(visitor) => visitor.lent(place, Box::new(tensor)),
            Self::Write(visitor) => visitor.lent(place, Lent::Values(&mut tensor)),
        }
    }
}

macro_rules! layer {
    ($def:ident of $layer:ident, $kind:literal: $fields:expr, |$value:ident, $place:ident, $to:ident| $visit:block) => {
        #[doc = concat!("The declaration of a `", stringify!($layer), "` of candle_nn. [`Candle`] refers to it.")]
        ///
        /// ```
        #[doc = concat!("use paraminit_candle::", stringify!($def), ";")]
        /// use paraminit::model::InitializeAs;
        ///
        #[doc = concat!("assert_eq!(<", stringify!($def), " as InitializeAs<candle_nn::", stringify!($layer), ">>::SCHEMA.kind, \"", $kind, "\");")]
        /// ```
        #[derive(Debug)]
        pub struct $def(());

        impl DeclaredBy<Candle> for $layer {
            type By = $def;
        }

        impl $def {
            fn visit($value: &$layer, $place: &Place<'_>, $to: &mut Visitor<'_, '_>) $visit
        }

        impl InitializeAs<$layer> for $def {
            const SCHEMA: &'static Schema =
                &Schema { kind: $kind, ..Schema::anonymous(Node::Struct($fields)) };

            fn visit_parameters_as<'m>(value: &'m $layer, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
                Self::visit(value, place, &mut Visitor::Read(visitor));
            }

            fn visit_parameters_mut_as<'m>(
                value: &'m mut $layer,
                place: &Place<'_>,
                visitor: &mut dyn VisitMut<'m>,
            ) {
                Self::visit(value, place, &mut Visitor::Write(visitor));
            }
        }
    };
}

const IN: Axis = Axis::of(In);
const OUT: Axis = Axis::of(Out);
const KERNEL: Axis = Axis::of(Kernel);

/// Visits a weight, and a bias that takes its fans.
fn weight_and_bias(weight: &Tensor, bias: Option<&Tensor>, place: &Place<'_>, to: &mut Visitor<'_, '_>) {
    to.tensor(&place.field(0), weight);
    if let Some(bias) = bias {
        to.tensor(&place.field_with_fans(1, Some(weight.dims())), bias);
    }
}

layer!(LinearDef of Linear, "Linear": &[weight(&[OUT, IN]), BIAS], |layer, place, to| {
    weight_and_bias(layer.weight(), layer.bias(), place, to);
});

/// A convolution: its number of groups is the model's.
macro_rules! convolution {
    ($def:ident of $layer:ident, $kind:literal: $first:ident, $second:ident $(, $kernel:ident)*) => {
        layer!(
            $def of $layer, $kind:
            &[Field { blocks_kept: true, ..weight(&[$first, $second $(, $kernel)*]) }, BIAS],
            |layer, place, to| {
                let axes = [Axis { blocks: layer.config().groups, ..$first }, $second $(, $kernel)*];
                to.tensor(&place.field(0).with_axes(&axes), layer.weight());
                if let Some(bias) = layer.bias() {
                    let place = place.field_with_fans(1, Some(layer.weight().dims()));
                    to.tensor(&place.with_lent_axes(&axes), bias);
                }
            }
        );
    };
}

convolution!(Conv1dDef of Conv1d, "Conv1d": OUT, IN, KERNEL);
convolution!(Conv2dDef of Conv2d, "Conv2d": OUT, IN, KERNEL, KERNEL);
convolution!(ConvTranspose1dDef of ConvTranspose1d, "ConvTranspose1d": IN, OUT, KERNEL);

layer!(
    ConvTranspose2dDef of ConvTranspose2d, "ConvTranspose2d": &[weight(&[IN, OUT, KERNEL, KERNEL]), BIAS],
    |layer, place, to| { weight_and_bias(layer.weight(), layer.bias(), place, to); }
);

layer!(EmbeddingDef of Embedding, "Embedding": &[weight(&[IN, OUT])], |layer, place, to| {
    to.tensor(&place.field(0), layer.embeddings());
});

const SCALE: Field = named("weight", Part::Scale);
const OFFSET: Field = named("bias", Part::Offset);

layer!(LayerNormDef of LayerNorm, "LayerNorm": &[SCALE, OFFSET], |layer, place, to| {
    to.tensor(&place.field(0), layer.weight());
    if let Some(bias) = layer.bias() {
        to.tensor(&place.field(1), bias);
    }
});

layer!(RmsNormDef of RmsNorm, "RmsNorm": &[SCALE], |layer, place, to| {
    to.tensor(&place.field(0), layer.weight());
});

/// What nobody trains, with the value that a new layer has.
const fn statistic(name: &'static str, part: Part, rules: &'static [paraminit::rule::Rule]) -> Field {
    Field { buffer: true, rules, ..named(name, part) }
}

const ZEROS: &[paraminit::rule::Rule] = &[paraminit::rule::Rule::bare(paraminit::init::zeros(), "zeros")];
const ONES: &[paraminit::rule::Rule] = &[paraminit::rule::Rule::bare(paraminit::init::ones(), "ones")];

layer!(
    BatchNormDef of BatchNorm, "BatchNorm":
    &[
        SCALE,
        OFFSET,
        statistic("running_mean", Part::Mean, ZEROS),
        statistic("running_var", Part::Variance, ONES),
    ],
    |layer, place, to| {
        if let Some((weight, bias)) = layer.weight_and_bias() {
            to.tensor(&place.field(0), weight);
            to.tensor(&place.field(1), bias);
        }
        to.tensor(&place.field(2), layer.running_mean());
        to.tensor(&place.field(3), layer.running_var());
    }
);
