//! Names that initializers have in other systems.

/// The initializers here, each with its names in other systems.
const NAMES: &[(&str, &[&str])] = &[
    ("`kaiming_normal` or `kaiming_uniform`", &["kaiming"]),
    ("`he_normal` or `he_uniform`", &["he"]),
    ("`xavier_uniform` or `xavier_normal`", &["xavier", "Xavier"]),
    ("`glorot_uniform` or `glorot_normal`", &["glorot"]),
    ("`lecun_normal` or `lecun_uniform`", &["lecun"]),
    ("`trunc_normal`", &["truncated_normal", "trunc_normal_", "TruncatedNormal"]),
    ("`normal`", &["random_normal", "gaussian", "normal_", "RandomNormal"]),
    ("`uniform`", &["random_uniform", "uniform_", "RandomUniform"]),
    ("`uniform` or `normal`", &["random"]),
    ("`eye`", &["identity", "eye_", "Identity"]),
    ("`constant`", &["constant_", "Constant"]),
    ("`ones`", &["ones_", "Ones"]),
    ("`zeros`", &["zeros_", "Zeros"]),
    ("`dirac`", &["dirac_"]),
    ("`sparse`", &["sparse_"]),
    ("`orthogonal`", &["orthogonal_", "Orthogonal"]),
    ("`xavier_uniform`", &["xavier_uniform_"]),
    ("`xavier_normal`", &["xavier_normal_"]),
    ("`kaiming_uniform`", &["kaiming_uniform_"]),
    ("`kaiming_normal`", &["kaiming_normal_"]),
    ("`variance_scaling`", &["VarianceScaling"]),
    ("`glorot_uniform`", &["GlorotUniform"]),
    ("`glorot_normal`", &["GlorotNormal"]),
    ("`he_uniform`", &["HeUniform"]),
    ("`he_normal`", &["HeNormal"]),
    ("`lecun_uniform`", &["LecunUniform"]),
    ("`lecun_normal`", &["LecunNormal"]),
];

/// Returns the message about the name of an initializer, if it is one of another system.
///
/// ```
/// use paraminit_syntax::elsewhere;
///
/// let message = elsewhere("gaussian");
/// assert_eq!(message.as_deref(), Some("no initializer is called `gaussian`\nhelp: here it is `normal`"));
/// assert_eq!(elsewhere("normal"), None);
/// ```
#[must_use]
pub fn elsewhere(name: &str) -> Option<String> {
    let (here, _) = NAMES.iter().find(|(_, elsewhere)| elsewhere.contains(&name))?;
    Some(format!("no initializer is called `{name}`\nhelp: here it is {here}"))
}
