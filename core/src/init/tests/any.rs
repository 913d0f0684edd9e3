//! What holds for every initializer of the catalogue and every combination of them, with numbers of any size.

use rand::Rng;

use crate::axes::{
    Axis,
    Role::{In, Kernel, Out},
};
use crate::dtype::{DType, DTypeSet};
use crate::fill;
use crate::init::catalogue::ENTRIES;
use crate::init::fit::target::Target;
use crate::init::options::value::{Array, Bound, Kind, Value};
use crate::init::*;
use crate::sample::{Real as _, Stored};
use crate::stream::{Stream, StreamId};

/// Numbers near the limits of the types, and some between.
const NUMBERS: [f64; 26] = [
    0.0,
    1.0,
    2.0,
    0.5,
    0.1,
    1.0 / 3.0,
    1e-3,
    3e4,
    6.55e4,
    7e4,
    5e-324,
    1e-310,
    f64::MIN_POSITIVE,
    1e-45,
    1e-40,
    1e-20,
    1e19,
    1e30,
    3.3e37,
    2e38,
    3.4e38,
    1e40,
    1e200,
    1.7e308,
    f64::MAX,
    f64::INFINITY,
];

/// A source of initializers.
struct Any(Stream);

impl Any {
    fn new(path: &str) -> Self {
        Self(Stream::of(StreamId::new(42, path)))
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % n as u64).unwrap()
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn number(&mut self) -> f64 {
        let number = self.of(&NUMBERS);
        if self.below(3) == 0 { -number } else { number }
    }

    fn value(&mut self, kind: Kind) -> Value {
        match kind {
            Kind::Number => Value::Number(self.number()),
            Kind::Bound => Value::Bound(Bound::some(self.number())),
            Kind::Whole => Value::Whole(self.of(&[0, 1, 2, 4, 1 << 40, usize::MAX])),
            Kind::Truth => Value::Truth(self.below(2) == 0),
            Kind::Array => Value::Array(Array(self.of(&[&[0.0; 32], &[3.4e38; 12], &[7e4; 32]]))),
            Kind::Gain => {
                let gain = self.of(Gain::ALL).1;
                let x = self.number();
                Value::Gain(match gain {
                    Gain::LeakyRelu(_) => Gain::LeakyRelu(x),
                    Gain::Value(_) => Gain::Value(x),
                    gain => gain,
                })
            }
            Kind::Mode => Value::Mode(self.of(Mode::ALL).1),
            Kind::Distribution => Value::Distribution(self.of(Distribution::ALL).1),
            Kind::Center => Value::Center(self.of(Center::ALL).1),
            Kind::Side => Value::Side(self.of(Side::ALL).1),
            Kind::Window => Value::Window(self.of(Window::ALL).1),
            Kind::Scaling => Value::Scaling(self.of(Scaling::ALL).1),
        }
    }

    fn leaf(&mut self) -> Init {
        let entry = self.of(ENTRIES);
        let mut init = (entry.make)();
        for (i, (argument, kind)) in entry.signature.arguments.iter().zip(entry.kinds).enumerate() {
            if i >= entry.signature.required {
                init = if self.below(2) == 0 { init.with(argument, self.value(*kind)) } else { init };
            } else if let Node::Leaf(leaf) = init.root_mut() {
                leaf.set(argument, self.value(*kind));
            }
        }
        init
    }

    fn init(&mut self, depth: usize) -> Init {
        if depth == 0 {
            return self.leaf();
        }
        match self.below(9) {
            0 | 1 => scaled(self.init(depth - 1), self.number()),
            2 => clamped(self.init(depth - 1), self.number(), self.number()),
            3 => icnr(self.of(&[1, 2, 1 << 33]), self.init(depth - 1)),
            4 => mixture([(0.25, self.init(depth - 1)), (0.75, self.init(depth - 1))]),
            5 => mixture([(0.0, self.init(depth - 1)), (1.0, self.leaf())]),
            6 => gates([self.init(depth - 1), self.leaf()]),
            _ => self.leaf(),
        }
    }
}

/// Without these, text holds all of it.
fn has_array(init: &Init) -> bool {
    (0..init.len()).any(|at| matches!(init.node(at), Node::Leaf(Leaf::Values(_))))
}

// `clamped(normal(1, 0.5), 0, inf)` is printed and was refused.
#[test]
fn what_is_printed_reads_as_the_same_initializer() {
    for init in [
        clamped(normal(1.0, 0.5), 0.0, f64::INFINITY),
        clamped(normal(1.0, 0.5), f64::NEG_INFINITY, -0.0),
        trunc_normal(1.0).high(f64::INFINITY),
        trunc_normal(1.0).low(f64::NEG_INFINITY).high(5e-324),
        trunc_normal(1.0).mean(-0.0),
        uniform(-f64::MAX / 2.0, f64::MIN_POSITIVE),
        dirac().groups(usize::MAX),
    ] {
        assert_eq!(init.to_string().parse(), Ok(init), "{init}");
    }
    assert_ne!(trunc_normal(1.0).high(f64::INFINITY).to_string(), trunc_normal(1.0).to_string());
    assert_ne!(trunc_normal(1.0).mean(-0.0).to_string(), trunc_normal(1.0).to_string());

    let mut any = Any::new("text");
    let mut read = 0;
    for _ in 0..20_000 {
        let depth = any.below(3);
        let init = any.init(depth);
        if init.any_fault(DTypeSet::NONE).is_some() || has_array(&init) {
            continue;
        }
        read += 1;
        let text = init.to_string();
        let again = text.parse::<Init>().unwrap_or_else(|error| panic!("{text}: {error}"));
        // Equal numbers can differ in their sign, 0 and -0; their texts do not.
        assert_eq!((again, again.to_string()), (init, text));
    }
    assert!(read > 2000, "{read}");
}

/// Whether every value is finite, if the initializer suits the parameter.
fn finite(init: &Init, shape: &[usize], axes: &[Axis], element: DType) -> Option<bool> {
    fn all<S: Stored>(resolved: &Resolved, count: usize) -> Option<bool> {
        let mut values = fill::zeros::<S>(count).unwrap();
        resolved.fill(StreamId { seed: 1, number: 2 }, 0, &mut values).ok()?;
        Some(values.iter().all(|value| value.to_computed().to_f64().is_finite()))
    }
    let resolved = init.resolve_for(&Target::bare(shape, Some(axes), element)).ok()?;
    let count = shape.iter().product();
    match element {
        DType::F32 => all::<f32>(&resolved, count),
        DType::F64 => all::<f64>(&resolved, count),
        #[cfg(feature = "half")]
        DType::F16 => all::<half::f16>(&resolved, count),
        #[cfg(feature = "half")]
        DType::Bf16 => all::<half::bf16>(&resolved, count),
        #[cfg(not(feature = "half"))]
        DType::F16 | DType::Bf16 => None,
    }
}

#[test]
fn what_is_not_refused_is_finite() {
    let shapes: [(&[usize], &[Axis]); 5] = [
        (&[8, 4], &[Out.into(), In.into()]),
        (&[8, 4], &[Axis::packed(2, Out), In.into()]),
        (&[12], &[Out.into()]),
        (&[4, 8, 3], &[Out.into(), In.into(), Kernel.into()]),
        (&[4, 2], &[In.into(), Axis::packed(2, Out)]),
    ];
    let mut any = Any::new("finite");
    let mut filled = 0;
    for _ in 0..40_000 {
        let depth = any.below(4);
        let (init, (shape, axes), element) = (any.init(depth), any.of(&shapes), any.of(&DType::ALL));
        if let Some(finite) = finite(&init, shape, axes, element) {
            filled += 1;
            assert!(finite, "{init} for {element} {shape:?} {axes:?}");
        }
    }
    assert!(filled > 2000, "{filled}");
}

/// An initializer with values that its own type holds, and one whose values no `f32` holds.
#[test]
fn every_arm_is_judged_before_it_is_scaled() {
    let axes = [Axis::packed(2, Out), In.into()];
    let huge = xavier_normal().gain(Gain::Value(1e40));
    let too_large = |init: Init, element: DType| {
        let result = init.resolve_for(&Target::bare(&[8, 8], Some(&axes), element));
        matches!(result, Err(InitErrorKind::TooLarge { element: found }) if found == element)
    };
    for init in [
        huge,
        scaled(huge, 0.001),
        scaled(huge, 0.0),
        scaled(mixture([(0.5, huge), (0.5, zeros())]), 1e-30),
        mixture([(0.5, zeros()), (0.5, scaled(huge, 1e-30))]),
        icnr(2, scaled(huge, 1e-30)),
        clamped(huge, -1.0, 1.0),
        clamped(scaled(huge, 1e-30), -1.0, 1.0),
        gates([zeros(), scaled(huge, 1e-30)]),
        map(huge, f64::tanh),
        map(scaled(huge, 0.0), f64::tanh),
    ] {
        for element in [DType::F32, DType::F16, DType::Bf16] {
            assert!(too_large(init, element), "{init} for {element}");
        }
        assert!(!too_large(init, DType::F64), "{init}");
        let huger = kaiming_uniform().gain(Gain::Value(1.7e308)).mode(Mode::FanOut);
        assert!(too_large(scaled(scaled(huger, 3.0), 1e-30), DType::F64));
    }
    // An arm that is never taken gives no values.
    assert!(!too_large(scaled(mixture([(0.0, huge), (1.0, zeros())]), 0.5), DType::F32));
}

// `scaled(normal(0, 1), 1e-10)` was zeros in `f16`.
#[test]
#[expect(clippy::large_stack_arrays, reason = "a table")]
fn an_arm_that_becomes_zero_is_refused() {
    let axes = [Axis::packed(2, Out), In.into()];
    let result = |init: Init, element| init.resolve_for(&Target::bare(&[8, 8], Some(&axes), element)).map(|_| ());
    let small = |init: Init, element: DType| match result(init, element) {
        Err(InitErrorKind::TooSmall { element: found }) => found == element,
        Err(InitErrorKind::Argument(message)) => message.as_str().contains("would become 0"),
        _ => false,
    };
    let tiny = xavier_normal().gain(Gain::Value(1e-47));
    let gain = Gain::Value;
    for init in [
        tiny,
        scaled(tiny, 1e30),
        scaled(mixture([(0.5, ones()), (0.5, tiny)]), 2.0),
        mixture([(0.5, zeros()), (0.5, scaled(xavier_uniform(), 1e-47))]),
        mixture([(0.5, ones()), (0.5, scaled(scaled(glorot_normal(), 1e-30), 1e-30))]),
        icnr(2, scaled(he_normal(), 1e-47)),
        gates([ones(), scaled(he_uniform(), 1e-47)]),
        clamped(scaled(xavier_uniform(), 1e-47), -1.0, 1.0),
        map(tiny, f64::tanh),
        scaled(constant(1e-30), 1e-30),
        scaled(scaled(orthogonal(), 1e-30), 1e-30),
        kaiming_uniform().gain(Gain::LeakyRelu(1e200)),
        kaiming_uniform().gain(gain(1e-60)),
        variance_scaling(1e-100),
        variance_scaling(1e-91),
        siren().omega(1e60),
        orthogonal().gain(gain(1e-60)),
        constant(1e-60),
    ] {
        for element in [DType::F32, DType::F16, DType::Bf16] {
            assert!(small(init, element), "{init} for {element}: {:?}", result(init, element));
        }
        assert!(result(init, DType::F64).is_ok(), "{init}");
    }
    // A half type computes in `f32`: only the end is judged in it.
    let in_halves = scaled(xavier_normal(), 1e-10);
    for init in [
        in_halves,
        scaled(normal(0.0, 1.0), 1e-10),
        mixture([(0.5, ones()), (0.5, in_halves)]),
        gates([ones(), in_halves]),
        gates([in_halves, zeros()]),
        icnr(2, in_halves),
        clamped(in_halves, -1.0, 1.0),
    ] {
        assert!(small(init, DType::F16), "{init}: {:?}", result(init, DType::F16));
        assert!(result(init, DType::Bf16).is_ok(), "{init}");
        assert!(result(scaled(init, 1e4), DType::F16).is_ok(), "{init}");
    }
    // The elements of a long row are much smaller than the gain.
    let long = [Out.into(), In.into()];
    let rows = orthogonal().gain(gain(1e-7)).resolve_for(&Target::bare(&[4, 4096], Some(&long), DType::F16));
    assert!(matches!(rows, Err(InitErrorKind::TooSmall { .. })));
    let both = scaled(scaled(kaiming_normal(), 1e-200), 1e-200);
    assert!(small(both, DType::F64));
    // Some of the values are subnormal numbers, or zeros are meant.
    for init in [
        scaled(normal(0.0, 1.0), 3e-8),
        xavier_normal().gain(gain(0.0)),
        scaled(xavier_normal(), 0.0),
        scaled(xavier_normal(), -0.0),
        gates([zeros(), zeros()]),
        mixture([(0.0, in_halves), (1.0, zeros())]),
        clamped(uniform(0.5, 1.0), -1.0, 0.0),
        sparse(0.5).std(0.0),
    ] {
        assert!(result(init, DType::F16).is_ok(), "{init}: {:?}", result(init, DType::F16));
    }
    let no_inputs = [Out.into(), In.into()];
    assert!(he_normal().resolve_for(&Target::bare(&[8, 0], Some(&no_inputs), DType::F16)).is_ok());
}
