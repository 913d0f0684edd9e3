//! Parameters that live elsewhere, in another system's tensors: they take part in everything.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use ndarray::{Array1, Array2, ArrayD, Axis, Slice};
use paraminit::dtype::DType;
use paraminit::io::{self, SaveError};
use paraminit::model::{InitializeAs, Lent, Parameter, Place, Shape, Shaped, Visit, VisitMut};
use paraminit::observe::Report;
use paraminit::plan::Plan;
use paraminit::plot;
use paraminit::prelude::*;
use paraminit::schema::Schema;
use paraminit::view::{Lend, LendError, Storage};
use paraminit::{FailureKind, InitErrorKind};

use crate::Initialized;

/// A tensor whose clones share its values, which lie behind a lock. It may be a part of another one's.
#[derive(Clone)]
struct Tensor {
    shape: Vec<usize>,
    values: Arc<RwLock<ArrayD<f32>>>,
    rows: std::ops::Range<usize>,
    fault: Option<Fault>,
}

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    Read,
    Writable,
    Write,
    Shape,
}

impl Tensor {
    fn new(shape: &[usize]) -> Self {
        Self {
            shape: shape.to_vec(),
            values: Arc::new(RwLock::new(ArrayD::zeros(shape))),
            rows: 0..shape[0],
            fault: None,
        }
    }

    fn rows(&self, rows: std::ops::Range<usize>) -> Self {
        let shape = [&[rows.len()], &self.shape[1..]].concat();
        Self { shape, rows, ..self.clone() }
    }

    fn array(&self) -> ArrayD<f32> {
        self.values.read().unwrap().slice_axis(Axis(0), Slice::from(self.rows.clone())).to_owned()
    }

    fn fails(&self, fault: Fault) -> Result<(), LendError> {
        if self.fault == Some(fault) { Err(LendError::new("the device is gone")) } else { Ok(()) }
    }
}

impl Lend for Tensor {
    fn shape(&self) -> &[usize] {
        &self.shape
    }

    fn dtype(&self) -> DType {
        DType::F32
    }

    fn storage(&self) -> Option<Storage> {
        let row: usize = self.shape[1..].iter().product();
        Some(Storage {
            address: Arc::as_ptr(&self.values).addr(),
            elements: self.rows.start * row..self.rows.end * row,
        })
    }

    fn read(&self, read: &mut dyn FnMut(View<'_>)) -> Result<(), LendError> {
        self.fails(Fault::Read)?;
        let values = self.values.read().unwrap();
        if self.fault == Some(Fault::Shape) {
            read(View::F32(values.view().insert_axis(Axis(0))));
        } else {
            read(View::F32(values.slice_axis(Axis(0), Slice::from(self.rows.clone()))));
        }
        Ok(())
    }

    fn writable(&self) -> Result<(), LendError> {
        self.fails(Fault::Writable)
    }

    fn write(&mut self, write: &mut dyn FnMut(ViewMut<'_>)) -> Result<(), LendError> {
        self.fails(Fault::Write)?;
        let mut values = self.values.write().unwrap();
        write(ViewMut::F32(values.slice_axis_mut(Axis(0), Slice::from(self.rows.clone()))));
        Ok(())
    }
}

struct TensorDef<const N: usize>;

impl<const N: usize> InitializeAs<Tensor> for TensorDef<N> {
    const SCHEMA: &'static Schema = &Schema::leaf(DType::F32, Some(N));

    fn visit_parameters_as<'m>(value: &'m Tensor, place: &Place<'_>, visitor: &mut dyn Visit<'m>) {
        visitor.lent(place, Box::new(value.clone()));
    }

    fn visit_parameters_mut_as<'m>(value: &'m mut Tensor, place: &Place<'_>, visitor: &mut dyn VisitMut<'m>) {
        visitor.lent(place, Lent::Values(value));
    }

    fn parameter_shape_as(value: &Tensor) -> Option<Shape> {
        Some(Shape::from(&*value.shape))
    }
}

impl<const N: usize> Parameter for TensorDef<N> {}
impl<const N: usize> Shaped<N> for TensorDef<N> {}

/// A layer of such tensors.
#[derive(Initialize)]
#[init(kind = Dense)]
struct Linear {
    #[init(with = TensorDef<2>, axes = [out, in], part = weight, required)]
    weight: Tensor,
    #[init(with = TensorDef<1>, fans_of = weight, part = bias, required)]
    bias: Tensor,
}

#[derive(Initialize)]
struct Net {
    layers: Vec<Linear>,
    #[init(with = TensorDef<2>, axes = [out, in], parts(q = 6, k = 2), required)]
    qk: Tensor,
    #[init(with = TensorDef<1>, buffer, zeros)]
    mean: Tensor,
}

/// The same of arrays.
#[derive(Debug, Initialize)]
struct Twin {
    #[init(len = 2)]
    layers: Vec<Dense<4, 8>>,
    #[init(shape = [8, 3], axes = [out, in], parts(q = 6, k = 2), required)]
    qk: Array2<f32>,
    #[init(shape = [3], buffer, zeros)]
    mean: Array1<f32>,
}

fn net() -> Net {
    let linear = || Linear { weight: Tensor::new(&[8, 4]), bias: Tensor::new(&[8]) };
    Net { layers: vec![linear(), linear()], qk: Tensor::new(&[8, 3]), mean: Tensor::new(&[3]) }
}

/// An initializer of the user, which may fail, so that its values wait in a buffer.
struct Quarter;

impl Initializer for Quarter {
    fn initialize(&self, _: &ParamInfo, mut values: ViewMut<'_>, _: &mut Stream) -> Initialized {
        values.fill_with(|| 0.25);
        Ok(())
    }
}

/// The same rules for both.
macro_rules! rules {
    ($model:ty) => {
        init! { <$model>
            layers[last].weight => orthogonal,
            **.weight => pytorch,
            **.bias => uniform(1.0, 2.0),
            qk.q => normal(0.0, 1.0),
            qk.k => custom(&Quarter),
            mean => constant(3.0),
        }
    };
}

fn same(net: &Net, twin: &Twin) {
    for (ours, theirs) in net.layers.iter().zip(&twin.layers) {
        assert_eq!(ours.weight.array(), theirs.weight().clone().into_dyn());
        assert_eq!(ours.bias.array(), theirs.bias().clone().into_dyn());
    }
    assert_eq!(net.qk.array(), twin.qk.clone().into_dyn());
    assert_eq!(net.mean.array(), twin.mean.clone().into_dyn());
}

fn lent_alike() -> (Net, Twin) {
    let mut net = net();
    rules!(Net).apply(&mut net, 42).unwrap();
    (net, rules!(Twin).build(42).unwrap())
}

#[test]
fn the_bits_are_those_of_arrays() {
    let (net, twin) = lent_alike();
    same(&net, &twin);
    assert_eq!((net.parameter_count(), net.parameter_bytes()), (twin.parameter_count(), twin.parameter_bytes()));
}

#[test]
fn an_observer_sees_each() {
    let mut net = net();
    let mut report = Report::new();
    rules!(Net).observed(&mut report).apply(&mut net, 42).unwrap();
    same(&net, &rules!(Twin).build(42).unwrap());
    assert_eq!(report.parameters(), 7);
}

#[test]
fn plans_read_nothing_and_agree() {
    let mut net = net();
    net.qk.fault = Some(Fault::Read);
    let (ours, theirs) = (rules!(Net).plan(&net), rules!(Twin).plan(&rules!(Twin).build(1).unwrap()));
    let lines = |plan: &Plan| {
        plan.entries()
            .iter()
            .map(|entry| (entry.info().path().to_string(), entry.initializer().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&ours), lines(&theirs));
    assert!(rules!(Net).explain(&net, "qk.q").is_ok());
}

#[test]
fn what_cannot_be_written_is_known_before_anything_is() {
    let mut net = net();
    net.mean.fault = Some(Fault::Writable);
    let error = rules!(Net).apply(&mut net, 42).unwrap_err();
    let [failure] = error.failures() else { panic!("{error}") };
    assert!(matches!(failure.cause, FailureKind::Lent(_)), "{failure:?}");
    assert_eq!(failure.path, "mean");
    assert!(error.to_string().contains("the device is gone"), "{error}");
    for tensor in net.layers.iter().flat_map(|layer| [&layer.weight, &layer.bias]).chain([&net.qk, &net.mean]) {
        assert!(tensor.array().iter().all(|x| *x == 0.0));
    }
}

#[test]
fn a_failed_initializer_leaves_everything() {
    let mut net = net();
    let rules = init! { <Net> mean => { init::constant(f64::NAN) }, ** => |_| init::ones() };
    let error = rules.apply(&mut net, 42).unwrap_err();
    assert!(matches!(error.failures()[0].cause, FailureKind::Initializer(InitErrorKind::Argument(_))));
    assert!(net.layers[0].weight.array().iter().all(|x| *x == 0.0));
}

#[test]
fn a_write_that_fails_after_all_is_reported() {
    let mut net = net();
    net.layers[1].bias.fault = Some(Fault::Write);
    let error = rules!(Net).apply(&mut net, 42).unwrap_err();
    let [failure] = error.failures() else { panic!("{error}") };
    assert_eq!((&*failure.path, &*failure.shape), ("layers.1.bias", &[8][..]));
}

#[test]
fn two_paths_to_one_memory_are_an_error_that_names_both() {
    let mut net = net();
    net.layers[1].weight = net.layers[0].weight.clone();
    let error = rules!(Net).apply(&mut net, 42).unwrap_err();
    let [failure] = error.failures() else { panic!("{error}") };
    assert!(matches!(&failure.cause, FailureKind::SameStorage { other } if other == "layers.0.weight"));
    assert_eq!(failure.path, "layers.1.weight");
    // Rows of one tensor that do not overlap are two parameters.
    let both = Tensor::new(&[16, 4]);
    (net.layers[0].weight, net.layers[1].weight) = (both.rows(0..8), both.rows(8..16));
    rules!(Net).apply(&mut net, 42).unwrap();
    same(&net, &rules!(Twin).build(42).unwrap());
    net.layers[1].weight = both.rows(7..15);
    assert!(!rules!(Net).plan(&net).failures().is_empty());
}

#[test]
fn files_hold_it_and_fill_it() {
    let folder = tempfile::tempdir().unwrap();
    let [ours, theirs] = ["ours", "theirs"].map(|name| folder.path().join(name));
    let (mut one, twin) = lent_alike();
    io::save(&one, &ours).unwrap();
    io::save(&twin, &theirs).unwrap();
    assert_eq!(std::fs::read(&ours).unwrap(), std::fs::read(&theirs).unwrap());
    let mut again = net();
    io::load(&mut again, init::load(&ours)).unwrap();
    same(&again, &twin);
    io::save(&one, io::to(&ours).parts(true)).unwrap();
    io::load(&mut again, init::load(&ours)).unwrap();
    same(&again, &twin);
    for fault in [Fault::Read, Fault::Shape] {
        one.mean.fault = Some(fault);
        let error = io::save(&one, &theirs).unwrap_err();
        assert!(matches!(&error, SaveError::Lent(path, _) if path == "mean"), "{error}");
    }
}

#[test]
fn other_models_take_its_values() {
    let (mut one, twin) = lent_alike();
    let taken = init! { <Twin> ** => from(&one) }.build(1).unwrap();
    same(&one, &taken);
    let mut again = net();
    init! { <Net> ** => from(&twin) }.apply(&mut again, 1).unwrap();
    same(&again, &twin);
    one.mean.fault = Some(Fault::Read);
    let error = init! { <Twin> ** => from(&one) }.build(1).unwrap_err();
    assert!(error.failures().iter().any(|failure| matches!(failure.cause, FailureKind::Lent(_))), "{error}");
    let map = HashMap::from([("at", one.layers.swap_remove(0))]);
    let mut layer = Dense::<4, 8>::init(1).unwrap();
    io::load(&mut layer, init::from(&map).prefix("at.")).unwrap();
    assert_eq!(&layer, &twin.layers[0]);
}

#[test]
fn summaries_selections_and_pictures_read_it() {
    let (mut net, twin) = lent_alike();
    assert_eq!(rules!(Net).summary(&net).to_string(), rules!(Twin).summary(&twin).to_string());
    assert_eq!(net.summary().entries().len(), 6);
    let select = select! { <Net> **.bias => false, ** => true };
    let (mut count, mut sum) = (0, 0.0);
    select
        .visit(&net, |_, _, values| {
            count += 1;
            sum += values.values().sum::<f64>();
        })
        .unwrap();
    assert_eq!(count, 6);
    assert!(sum > 0.0);
    select.visit_mut(&mut net, |_, _, mut values| values.fill_with(|| 1.0)).unwrap();
    assert!(net.qk.array().iter().all(|x| *x == 1.0));
    let folder = tempfile::tempdir().unwrap();
    plot::histograms(&net, None, folder.path().join("net.svg")).unwrap();

    net.qk.fault = Some(Fault::Read);
    let summary = net.summary();
    assert_eq!((summary.entries().len(), summary.unread().len()), (5, 1));
    assert!(summary.to_string().contains("qk: could not be read: the device is gone"), "{summary}");
    let error = select.visit(&net, |_, _, _| ()).unwrap_err();
    assert!(error.to_string().contains("could not be lent: the device is gone"), "{error}");
    let error = plot::histograms(&net, None, folder.path().join("net.svg")).unwrap_err();
    assert!(error.to_string().contains("`qk.q` could not be lent"), "{error}");
}

#[derive(Initialize)]
struct Mixed {
    #[init(shape = [1], zeros)]
    first: Array1<f32>,
    #[init(with = TensorDef<1>, zeros)]
    lent: Tensor,
    #[init(shape = [3], zeros)]
    own: Array1<f32>,
}

#[test]
fn a_visit_ends_at_what_could_not_be_lent() {
    let lent = Tensor { fault: Some(Fault::Write), ..Tensor::new(&[2]) };
    let mut mixed = Mixed { first: Array1::zeros(1), lent, own: Array1::zeros(3) };
    let mut seen = Vec::new();
    let select = select! { <Mixed> first => 1, lent => 2, own => 3 };
    let error = select
        .visit_mut(&mut mixed, |path, value, values| seen.push((path.to_string(), *value, values.count())))
        .unwrap_err();
    assert!(error.to_string().contains("`lent` could not be lent"), "{error}");
    assert_eq!(seen, [("first".to_owned(), 1, 1)]);
}

#[test]
fn a_list_of_views_leaves_it_out_and_says_why() {
    let mut net = net();
    assert!(net.named_parameters().is_empty());
    assert!(net.param("layers.0.weight").unwrap_err().is_lent());
    assert!(net.param("qk.k").unwrap_err().is_lent());
    assert!(net.param_mut("qk.k").unwrap_err().is_lent());
    assert!(!net.param("layers.0.wieght").unwrap_err().is_lent());
}
