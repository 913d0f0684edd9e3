//! The options of initializers. A rule writes them as named arguments.
//!
//! One type has all setters, so an option on the wrong initializer type-checks. The setter records it, and the check
//! reports it with our words instead of the compiler's.

mod fixed;
mod random;
mod record;
mod scale;
