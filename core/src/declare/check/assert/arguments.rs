//! Checks of arguments. Each argument has a call of its own, so that the compiler underlines the one at fault.

use super::suits::rule_elements;
use crate::check::walk::report::Report;
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

/// Refuses an argument of `init` that no parameter that `rule` governs can take.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_argument_of<const L: usize, const A: usize>(
    init: &Init,
    argument: &str,
    report: &Report<L, A>,
    rule: usize,
) {
    // What is right for every type needs no list of those that the rule governs.
    if init.fault(argument, DTypeSet::ALL).is_some() {
        assert_argument(init, argument, rule_elements(report, rule));
    }
}

/// Refuses an initializer that is wrong as a whole: one with a setter that it does not take, or (`opaque`) a constant
/// or the result of a function, whose arguments do not stand in the rule.
///
/// # Panics
/// In `const` evaluation, with the diagnostic.
#[track_caller]
pub const fn assert_initializer(init: &Init, opaque: bool, elements: DTypeSet) {
    let fault = if opaque {
        init.any_fault(elements)
    } else if init.is_unknown() {
        // The check of the name reported that.
        None
    } else {
        init.misuse()
    };
    if let Some(message) = fault {
        panic!("{}", message.as_str())
    }
}
