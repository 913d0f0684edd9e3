//! Orthogonal matrices by panels: the result of single reflections, in every shape and layout, on any number of
//! threads.

use ndarray::{Array, Array2, Array3, ArrayD, IxDyn, ShapeBuilder, s};

use crate::axes::Axis;
use crate::axes::Role::{Batch, In, Kernel, Out};
use crate::init::Gain::*;
use crate::init::fit::target::Target;
use crate::init::orthogonal::householder::{BLOCK, WIDTH, from_normals};
use crate::init::*;
use crate::sample::{Real, Sampler};
use crate::stream::StreamId;

/// The specification: H_0 H_1 .. H_(m-1) D I, in `f64`, a reflection at a time.
fn one_by_one(normals: &Array2<f64>) -> Array2<f64> {
    let (n, m) = normals.dim();
    let mut q = Array2::<f64>::eye(n).slice_move(s![.., ..m]);
    for k in (0..m).rev() {
        let mut v = normals.slice(s![k.., k]).to_owned();
        let sign = if v[0] < 0.0 { -1.0 } else { 1.0 };
        v[0] += sign * v.dot(&v).sqrt();
        // -sign H e = x / |x|.
        q.column_mut(k).mapv_inplace(|x| -sign * x);
        let tau = 2.0 / v.dot(&v);
        let mut block = q.slice_mut(s![k.., k..]);
        let dots = v.dot(&block);
        for (mut row, entry) in block.rows_mut().into_iter().zip(&v) {
            row.scaled_add(-tau * entry, &dots);
        }
    }
    q
}

fn normals<T: Real>(n: usize, m: usize) -> Vec<T> {
    let mut values = vec![T::from_f64(0.0); n * m];
    Sampler::Normal { mean: 0.0, std: 1.0 }.fill(StreamId { seed: 42, number: 7 }, 0, &mut values);
    values
}

fn wide<T: Real>(values: &[T], n: usize, m: usize) -> Array2<f64> {
    Array2::from_shape_fn((n, m), |(i, j)| values[i * m + j].to_f64())
}

fn largest(difference: &Array2<f64>) -> f64 {
    difference.iter().fold(0.0, |largest, x| if x.abs() <= largest { largest } else { x.abs() })
}

fn agrees<T: Real>(n: usize, m: usize, tolerance: f64) {
    let mut q = normals::<T>(n, m);
    let expected = one_by_one(&wide(&q, n, m));
    from_normals(&mut q, m).unwrap();
    let q = wide(&q, n, m);
    assert!(largest(&(&q - &expected)) < tolerance, "{n} x {m}: {}", largest(&(&q - &expected)));
    let gram = q.t().dot(&q) - Array2::<f64>::eye(m);
    assert!(largest(&gram) < tolerance, "{n} x {m}: {}", largest(&gram));
}

#[test]
fn panels_give_what_reflections_give_one_by_one() {
    let around = [WIDTH - 1, WIDTH, WIDTH + 1];
    let mut sizes = vec![(1, 1), (2, 1), (2, 2), (3, 2), (9, 1), (1000, 1), (1000, 3), (2 * WIDTH, 2 * WIDTH)];
    for m in around {
        sizes.extend([(m, m), (m + 1, m), (3 * WIDTH + 5, m), (2 * m, 2 * m), (m + WIDTH, m + WIDTH)]);
    }
    // Several blocks of columns right of a panel, the last one of every width.
    for m in [WIDTH + BLOCK - 1, WIDTH + BLOCK, WIDTH + BLOCK + 1] {
        sizes.extend([(m, m), (m + 100, m)]);
    }
    for (n, m) in sizes {
        agrees::<f64>(n, m, 1e-12);
        agrees::<f32>(n, m, 1e-5);
    }
}

#[test]
fn signs_and_degenerate_columns() {
    for (x, expected) in [(3.0, 1.0), (-0.5, -1.0), (0.0, 1.0), (f64::MIN_POSITIVE, 1.0)] {
        let mut single = [x];
        from_normals(&mut single, 1).unwrap();
        assert_eq!(single, [expected]);
    }
    // The last reflection of a square matrix has one row.
    let mut q = normals::<f64>(WIDTH, WIDTH);
    q[WIDTH * WIDTH - 1] = 0.0;
    from_normals(&mut q, WIDTH).unwrap();
    let q = wide(&q, WIDTH, WIDTH);
    assert!(largest(&(q.t().dot(&q) - Array2::<f64>::eye(WIDTH))) < 1e-12);
    from_normals::<f32>(&mut [], 0).unwrap();
}

/// The values of an `[out, in]` array, in `f64`.
fn filled(rows: usize, columns: usize) -> Array2<f64> {
    let mut w = Array2::zeros((rows, columns));
    orthogonal().fill(&mut w, &[Out, In], StreamId::new(42, "w")).unwrap();
    w
}

#[test]
fn a_wide_matrix_is_a_tall_one_transposed() {
    let (n, m) = (2 * WIDTH + 3, WIDTH + 2);
    let mut transposed = Array2::<f64>::zeros((m, n));
    orthogonal().fill(&mut transposed, &[Out, In], StreamId::new(42, "w")).unwrap();
    assert_eq!(transposed.t(), filled(n, m));
    orthogonal().fill(&mut transposed, &[In, Out], StreamId::new(42, "w")).unwrap();
    assert_eq!(transposed.t(), filled(n, m));
}

#[test]
fn any_memory_layout() {
    for (rows, columns) in [(WIDTH + 9, WIDTH + 2), (WIDTH, 2 * WIDTH), (WIDTH + 1, WIDTH + 1)] {
        let expected = filled(rows, columns);
        let stream = || StreamId::new(42, "w");
        let mut fortran = Array2::<f64>::zeros((rows, columns).f());
        orthogonal().fill(&mut fortran, &[Out, In], stream()).unwrap();
        assert_eq!(fortran, expected);
        let mut larger = Array2::<f64>::from_elem((2 * rows, 3 * columns), 7.0);
        orthogonal().fill(&mut larger.slice_mut(s![..;2, ..;-3]), &[Out, In], stream()).unwrap();
        assert_eq!(larger.slice(s![..;2, ..;-3]), expected);
        assert_eq!(larger.iter().filter(|&&x| x == 7.0).count(), 5 * rows * columns);
    }
}

#[test]
fn the_gain_is_a_factor() {
    let expected = filled(WIDTH + 1, 5) * -1.5;
    let mut w = Array2::<f64>::zeros((WIDTH + 1, 5));
    orthogonal().gain(Value(-1.5)).fill(&mut w, &[Out, In], StreamId::new(42, "w")).unwrap();
    assert_eq!(w, expected);
    orthogonal().gain(Value(0.0)).fill(&mut w, &[Out, In], StreamId::new(42, "w")).unwrap();
    assert!(w.iter().all(|&x| x == 0.0));
}

#[test]
fn blocks_copies_and_kernels_are_matrices_of_their_own() {
    let (n, m) = (WIDTH + 5, WIDTH + 1);
    // The normals of copy c are elements c n m and up.
    let drawn = normals_of(3 * n * m, "w");
    let expected = |copy: usize| {
        let normals = drawn[copy * n * m..][..n * m].to_vec();
        one_by_one(&Array::from_shape_vec((n, m), normals).unwrap())
    };
    let mut copies = Array3::<f64>::zeros((3, n, m));
    orthogonal().fill(&mut copies, &[Batch, Out, In], StreamId::new(42, "w")).unwrap();
    let mut packed = Array2::<f64>::zeros((m, 3 * n));
    orthogonal().fill_with_axes(&mut packed, &[In.into(), Axis::packed(3, Out)], StreamId::new(42, "w")).unwrap();
    for copy in 0..3 {
        let block = packed.slice(s![.., copy * n..(copy + 1) * n]);
        assert!(largest(&(&copies.slice(s![copy, .., ..]) - &expected(copy))) < 1e-12);
        assert!(largest(&(&block.t() - &expected(copy))) < 1e-12);
    }
    // A filter's row runs over inputs and taps.
    let mut filters = ArrayD::<f64>::zeros(IxDyn(&[2 * WIDTH, 13, 5]));
    orthogonal().fill(&mut filters, &[Out, In, Kernel], StreamId::new(42, "w")).unwrap();
    let flat = Array2::from_shape_vec((2 * WIDTH, 65), filters.iter().copied().collect()).unwrap();
    assert_eq!(flat, filled(2 * WIDTH, 65));
}

fn normals_of(count: usize, path: &str) -> Vec<f64> {
    let mut values = ndarray::Array1::<f64>::zeros(count);
    normal(0.0, 1.0).fill(&mut values, &[], StreamId::new(42, path)).unwrap();
    values.to_vec()
}

#[test]
fn nothing_to_fill() {
    for shape in [[0, 0, 0], [0, 3, 2], [3, 0, 2], [3, 2, 0], [1 << 40, 0, 2], [1 << 40, 2, 0]] {
        let mut w = Array3::<f32>::zeros(shape);
        orthogonal().fill(&mut w, &[Batch, Out, In], StreamId::new(42, "w")).unwrap();
        orthogonal().fill(&mut w, &[Out, In, Kernel], StreamId::new(42, "w")).unwrap();
    }
}

/// The blocks of columns are the same for any number of threads, and so are the sums.
#[cfg(feature = "rayon")]
#[test]
fn the_same_bits_on_any_number_of_threads() {
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let mut w = Array2::<f32>::zeros((700, 650));
            orthogonal().fill(&mut w, &[Out, In], StreamId::new(42, "w")).unwrap();
            let mut heads = Array3::<f32>::zeros((5, 200, 130));
            orthogonal().fill(&mut heads, &[Batch, Out, In], StreamId::new(42, "heads")).unwrap();
            (w, heads)
        })
    };
    let one = on(1);
    assert_eq!(one, on(2));
    assert_eq!(one, on(7));
}

/// There is a copy of the parameter only if its elements are not the matrix's in order. A panel is at most as large as
/// it.
#[test]
fn memory_besides_the_parameter() {
    let resolved = |shape: &[usize]| {
        let axes = [Out.into(), In.into()];
        orthogonal().resolve_for(&Target::bare(shape, Some(&axes), crate::dtype::DType::F32)).unwrap()
    };
    let scratch = |shape: &[usize]| resolved(shape).filler.scratch(shape.iter().product());
    assert_eq!(scratch(&[2048, 1024]), 2048 * 64);
    assert_eq!(scratch(&[1024, 2048]), 1024 * 2048 + 2048 * 64);
    assert_eq!(scratch(&[1 << 24, 3]), 3 << 24);
    assert_eq!(scratch(&[1 << 24, 0]), 0);
    // This is more memory than there is, so it is refused before anything is written.
    const HUGE: usize = 1 << (usize::BITS / 2 - 2);
    let mut slice = [7.0_f32];
    assert!(matches!(
        resolved(&[HUGE, HUGE * 2]).fill(StreamId { seed: 42, number: 7 }, 0, &mut slice),
        Err(InitErrorKind::Scratch { initializer: None, .. })
    ));
    assert_eq!(slice, [7.0]);
}
