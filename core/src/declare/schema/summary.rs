//! What is known of everything in a schema, as data.

/// What is known of all that lies in a node. It is made from those of the parts: models share parts, and a walk that went
/// into each of them again would take twice as long a level.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    /// Number of parameters, where no pattern tells elements apart.
    pub(crate) parameters: usize,
    /// Number of steps to the deepest of them.
    pub(crate) height: usize,
    /// True if every struct and every enum in it was checked where it is defined.
    pub(crate) judged: bool,
    /// True if some field is fixed, or a buffer.
    pub(crate) fixed: bool,
    /// True if some field declares rows.
    pub(crate) rows: bool,
    /// Equal for nodes with the same names, kinds and parameters. Zero where the summary is not known.
    pub(super) print: u64,
}

impl Summary {
    /// It was not made: `Schema::summary` makes it.
    pub const UNKNOWN: Self = Self { parameters: 0, height: 0, judged: false, fixed: false, rows: false, print: 0 };
}
