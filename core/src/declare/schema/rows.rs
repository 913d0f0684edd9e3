//! Rows of arrays that fields declare: `rows([0] => zeros)` on the array, `rows(weight[0] => zeros)` around it.

use super::SchemaPath;
use crate::rule::{Pattern, PatternSegment, Rule};

impl Pattern {
    /// The pattern of an array, and the rows of it that the last segment names. `None` without brackets at the end.
    #[must_use]
    pub const fn split_rows(&self) -> Option<(Self, PatternSegment)> {
        match self.segments {
            [front @ .., rows] if rows.is_index() => Some((Self { segments: front, ..*self }, *rows)),
            _ => None,
        }
    }
}

impl SchemaPath<'_> {
    /// The rules for rows of the array at the end of the path, with the rows. What is set later wins: the first in each list,
    /// and what stands on an outer field.
    pub(crate) fn rows(&self) -> Vec<(&'static Rule, PatternSegment)> {
        let mut found = Vec::new();
        if !self.schema(0).summary().rows {
            return found;
        }
        for depth in (0..self.depth()).rev() {
            let Some(field) = self.step(depth).and_then(super::Step::entered) else { continue };
            for rule in field.rows.iter().rev() {
                let rows = rule.patterns.iter().filter_map(Pattern::split_rows);
                let here = rows.filter(|(array, _)| array.matches(self, depth + 1));
                found.extend(here.map(|(_, rows)| (rule, rows)));
            }
        }
        found
    }
}
