//! A right-hand side as data.

use proc_macro2::{Ident, TokenStream};

use crate::diag::Extent;

/// The place of a right-hand side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Site {
    /// `#[init(..)]`, where no local variable can be meant.
    Attribute,
    /// `init!`.
    Init,
    /// `select!`, where it is a value.
    Select,
}

/// The tokens after `=>`, or a bare initializer on a parameter's field.
#[derive(Clone)]
pub struct Rhs {
    pub kind: Kind,
    pub text: String,
    pub at: Extent,
    /// The number of the first rule with the same initializer, if that is another one. Validation sets it.
    pub like: Option<usize>,
}

/// The kind of a right-hand side.
#[derive(Clone)]
pub enum Kind {
    Default,
    Keep,
    /// A constant initializer.
    Const(Init),
    /// `{ expr }`, `load(path)`
    Block(TokenStream),
    /// The same, of what makes no values that exist already: `custom(&mine)`, `{ init::normal(0.0, std) }`
    Made(TokenStream),
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

/// The form of an initializer.
#[derive(Clone)]
pub enum Head {
    /// One of our initializers.
    Call { name: Ident, positional: Vec<Argument>, named: Vec<(Ident, Argument)> },
    /// `mixture { weight => initializer, .. }`
    Mixture { name: Ident, arms: Vec<(Argument, Init)> },
    /// `gates([initializer, ..])`
    Gates { name: Ident, blocks: Vec<Init> },
    /// Any other expression of type `Init`. A bare lower-case name is called.
    Opaque(TokenStream),
}

/// An argument.
#[derive(Clone)]
pub struct Argument {
    /// The initializer's name for it.
    pub name: &'static str,
    pub value: Value,
    pub at: Extent,
}

/// The value of an argument.
#[derive(Clone)]
pub enum Value {
    Expression(TokenStream),
    /// A function and its name.
    Function(TokenStream, String),
    Init(Box<Init>),
}

impl Init {
    /// Returns the initializers among the arguments.
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
