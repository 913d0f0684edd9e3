//! The values of a parameter in a visit that reads: a view of them, or what is lent.

use std::mem;
use std::sync::Arc;

use super::{Cut, Lend, LendError, Storage, View};
use crate::dtype::DType;
use crate::shape::Shape;

/// The values of a parameter, to read.
#[derive(Clone, Debug)]
pub(crate) enum Values<'m> {
    View(View<'m>),
    Lent(Region<'m>),
}

/// Values that are lent, or a part of them.
#[derive(Clone, Debug)]
pub(crate) struct Region<'m> {
    lend: Arc<dyn Lend + 'm>,
    shape: Shape,
    /// The axis that is cut, and the first index along it.
    from: Option<(usize, usize)>,
}

impl<'m> Values<'m> {
    pub(crate) fn lent(lend: Box<dyn Lend + 'm>) -> Self {
        Self::Lent(Region { shape: lend.shape().into(), lend: lend.into(), from: None })
    }

    /// The length of each axis.
    pub(crate) fn shape(&self) -> &[usize] {
        match self {
            Self::View(view) => view.shape(),
            Self::Lent(region) => &region.shape,
        }
    }

    pub(crate) fn dtype(&self) -> DType {
        match self {
            Self::View(view) => view.dtype(),
            Self::Lent(region) => region.lend.dtype(),
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.shape().iter().product()
    }

    /// The values as a view, unless they are lent.
    pub(crate) fn into_view(self) -> Option<View<'m>> {
        match self {
            Self::View(view) => Some(view),
            Self::Lent(_) => None,
        }
    }

    pub(crate) fn storage(&self) -> Option<Storage> {
        match self {
            Self::View(_) => None,
            Self::Lent(region) => region.lend.storage(),
        }
    }

    /// Returns what `read` makes of the values.
    pub(crate) fn read<R>(&self, read: impl FnOnce(View<'_>) -> R) -> Result<R, LendError> {
        match self {
            Self::View(view) => Ok(read(view.clone())),
            Self::Lent(region) => region.read(read),
        }
    }
}

impl Region<'_> {
    fn read<R>(&self, read: impl FnOnce(View<'_>) -> R) -> Result<R, LendError> {
        let mut read = Some(read);
        let mut made = None;
        self.lend.read(&mut |view| {
            if is_same(&view, &*self.lend)
                && let Some(read) = read.take()
            {
                made = Some(read(self.part(view)));
            }
        })?;
        made.ok_or_else(|| LendError::new("the values that were lent are of another shape or type than they should be"))
    }

    /// The part of the values that this is.
    fn part<'v>(&self, view: View<'v>) -> View<'v> {
        match self.from {
            Some((axis, from)) => view.cut(axis, from).1.cut(axis, self.shape[axis]).0,
            None => view,
        }
    }
}

/// True if the values are of the shape and type that their owner says.
fn is_same(view: &View<'_>, lend: &dyn Lend) -> bool {
    view.shape() == lend.shape() && view.dtype() == lend.dtype()
}

impl Cut for Values<'_> {
    fn lengths(&self) -> &[usize] {
        self.shape()
    }

    fn cut(self, axis: usize, at: usize) -> (Self, Self) {
        match self {
            Self::View(view) => {
                let (before, after) = view.cut(axis, at);
                (Self::View(before), Self::View(after))
            }
            Self::Lent(mut before) => {
                let mut after = before.clone();
                let len = mem::replace(&mut before.shape[axis], at);
                after.shape[axis] = len - at;
                after.from = Some((axis, before.from.map_or(0, |(_, from)| from) + at));
                before.from = before.from.or(Some((axis, 0)));
                (Self::Lent(before), Self::Lent(after))
            }
        }
    }
}
