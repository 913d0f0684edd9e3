//! candle's tensors as parameters.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;

use candle_core::{CpuStorage, Device, InplaceOp1, Layout, Storage as Held, Tensor, Var, WithDType};
use half::{bf16, f16};
use ndarray::{ArrayViewD, ArrayViewMutD, IxDyn, ShapeBuilder, StrideShape};
use paraminit::dtype::DType;
use paraminit::model::{InitializeAs, Lent, Parameter, Place, Shape, Shaped, Visit, VisitMut};
use paraminit::schema::Schema;
use paraminit::view::{Lend, LendError, Storage, View, ViewMut};

/// A tensor of candle, which lends its values while a closure runs.
///
/// Only a variable can be written: `VarMap` makes them, and [`Var`]. A tensor that is none may be a view of another one's
/// values, or be shared with code that does not expect it to change.
///
/// ```
/// use candle_core::{DType, Device, Tensor, Var};
/// use paraminit::view::Lend;
/// use paraminit_candle::CandleTensor;
///
/// let var = Var::zeros((2, 3), DType::F32, &Device::Cpu)?;
/// let mut tensor = CandleTensor::new(var.as_tensor());
/// tensor.write(&mut |mut values| values.fill_with(|| 0.5))?;
/// assert_eq!(var.to_vec2::<f32>()?, [[0.5; 3]; 2]);
///
/// let plain = Tensor::zeros((2, 3), DType::F32, &Device::Cpu)?;
/// let error = CandleTensor::new(&plain).writable().unwrap_err();
/// assert!(error.to_string().starts_with("the tensor is no variable"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct CandleTensor(Tensor);

impl CandleTensor {
    /// Takes a tensor, which shares its values.
    ///
    /// ```
    /// use candle_core::{Device, Tensor};
    /// use paraminit_candle::CandleTensor;
    ///
    /// let tensor = Tensor::new(&[1_f32, 2.0], &Device::Cpu)?;
    /// assert_eq!(CandleTensor::new(&tensor).tensor().id(), tensor.id());
    /// # Ok::<(), candle_core::Error>(())
    /// ```
    #[must_use]
    pub fn new(tensor: &Tensor) -> Self {
        Self(tensor.clone())
    }

    /// The tensor.
    ///
    /// ```
    /// use candle_core::{Device, Tensor};
    /// use paraminit_candle::CandleTensor;
    ///
    /// let tensor = CandleTensor::new(&Tensor::new(&[1_f32, 2.0], &Device::Cpu)?);
    /// assert_eq!(tensor.tensor().dims(), [2]);
    /// # Ok::<(), candle_core::Error>(())
    /// ```
    #[must_use]
    pub fn tensor(&self) -> &Tensor {
        &self.0
    }

    /// An error if the elements are no floating-point numbers that we know.
    fn check_dtype(&self) -> Result<(), LendError> {
        match dtype(self.0.dtype()) {
            Some(_) => Ok(()),
            None => Err(LendError::new(format!(
                "the tensor is of type `{:?}`, and parameters are of `f16`, `bf16`, `f32` or `f64`\n\
                 help: if it is no parameter, mark the field `#[init(skip)]`",
                self.0.dtype()
            ))),
        }
    }
}

/// The element type as the library calls it.
pub(crate) fn dtype(of: candle_core::DType) -> Option<DType> {
    match of {
        candle_core::DType::F32 => Some(DType::F32),
        candle_core::DType::F64 => Some(DType::F64),
        candle_core::DType::F16 => Some(DType::F16),
        candle_core::DType::BF16 => Some(DType::Bf16),
        _ => None,
    }
}

/// candle's error without the backtrace that it prints.
pub(crate) fn failed(error: candle_core::Error) -> LendError {
    let mut error = error;
    while let candle_core::Error::WithBacktrace { inner, .. } = error {
        error = *inner;
    }
    LendError::new(error.to_string())
}

impl Lend for CandleTensor {
    fn shape(&self) -> &[usize] {
        self.0.dims()
    }

    fn dtype(&self) -> DType {
        // Of other types nothing is read or written.
        dtype(self.0.dtype()).unwrap_or(DType::F32)
    }

    fn storage(&self) -> Option<Storage> {
        let (held, layout) = self.0.storage_and_layout();
        let address = std::ptr::from_ref::<Held>(&held).addr();
        let start = layout.start_offset();
        let spans = layout.dims().iter().zip(layout.stride());
        let last: usize = spans.map(|(&len, &stride)| len.saturating_sub(1) * stride).sum();
        let len = if self.0.elem_count() == 0 { 0 } else { last + 1 };
        Some(Storage { address, elements: start..start + len })
    }

    fn read(&self, read: &mut dyn FnMut(View<'_>)) -> Result<(), LendError> {
        self.check_dtype()?;
        let host = self.0.to_device(&Device::Cpu).map_err(failed)?;
        let (held, layout) = host.storage_and_layout();
        let Held::Cpu(storage) = &*held else { return Err(LendError::new("the values are not in main memory")) };
        match storage {
            CpuStorage::F32(values) => read(view(values, layout)?.into()),
            CpuStorage::F64(values) => read(view(values, layout)?.into()),
            CpuStorage::F16(values) => read(view(values, layout)?.into()),
            CpuStorage::BF16(values) => read(view(values, layout)?.into()),
            _ => return Err(LendError::new("the values are no floating-point numbers")),
        }
        Ok(())
    }

    fn writable(&self) -> Result<(), LendError> {
        self.check_dtype()?;
        if self.0.is_variable() {
            return Ok(());
        }
        Err(LendError::new(
            "the tensor is no variable, and others may share its values\n\
             help: build the model from a `VarBuilder` over a `VarMap`, or hold a `Var`",
        ))
    }

    fn write(&mut self, write: &mut dyn FnMut(ViewMut<'_>)) -> Result<(), LendError> {
        self.writable()?;
        if let Device::Cpu = self.0.device() {
            // Shortens the lifetime in the closure's type.
            let mut write = |values: ViewMut<'_>| write(values);
            return self.0.inplace_op1(&InPlace(RefCell::new(&mut write))).map_err(failed);
        }
        match self.dtype() {
            DType::F32 => self.replace::<f32>(write),
            DType::F64 => self.replace::<f64>(write),
            DType::F16 => self.replace::<f16>(write),
            DType::Bf16 => self.replace::<bf16>(write),
            other => Err(LendError::new(format!("values of `{other}` are not known to this bridge"))),
        }
    }

    fn owner(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl CandleTensor {
    /// Writes values in main memory, and copies them to the device.
    fn replace<T: WithDType>(&self, write: &mut dyn FnMut(ViewMut<'_>)) -> Result<(), LendError>
    where
        for<'a> ViewMut<'a>: From<ArrayViewMutD<'a, T>>,
    {
        let mut values = vec![T::zero(); self.0.elem_count()];
        let view = ArrayViewMutD::from_shape(self.0.dims(), &mut values).map_err(LendError::new)?;
        write(view.into());
        let host = Tensor::from_vec(values, self.0.shape(), self.0.device()).map_err(failed)?;
        Var::from_tensor(&self.0).and_then(|var| var.set(&host)).map_err(failed)
    }
}

/// An operation of candle that lends the values of a tensor, in place.
struct InPlace<'f>(RefCell<&'f mut dyn FnMut(ViewMut<'_>)>);

impl InplaceOp1 for InPlace<'_> {
    fn name(&self) -> &'static str {
        "paraminit"
    }

    fn cpu_fwd(&self, storage: &mut CpuStorage, layout: &Layout) -> candle_core::Result<()> {
        let mut write = self.0.borrow_mut();
        match storage {
            CpuStorage::F32(values) => write(view_mut(values, layout)?.into()),
            CpuStorage::F64(values) => write(view_mut(values, layout)?.into()),
            CpuStorage::F16(values) => write(view_mut(values, layout)?.into()),
            CpuStorage::BF16(values) => write(view_mut(values, layout)?.into()),
            _ => candle_core::bail!("the values are no floating-point numbers"),
        }
        Ok(())
    }
}

impl fmt::Debug for InPlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InPlace")
    }
}

fn strided(layout: &Layout) -> StrideShape<IxDyn> {
    IxDyn(layout.dims()).strides(IxDyn(layout.stride()))
}

fn view<'v, T>(values: &'v [T], layout: &Layout) -> Result<ArrayViewD<'v, T>, LendError> {
    ArrayViewD::from_shape(strided(layout), &values[layout.start_offset()..]).map_err(LendError::new)
}

fn view_mut<'v, T>(values: &'v mut [T], layout: &Layout) -> candle_core::Result<ArrayViewMutD<'v, T>> {
    let repeats = layout.dims().iter().zip(layout.stride()).any(|(&len, &stride)| len > 1 && stride == 0);
    if repeats {
        candle_core::bail!("the tensor is broadcast: it has no values of its own");
    }
    ArrayViewMutD::from_shape(strided(layout), &mut values[layout.start_offset()..]).map_err(candle_core::Error::wrap)
}

/// The declaration of a [`Tensor`] or a [`Var`] of any rank, as a parameter.
///
/// ```
/// use candle_core::{DType, Device, Var};
/// use paraminit::prelude::*;
/// use paraminit_candle::Candle;
///
/// #[derive(Initialize)]
/// #[init(types = Candle)]
/// struct Gate {
///     #[init(axes = [out, in], xavier_normal)]
///     weight: Var,
/// }
///
/// let mut gate = Gate { weight: Var::zeros((2, 3), DType::BF16, &Device::Cpu)? };
/// gate.reinit(42)?;
/// assert_ne!(gate.weight.to_dtype(DType::F32)?.to_vec2::<f32>()?[0][0], 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct TensorDef(());

impl InitializeAs<Tensor> for TensorDef {
    const SCHEMA: &'static Schema = &Schema::leaf(DType::F32, None);

    fn visit_parameters_as<'m>(value: &'m Tensor, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        visitor.lent(place, Box::new(CandleTensor::new(value)));
    }

    fn visit_parameters_mut_as<'m>(value: &'m mut Tensor, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        visitor.lent(place, Lent::Values(&mut CandleTensor::new(value)));
    }

    fn parameter_shape_as(value: &Tensor) -> Option<Shape> {
        Some(value.dims().into())
    }
}

impl InitializeAs<Var> for TensorDef {
    const SCHEMA: &'static Schema = <Self as InitializeAs<Tensor>>::SCHEMA;

    fn visit_parameters_as<'m>(value: &'m Var, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        Self::visit_parameters_as(value.as_tensor(), place, visitor);
    }

    fn visit_parameters_mut_as<'m>(value: &'m mut Var, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        visitor.lent(place, Lent::Values(&mut CandleTensor::new(value.as_tensor())));
    }

    fn parameter_shape_as(value: &Var) -> Option<Shape> {
        Some(value.dims().into())
    }
}

impl Parameter for TensorDef {}

impl<const N: usize> Shaped<N> for TensorDef {}
