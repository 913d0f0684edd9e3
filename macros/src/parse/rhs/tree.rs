//! A right-hand side as data.

use proc_macro2::{Ident, TokenStream};

use crate::diag::Extent;

/// Where a right-hand side stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// In `#[init(..)]`: no local variable can be meant there.
    Attribute,
    /// In `init!`.
    Init,
    /// In `select!`: it is a value.
    Select,
}

/// What stands behind `=>`, or alone on a parameter's field.
#[derive(Clone)]
pub struct Rhs {
    pub kind: Kind,
    pub text: String,
    pub at: Extent,
}

/// What kind of right-hand side it is.
#[derive(Clone)]
pub enum Kind {
    Default,
    Keep,
    /// A constant initializer.
    Const(Init),
    /// `{ expr }`
    Block(TokenStream),
    /// `|p| expr`
    Closure(TokenStream),
    /// `const |p| expr`: a closure that captures nothing.
    Each(TokenStream),
    /// `rules(SET)`: a rule set of a nested model, and its text.
    Mounted {
        set: TokenStream,
        text: String,
    },
    /// A value of a selection.
    Value(TokenStream),
}

/// A constant initializer.
#[derive(Clone)]
pub struct Init {
    pub head: Head,
    pub at: Extent,
}

/// How an initializer is made.
#[derive(Clone)]
pub enum Head {
    /// An initializer of ours.
    Call { name: Ident, positional: Vec<Argument>, named: Vec<(Ident, Argument)> },
    /// `mixture { weight => initializer, .. }`
    Mixture { name: Ident, arms: Vec<(Argument, Init)> },
    /// `gates([initializer, ..])`
    Gates { name: Ident, blocks: Vec<Init> },
    /// Any other expression of type `Init`; a bare lower-case name is called.
    Opaque(TokenStream),
}

/// One argument.
#[derive(Clone)]
pub struct Argument {
    /// What the initializer calls it.
    pub name: &'static str,
    pub value: Value,
    pub at: Extent,
}

/// What an argument is.
#[derive(Clone)]
pub enum Value {
    Expression(TokenStream),
    /// A function and its name.
    Function(TokenStream, String),
    Init(Box<Init>),
}

impl Init {
    /// The initializers among its arguments.
    pub fn children(&self) -> Vec<&Self> {
        match &self.head {
            Head::Opaque(_) => Vec::new(),
            Head::Mixture { arms, .. } => arms.iter().map(|(_, init)| init).collect(),
            Head::Gates { blocks, .. } => blocks.iter().collect(),
            Head::Call { positional, .. } => {
                let inner = positional.iter().filter_map(|argument| match &argument.value {
                    Value::Init(init) => Some(&**init),
                    Value::Expression(_) | Value::Function(..) => None,
                });
                inner.collect()
            }
        }
    }
}
