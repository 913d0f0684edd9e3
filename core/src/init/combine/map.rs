//! A function of another initializer's values.

use core::fmt;

/// A function, and the name that is printed for it.
#[derive(Clone, Copy)]
pub(crate) struct Function {
    pub(crate) call: fn(f64) -> f64,
    pub(crate) name: Option<&'static str>,
}

/// Two functions are equal if their addresses are. The compiler may merge equal functions, or copy one. Only
/// comparisons of initializers depend on it.
impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::fn_addr_eq(self.call, other.call) && self.name == other.name
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Function").field(&self.name).finish()
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name.unwrap_or("_"))
    }
}
