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
//! # Features
//!
//! | feature | default | |
//! |---|---|---|
//! | `rayon` | yes | fills on several threads; the bits are the same with and without |
//! | `safetensors` | no | reads and writes files of parameters; see [`io`] |
//! | `half` | no | parameters of `half::f16` and `half::bf16`; see [`element::Element`] |
//! | `openblas`, `blis`, `accelerate`, `mkl` | no | matrix products by that BLAS, one of them at most; see [`layers`] |
//!
//! # A map of the code
//!
//! Data flows one way, and no module imports one above it:
//!
//! | module | holds |
//! |---|---|
//! | [`rules`], `run`, [`plan`] | a rule set; what a run does; what it would do |
//! | [`model`], [`layers`] | types that can be visited and built; layers made of them |
//! | `check` | what `const` evaluation judges |
//! | [`schema`], [`rule`] | what a model is and what rules say, as constant data |
//! | [`io`] | parameters by name: in files, in other models |
//! | [`mod@init`] | the initializers, one family a file |
//! | [`sample`] | bits to values |
//! | [`stream`] | bits |

extern crate self as paraminit;

/// The programs in the README compile and run. Some read files.
#[cfg(all(doctest, feature = "safetensors"))]
#[doc = include_str!("../../README.md")]
struct Readme;

pub mod axes;
mod check;
pub mod element;
pub mod error;
mod fill;
pub mod guide;
pub mod info;
pub mod init;
pub mod io;
pub mod layers;
mod lengths;
pub mod message;
pub mod model;
pub mod path;
pub mod plan;
pub mod prelude;
pub mod rule;
pub mod rules;
pub mod sample;
pub mod schema;
pub mod seed;
pub mod stream;
pub mod view;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod run;

pub use error::{Failure, InitError, RuleSite};
pub use info::ParamInfo;
pub use init::{Cause, Init, Initializer, Source};
pub use model::{Allocate, Initialize};
#[doc(hidden)]
pub use paraminit_macros::__init;
/// Derives [`trait@Initialize`], and what building takes, for a struct or an enum.
///
/// Fields are parameters (`ndarray` arrays, scalars, raw arrays of scalars, `Vec` of scalars, with `f32`, `f64` or, with
/// the feature `half`, `f16` and `bf16`), other models, and `Option`,
/// `Box`, `Vec`, arrays, tuples and `BTreeMap<String, _>` of those. Everything else is marked `skip`.
///
/// # On a field
///
/// | attribute | says |
/// |---|---|
/// | `zeros`, `normal(0.0, 0.02)`, .. | what the parameter gets: any right-hand side of [`init!`] |
/// | `pattern => initializer` | what parameters inside of it get, relative to the field |
/// | `shape = [a, b]` | the size of an array, in constants and the struct's `dims` |
/// | `len = n`, `len = [a, b]` | the length of a `Vec`, of a `Vec` of `Vec`s |
/// | `keys = expr` | the keys of a `BTreeMap<String, _>`: anything `IntoIterator<Item: Into<String>>` |
/// | `axes = [out, in]` | what each [axis](axes) runs over: `out`, `in`, `kernel`, `batch`; `3 * out` for packed blocks, `groups * out` for groups, by a constant or a skipped field |
/// | `fans_of = weight` | that the parameter takes the fans of another field's |
/// | `part = weight` | what a parameter is to the presets: `weight`, `bias`, `recurrent`, `recurrent_bias`, `output`, `output_bias`, `scale`, `offset`, `mean`, `variance` |
/// | `kind = Dense` | of what layer; the struct's kind otherwise. The presets list theirs: [`pytorch`](init::pytorch()), [`flax`](init::flax()), [`keras`](init::keras()), [`mxnet`](init::mxnet()) |
/// | `dims { a, b: 2 * a }`, `dims = expr` | the run-time sizes of a nested model |
/// | `sequence` | that the layers of a tuple follow one another, so that their sizes must fit |
/// | `skip`, `skip = value` | that the field is no parameter, and what it is in a new model |
/// | `required` | that users must give it an initializer |
/// | `key = "old"` | the field's name in the hashed path: random bits survive a rename |
///
/// # On the struct
///
/// | attribute | says |
/// |---|---|
/// | `pattern => initializer` | what its parameters get; a field's own attribute comes first |
/// | `dims(a, b)` | its run-time sizes; makes a struct of them, `NameDims` |
/// | `kind = Dense` | by what name patterns and presets know it; its own name otherwise |
/// | `library` | that messages point at the user's field that holds it, not into it |
/// | `crate = path` | where `paraminit` is |
///
/// # On a variant of an enum
///
/// | attribute | says |
/// |---|---|
/// | `pattern => initializer` | what its parameters get; a field's own attribute comes first, the enum's last |
/// | `kind = Dense` | by what name patterns and presets know it: its own name otherwise, or, where it wraps one value that has a kind, that |
/// | `build = expr` | that a new model has this variant if the `bool` is true; the first such variant counts |
/// | `build` | that a new model has it where no condition holds |
///
/// Every variant is checked, whichever a model holds; a run fills the one that is there. A variant adds no segment to a
/// path: what a tuple variant of one field holds stands at the enum's own path, other fields below it by name or
/// position. So a parameter keeps its random bits where only the variant around it changes.
///
/// ```
/// use ndarray::Array1;
/// use paraminit::prelude::*;
///
/// #[derive(Initialize)]
/// #[init(dims(width, plain))]
/// enum Block {
///     #[init(build = plain == 1)]
///     Plain(Dense<4, 4>),
///     #[init(build)]
///     Scale {
///         #[init(shape = [width], ones)]
///         gain: Array1<f32>,
///     },
///     Nothing,
/// }
///
/// let mut blocks = vec![Block::init_with(BlockDims { width: 3, plain: 1 }, 42)?, Block::Nothing];
/// let rules = init! { <Vec<Block>> <Dense>.weight => orthogonal, <Scale>.gain => zeros, ** => default };
/// rules.apply(&mut blocks, 42)?;
/// assert!(blocks.param("0.weight").is_ok());
/// # Ok::<(), InitError>(())
/// ```
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
pub use plan::Plan;
pub use rules::Rules;
pub use seed::Seed;
pub use stream::Stream;
pub use view::{View, ViewMut};

/// A set of rules for a model, checked against it by the compiler.
///
/// ```text
/// init! { <Type>  pattern [| pattern]*  =>  initializer ,  ... }
/// ```
///
/// It reads and behaves like `match`: the first rule that matches a parameter wins, a rule that can never apply is an
/// error, and every parameter must be covered. It gives [`Rules`].
///
/// # Patterns
///
/// Segments joined by dots, each a whole field or element, never a part of a name:
///
/// - `name`: a field
/// - `[3]`, `[2..6]`, `[2..]`, `[..6]`, `[*]`: elements of a `Vec`, an array, a tuple or a tuple struct
/// - `["a"]`: the entry of a map with that key; `[*]` is every entry
/// - `*`: exactly one segment
/// - `**`: any number of segments, none included
/// - `<Kind>`: any run of segments that ends at a part of that kind, the root included
///
/// `Option`, `Box` and the variants of an enum add no segment.
///
/// # Right-hand sides
///
/// - An initializer of [`mod@init`], with its options by name: `zeros`, `normal(0.0, 0.01)`, `xavier_uniform(gain = Relu)`,
///   `mixture { 0.5 => zeros, 0.5 => normal(0.0, 1.0) }`. A bare name is looked up in [`mod@init`] first.
/// - Any constant expression of type [`Init`].
/// - `default`: what the attributes say. `keep`: the values stay.
/// - `|p| expr`: an [`Init`] for each parameter, from its [`ParamInfo`].
/// - `custom(&initializer)`, `sample(distribution)`, and `{ expr }` for anything that is a [`Source`].
/// - `from(&model)`, `from(&map)` and, with the feature `safetensors`, `load(path)`: values that exist already, by name; the
///   options of [`Pretrained`](io::Pretrained) by name too, `load(path, prefix = "model.")`.
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
/// The model must be a concrete type: the checks are constants, which cannot name the generic parameters of a function
/// around them.
#[macro_export]
macro_rules! init {
    ($($body:tt)*) => { $crate::__init! { [$crate] $($body)* } };
}
