//! The tensors that a model asks its `VarBuilder` for, found without memory for their values.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use candle_core::{DType, Device, Shape, Tensor};
use candle_nn::var_builder::SimpleBackend;
use candle_nn::{Init as Hint, VarBuilder};
use paraminit::view::{Lend, LendError, Storage, View, ViewMut};

use crate::tensor::dtype;

/// A tensor that a model asks for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) shape: Vec<usize>,
    pub(crate) dtype: DType,
    pub(crate) hint: Hint,
}

/// Returns what `make` asks for, in order. The model that it makes of tensors without values is dropped.
pub(crate) fn asked<M>(
    dtype: DType,
    device: &Device,
    make: &dyn Fn(VarBuilder<'_>) -> candle_core::Result<M>,
) -> candle_core::Result<Vec<Asked>> {
    let all = Arc::new(Mutex::new(All::default()));
    make(VarBuilder::from_backend(Box::new(Notes(all.clone())), dtype, device.clone()))?;
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(std::mem::take(&mut all.asked))
}

/// Notes what is asked for, and hands out tensors of one element that look like the whole.
struct Notes(Arc<Mutex<All>>);

#[derive(Default)]
struct All {
    asked: Vec<Asked>,
    /// The number of each path among them.
    numbers: HashMap<String, usize>,
}

impl SimpleBackend for Notes {
    fn get(&self, shape: Shape, name: &str, hint: Hint, dtype: DType, device: &Device) -> candle_core::Result<Tensor> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match all.numbers.get(name).and_then(|number| all.asked.get(*number)) {
            Some(known) if known.shape != shape.dims() => {
                candle_core::bail!("`{name}` is asked for as {:?} and as {shape:?}", known.shape)
            }
            // Asked for twice, it is one tensor: tied weights.
            Some(_) => {}
            None => {
                let number = all.asked.len();
                all.numbers.insert(name.to_owned(), number);
                all.asked.push(Asked { path: name.to_owned(), shape: shape.dims().to_vec(), dtype, hint });
            }
        }
        Tensor::zeros((), dtype, device)?.broadcast_as(shape)
    }

    fn get_unchecked(&self, name: &str, _: DType, _: &Device) -> candle_core::Result<Tensor> {
        Err(without_a_shape(name))
    }

    fn contains_tensor(&self, _: &str) -> bool {
        // As a new `VarMap` answers: constructors steer by it.
        false
    }
}

/// The error for a tensor whose shape only a file could tell.
pub(crate) fn without_a_shape(name: &str) -> candle_core::Error {
    candle_core::Error::Msg(format!("`{name}` is asked for without a shape, which only a file could tell")).bt()
}

/// The tensors without values.
pub(crate) fn outlines(asked: &[Asked]) -> impl Iterator<Item = Outline> {
    asked.iter().cloned().map(Outline)
}

/// A parameter without values, for plans and checks.
pub(crate) struct Outline(pub(crate) Asked);

impl Lend for Outline {
    fn shape(&self) -> &[usize] {
        &self.0.shape
    }

    fn dtype(&self) -> paraminit::dtype::DType {
        dtype(self.0.dtype).unwrap_or(paraminit::dtype::DType::F32)
    }

    fn storage(&self) -> Option<Storage> {
        None
    }

    fn read(&self, _: &mut dyn FnMut(View<'_>)) -> Result<(), LendError> {
        Err(LendError::new("the model is not built yet"))
    }

    fn writable(&self) -> Result<(), LendError> {
        Ok(())
    }

    fn write(&mut self, _: &mut dyn FnMut(ViewMut<'_>)) -> Result<(), LendError> {
        Err(LendError::new("the model is not built yet"))
    }
}
