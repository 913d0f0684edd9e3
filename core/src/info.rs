//! What an initializer may know about the parameter it fills.

use std::sync::OnceLock;

use smallvec::SmallVec;

use crate::axes::{AxesFault, Axis, Fans, fans};
use crate::element::Element;
use crate::lengths::Lengths;
use crate::path::{ParamPath, Segment};
use crate::view::Cut;

/// What a parameter does in its layer, for the presets.
///
/// ```
/// use paraminit::info::Part;
/// use paraminit::prelude::*;
///
/// // `part = weight` on a field says it; the presets go by it, and so may a closure.
/// let rules = init! { <Dense<4, 8>>
///     ** => |p| if p.part() == Some(Part::Bias) { init::zeros() } else { init::lecun_normal() },
/// };
/// assert!(rules.build(42)?.bias().iter().all(|b| *b == 0.0));
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The matrix or kernel that multiplies the input; the table of an embedding; the projections of an attention.
    Weight,
    /// What is added to the output.
    Bias,
    /// The matrix that multiplies the state of a recurrent layer.
    Recurrent,
    /// What is added to that product, where it has a bias of its own.
    RecurrentBias,
    /// The last projection of an attention.
    Output,
    /// Its bias.
    OutputBias,
    /// What a normalization multiplies by: gamma.
    Scale,
    /// What a normalization adds: beta.
    Offset,
    /// The running mean of a normalization.
    Mean,
    /// The running variance of a normalization.
    Variance,
}

impl Part {
    /// All parts.
    pub(crate) const ALL: [Self; 10] = [
        Self::Weight,
        Self::Bias,
        Self::Recurrent,
        Self::RecurrentBias,
        Self::Output,
        Self::OutputBias,
        Self::Scale,
        Self::Offset,
        Self::Mean,
        Self::Variance,
    ];

    /// Whether it is added to something, so that its fans are those of what it is added to.
    pub(crate) const fn is_bias(self) -> bool {
        matches!(self, Self::Bias | Self::RecurrentBias | Self::OutputBias)
    }

    /// What the bias is added to the product of.
    pub(crate) const fn weight_of_bias(self) -> Option<Self> {
        match self {
            Self::Bias => Some(Self::Weight),
            Self::RecurrentBias => Some(Self::Recurrent),
            Self::OutputBias => Some(Self::Output),
            _ => None,
        }
    }

    /// The name of the part in `part = ..`.
    ///
    /// ```
    /// use paraminit::info::Part;
    ///
    /// assert_eq!(Part::RecurrentBias.name(), "recurrent_bias");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Bias => "bias",
            Self::Recurrent => "recurrent",
            Self::RecurrentBias => "recurrent_bias",
            Self::Output => "output",
            Self::OutputBias => "output_bias",
            Self::Scale => "scale",
            Self::Offset => "offset",
            Self::Mean => "mean",
            Self::Variance => "variance",
        }
    }
}

/// Why a parameter has no fans.
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
pub enum NoFans {
    /// Neither `axes` nor `fans_of` was declared.
    Undeclared,
    /// The field that `fans_of` names has none to lend: it is absent, or holds no parameter of its own.
    NotLent,
    /// The declared axes do not fit the shape.
    Fault(AxesFault),
    /// They depend on a length that the layer's first input decides.
    Unknown,
}

/// The length of each axis, where it is known.
pub(crate) type Outline = Box<[Option<usize>]>;

/// Where a part lies in the array that is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slice {
    /// The axis that is cut.
    pub(crate) axis: usize,
    /// The first index along it.
    pub(crate) offset: usize,
    /// The shape of the array.
    pub(crate) whole: Lengths,
}

impl Slice {
    /// The part of this shape of the values of the array.
    pub(crate) fn of<V: Cut>(&self, values: V, part: &[usize]) -> V {
        let (_, rest) = values.cut(self.axis, self.offset);
        rest.cut(self.axis, part.get(self.axis).copied().unwrap_or_default()).0
    }
}

/// What a closure asked for and the parameter does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// The container of that number.
    Container(usize),
    /// The container in the field of that name.
    ContainerOf(Box<str>),
    /// Fans.
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
    /// Zero where the length is not known yet.
    pub(crate) shape: Lengths,
    /// Which lengths are known, where not all are.
    pub(crate) outline: Option<Outline>,
    pub(crate) element: Element,
    pub(crate) axes: Option<SmallVec<[Axis; 4]>>,
    pub(crate) fans: Result<Fans, NoFans>,
    pub(crate) kind: Option<&'static str>,
    pub(crate) part: Option<Part>,
    /// Where it lies in an array that is cut into parts. In a box: few parameters do.
    pub(crate) slice: Option<Box<Slice>>,
    /// What was asked for and is not there. A run turns this into an error: no number stands in silently.
    pub(crate) missing: OnceLock<Missing>,
}

impl ParamInfo {
    /// A parameter that stands alone: no path, no layer; fans from `axes` if there are any.
    ///
    /// ```
    /// use paraminit::element::Element;
    /// use paraminit::prelude::*;
    ///
    /// // To test an initializer of one's own without a model.
    /// let info = ParamInfo::bare(&[8, 4], Some(&[Out.into(), In.into()]), Element::F32);
    /// assert_eq!((info.fan_in(), info.fan_out()), (4, 8));
    /// ```
    #[must_use]
    pub fn bare(shape: &[usize], axes: Option<&[Axis]>, element: Element) -> Self {
        Self {
            path: ParamPath::default(),
            shape: shape.into(),
            outline: None,
            element,
            axes: axes.map(Into::into),
            fans: match axes {
                Some(axes) => fans(shape, axes).map_err(NoFans::Fault),
                None => Err(NoFans::Undeclared),
            },
            kind: None,
            part: None,
            slice: None,
            missing: OnceLock::new(),
        }
    }

    /// Where the parameter stands in the model.
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

    /// The path of the array that holds the values, which is how files name them: one of several parts of an array has
    /// no entry of its own.
    pub(crate) fn array_path(&self) -> ParamPath {
        let above = self.path.segments().count().saturating_sub(usize::from(self.slice.is_some()));
        ParamPath::new(self.path.segments().take(above))
    }

    /// Length of each axis.
    ///
    /// Of a parameter whose shape the first input of its layer decides, a length that is not known is 0, and the run that
    /// asked fails with an error that says so. Rules that a run keeps until then ask then.
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

    /// The shape in words, with `?` for a length that is not known yet: `[8, ?]`.
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
    /// use paraminit::element::Element;
    /// use paraminit::prelude::*;
    ///
    /// let plan = Dense::<4, 8, f64>::plan_init()?;
    /// assert_eq!(plan.entries()[0].info().element(), Element::F64);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn element(&self) -> Element {
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

    /// Why the declared axes do not fit the shape.
    pub(crate) fn axes_fault(&self) -> Option<AxesFault> {
        fans(&self.shape, self.axes()?).err()
    }

    /// Fans by the declared axes, or those of the parameter named by `fans_of`.
    ///
    /// # Errors
    /// [`NoFans`] if nothing was declared or if what was declared does not fit the shape.
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

    /// How many inputs one output sums over.
    ///
    /// Where there are no [`fans`](Self::fans) this is 0, and the run that asked fails with an error that says so.
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

    /// How many outputs one input feeds.
    ///
    /// Where there are no [`fans`](Self::fans) this is 0, and the run that asked fails with an error that says so.
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

    /// The first thing that is missing is what the error names.
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

    /// What the parameter does in that layer.
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

    /// The index in the `n`-th container (`Vec` or array, outermost first) on the path.
    ///
    /// Where there is no such container this is 0, and the run that asked fails with an error that says so.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // Each layer a little smaller than the one before.
    /// let rules = init! { <[Dense<4, 4>; 3]> ** => |p| init::constant(1.0 / (1 + p.index(0)) as f64) };
    /// let layers = rules.build(42)?;
    /// assert_eq!((layers[0].bias()[0], layers[1].bias()[0]), (1.0, 0.5));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn index(&self, n: usize) -> usize {
        self.container(n).map_or(0, |(index, _)| index)
    }

    /// The length of the `n`-th container (`Vec` or array, outermost first) on the path.
    ///
    /// Where there is no such container this is 0, and the run that asked fails with an error that says so.
    ///
    /// It counts from the root of the model that the run is about. In a model around this one, `[Gpt; 2]`, `len(0)` is 2
    /// and no longer the number of blocks; [`len_of("blocks")`](Self::len_of) stays what it was.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // GPT-2: residual projections shrink with depth.
    /// let rules = init! { <[Dense<4, 4>; 8]>
    ///     **.weight => |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
    ///     **.bias => zeros,
    /// };
    /// assert_eq!(rules.plan_build()?.entries()[0].moments(), Some((0.0, 0.005)));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn len(&self, n: usize) -> usize {
        self.container(n).map_or(0, |(_, len)| len)
    }

    /// The index in the `Vec` or array in the field `name`: 3 for `blocks` in `members.1.blocks.3.down.weight`.
    ///
    /// Which container that is, and what happens where there is none: as with [`len_of`](Self::len_of).
    #[must_use]
    pub fn index_of(&self, name: &str) -> usize {
        self.container_of(name).map_or(0, |(index, _)| index)
    }

    /// The length of the `Vec` or array in the field `name`, wherever in a model that field stands: the number of blocks
    /// for `blocks` in `members.1.blocks.3.down.weight`.
    ///
    /// The name is the one in paths. Where several fields on the path have it, the innermost counts; of a `Vec` of `Vec`s,
    /// or a map of them, the outermost `Vec` of that field. Where no container is in such a field this is 0, and the run
    /// that asked fails with an error that says so.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// #[init(blocks[*].weight => |p| init::normal(0.0, 0.02 / (2.0 * p.len_of("blocks") as f64).sqrt()))]
    /// struct Net {
    ///     blocks: [Dense<8, 8>; 12],
    /// }
    ///
    /// #[derive(Initialize)]
    /// struct Ensemble {
    ///     members: [Net; 2],
    /// }
    ///
    /// let (alone, inside) = (Net::plan_init()?, Ensemble::plan_init()?);
    /// assert_eq!(alone.entries()[0].moments(), Some((0.0, 0.02 / 24.0_f64.sqrt())));
    /// assert_eq!(inside.entries()[0].moments(), alone.entries()[0].moments());
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn len_of(&self, name: &str) -> usize {
        self.container_of(name).map_or(0, |(_, len)| len)
    }

    /// How many containers (`Vec`s or arrays) the path goes through.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// // One closure for a model in which some layers stand in a `Vec` or an array, and some do not.
    /// let rules = init! { <(Dense<4, 4>, [Dense<4, 4>; 2])>
    ///     ** => |p| init::constant(if p.containers() > 0 { p.len(0) as f64 } else { 1.0 }),
    /// };
    /// let (first, others) = rules.build(42)?;
    /// assert_eq!((first.bias()[0], others[1].bias()[0]), (1.0, 2.0));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn containers(&self) -> usize {
        self.path.segments().filter(|segment| matches!(segment, Segment::Element { .. })).count()
    }

    /// Whether the parameter is in the last element of the `n`-th container (`Vec` or array, outermost first) on the path.
    ///
    /// Where there is no such container this is false, and the run that asked fails with an error that says so.
    ///
    /// ```
    /// use paraminit::prelude::*;
    ///
    /// #[derive(Initialize)]
    /// struct Gpt {
    ///     blocks: [Dense<8, 8>; 4],
    /// }
    ///
    /// // GPT-2's depth scaling, but the last block starts as the identity of its residual stream.
    /// let residual = 0.02;
    /// let rules = init! { <Gpt>
    ///     blocks[*].weight => |p| match p.is_last(0) {
    ///         true => init::zeros(),
    ///         false => init::normal(0.0, residual / (2.0 * p.len(0) as f64).sqrt()),
    ///     },
    ///     **.bias => zeros,
    /// };
    /// let gpt = rules.build(42)?;
    /// assert!(gpt.blocks[3].weight().iter().all(|w| *w == 0.0));
    /// assert!(gpt.blocks[2].weight().iter().all(|w| *w != 0.0));
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn is_last(&self, n: usize) -> bool {
        self.container(n).is_some_and(|(index, len)| index + 1 == len)
    }

    fn container(&self, n: usize) -> Option<(usize, usize)> {
        let mut containers = self.path.segments().filter_map(|segment| match segment {
            Segment::Element { index, len } => Some((index, len)),
            _ => None,
        });
        let found = containers.nth(n);
        if found.is_none() {
            self.note(Missing::Container(n));
        }
        found
    }

    /// Index and length of the container in the innermost field of that name that holds one.
    fn container_of(&self, name: &str) -> Option<(usize, usize)> {
        let found = self.held().filter(|(field, ..)| *field == name).last();
        if found.is_none() {
            self.note(Missing::ContainerOf(name.into()));
        }
        found.map(|(_, index, len)| (index, len))
    }

    /// The fields on the path that hold a `Vec` or an array, outermost first: their names, index and length. Of several
    /// containers in one field, the outermost.
    fn held(&self) -> impl Iterator<Item = (&'static str, usize, usize)> {
        let mut field = None;
        self.path.segments().filter_map(move |segment| match segment {
            Segment::Field { name, .. } => {
                field = Some(name);
                None
            }
            Segment::Position { .. } => {
                field = None;
                None
            }
            Segment::Element { index, len } => field.take().map(|name| (name, index, len)),
            Segment::Key(_) | Segment::AnyKey | Segment::Variant(_) | Segment::Inside => None,
        })
    }

    /// The names that [`len_of`](Self::len_of) knows here.
    pub(crate) fn names_of_containers(&self) -> Vec<&'static str> {
        self.held().map(|(name, ..)| name).collect()
    }
}
