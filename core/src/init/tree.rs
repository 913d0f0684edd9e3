//! An initializer as plain data: a small expression, stored flat.
//!
//! It is flat because a `const` initializer cannot point to another one: references to temporaries are promoted in few
//! places only, and a box needs a destructor. An array of nodes works in every `const`, and copies.

use core::fmt;

use crate::info::ParamInfo;
use crate::init::combine::clamped::Clamped;
use crate::init::combine::icnr::Icnr;
use crate::init::combine::map::Function;
use crate::init::options::misuse::Misuse;
use crate::init::{Leaf, Preset};

/// The largest number of nodes of an initializer.
const CAPACITY: usize = 16;

/// The values that a parameter starts with, as plain data: `Copy`, comparable, printable, and constructible in `const`.
///
/// The functions of this module make it: `zeros()`, `normal(0.0, 0.01)`, `xavier_uniform().gain(Relu)`. Constructors
/// and setters never panic: they store. The compiler finds faults in rules and attributes; a run finds the others.
///
/// An initializer is a tree of at most 16 nodes: [`mixture`](crate::init::mixture()), [`gates`](crate::init::gates()),
/// [`map`](crate::init::map()) and [`scaled`](crate::init::scaled()) take others by value. It prints as it is written
/// in a rule.
///
/// ```
/// use paraminit::init::*;
///
/// const WEIGHT: Init = mixture([(0.75, normal(0.0, 0.01)), (0.25, scaled(xavier_uniform(), 0.5))]);
/// assert_eq!(
///     WEIGHT.to_string(),
///     "mixture { 0.75 => normal(0, 0.01), 0.25 => scaled(xavier_uniform, 0.5) }"
/// );
/// ```
#[derive(Clone, Copy, PartialEq)]
pub struct Init {
    /// The nodes in prefix order: the children follow their combinator.
    slots: [Slot; CAPACITY],
    len: usize,
    pub(crate) misuse: Option<Misuse>,
}

/// A node, and its weight if it is an arm of a mixture.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Slot {
    weight: f64,
    node: Node,
}

/// One initializer, without its children.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Node {
    Leaf(Leaf),
    Preset(Preset),
    Mixture {
        arms: usize,
    },
    Gates {
        blocks: usize,
    },
    Each(Each),
    Map(Function),
    Scaled(f64),
    Clamped(Clamped),
    Icnr(Icnr),
    /// A placeholder where a child did not fit. It never runs, because that is a misuse.
    Missing,
}

/// The function of an `each`, and the text that is printed for it.
#[derive(Clone, Copy)]
pub(crate) struct Each {
    pub(crate) call: fn(&ParamInfo) -> Init,
    pub(crate) name: Option<&'static str>,
}

/// As for the function of a `map`.
impl PartialEq for Each {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::fn_addr_eq(self.call, other.call) && self.name == other.name
    }
}

impl fmt::Debug for Each {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Each").field(&self.name).finish()
    }
}

impl fmt::Display for Each {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name.unwrap_or("_"))
    }
}

impl Node {
    /// The number of children.
    const fn arity(self) -> usize {
        match self {
            Self::Mixture { arms } => arms,
            Self::Gates { blocks } => blocks,
            Self::Map(_) | Self::Scaled(_) | Self::Clamped(_) | Self::Icnr(_) => 1,
            Self::Leaf(_) | Self::Preset(_) | Self::Each(_) | Self::Missing => 0,
        }
    }
}

impl Init {
    /// An initializer from the catalogue.
    pub(crate) const fn leaf(leaf: Leaf) -> Self {
        Self::of(Node::Leaf(leaf))
    }

    /// An initializer of one node.
    pub(crate) const fn of(node: Node) -> Self {
        let empty = Slot { weight: 1.0, node: Node::Missing };
        let mut slots = [empty; CAPACITY];
        slots[0] = Slot { weight: 1.0, node };
        Self { slots, len: 1, misuse: None }
    }

    /// An initializer of one node over another initializer.
    pub(crate) const fn over(node: Node, child: &Self) -> Self {
        let mut tree = Self::of(node);
        if !tree.append(1.0, child) {
            tree.len = 2; // The slot holds `Missing` already.
        }
        tree
    }

    /// A mixture of other initializers.
    pub(crate) const fn over_arms(arms: &[(f64, Self)]) -> Self {
        let mut tree = Self::of(Node::Mixture { arms: 0 });
        let mut i = 0;
        while i < arms.len() && tree.append(arms[i].0, &arms[i].1) {
            i += 1;
            *tree.root_mut() = Node::Mixture { arms: i };
        }
        tree
    }

    /// An initializer that holds another for each block of a parameter.
    pub(crate) const fn over_blocks(blocks: &[Self]) -> Self {
        let mut tree = Self::of(Node::Gates { blocks: 0 });
        let mut i = 0;
        while i < blocks.len() && tree.append(1.0, &blocks[i]) {
            i += 1;
            *tree.root_mut() = Node::Gates { blocks: i };
        }
        tree
    }

    /// True if the tree holds a `gates`.
    pub(crate) const fn has_gates(&self) -> bool {
        let mut at = 0;
        while at < self.len {
            if let Node::Gates { .. } = self.slots[at].node {
                return true;
            }
            at += 1;
        }
        false
    }

    /// True if the tree holds an `each`.
    pub(crate) const fn has_each(&self) -> bool {
        let mut at = 0;
        while at < self.len {
            if let Node::Each(_) = self.slots[at].node {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Adds a subtree at the end. True if it fit.
    const fn append(&mut self, weight: f64, child: &Self) -> bool {
        if self.misuse.is_none() {
            self.misuse = child.misuse;
        }
        if self.len + child.len > CAPACITY {
            self.misuse = Some(Misuse::TooManyNodes);
            return false;
        }
        let first = self.len;
        let mut i = 0;
        while i < child.len {
            self.slots[first + i] = child.slots[i];
            i += 1;
        }
        self.slots[first].weight = weight;
        self.len += child.len;
        true
    }

    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    pub(crate) const fn root(&self) -> Node {
        self.slots[0].node
    }

    pub(crate) const fn root_mut(&mut self) -> &mut Node {
        &mut self.slots[0].node
    }

    /// The node at a place of the tree; [`Node::Missing`] if the tree has no such place.
    pub(crate) const fn node(&self, at: usize) -> Node {
        if at < self.len { self.slots[at].node } else { Node::Missing }
    }

    /// The weight of the node at a place, as an arm of the mixture around it.
    pub(crate) const fn weight(&self, at: usize) -> f64 {
        if at < self.len { self.slots[at].weight } else { 1.0 }
    }

    /// The place after the subtree that begins at `at`.
    pub(crate) const fn end(&self, at: usize) -> usize {
        let (mut open, mut next) = (1, at);
        while open > 0 && next < self.len {
            open = open - 1 + self.slots[next].node.arity();
            next += 1;
        }
        next
    }

    /// True if the values at a place are the parameter's: what stands around it chooses among them, and computes nothing.
    pub(crate) const fn is_last(&self, at: usize) -> bool {
        let mut around = 0;
        while around < at {
            let chooses = matches!(self.slots[around].node, Node::Mixture { .. } | Node::Gates { .. } | Node::Icnr(_));
            if self.end(around) > at && !chooses {
                return false;
            }
            around += 1;
        }
        true
    }

    /// The places of the children of the node at `at`.
    pub(crate) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.end(at);
        core::iter::successors(Some(at + 1), |&child| Some(self.end(child))).take_while(move |&child| child < end)
    }
}

impl fmt::Debug for Init {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.misuse() {
            None => write!(f, "Init({self})"),
            Some(misuse) => write!(f, "Init({self}, {misuse:?})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CAPACITY, Init};
    use crate::init::*;

    const fn triple(x: f64) -> f64 {
        3.0 * x
    }

    #[test]
    fn copies_compares_and_stays_small() {
        const A: Init = mixture([(0.5, map(uniform(0.0, 1.0), triple)), (0.5, scaled(ones(), 2.0))]);
        const B: Init = A;
        assert_eq!(A, B);
        assert_ne!(A, zeros());
        assert_ne!(map(ones(), triple), map(ones(), f64::abs));
        assert!(size_of::<Init>() <= 1200, "{}", size_of::<Init>());
    }

    #[test]
    fn children_follow_their_parent() {
        let tree = mixture([(0.2, ones()), (0.3, mixture([(1.0, scaled(zeros(), 1.0))])), (0.5, ones())]);
        assert_eq!(tree.children(0).collect::<Vec<_>>(), [1, 2, 5]);
        assert_eq!(tree.children(2).collect::<Vec<_>>(), [3]);
        assert_eq!(tree.children(5).count(), 0);
        assert_eq!(mixture([]).children(0).count(), 0);
    }

    #[test]
    fn sixteen_nodes_fit_and_no_more() {
        const FULL: Init = mixture([(1.0 / 15.0, ones()); CAPACITY - 1]);
        const OVER: Init = mixture([(1.0 / 16.0, ones()); CAPACITY]);
        const DEEP: Init = scaled(FULL, 2.0);
        assert_eq!(FULL.any_fault(DTypeSet::NONE), None);
        for tree in [OVER, DEEP, map(OVER, triple), mixture([(1.0, FULL)])] {
            let message = tree.misuse().map(|message| message.to_string()).unwrap_or_default();
            assert!(message.starts_with("an initializer can have 16 nodes at most"), "{message}");
            assert!(tree.any_fault(DTypeSet::NONE).is_some());
            let _ = format!("{tree} {tree:?} {:?}", tree.needs());
        }
    }

    use crate::dtype::DTypeSet;
}
