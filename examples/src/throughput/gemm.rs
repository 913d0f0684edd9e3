//! The bare product of matrices: the BLAS's own, called directly, or the pure-Rust one that ndarray calls.

use ndarray::{Array2, ArrayRef2};

/// A scalar type with a product.
pub(super) trait Gemm: Sized {
    /// `y = x w^T`, of contiguous row-major matrices.
    fn gemm(x: &Array2<Self>, w: &ArrayRef2<Self>, y: &mut Array2<Self>);
}

#[cfg(not(any(feature = "openblas", feature = "blis", feature = "accelerate", feature = "mkl")))]
mod pure {
    use ndarray::linalg::general_mat_mul;
    use ndarray::{Array2, ArrayRef2};

    use super::Gemm;

    impl Gemm for f32 {
        fn gemm(x: &Array2<Self>, w: &ArrayRef2<Self>, y: &mut Array2<Self>) {
            general_mat_mul(1.0, x, &w.t(), 0.0, y);
        }
    }

    impl Gemm for f64 {
        fn gemm(x: &Array2<Self>, w: &ArrayRef2<Self>, y: &mut Array2<Self>) {
            general_mat_mul(1.0, x, &w.t(), 0.0, y);
        }
    }
}

#[cfg(any(feature = "openblas", feature = "blis", feature = "accelerate", feature = "mkl"))]
#[expect(unsafe_code, reason = "calls of the BLAS")]
mod blas {
    use cblas_sys::{CblasNoTrans, CblasRowMajor, CblasTrans, cblas_dgemm, cblas_sgemm};
    use ndarray::{Array2, ArrayRef2};

    use super::Gemm;

    macro_rules! gemm {
        ($scalar:ty, $gemm:ident) => {
            impl Gemm for $scalar {
                fn gemm(x: &Array2<Self>, w: &ArrayRef2<Self>, y: &mut Array2<Self>) {
                    let ((batch, inputs), outputs) = (x.dim(), w.nrows());
                    assert_eq!((w.ncols(), y.dim()), (inputs, (batch, outputs)), "the matrices fit");
                    assert!(x.is_standard_layout() && w.is_standard_layout() && y.is_standard_layout(), "row-major");
                    let [m, n, k] =
                        [batch, outputs, inputs].map(|len| i32::try_from(len).expect("a length that BLAS takes"));
                    // SAFETY: the three are contiguous row-major matrices of batch x inputs, outputs x inputs and
                    // batch x outputs, checked above; rows lie as far apart as they are long; `y` is borrowed for writing.
                    unsafe {
                        $gemm(
                            CblasRowMajor,
                            CblasNoTrans,
                            CblasTrans,
                            m,
                            n,
                            k,
                            1.0,
                            x.as_ptr(),
                            k,
                            w.as_ptr(),
                            k,
                            0.0,
                            y.as_mut_ptr(),
                            n,
                        );
                    }
                }
            }
        };
    }

    gemm!(f32, cblas_sgemm);
    gemm!(f64, cblas_dgemm);
}
