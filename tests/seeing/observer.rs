//! Runs that somebody watches: calls, bits, cancellation.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray::{Array1, Array2, ShapeBuilder};
use paraminit::FailureKind;
use paraminit::observe::{Cancelled, Done, Observer, Report, Totals};
use paraminit::prelude::*;

/// Large enough to be written in two pieces and a bit.
const LARGE: usize = 9 << 20;

#[derive(Clone, Debug, PartialEq, Initialize)]
struct Net {
    #[init(shape = [8, 4], axes = [out, in], xavier_uniform)]
    first: Array2<f32>,
    #[init(shape = [LARGE], normal(0.0, 1.0))]
    large: Array1<f32>,
    #[init(shape = [6], ones)]
    kept: Array1<f64>,
    #[init(shape = [8, 8], axes = [out, in], orthogonal)]
    last: Array2<f32>,
}

/// Writes down every call, and breaks at one of them.
#[derive(Default)]
struct Log {
    calls: Vec<String>,
    break_at: &'static str,
    statistics: bool,
}

impl Log {
    fn call(&mut self, call: String) -> ControlFlow<()> {
        let stop = call == self.break_at;
        self.calls.push(call);
        if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Observer for Log {
    fn start(&mut self, totals: Totals) -> ControlFlow<()> {
        self.call(format!("start {} {}", totals.parameters, totals.bytes))
    }

    fn parameter(&mut self, info: &ParamInfo) -> ControlFlow<()> {
        self.call(format!("parameter {}", info.path()))
    }

    fn progress(&mut self, info: &ParamInfo, bytes: u64) -> ControlFlow<()> {
        self.call(format!("progress {} {bytes}", info.path()))
    }

    fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
        assert_eq!(done.statistics.is_some(), self.statistics);
        let mean = done.statistics.map_or(String::new(), |statistics| format!(" {:.1}", statistics.mean.abs()));
        self.call(format!("done {} {}{mean}", done.info.path(), done.bytes))
    }

    fn end(&mut self) {
        self.calls.push("end".to_owned());
    }

    fn wants_statistics(&self) -> bool {
        self.statistics
    }
}

const CALLS: [&str; 10] = [
    "start 3 37749120",
    "parameter first",
    "done first 128",
    "parameter large",
    "progress large 16777216",
    "progress large 33554432",
    "done large 37748736",
    "parameter last",
    "done last 256",
    "end",
];

fn rules() -> Rules<'static, Net> {
    init! { <Net> kept => keep, ** => default }
}

fn net() -> Net {
    init! { <Net> ** => constant(7.0) }.build(0).expect("complete")
}

#[test]
fn every_parameter_is_announced_and_the_bits_are_the_same() {
    let (mut watched, mut alone) = (net(), net());
    let mut log = Log::default();
    rules().observed(&mut log).apply(&mut watched, 42).expect("nobody cancels");
    rules().apply(&mut alone, 42).expect("complete");
    assert_eq!(log.calls, CALLS);
    assert!(watched == alone);
    let mut log = Log { statistics: true, ..Log::default() };
    let built = init! { <Net> kept => constant(2.0), ** => default }.observed(&mut log).build(42).expect("complete");
    assert!(built == Net { kept: Array1::from_elem(6, 2.0), ..alone });
    assert!(log.calls.contains(&"done kept 48 2.0".to_owned()), "{:?}", log.calls);
}

#[test]
fn batches_and_pieces_have_the_bits_of_the_whole() {
    #[derive(Clone, PartialEq, Initialize)]
    struct Mixed {
        many: [Dense<300, 300>; 60],
        #[init(shape = [3000, 2000], mixture { 0.5 => normal(0.0, 1.0), 0.5 => uniform(-1.0, 1.0) })]
        large: Array2<f64>,
        #[init(shape = [3000, 2000], map(normal(0.0, 1.0), f64::abs))]
        mapped: Array2<f32>,
        #[init(skip = Array2::zeros((2500, 2000).f()))]
        _columns: Array2<f32>,
    }
    let rules = init! { <Mixed> ** => default };
    let mut report = Report::new();
    let watched = rules.observed(&mut report).build(7).expect("complete");
    assert!(watched == rules.build(7).expect("complete"));
    assert_eq!(report.parameters(), 122);
    assert_eq!(report.bytes(), watched.parameter_bytes() as u64);

    // Column-major values do not lie in the order in which they are drawn.
    #[derive(Clone, PartialEq, Initialize)]
    struct Columns {
        #[init(shape = [3000, 2000], normal(0.0, 1.0))]
        weight: Array2<f32>,
    }
    let mut columns = Columns { weight: Array2::zeros((3000, 2000).f()) };
    let rules = init! { <Columns> ** => default };
    rules.observed(&mut report).apply(&mut columns, 7).expect("complete");
    assert!(columns == rules.build(7).expect("complete"));
}

fn cancelled(error: &InitError) -> &Cancelled {
    match &error.failures()[0].cause {
        FailureKind::Cancelled(cancelled) if error.failures().len() == 1 => cancelled,
        cause => panic!("{cause}"),
    }
}

/// Cancels at every call, and compares the model with what the error says of it.
#[test]
fn the_error_says_what_was_written() {
    let (before, mut after) = (net(), net());
    rules().apply(&mut after, 42).expect("complete");
    for (at, break_at) in CALLS.into_iter().enumerate().filter(|(_, call)| *call != "end") {
        let mut model = before.clone();
        let mut log = Log { break_at, ..Log::default() };
        let error = rules().observed(&mut log).apply(&mut model, 42).expect_err("cancelled");
        assert_eq!(log.calls, CALLS[..=at]);
        let cancelled = cancelled(&error);
        let of = |net: &Net, path: &str| net.param(path).expect("exists").values().collect::<Vec<_>>();
        for path in &cancelled.written {
            assert!(of(&model, path) == of(&after, path), "{path}");
        }
        for path in cancelled.untouched.iter().map(String::as_str).chain(["kept"]) {
            assert!(of(&model, path) == of(&before, path), "{path}");
        }
        let partly = cancelled.partly.as_deref();
        assert_eq!(partly, break_at.starts_with("progress").then_some("large"));
        if let Some(path) = partly {
            let bytes: usize = break_at.rsplit(' ').next().and_then(|bytes| bytes.parse().ok()).expect("a number");
            let (now, new, old) = (of(&model, path), of(&after, path), of(&before, path));
            assert!(now[..bytes / 4] == new[..bytes / 4] && now[bytes / 4..] == old[bytes / 4..]);
        }
        assert_eq!(cancelled.written.len() + cancelled.untouched.len() + usize::from(partly.is_some()), 3);
    }
}

#[test]
fn a_cancelled_run_reads_well() {
    let mut log = Log { break_at: "progress large 16777216", ..Log::default() };
    let error = rules().observed(&mut log).apply(&mut net(), 42).expect_err("cancelled");
    assert_eq!(
        error.to_string(),
        "the observer cancelled the run\nwritten: first\nwritten in part: large\nas before: last"
    );
    let mut log = Log { break_at: "parameter last", ..Log::default() };
    let error = init! { <Net> ** => default }.observed(&mut log).build(42).expect_err("cancelled");
    assert_eq!(error.to_string(), "the observer cancelled the run; the new model is gone");
    assert!(cancelled(&error).new);
}

static ASKED: AtomicUsize = AtomicUsize::new(0);

struct Sevens;

impl Initializer for Sevens {
    fn initialize(
        &self,
        _: &ParamInfo,
        mut values: ViewMut<'_>,
        _: &mut Stream,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        ASKED.fetch_add(1, Ordering::SeqCst);
        values.fill_with(|| 7.0);
        Ok(())
    }
}

/// Code of the user's runs before anything is written, so a model is as it was if it fails or is cancelled.
#[test]
fn code_of_the_user_goes_first() {
    type Layers = [Dense<4, 4>; 2];
    let rules = init! { <Layers> [1].bias => custom(&Sevens), ** => ones };
    let mut layers: Layers = init! { <Layers> ** => zeros }.build(0).expect("static");
    let mut log = Log { break_at: "done 1.bias 16", ..Log::default() };
    let error = rules.observed(&mut log).apply(&mut layers, 1).expect_err("cancelled");
    assert_eq!(log.calls, ["start 4 160", "parameter 1.bias", "done 1.bias 16"]);
    assert_eq!((ASKED.load(Ordering::SeqCst), cancelled(&error).untouched.len()), (1, 4));
    assert!(layers.iter().all(|layer| layer.weight().iter().chain(layer.bias()).all(|x| *x == 0.0)));

    let mut log = Log { statistics: true, ..Log::default() };
    rules.observed(&mut log).apply(&mut layers, 1).expect("nobody cancels");
    assert_eq!(
        log.calls,
        [
            "start 4 160",
            "parameter 1.bias",
            "done 1.bias 16 7.0",
            "parameter 0.weight",
            "parameter 0.bias",
            "parameter 1.weight",
            "done 0.weight 64 1.0",
            "done 0.bias 16 1.0",
            "done 1.weight 64 1.0",
            "end",
        ]
    );
    assert_eq!(layers[1].bias().to_vec(), [7.0; 4]);

    let rules = init! { <Layers> [1].bias => |_| init::map(init::ones(), |_| f64::NAN), ** => ones };
    let mut log = Log::default();
    let failed = rules.observed(&mut log).apply(&mut layers, 1).expect_err("not finite").to_string();
    assert_eq!(failed, rules.apply(&mut layers, 1).expect_err("not finite").to_string());
    assert_eq!(layers[1].bias().to_vec(), [7.0; 4]);
    assert!(!log.calls.contains(&"end".to_owned()));
}

#[test]
fn nothing_is_called_before_everything_is_checked() {
    let rules = init! { <Dense<4, 8>> ** => |_| init::normal(0.0, -1.0) };
    let mut log = Log::default();
    rules.observed(&mut log).build(1).expect_err("a negative deviation");
    assert!(log.calls.is_empty());
}

#[test]
fn two_observers_watch_one_run() {
    let mut both = (Log::default(), Report::new());
    let layer = init! { <Dense<4, 8>> ** => default }.observed(&mut both).build(42).expect("static");
    assert_eq!((both.0.calls.len(), both.1.parameters()), (6, 2));
    let mut both = (Report::new(), Log { break_at: "done weight 128", ..Log::default() });
    let error = init! { <Dense<4, 8>> ** => default }.observed(&mut both).build(42).expect_err("the second cancels");
    assert_eq!(cancelled(&error).written, ["weight", "bias"]);
    assert_eq!(layer.parameter_bytes(), 160);
}

#[test]
fn lazy_parameters_are_decided_at_the_end() {
    #[derive(Initialize)]
    struct Lazy {
        #[init(dims { outputs: 3 })]
        head: LazyDense,
        #[init(shape = [2], ones)]
        scale: Array1<f32>,
    }
    let rules = init! { <Lazy> ** => default };
    let mut log = Log::default();
    let watched = rules.observed(&mut log).build(42).expect("complete");
    assert_eq!(log.calls, ["start 1 8", "parameter scale", "done scale 8", "end"]);
    let x = Array2::<f32>::ones((1, 4));
    let alone = rules.build(42).expect("complete");
    assert_eq!(watched.head.forward(&x).expect("fits"), alone.head.forward(&x).expect("fits"));
    let mut log = Log { break_at: "done scale 8", ..Log::default() };
    let mut model = rules.build(1).expect("complete");
    let error = rules.observed(&mut log).apply(&mut model, 42).expect_err("cancelled");
    assert_eq!(cancelled(&error).untouched, ["head.weight", "head.bias"]);
}

/// A layer whose values methods give, and a field of one's own.
mod lent {
    use ndarray::Array1;
    use paraminit::prelude::*;

    #[derive(Clone, Debug, PartialEq)]
    pub struct Private(Array1<f32>, Array1<f32>);

    impl Private {
        pub fn new() -> Self {
            Self(Array1::zeros(2), Array1::zeros(4))
        }
        pub fn a(&self) -> &Array1<f32> {
            &self.0
        }
        pub fn a_mut(&mut self) -> &mut Array1<f32> {
            &mut self.0
        }
        pub fn b(&self) -> &Array1<f32> {
            &self.1
        }
        pub fn b_mut(&mut self) -> &mut Array1<f32> {
            &mut self.1
        }
    }

    #[derive(Initialize)]
    #[init(remote = Private, new = Private::new())]
    pub struct PrivateDef {
        #[init(get = a, get_mut = a_mut, ones)]
        a: Array1<f32>,
        #[init(get = b, get_mut = b_mut, axes = [out], parts(low = 1, high = 3), low => constant(5.0), high => constant(6.0))]
        b: Array1<f32>,
    }

    #[derive(Initialize)]
    pub struct Net {
        #[init(ones)]
        pub first: f32,
        #[init(with = PrivateDef)]
        pub private: Private,
        #[init(ones)]
        pub last: f32,
    }
}

#[test]
fn a_cancelled_run_did_not_write_what_methods_give() {
    let mut net = lent::Net::init(1).expect("complete");
    assert_eq!((net.private.a().to_vec(), net.private.b().to_vec()), (vec![1.0; 2], vec![5.0, 6.0, 6.0, 6.0]));
    let before = net.private.clone();
    let rules = init! { <lent::Net> ** => constant(9.0) };
    let mut log = Log { break_at: "done last 4", ..Log::default() };
    let error = rules.observed(&mut log).apply(&mut net, 2).expect_err("cancelled");
    let FailureKind::Cancelled(cancelled) = &error.failures()[0].cause else { panic!("{error}") };
    assert_eq!((net.first, net.last), (9.0, 9.0));
    assert_eq!(net.private, before);
    assert_eq!(cancelled.written, ["first", "last"]);
    assert_eq!(cancelled.untouched, ["private.a", "private.b.low", "private.b.high"]);
    rules.observed(&mut Log::default()).apply(&mut net, 2).expect("nobody cancels");
    assert_eq!((net.private.a().to_vec(), net.private.b().to_vec()), (vec![9.0; 2], vec![9.0; 4]));
}

/// Panics where a log would break.
struct Panicking(Log);

impl Observer for Panicking {
    fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
        assert!(self.0.done(done).is_continue(), "as the test wants");
        ControlFlow::Continue(())
    }
}

#[test]
fn a_panic_of_an_observer_leaves_what_a_cancelled_run_would() {
    let rules = init! { <Net> first => zeros, kept => map(ones, f64::exp), ** => default };
    let before = Net::init(1).expect("sizes are given");
    let after = |watched: &mut dyn FnMut(&mut Net)| {
        let mut net = before.clone();
        watched(&mut net);
        net
    };
    for break_at in ["done kept 48", "done first 128"] {
        let panicked = after(&mut |net| {
            let mut log = Panicking(Log { break_at, ..Log::default() });
            let run = std::panic::AssertUnwindSafe(|| rules.observed(&mut log).apply(net, 42));
            assert!(std::panic::catch_unwind(run).is_err());
        });
        let cancelled = after(&mut |net| {
            let mut log = Log { break_at, ..Log::default() };
            assert!(rules.observed(&mut log).apply(net, 42).is_err());
        });
        assert_eq!(panicked, cancelled, "{break_at}");
        // What the user's functions compute waits until nothing can fail.
        assert_eq!(panicked.kept, before.kept);
    }
}

/// A panic of an initializer comes before anything is written.
#[test]
fn a_panic_of_a_function_leaves_the_model_as_it_was() {
    fn panics(_: f64) -> f64 {
        panic!("as the test wants")
    }
    let before = Net::init(1).expect("sizes are given");
    let mut net = before.clone();
    let rules = init! { <Net> first => zeros, last => map(ones, panics), ** => default };
    let run = std::panic::AssertUnwindSafe(|| rules.apply(&mut net, 42));
    assert!(std::panic::catch_unwind(run).is_err());
    assert_eq!(net, before);
}
