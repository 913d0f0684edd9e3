//! The layers that a batch goes through.

use ndarray::{Array, ArrayBase, Data, Dimension};

use super::{Lsuv, LsuvError, LsuvFault, LsuvRun};
use crate::layers::{
    Bias, BiasValues as _, Dense, DynDense, Flat, Flatten, Forward, Input, LayerNorm, LazyDense, RmsNorm, Rows,
};
use crate::model::Scalar;

impl<const I: usize, const O: usize, T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>>
    for Dense<I, O, T, B>
{
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        // The sizes of the type are checked there.
        self.forward(input).map_err(|error| run.error(LsuvFault::Forward(error)))?;
        let (weight, bias) = self.parts_mut();
        run.dense(input, weight, bias.values_mut())
    }
}

impl<T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>> for DynDense<T, B> {
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        let (weight, bias) = self.parts_mut();
        run.dense(input, weight, bias.values_mut())
    }
}

impl<T: Scalar, B: Bias, S: Data<Elem = T>, D: Rows> Lsuv<ArrayBase<S, D>> for LazyDense<T, B> {
    fn scale(&mut self, input: &ArrayBase<S, D>, run: &mut LsuvRun) -> Result<Array<T, D>, LsuvError> {
        let output = self.forward(input).map_err(|error| run.error(LsuvFault::Forward(error)))?;
        match self.get_mut() {
            Some(dense) => dense.scale(input, run),
            None => Ok(output),
        }
    }
}

impl<T: Scalar, S: Data<Elem = T>, D: Flat> Lsuv<ArrayBase<S, D>> for Flatten {}
impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Lsuv<ArrayBase<S, D>> for LayerNorm<T> {}
impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Lsuv<ArrayBase<S, D>> for RmsNorm<T> {}

fn stack<L, Y>(layers: &mut [L], input: Y, run: &mut LsuvRun) -> Result<Y, LsuvError>
where
    L: Lsuv<Y> + Forward<Y, Output = Y>,
{
    let mut x = input;
    for (i, layer) in layers.iter_mut().enumerate() {
        x = run.at(i, |run| layer.scale(&x, run))?;
    }
    Ok(x)
}

impl<L, X: Input> Lsuv<X> for Vec<L>
where
    L: Lsuv<X::Owned> + Forward<X::Owned, Output = X::Owned>,
{
    fn scale(&mut self, input: &X, run: &mut LsuvRun) -> Result<X::Owned, LsuvError> {
        stack(self, input.owned(), run)
    }
}

impl<L, X: Input, const N: usize> Lsuv<X> for [L; N]
where
    L: Lsuv<X::Owned> + Forward<X::Owned, Output = X::Owned>,
{
    fn scale(&mut self, input: &X, run: &mut LsuvRun) -> Result<X::Owned, LsuvError> {
        stack(self, input.owned(), run)
    }
}
