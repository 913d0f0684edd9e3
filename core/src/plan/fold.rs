//! Folding: equal rows of a container's elements become one, with a pattern for them: `blocks[0..12].weight`.

use std::collections::HashMap;
use std::fmt;

use crate::path::{ParamPath, Segment};
use crate::printed;

/// Rows that are folded into one.
pub(super) struct Fold {
    parts: Vec<Part>,
    /// The index of the first row.
    pub(super) first: usize,
}

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Name(String),
    Key(String),
    Indices { from: usize, to: usize },
}

impl Part {
    fn index(from: usize) -> Self {
        Self::Indices { from, to: from.saturating_add(1) }
    }

    /// True if the segment stands for several elements.
    fn is_range(&self) -> bool {
        matches!(self, Self::Indices { from, to } if from.checked_add(1) != Some(*to))
    }
}

pub(super) fn parts(path: &ParamPath) -> Vec<Part> {
    let part = |segment: Segment<'_>| match segment {
        Segment::Element { index, .. } | Segment::Position { index, .. } => Part::index(index),
        Segment::Key(key) => Part::Key(key.to_owned()),
        other => Part::Name(other.to_string()),
    };
    path.segments().map(part).collect()
}

/// Returns the segments of a path in text form. A segment that looks like an index counts as one.
pub(super) fn parts_of_text(path: &str) -> Vec<Part> {
    let part = |segment: &str| match segment.parse::<usize>() {
        Ok(index) if segment == index.to_string() => Part::index(index),
        _ => Part::Name(segment.to_owned()),
    };
    path.split('.').map(part).collect()
}

/// Folds rows of a path and a text: those with the same text and with paths that differ only by neighboring indices.
///
/// It starts at the innermost container, so nested containers fold if all of their elements are equal.
pub(super) fn fold(rows: Vec<(Vec<Part>, String)>) -> Vec<Fold> {
    let (paths, texts): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
    let mut folds: Vec<Fold> = (0..).zip(paths).map(|(first, parts)| Fold { parts, first }).collect();
    let deepest = folds.iter().map(|fold| fold.parts.len()).max().unwrap_or_default();
    for depth in (0..deepest).rev() {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let mut merged: Vec<Fold> = Vec::new();
        for fold in folds {
            let Some((from, to)) = fold.indices(depth) else {
                merged.push(fold);
                continue;
            };
            let text = texts.get(fold.first).map_or("", String::as_str);
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
            Part::Name(_) | Part::Key(_) => None,
        }
    }

    /// The path with a placeholder for the indices at `depth`.
    fn without(&self, depth: usize) -> String {
        let parts = self.parts.iter().enumerate();
        parts
            .map(|(at, part)| if at == depth { "*".to_owned() } else { part.to_string() })
            .collect::<Vec<_>>()
            .join(".")
    }

    /// True if it stands for more than one row.
    pub(super) fn is_folded(&self) -> bool {
        self.parts.iter().any(Part::is_range)
    }

    /// The path in pieces, between which a line may break. Several rows have a pattern as their path. A single row has
    /// the path by which it is found. So the pieces are `blocks[0..2].`, `weight`, or `blocks.`, `0.`, `weight`.
    pub(super) fn pieces(&self) -> Vec<String> {
        let pattern = self.is_folded();
        let mut pieces: Vec<String> = Vec::new();
        for part in &self.parts {
            let text = match part {
                Part::Name(name) => printed::name(name),
                Part::Key(key) if pattern => format!("[{key:?}]"),
                Part::Key(key) => printed::name(key),
                Part::Indices { from, .. } if !pattern => from.to_string(),
                Part::Indices { from, .. } if !part.is_range() => format!("[{from}]"),
                Part::Indices { from, to } => format!("[{from}..{to}]"),
            };
            let indexes = pattern && !matches!(part, Part::Name(_));
            match pieces.last_mut() {
                Some(last) if indexes => last.push_str(&text),
                Some(last) => {
                    last.push('.');
                    pieces.push(text);
                }
                None => pieces.push(text),
            }
        }
        pieces
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Key(key) => write!(f, "{key:?}"),
            Self::Indices { from, to } => write!(f, "{from}..{to}"),
        }
    }
}

/// Writes the path of all rows together.
impl fmt::Display for Fold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pieces().iter().try_for_each(|piece| f.write_str(piece))
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, fold, parts, parts_of_text};
    use crate::path::{ParamPath, Segment};

    fn folded(rows: &[(&str, &str)]) -> Vec<String> {
        let rows = rows.iter().map(|(path, text)| (parts_of_text(path), (*text).to_owned())).collect();
        fold(rows).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn equal_elements_are_one_row() {
        let rows = [("b.0.w", "x"), ("b.0.c", "y"), ("b.1.w", "x"), ("b.1.c", "y"), ("b.2.w", "z"), ("b.2.c", "y")];
        assert_eq!(folded(&rows), ["b[0..2].w", "b[0..3].c", "b.2.w"]);
    }

    #[test]
    fn nested_containers_fold_where_all_are_equal() {
        let nested = |text: [&'static str; 4]| {
            let [a, b, c, d] = text;
            folded(&[("b.0.h.0", a), ("b.0.h.1", b), ("b.1.h.0", c), ("b.1.h.1", d)])
        };
        assert_eq!(nested(["x"; 4]), ["b[0..2].h[0..2]"]);
        assert_eq!(nested(["x", "y", "x", "y"]), ["b[0..2].h[0]", "b[0..2].h[1]"]);
        assert_eq!(nested(["x", "x", "x", "y"]), ["b[0].h[0..2]", "b.1.h.0", "b.1.h.1"]);
    }

    #[test]
    fn what_does_not_repeat_stays() {
        assert_eq!(folded(&[("", "x")]), [""]);
        assert_eq!(folded(&[("a.0", "x"), ("a.2", "x"), ("b.3", "x")]), ["a.0", "a.2", "b.3"]);
        assert_eq!(folded(&[("a.01", "x"), ("a.02", "x")]), ["a.01", "a.02"]);
        assert!(fold(Vec::new()).is_empty());
    }

    #[test]
    fn keys_are_no_indices() {
        let path = |key: &'static str, index| {
            let heads = Segment::Field { name: "heads", key: "heads" };
            ParamPath::new([heads, Segment::Key(key), Segment::Element { index, len: 2 }])
        };
        let rows = [path("0", 0), path("0", 1), path("1", 0)];
        let rows: Vec<_> = rows.iter().map(|path| (parts(path), String::new())).collect();
        assert_eq!(rows[0].0[1], Part::Key("0".to_owned()));
        let folds = fold(rows);
        assert_eq!(folds.iter().map(ToString::to_string).collect::<Vec<_>>(), ["heads[\"0\"][0..2]", "heads.1.0"]);
    }

    #[test]
    fn pieces_are_whole_segments() {
        let pieces = |rows: &[&str]| {
            let rows = rows.iter().map(|path| (parts_of_text(path), String::new())).collect();
            fold(rows)[0].pieces()
        };
        assert_eq!(pieces(&["a.0.b.w", "a.1.b.w"]), ["a[0..2].", "b.", "w"]);
        assert_eq!(pieces(&["a.0.w"]), ["a.", "0.", "w"]);
        assert_eq!(pieces(&["0.1.w", "1.1.w"]), ["[0..2][1].", "w"]);
    }
}
