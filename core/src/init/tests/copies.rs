//! Stacked parameters, with an initializer for each copy.

use super::text;
use crate::axes::Axis;
use crate::axes::Role::{Batch, In, Kernel, Out};
use crate::dtype::{DType, DTypeSet};
use crate::info::ParamInfo;
use crate::init::fit::target::Target;
use crate::init::*;
use crate::path::{ParamPath, Segment};
use crate::stream::StreamId;

const ID: StreamId = StreamId { seed: 7, number: 8 };

fn filled(init: Init, shape: &[usize], axes: &[Axis]) -> Vec<f64> {
    let resolved = init.resolve_for(&Target::bare(shape, Some(axes), DType::F64)).unwrap();
    let mut values = vec![0.0; shape.iter().product()];
    resolved.fill(ID, 0, &mut values).unwrap();
    values
}

/// An `each` of two initializers that take turns, these two, and the parameter.
type Case<'c> = (Init, Init, Init, &'c [usize], &'c [Axis]);

#[test]
fn a_copy_has_the_bits_of_its_initializer_in_the_whole_parameter() {
    let matrix: &[Axis] = &[Batch.into(), Out.into(), In.into()];
    let packed: &[Axis] = &[Batch.into(), Axis::packed(3, Out), In.into()];
    let kernel: &[Axis] = &[Batch.into(), Out.into(), In.into(), Kernel.into()];
    let rows: &[Axis] = &[Batch.into(), In.into(), Out.into()];
    let twice: &[Axis] = &[Batch.into(), Batch.into(), Out.into(), In.into()];
    fn odd(p: &ParamInfo, even: Init, odd: Init) -> Init {
        if p.index(0).is_multiple_of(2) { even } else { odd }
    }
    macro_rules! case {
        ($even:expr, $odd:expr, $shape:expr, $axes:expr) => {
            (each(|p| odd(p, $even, $odd)), $even, $odd, $shape, $axes)
        };
    }
    let cases: Vec<Case<'_>> = vec![
        case!(normal(0.0, 1.0), zeros(), &[5, 6, 7], matrix),
        case!(uniform(-1.0, 1.0), trunc_normal(0.5), &[4, 30, 30], matrix),
        case!(xavier_uniform(), kaiming_normal().mode(Mode::FanOut), &[3, 6, 4], packed),
        case!(orthogonal(), scaled(orthogonal(), 0.5), &[5, 6, 4], matrix),
        case!(orthogonal(), orthogonal().gain(Gain::Tanh), &[4, 4, 6], rows),
        case!(orthogonal(), scaled(orthogonal(), -1.0), &[4, 6, 5], packed),
        case!(orthogonal(), normal(0.0, 1.0), &[3, 2, 5, 4], twice),
        case!(orthogonal(), zeros(), &[3, 6, 2, 2], kernel),
        case!(
            gates([orthogonal(), zeros(), ones()]),
            gates([ones(), normal(0.0, 1.0), orthogonal()]),
            &[4, 9, 3],
            packed
        ),
        case!(icnr(2, normal(0.0, 1.0)), icnr(2, orthogonal()), &[3, 8, 3], matrix),
        case!(
            mixture([(0.5, orthogonal()), (0.5, ones())]),
            mixture([(0.5, normal(0.0, 1.0)), (0.5, ones())]),
            &[3, 5, 4],
            matrix
        ),
        case!(clamped(orthogonal(), -0.1, 0.1), map(orthogonal(), f64::abs), &[3, 5, 4], matrix),
    ];
    for (init, even, odd, shape, axes) in cases {
        let (found, halves) = (filled(init, shape, axes), [filled(even, shape, axes), filled(odd, shape, axes)]);
        let run = found.len() / shape[0];
        for (copy, values) in found.chunks(run).enumerate() {
            assert_eq!(values, &halves[copy % 2][copy * run..][..run], "copy {copy}: {even} or {odd}");
        }
        let resolved = init.resolve_for(&Target::bare(shape, Some(axes), DType::F64)).unwrap();
        for (from, to) in
            [(0, 1), (run - 1, run + 1), (run, 2 * run), (run / 2, found.len()), (found.len(), found.len())]
        {
            let mut slice = vec![9.0; to - from];
            resolved.fill(ID, from as u64, &mut slice).unwrap();
            assert_eq!(slice, found[from..to], "{even} or {odd}");
        }
        assert!(resolved.fill(ID, 1, &mut found.clone()).is_err(), "beyond the end");
    }
}

#[test]
fn slices_of_stacked_orthogonal_matrices_compute_no_more_than_they_need() {
    for (shape, axes, unit) in [
        (&[5, 6, 4][..], &[Batch.into(), Out.into(), In.into()][..], 24),
        (&[5, 6, 4], &[Batch.into(), In.into(), Out.into()], 24),
        (&[5, 6, 4], &[Batch.into(), Axis::packed(3, Out), In.into()], 8),
        (&[2, 5, 6, 4], &[Batch.into(), Batch.into(), Out.into(), In.into()], 24),
        (&[6, 5, 4], &[Out.into(), Batch.into(), In.into()], 120),
        (&[6, 4], &[Out.into(), In.into()], 24),
        (&[6, 4], &[Out.into(), Axis::packed(2, In)], 24),
        (&[3, 1, 1], &[Batch.into(), Out.into(), In.into()], 1),
    ] {
        let resolved = orthogonal().resolve_for(&Target::bare(shape, Some(axes), DType::F64)).unwrap();
        assert_eq!(resolved.filler.unit(), unit, "{shape:?} {axes:?}");
        let whole = filled(orthogonal(), shape, axes);
        for from in 0..whole.len() {
            for to in [from + 1, from + unit, from + 2 * unit + 1, whole.len()] {
                let mut slice = vec![9.0; to.min(whole.len()) - from];
                resolved.fill(ID, from as u64, &mut slice).unwrap();
                assert_eq!(slice, whole[from..to.min(whole.len())], "{shape:?} {axes:?}");
            }
        }
    }
}

#[test]
fn the_closure_sees_one_copy() {
    let path = ParamPath::new([Segment::Key("stacks"), Segment::Element { index: 1, len: 2 }]);
    let bare = ParamInfo::bare(&[3, 8, 4], Some(&[Batch.into(), Out.into(), In.into()]), DType::F64);
    let info = ParamInfo { path, ..bare };
    let of = |init: Init| init.resolve(&info).unwrap().moments().unwrap();
    fn seen(p: &ParamInfo) -> Init {
        assert_eq!((p.shape(), p.axes().map(<[Axis]>::len), p.fan_in()), (&[8, 4][..], Some(2), 4));
        assert_eq!((p.index(0), p.len(0), p.len(1), p.containers()), (1, 2, 3, 2));
        assert_eq!(p.path().to_string(), format!("stacks.1.{}", p.index(1)));
        constant(p.index(1) as f64)
    }
    assert_eq!(of(each(seen)).0, 1.0); // of 0, 1 and 2
    let rows = each(|p| if p.index(1) == 2 { zeros() } else { normal(0.0, 0.5) }).rows(&info);
    assert_eq!(rows.as_deref(), Some("0: normal(0, 0.5); 1: normal(0, 0.5); 2: zeros"));
    let failed = text(each(|p| constant(p.index(2) as f64)).resolve(&info));
    assert!(failed.starts_with("copy 0 of `each`: ") && failed.contains("container"), "{failed}");
}

#[test]
fn many_copies_in_a_plan() {
    let of = |init: Init, copies: usize| {
        let axes = [Batch.into(), Out.into()];
        init.rows(&ParamInfo::bare(&[copies, 2], Some(&axes), DType::F32)).unwrap_or_default()
    };
    let deep = each(|p| constant((p.index(0) / 5) as f64));
    assert_eq!(of(deep, 4), "0: constant(0); 1: constant(0); 2: constant(0); 3: constant(0)");
    let (ten, other) = (of(deep, 10), of(each(|p| constant((p.index(0) / 6) as f64)), 10));
    assert!(ten.starts_with("0: constant(0); 1: constant(0); 2: constant(0); ..; 9: constant(1); hash "), "{ten}");
    assert_ne!(ten, other); // only in the middle, so only by the hash
    assert_eq!(of(deep, 0), "");
    assert_eq!(deep.named("|p| ..").to_string(), "each(|p| ..)");
    assert!(serde_text(deep).contains("cannot be read from text: it takes a function"));
}

fn serde_text(init: Init) -> String {
    text(init.to_string().parse::<Init>())
}

#[test]
fn what_does_not_suit_each() {
    let zero = each(|_| zeros());
    let of = |init: Init, shape: &[usize], axes: Option<&[Axis]>| {
        text(init.resolve_for(&Target::bare(shape, axes, DType::F32)))
    };
    let matrix: &[Axis] = &[Out.into(), In.into()];
    let stack: &[Axis] = &[Batch.into(), Out.into(), In.into()];
    let wrong = "`each` needs a `batch` axis in front, along which copies lie, but the parameter ";
    assert!(of(zero, &[3, 4], Some(matrix)).starts_with(&format!("{wrong}has another there\nhelp: ")));
    assert!(of(zero, &[3, 4, 5], None).ends_with("`#[init(axes = [batch, out, in])]`"));
    assert!(of(zero, &[], Some(&[])).starts_with(wrong));
    assert!(of(zero, &[4, 5], Some(&[Axis::packed(2, Batch), In.into()])).starts_with(wrong));
    assert!(of(zero, &[4, 5], Some(&[In.into(), Batch.into()])).starts_with(wrong));
    assert_eq!(of(zero, &[3, 4, 5], Some(stack)), "fine");
    assert_eq!(of(scaled(zero, 2.0), &[0, 4, 5], Some(stack)), "fine");
    assert_eq!(of(zero, &[usize::MAX / 2, 0], Some(&[Batch.into(), In.into()])), "fine");
    let faulty = each(|p| normal(0.0, 1.0 - p.index(0) as f64));
    let expected = "copy 2 of `each`: in `normal`: `std` must be a finite number, not negative";
    assert_eq!(of(faulty, &[3, 4, 5], Some(stack)), expected);
    assert_eq!(
        of(each(|_| each(|_| zeros())), &[3, 4, 5], Some(stack)).split('\n').next().unwrap_or_default(),
        "copy 0 of `each`: `each` cannot stand in `each`: a copy has no copies of its own"
    );
    assert!(of(each(|_| eye()), &[3, 4, 5], Some(stack)).starts_with("`eye` needs rank 2"));
    assert!(of(each(|_| scaled(he_normal(), 1e-60)), &[3, 4, 5], Some(stack)).contains("`k` is too small for `f32`"));
    let gated = gates([zero, zeros()]);
    assert!(gated.any_fault(DTypeSet::NONE).unwrap().as_str().starts_with("`each` cannot stand in `gates`"));
    assert_eq!(zero.needs().form, Some("each"));
}
