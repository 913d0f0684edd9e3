//! The trait of types that give values by name: a model, a map, or a user's type.

use crate::info::Declared;
use crate::view::{Values, View};

/// Values by name, for [`init::from`](crate::init::from).
///
/// Every model gives its parameters by path. A map puts its keys in front: an array under `k` is called `k`, the
/// parameters of a model under `k` are called `k.weight` and so on.
///
/// ```
/// use std::collections::BTreeMap;
/// use ndarray::Array1;
/// use paraminit::io::Tensors;
///
/// let map = BTreeMap::from([("hidden.bias", Array1::<f32>::ones(8))]);
/// let tensors = map.tensors();
/// assert_eq!((tensors[0].0.as_str(), tensors[0].1.shape()), ("hidden.bias", &[8][..]));
/// ```
///
/// It is `Sync`, because threads can share rules.
pub trait Tensors: Sync {
    /// Returns every name with its values. A run calls it once.
    ///
    /// ```
    /// use ndarray::{ArrayD, IxDyn};
    /// use paraminit::io::{self, Tensors};
    /// use paraminit::prelude::*;
    ///
    /// /// What a reader of some other format gave.
    /// struct Checkpoint(Vec<(String, ArrayD<f32>)>);
    ///
    /// impl Tensors for Checkpoint {
    ///     fn tensors(&self) -> Vec<(String, View<'_>)> {
    ///         self.0.iter().map(|(name, values)| (name.clone(), View::F32(values.view()))).collect()
    ///     }
    /// }
    ///
    /// let file = Checkpoint(vec![
    ///     ("weight".into(), ArrayD::ones(IxDyn(&[8, 4]))),
    ///     ("bias".into(), ArrayD::zeros(IxDyn(&[8]))),
    /// ]);
    /// let mut layer = Dense::<4, 8>::init(42)?;
    /// io::load(&mut layer, init::from(&file))?;
    /// assert_eq!(layer.weight().sum(), 32.0);
    /// # Ok::<(), InitError>(())
    /// ```
    fn tensors(&self) -> Vec<(String, View<'_>)>;

    /// Values by name that are only lent.
    #[doc(hidden)]
    fn __lent(&self) -> Vec<(String, Lent<'_>)> {
        Vec::new()
    }

    /// What is said of some of the values besides their shape, by name: a model's axes and parts.
    #[doc(hidden)]
    fn __declared(&self) -> Vec<(String, Declared)> {
        Vec::new()
    }

    /// The names of values that do not exist yet: of a model, those of parameters of lazy layers that have not seen an input.
    /// A run that needs one fails and says so.
    ///
    /// ```
    /// use paraminit::io::Tensors;
    /// use paraminit::prelude::*;
    ///
    /// let layer = LazyDense::<f32>::init_with(LazyDenseDims { outputs: 8 }, 42)?;
    /// assert_eq!((layer.tensors().len(), layer.pending()), (0, vec!["weight".to_owned(), "bias".to_owned()]));
    /// # Ok::<(), InitError>(())
    /// ```
    fn pending(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Values that are only lent. It is hidden: models alone give them.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Lent<'r>(pub(crate) Values<'r>);
