//! The items that expansions of the macros name. They are not part of the public contract.

pub use crate::axes::{Axis, Role};
pub use crate::check::{
    Alternative, Mount, Report, Says, Subject, assert_argument, assert_argument_of, assert_attributes, assert_axis,
    assert_bare, assert_covered, assert_defaults, assert_depth, assert_field, assert_initializer, assert_parts,
    assert_pattern, assert_pattern_of_constant, assert_rows, assert_selected, assert_suits, count, report,
    rule_elements,
};
pub use crate::check::{
    Mounted, Size, assert_covered_beside, assert_mountable, assert_mounted, join_alternatives, join_rules, mount_fault,
    mounted_alternatives, mounted_patterns, mounted_rules, mounted_segments, mounted_size,
};
pub use crate::declare::rule_place::RulePlace;
pub use crate::dtype::DTypeSet;
pub use crate::error::{InitError, no_variant};
pub use crate::info::{ParamInfo, Part};
pub use crate::init::source::derived;
pub use crate::init::{Init, Source, from_fn as by};
pub use crate::layers::{Any, Takes};
pub use crate::message::Message;
pub use crate::model::{
    Absent, Below, Buildable, DeclaredBy, Dimensioned, Field, Fields, Here, Indexed, Initialize, InitializeAs, Keys,
    Len, Lender, Make, MakeAs, MakeField, MakeFieldEach, MakeFieldWith, NoDims, NoLen, NoShape, Optional, Own,
    Parameter, Place, Shaped, Skipped, Visit, VisitMut, With, by_index, by_three, by_two, keys, make, make_field,
    make_field_each, make_field_with,
};
pub use crate::rule::{Action, Pattern, PatternSegment, Rule};
pub use crate::rules::{Rules, mounted};
pub use crate::schema::{Field as SchemaField, FieldName, Node, Packed, Schema, Summary, Variant, kind_or};
pub use crate::selection::Selection;
pub use core::result::Result::{Err, Ok};

/// The names in a right-hand side: initializers, and the values of their options.
pub mod init {
    pub use crate::init::Center::*;
    pub use crate::init::Distribution::*;
    pub use crate::init::Gain::*;
    pub use crate::init::Mode::*;
    pub use crate::init::Scaling::*;
    pub use crate::init::Side::*;
    pub use crate::init::Window::*;
    pub use crate::init::*;
}

/// The initializers that exist at run time only.
pub mod run_time {
    #[cfg(feature = "safetensors")]
    pub use crate::init::load;
    pub use crate::init::{custom, from, sample};
}

/// A type whose schema the derive writes.
pub trait Declared {
    /// What it holds.
    const NODE: Node;
}

/// `Some`, whatever the user's scope calls by that name.
#[must_use]
pub const fn some<T: Copy>(value: T) -> Option<T> {
    Some(value)
}

/// Returns `None`, even if the user's scope has another item of that name.
#[must_use]
pub const fn none<T>() -> Option<T> {
    None
}

/// Converts the value in braces on a right-hand side.
pub fn source<'r>(source: impl IntoSource<'r>) -> Source<'r> {
    source.into_source()
}

/// A bound for values in braces: anything that is `Into<Source>`, with a diagnostic of its own for other types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no initializer",
    label = "what stands in braces gives an `Init` or a `Source`",
    note = "for one value everywhere, write `constant(..)`; in braces, `init::constant(..)`"
)]
pub trait IntoSource<'r> {
    /// Returns the source.
    fn into_source(self) -> Source<'r>;
}

#[diagnostic::do_not_recommend]
impl<'r, S: Into<Source<'r>>> IntoSource<'r> for S {
    fn into_source(self) -> Source<'r> {
        self.into()
    }
}

/// Returns the run-time sources of a rule set.
#[must_use]
pub fn sources<'r, const N: usize>(sources: [Source<'r>; N]) -> Vec<Source<'r>> {
    sources.into()
}

/// A closure on a right-hand side.
#[derive(Debug)]
pub struct By<F: Fn(&ParamInfo) -> Init + Send + Sync>(pub F);

/// The closures of a rule set: one, or two halves of them. So hundreds nest as deep as the compiler follows.
pub trait Closures<'r> {
    /// Appends the closures.
    fn append(self, sources: &mut Vec<Source<'r>>);
}

impl<'r, F: Fn(&ParamInfo) -> Init + Send + Sync + 'r> Closures<'r> for By<F> {
    fn append(self, sources: &mut Vec<Source<'r>>) {
        sources.push(by(self.0));
    }
}

impl<'r, A: Closures<'r>, B: Closures<'r>> Closures<'r> for (A, B) {
    fn append(self, sources: &mut Vec<Source<'r>>) {
        self.0.append(sources);
        self.1.append(sources);
    }
}

/// Returns the run-time sources of a rule set, if all of them are closures. If a user writes one in a constant, the
/// compiler quotes this function's name.
pub fn in_a_constant_write_const_before_the_closure<'r>(closures: impl Closures<'r>) -> Vec<Source<'r>> {
    let mut sources = Vec::new();
    closures.append(&mut sources);
    sources
}

/// Returns the initializer for a name that exists in other systems only. Each use reports it.
#[must_use]
pub const fn unknown(message: &'static str) -> Init {
    Init::unknown(message)
}

/// Returns an empty list of run-time sources, without an allocation.
#[must_use]
pub const fn no_sources<'r>() -> Vec<Source<'r>> {
    Vec::new()
}

/// Compiles if `T` is a parameter.
pub const fn need_parameter<T: Parameter + ?Sized>() {}

/// A number of blocks that a model keeps.
#[diagnostic::on_unimplemented(
    message = "a number of blocks is a `usize`, not a `{Self}`",
    label = "this is a `{Self}`"
)]
pub trait Blocks {
    /// Returns the number.
    fn blocks(self) -> usize;
}

impl Blocks for usize {
    fn blocks(self) -> usize {
        self
    }
}

/// Returns a number of blocks that a model keeps.
pub fn blocks(kept: impl Blocks) -> usize {
    kept.blocks()
}

/// The length of a part that a model keeps.
#[diagnostic::on_unimplemented(
    message = "the length of a part is a `usize`, not a `{Self}`",
    label = "the field of this name is a `{Self}`"
)]
pub trait PartLen {
    /// Returns the length.
    fn part_len(self) -> usize;
}

impl PartLen for usize {
    fn part_len(self) -> usize {
        self
    }
}

/// Returns the length of a part that a model keeps.
pub fn part_len(kept: impl PartLen) -> usize {
    kept.part_len()
}

/// Returns a length that is constant.
#[must_use]
pub const fn length([len]: [usize; 1]) -> Option<usize> {
    Some(len)
}

/// Compiles if the layer `L` can stand behind one with the output `In`.
pub const fn need_takes<L: Takes<In>, In>() {}

/// Compiles if a part may be absent.
pub const fn need_option<T: Optional>() {}

/// Compiles if a part has elements.
pub const fn need_elements<T: Indexed>() {}

/// Compiles if `T` has `N` axes.
pub const fn need_shaped<T: Shaped<N> + ?Sized, const N: usize>() {}

/// Returns a model for editors. No call is compiled.
#[must_use]
pub fn editor<'a, T: ?Sized>() -> &'a T {
    unreachable!("only editors read this")
}

/// A place in a model for editors. It looks through `Option`, as patterns do.
#[derive(Debug)]
pub struct Editor<'a, T: ?Sized>(pub &'a T);

impl<'a, T> Editor<'a, Option<T>> {
    /// Returns the value in the `Option`. It is never compiled; an editor only looks at its type.
    #[must_use]
    pub fn part(self) -> &'a T {
        self.0.as_ref().unwrap_or_else(|| unreachable!("only editors read this"))
    }
}

/// The place itself, if it is no `Option`.
pub trait EditorPart<'a> {
    /// The type of the part.
    type Part: ?Sized;

    /// Returns the part.
    fn part(self) -> &'a Self::Part;
}

impl<'a, T: ?Sized> EditorPart<'a> for Editor<'a, T> {
    type Part = T;

    fn part(self) -> &'a T {
        self.0
    }
}

/// Uses one item of a glob import, so that no lint calls the import unused if a rule uses none of it.
pub const fn import_is_used(_: fn(f64) -> f64) {}
