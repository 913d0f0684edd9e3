//! The way from an initializer and a parameter to a filler.
//!
//! Combinators work element by element, so a mixture can be pulled out of a `map` or a `scaled`, and a mixture of
//! mixtures is one mixture. The result is a list of arms. Each arm is a chain of functions over one distribution, one
//! orthogonal matrix, or another parameter of a fixed form.

use smallvec::{SmallVec, smallvec};

use crate::axes::Axis;
use crate::dtype::DType;
use crate::fill;
use crate::info::ParamInfo;
use crate::init::combine::blocks::Packing;
use crate::init::combine::embed::Spread;
use crate::init::fill::filler::ElementFn;
use crate::init::fixed::index_fn::elements;
use crate::init::preset::Entry;
use crate::init::tree::Each;
use crate::init::{Filler, Init, InitErrorKind, Node, Preset, Resolved, Target};

/// An arm of a mixture; without a mixture, the only one.
struct Arm {
    weight: f64,
    filler: Filler,
    /// The sizes of its values, if they are known. After a user's function they are not.
    size: Option<Size>,
}

/// The sizes of the values of an arm, some of whose blocks may be smaller than others.
#[derive(Clone, Copy)]
struct Size {
    /// The largest absolute value.
    largest: f64,
    /// The largest absolute value of that block in which it is least. Blocks of zeros do not count: infinite, if there
    /// are no others.
    least: f64,
}

impl Size {
    const fn of(largest: f64) -> Self {
        Self { largest, least: if largest == 0.0 { f64::INFINITY } else { largest } }
    }

    fn and(self, other: Self) -> Self {
        Self { largest: self.largest.max(other.largest), least: self.least.min(other.least) }
    }

    /// The sizes after a function of each value.
    fn then(self, f: impl Fn(f64) -> f64) -> Self {
        if self.least.is_infinite() {
            return Self::of(f(self.largest));
        }
        Self { largest: f(self.largest), least: f(self.least) }
    }
}

/// A list of arms. The usual single arm takes no allocation.
type Arms = SmallVec<[Arm; 1]>;

impl Init {
    /// Resolves the initializer for the parameter.
    ///
    /// # Errors
    /// [`InitErrorKind`] if the initializer is faulty for the parameter's element type, if it needs fans or axes that
    /// were not declared, if it does not suit the rank, if a preset does not know the parameter, or if values could be
    /// infinite.
    ///
    /// ```
    /// use paraminit::dtype::DType;
    /// use paraminit::prelude::*;
    ///
    /// let info = ParamInfo::bare(&[8, 32], Some(&[Out.into(), In.into()]), DType::F32);
    /// let resolved = init::kaiming_normal().resolve(&info)?;
    /// assert_eq!(resolved.moments(), Some((0.0, 0.25)));
    ///
    /// let vector = ParamInfo::bare(&[8], None, DType::F32);
    /// assert!(matches!(init::kaiming_normal().resolve(&vector), Err(init::InitErrorKind::NeedsFans { .. })));
    /// # Ok::<(), init::InitErrorKind>(())
    /// ```
    #[doc(hidden)]
    pub fn resolve(&self, info: &ParamInfo) -> Result<Resolved, InitErrorKind> {
        self.resolve_for(&info.into())
    }

    pub(crate) fn resolve_for(&self, target: &Target<'_>) -> Result<Resolved, InitErrorKind> {
        if let Some(message) = self.any_fault(target.dtypes()) {
            return Err(message.into());
        }
        let Arm { filler, size, .. } = self.whole(0, target, target.element)?;
        Ok(Resolved { filler, checked: size.is_none() })
    }

    /// Resolves the subtree at a place to a single arm whose values fit `limit`: the parameter's own type for the root,
    /// the type that computes for the inner nodes.
    fn whole(&self, at: usize, target: &Target<'_>, limit: DType) -> Result<Arm, InitErrorKind> {
        let arms = self.arms(at, target)?;
        judge(&arms, target, limit)?;
        let size = arms.iter().map(|arm| arm.size).try_fold(Size::of(0.0), |all, next| Some(all.and(next?)));
        let filler = Filler::of_arms(arms.into_iter().map(|arm| (arm.weight, arm.filler)).collect());
        Ok(Arm { weight: 1.0, filler, size })
    }

    fn arms(&self, at: usize, target: &Target<'_>) -> Result<Arms, InitErrorKind> {
        let node = self.node(at);
        if let Some(mismatch) = node.unmet(&target.facts()) {
            return Err(InitErrorKind::Mismatch(mismatch));
        }
        Ok(match node {
            Node::Leaf(leaf) => {
                let (filler, largest) = leaf.fill(target).map_err(|cause| cause.of(leaf.entry().signature.name))?;
                smallvec![Arm { weight: 1.0, filler, size: Some(Size::of(largest)) }]
            }
            Node::Preset(preset) => {
                // Errors name the preset, since the user wrote that name.
                preset_arms(preset, target).map_err(|cause| cause.of(preset.name()))?
            }
            Node::Mixture { .. } => {
                let mut arms = Arms::new();
                // An arm of weight 0 gives no values, and rounding of cumulative weights could select it.
                for child in self.children(at).filter(|child| self.weight(*child) > 0.0) {
                    for arm in self.arms(child, target)? {
                        arms.push(Arm { weight: self.weight(child) * arm.weight, ..arm });
                    }
                }
                arms.retain(|arm| arm.weight > 0.0);
                arms
            }
            Node::Gates { blocks } => smallvec![self.blocks(at, blocks, target)?],
            Node::Map(function) => self.then(at, target, ElementFn::Map(function.call), |_| None)?,
            // What a factor of 0 makes 0 is meant to be.
            Node::Scaled(k) if k == 0.0 => self.then(at, target, ElementFn::Scaled(k), |_| Some(Size::of(0.0)))?,
            Node::Scaled(k) => self.then(at, target, ElementFn::Scaled(k), |size| Some(size.then(|x| x * k.abs())))?,
            Node::Clamped(clamped) => {
                let f = ElementFn::Clamped { low: clamped.low, high: clamped.high };
                self.then(at, target, f, |size| Some(size.then(|x| clamped.largest(x))))?
            }
            Node::Icnr(icnr) => {
                let (shape, steps) = icnr.shrink(target);
                // The inner initializer is one arm: equal kernels must come from the same arm of a mixture.
                let inner = self.whole(at + 1, &target.of_shape(&shape), target.element.computed_in())?;
                let filler = Filler::Embedded(Box::new(inner.filler), Spread::new(target.shape, steps.into_iter()));
                smallvec![Arm { filler, ..inner }]
            }
            Node::Each(each) => smallvec![copies(each, target)?],
            Node::Missing => Arms::new(),
        })
    }
}

impl Init {
    /// Resolves the `gates` at a place.
    fn blocks(&self, at: usize, blocks: usize, target: &Target<'_>) -> Result<Arm, InitErrorKind> {
        let (packing, shape, axes) = Packing::of(target, blocks);
        // A packed axis counts once in the fans, so those of the whole are those of a block.
        let block = Target { shape: &shape, axes: Some(&axes), ..*target };
        let mut size = Some(Size::of(0.0));
        let mut fillers = Vec::with_capacity(blocks);
        for child in self.children(at) {
            let arm = self.whole(child, &block, block.element.computed_in())?;
            size = size.zip(arm.size).map(|(all, next)| all.and(next));
            fillers.push(arm.filler);
        }
        Ok(Arm { weight: 1.0, filler: Filler::Blocks(fillers, packing), size })
    }

    /// Applies a function to the arms of the child of the node at `at`. `size` maps the sizes of their values.
    fn then(
        &self,
        at: usize,
        target: &Target<'_>,
        f: ElementFn,
        size: impl Fn(Size) -> Option<Size>,
    ) -> Result<Arms, InitErrorKind> {
        let arms = self.arms(at + 1, target)?;
        // The function sees every value as the type that computes holds it. A factor that is small would hide that it is
        // infinite there, and make NaN of it if it is 0.
        judge(&arms, target, target.element.computed_in())?;
        let then = |arm: Arm| Arm { filler: arm.filler.then(f), size: arm.size.and_then(&size), ..arm };
        Ok(arms.into_iter().map(then).collect())
    }
}

/// Resolves the initializer of each copy along the first axis, for the whole parameter, of which it fills its share.
fn copies(each: Each, target: &Target<'_>) -> Result<Arm, InitErrorKind> {
    let (copies, run) = match target.shape.split_first() {
        Some((&copies, inner)) => (copies, elements(inner)),
        None => (0, 0),
    };
    let asked = if run == 0 { 0 } else { copies };
    let mut fillers = fill::reserve(asked)?;
    let mut size = Some(Size::of(0.0));
    for index in 0..asked {
        let arm = each.copy(target, index)?.whole(0, target, target.element.computed_in())?;
        size = size.zip(arm.size).map(|(all, next)| all.and(next));
        fillers.push(arm.filler);
    }
    Ok(Arm { weight: 1.0, filler: Filler::Each(fillers, Packing::of_copies(copies, run)), size })
}

/// Returns an error if an arm can give a value that is infinite in `limit`, or if all values of a block are 0 only there.
fn judge(arms: &Arms, target: &Target<'_>, limit: DType) -> Result<(), InitErrorKind> {
    let element = target.element;
    for size in arms.iter().filter_map(|arm| arm.size) {
        if !limit.holds(size.largest) {
            return Err(InitErrorKind::TooLarge { element });
        }
        if limit.round(size.least) == 0.0 {
            return Err(InitErrorKind::TooSmall { element });
        }
    }
    Ok(())
}

/// The arms of what a system gives the parameter.
fn preset_arms(preset: Preset, target: &Target<'_>) -> Result<Arms, InitErrorKind> {
    let entry = preset.entry(target.kind, target.part, target.axes).map_err(InitErrorKind::Mismatch)?;
    match target.axes {
        Some(axes) if entry.whole => {
            let axes: Vec<Axis> = axes.iter().map(|axis| Axis::of(axis.role)).collect();
            entry.init.arms(0, &target.with_axes(&axes))
        }
        _ => entry.init.arms(0, target),
    }
}

impl Init {
    /// Returns the initializers that presets in this initializer choose for the parameter, and those of the copies of an
    /// `each`, as a rule writes them. `None` without both.
    pub(crate) fn rows(&self, info: &ParamInfo) -> Option<String> {
        let entry = |preset: Preset| preset.entry(info.kind(), info.part(), info.axes()).ok();
        let packed = info.axes().is_some_and(|axes| axes.iter().any(|axis| axis.blocks != 1));
        // Packed or not makes a difference to fans and matrices.
        let row =
            |entry: &Entry| format!("{}{}", entry.init, if entry.whole && packed { ", all blocks as one" } else { "" });
        let rows = (0..self.len()).filter_map(|at| match self.node(at) {
            Node::Preset(preset) => entry(preset).map(row),
            Node::Each(each) => each.rows(&info.into()),
            _ => None,
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() { None } else { Some(rows.join("; ")) }
    }
}
