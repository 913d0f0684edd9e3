//! Initializers that outlive the run, for parameters whose shape is not known yet.

use std::fmt;

use crate::info::ParamInfo;
use crate::init::source::Kind;
use crate::init::source::ask::ask;
use crate::init::source::failure::FailureKind;
use crate::init::{Expected, Init, Prepared, Source};
use crate::sample::Sampler;

/// An initializer that outlives the run and waits until a parameter exists.
#[derive(Clone, Copy)]
pub(crate) enum DeferredSource {
    /// A plain initializer.
    Init(Init),
    /// A function that is called once the shape is known.
    Each(fn(&ParamInfo) -> Init),
    /// A function that makes a source.
    Make(fn() -> Source<'static>),
}

impl DeferredSource {
    /// The initializer, if it is plain data.
    pub(crate) fn init(&self) -> Option<&Init> {
        match self {
            Self::Init(init) => Some(init),
            Self::Each(_) | Self::Make(_) => None,
        }
    }

    /// The mean and standard deviation that hold for any shape, if the initializer is plain data.
    pub(crate) fn expected(&self, info: &ParamInfo) -> Option<Expected> {
        // The distribution of each element depends on the shape through the fans alone, and those are not known.
        let moments = self.init()?.resolve(info).ok()?.sampler().and_then(Sampler::moments);
        moments.map(Expected::without_errors)
    }

    /// Resolves the initializer for a parameter, passes plain data to `judge`, and passes the result to `then`.
    pub(crate) fn with<R>(
        self,
        info: &ParamInfo,
        judge: impl Fn(&Init) -> Result<(), FailureKind>,
        then: impl FnOnce(&Prepared<'_>) -> Result<R, FailureKind>,
    ) -> Result<R, FailureKind> {
        let init = match self {
            Self::Init(init) => init,
            Self::Each(f) => ask(&f, info)?,
            Self::Make(make) => {
                let source = make();
                let task = source.resolve(info)?;
                if let Prepared::Init { init, .. } = &task {
                    judge(init)?;
                }
                return then(&task);
            }
        };
        judge(&init)?;
        then(&Prepared::of(&init, info)?)
    }
}

impl Source<'_> {
    /// Returns an initializer that can wait until the parameter exists. A closure that borrows is called now.
    ///
    /// # Errors
    /// [`FailureKind::CannotWait`] for a source that owns data or code. [`FailureKind::ShapeUnknown`] and
    /// [`FailureKind::NoFans`] if a closure asked for what is not known yet.
    pub(crate) fn deferred(&self, info: &ParamInfo) -> Result<DeferredSource, FailureKind> {
        match &self.0 {
            Kind::Init(init) => Ok(DeferredSource::Init(*init)),
            Kind::Each(f) => ask(f, info).map(DeferredSource::Init),
            Kind::Custom(_) | Kind::Sample(_) | Kind::Pretrained(_) | Kind::Derived(_) => {
                Err(FailureKind::CannotWait { initializer: self.to_string() })
            }
        }
    }
}

impl fmt::Debug for DeferredSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Writes the initializer as a rule does, as far as that is known.
impl fmt::Display for DeferredSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Init(init) => init.fmt(f),
            Self::Each(_) => f.write_str("|p| .."),
            Self::Make(make) => make().fmt(f),
        }
    }
}
