//! Dense layers against a naive loop.

use ndarray::{Array1, Array2, ArrayView2, ShapeBuilder, s};
use paraminit::layers::LayerErrorKind;
use paraminit::prelude::*;
use proptest::prelude::*;

/// y[r][o] = b[o] + sum over i of x[r][i] w[o][i], in f64.
fn naive(x: &ArrayView2<'_, f32>, w: &Array2<f32>, b: Option<&Array1<f32>>) -> Array2<f64> {
    Array2::from_shape_fn((x.nrows(), w.nrows()), |(r, o)| {
        let sum: f64 = (0..w.ncols()).map(|i| f64::from(x[[r, i]]) * f64::from(w[[o, i]])).sum();
        sum + b.map_or(0.0, |b| f64::from(b[o]))
    })
}

fn close(found: &ArrayView2<'_, f32>, expected: &Array2<f64>) -> bool {
    found.dim() == expected.dim()
        && found.iter().zip(expected).all(|(y, z)| (f64::from(*y) - z).abs() <= 1e-5 * (1.0 + z.abs()))
}

fn batch(rows: usize, columns: usize) -> Array2<f32> {
    Array2::from_shape_fn((rows, columns), |(r, c)| ((r * 31 + c * 17) % 13) as f32 / 13.0 - 0.4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_size_and_layout(rows in 0_usize..5, inputs in 0_usize..9, outputs in 0_usize..9, seed in any::<u64>()) {
        let dims = DynDenseDims { inputs, outputs };
        let layer = DynDense::<f32>::init_with(dims, seed).expect("a layer");
        let bare = DynDense::<f32, NoBias>::init_with(dims, seed).expect("a layer");
        prop_assert_eq!(layer.weight(), bare.weight());
        let x = batch(rows, inputs);
        let expected = naive(&x.view(), layer.weight(), Some(layer.bias()));
        prop_assert!(close(&layer.forward(&x).expect("it fits").view(), &expected));
        prop_assert!(close(&layer.forward(&x.view()).expect("it fits").view(), &expected));
        let without = naive(&x.view(), bare.weight(), None);
        prop_assert!(close(&bare.forward(&x).expect("it fits").view(), &without));

        // In columns, and every second row and column of a larger array, backwards.
        let mut columns = Array2::zeros((rows, inputs).f());
        columns.assign(&x);
        prop_assert!(close(&layer.forward(&columns).expect("it fits").view(), &expected));
        let mut large = Array2::from_elem((2 * rows, 2 * inputs), f32::NAN);
        let mut part = large.slice_mut(s![..;-2, ..;-2]);
        part.assign(&x);
        prop_assert!(close(&layer.forward(&part).expect("it fits").view(), &expected));

        for (row, expected) in x.rows().into_iter().zip(expected.rows()) {
            let y = layer.forward(&row).expect("it fits");
            let y = y.view().insert_axis(ndarray::Axis(0));
            prop_assert!(close(&y, &expected.to_owned().insert_axis(ndarray::Axis(0))));
        }
    }
}

#[test]
fn static_and_dynamic_layers_have_the_same_bits() -> Result<(), Box<dyn std::error::Error>> {
    let fixed = Dense::<4, 8, f64>::init(42)?;
    let sized = DynDense::<f64>::init_with(DynDenseDims { inputs: 4, outputs: 8 }, 42)?;
    assert_eq!((fixed.weight(), fixed.bias()), (sized.weight(), sized.bias()));
    let x = Array2::<f64>::ones((3, 4));
    assert_eq!(fixed.forward(&x)?, sized.forward(&x)?);
    Ok(())
}

#[test]
fn both_shapes_and_the_path_are_in_the_error() -> Result<(), Box<dyn std::error::Error>> {
    type Net = (DynDense, (Relu, DynDense));
    let dims = (DynDenseDims { inputs: 4, outputs: 8 }, ((), DynDenseDims { inputs: 9, outputs: 1 }));
    let net = Net::init_with(dims, 42)?;
    let error = net.forward(&Array2::<f32>::ones((2, 4))).expect_err("8 is not 9");
    assert_eq!(error.path(), "1.1");
    assert!(matches!(error.kind(), LayerErrorKind::Input { input, parameter, expected: 9 }
        if input[..] == [2, 8] && parameter[..] == [1, 9]));
    assert_eq!(
        error.to_string(),
        "at `1.1`: `DynDense` with parameters of shape [1, 9] takes inputs of length 9, but the input has shape [2, 8]"
    );
    Ok(())
}

#[test]
fn replaced_parameters_are_an_error() -> Result<(), Box<dyn std::error::Error>> {
    let mut layer = Dense::<4, 8>::init(42)?;
    *layer.weight_mut() = Array2::zeros((8, 5));
    let error = layer.forward(&Array2::<f32>::ones((2, 5))).expect_err("the type says 4");
    assert!(matches!(error.kind(), LayerErrorKind::Parameters { .. }), "{error}");
    let mut layer = Dense::<4, 8>::init(42)?;
    *layer.bias_mut() = Array1::zeros(7);
    let error = layer.forward(&Array2::<f32>::ones((2, 4))).expect_err("8 outputs");
    assert!(matches!(error.kind(), LayerErrorKind::Parameters { .. }), "{error}");
    let error = DynDense::new(Array2::<f32>::zeros((8, 4)), Array1::zeros(9)).expect_err("8 outputs");
    assert_eq!(error.to_string(), "the parameters of `DynDense` do not fit: their shapes are [8, 4] and [9]");
    Ok(())
}

#[test]
fn an_output_that_no_memory_holds_is_an_error() -> Result<(), Box<dyn std::error::Error>> {
    let layer = DynDense::<f32>::init_with(DynDenseDims { inputs: 0, outputs: 8 }, 42)?;
    let row = Array2::<f32>::zeros((1, 0));
    let endless = row.broadcast((isize::MAX as usize, 0)).expect("no elements");
    let error = layer.forward(&endless).expect_err("8 times as many");
    assert!(matches!(error.kind(), LayerErrorKind::Memory), "{error}");
    Ok(())
}

#[test]
fn rules_know_every_dense_layer() -> Result<(), InitError> {
    #[derive(Initialize)]
    struct Net {
        fixed: Dense<4, 8>,
        bare: Dense<8, 8, f32, NoBias>,
        #[init(dims { inputs: 8, outputs: 3 })]
        sized: DynDense,
        #[init(dims { outputs: 1 })]
        lazy: LazyDense,
    }
    let rules = init! { <Net>
        <Dense>.weight => constant(2.0),
        **.bias => constant(3.0),
    };
    let net = rules.build(42)?;
    net.lazy.ready(3).expect("decided");
    assert_eq!(net.named_parameters().len(), 7);
    for (path, values) in net.named_parameters() {
        let expected = if path.to_string().ends_with("bias") { 3.0 } else { 2.0 };
        assert!(values.values().all(|value| value == expected), "{path}");
    }
    assert_eq!((net.fixed.bias().len(), net.bare.weight().dim(), net.sized.bias().len()), (8, (8, 8), 3));
    Ok(())
}
