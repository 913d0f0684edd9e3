//! Types that programs hold can be sent to other threads, and shared with them.

use std::panic::{RefUnwindSafe, UnwindSafe};

use paraminit::axes::{Axis, Role};
use paraminit::dtype::{DType, DTypeSet};
use paraminit::init::{Gain, ParseInitError};
use paraminit::io::{FileError, Pretrained};
use paraminit::layers::{Dense, DynDense, LazyDense};
use paraminit::plan::{LockError, PlanDiff, PlanEntry};
use paraminit::prelude::*;
use paraminit::selection::SelectError;
use paraminit::summary::Summary;
use paraminit::{Failure, InitErrorKind, RuleSite, Source};

const fn shared<T: Send + Sync + Unpin>() {}

/// Values that own what they hold and run no code of the user's: a panic leaves nothing half done in them.
const fn plain<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static>() {}

#[test]
fn public_types_are_send_sync_and_unpin() {
    plain::<(Axis, Role, DType, DTypeSet, Seed, Stream, Gain, ParamInfo, Init)>();
    plain::<(Dense<4, 8>, DynDense, LazyDense)>();
    plain::<(ParseInitError, RuleSite)>();
    shared::<(Plan, PlanEntry, PlanDiff, LockError, Summary)>();
    shared::<(InitError, InitErrorKind, Failure, SelectError, FileError)>();
    shared::<(Source<'_>, Pretrained<'_>, Rules<'_, Dense<4, 8>>, Selection<Dense<4, 8>, f64>)>();
    shared::<(View<'_>, ViewMut<'_>)>();
}
