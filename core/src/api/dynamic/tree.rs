//! The parameters of a dynamic model as a tree, by the names in their paths, and the schema of the tree.

use std::fmt::Write as _;

use super::error::ModelError;
use super::parameter::DynamicParameter;
use super::pools::{self, SCHEMAS, TABLES};
use crate::pool;
use crate::rule::Rule;
use crate::schema::{Field, FieldName, Leaf, MAX_DEPTH, Node, Schema};

/// A node of the tree.
pub(super) enum Tree {
    Leaf(Box<DynamicParameter>),
    /// The names below, in order of the first parameter of each.
    Inner(Vec<(String, Tree)>),
}

impl Tree {
    /// Sorts the parameters into a tree.
    pub(super) fn grow(parameters: impl IntoIterator<Item = DynamicParameter>) -> Result<Self, ModelError> {
        let mut root = Self::Inner(Vec::new());
        for parameter in parameters {
            let path = parameter.path.clone();
            let names: Vec<&str> = path.split('.').collect();
            if names.iter().any(|name| name.is_empty()) {
                return Err(ModelError::EmptyName { path });
            }
            if names.len() > MAX_DEPTH {
                return Err(ModelError::TooDeep { path });
            }
            let mut tree = &mut root;
            for name in &names {
                let Self::Inner(children) = tree else { return Err(ModelError::Inside { path }) };
                let at = children.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
                    children.push(((*name).to_owned(), Self::Inner(Vec::new())));
                    children.len() - 1
                });
                tree = &mut children[at].1;
            }
            match tree {
                Self::Inner(below) if below.is_empty() => *tree = Self::Leaf(Box::new(parameter)),
                Self::Inner(_) => return Err(ModelError::Inside { path }),
                Self::Leaf(_) => return Err(ModelError::SamePath { path }),
            }
        }
        root.order();
        Ok(root)
    }

    /// Puts the elements of lists in order of their numbers.
    fn order(&mut self) {
        let Self::Inner(children) = self else { return };
        if children.iter().all(|(name, _)| number(name).is_some()) {
            children.sort_by_key(|(name, _)| number(name));
        }
        for (_, child) in children {
            child.order();
        }
    }

    /// The schema of the node. Lists of like elements are sequences; of unlike ones, or with gaps, they are structs of
    /// positions.
    pub(super) fn schema(&self) -> &'static Schema {
        match self {
            Self::Leaf(parameter) => {
                let (element, rank) = (parameter.values.dtype(), parameter.values.shape().len());
                let leaf = Leaf { element, rank: Some(rank), shape: None };
                SCHEMAS.get(format!("{element}/{rank}"), || Box::new(Schema::anonymous(Node::Leaf(leaf))))
            }
            Self::Inner(children) => {
                let below: Vec<&'static Schema> = children.iter().map(|(_, child)| child.schema()).collect();
                if let Some(element) = self.element(&below) {
                    let len = below.len();
                    let node = Node::Sequence { element, len: Some(len) };
                    return SCHEMAS.get(format!("[{element:p};{len}]"), || Box::new(Schema::anonymous(node)));
                }
                structure(children, &below)
            }
        }
    }

    /// The schema of each element, if the node is a list of like elements.
    fn element(&self, below: &[&'static Schema]) -> Option<&'static Schema> {
        let Self::Inner(children) = self else { return None };
        let (first, rest) = below.split_first()?;
        let numbered = children.iter().enumerate().all(|(i, (name, _))| number(name) == Some(i));
        // What is said of a parameter stands on the field that holds it. An element has none.
        let plain = children.iter().all(|(_, child)| match child {
            Self::Leaf(leaf) => leaf.axes.is_none() && leaf.part.is_none() && !leaf.buffer && leaf.layer.is_none(),
            Self::Inner(_) => true,
        });
        (numbered && plain && rest.iter().all(|other| core::ptr::eq(*first, *other))).then_some(*first)
    }

    pub(super) fn leaf(&self) -> Option<&DynamicParameter> {
        match self {
            Self::Leaf(parameter) => Some(parameter),
            Self::Inner(_) => None,
        }
    }

    /// The parameter of that path.
    pub(super) fn find(&self, path: &str) -> Option<&DynamicParameter> {
        let mut tree = self;
        for name in path.split('.') {
            let Self::Inner(children) = tree else { return None };
            tree = &children.iter().find(|(known, _)| known == name)?.1;
        }
        tree.leaf()
    }
}

/// The schema of a struct of these children.
fn structure(children: &[(String, Tree)], below: &[&'static Schema]) -> &'static Schema {
    let leaves = || children.iter().filter_map(|(_, child)| child.leaf());
    let kind = leaves().find_map(|leaf| leaf.layer.as_deref()).unwrap_or_default();
    let mut key = format!("<{kind}>");
    let fields: Vec<Field> = children
        .iter()
        .zip(below)
        .map(|((name, child), schema)| {
            let field_name = match number(name) {
                Some(position) => FieldName::Position(position),
                None => FieldName::Named(pool::text(name)),
            };
            let mut field = Field::plain(field_name, schema);
            if let Some(leaf) = child.leaf() {
                field.axes = leaf.axes.as_deref().map(pools::axes);
                field.part = leaf.part;
                field.buffer = leaf.buffer;
                // Only a rule of its own reaches a buffer.
                if let (true, Some(Ok(init))) = (leaf.buffer, &leaf.hint) {
                    field.rules = TABLES
                        .get(format!("= {init}"), || Box::new([Rule::bare(*init, pool::text(&init.to_string()))]));
                }
                let source = leaf.fans_of.as_ref();
                field.fans_of = source.and_then(|source| children.iter().position(|(name, _)| name == source));
            }
            let Field { axes, part, buffer, fans_of, rules, .. } = field;
            // The key is as long as the names of the fields: schemas below stand in it by their addresses.
            let _ = write!(key, "{name:?}{schema:p}{axes:?}{part:?}{buffer}{fans_of:?}{rules:p}");
            field
        })
        .collect();
    SCHEMAS.get(key, || {
        let node = Node::Struct(Box::leak(fields.into_boxed_slice()));
        Box::new(Schema { kind: pool::text(kind), ..Schema::anonymous(node) })
    })
}

/// The number that a name is, as a path prints it.
fn number(name: &str) -> Option<usize> {
    let number: usize = name.parse().ok()?;
    (number.to_string() == name && number != usize::MAX).then_some(number)
}
