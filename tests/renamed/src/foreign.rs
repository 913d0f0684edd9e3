//! Layers and a tensor that have never heard of the library.

use ndarray::{Array1, Array2};

/// A layer with public fields, and one that is no parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    /// `[outputs, inputs]`
    pub weight: Array2<f32>,
    /// `[outputs]`
    pub bias: Option<Array1<f32>>,
    /// How often it was called.
    pub calls: usize,
}

/// A layer that keeps its fields to itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Attention {
    qkv: Array2<f32>,
    out: Linear,
    bias: Array1<f32>,
    heads: usize,
}

impl Attention {
    /// Zeros, of this width.
    #[must_use]
    pub fn new(width: usize, heads: usize) -> Self {
        let out = Linear { weight: Array2::zeros((width, width)), bias: Some(Array1::zeros(width)), calls: 3 };
        Self { qkv: Array2::zeros((3 * width, width)), out, bias: Array1::zeros(3 * width), heads }
    }

    /// Queries, keys and values.
    #[must_use]
    pub fn qkv(&self) -> &Array2<f32> {
        &self.qkv
    }

    /// Queries, keys and values, to write.
    pub fn qkv_mut(&mut self) -> &mut Array2<f32> {
        &mut self.qkv
    }

    /// What comes last.
    #[must_use]
    pub fn out(&self) -> &Linear {
        &self.out
    }

    /// What comes last, to write.
    pub fn out_mut(&mut self) -> &mut Linear {
        &mut self.out
    }

    /// The bias.
    #[must_use]
    pub fn bias(&self) -> &Array1<f32> {
        &self.bias
    }

    /// The bias, to write.
    pub fn bias_mut(&mut self) -> &mut Array1<f32> {
        &mut self.bias
    }

    /// Number of heads.
    #[must_use]
    pub fn heads(&self) -> usize {
        self.heads
    }
}

/// A generic layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale<T> {
    /// The factors.
    pub gain: Array1<T>,
}

/// A matrix in column-major order, padded: column `j` begins at `j * stride`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor {
    /// The values and the padding.
    pub storage: Vec<f32>,
    /// Rows and columns.
    pub shape: [usize; 2],
    /// How far columns are apart.
    pub stride: usize,
}

impl Tensor {
    /// Zeros, padded with `NaN`.
    #[must_use]
    pub fn zeros(rows: usize, columns: usize) -> Self {
        let stride = rows + 3;
        let storage = (0..stride * columns).map(|i| if i % stride < rows { 0.0 } else { f32::NAN }).collect();
        Self { storage, shape: [rows, columns], stride }
    }
}

/// A layer of tensors.
#[derive(Debug, Clone, PartialEq)]
pub struct Projection {
    /// `[outputs, inputs]`
    pub weight: Tensor,
    /// Another one, perhaps.
    pub gate: Option<Tensor>,
}
