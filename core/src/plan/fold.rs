//! Equal rows of the elements of a container, as one: `blocks.[0..12].weight`.

use std::collections::HashMap;
use std::fmt;

/// Rows that were folded into one.
pub(crate) struct Fold {
    parts: Vec<Part>,
    /// The first of the rows.
    pub(crate) first: usize,
}

/// One segment of a path.
enum Part {
    Name(String),
    Indices { from: usize, to: usize },
}

/// Folds rows of a path and a text each: those of the same text, whose paths differ by neighboring indices alone.
///
/// From the innermost container outwards, so that nested ones fold where all of their elements are equal.
pub(crate) fn fold(rows: &[(String, String)]) -> Vec<Fold> {
    let part = |segment: &str| match segment.parse::<usize>() {
        Ok(from) if segment == from.to_string() => Part::Indices { from, to: from.saturating_add(1) },
        _ => Part::Name(segment.to_owned()),
    };
    let parts = |path: &str| path.split('.').map(part).collect();
    let mut folds: Vec<Fold> = (0..).zip(rows).map(|(first, (path, _))| Fold { parts: parts(path), first }).collect();
    let deepest = folds.iter().map(|fold| fold.parts.len()).max().unwrap_or_default();
    for depth in (0..deepest).rev() {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut merged: Vec<Fold> = Vec::new();
        for fold in folds {
            let Some((from, to)) = fold.indices(depth) else {
                merged.push(fold);
                continue;
            };
            let text = rows.get(fold.first).map_or("", |(_, text)| text);
            let place = seen.entry(format!("{}\n{text}", fold.without(depth))).or_insert(merged.len());
            match merged.get_mut(*place).and_then(|before| before.parts.get_mut(depth)) {
                Some(Part::Indices { to: end, .. }) if *end == from => *end = to,
                _ => {
                    *place = merged.len();
                    merged.push(fold);
                }
            }
        }
        folds = merged;
    }
    folds
}

impl Fold {
    fn indices(&self, depth: usize) -> Option<(usize, usize)> {
        match self.parts.get(depth)? {
            Part::Indices { from, to } => Some((*from, *to)),
            Part::Name(_) => None,
        }
    }

    /// The path with the indices at `depth` left open.
    fn without(&self, depth: usize) -> String {
        let parts = self.parts.iter().enumerate();
        parts
            .map(|(at, part)| if at == depth { "*".to_owned() } else { part.to_string() })
            .collect::<Vec<_>>()
            .join(".")
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Indices { from, to } if from.checked_add(1) == Some(*to) => write!(f, "{from}"),
            Self::Indices { from, to } => write!(f, "[{from}..{to}]"),
        }
    }
}

/// The path of all rows together.
impl fmt::Display for Fold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in self.parts.iter().enumerate() {
            write!(f, "{}{part}", if i > 0 { "." } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn folded(rows: &[(&str, &str)]) -> Vec<String> {
        let rows: Vec<_> = rows.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        fold(&rows).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn equal_elements_are_one_row() {
        let rows = [("b.0.w", "x"), ("b.0.c", "y"), ("b.1.w", "x"), ("b.1.c", "y"), ("b.2.w", "z"), ("b.2.c", "y")];
        assert_eq!(folded(&rows), ["b.[0..2].w", "b.[0..3].c", "b.2.w"]);
    }

    #[test]
    fn nested_containers_fold_where_all_are_equal() {
        let nested = |text: [&'static str; 4]| {
            let [a, b, c, d] = text;
            folded(&[("b.0.h.0", a), ("b.0.h.1", b), ("b.1.h.0", c), ("b.1.h.1", d)])
        };
        assert_eq!(nested(["x"; 4]), ["b.[0..2].h.[0..2]"]);
        assert_eq!(nested(["x", "y", "x", "y"]), ["b.[0..2].h.0", "b.[0..2].h.1"]);
        assert_eq!(nested(["x", "x", "x", "y"]), ["b.0.h.[0..2]", "b.1.h.0", "b.1.h.1"]);
    }

    #[test]
    fn what_does_not_repeat_stays() {
        assert_eq!(folded(&[("", "x")]), [""]);
        assert_eq!(folded(&[("a.0", "x"), ("a.2", "x"), ("b.3", "x")]), ["a.0", "a.2", "b.3"]);
        assert_eq!(folded(&[("a.01", "x"), ("a.02", "x")]), ["a.01", "a.02"]);
        assert!(folded(&[]).is_empty());
    }
}
