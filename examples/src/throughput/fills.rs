//! Large arrays: `slice::fill`, our initializers, and our initializers in other memory layouts.

use std::hint::black_box;

use ndarray::{Array2, ArrayViewMut2, ShapeBuilder, s};
use paraminit::axes::Axis;
use paraminit::model;
use paraminit::prelude::*;
use paraminit::sample::{Real as _, Stored};
use paraminit::stream::{Simd, StreamId};
use rayon::prelude::*;

use super::clock::Case;
use super::keystream;

/// The pages that new arrays are asked to lie in.
#[derive(Clone, Copy, Debug)]
pub enum Pages {
    /// As a model that is built has them: huge ones, where the system has those.
    Huge,
    /// As `vec!` of zeros has them: whatever the system gives without being asked.
    Small,
}

/// The arrays that the cases of one type fill in turn.
pub(super) struct Arrays<T> {
    pub(super) plain: Array2<T>,
    column_major: Array2<T>,
    /// Twice as wide, to fill every other column.
    wide: Array2<T>,
}

impl<T: Stored> Arrays<T> {
    pub(super) fn new(side: usize) -> Self {
        let zero = number::<T>(0.0);
        Self {
            plain: Array2::from_elem((side, side), zero),
            column_major: Array2::from_elem((side, side).f(), zero),
            wide: Array2::from_elem((side, 2 * side), zero),
        }
    }
}

/// A number of the type, rounded.
pub(super) fn number<T: Stored>(value: f64) -> T {
    T::from_computed(T::Computed::from_f64(value))
}

/// What the chapter's own initializer does after drawing from U(-10, 10).
const fn keep_large(x: f64) -> f64 {
    if x.abs() >= 5.0 { x } else { 0.0 }
}

/// What is measured in every type.
pub(super) fn cases<T: Stored>(side: usize) -> Vec<Case<Arrays<T>>> {
    let mixture =
        init::mixture([(0.25, init::uniform(5.0, 10.0)), (0.5, init::zeros()), (0.25, init::uniform(-10.0, -5.0))]);
    vec![
        plain_fill(side),
        case("uniform", side, init::uniform(-0.05, 0.05), |arrays| arrays.plain.view_mut()),
        case("normal", side, init::normal(0.0, 0.01), |arrays| arrays.plain.view_mut()),
        case("trunc_normal", side, init::trunc_normal(0.02), |arrays| arrays.plain.view_mut()),
        // From two standard deviations on: the method of intervals on one side of the mean.
        case("trunc_normal_tail", side, init::trunc_normal(0.02).low(0.04), |arrays| arrays.plain.view_mut()),
        // Three standard deviations either side: the center, and both tails.
        case("trunc_normal_wide", side, init::trunc_normal(0.02).within(3.0), |arrays| arrays.plain.view_mut()),
        case("mixture", side, mixture, |arrays| arrays.plain.view_mut()),
    ]
}

/// What is measured in `f32` and `f64` only.
pub(super) fn more_cases<T: Stored>(side: usize, pages: Pages) -> Vec<Case<Arrays<T>>> {
    let map = init::map(init::uniform(-10.0, 10.0), keep_large);
    let (uniform, normal) = (init::uniform(-0.05, 0.05), init::normal(0.0, 0.01));
    let mut cases = vec![
        case("xavier_uniform", side, init::xavier_uniform(), |arrays| arrays.plain.view_mut()),
        case("kaiming_normal", side, init::kaiming_normal(), |arrays| arrays.plain.view_mut()),
        case("map", side, map, |arrays| arrays.plain.view_mut()),
        case("normal_column_major", side, normal, |arrays| arrays.column_major.view_mut()),
        case("normal_every_other_column", side, normal, |arrays| arrays.wide.slice_mut(s![.., ..;2])),
        quarter(side),
        new_array("uniform_new_array", side, pages, uniform),
        new_array("normal_new_array", side, pages, normal),
    ];
    cases.extend(keystream::case(side));
    cases
}

/// Not zero, so that it is a loop of stores and not a request for fresh pages.
fn plain_fill<T: Stored>(side: usize) -> Case<Arrays<T>> {
    let value = number::<T>(0.5);
    let pass = move |arrays: &mut Arrays<T>| {
        let out = arrays.plain.as_slice_mut().ok_or("a plain array is contiguous")?;
        if rayon::current_num_threads() == 1 {
            black_box(out).fill(black_box(value));
        } else {
            let share = out.len().div_ceil(rayon::current_num_threads());
            out.par_chunks_mut(share).for_each(|part| black_box(part).fill(black_box(value)));
        }
        Ok(())
    };
    Case { what: "fill".to_owned(), n: side * side, simd: "none", threaded: true, pass: Box::new(pass) }
}

fn case<T: Stored>(
    what: &str,
    side: usize,
    init: Init,
    view: impl Fn(&mut Arrays<T>) -> ArrayViewMut2<'_, T> + Send + 'static,
) -> Case<Arrays<T>> {
    let pass = move |arrays: &mut Arrays<T>| {
        init.fill(black_box(&mut view(arrays)), &[Out, In], StreamId::new(42, "hidden.weight"))?;
        Ok(())
    };
    ours(what, side * side, true, pass)
}

/// A quarter of the array, from its middle: as many runs as it has rows.
fn quarter<T: Stored>(side: usize) -> Case<Arrays<T>> {
    let half = side / 2;
    let pass = move |arrays: &mut Arrays<T>| {
        let mut part = arrays.plain.slice_mut(s![..half, ..half]);
        let (axes, offset) = ([Axis::of(Out), Axis::of(In)], [side / 4, side / 4]);
        let stream = StreamId::new(42, "hidden.weight");
        init::normal(0.0, 0.01).fill_slice(black_box(&mut part), &[side, side], &offset, &axes, stream)?;
        Ok(())
    };
    ours("normal_slice_of_a_quarter", half * half, true, pass)
}

/// With the memory asked for in every pass, as a new model asks for it.
fn new_array<T: Stored>(what: &str, side: usize, pages: Pages, init: Init) -> Case<Arrays<T>> {
    let pass = move |_: &mut Arrays<T>| {
        let mut array = match pages {
            Pages::Huge => model::zeros((side, side))?,
            Pages::Small => Array2::from_elem((side, side), number::<T>(0.0)),
        };
        init.fill(black_box(&mut array), &[Out, In], StreamId::new(42, "hidden.weight"))?;
        Ok(())
    };
    ours(what, side * side, true, pass)
}

fn ours<T>(
    what: &str,
    n: usize,
    threaded: bool,
    pass: impl FnMut(&mut Arrays<T>) -> Result<(), Box<dyn std::error::Error + Send + Sync>> + Send + 'static,
) -> Case<Arrays<T>> {
    Case { what: what.to_owned(), n, simd: Simd::current().name(), threaded, pass: Box::new(pass) }
}
