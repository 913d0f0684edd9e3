//! Tests against a naive loop and against `ndarray`'s own product, over shapes and layouts.

use ndarray::{Array1, Array2, Array3, ArrayView1, ArrayView2, Axis, ShapeBuilder, aview0, s};
use proptest::prelude::*;

use super::{THIN, batch, single};
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// Returns `rows x columns` numbers of either sign, and never 0, so that a missing element shows.
fn numbers<T: Real>(name: &str, rows: usize, columns: usize) -> Array2<T> {
    let mut values = vec![T::from_f64(0.0); rows * columns];
    Sampler::Normal { mean: 0.0, std: 1.0 }.fill(StreamId::new(42, name), 0, &mut values);
    Array2::from_shape_vec((rows, columns), values).unwrap()
}

/// Computes the definition in `f64`, and a bound for rounding: n + 1 rounded operations on |x| |W|ᵀ + |b| (Higham,
/// 2002).
fn naive<T: Real>(
    x: &ArrayView2<'_, T>,
    weight: &Array2<T>,
    bias: Option<&Array1<T>>,
    epsilon: f64,
) -> (Array2<f64>, Array2<f64>) {
    let sum = |size: fn(f64) -> f64| {
        Array2::from_shape_fn((x.nrows(), weight.nrows()), |(i, o)| {
            let terms = (0..x.ncols()).map(|k| size(x[[i, k]].to_f64() * weight[[o, k]].to_f64()));
            size(bias.map_or(0.0, |bias| bias[o].to_f64())) + terms.sum::<f64>()
        })
    };
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let operations = x.ncols() as f64 + 1.0;
    (sum(|term| term), sum(f64::abs) * (operations * epsilon))
}

fn check<T: Real>(x: &ArrayView2<'_, T>, weight: &Array2<T>, bias: Option<&Array1<T>>) {
    let epsilon = if size_of::<T>() == 4 { f64::from(f32::EPSILON) } else { f64::EPSILON };
    let (expected, bound) = naive(x, weight, bias, epsilon);
    let near = |y: &Array2<T>, whose: &str| {
        assert_eq!(y.dim(), expected.dim());
        for ((at, y), expected) in y.indexed_iter().zip(&expected) {
            let off = (y.to_f64() - expected).abs();
            // Written so that NaN fails.
            assert!(off <= bound[at], "{whose}: {at:?} of {:?} {:?} is off by {off:e}", x.shape(), x.strides());
        }
    };
    let y = batch(x, weight, bias);
    assert!(y.is_standard_layout());
    near(&y, "ours");
    let own = x.dot(&weight.t());
    near(&bias.map_or_else(|| own.clone(), |bias| &own + bias), "ndarray's");
    for (x, expected) in x.rows().into_iter().zip(expected.rows()) {
        for (o, (y, expected)) in single(&x, weight, bias).iter().zip(expected).enumerate() {
            assert!((y.to_f64() - expected).abs() <= bound.column(o).iter().copied().fold(0.0, f64::max));
        }
    }
}

/// The same numbers in every layout that an array can have.
fn layouts<T: Real>(x: &Array2<T>, mut check: impl FnMut(&ArrayView2<'_, T>)) {
    let (rows, columns) = x.dim();
    check(&x.view());
    let mut fortran = Array2::from_elem(x.dim().f(), T::from_f64(0.0));
    fortran.assign(x);
    check(&fortran.view());
    // Every third element of every second row is used, among numbers that must not count.
    let mut spread = Array2::from_elem((2 * rows, 3 * columns), T::from_f64(f64::NAN));
    spread.slice_mut(s![..;2, ..;3]).assign(x);
    check(&spread.slice(s![..;2, ..;3]));
    // Contiguous rows that lie apart.
    let mut apart = Array2::from_elem((rows, columns + 5), T::from_f64(f64::NAN));
    apart.slice_mut(s![.., 2..columns + 2]).assign(x);
    check(&apart.slice(s![.., 2..columns + 2]));
    // Both axes, and each, backwards.
    let backwards = x.slice(s![..;-1, ..;-1]).to_owned();
    check(&backwards.slice(s![..;-1, ..;-1]));
    let upside_down = x.slice(s![..;-1, ..]).to_owned();
    check(&upside_down.slice(s![..;-1, ..]));
    let mirrored = x.slice(s![.., ..;-1]).to_owned();
    check(&mirrored.slice(s![.., ..;-1]));
    // A plane whose two axes both are strided.
    let mut planes = Array3::from_elem((columns, 2, rows), T::from_f64(f64::NAN));
    planes.index_axis_mut(Axis(1), 1).assign(&x.t());
    check(&planes.index_axis(Axis(1), 1).t());
}

fn all<T: Real>(rows: usize, inputs: usize, outputs: usize) {
    let x = numbers::<T>("x", rows, inputs);
    let weight = numbers::<T>("weight", outputs, inputs);
    let bias = numbers::<T>("bias", 1, outputs).remove_axis(Axis(0));
    layouts(&x, |x| check(x, &weight, Some(&bias)));
    check(&x.view(), &weight, None);
    // A replaced weight may look like this.
    let mut fortran = Array2::from_elem(weight.dim().f(), T::from_f64(0.0));
    fortran.assign(&weight);
    check(&x.view(), &fortran, Some(&bias));
    let mut backwards = weight.slice(s![..;-1, ..;-1]).to_owned();
    backwards.invert_axis(Axis(0));
    backwards.invert_axis(Axis(1));
    check(&x.view(), &backwards, Some(&bias));
    let mut spread = Array2::from_elem((2 * outputs, 2 * inputs + 1), T::from_f64(f64::NAN));
    spread.slice_mut(s![..;2, 1..;2]).assign(&weight);
    check(&x.view(), &spread.slice_move(s![..;2, 1..;2]), Some(&bias));
    let mut bias_backwards = bias.slice(s![..;-1]).to_owned();
    bias_backwards.invert_axis(Axis(0));
    check(&x.view(), &weight, Some(&bias_backwards));
}

/// Nothing, one, and both sides of what changes the path.
#[test]
fn the_product_is_the_loop_in_every_layout() {
    for rows in [0, 1, 2, THIN, THIN + 1, 9] {
        for (inputs, outputs) in [(0, 0), (0, 3), (3, 0), (1, 1), (1, 9), (9, 1), (2, 3), (33, 17), (100, 40)] {
            all::<f32>(rows, inputs, outputs);
            all::<f64>(rows, inputs, outputs);
        }
    }
}

/// So long that a thin batch takes the weight in several blocks.
#[test]
fn thin_batches_go_through_the_weight_in_blocks() {
    for rows in 1..=THIN {
        all::<f32>(rows, 3000, 50);
        all::<f64>(rows, 40_000, 3);
    }
}

/// The bits do not depend on the number of threads, whether rows are left over or not.
#[test]
#[cfg(feature = "rayon")]
fn threads_change_no_bit() {
    fn bits<T: Real + Send + Sync>(rows: usize, inputs: usize, outputs: usize) {
        let x = numbers::<T>("x", rows, inputs);
        let (weight, bias) = (numbers::<T>("weight", outputs, inputs), numbers::<T>("bias", 1, outputs));
        let bias = bias.remove_axis(Axis(0));
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| batch(&x, &weight, Some(&bias)))
        };
        let one = with(1);
        for threads in 2..=5 {
            assert_eq!(with(threads), one, "{threads} threads, {rows} x {inputs} -> {outputs}");
        }
    }
    for rows in [128, 129, 190, 333, 512] {
        for (inputs, outputs) in [(64, 40), (700, 65), (1500, 300)] {
            bits::<f32>(rows, inputs, outputs);
            bits::<f64>(rows, inputs, outputs);
        }
    }
}

#[test]
fn the_same_element_many_times() {
    let (x, weight) = (aview0(&0.5_f32), numbers("weight", 20, 30));
    for rows in [1, 2, 8] {
        check(&x.broadcast((rows, 30)).unwrap(), &weight, None);
    }
    let row = numbers::<f32>("x", 1, 30);
    check(&row.broadcast((8, 30)).unwrap(), &weight, None);
    let x = ArrayView1::from(&[1.0_f32]);
    assert_eq!(single(&x, &Array2::from_elem((0, 1), 1.0), None).len(), 0);
}

/// The bias is the output if the product is empty.
#[test]
fn no_inputs_leave_the_bias() {
    let bias = Array1::from(vec![1.0_f64, 2.0]);
    let y = batch(&Array2::zeros((3, 0)), &Array2::zeros((2, 0)), Some(&bias));
    assert_eq!(y, Array2::from_shape_fn((3, 2), |(_, o)| bias[o]));
    assert_eq!(single(&Array1::zeros(0), &Array2::zeros((2, 0)), Some(&bias)), bias);
}

/// NaN and infinity are not lost on the way.
#[test]
fn what_is_not_finite_comes_through() {
    for rows in [1, THIN + 1] {
        let mut x = Array2::<f32>::ones((rows, 40));
        x[[rows - 1, 39]] = f32::NAN;
        x[[0, 0]] = f32::INFINITY;
        let y = batch(&x, &Array2::ones((10, 40)), Some(&Array1::ones(10)));
        assert!(y.row(rows - 1).iter().all(|y| y.is_nan()));
        assert!(rows == 1 || y.row(0).iter().all(|&y| y == f32::INFINITY));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_shape(rows in 0_usize..24, inputs in 0_usize..70, outputs in 0_usize..40) {
        all::<f32>(rows, inputs, outputs);
        all::<f64>(rows, inputs, outputs);
    }
}
