//! What is saved is what is loaded, to the bit, and the file is the same every time.

use half::{bf16, f16};
use ndarray::{Array0, Array1, Array2, Array3, ArrayD, IxDyn, ShapeBuilder};
use paraminit::io;
use paraminit::model::Scalar;
use paraminit::prelude::*;
use proptest::prelude::{ProptestConfig, any, proptest};

use super::{file_of, place};

#[derive(Clone, Debug, PartialEq, Initialize)]
#[init(** => normal(0.0, 1.0))]
struct Every {
    #[init(shape = [])]
    none: Array0<f32>,
    #[init(shape = [5])]
    one: Array1<f64>,
    #[init(shape = [2, 3])]
    two: Array2<f16>,
    #[init(shape = [2, 3, 4])]
    three: Array3<bf16>,
    #[init(shape = [2, 0, 3])]
    nothing: Array3<f32>,
    #[init(shape = [2, 2])]
    dynamic: ArrayD<f32>,
    scalar: f64,
    half: f16,
    raw: [[f32; 3]; 2],
    #[init(shape = [5])]
    vector: Vec<bf16>,
    #[init(shape = [2])]
    optional: Option<Array1<f32>>,
    #[init(len = 2, ** => normal(0.0, 1.0))]
    layers: Vec<Dense<2, 3>>,
    pair: (Dense<1, 2>, Relu),
}

#[test]
fn every_type_of_parameter() {
    let model = Every::init(1).expect("every field says its size");
    let (_folder, path) = file_of(&model);
    let mut other = Every::init(2).expect("every field says its size");
    assert_ne!(other, model);
    io::load(&mut other, path.as_path()).expect("it was just saved");
    assert_eq!(other, model);
    let built = init! { <Every> ** => load(&path) }.build(3).expect("it was just saved");
    assert_eq!(built, model);
}

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Layouts<T: Scalar> {
    #[init(shape = [70, 1000], normal(0.0, 1.0))]
    matrix: Array2<T>,
    #[init(shape = [3, 4, 5], normal(0.0, 1.0))]
    cube: Array3<T>,
}

fn layouts<T: Scalar + std::fmt::Debug + PartialEq>() {
    let rows = Layouts::<T>::init(7).expect("static");
    let (_folder, path) = file_of(&rows);
    let bytes = std::fs::read(&path).expect("it was just saved");

    let mut columns = Layouts { matrix: Array2::<T>::zeros((70, 1000).f()), cube: Array3::<T>::zeros((3, 4, 5).f()) };
    io::load(&mut columns, path.as_path()).expect("the shapes are those of the file");
    assert_eq!(columns, rows);
    assert!(!columns.matrix.is_standard_layout(), "the layout is the model's");
    // Axes that run backwards, and permuted ones.
    columns.matrix.invert_axis(ndarray::Axis(0));
    columns.cube = columns.cube.permuted_axes([2, 0, 1]).as_standard_layout().to_owned().permuted_axes([1, 2, 0]);
    io::load(&mut columns, path.as_path()).expect("the shapes are those of the file");
    assert_eq!(columns, rows);

    io::save(&columns, &path).expect("there is room");
    assert!(std::fs::read(&path).expect("it was just saved") == bytes, "the bytes depend on the layout");
}

#[test]
fn every_element_and_layout() {
    for_types!(layouts: f32, f64);
    for_types!(layouts: f16, bf16);
}

#[test]
fn the_file_is_row_major_and_says_what_it_is() {
    let array = Array2::from_shape_vec((2, 3).f(), vec![1.0_f32, 4.0, 2.0, 5.0, 3.0, 6.0]).expect("six values");
    let (_folder, path) = file_of(&array);
    let bytes = std::fs::read(&path).expect("it was just saved");
    let length = usize::try_from(u64::from_le_bytes(bytes[..8].try_into().expect("eight"))).expect("short");
    let header: serde_json::Value = serde_json::from_slice(&bytes[8..8 + length]).expect("JSON");
    assert_eq!(length % 8, 0);
    assert_eq!(
        header,
        serde_json::json!({
            "__metadata__": {
                "format": "pt",
                "paraminit": env!("CARGO_PKG_VERSION"),
                "stream_contract": paraminit::stream::CONTRACT_VERSION.to_string(),
            },
            "": { "dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24] },
        })
    );
    let values: Vec<u8> = [1.0_f32, 2.0, 3.0, 4.0, 5.0, 6.0].into_iter().flat_map(f32::to_le_bytes).collect();
    assert_eq!(&bytes[8 + length..], &values[..]);
}

#[test]
fn zeros_keep_their_sign_and_subnormals_their_bits() {
    let saved = [-0.0_f32, f32::from_bits(1), -f32::MIN_POSITIVE, f32::MAX, f32::MIN];
    let (_folder, path) = file_of(&saved);
    let mut loaded = [1.0_f32; 5];
    io::load(&mut loaded, path.as_path()).expect("it was just saved");
    assert_eq!(loaded.map(f32::to_bits), saved.map(f32::to_bits));
    let mut copied = [1.0_f32; 5];
    io::load(&mut copied, init::from(&saved)).expect("the same type");
    assert_eq!(copied.map(f32::to_bits), saved.map(f32::to_bits));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_shape(shape in proptest::collection::vec(0_usize..5, 0..6), bits in any::<u64>(), column_major in any::<bool>()) {
        let (_folder, path) = place();
        let dim: ndarray::Shape<IxDyn> = if column_major { IxDyn(&shape).f() } else { IxDyn(&shape).into() };
        let mut next = bits;
        let saved = ArrayD::<f64>::from_shape_simple_fn(dim, || {
            next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            // Any finite double: the largest exponent, which is that of infinity, made smaller.
            let value = f64::from_bits(next);
            if value.is_finite() { value } else { f64::from_bits(next ^ (1 << 62)) }
        });
        io::save(&saved, &path).unwrap();
        let mut loaded = ArrayD::<f64>::ones(IxDyn(&shape));
        io::load(&mut loaded, path.as_path()).unwrap();
        let bits = |array: &ArrayD<f64>| array.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&loaded), bits(&saved));
    }
}

#[test]
fn counts() {
    let model = Every::init(1).expect("every field says its size");
    let elements = [1, 5, 6, 24, 0, 4, 1, 1, 6, 5, 2, 2 * 9, 4];
    let bytes = [4, 40, 12, 48, 0, 16, 8, 2, 24, 10, 8, 4 * 18, 4 * 4];
    assert_eq!(model.parameter_count(), elements.iter().sum::<usize>());
    assert_eq!(model.parameter_bytes(), bytes.iter().sum::<usize>());
}

#[test]
fn under_other_names_and_back() {
    let model = Every::init(1).expect("every field says its size");
    let (_folder, path) = file_of(&model);
    let plain = std::fs::read(&path).expect("it was just saved");
    io::save(&model, io::to(&path)).expect("there is room");
    assert_eq!(std::fs::read(&path).expect("it was just saved"), plain);

    let theirs = |ours: &str| ours.replace('.', "/");
    let names = io::to(&path).strip("layers.").rename(theirs).prefix("model.");
    io::save(&model, names).expect("there is room");
    let mut other = Every::init(2).expect("every field says its size");
    let error = io::load(&mut other, path.as_path()).expect_err("other names");
    assert!(error.to_string().contains("`model.1/weight`"), "{error}");
    let names = init::load(&path).strip("layers.").rename(theirs).prefix("model.");
    io::load(&mut other, names).expect("the same names");
    assert_eq!(other, model);

    let before = std::fs::read(&path).expect("it is there");
    let error = io::save(&model, io::to(&path).rename(|_| "one".to_owned())).expect_err("all have one name");
    let help = "help: let `rename`, `strip` and `prefix` give each parameter a name of its own";
    assert_eq!(error.to_string(), format!("two parameters would have the name `one`\n{help}"));
    let error = io::save(&[1.0_f32], io::to(&path).rename(|_| "__metadata__".to_owned())).expect_err("it is reserved");
    assert_eq!(error.to_string(), format!("the format reserves the name `__metadata__`\n{help}"));
    assert_eq!(std::fs::read(&path).expect("it is there"), before);
}
