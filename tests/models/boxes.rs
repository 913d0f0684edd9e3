//! What is larger than the stack stands in a box, and is made there.

use std::thread;

use ndarray::Array1;
use paraminit::prelude::*;

/// Runs with a stack of half a megabyte.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    thread::Builder::new().stack_size(512 << 10).spawn(work).expect("a thread").join().expect("it fits on the stack");
}

#[derive(Initialize)]
#[init(** => uniform(0.0, 1.0))]
struct Raw {
    line: Box<[f32; 1_000_000]>,
    rows: Box<[[f32; 1000]; 1000]>,
    wide: Box<[[f64; 1_000_000]; 2]>,
    planes: Box<[[[f32; 1000]; 500]; 2]>,
    #[init(when = true)]
    some: Option<Box<[f32; 1_000_000]>>,
    #[init(len = 2)]
    list: Vec<[f32; 1_000_000]>,
    pair: [Box<[f32; 1_000_000]>; 2],
}

#[test]
fn raw_arrays_in_boxes() {
    on_a_small_stack(|| {
        let raw = Raw::init(1).expect("there is room");
        assert_eq!(raw.parameter_count(), 10_000_000);
        let some = raw.some.as_ref().expect("it is there");
        assert_eq!((raw.list.len(), some.len(), raw.pair[0].len()), (2, 1_000_000, 1_000_000));
        // The bits of any array of that path.
        let plain = init! { <Array1<f32>> ** => uniform(0.0, 1.0) };
        let whole = |path: &str| {
            let mut values = Array1::zeros(1_000_000);
            plain.apply(&mut values, Seed::new(1).at(path)).expect("it fits");
            values
        };
        assert!(raw.line.iter().eq(&whole("line")) && raw.pair[1].iter().eq(&whole("pair.1")));
        assert!(raw.rows.as_flattened().iter().eq(&whole("rows")) && raw.list[1].iter().eq(&whole("list.1")));
        assert!(raw.planes.as_flattened().as_flattened().iter().eq(&whole("planes")));
        assert!(raw.wide[1][999_999] > 0.0);
    });
}

#[derive(Initialize)]
struct Layers {
    fixed: Box<[Dense<4, 4>; 20_000]>,
    #[init(dims = |i| DynDenseDims { inputs: 1, outputs: i % 2 + 1 })]
    sized: Box<[DynDense; 20_000]>,
    #[init(with = Box<[OtherDef; 100_000]>, ** => ones)]
    others: Box<[other::Gain; 100_000]>,
}

mod other {
    pub struct Gain {
        pub values: [f32; 16],
    }
}

#[derive(Initialize)]
#[init(remote = other::Gain)]
struct OtherDef {
    #[init(zeros)]
    values: [f32; 16],
}

#[test]
fn arrays_of_models_in_boxes() {
    on_a_small_stack(|| {
        let layers = Layers::init(1).expect("there is room");
        assert_eq!(layers.fixed.len(), 20_000);
        assert_eq!((layers.sized[7].weight().dim(), layers.sized[8].weight().dim()), ((2, 1), (1, 1)));
        assert_eq!(layers.others[99_999].values, [1.0; 16]);
    });
}
