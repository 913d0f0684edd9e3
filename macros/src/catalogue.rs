//! The initializers by name, so that the macros can report a mistake in one before the core crate is compiled.
//!
//! The whole file is data. A row of [`ENTRIES`] is `entry(name, positional, named)`.
//!
//! | column | means |
//! |---|---|
//! | `name` | the constructor in `paraminit::init`, and how a rule writes it |
//! | `positional` | its required arguments, in order, by the names that messages call them; [`INIT`] where the argument is an initializer itself, [`FUNCTION`] where it is a function, [`ARRAY`] where it is an array |
//! | `named` | its optional arguments: each is a method of `Init` of that name, which a rule writes as `name = value` |
//!
//! A row of [`VALUES`] is an optional argument and the names of the values that it takes, which are the variants of its
//! enum. An argument without a row takes numbers or truth values. An argument name has the same meaning in all rows.

/// The arguments of an initializer.
pub struct Entry {
    pub name: &'static str,
    /// The required arguments, in order.
    pub positional: &'static [&'static str],
    /// The optional arguments, by name.
    pub named: &'static [&'static str],
}

const fn entry(name: &'static str, positional: &'static [&'static str], named: &'static [&'static str]) -> Entry {
    Entry { name, positional, named }
}

/// An argument that is an initializer itself.
pub const INIT: &str = "init";

/// An argument that is a function.
pub const FUNCTION: &str = "f";

/// An argument that is an array of numbers.
pub const ARRAY: &str = "array";

/// Initializers that suit every parameter, whatever its rank and axes.
pub const FOR_ANY: &[&str] = &["zeros", "ones", "constant", "uniform", "normal", "trunc_normal"];

/// All initializers that may stand in a constant right-hand side, except [`FORMS`].
pub const ENTRIES: &[Entry] = &[
    entry("zeros", &[], &[]),
    entry("ones", &[], &[]),
    entry("constant", &["v"], &[]),
    entry("uniform", &["low", "high"], &[]),
    entry("normal", &["mean", "std"], &[]),
    entry("trunc_normal", &["std"], &["mean", "within", "low", "high", "rescale"]),
    entry("xavier_uniform", &[], &["gain"]),
    entry("xavier_normal", &[], &["gain"]),
    entry("kaiming_uniform", &[], &["gain", "mode"]),
    entry("kaiming_normal", &[], &["gain", "mode"]),
    entry("glorot_uniform", &[], &[]),
    entry("glorot_normal", &[], &[]),
    entry("he_uniform", &[], &[]),
    entry("he_normal", &[], &[]),
    entry("lecun_uniform", &[], &[]),
    entry("lecun_normal", &[], &[]),
    entry("variance_scaling", &["scale"], &["mode", "distribution"]),
    entry("orthogonal", &[], &["gain"]),
    entry("delta_orthogonal", &[], &["gain", "center"]),
    entry("siren", &[], &["omega", "first"]),
    entry("sparse", &["sparsity"], &["std", "axis"]),
    entry("eye", &[], &["gain"]),
    entry("dirac", &[], &["groups", "center"]),
    entry("zero_init", &[], &[]),
    entry("bilinear", &[], &["diagonal"]),
    entry("lstm_bias", &[], &["forget"]),
    entry("chrono", &["t_max"], &[]),
    entry("stft", &[], &["side", "window", "scaling", "periodic"]),
    entry("values", &[ARRAY], &[]),
    entry("each", &[FUNCTION], &[]),
    entry("map", &[INIT, FUNCTION], &[]),
    entry("scaled", &[INIT, "k"], &[]),
    entry("clamped", &[INIT, "low", "high"], &[]),
    entry("icnr", &["scale", INIT], &[]),
    entry("pytorch", &[], &[]),
    entry("flax", &[], &[]),
    entry("keras", &[], &[]),
    entry("mxnet", &[], &[]),
];

/// The calls that are evaluated at run time although they are written without braces.
pub const RUN_TIME: &[&str] = &["custom", "sample", "load", "from"];

/// The values that named arguments take by name. A test writes each row on one line.
#[rustfmt::skip]
pub const VALUES: &[(&str, &[&str])] = &[
    ("gain", &["Linear", "Sigmoid", "Tanh", "Relu", "LeakyRelu", "Elu", "Selu", "Gelu", "GeluTanh", "Silu", "Mish", "Softplus", "Value"]),
    ("mode", &["FanIn", "FanOut", "FanAvg", "FanGeoAvg"]),
    ("distribution", &["Uniform", "Normal", "TruncatedNormal"]),
    ("center", &["Lower", "Upper"]),
    ("side", &["Real", "Imaginary"]),
    ("window", &["Hann", "Hamming", "Blackman", "Rectangular"]),
    ("scaling", &["Density", "Spectrum", "Unscaled"]),
];

/// Initializers with a syntax of their own.
pub const FORMS: &[&str] = &["mixture", "gates"];
