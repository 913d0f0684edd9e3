//! Stacked parameters: one initializer for each of the copies that lie along an axis.

use std::fmt::Write as _;
use std::sync::OnceLock;

use crate::axes::Role;
use crate::info::ParamInfo;
use crate::init::tree::Each;
use crate::init::{Init, InitErrorKind, Mismatch, Node, ParamFacts, Target, ask};
use crate::message::Message;
use crate::path::{ParamPath, Segment};
use crate::stream::{OFFSET, fnv1a};

/// Fills each copy of a stacked parameter from an initializer of its own.
///
/// It is for parameters whose first axis holds copies: the blocks of a network in one array, `axes = [batch, out, in]`. The
/// closure sees one copy, as that of `|p|` sees the parameter of one element of a `Vec`: its shape without the `batch`
/// axis, and its place, `p.index(0)` of `p.len(0)`. (In a `Vec` of such parameters that is the last of the containers.) So a
/// rule by depth is the same for `blocks[*].weight` and for stacked blocks. It is a function, or a closure that
/// captures nothing; `|p|` alone is for the parameter as a whole.
///
/// The bits: a copy gets the values that its initializer would give it in the whole parameter. One initializer for all
/// copies needs no `each`.
///
/// # Errors
/// The check refuses a parameter whose first axis is not declared as `batch`, and an `each` in `gates`. A run fails if a
/// copy's initializer is faulty, holds an `each` itself, or if the closure asks for a container that is not there.
///
/// ```
/// use ndarray::Array3;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Blocks {
///     #[init(shape = [12, 64, 64], axes = [batch, out, in], normal(0.0, 0.02))]
///     c_attn: Array3<f32>,
///     // GPT-2 scales the layers on the residual path by their number; this one by their depth.
///     #[init(shape = [12, 64, 64], axes = [batch, out, in])]
///     #[init(each(|p| init::normal(0.0, 0.02 / (2.0 * (p.index(0) + 1) as f64).sqrt())))]
///     c_proj: Array3<f32>,
/// }
///
/// let plan = Blocks::plan_init()?;
/// let copies = plan.entries()[1].preset_gives().ok_or("no copies")?;
/// assert!(copies.starts_with("0: normal(0, 0.014142135623730949); 1: normal(0, 0.01)"), "{copies}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub const fn each(f: fn(&ParamInfo) -> Init) -> Init {
    Init::of(Node::Each(Each { call: f, name: None }))
}

/// The number of copies that are printed before the last one.
const SHOWN: usize = 3;

impl Each {
    /// Returns the initializer of the copy with this index.
    pub(crate) fn copy(self, target: &Target<'_>, index: usize) -> Result<Init, InitErrorKind> {
        let wrong = |text: &str| -> InitErrorKind {
            Message::new().text("copy ").number(index).text(" of `each`: ").text(text).into()
        };
        let len = target.shape.first().copied().unwrap_or_default();
        let shape = target.shape.get(1..).unwrap_or_default();
        let info = match target.info {
            Some(info) => info.clone(),
            None => ParamInfo::bare(&[], None, target.element),
        };
        let segments = info.path().segments().chain([Segment::Element { index, len }]);
        let info = ParamInfo {
            path: ParamPath::new(segments),
            shape: shape.into(),
            axes: target.axes.map(|axes| axes.get(1..).unwrap_or_default().into()),
            fans: target.fans,
            slice: None,
            missing: OnceLock::new(),
            ..info
        };
        let init = ask(&self.call, &info).map_err(|error| wrong(&error.to_string()))?;
        if init.has_each() {
            return Err(wrong("`each` cannot stand in `each`: a copy has no copies of its own"));
        }
        match init.any_fault(target.dtypes()) {
            None => Ok(init),
            Some(message) => Err(wrong(message.as_str())),
        }
    }

    /// The copies' initializers in words: the first ones and the last one, and a hash where not all are shown. `None` if one
    /// is faulty.
    pub(crate) fn rows(self, target: &Target<'_>) -> Option<String> {
        let len = target.shape.first().copied().unwrap_or_default();
        let (mut rows, mut hash) = (String::new(), OFFSET);
        for index in 0..len {
            let init = self.copy(target, index).ok()?.to_string();
            hash = fnv1a(fnv1a(hash, init.as_bytes()), b"\n");
            if index < SHOWN || index + 1 == len {
                let before = if index > SHOWN { "; ..; " } else { "; " };
                rows.push_str(if index == 0 { "" } else { before });
                write!(rows, "{index}: {init}").ok()?;
            }
        }
        if len > SHOWN + 1 {
            write!(rows, "; hash {hash:016x}").ok()?;
        }
        Some(rows)
    }

    /// True if the rows say all of the copies.
    pub(crate) fn is_text(self, target: &Target<'_>) -> bool {
        let len = target.shape.first().copied().unwrap_or_default();
        (0..len).all(|index| self.copy(target, index).is_ok_and(|init| init.is_text()))
    }
}

/// Returns the reason why a parameter has no copies in front, if any.
pub(crate) const fn unmet(facts: &ParamFacts<'_>) -> Option<Mismatch> {
    let rank = facts.rank;
    match facts.roles {
        Some([first, ..]) if matches!(first.role, Role::Batch) && first.blocks == 1 => None,
        None if facts.axes => None, // Known at run time.
        roles => Some(Mismatch::NoCopies { rank, declared: roles.is_some() }),
    }
}
