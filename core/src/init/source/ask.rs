//! Calls of the user's closures, with a check of what the closure asked for.

use crate::info::{Missing, ParamInfo};
use crate::init::Init;
use crate::init::source::failure::FailureKind;

/// Calls a user's closure for one parameter.
pub(crate) fn ask(f: &dyn Fn(&ParamInfo) -> Init, info: &ParamInfo) -> Result<Init, FailureKind> {
    let init = f(info);
    answered(info).map(|()| init)
}

/// Returns an error if the user's code asked `info` for something that the parameter does not have.
pub(super) fn answered(info: &ParamInfo) -> Result<(), FailureKind> {
    match info.missing.get() {
        None => Ok(()),
        Some(Missing::Container(number)) => Err(FailureKind::NoContainer { number: *number }),
        Some(Missing::ContainerOf(name)) => {
            Err(FailureKind::NoContainerOf { name: name.clone(), known: info.names_of_containers() })
        }
        Some(Missing::Fans(why)) => Err(FailureKind::NoFans { why: *why }),
        Some(Missing::Shape) => Err(FailureKind::ShapeUnknown),
    }
}
