//! Fused parameters: an initializer for each of the blocks that are packed along an axis.

use crate::axes::{Axis, Role, fans};
use crate::dtype::DType;
use crate::fill;
use crate::init::error::InitErrorKind;
use crate::init::fill::filler::{Body, part_of};
use crate::init::fit::ParamFacts;
use crate::init::fit::mismatch::{Mismatch, axes_of};
use crate::init::fit::target::Target;
use crate::init::fixed::index_fn::elements;
use crate::init::misuse::Misuse;
use crate::init::tree::Init;
use crate::message::Message;
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// Each block of a fused parameter from an initializer of its own, in order.
///
/// For parameters whose blocks are packed along one axis, declared so: the `axes = [4 * out, in]` of an LSTM's recurrent
/// weights, the `[3 * out, in]` of packed queries, keys and values, the `[4 * out]` of a bias. Every initializer sees
/// one block: its shape, its fans. A rule writes `gates([orthogonal, orthogonal, xavier_uniform, zeros])`. Any
/// initializer can stand in it, at most 15 of one node each; what gives all blocks the same needs no `gates`.
///
/// The bits: an element that an initializer draws on its own (`normal`, `xavier_uniform`, a mixture of those) has the
/// value that this initializer would give it in the whole parameter. What computes a block as a whole (`orthogonal`,
/// `sparse`) draws from the stream of the parameter's path with the block's number behind it, `lstm.weight.2`, so that
/// no two blocks are alike.
///
/// # Errors
/// The check refuses a parameter that declares no packed axis, or more than one; another number of blocks than of
/// initializers; a `gates` in a `gates`; and what does not suit a block.
///
/// ```
/// use ndarray::Array2;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Lstm {
///     #[init(shape = [4 * 16, 16], axes = [4 * out, in], gates([orthogonal, orthogonal, eye, zeros]))]
///     recurrent: Array2<f32>,
/// }
///
/// let cell = Lstm::init(42)?;
/// assert_eq!((cell.recurrent[[32, 0]], cell.recurrent[[63, 0]]), (1.0, 0.0));
/// # Ok::<(), InitError>(())
/// ```
#[must_use]
pub const fn gates<const N: usize>(blocks: [Init; N]) -> Init {
    let mut tree = Init::over_blocks(&blocks);
    let mut i = 0;
    while i < N {
        if blocks[i].has_gates() && tree.misuse.is_none() {
            tree.misuse = Some(Misuse::NestedGates);
        }
        i += 1;
    }
    tree
}

/// Judges how many initializers there are, without a parameter.
pub(crate) const fn fault(blocks: usize) -> Option<Message> {
    match blocks {
        0 => Some(Message::new().text("`gates` must have an initializer for each block")),
        _ => None,
    }
}

/// Why a parameter has no place for so many initializers.
pub(crate) const fn unmet(blocks: usize, facts: &ParamFacts<'_>) -> Option<Mismatch> {
    if blocks == 0 {
        return None; // A fault of the argument.
    }
    let rank = facts.rank;
    let axes = match facts.roles {
        Some(axes) => axes,
        None if facts.axes => return None, // Known at run time.
        None => return Some(Mismatch::NoBlocks { blocks, rank, packed: 0 }),
    };
    if let Some(shape) = facts.shape
        && let Err(fault) = fans(shape, axes)
    {
        return Some(Mismatch::Axes { initializer: "gates", fault });
    }
    let (mut packed, mut found, mut i) = (0, 1, 0);
    while i < axes.len() {
        if axes[i].blocks != 1 {
            packed += 1;
            found = axes[i].blocks;
        }
        i += 1;
    }
    if packed != 1 {
        return Some(Mismatch::NoBlocks { blocks, rank, packed });
    }
    if found == blocks { None } else { Some(Mismatch::Blocks { given: blocks, found }) }
}

/// [`Mismatch::NoBlocks`], in words.
pub(crate) const fn no_blocks(name: &str, blocks: usize, rank: Option<usize>, packed: usize) -> Message {
    let message = Message::new().text("`gates` needs blocks packed along ");
    if packed > 0 {
        let message = message.text("one axis, but ").text(name).text(" declares them along ").number(packed);
        return message.text("\nhelp: narrow the pattern, or mend `axes` on its field");
    }
    let message = message.text("an axis, but ").text(name);
    let message = message.text(" declares none\nhelp: say on its field where they are, such as `#[init(axes = [");
    let message = message.number(if blocks > 1 { blocks } else { 4 }).text(" * out");
    axes_of(message, rank).text("])]`")
}

/// [`Mismatch::Blocks`], in words.
pub(crate) const fn other_blocks(name: &str, given: usize, found: usize) -> Message {
    let message = Message::new().text("`gates` lists ").number(given);
    let message = message.text(if given == 1 { " initializer" } else { " initializers" });
    let message = message.text(", but ").text(name).text(" has ").number(found).text(" blocks");
    message.text("\nhelp: list one for each block, in the order in which they are packed")
}

/// How many axes a block can have if its initializer is to be judged by its lengths before a run.
const MOST: usize = 8;

/// What is known of one block of a parameter.
#[derive(Clone, Copy)]
pub(crate) struct Block {
    shape: [usize; MOST],
    axes: [Axis; MOST],
}

impl Block {
    pub(crate) const fn of(facts: &ParamFacts<'_>) -> Self {
        let mut block = Self { shape: [0; MOST], axes: [Axis::of(Role::Out); MOST] };
        let Some(axes) = facts.roles else { return block };
        let mut i = 0;
        while i < axes.len() && i < MOST {
            block.axes[i] = Axis::of(axes[i].role);
            if let Some(shape) = facts.shape
                && i < shape.len()
                && axes[i].blocks > 0
            {
                block.shape[i] = shape[i] / axes[i].blocks;
            }
            i += 1;
        }
        block
    }

    /// The facts of the whole parameter, made those of the block.
    pub(crate) const fn facts<'b>(&'b self, whole: ParamFacts<'b>) -> ParamFacts<'b> {
        let (shape, roles) = match (whole.shape, whole.roles) {
            (Some(shape), Some(axes)) if shape.len() <= MOST && axes.len() <= MOST => {
                (Some(self.shape.split_at(shape.len()).0), Some(self.axes.split_at(axes.len()).0))
            }
            (_, Some(axes)) if axes.len() <= MOST => (None, Some(self.axes.split_at(axes.len()).0)),
            _ => (None, None),
        };
        ParamFacts { shape, roles, ..whole }
    }
}

/// Initializers that know their blocks.
#[derive(Clone, Debug)]
pub(crate) struct Blocks {
    bodies: Vec<Body>,
    /// How many elements of a block are neighbors.
    run: usize,
    /// How many such runs a block has.
    rows: usize,
}

impl Blocks {
    /// `resolve` gives what fills each block, as a parameter of its own.
    pub(crate) fn of(
        target: &Target<'_>,
        resolve: impl FnOnce(&Target<'_>) -> Result<Vec<Body>, InitErrorKind>,
    ) -> Result<Self, InitErrorKind> {
        let declared = target.axes.unwrap_or_default();
        let at = declared.iter().position(|axis| axis.blocks != 1).unwrap_or_default();
        let mut shape = target.shape.to_vec();
        if let (Some(len), Some(axis)) = (shape.get_mut(at), declared.get(at)) {
            *len /= axis.blocks.max(1);
        }
        let axes: Vec<Axis> = declared.iter().map(|axis| Axis::of(axis.role)).collect();
        // A packed axis counts once in the fans, so those of the whole are those of a block.
        let bodies = resolve(&Target { shape: &shape, axes: Some(&axes), ..*target })?;
        let (outer, inner) = shape.split_at_checked(at).unwrap_or_default();
        Ok(Self { bodies, run: elements(inner), rows: elements(outer) })
    }

    pub(crate) fn count(&self) -> usize {
        self.bodies.len().saturating_mul(self.run).saturating_mul(self.rows)
    }

    /// Fills `out` with the elements from `start` on.
    pub(crate) fn fill<T: Real>(
        &self,
        element: DType,
        id: StreamId,
        start: usize,
        out: &mut [T],
    ) -> Result<(), InitErrorKind> {
        // Blocks that are computed at once and lie apart.
        let mut apart: Vec<Option<Vec<T>>> = vec![None; self.bodies.len()];
        let (mut at, mut rest) = (start, out);
        while !rest.is_empty() {
            let (Some(row), Some(place)) = (at.checked_div(self.run), at.checked_rem(self.run)) else { break };
            let (block, row) = (row % self.bodies.len().max(1), row / self.bodies.len().max(1));
            let take = (self.run - place).min(rest.len());
            let (piece, later) = rest.split_at_mut_checked(take).unwrap_or_default();
            if let (Some(body), Some(apart)) = (self.bodies.get(block), apart.get_mut(block)) {
                match body.count() {
                    None => body.fill(element, id, at as u64, piece)?,
                    Some(_) if self.rows == 1 || body.is_sliceable() => {
                        let first = row * self.run + place;
                        body.fill(element, part_of(id, block), first as u64, piece)?;
                    }
                    Some(count) => {
                        if apart.is_none() {
                            let mut values = fill::buffer(count).ok_or(InitErrorKind::Memory)?;
                            body.fill(element, part_of(id, block), 0, &mut values)?;
                            *apart = Some(values);
                        }
                        let values = apart.iter().flatten().skip(row * self.run + place);
                        for (value, &computed) in piece.iter_mut().zip(values) {
                            *value = computed;
                        }
                    }
                }
            }
            at += take;
            rest = later;
        }
        Ok(())
    }

    /// Whether a slice costs no more than its share of the whole.
    pub(crate) fn is_sliceable(&self) -> bool {
        self.bodies.iter().all(Body::is_sliceable)
    }

    /// How many elements filling a slice of `len` elements holds besides the slice.
    pub(crate) fn scratch(&self, len: usize) -> usize {
        let at_work = |body: &Body| body.scratch(len.min(self.run));
        let at_work = self.bodies.iter().map(at_work).max().unwrap_or_default();
        if self.rows == 1 {
            return at_work;
        }
        let apart = self.bodies.iter().filter(|body| !body.is_sliceable()).filter_map(Body::count);
        // What computes a block apart computes all of it.
        let whole = self.bodies.iter().filter(|body| !body.is_sliceable()).map(|body| body.scratch(usize::MAX));
        at_work.max(whole.max().unwrap_or_default()).saturating_add(apart.fold(0, usize::saturating_add))
    }

    /// What fills each block.
    pub(crate) fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    /// Mean and standard deviation over all elements: those of a mixture of the blocks.
    pub(crate) fn moments(&self) -> Option<(f64, f64)> {
        let normal = |body: &Body| body.moments().map(|(mean, std)| (1.0, Sampler::Normal { mean, std }));
        Sampler::Mixture(self.bodies.iter().map(normal).collect::<Option<_>>()?).moments()
    }
}
