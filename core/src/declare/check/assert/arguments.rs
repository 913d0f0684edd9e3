//! Checks of arguments: one call an argument, so that the compiler underlines the argument at fault.

use crate::dtype::DTypeSet;
use crate::init::Init;

/// Refuses an argument of `init` that no parameter of these element types can take.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_argument(init: &Init, argument: &str, elements: DTypeSet) {
    if let Some(message) = init.fault(argument, elements) {
        panic!("{}", message.as_str())
    }
}

/// Refuses an initializer that is wrong as a whole: a constant or the result of a function, whose arguments do not stand
/// in the rule (`opaque`), or a setter that the initializer does not take.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_initializer(init: &Init, opaque: bool, elements: DTypeSet) {
    let fault = if opaque {
        init.any_fault(elements)
    } else if init.is_unknown() {
        // That was reported where the name stands.
        None
    } else {
        init.misuse()
    };
    if let Some(message) = fault {
        panic!("{}", message.as_str())
    }
}
