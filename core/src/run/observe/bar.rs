//! A progress bar.

use core::fmt;
use core::ops::ControlFlow;

use indicatif::{ProgressBar, ProgressStyle};

use super::{Done, Observer, Totals};
use crate::info::ParamInfo;
use crate::printed;

/// An observer that shows a progress bar of `indicatif`: the parameter at work, bytes, rate, time left.
///
/// It appears on standard error, and only if that is a terminal.
///
/// ```
/// use paraminit::observe::Bar;
/// use paraminit::prelude::*;
///
/// let layer: Dense<64, 64> = init! { <Dense<64, 64>> ** => default }.observed(&mut Bar::new()).build(42)?;
/// # let _ = layer;
/// # Ok::<(), InitError>(())
/// ```
pub struct Bar {
    bar: ProgressBar,
    /// The number of bytes of all parameters that are done.
    done: u64,
}

impl Bar {
    /// A bar of one line.
    ///
    /// ```
    /// use paraminit::observe::{Bar, Report};
    /// use paraminit::prelude::*;
    ///
    /// // A bar, and the time that the run took.
    /// let mut watch = (Bar::new(), Report::new());
    /// let layer: Dense<64, 64> = init! { <Dense<64, 64>> ** => default }.observed(&mut watch).build(42)?;
    /// assert_eq!(watch.1.parameters(), 2);
    /// # let _ = layer;
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn new() -> Self {
        let style = "{wide_bar} {binary_bytes} of {binary_total_bytes}, {binary_bytes_per_sec}, {eta} left  {msg}";
        // The template is constant. If it were wrong, the default would appear.
        let style = ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self::with(ProgressBar::no_length().with_style(style))
    }

    fn with(bar: ProgressBar) -> Self {
        Self { bar, done: 0 }
    }
}

impl Default for Bar {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Bar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bar({} bytes)", self.done)
    }
}

impl Observer for Bar {
    fn start(&mut self, totals: Totals) -> ControlFlow<()> {
        self.done = 0;
        self.bar.reset();
        self.bar.set_length(totals.bytes);
        ControlFlow::Continue(())
    }

    fn parameter(&mut self, info: &ParamInfo) -> ControlFlow<()> {
        self.bar.set_message(printed::name(&info.path().to_string()));
        ControlFlow::Continue(())
    }

    fn progress(&mut self, _: &ParamInfo, bytes: u64) -> ControlFlow<()> {
        self.bar.set_position(self.done.saturating_add(bytes));
        ControlFlow::Continue(())
    }

    fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
        self.done = self.done.saturating_add(done.bytes);
        self.bar.set_position(self.done);
        ControlFlow::Continue(())
    }

    fn end(&mut self) {
        self.bar.finish_with_message("done");
    }
}

#[cfg(test)]
mod tests {
    use indicatif::ProgressBar;

    use super::Bar;
    use crate::prelude::*;

    #[test]
    fn the_bar_counts_bytes() -> Result<(), InitError> {
        let bar = ProgressBar::hidden();
        let rules = init! { <Dense<4, 8>> ** => default };
        rules.observed(&mut Bar::with(bar.clone())).build(42)?;
        assert_eq!((bar.position(), bar.length(), bar.is_finished()), (160, Some(160), true));
        Ok(())
    }
}
