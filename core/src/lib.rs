//! Parameter initialization for Rust models, declared on the struct, checked by the compiler, reproducible to the bit.
//!
//! ```
//! use paraminit::prelude::*;
//!
//! #[derive(Initialize)]
//! struct Mlp {
//!     #[init(weight => normal(0.0, 0.01), bias => zeros)]
//!     hidden: Dense<4, 8>,
//!     output: Dense<8, 1>,
//! }
//!
//! let mut net = Mlp::init(42)?;
//! let rules = init! { <Mlp>
//!     **.bias => zeros,
//!     hidden.weight => xavier_uniform(gain = Relu),
//!     output.weight => constant(42.0),
//! };
//! rules.apply(&mut net, 43)?;
//! assert_eq!(net.output.weight()[[0, 0]], 42.0);
//! # Ok::<(), paraminit::InitError>(())
//! ```
//!
//! [The guide](guide) has the details, from [getting started](guide::getting_started) over [rules](guide::rules) and
//! [attributes](guide::attributes) to [recipes](guide::recipes) and [names in other systems](guide::coming_from).
//!
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `rayon` | yes | fills on several threads; the bits are the same with and without |
//! | `safetensors` | no | reads and writes files of parameters; see [`io`] |
//! | `serde` | no | plans as data; initializers from configuration files |
//! | `indicatif` | no | a progress bar, `observe::Bar`; see [`observe`] |
//! | `half` | no | parameters of `half::f16` and `half::bf16`; see [`dtype::DType`] |
//! | `plot` | no | pictures of parameters and of signals, as SVG and PNG; see `plot` |
//! | `blas` | no | matrix products by a BLAS that the program links itself; see [`layers`] |
//! | `openblas`, `blis`, `accelerate`, `mkl` | no | matrix products by that BLAS, one of them at most |
//!
//! # A map of the code
//!
//! Data flows one way: each module imports only modules of rows below its own. A test reads the imports
//! (`tests/house`).
//!
//! | modules | hold |
//! |---|---|
//! | [`prelude`], `__private`, [`guide`] | the items that programs use; the items of macro expansions; the guide |
//! | `plot` | pictures |
//! | [`layers`] | dense layers, embeddings, norms, and sequences of them |
//! | `api` | methods of models; rule sets ([`rules`]); values by rules ([`selection`]); models and rules that are known at run time only ([`dynamic`]); saving and loading ([`io`]); statistics of the values ([`summary`]) |
//! | [`plan`] | descriptions of a run: tables, differences, lock files |
//! | `run` | a run: the survey of a model, with a decision on each parameter and the failures; the write of values into it; files that it reads; its observers ([`observe`]) |
//! | [`model`] | types that can be visited and built |
//! | `declare` | constant data: models and the order of rules ([`schema`], in `precedence`), rules ([`rule`]; those of a text in `rule::text`, whose patterns the package `paraminit-syntax` reads), the compile-time checks (`check`: `walk` finds the rules of each parameter, `assert` has a file for each subject with its messages), the errors of a run ([`error`]) |
//! | [`mod@init`] | the initializers, one a file, in folders by family: `random` (by given parameters), `scale` (by fans), `orthogonal`, `fixed`, `combine` (of others), `preset` (the defaults of other systems); their fit, filling and printing |
//! | `param` | a parameter: its description for initializers ([`info`]), its elements ([`view`]), their distribution |
//! | `random` | seeds ([`seed`]) to bits ([`stream`], with the vector instructions in `stream::simd`) to values ([`sample`]) |
//! | `base` | roles of axes ([`axes`]); types of elements ([`dtype`]); names ([`path`]); text ([`message`]); shapes |

#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate self as paraminit;

/// The programs in the README compile and run. Some read files.
#[cfg(all(doctest, feature = "plot", feature = "safetensors"))]
#[doc = include_str!("../../README.md")]
struct Readme;

mod api;
mod base;
mod declare;
pub mod guide;
pub mod init;
pub mod layers;
pub mod model;
mod param;
pub mod plan;
#[cfg(feature = "plot")]
pub mod plot;
pub mod prelude;
mod random;
mod run;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use api::{ModelExt, dynamic, io, rules, selection, summary};
pub use base::{axes, dtype, message, path};
pub(crate) use base::{const_for, const_math, number, order, pool, printed, shape, similar};
pub(crate) use declare::check;
pub use declare::{error, rule, schema};
pub use error::{Failure, InitError, RulePlace, RuleSite};
pub use info::ParamInfo;
pub use init::source::failure::FailureKind;
pub use init::{Init, InitErrorKind, Initializer, Source};
pub use model::{Allocate, Initialize};
pub(crate) use param::{fill, moments, statistics};
pub use param::{info, view};
/// Derives [`trait@Initialize`], and the traits for building, for a struct or an enum.
///
/// Fields are parameters (`ndarray` arrays, scalars, raw arrays of scalars, `Vec` of scalars, with `f32`, `f64` or,
/// with the feature `half`, `f16` and `bf16`), other models, and `Option`, `Box`, `Vec`, arrays, tuples and
/// `BTreeMap<String, _>` of those. All other fields are marked `skip`.
///
/// These are all attributes. [The guide](guide::attributes) explains them by purpose, with an example for each.
///
/// # On a field
///
/// | attribute | says |
/// |---|---|
/// | `zeros`, `normal(0.0, 0.02)`, .. | the parameter's initializer: any right-hand side of [`init!`] |
/// | `pattern => initializer` | the initializer of parameters inside, relative to the field |
/// | `shape = [a, b]` | the size of an array, in constants and the struct's `dims` |
/// | `len = n`, `len = [a, b]` | the length of a `Vec`, of a `Vec` of `Vec`s |
/// | `keys = expr` | the keys of a `BTreeMap<String, _>`: anything `IntoIterator<Item: Into<String>>` |
/// | `axes = [out, in]` | the role of each [axis](axes): `out`, `in`, `kernel`, `batch`; `3 * out` for packed blocks, `groups * out` for groups, by a constant or a skipped field (`cfg.heads` of one) |
/// | `parts(q = d, k = kv, v = kv)` | that the `out` axis, or with `parts(in: ..)` another one, is [cut](axes#parts-of-unequal-size) into parts of these lengths, each a parameter of its own: `qkv.q`; constants, skipped fields, `cfg.x` of one |
/// | `fans_of = weight` | that the parameter takes the fans of another field's |
/// | `part = weight` | the parameter's part in its layer, for the presets: `weight`, `bias`, `recurrent`, `recurrent_bias`, `output`, `output_bias`, `scale`, `offset`, `mean`, `variance` |
/// | `kind = Dense` | the kind of its layer; the struct's kind otherwise. The presets list theirs: [`pytorch`](init::pytorch()), [`flax`](init::flax()), [`keras`](init::keras()), [`mxnet`](init::mxnet()) |
/// | `dims { a, b: 2 * a }`, `dims = expr` | the run-time sizes of a nested model |
/// | `config = expr` | the same, for a model with a config: a value or a reference, `config = cfg`, `config = cfg.block` |
/// | `dims = \|i\| expr`, `config = \|i\| expr`, `shape = \|i\| [a, b]` | the sizes of each element of a `Vec` or an array, by its index; by two of a `Vec` of `Vec`s, `\|i, j\|` |
/// | `when = expr` | whether an `Option` is `Some` in a new model; `when = let Some(lora) = &cfg.lora` also names the value |
/// | `with = LayerDef`, `with = Vec<LayerDef>` | the declaration of the parameters of a [type of another crate](model::InitializeAs) |
/// | `get = weight, get_mut = weight_mut` | in such a declaration, the methods that reach a private field |
/// | `sequence` | that the layers of a tuple follow one another, so that their sizes must fit |
/// | `skip`, `skip = value` | that the field is no parameter, and what it is in a new model: neither files nor `reinit` see it |
/// | `fixed` | that only a rule with the field's place and name says another initializer: general ones, such as `**.weight => ..`, do not reach it |
/// | `derived = norms(v)` | that the parameter follows from another field, by a [function](init::Given) of its values, in every run; it is fixed |
/// | `rows([0] => zeros)`, `rows(weight[0] => zeros)` | that rows of an array in the field have this value, whatever initializer the array gets |
/// | `buffer` | that nobody trains what is in the field, such as running statistics: saved, loaded and reset to its own initializer, not selected, and fixed |
/// | `required` | that users must give it an initializer |
/// | `key = "old"` | the field's name in the hashed path: random bits survive a rename |
///
/// # On the struct
///
/// | attribute | says |
/// |---|---|
/// | `pattern => initializer` | the initializer of its parameters; a field's own attribute comes first |
/// | `dims(a, b)` | its run-time sizes, each a `usize`; makes a struct of them, `NameDims` |
/// | `config = Config` | that a type of yours holds the sizes, instead of `dims`: expressions read it as `cfg`, a reference |
/// | `remote = other::Layer` | that the struct declares the fields of a type of another crate, for `with`; its kind is the type's name |
/// | `types = Family` | that a [family](model::DeclaredBy), such as a bridge has for its framework, declares the types of the fields, which then need no `with` |
/// | `new = expr` | how such a type is built, if not by a struct expression of the declared fields |
/// | `partial` | that the declaration leaves out fields, and is for existing models |
/// | `kind = Dense` | its kind for patterns and presets; its own name otherwise |
/// | `library` | that messages point at the user's field that holds it, not into it |
/// | `crate = path` | the path of `paraminit` |
///
/// # On a variant of an enum
///
/// | attribute | says |
/// |---|---|
/// | `pattern => initializer` | the initializer of its parameters; a field's attribute comes first, the enum's last |
/// | `kind = Dense` | its kind for patterns and presets; otherwise the kind of the one value that it wraps, or its own name |
/// | `build = expr` | that a new model has this variant if the `bool` is true; the first such variant counts |
/// | `build` | that a new model has it if no condition is true |
///
/// Every variant is checked, whichever a model holds. A run fills the variant of the model. A variant adds no segment
/// to a path: the only field of a tuple variant has the enum's own path, and other fields lie below it by name or
/// position.
///
/// # An example
///
/// ```
/// use ndarray::{Array1, Array2};
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// #[init(dims(width), **.bias => zeros)]
/// struct Net {
///     #[init(shape = [width, 4], axes = [out, in], kaiming_normal)]
///     input: Array2<f32>,
///     #[init(shape = [width], ones)]
///     gain: Array1<f32>,
///     #[init(weight => orthogonal(gain = Tanh))]
///     head: Dense<8, 1>,
///     #[init(skip)]
///     step: usize,
/// }
///
/// let net = Net::init_with(NetDims { width: 8 }, 42)?;
/// assert_eq!((net.input.dim(), net.step), ((8, 4), 0));
/// # Ok::<(), InitError>(())
/// ```
pub use paraminit_macros::Initialize;
#[doc(hidden)]
pub use paraminit_macros::{__init, __select};
pub use plan::Plan;
pub use random::{sample, seed, stream};
pub use rules::Rules;
pub use run::observe;
pub(crate) use run::{files, survey};
pub use seed::Seed;
pub use selection::Selection;
pub use stream::Stream;
pub use view::{OtherDType, View, ViewMut};

/// A set of rules for a model, checked against it by the compiler.
///
/// ```text
/// init! { <Type>  pattern [| pattern]*  =>  initializer ,  ... }
/// ```
///
/// It reads and behaves like `match`: the first rule that matches a parameter wins, a rule that can never apply is an
/// error, and every parameter must be covered. The result is a [`Rules`]. [The guide](crate::guide::rules) explains the
/// language with examples.
///
/// # Patterns
///
/// Segments joined by dots, each a whole field or element, never a part of a name:
///
/// - `name`: a field
/// - `[3]`, `[2..6]`, `[2..=5]`, `[2..]`, `[..6]`, `[*]`: elements of a `Vec`, an array, a tuple or a tuple struct
/// - `[last]`, `[..last]`, `[2..last]`: the last element of a `Vec` or an array, and those before it
/// - `["a"]`: the entry of a map with that key; `[*]` is every entry
/// - `*`: exactly one segment
/// - `**`: any number of segments, none included
/// - `<Kind>`: any run of segments that ends at a part of that kind, the root included
///
/// `Option`, `Box` and the variants of an enum add no segment.
///
/// `pattern ?=> initializer` may match nothing, or only parameters that earlier rules take. It is for a rule that
/// several models share, or for an element that not every `Vec` has.
///
/// A rule under `#[cfg(..)]` is there only if the condition holds.
///
/// # Right-hand sides
///
/// - An initializer of [`mod@init`], with its options by name: `zeros`, `normal(0.0, 0.01)`,
///   `xavier_uniform(gain = Relu)`, `mixture { 0.5 => zeros, 0.5 => normal(0.0, 1.0) }`. A bare name is looked up in
///   [`mod@init`] first.
/// - Any constant expression of type [`Init`].
/// - `default`: the initializer of the attributes. `keep`: the values stay as they are.
/// - `|p| expr`: an [`Init`] for each parameter, from its [`ParamInfo`]; it may use variables around it.
///   `const |p| expr` may not, and then the set may be a `const`.
/// - `custom(&initializer)`, `sample(distribution)`, and `{ expr }` for anything that is a [`Source`].
/// - `from(&model)`, `from(&map)` and, with the feature `safetensors`, `load(path)`: values that exist already, by
///   name; the options of [`Pretrained`](io::Pretrained) by name too, `load(path, prefix = "model.")`.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Net {
///     blocks: [Dense<8, 8>; 4],
///     head: Dense<8, 1>,
/// }
///
/// let rules = init! { <Net>
///     head.weight => zeros,
///     blocks[*].weight => |p| init::normal(0.0, 0.02 / (2.0 * p.len(0) as f64).sqrt()),
///     <Dense>.bias => zeros,
/// };
/// assert_eq!(rules.build(42)?.head.weight()[[0, 0]], 0.0);
/// # Ok::<(), InitError>(())
/// ```
///
/// # Sets of sets
///
/// `part => rules(SET)` applies a rule set of the part's type to every part that the pattern names. The set is a
/// `const`, or a call of a `const fn`. Its rules are relative to the part and keep their order, after the rules above.
/// They are checked here as if they were written out, and a plan shows their own place. `default`, `keep` and the
/// containers of `|p|` have the same meaning as in the whole model.
///
/// # What does not compile
///
/// A rule that matches nothing does not compile:
///
/// ```compile_fail
/// # use paraminit::prelude::*;
/// # #[derive(Initialize)]
/// # struct Net {
/// #     head: Dense<8, 1>,
/// # }
/// let rules = init! { <Net> haed.weight => zeros, ** => default };
/// ```
///
/// The model must be a concrete type: the checks are constants, which cannot name the generic parameters of an
/// enclosing function.
#[macro_export]
macro_rules! init {
    ($($body:tt)*) => { $crate::__init! { [$crate] $($body)* } };
}

/// A value for every parameter of a model, chosen by patterns that the compiler checks against it.
///
/// ```text
/// select! { <Type>  pattern [| pattern]*  =>  value ,  ... }
/// ```
///
/// Patterns are those of [`init!`](crate::init!), and so are the rules of coverage: the first rule that matches a parameter
/// wins, a rule that can never apply is an error unless it says `?=>`, and every parameter must have a value. A value is
/// any constant expression, all of one type. It gives a [`Selection`], which may be a `const` or a `static`. A `buffer` needs
/// no value, and has one only if the pattern has its name.
///
/// It is for decisions of optimizers and trainers by name: which parameters decay, which are frozen, which learn
/// slower, which get an adapter.
///
/// ```
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// struct Gpt {
///     blocks: [Dense<8, 8>; 4],
///     head: Dense<8, 16>,
/// }
///
/// // AdamW: weights decay, biases do not. Fine-tuning: all but the last block and the head are frozen.
/// const DECAY: Selection<Gpt, f64> = select! { <Gpt> **.bias => 0.0, ** => 0.1 };
/// const TRAINS: Selection<Gpt, bool> = select! { <Gpt> blocks[last].** | head.** => true, ** => false };
///
/// let net = Gpt::init(42)?;
/// for group in DECAY.groups(&net)? {
///     println!("weight_decay = {}: {} parameters", group.value, group.paths.len());
/// }
/// assert_eq!(DECAY.get(&net, "blocks.3.weight")?, &0.1);
/// assert_eq!(TRAINS.get(&net, "blocks.2.weight")?, &false);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A parameter without a value does not compile:
///
/// ```compile_fail
/// # use paraminit::prelude::*;
/// # #[derive(Initialize)]
/// # struct Net {
/// #     head: Dense<8, 1>,
/// # }
/// let decay = select! { <Net> **.bias => 0.0 };
/// ```
#[macro_export]
macro_rules! select {
    ($($body:tt)*) => { $crate::__select! { [$crate] $($body)* } };
}
