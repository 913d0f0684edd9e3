//! Arrays as values of a dynamic model.

use core::any::Any;

use ndarray::{Array, Dimension};

use crate::dtype::DType;
use crate::model::Scalar;
use crate::view::{Lend, LendError, Storage, View, ViewMut};

impl<T: Scalar, D: Dimension + Send + Sync + 'static> Lend for Array<T, D> {
    fn shape(&self) -> &[usize] {
        self.shape()
    }

    fn dtype(&self) -> DType {
        T::DTYPE
    }

    fn storage(&self) -> Option<Storage> {
        // It is the only one that has its values.
        None
    }

    fn read(&self, read: &mut dyn FnMut(View<'_>)) -> Result<(), LendError> {
        read(T::view(self.view().into_dyn()));
        Ok(())
    }

    fn writable(&self) -> Result<(), LendError> {
        Ok(())
    }

    fn write(&mut self, write: &mut dyn FnMut(ViewMut<'_>)) -> Result<(), LendError> {
        write(T::view_mut(self.view_mut().into_dyn()));
        Ok(())
    }

    fn owner(&self) -> Option<&dyn Any> {
        Some(self)
    }
}
