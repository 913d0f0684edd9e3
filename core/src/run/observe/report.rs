//! The time that a run took.

use core::fmt;
use core::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::{Done, Observer, Totals};
use crate::number::{bytes, parameters};

/// An observer that measures time: from the first write to the last, after all checks.
///
/// ```
/// use paraminit::observe::Report;
/// use paraminit::prelude::*;
///
/// let mut report = Report::new();
/// let layer: Dense<64, 64> = init! { <Dense<64, 64>> ** => default }.observed(&mut report).build(42)?;
/// assert_eq!((report.parameters(), report.bytes()), (2, 16640));
/// assert!(report.to_string().starts_with("2 parameters, 16.2 KiB, "), "{report}");
/// # let _ = layer;
/// # Ok::<(), InitError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Report {
    start: Option<Instant>,
    elapsed: Duration,
    parameters: usize,
    bytes: u64,
}

impl Report {
    /// Returns a report without a run.
    ///
    /// ```
    /// use paraminit::observe::Report;
    ///
    /// let report = Report::new();
    /// assert_eq!((report.parameters(), report.elapsed()), (0, std::time::Duration::ZERO));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the time that the last run took, up to its end or its cancellation.
    ///
    /// ```
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let mut report = Report::new();
    /// init! { <Dense<64, 64>> ** => default }.observed(&mut report).build(42)?;
    /// assert!(report.elapsed() > std::time::Duration::ZERO);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the number of parameters that the run wrote.
    ///
    /// ```
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let mut report = Report::new();
    /// init! { <(Dense<4, 8>, Dense<8, 1>)> ** => default }.observed(&mut report).build(42)?;
    /// assert_eq!(report.parameters(), 4); // two weights, two biases
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.parameters
    }

    /// Returns the number of bytes of the parameters.
    ///
    /// ```
    /// use paraminit::observe::Report;
    /// use paraminit::prelude::*;
    ///
    /// let mut report = Report::new();
    /// init! { <Dense<4, 8, f64>> ** => default }.observed(&mut report).build(42)?;
    /// assert_eq!(report.bytes(), (4 * 8 + 8) * 8);
    /// # Ok::<(), InitError>(())
    /// ```
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    fn stop(&mut self) {
        self.elapsed = self.start.map_or(Duration::ZERO, |start| start.elapsed());
    }
}

impl Observer for Report {
    fn start(&mut self, _: Totals) -> ControlFlow<()> {
        *self = Self { start: Some(Instant::now()), ..Self::new() };
        ControlFlow::Continue(())
    }

    fn done(&mut self, done: &Done<'_>) -> ControlFlow<()> {
        self.parameters += 1;
        self.bytes += done.bytes;
        self.stop();
        ControlFlow::Continue(())
    }

    fn end(&mut self) {
        self.stop();
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {}", parameters(self.parameters), bytes(self.bytes), rate(self.elapsed, self.bytes))
    }
}

/// Returns the time and the rate as text: `1.24 ms, 3.1 GB/s`.
pub(crate) fn rate(time: Duration, written: u64) -> String {
    let seconds = time.as_secs_f64();
    let time = match seconds {
        1.0.. => format!("{seconds:.2} s"),
        1e-3.. => format!("{:.2} ms", seconds * 1e3),
        _ => format!("{:.1} us", seconds * 1e6),
    };
    #[expect(clippy::cast_precision_loss, reason = "a few digits are shown")]
    let rate = written as f64 / seconds / 1e9;
    if rate.is_finite() { format!("{time}, {rate:.2} GB/s") } else { time }
}

#[cfg(test)]
mod tests {
    use super::{Duration, rate};

    #[test]
    fn rates_are_readable() {
        assert_eq!(rate(Duration::from_millis(1500), 3_000_000_000), "1.50 s, 2.00 GB/s");
        assert_eq!(rate(Duration::from_micros(1240), 1_240_000), "1.24 ms, 1.00 GB/s");
        assert_eq!(rate(Duration::from_nanos(800), 80), "0.8 us, 0.10 GB/s");
        assert_eq!(rate(Duration::ZERO, 80), "0.0 us");
    }
}
