//! `rows([0] => zeros)`, `rows(weight[0] => zeros)`: values of rows, whatever initializer the array gets.

use paraminit_syntax::Segment as Written;
use proc_macro2::Delimiter;

use super::given::Given;
use crate::diag::{Diagnostics, Extent};
use crate::parse::pattern::{Pattern, Segment};
use crate::parse::rhs::{Head, Kind, Rhs, Site};
use crate::parse::rule::Rule;
use crate::parse::tokens::{grouped, split_at_commas};

/// Reads the tokens after `rows`. It reports all entries that cannot be parsed.
pub fn rows(given: &Given<'_>, diagnostics: &mut Diagnostics) -> syn::Result<Vec<Rule>> {
    let at = given.at;
    let entries = grouped(given.rest, Delimiter::Parenthesis).map(split_at_commas).unwrap_or_default();
    if entries.is_empty() {
        return Err(at.error("expected rows and their value\nhelp: `rows([0] => zeros)`"));
    }
    let (mut rows, mut before) = (Vec::new(), Vec::<Pattern>::new());
    for entry in entries {
        let Ok(rule) = Rule::parse(&entry, at.last, Site::Attribute, diagnostics) else { continue };
        let faults = rule.patterns.iter().filter(|pattern| !names_rows(pattern)).map(|pattern| pattern.at);
        let faults: Vec<Extent> = faults.collect();
        if rule.optional {
            diagnostics.error(rule.patterns[0].at, "rows are there, or it is an error\nhelp: write `=>`");
        }
        for at in &faults {
            let message = "expected rows in brackets\n\
                           help: `[0]` of the field's own array, `weight[0]` of one inside, `[last]`, `[2..5]`";
            diagnostics.error(*at, message);
        }
        for pattern in &rule.patterns {
            if before.iter().any(|earlier| covers(earlier, pattern)) {
                let message =
                    "these rows have a value already\nhelp: the first that names a row counts; remove one of the two";
                diagnostics.error(pattern.at, message);
            }
            before.push(pattern.clone());
        }
        if !is_one_value(&rule.rhs) {
            diagnostics.error(rule.rhs.at, "rows have one value\nhelp: `zeros`, `ones` or `constant(x)`");
        } else if faults.is_empty() {
            rows.push(rule);
        }
    }
    Ok(rows)
}

/// True if the first pattern names all rows that the second one names.
fn covers(first: &Pattern, second: &Pattern) -> bool {
    let (Some((rows, front)), Some((others, place))) = (first.segments.split_last(), second.segments.split_last())
    else {
        return false;
    };
    let within = match (rows, others) {
        (Segment::Written(rows), Segment::Written(others)) => match (rows, others) {
            (Written::Index { from, to }, Written::Index { from: a, to: b }) => from <= a && b <= to,
            (Written::BeforeLast { from }, Written::BeforeLast { from: a }) => from <= a,
            _ => rows == others,
        },
        _ => rows == others,
    };
    front == place && within
}

fn names_rows(pattern: &Pattern) -> bool {
    matches!(
        pattern.segments.last(),
        Some(Segment::Written(Written::Index { .. } | Written::Last | Written::BeforeLast { .. }))
    )
}

fn is_one_value(rhs: &Rhs) -> bool {
    match &rhs.kind {
        Kind::Const(init) => match &init.head {
            Head::Call { name, .. } => ["zeros", "ones", "constant"].iter().any(|known| name == known),
            _ => false,
        },
        _ => false,
    }
}
