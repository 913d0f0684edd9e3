//! Initializers that need a whole matrix.

mod orthogonality;
mod reflections;
mod sparsity;
