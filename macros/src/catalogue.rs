//! The initializers by name, so that a mistake in one can be named without the core crate's help.

/// An initializer's arguments.
pub struct Entry {
    pub name: &'static str,
    /// Required, in order.
    pub positional: &'static [&'static str],
    /// Optional, by name.
    pub named: &'static [&'static str],
}

const fn entry(name: &'static str, positional: &'static [&'static str], named: &'static [&'static str]) -> Entry {
    Entry { name, positional, named }
}

/// All initializers that may stand in a constant right-hand side, except `mixture` and `gates`, which have a syntax of their own.
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
    entry("bilinear", &[], &[]),
    entry("lstm_bias", &[], &["forget"]),
    entry("chrono", &["t_max"], &[]),
    entry("stft", &[], &["side", "window", "scaling", "periodic"]),
    entry("values", &["array"], &[]),
    entry("map", &[INIT, FUNCTION], &[]),
    entry("scaled", &[INIT, "k"], &[]),
    entry("clamped", &[INIT, "low", "high"], &[]),
    entry("icnr", &["scale", INIT], &[]),
    entry("pytorch", &[], &[]),
    entry("flax", &[], &[]),
    entry("keras", &[], &[]),
    entry("mxnet", &[], &[]),
];

/// An argument that is an initializer itself.
pub const INIT: &str = "init";

/// An argument that is a function.
pub const FUNCTION: &str = "f";

/// What may stand on the right-hand side only at run time, and is written without braces all the same.
pub const RUN_TIME: &[&str] = &["custom", "sample", "load", "from"];

/// The values that named arguments take by name.
pub const VALUES: &[(&str, &[&str])] = &[
    ("gain", &["Linear", "Sigmoid", "Tanh", "Relu", "LeakyRelu", "Selu", "Value"]),
    ("mode", &["FanIn", "FanOut", "FanAvg", "FanGeoAvg"]),
    ("distribution", &["Uniform", "Normal", "TruncatedNormal"]),
    ("center", &["Lower", "Upper"]),
    ("side", &["Real", "Imaginary"]),
    ("window", &["Hann", "Hamming", "Blackman", "Rectangular"]),
    ("scaling", &["Density", "Spectrum", "Unscaled"]),
];

/// The values of one named argument; empty if they are numbers or truth values.
pub fn values_of(argument: &str) -> &'static [&'static str] {
    VALUES.iter().find(|(name, _)| *name == argument).map_or(&[], |(_, values)| values)
}

/// Initializers with a syntax of their own.
const FORMS: &[&str] = &["mixture", "gates"];

/// Whether an initializer of ours has that name.
pub fn is_ours(name: &str) -> bool {
    FORMS.contains(&name) || find(name).is_some()
}

/// The entry of that name.
pub fn find(name: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.name == name)
}
