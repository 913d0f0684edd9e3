//! One parameter of a dynamic model.

use core::fmt;

use crate::axes::Axis;
use crate::info::Part;
use crate::init::Init;
use crate::view::Lend;

/// A parameter of a [`DynamicModel`](super::DynamicModel): its path, its values, and what attributes say of the field of a
/// struct.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::axes::Role::{In, Out};
/// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
/// use paraminit::info::Part;
/// use paraminit::prelude::*;
///
/// let weight = DynamicParameter::new("head.weight", Array2::<f32>::zeros((2, 4)))
///     .axes([Out, In])
///     .part(Part::Weight)
///     .layer("Linear");
/// let mut model = DynamicModel::new([weight])?;
/// // By kind of layer, and by a preset that knows it.
/// DynamicRules::parse("<Linear>.weight => pytorch")?.apply(&mut model, 42)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub struct DynamicParameter {
    pub(super) path: String,
    pub(super) values: Box<dyn Lend>,
    pub(super) axes: Option<Vec<Axis>>,
    pub(super) fans_of: Option<String>,
    pub(super) part: Option<Part>,
    pub(super) layer: Option<String>,
    pub(super) buffer: bool,
    pub(super) hint: Option<Result<Init, String>>,
}

impl DynamicParameter {
    /// A parameter of that path, `blocks.3.attn.weight`. Numbers are positions in a list.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter};
    /// use paraminit::prelude::*;
    ///
    /// let model = DynamicModel::new([DynamicParameter::new("gain", Array1::<f64>::ones(3))])?;
    /// assert_eq!(model.parameter_count(), 3);
    /// # Ok::<(), paraminit::dynamic::ModelError>(())
    /// ```
    pub fn new(path: impl Into<String>, values: impl Lend + 'static) -> Self {
        Self {
            path: path.into(),
            values: Box::new(values),
            axes: None,
            fans_of: None,
            part: None,
            layer: None,
            buffer: false,
            hint: None,
        }
    }

    /// The path.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::DynamicParameter;
    ///
    /// assert_eq!(DynamicParameter::new("gain", Array1::<f64>::ones(3)).path(), "gain");
    /// ```
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Says the role of each axis, as `axes = [out, in]` on a field does: roles, or axes with blocks.
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::axes::Role::{In, Out};
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
    ///
    /// // A kernel of Keras, `[in, out]`.
    /// let kernel = DynamicParameter::new("kernel", Array2::<f32>::zeros((4, 8))).axes([In, Out]);
    /// let plan = DynamicRules::parse("kernel => glorot_uniform")?.plan(&DynamicModel::new([kernel])?)?;
    /// assert_eq!(plan.entries()[0].info().fan_in(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn axes(mut self, axes: impl IntoIterator<Item = impl Into<Axis>>) -> Self {
        self.axes = Some(axes.into_iter().map(Into::into).collect());
        self
    }

    /// Says whose fans the parameter takes, as `fans_of = weight` on a field does: another one of the same layer, by its
    /// last name.
    ///
    /// ```
    /// use ndarray::{Array1, Array2};
    /// use paraminit::axes::Role::{In, Out};
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
    /// use paraminit::prelude::*;
    ///
    /// let weight = DynamicParameter::new("fc.weight", Array2::<f32>::zeros((2, 4))).axes([Out, In]);
    /// let bias = DynamicParameter::new("fc.bias", Array1::<f32>::zeros(2)).fans_of("weight");
    /// let rules = DynamicRules::new().rule("**", |p: &ParamInfo| init::normal(0.0, 1.0 / p.fan_in() as f64));
    /// let plan = rules.plan(&DynamicModel::new([weight, bias])?)?;
    /// assert_eq!(plan.entries()[1].info().fan_in(), 4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn fans_of(mut self, name: impl Into<String>) -> Self {
        self.fans_of = Some(name.into());
        self
    }

    /// Says what the parameter is in its layer, for the presets: `part = weight`.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
    /// use paraminit::info::Part;
    ///
    /// let gain = DynamicParameter::new("norm.g", Array1::<f32>::zeros(2)).part(Part::Scale).layer("LayerNorm");
    /// let plan = DynamicRules::parse("** => pytorch")?.plan(&DynamicModel::new([gain])?)?;
    /// assert_eq!(plan.entries()[0].moments(), Some((1.0, 0.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn part(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// Says the kind of the layer that holds the parameter, for `<Linear>` in patterns and for the presets.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
    ///
    /// let gain = DynamicParameter::new("norm.g", Array1::<f32>::zeros(2)).layer("LayerNorm");
    /// assert!(DynamicRules::parse("<LayerNorm>.g => ones")?.plan(&DynamicModel::new([gain])?).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn layer(mut self, kind: impl Into<String>) -> Self {
        self.layer = Some(kind.into());
        self
    }

    /// Says that nobody trains the values, such as running statistics: `buffer` on a field.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter};
    /// use paraminit::prelude::*;
    ///
    /// let mean = DynamicParameter::new("norm.mean", Array1::<f32>::zeros(2)).buffer();
    /// assert_eq!(DynamicModel::new([mean])?.parameter_count(), 0);
    /// # Ok::<(), paraminit::dynamic::ModelError>(())
    /// ```
    pub fn buffer(mut self) -> Self {
        self.buffer = true;
        self
    }

    /// Says what `default` stands for.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
    /// use paraminit::init;
    ///
    /// let gain = DynamicParameter::new("gain", Array1::<f32>::zeros(2)).default(init::ones());
    /// let plan = DynamicRules::parse("** => default")?.plan(&DynamicModel::new([gain])?)?;
    /// assert_eq!(plan.entries()[0].initializer(), "ones");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn default(mut self, init: Init) -> Self {
        self.hint = Some(Ok(init));
        self
    }

    /// Says why `default` stands for nothing. A run that leaves the parameter to it fails with that.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
    ///
    /// let gain = DynamicParameter::new("gain", Array1::<f32>::zeros(2)).no_default("nobody said it");
    /// let plan = DynamicRules::parse("** => default")?.plan(&DynamicModel::new([gain])?)?;
    /// assert!(plan.failures()[0].to_string().contains("nobody said it"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn no_default(mut self, why: impl Into<String>) -> Self {
        self.hint = Some(Err(why.into()));
        self
    }
}

impl fmt::Debug for DynamicParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DynamicParameter({:?}, {} {:?})", self.path, self.values.dtype(), self.values.shape())
    }
}
