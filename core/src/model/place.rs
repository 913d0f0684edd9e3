//! Where a visitor stands in a model.

use crate::axes::Axis;
use crate::info::Slice;
use crate::path::Segment;
use crate::schema::{Field, FieldName, Node, Packed, Schema, Step, Trail};
use crate::seed::PathKey;
use crate::shape::Shape;

/// A place in a model: a chain of steps back to the root. It costs no allocation.
///
#[doc = include_str!("../../docs/model/container.md")]
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    above: Option<&'p Place<'p>>,
    step: Option<Step<'p>>,
    schema: &'static Schema,
    key: PathKey,
    /// The shape of the parameter that `fans_of` names.
    fans_shape: Option<&'p [usize]>,
    /// The axes of the field, and of the one that `fans_of` names, where only the model knows how many blocks they have.
    axes: Option<&'p [Axis]>,
    lent_axes: Option<&'p [Axis]>,
    /// The lengths of the parts that the array here is cut into, and of those of the array that `fans_of` names.
    sizes: Option<&'p [usize]>,
    lent_sizes: Option<&'p [usize]>,
    /// The array that the part here is a slice of, and the part's first index along the axis that is cut.
    whole: Option<(&'p [usize], usize)>,
}

impl<'p> Place<'p> {
    /// The root of a model, below `key`.
    ///
    /// ```
    /// use paraminit::model::Place;
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// // To send a visitor through a model: see `Visit`. Steps from here give the paths that are hashed.
    /// let place = Place::root(Dense::<4, 8>::SCHEMA, Seed::new(42).at("head").place());
    /// assert_eq!(place.field(0).number(), StreamId::new(42, "head.weight").number);
    /// ```
    #[must_use]
    pub const fn root(schema: &'static Schema, key: PathKey) -> Self {
        Self {
            above: None,
            step: None,
            schema,
            key,
            fans_shape: None,
            axes: None,
            lent_axes: None,
            sizes: None,
            lent_sizes: None,
            whole: None,
        }
    }

    /// Field number `index` of the struct that stands here.
    ///
    /// ```
    /// use paraminit::model::Place;
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// let root = Place::root(Dense::<4, 8>::SCHEMA, PathKey::ROOT);
    /// assert_eq!(root.field(1).segments()[0].to_string(), "bias");
    /// ```
    #[must_use]
    pub fn field(&'p self, index: usize) -> Self {
        self.field_with_fans(index, None)
    }

    /// Field number `index`, with the shape of the parameter whose fans it takes.
    ///
    /// ```
    /// use paraminit::model::Place;
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// // As the derive does for `fans_of = weight`.
    /// let root = Place::root(Dense::<4, 8>::SCHEMA, PathKey::ROOT);
    /// let bias = root.field_with_fans(1, Some(&[8, 4]));
    /// assert_eq!(bias.fans_shape(), Some(&[8, 4][..]));
    /// ```
    #[must_use]
    pub fn field_with_fans(&'p self, index: usize, fans_shape: Option<&'p [usize]>) -> Self {
        let Node::Struct(fields) = self.schema.node else {
            return *self;
        };
        let Some(field) = fields.get(index) else {
            return *self;
        };
        let key = match (field.key, field.name) {
            (Some(key), _) => self.key.then(key),
            (None, FieldName::Named(name)) => self.key.then(name),
            (None, FieldName::Position(position)) => self.key.index(position),
            (None, FieldName::Wrapped) => self.key,
        };
        let step = Step::field(fields, index);
        Self { above: Some(self), step: Some(step), fans_shape, ..Self::root(field.schema, key) }
    }

    /// Variant number `index` of the enum that stands here: at the same path.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn variant(&'p self, index: usize) -> Self {
        let Node::Enum(variants) = self.schema.node else {
            return *self;
        };
        if index >= variants.len() {
            return *self;
        }
        let step = Step::variant(variants, index);
        Self { above: Some(self), step: Some(step), ..Self::root(step.schema, self.key) }
    }

    /// The same field, with the axes that the model gives it.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_axes(self, axes: &'p [Axis]) -> Self {
        Self { axes: Some(axes), ..self }
    }

    /// The same field, with the axes that the model gives the one that `fans_of` names.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_lent_axes(self, axes: &'p [Axis]) -> Self {
        Self { lent_axes: Some(axes), ..self }
    }

    /// The same field, with the lengths of the parts that its arrays are cut into.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_parts(self, sizes: &'p [usize]) -> Self {
        Self { sizes: Some(sizes), ..self }
    }

    /// The same field, with the lengths of the parts of the one that `fans_of` names.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_lent_parts(self, sizes: &'p [usize]) -> Self {
        Self { lent_sizes: Some(sizes), ..self }
    }

    /// Part number `index` of the array of shape `whole` that stands here: it begins at `offset` along the axis that is
    /// cut. `fans_shape` is the shape of the parameter whose fans it takes, see [`part_lender`](Self::part_lender).
    pub(super) fn part(
        &'p self,
        index: usize,
        offset: usize,
        whole: &'p [usize],
        fans_shape: Option<&'p [usize]>,
    ) -> Self {
        let Some(packed) = self.packed() else { return *self };
        let Some(FieldName::Named(name)) = packed.parts.get(index).map(|part| part.name) else { return *self };
        let step = Step::field(packed.parts, index);
        let (axes, lent_axes, whole) = (self.axes, self.lent_axes, Some((whole, offset)));
        let root = Self::root(step.schema, self.key.then(name));
        Self { above: Some(self), step: Some(step), fans_shape, axes, lent_axes, whole, ..root }
    }

    /// The shape of the parameter that part number `index` takes its fans from: the part of the same name of the array
    /// that `fans_of` names, or that array, if it is not cut.
    pub(super) fn part_lender(&self, index: usize) -> Option<Shape> {
        let mut shape: Shape = self.fans_shape?.into();
        let step = self.step?;
        if let Some(lender) = step.siblings.get(step.field?.fans_of?)?.packed {
            let part = lender.position(self.packed()?.parts.get(index)?.name)?;
            *shape.get_mut(lender.axis)? = *self.lent_sizes?.get(part)?;
        }
        Some(shape)
    }

    /// How the array that stands here is cut into parts.
    pub(super) fn packed(&self) -> Option<&'static Packed> {
        match self.schema.node {
            Node::Leaf(_) => self.step?.field?.packed,
            Node::Struct(_) | Node::Enum(_) | Node::Sequence { .. } | Node::Map(_) => None,
        }
    }

    /// The lengths of those parts.
    pub(super) fn sizes(&self) -> &'p [usize] {
        self.sizes.unwrap_or_default()
    }

    /// Where the part that stands here lies in its array.
    pub(crate) fn slice(&self) -> Option<Slice> {
        let (whole, offset) = self.whole?;
        Some(Slice { axis: self.above?.packed()?.axis, offset, whole: whole.into() })
    }

    /// DType `index` of the `len` elements of the container that stands here.
    ///
    /// ```
    /// use paraminit::model::Place;
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// let root = Place::root(<[Dense<4, 4>; 3]>::SCHEMA, PathKey::ROOT);
    /// let last = root.element(2, 3);
    /// assert_eq!(last.field(0).number(), StreamId::new(42, "2.weight").number);
    /// ```
    #[must_use]
    pub fn element(&'p self, index: usize, len: usize) -> Self {
        let Node::Sequence { element, .. } = self.schema.node else {
            return *self;
        };
        let (field, siblings) = self.step.map_or((None, &[][..]), |step| (step.field, step.siblings));
        let segment = Segment::Element { index, len };
        let step = Step { segment, until: index + 1, position: 0, field, siblings, schema: element };
        Self {
            above: Some(self),
            step: Some(step),
            schema: element,
            key: self.key.index(index),
            fans_shape: self.fans_shape,
            axes: self.axes,
            lent_axes: self.lent_axes,
            sizes: self.sizes,
            lent_sizes: self.lent_sizes,
            whole: None,
        }
    }

    /// The entry of that key in the map that stands here.
    ///
    #[doc = include_str!("../../docs/model/map.md")]
    #[must_use]
    pub fn entry(&'p self, key: &'p str) -> Self {
        let Node::Map(element) = self.schema.node else {
            return *self;
        };
        let (field, siblings) = self.step.map_or((None, &[][..]), |step| (step.field, step.siblings));
        let step = Step { segment: Segment::Key(key), until: 0, position: 0, field, siblings, schema: element };
        Self { above: Some(self), step: Some(step), schema: element, key: self.key.segment(key), ..*self }
    }

    /// The stream number of the path to here.
    ///
    /// ```
    /// use paraminit::model::Place;
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// let root = Place::root(Dense::<4, 8>::SCHEMA, PathKey::ROOT);
    /// assert_eq!(root.field(1).number(), paraminit::stream::stream_number("bias"));
    /// ```
    #[must_use]
    pub fn number(&self) -> u64 {
        self.key.number()
    }

    /// The shape of the parameter that `fans_of` names.
    ///
    /// ```
    /// use paraminit::model::Place;
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// let root = Place::root(Dense::<4, 8>::SCHEMA, PathKey::ROOT);
    /// assert_eq!(root.field(0).fans_shape(), None);
    /// ```
    #[must_use]
    pub fn fans_shape(&self) -> Option<&'p [usize]> {
        self.fans_shape
    }

    /// The axes of what stands here, as its field declares them or the model completes them.
    ///
    /// ```
    /// use paraminit::model::Place;
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// let root = Place::root(Dense::<4, 8>::SCHEMA, PathKey::ROOT);
    /// assert_eq!(root.field(0).axes(), Some(&[Out.into(), In.into()][..]));
    /// ```
    #[must_use]
    pub fn axes(&self) -> Option<&'p [Axis]> {
        completed(self.step.and_then(|step| step.field)?, self.axes)
    }

    /// The axes of the parameter that `fans_of` names.
    #[must_use]
    pub(crate) fn lent_axes(&self) -> Option<&'p [Axis]> {
        // The fields beside a part are the other parts.
        let step = if self.whole.is_some() { self.above?.step? } else { self.step? };
        completed(step.siblings.get(step.field?.fans_of?)?, self.lent_axes)
    }

    /// The segments of the path from the root to here.
    ///
    /// ```
    /// use paraminit::model::Place;
    /// use paraminit::prelude::*;
    /// use paraminit::seed::PathKey;
    ///
    /// use paraminit::path::{ParamPath, Segment};
    ///
    /// let root = Place::root(<[Dense<4, 4>; 3]>::SCHEMA, PathKey::ROOT);
    /// let block = root.element(1, 3);
    /// let segments = block.field(0).segments();
    /// assert_eq!(segments[0], Segment::Element { index: 1, len: 3 });
    /// assert_eq!(ParamPath::new(segments), "1.weight");
    /// ```
    #[must_use]
    pub fn segments(&self) -> Vec<Segment<'p>> {
        let mut segments: Vec<_> = self.steps().map(|step| step.segment).filter(Segment::has_width).collect();
        segments.reverse();
        segments
    }

    /// The steps from here to the root.
    fn steps(&self) -> impl Iterator<Item = Step<'p>> + Clone {
        core::iter::successors(Some(self), |place| place.above).filter_map(|place| place.step)
    }

    /// A trail at the root.
    pub(crate) fn start(&self) -> Trail<'p> {
        let mut place = self;
        while let Some(above) = place.above {
            place = above;
        }
        Trail::new(place.schema)
    }

    /// Takes the way from the root to here on a trail that stands at the root. Whether it could.
    pub(crate) fn walk(&self, trail: &mut Trail<'p>) -> bool {
        trail.climb(self.steps())
    }

    /// The way from the root to here; `None` where the model nests too deep.
    #[must_use]
    pub(crate) fn trail(&self) -> Option<Trail<'p>> {
        let mut trail = self.start();
        self.walk(&mut trail).then_some(trail)
    }
}

/// The axes that the schema declares, or where it cannot know them, those of the model.
fn completed<'p>(field: &'static Field, kept: Option<&'p [Axis]>) -> Option<&'p [Axis]> {
    if field.blocks_kept { kept } else { field.axes }
}
