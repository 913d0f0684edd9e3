//! Right-hand sides: `zeros`, `xavier_uniform(gain = Relu)`, `MY_INIT`, `{ expr }`, `|p| expr`.

mod call;
mod elsewhere;
mod expression;
mod initializer;
mod known;
mod side;
mod tree;

pub use expression::{expression, local_variable};
pub use known::{find, is_ours};
pub use side::parse;
pub use tree::{Head, Init, Kind, Rhs, Site, Value};
