//! Position of a visitor in a model.

use std::iter;

use crate::axes::Axis;
use crate::info::{Parts, Slice};
use crate::path::Segment;
use crate::schema::{Field, FieldName, Node, Packed, Schema, SchemaPath, Step};
use crate::seed::PathKey;
use crate::shape::Shape;

/// A position in a model: a chain of steps back to the root, on the stack.
///
#[doc = include_str!("../../docs/model/container.md")]
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    above: Option<&'p Place<'p>>,
    step: Option<Step<'p>>,
    schema: &'static Schema,
    key: PathKey,
    /// The run-time facts about the field here.
    field: Known<'p>,
    /// The run-time facts about the field that `fans_of` names.
    fan_source: Known<'p>,
    /// For a part of an array: the shape of the array, and the part's first index along the axis that is cut.
    whole: Option<(&'p [usize], usize)>,
}

/// Facts about a field that the schema does not have, so the model gives them at run time.
#[derive(Clone, Copy, Debug)]
struct Known<'p> {
    /// The shape of the parameter, only for the field that `fans_of` names.
    shape: Option<&'p [usize]>,
    /// The axes, if the schema does not know their numbers of blocks.
    axes: Option<&'p [Axis]>,
    /// The lengths of the parts that the array is cut into.
    parts: &'p [usize],
}

impl Known<'_> {
    const NOTHING: Self = Self { shape: None, axes: None, parts: &[] };
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
        let (field, fan_source) = (Known::NOTHING, Known::NOTHING);
        Self { above: None, step: None, schema, key, field, fan_source, whole: None }
    }

    /// The place of field number `index` of the struct here.
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

    /// The place of field number `index`, with the shape of the parameter whose fans it takes.
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
        let fan_source = Known { shape: fans_shape, ..Known::NOTHING };
        Self { above: Some(self), step: Some(step), fan_source, ..Self::root(field.schema, key) }
    }

    /// The place of variant number `index` of the enum here, at the same path.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn variant(&'p self, index: usize) -> Self {
        let Node::Enum(variants) = self.schema.node else {
            return *self;
        };
        let Some(variant) = variants.get(index) else { return *self };
        let step = Step::variant(variant, 0);
        Self { above: Some(self), step: Some(step), ..Self::root(step.schema, self.key) }
    }

    /// The same place, with the axes that the model gives the field.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_axes(mut self, axes: &'p [Axis]) -> Self {
        self.field.axes = Some(axes);
        self
    }

    /// The same place, with the axes that the model gives the field that `fans_of` names.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_lent_axes(mut self, axes: &'p [Axis]) -> Self {
        self.fan_source.axes = Some(axes);
        self
    }

    /// The same place, with the lengths of the parts that the field's arrays are cut into.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_parts(mut self, parts: &'p [usize]) -> Self {
        self.field.parts = parts;
        self
    }

    /// The same place, with the lengths of the parts of the field that `fans_of` names.
    // The derive calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn with_lent_parts(mut self, parts: &'p [usize]) -> Self {
        self.fan_source.parts = parts;
        self
    }

    /// The place of part number `index` of the array of shape `whole` here. The part begins at `offset` along the axis
    /// that is cut. `fans_shape` is the shape of the parameter whose fans it takes; see
    /// [`part_fan_source`](Self::part_fan_source).
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
        let field = Known { axes: self.field.axes, ..Known::NOTHING };
        let fan_source = Known { shape: fans_shape, parts: &[], ..self.fan_source };
        let (schema, key, whole) = (step.schema, self.key.then(name), Some((whole, offset)));
        Self { above: Some(self), step: Some(step), schema, key, field, fan_source, whole }
    }

    /// The shape of the parameter from which part number `index` takes its fans. It is the part of the same name in the
    /// array that `fans_of` names, or the whole of that array if it is not cut.
    pub(super) fn part_fan_source(&self, index: usize) -> Option<Shape> {
        let mut shape: Shape = self.fan_source.shape?.into();
        let step = self.step?;
        if let Some(source) = step.siblings.get(step.field?.fans_of?)?.packed {
            let part = source.position(self.packed()?.parts.get(index)?.name)?;
            *shape.get_mut(source.axis)? = *self.fan_source.parts.get(part)?;
        }
        Some(shape)
    }

    /// The description of the parts that the array here is cut into.
    pub(super) fn packed(&self) -> Option<&'static Packed> {
        match self.schema.node {
            Node::Leaf(_) => self.step?.field?.packed,
            Node::Struct(_) | Node::Enum(_) | Node::Sequence { .. } | Node::Map(_) => None,
        }
    }

    /// The lengths of the parts.
    pub(super) fn sizes(&self) -> &'p [usize] {
        self.field.parts
    }

    /// Position of the part here in its array.
    pub(crate) fn slice(&self) -> Option<Slice> {
        let (whole, offset) = self.whole?;
        Some(Slice { parts: self.above?.parts()?, offset, whole: whole.into() })
    }

    /// The parts that the array here is cut into.
    pub(super) fn parts(&self) -> Option<Parts> {
        let packed = self.packed()?;
        let named = |(part, &len): (&Field, &usize)| match part.name {
            FieldName::Named(name) => Some((name, len)),
            FieldName::Position(_) | FieldName::Wrapped => None,
        };
        Some(Parts { axis: packed.axis, lengths: packed.parts.iter().zip(self.sizes()).filter_map(named).collect() })
    }

    /// The place of element `index` of the `len` elements of the container here.
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
        self.inside(Segment::Element { index, len }, index + 1, element, self.key.index(index))
    }

    /// The place of the entry of that key in the map here.
    ///
    #[doc = include_str!("../../docs/model/map.md")]
    #[must_use]
    pub fn entry(&'p self, key: &'p str) -> Self {
        let Node::Map(element) = self.schema.node else {
            return *self;
        };
        self.inside(Segment::Key(key), 0, element, self.key.segment(key))
    }

    /// The place of an element or entry of the container here. It keeps the facts about the field.
    fn inside(&'p self, segment: Segment<'p>, until: usize, schema: &'static Schema, key: PathKey) -> Self {
        let (field, siblings) = self.step.map_or((None, &[][..]), |step| (step.field, step.siblings));
        let step = Step { segment, until, position: 0, field, siblings, schema };
        Self { above: Some(self), step: Some(step), schema, key, ..*self }
    }

    /// The stream number of the path.
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
        self.fan_source.shape
    }

    /// The axes of the parameter here, as its field declares them or the model completes them.
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
        completed(self.step.and_then(|step| step.field)?, self.field.axes)
    }

    /// The axes of the parameter that `fans_of` names.
    #[must_use]
    pub(crate) fn lent_axes(&self) -> Option<&'p [Axis]> {
        // The siblings of a part are the other parts.
        let step = if self.whole.is_some() { self.above?.step? } else { self.step? };
        completed(step.siblings.get(step.field?.fans_of?)?, self.fan_source.axes)
    }

    /// True if what stands there is a buffer.
    pub(crate) fn is_buffer(&self) -> bool {
        iter::successors(Some(self), |place| place.above)
            .any(|place| place.step.and_then(|step| step.entered()).is_some_and(|field| field.buffer))
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

    /// The steps from here up to the root.
    fn steps(&self) -> impl Iterator<Item = Step<'p>> + Clone {
        iter::successors(Some(self), |place| place.above).filter_map(|place| place.step)
    }

    /// An empty path at the root.
    pub(crate) fn start(&self) -> SchemaPath<'p> {
        let mut place = self;
        while let Some(above) = place.above {
            place = above;
        }
        SchemaPath::new(place.schema)
    }

    /// Appends the steps from the root to here to a path at the root. False if the model nests too deep.
    pub(crate) fn walk(&self, trail: &mut SchemaPath<'p>) -> bool {
        trail.climb(self.steps())
    }

    /// The path from the root to here; `None` if the model nests too deep.
    #[must_use]
    pub(crate) fn trail(&self) -> Option<SchemaPath<'p>> {
        let mut trail = self.start();
        self.walk(&mut trail).then_some(trail)
    }
}

/// The axes that the schema declares; if it cannot know them, those of the model.
fn completed<'p>(field: &'static Field, kept: Option<&'p [Axis]>) -> Option<&'p [Axis]> {
    if field.blocks_kept { kept } else { field.axes }
}
