//! The parameter that an initializer is resolved for.

use crate::axes::{Axis, Fans, fans};
use crate::dtype::{DType, DTypeSet};
use crate::info::{NoFans, ParamInfo, Part};
use crate::init::{InitErrorKind, ParamFacts};

/// The part of a [`ParamInfo`] that decides values. An array without a model has one too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    pub(crate) shape: &'a [usize],
    pub(crate) element: DType,
    pub(crate) axes: Option<&'a [Axis]>,
    pub(crate) fans: Result<Fans, NoFans>,
    pub(crate) kind: Option<&'static str>,
    pub(crate) part: Option<Part>,
    /// All that is known of it, if it stands in a model.
    pub(crate) info: Option<&'a ParamInfo>,
}

impl<'a> Target<'a> {
    /// A parameter without a model.
    pub(crate) fn bare(shape: &'a [usize], axes: Option<&'a [Axis]>, element: DType) -> Self {
        let fans = match axes {
            Some(axes) => fans(shape, axes).map_err(NoFans::Fault),
            None => Err(NoFans::Undeclared),
        };
        Self { shape, element, axes, fans, kind: None, part: None, info: None }
    }

    pub(crate) fn dtypes(&self) -> DTypeSet {
        DTypeSet::NONE.with(self.element)
    }

    /// Returns the same parameter with other lengths, and with the fans that follow. Borrowed fans stay.
    pub(crate) fn of_shape<'b>(&self, shape: &'b [usize]) -> Target<'b>
    where
        'a: 'b,
    {
        let own = |shape| self.axes.map(|axes| fans(shape, axes).map_err(NoFans::Fault));
        let fans = if own(self.shape) == Some(self.fans) { own(shape).unwrap_or(self.fans) } else { self.fans };
        Target { shape, fans, ..*self }
    }

    /// Returns the same parameter with other roles or blocks, and with the fans that follow. Borrowed fans stay.
    pub(crate) fn with_axes<'b>(&self, axes: &'b [Axis]) -> Target<'b>
    where
        'a: 'b,
    {
        let own = |axes| fans(self.shape, axes).map_err(NoFans::Fault);
        let fans = if self.axes.map(own) == Some(self.fans) { own(axes) } else { self.fans };
        Target { axes: Some(axes), fans, ..*self }
    }

    /// Returns the facts that are judged before the parameter is filled.
    pub(crate) fn facts(&self) -> ParamFacts<'a> {
        ParamFacts {
            rank: Some(self.shape.len()),
            shape: Some(self.shape),
            axes: self.axes.is_some(),
            roles: self.axes,
            fault: self.axes.and_then(|axes| fans(self.shape, axes).err()),
            kind: self.kind,
            part: self.part,
            borrowed: false,
            cut: false,
            own: true,
        }
    }

    /// Returns the fans. The caller puts the initializer's name into the error.
    pub(crate) fn fans(&self) -> Result<Fans, InitErrorKind> {
        self.fans.map_err(|why| InitErrorKind::NeedsFans { initializer: "", why })
    }
}

impl<'a> From<&'a ParamInfo> for Target<'a> {
    fn from(info: &'a ParamInfo) -> Self {
        Self {
            shape: &info.shape,
            element: info.dtype(),
            axes: info.axes(),
            fans: info.fans(),
            kind: info.kind(),
            part: info.part(),
            info: Some(info),
        }
    }
}
