//! Sources that own data or code.

use std::error::Error;

use ndarray::{Array2, ArrayD, ShapeBuilder};
use rand::RngExt;
use rand_distr::Gamma;

use super::text;
use crate::dtype::DType;
use crate::info::ParamInfo;
use crate::init::source::distribution::fill as fill_by;
use crate::init::*;
use crate::path::{ParamPath, Segment};
use crate::stream::{Stream, StreamId};
use crate::view::ViewMut;

/// The values of a user's initializer.
type Initialized = Result<(), Box<dyn Error + Send + Sync>>;

struct MyInit {
    low: f64,
}

impl Initializer for MyInit {
    fn initialize(&self, param: &ParamInfo, mut values: ViewMut<'_>, stream: &mut Stream) -> Initialized {
        if param.rank() != 2 {
            return Err("two axes only".into());
        }
        values.fill_with(|| stream.random_range(self.low..10.0));
        Ok(())
    }
}

struct Generic<T>(T);

impl<T: Sync> Initializer for Generic<T> {
    fn initialize(&self, _: &ParamInfo, mut values: ViewMut<'_>, _: &mut Stream) -> Initialized {
        values.fill_with(|| f64::NAN);
        Ok(())
    }
}

fn info(shape: &[usize]) -> ParamInfo {
    ParamInfo::bare(shape, None, DType::F32)
}

fn fill(source: &Source<'_>, values: &mut ArrayD<f32>) -> Result<(), crate::FailureKind> {
    let info = info(values.shape());
    source.resolve(&info)?.fill(&info, StreamId { seed: 42, number: 7 }, ViewMut::F32(values.view_mut()))
}

#[test]
fn custom_initializers() {
    let source = custom(&MyInit { low: 5.0 });
    let mut a = ArrayD::<f32>::zeros(vec![20, 30]);
    fill(&source, &mut a).unwrap();
    assert!(a.iter().all(|x| (5.0..=10.0).contains(x)));
    let mut b = ArrayD::<f32>::zeros(vec![20, 30].f());
    let dynamic: &dyn Initializer = &MyInit { low: 5.0 };
    fill(&custom(dynamic), &mut b).unwrap();
    assert_eq!(a, b);
    assert_eq!(
        format!("{source} {source:?} {}", custom(dynamic)),
        "custom(MyInit) Source(custom(MyInit)) custom(MyInit)"
    );
    assert_eq!(Generic(vec![1.0]).name(), "Generic");

    let mut cube = ArrayD::<f32>::zeros(vec![2, 2, 2]);
    assert_eq!(text(fill(&source, &mut cube)), "two axes only");
    assert_eq!(text(fill(&custom(&Generic(1)), &mut cube)), "the value at index 0 is not a number");
}

#[test]
fn distributions_do_not_depend_on_slices() {
    let source = sample(Gamma::new(2.0, 1.0).unwrap());
    let info = info(&[1000]);
    let Prepared::Sample(samples) = source.resolve(&info).unwrap() else { panic!() };
    let mut whole = vec![0.0_f32; 1000];
    fill_by(&*samples, StreamId { seed: 1, number: 2 }, 0, &mut whole).unwrap();
    for (from, to) in [(0, 3), (255, 257), (100, 700), (512, 768), (999, 1000), (8, 8)] {
        let mut slice = vec![0.0_f32; to - from];
        fill_by(&*samples, StreamId { seed: 1, number: 2 }, from as u64, &mut slice).unwrap();
        assert_eq!(slice, whole[from..to]);
    }
    let mean = whole.iter().sum::<f32>() / 1000.0;
    assert!((mean - 2.0).abs() < 0.2, "{mean}");
    let mut array = ArrayD::<f32>::zeros(vec![25, 40].f());
    source
        .resolve(&info)
        .unwrap()
        .fill(&info, StreamId { seed: 1, number: 2 }, ViewMut::F32(array.view_mut()))
        .unwrap();
    assert!(array.iter().eq(&whole));
}

#[test]
fn distributions_must_be_finite_in_the_type() {
    let source = sample(rand_distr::Normal::new(1e39, 1.0).unwrap());
    let mut values = ArrayD::<f32>::ones(vec![3]);
    let expected = "the value at index 0 is infinite, or too large for `f32`\nhelp: the largest `f32` is about 3.4e38";
    assert_eq!(text(fill(&source, &mut values)), expected);
    assert_eq!(values, ArrayD::<f32>::ones(vec![3]));
}

#[test]
fn closures_see_the_parameter() {
    let scale = 4.0;
    let source = from_fn(|p| constant(scale / p.len(0) as f64));
    let mut blocks = info(&[2, 3]);
    blocks.path = ParamPath::new(vec![Segment::Element { index: 1, len: 8 }]);
    let task = source.resolve(&blocks).unwrap();
    assert_eq!((task.to_string(), task.moments()), ("constant(0.5)".to_owned(), Some((0.5, 0.0))));
    let outside = text(source.resolve(&info(&[2, 3])));
    assert!(outside.starts_with("the rule asks for container 0 of the path"), "{outside}");
    assert_eq!(source.to_string(), "|p| ..");
}

#[test]
fn plain_initializers_are_sources() {
    let source = Source::from(normal(0.0, 1.0));
    let mut values = ArrayD::<f32>::zeros(vec![4, 5]);
    fill(&source, &mut values).unwrap();
    let mut expected = Array2::<f32>::zeros((4, 5));
    normal(0.0, 1.0).fill(&mut expected, &[], StreamId { seed: 42, number: 7 }).unwrap();
    assert_eq!(values, expected.into_dyn());
    assert_eq!(source.to_string(), "normal(0, 1)");
    assert!(source.resolve(&info(&[3])).unwrap().sampler().is_some());
}

#[test]
fn sources_cross_threads() {
    fn crosses<T: Send + Sync>(_: &T) {}
    crosses(&custom(&MyInit { low: 1.0 }));
    crosses(&from_fn(|_| zeros()));
    crosses(&zeros());
}
