//! Rules: `pattern | pattern => initializer`, and `?=>` for those that may come to nothing.

use proc_macro2::{Span, TokenTree};

use crate::diag::{Diagnostics, Extent};
use crate::parse::pattern::{Pattern, parse_alternatives};
use crate::parse::rhs::{self, Rhs};
use crate::parse::tokens::{find_fat_arrow, is_optional};

/// One rule.
#[derive(Clone)]
pub struct Rule {
    /// Empty for a bare initializer on a parameter's own field.
    pub patterns: Vec<Pattern>,
    /// `?=>`: it may come to nothing.
    pub optional: bool,
    pub rhs: Rhs,
}

impl Rule {
    /// Parses a rule. `None` if it was reported as wrong.
    pub fn parse(tokens: &[TokenTree], nearby: Span, diagnostics: &mut Diagnostics) -> Option<Self> {
        let at = Extent::over(tokens, nearby);
        let Some(arrow) = find_fat_arrow(tokens) else {
            diagnostics
                .error(at, "expected `=>`\nhelp: a rule reads `pattern => initializer`, such as `**.bias => zeros`");
            return None;
        };
        let optional = is_optional(tokens, arrow);
        let patterns = parse_alternatives(&tokens[..arrow - usize::from(optional)], at.first, diagnostics);
        let rhs = rhs::parse(&tokens[arrow + 2..], tokens[arrow].span(), diagnostics)?;
        (!patterns.is_empty()).then_some(Self { patterns, optional, rhs })
    }

    /// Where the rule begins.
    pub fn start(&self) -> Span {
        self.patterns.first().map_or(self.rhs.at.first, |pattern| pattern.at.first)
    }
}
