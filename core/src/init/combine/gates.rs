//! Fused parameters: one initializer for each of the blocks that are packed along an axis.

use crate::axes::fans;
use crate::init::options::misuse::Misuse;
use crate::init::{Init, Mismatch, ParamFacts};

/// Fills each block of a fused parameter from an initializer of its own, in order.
///
/// It is for parameters whose `axes` declare blocks along one axis: the `axes = [4 * out, in]` of an LSTM's recurrent
/// weights, the `[3 * out, in]` of packed queries, keys and values, the `[4 * out]` of a bias. Every initializer sees
/// one block: its shape, its fans. A rule writes `gates([orthogonal, orthogonal, xavier_uniform, zeros])`. Any
/// initializer can be a block's, at most 15 of one node each. An initializer that is the same for all blocks needs no
/// `gates`.
///
/// The bits: an initializer that draws element by element (`normal`, `xavier_uniform`, a mixture of those) gives an
/// element the value that it would give it in the whole parameter. An initializer that computes a block as a whole
/// (`orthogonal`, `sparse`) draws from the stream of the parameter's path with the block's number behind it,
/// `lstm.weight.2`, so that no two blocks are alike.
///
/// # Errors
/// The check refuses a parameter that declares no packed axis, or more than one; another number of blocks than of
/// initializers; a `gates` in a `gates`; and an initializer that does not suit a block.
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
        if blocks[i].has_each() && tree.misuse.is_none() {
            tree.misuse = Some(Misuse::EachInGates);
        }
        i += 1;
    }
    tree
}

/// Returns the reason why a parameter cannot take this many initializers, if any.
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
