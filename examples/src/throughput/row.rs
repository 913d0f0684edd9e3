//! One line of the report.

use std::fmt;

/// What was measured, of what, and how much it was.
#[derive(Clone, Debug)]
pub struct Row {
    /// The initializer, or the loop beside it.
    pub what: String,
    /// The type of the elements.
    pub dtype: &'static str,
    /// How many elements.
    pub n: usize,
    /// How many threads it could use.
    pub threads: usize,
    /// What computes the values: our kernel, or `none` for whatever the compiler made of a plain loop.
    pub simd: &'static str,
    /// How much it was.
    pub reading: Reading,
}

/// What came out of a measurement.
#[derive(Clone, Copy, Debug)]
pub enum Reading {
    /// Nanoseconds of the fastest pass.
    Time(f64),
    /// The same of a small model, and how often one pass asks for memory, if somebody counts that.
    Small {
        /// Nanoseconds of a pass.
        ns: f64,
        /// Allocations in a pass.
        allocations: Option<usize>,
    },
    /// Bytes of a model, and by how much the peak of the process grew beyond them while it was built.
    Memory {
        /// The bytes of all parameters.
        model: u64,
        /// The bytes beyond.
        beyond: u64,
    },
}

impl Row {
    /// Nanoseconds of the fastest pass; `None` of a row that is about memory.
    #[must_use]
    pub fn ns(&self) -> Option<f64> {
        match self.reading {
            Reading::Time(ns) | Reading::Small { ns, .. } => Some(ns),
            Reading::Memory { .. } => None,
        }
    }

    /// The same for each element.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a number of elements that fit into memory")]
    pub fn ns_per_element(&self) -> Option<f64> {
        self.ns().map(|ns| ns / self.n as f64)
    }
}

/// As one JSON object.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, dtype, n, threads, simd, reading } = self;
        write!(f, r#"{{"what": "{what}", "dtype": "{dtype}", "n": {n}, "threads": {threads}, "simd": "{simd}""#)?;
        if let (Some(each), Some(ns)) = (self.ns_per_element(), self.ns()) {
            write!(f, r#", "ns_per_element": {each:.4}, "ns": {ns:.0}"#)?;
        }
        match reading {
            Reading::Time(_) | Reading::Small { allocations: None, .. } => {}
            Reading::Small { allocations: Some(count), .. } => write!(f, r#", "allocations": {count}"#)?,
            Reading::Memory { model, beyond } => write!(f, r#", "model_bytes": {model}, "beyond_bytes": {beyond}"#)?,
        }
        f.write_str("}")
    }
}
