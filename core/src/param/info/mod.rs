//! The description of a parameter, for its initializer.

mod containers;
mod declared;
mod part;
mod rows;

use std::sync::OnceLock;

use smallvec::SmallVec;

use crate::axes::{AxesError, Axis, Fans, fans};
use crate::dtype::DType;
use crate::path::ParamPath;
use crate::shape::Shape;
use crate::view::Cut;

pub use declared::Declared;
pub(crate) use declared::{AxesText, Parts, same_axes};
pub use part::Part;
pub(crate) use rows::{RowRange, Rows, rows_text};

/// The parameter that `fans_of` names, as far as it exists.
#[derive(Clone, Copy)]
pub(crate) struct FanSource<'a> {
    pub(crate) shape: Option<&'a [usize]>,
    pub(crate) axes: Option<&'a [Axis]>,
}

/// Returns the fans of a parameter of this shape, by its axes. A `source` replaces them: with the axes of the borrower,
/// the fans would silently be others.
pub(crate) fn declared_fans(
    shape: &[usize],
    axes: Option<&[Axis]>,
    source: Option<FanSource<'_>>,
) -> Result<Fans, NoFans> {
    match source {
        Some(FanSource { shape: Some(shape), axes: Some(axes) }) => fans(shape, axes).map_err(NoFans::Fault),
        Some(_) => Err(NoFans::NotLent),
        None => axes.map_or(Err(NoFans::Undeclared), |axes| fans(shape, axes).map_err(NoFans::Fault)),
    }
}

/// The reason why a parameter has no fans.
///
/// ```
/// use paraminit::info::NoFans;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Scale {
///     #[init(ones)]
///     gain: [f32; 8],
/// }
///
/// let plan = Scale::plan_init()?;
/// assert_eq!(plan.entries()[0].info().fans(), Err(NoFans::Undeclared));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoFans {
    /// Neither `axes` nor `fans_of` was declared.
    Undeclared,
    /// The field that `fans_of` names has no fans: it is absent, or holds no parameter of its own.
    NotLent,
    /// The declared axes do not fit the shape.
    Fault(AxesError),
    /// The fans depend on a length that the layer's first input decides.
    Unknown,
}

/// The length of each axis, if it is known.
pub(crate) type Outline = Box<[Option<usize>]>;

/// Position of a part in the array that is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slice {
    /// The parts of the array.
    pub(crate) parts: Parts,
    /// The first index along the axis that is cut.
    pub(crate) offset: usize,
    /// The shape of the array.
    pub(crate) whole: Shape,
}

impl Slice {
    /// Returns the part of this shape of the array's values.
    pub(crate) fn of<V: Cut>(&self, values: V, part: &[usize]) -> V {
        let axis = self.parts.axis;
        let (_, rest) = values.cut(axis, self.offset);
        rest.cut(axis, part.get(axis).copied().unwrap_or_default()).0
    }
}

/// A fact that a closure asked for and that the parameter lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The container with this number.
    Container(usize),
    /// The container in the field with this name.
    ContainerOf(Box<str>),
    /// The fans.
    Fans(NoFans),
    /// The lengths of axes, which the layer's first input decides.
    Shape,
}

/// A parameter as its initializer sees it: path, shape, axes, layer, element type.
///
/// ```
/// use paraminit::prelude::*;
///
/// // A closure of a rule sees it, and so does an `Initializer`: here, a range by the number of inputs.
/// let rules = init! { <Dense<100, 8>>
///     weight => |p| {
///         let bound = (p.fan_in() as f64).sqrt().recip();
///         init::uniform(-bound, bound)
///     },
///     bias => zeros,
/// };
/// assert!(rules.build(42)?.weight().iter().all(|w| w.abs() <= 0.1));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug)]
pub struct ParamInfo {
    pub(crate) path: ParamPath,
    /// The lengths; 0 for a length that is not known yet.
    pub(crate) shape: Shape,
    /// The known lengths, if not all are known.
    pub(crate) outline: Option<Outline>,
    pub(crate) element: DType,
    pub(crate) axes: Option<SmallVec<[Axis; 4]>>,
    pub(crate) fans: Result<Fans, NoFans>,
    pub(crate) kind: Option<&'static str>,
    pub(crate) part: Option<Part>,
    /// The rows that have values of their own; what is set later wins.
    pub(crate) rows: Vec<Rows>,
    /// True for what general rules do not reach.
    pub(crate) fixed: bool,
    /// True for values that a model keeps and nobody trains.
    pub(crate) buffer: bool,
    /// Its position in an array that is cut into parts. Boxed, as few parameters have one.
    pub(crate) slice: Option<Box<Slice>>,
    /// The first fact that a closure asked for and that is missing. A run turns it into an error.
    pub(crate) missing: OnceLock<Missing>,
}

impl ParamInfo {
    /// Describes a parameter that stands alone, without path and layer. Its fans follow from `axes`, if any.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// // To test an initializer of one's own without a model.
    /// let info = ParamInfo::bare(&[8, 4], Some(&[Out.into(), In.into()]), DType::F32);
    /// assert_eq!((info.fan_in(), info.fan_out()), (4, 8));
    /// ```
    #[must_use]
    pub fn bare(shape: &[usize], axes: Option<&[Axis]>, element: DType) -> Self {
        Self {
            path: ParamPath::default(),
            shape: shape.into(),
            outline: None,
            element,
            axes: axes.map(Into::into),
            fans: declared_fans(shape, axes, None),
            kind: None,
            part: None,
            rows: Vec::new(),
            fixed: false,
            buffer: false,
            slice: None,
            missing: OnceLock::new(),
        }
    }

    /// The path from the root of the model.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = <[Dense<4, 4>; 2]>::plan_init()?;
    /// assert_eq!(*plan.entries()[2].info().path(), "1.weight");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn path(&self) -> &ParamPath {
        &self.path
    }

    /// The path of the array that holds the values, which is its name in files. A part of an array has no entry of its
    /// own there.
    pub(crate) fn array_path(&self) -> ParamPath {
        let above = self.path.segments().count().saturating_sub(usize::from(self.slice.is_some()));
        ParamPath::new(self.path.segments().take(above))
    }

    /// Length of each axis.
    ///
    /// For lazy layers, an unknown length is 0, and the run that asked fails with an error that says so. Rules that a
    /// run keeps for the first input are asked again then.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> ** => |p| init::constant(p.shape()[0] as f64) };
    /// assert_eq!(rules.build(42)?.bias()[0], 8.0);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        if self.outline.is_some() {
            self.note(Missing::Shape);
        }
        &self.shape
    }

    /// The shape as text, with `?` for a length that is not known yet: `[8, ?]`.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = LazyDense::<f32>::plan_init_with(LazyDenseDims { outputs: 8 })?;
    /// assert_eq!(plan.entries()[0].info().outline(), "[8, ?]");
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn outline(&self) -> String {
        let Some(outline) = &self.outline else { return format!("{:?}", &*self.shape) };
        let lengths: Vec<_> = outline.iter().map(|len| len.map_or_else(|| "?".to_owned(), |n| n.to_string())).collect();
        format!("[{}]", lengths.join(", "))
    }

    /// Number of axes.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // Matrices get one thing, vectors another, whatever they are called.
    /// let rules = init! { <Dense<4, 8>> ** => |p| if p.rank() < 2 { init::zeros() } else { init::orthogonal() } };
    /// assert_eq!(rules.build(42)?.bias()[0], 0.0);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn rank(&self) -> usize {
        self.shape.len()
    }

    /// The scalar type.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8, f64>::plan_init()?;
    /// assert_eq!(plan.entries()[0].info().dtype(), DType::F64);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.element
    }

    /// The declared role of each axis.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8>::plan_init()?;
    /// assert_eq!(plan.entries()[0].info().axes(), Some(&[Out.into(), In.into()][..]));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn axes(&self) -> Option<&[Axis]> {
        self.axes.as_deref()
    }

    /// The reason why the declared axes do not fit the shape, if they do not.
    pub(crate) fn axes_fault(&self) -> Option<AxesError> {
        fans(&self.shape, self.axes()?).err()
    }

    /// The fans by the declared axes, or those of the parameter named by `fans_of`.
    ///
    /// # Errors
    /// [`NoFans`] if nothing was declared or if the declaration does not fit the shape.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // Fall back where nothing was declared, which `fan_in` makes an error.
    /// let rules = init! { <Dense<4, 8>>
    ///     ** => |p| init::normal(0.0, p.fans().map_or(0.02, |fans| (fans.fan_in as f64).sqrt().recip())),
    /// };
    /// assert_eq!(rules.plan_build()?.entries()[0].moments(), Some((0.0, 0.5)));
    /// # Ok::<(), InitError>(())
    /// ```
    pub fn fans(&self) -> Result<Fans, NoFans> {
        self.fans
    }

    /// The number of inputs that one output sums over.
    ///
    /// Without [`fans`](Self::fans) this is 0, and the run that asked fails with an error that says so.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // A bias has the fans of its weight.
    /// let rules = init! { <Dense<4, 8>> ** => |p| init::constant(p.fan_in() as f64) };
    /// assert_eq!(rules.build(42)?.bias()[0], 4.0);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn fan_in(&self) -> usize {
        self.fans_or_missing().fan_in
    }

    /// The number of outputs that one input feeds.
    ///
    /// Without [`fans`](Self::fans) this is 0, and the run that asked fails with an error that says so.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let rules = init! { <Dense<4, 8>> ** => |p| init::constant(p.fan_out() as f64) };
    /// assert_eq!(rules.build(42)?.weight()[[0, 0]], 8.0);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn fan_out(&self) -> usize {
        self.fans_or_missing().fan_out
    }

    /// Records the first missing fact, which the error names.
    fn note(&self, missing: Missing) {
        let _ = self.missing.set(missing);
    }

    fn fans_or_missing(&self) -> Fans {
        self.fans.unwrap_or_else(|why| {
            self.note(Missing::Fans(why));
            Fans { fan_in: 0, fan_out: 0 }
        })
    }

    /// The kind of the layer that the parameter belongs to, such as `Dense`.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// let plan = <(Dense<4, 8>, Relu)>::plan_init()?;
    /// assert_eq!(plan.entries()[0].info().kind(), Some("Dense"));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> Option<&'static str> {
        self.kind
    }

    /// The role of the parameter in that layer.
    ///
    /// ```
    /// use paraminit::info::Part;
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8>::plan_init()?;
    /// assert_eq!(plan.entries()[1].info().part(), Some(Part::Bias));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn part(&self) -> Option<Part> {
        self.part
    }

    /// Returns `true` for a `buffer`: values that the model keeps and nobody trains, such as running statistics.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Norm {
    ///     #[init(shape = [4], ones)]
    ///     scale: ndarray::Array1<f32>,
    ///     #[init(shape = [4], buffer, zeros)]
    ///     running_mean: ndarray::Array1<f32>,
    /// }
    ///
    /// let plan = Norm::plan_init()?;
    /// let buffers: Vec<bool> = plan.entries().iter().map(|entry| entry.info().is_buffer()).collect();
    /// assert_eq!(buffers, [false, true]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn is_buffer(&self) -> bool {
        self.buffer
    }

    /// Returns `true` for what is `fixed`, and for a `buffer`: no initializer of a general rule reaches it, only that of a
    /// rule that names it.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Decay {
    ///     #[init(shape = [4], fixed, uniform(0.9, 0.999))]
    ///     rates: ndarray::Array1<f32>,
    ///     #[init(shape = [4], zeros)]
    ///     bias: ndarray::Array1<f32>,
    /// }
    ///
    /// let plan = init! { <Decay> ** => ones }.plan_build()?;
    /// let gets: Vec<_> = plan.entries().iter().map(|entry| (entry.info().is_fixed(), entry.initializer())).collect();
    /// assert_eq!(gets, [(true, "uniform(0.9, 0.999)"), (false, "ones")]);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.fixed
    }
}
