//! What dynamic models and rules make as constant data.

use crate::axes::Axis;
use crate::pool::Pool;
use crate::rule::Rule;
use crate::schema::Schema;

/// Schemas, by all that tells them apart.
pub(super) static SCHEMAS: Pool<String, Schema> = Pool::new();
/// Tables of rules, by their text.
pub(super) static TABLES: Pool<String, [Rule]> = Pool::new();
static AXES: Pool<Vec<Axis>, [Axis]> = Pool::new();

pub(super) fn axes(axes: &[Axis]) -> &'static [Axis] {
    AXES.get(axes.to_vec(), || axes.into())
}
