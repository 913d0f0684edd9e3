//! The link to the BLAS that a feature selects.
//!
//! `ndarray` declares the functions. Naming the crate that has them links it. The feature `blas` alone names none.

#[cfg(all(feature = "accelerate", target_vendor = "apple"))]
use accelerate_src as _;
#[cfg(feature = "blis")]
use blis_src as _;
#[cfg(feature = "mkl")]
use intel_mkl_src as _;
#[cfg(feature = "openblas")]
use openblas_src as _;

#[cfg(all(feature = "accelerate", not(target_vendor = "apple")))]
compile_error!(
    "the feature `accelerate` of `paraminit` takes macOS\n\
     help: choose `openblas` (installed on the system), `blis` (built by cargo) or `mkl` instead, or none for pure Rust"
);

macro_rules! one_of_two {
    ($($one:tt $other:tt),*) => { $(
        #[cfg(all(feature = $one, feature = $other))]
        compile_error!(concat!(
            "the features `", $one, "` and `", $other, "` of `paraminit` are both on, but one program links one BLAS\n",
            "help: keep one of them; `cargo tree -e features -i paraminit` shows which crate asks for which"
        ));
    )* };
}

one_of_two!(
    "accelerate" "blis", "accelerate" "mkl", "accelerate" "openblas",
    "blis" "mkl", "blis" "openblas",
    "mkl" "openblas"
);
