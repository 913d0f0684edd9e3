//! Rules: `pattern | pattern => initializer`, and `?=>` for rules that may have no effect.

use paraminit_syntax::words::ARROW;
use proc_macro2::{Span, TokenTree};

use super::pattern::{Pattern, parse_alternatives};
use super::rhs::{self, Rhs, Site};
use super::tokens::split_at_arrow;
use crate::diag::{Diagnostics, Extent, Reported};

/// One rule.
#[derive(Clone)]
pub struct Rule {
    /// The patterns; empty for a bare initializer on a parameter's own field.
    pub patterns: Vec<Pattern>,
    /// True for `?=>`: the rule may have no effect.
    pub optional: bool,
    pub rhs: Rhs,
}

impl Rule {
    /// Parses a rule.
    pub fn parse(
        tokens: &[TokenTree],
        nearby: Span,
        site: Site,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, Reported> {
        let at = Extent::over(tokens, nearby);
        let Some(arrow) = split_at_arrow(tokens) else {
            let message = match site {
                Site::Select => {
                    "expected `=>`\nhelp: a rule of a selection reads `pattern => value`, such as `**.bias => 0.0`"
                }
                Site::Attribute | Site::Init => ARROW,
            };
            return Err(diagnostics.add(at.error(message)));
        };
        let patterns = parse_alternatives(arrow.left, at.first, diagnostics);
        let rhs = diagnostics.take(rhs::parse(arrow.right, arrow.at, site))?;
        if patterns.is_empty() { Err(Reported) } else { Ok(Self { patterns, optional: arrow.optional, rhs }) }
    }

    /// The beginning of the rule.
    pub fn start(&self) -> Span {
        self.patterns.first().map_or(self.rhs.at.first, |pattern| pattern.at.first)
    }
}
