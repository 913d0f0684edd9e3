//! A model that is known at run time only.

use core::any::Any;
use core::fmt;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::ModelError;
use super::parameter::DynamicParameter;
use super::pools::SCHEMAS;
use super::tree::Tree;
use crate::dtype::DType;
use crate::model::{Initialize, Lent, Place, Visit, VisitMut};
use crate::pool;
use crate::rule::Hints;
use crate::schema::{Node, Schema};
use crate::shape::Shape;
use crate::view::{Lend, LendError, Storage, View, ViewMut};

/// A model without a struct: parameters by path.
///
/// ```
/// use ndarray::Array1;
/// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
///
/// let gain = |i: usize| DynamicParameter::new(format!("norms.{i}.gain"), Array1::<f32>::zeros(3));
/// let mut model = DynamicModel::new((0..4).map(gain))?;
/// DynamicRules::parse("norms[last].gain => zeros, ** => ones")?.apply(&mut model, 42)?;
/// let first = model.values("norms.0.gain").and_then(|values| values.owner()?.downcast_ref());
/// assert_eq!(first, Some(&Array1::<f32>::ones(3)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Paths are split at their dots. `blocks.0`, `blocks.1`, .. are a list, for `blocks[last]` and the like, if its elements have
/// the same parameters of the same ranks; otherwise each is a part of its own, which `[0]` and `[*]` name and `[last]` does not.
/// The bits of a parameter are those of a parameter with its path in any other model.
pub struct DynamicModel {
    schema: &'static Schema,
    root: Tree,
    hints: Option<Hints>,
}

impl DynamicModel {
    /// Makes a model of these parameters.
    ///
    /// # Errors
    /// [`ModelError`] if two of them have one path, if one would lie inside of another, or if a path has an empty name.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter};
    ///
    /// let parameter = |path: &str| DynamicParameter::new(path, Array1::<f32>::zeros(3));
    /// assert!(DynamicModel::new([parameter("norm.gain"), parameter("norm.shift")]).is_ok());
    /// let error = DynamicModel::new([parameter("norm"), parameter("norm.gain")]).unwrap_err();
    /// assert_eq!(error.to_string(), "the parameter `norm.gain` lies inside of another parameter, or has others inside of it");
    /// ```
    pub fn new(parameters: impl IntoIterator<Item = DynamicParameter>) -> Result<Self, ModelError> {
        let (mut hints, mut hinted) = (BTreeMap::new(), false);
        let parameters = parameters.into_iter().inspect(|parameter| {
            if let Some(hint) = &parameter.hint {
                hinted = true;
                hints.insert(parameter.path.clone(), hint.clone());
            }
        });
        let root = Tree::grow(parameters)?;
        Ok(Self { schema: root.schema(), root, hints: hinted.then(|| Hints(Arc::new(hints))) })
    }

    /// Gives the model a name, for messages: `DynamicModel` otherwise.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter, DynamicRules};
    ///
    /// let model = DynamicModel::new([DynamicParameter::new("gain", Array1::<f32>::ones(3))])?.named("Norm");
    /// let error = DynamicRules::parse("bias => zeros, ** => ones")?.check(&model).unwrap_err();
    /// assert!(error.to_string().contains("no parameter of `Norm` matches `bias`"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        let schema = self.schema;
        self.schema =
            SCHEMAS.get(format!("{name}: {schema:p}"), || Box::new(Schema { kind: pool::text(name), ..*schema }));
        self
    }

    /// The values of the parameter of that path.
    ///
    /// ```
    /// use ndarray::Array1;
    /// use paraminit::dynamic::{DynamicModel, DynamicParameter};
    ///
    /// let model = DynamicModel::new([DynamicParameter::new("norm.gain", Array1::<f32>::ones(3))])?;
    /// let gain = model.values("norm.gain").expect("it is there");
    /// assert_eq!(gain.owner().and_then(|owner| owner.downcast_ref()), Some(&Array1::<f32>::ones(3)));
    /// # Ok::<(), paraminit::dynamic::ModelError>(())
    /// ```
    #[must_use]
    pub fn values(&self, path: &str) -> Option<&dyn Lend> {
        self.root.find(path).map(|parameter| &*parameter.values)
    }
}

impl fmt::Debug for DynamicModel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynamicModel").field("schema", self.schema).finish_non_exhaustive()
    }
}

impl Initialize for DynamicModel {
    /// Nothing: only a value knows it.
    const SCHEMA: &'static Schema = &Schema::anonymous(Node::Struct(&[]));

    fn __schema(&self) -> &'static Schema {
        self.schema
    }

    fn __hints(&self) -> Option<&Hints> {
        self.hints.as_ref()
    }

    fn visit_parameters<'m>(&'m self, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        read(&self.root, self.schema, place, visitor);
    }

    fn visit_parameters_mut<'m>(&'m mut self, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        write(&mut self.root, self.schema, place, visitor);
    }
}

/// The shapes of the parameters from which the children take their fans.
fn sources(children: &[(String, Tree)], schema: &Schema) -> Vec<Option<Shape>> {
    let Node::Struct(fields) = schema.node else { return vec![None; children.len()] };
    let shape = |at: usize| children.get(at)?.1.leaf().map(|leaf| Shape::from(leaf.values.shape()));
    fields.iter().map(|field| field.fans_of.and_then(shape)).collect()
}

/// The place of a child, and its schema.
fn step<'p>(
    place: &'p Place<'_>,
    schema: &'static Schema,
    at: usize,
    source: Option<&'p [usize]>,
) -> Option<(Place<'p>, &'static Schema)> {
    match schema.node {
        Node::Struct(fields) => Some((place.field_with_fans(at, source), fields.get(at)?.schema)),
        Node::Sequence { element, len } => Some((place.element(at, len?), element)),
        _ => None,
    }
}

fn read<'m>(tree: &'m Tree, schema: &'static Schema, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
    match tree {
        Tree::Leaf(parameter) => visitor.lent(place, Box::new(Borrowed(&*parameter.values))),
        Tree::Inner(children) => {
            if let Node::Sequence { .. } = schema.node {
                visitor.sequence(place, children.len());
            }
            let sources = sources(children, schema);
            for (at, ((_, child), source)) in children.iter().zip(&sources).enumerate() {
                if let Some((place, schema)) = step(place, schema, at, source.as_deref()) {
                    read(child, schema, &place, visitor);
                }
            }
        }
    }
}

fn write<'m>(tree: &'m mut Tree, schema: &'static Schema, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
    match tree {
        Tree::Leaf(parameter) => visitor.lent(place, Lent::Values(&mut *parameter.values)),
        Tree::Inner(children) => {
            if let Node::Sequence { .. } = schema.node {
                visitor.sequence(place, children.len());
            }
            let sources = sources(children, schema);
            for (at, ((_, child), source)) in children.iter_mut().zip(&sources).enumerate() {
                if let Some((place, schema)) = step(place, schema, at, source.as_deref()) {
                    write(child, schema, &place, visitor);
                }
            }
        }
    }
}

/// The values of a parameter, to read.
struct Borrowed<'m>(&'m dyn Lend);

impl Lend for Borrowed<'_> {
    fn shape(&self) -> &[usize] {
        self.0.shape()
    }

    fn dtype(&self) -> DType {
        self.0.dtype()
    }

    fn storage(&self) -> Option<Storage> {
        self.0.storage()
    }

    fn read(&self, read: &mut dyn FnMut(View<'_>)) -> Result<(), LendError> {
        self.0.read(read)
    }

    fn writable(&self) -> Result<(), LendError> {
        self.0.writable()
    }

    fn write(&mut self, _: &mut dyn FnMut(ViewMut<'_>)) -> Result<(), LendError> {
        Err(LendError::new("the model is borrowed to be read"))
    }

    fn owner(&self) -> Option<&dyn Any> {
        self.0.owner()
    }
}
