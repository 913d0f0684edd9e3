//! Filling of a single array, without a model: the equivalent of `torch.nn.init`.

use ndarray::{ArrayBase, DataMut, Dimension};

use crate::axes::{Axis, Role};
use crate::dtype::DType;
use crate::init::fill::resolved::all_or_nothing;
use crate::init::fit::suits;
use crate::init::{Init, InitErrorKind, ParamFacts, Resolved, Target};
use crate::sample::Stored;
use crate::stream::StreamId;

impl Init {
    /// Fills one array of any shape and memory layout.
    ///
    /// `roles` are the roles of its axes, for initializers that need fans or matrices; `&[]` for the others. For packed
    /// blocks see [`fill_with_axes`](Init::fill_with_axes). `id` is the seed and the path: the array gets the values
    /// that a model's parameter on this path would get.
    ///
    /// ```
    /// use ndarray::{Array1, Array2};
    /// use paraminit::axes::Role::{In, Out};
    /// use paraminit::init::{Mode::FanOut, kaiming_normal, zeros};
    /// use paraminit::stream::StreamId;
    ///
    /// let mut w = Array2::<f32>::zeros((256, 784));
    /// kaiming_normal().mode(FanOut).fill(&mut w, &[Out, In], StreamId::new(42, "hidden.weight"))?;
    /// assert!((w.std(0.0) - (2.0_f32 / 256.0).sqrt()).abs() < 1e-3);
    ///
    /// let mut b = Array1::<f64>::ones(256);
    /// zeros().fill(&mut b, &[], StreamId::new(42, "hidden.bias"))?;
    /// # Ok::<(), paraminit::init::InitErrorKind>(())
    /// ```
    ///
    /// # Errors
    /// [`InitErrorKind`] if the initializer is faulty for the element type, if it needs fans or axes that `roles` does
    /// not give, if it does not suit the rank, if values could be infinite, or if the function of a `map` gave a value
    /// that is not finite. The array is then as it was.
    pub fn fill<T, S, D>(&self, values: &mut ArrayBase<S, D>, roles: &[Role], id: StreamId) -> Result<(), InitErrorKind>
    where
        T: Stored,
        S: DataMut<Elem = T>,
        D: Dimension,
    {
        let axes: Vec<_> = roles.iter().copied().map(Axis::of).collect();
        self.fill_with_axes(values, &axes, id)
    }

    /// Fills one array whose axes may hold packed blocks: queries, keys and values in one weight, for instance.
    ///
    /// ```
    /// use ndarray::Array2;
    /// use paraminit::axes::{Axis, Role::{In, Out}};
    /// use paraminit::init::glorot_uniform;
    /// use paraminit::stream::StreamId;
    ///
    /// let mut qkv = Array2::<f32>::zeros((64, 192));
    /// glorot_uniform().fill_with_axes(&mut qkv, &[In.into(), Axis::packed(3, Out)], StreamId::new(42, "qkv"))?;
    /// let bound = (6.0_f32 / (64.0 + 64.0)).sqrt();
    /// assert!(qkv.iter().all(|x| x.abs() <= bound));
    /// # Ok::<(), paraminit::init::InitErrorKind>(())
    /// ```
    ///
    /// # Errors
    /// As [`fill`](Init::fill).
    pub fn fill_with_axes<T, S, D>(
        &self,
        values: &mut ArrayBase<S, D>,
        axes: &[Axis],
        id: StreamId,
    ) -> Result<(), InitErrorKind>
    where
        T: Stored,
        S: DataMut<Elem = T>,
        D: Dimension,
    {
        let resolved = self.resolve_alone(values.shape(), axes, T::DTYPE)?;
        let values = values.view_mut().into_dyn();
        all_or_nothing(values, resolved.can_fail(), |values| resolved.fill_array(id, values))
            .map_err(|error| error.by(self))
    }

    /// Resolves for an array without a model. Empty `axes` count as undeclared.
    pub(crate) fn resolve_alone(
        &self,
        shape: &[usize],
        axes: &[Axis],
        element: DType,
    ) -> Result<Resolved, InitErrorKind> {
        let target = Target::bare(shape, (!axes.is_empty()).then_some(axes), element);
        match suits(self, ParamFacts { own: false, ..target.facts() }) {
            Some(mismatch) => Err(InitErrorKind::Mismatch(mismatch)),
            None => self.resolve_for(&target),
        }
    }
}
