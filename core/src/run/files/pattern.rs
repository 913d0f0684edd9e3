//! Patterns with wildcards, for the names that may be missing or left over.

use crate::path::ParamPath;

/// A name in segments, each of them one or more texts between dots.
pub(super) struct Segments(Vec<Vec<String>>);

impl Segments {
    /// Those of a parameter. A key of a map is one segment, whatever dots it holds, as in rules.
    pub(super) fn of_path(path: &ParamPath) -> Self {
        Self(path.segments().map(|segment| texts(&segment.to_string())).collect())
    }

    /// Those of a name in a file, where nothing says which dots belong to a key: each ends a segment.
    pub(super) fn of_name(name: &str) -> Self {
        Self(texts(name).into_iter().map(|text| vec![text]).collect())
    }

    /// The segments as texts.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|segment| segment.join("."))
    }
}

fn texts(name: &str) -> Vec<String> {
    name.split('.').map(str::to_owned).collect()
}

/// True if `name` matches `pattern`, in which the segment `*` stands for one segment and `**` for any number of them.
/// Everything else is spelled as it is printed, dots in keys included.
pub(super) fn matches(pattern: &str, name: &Segments) -> bool {
    let pattern = texts(pattern);
    // `reached[k]`: the first `k` texts of the pattern match the segments of the name so far.
    let mut reached = vec![false; pattern.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    pass_deep(&pattern, &mut reached);
    // The path of a model that is one array has no segments, and reads as one empty name.
    let root = [vec![String::new()]];
    for segment in if name.0.is_empty() { &root[..] } else { &name.0 } {
        let mut next = vec![false; reached.len()];
        for (k, part) in pattern.iter().enumerate().filter(|(k, _)| reached[*k]) {
            match part.as_str() {
                "**" => next[k] = true,
                "*" => next[k + 1] = true,
                _ if pattern[k..].starts_with(segment) => next[k + segment.len()] = true,
                _ => {}
            }
        }
        pass_deep(&pattern, &mut next);
        reached = next;
    }
    reached.last() == Some(&true)
}

/// `**` also stands for no segment.
fn pass_deep(pattern: &[String], reached: &mut [bool]) {
    for (k, part) in pattern.iter().enumerate() {
        if reached[k] && *part == "**" {
            reached[k + 1] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Segments, matches};
    use crate::path::{ParamPath, Segment};

    #[test]
    fn whole_segments() {
        for (pattern, name, expected) in [
            ("a.b", "a.b", true),
            ("a.b", "a.bc", false),
            ("a", "a.b", false),
            ("a.*", "a.b", true),
            ("a.*", "a.b.c", false),
            ("a.*", "a", false),
            ("a.**", "a", true),
            ("a.**", "a.b.c", true),
            ("a.**", "ab.c", false),
            ("**.weight", "weight", true),
            ("**.weight", "a.b.weight", true),
            ("**.weight", "a.b.weight.c", false),
            ("**.b.**.d", "a.b.c.b.d", true),
            ("**", "", true),
            ("", "", true),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, &Segments::of_name(name)), expected, "{pattern} {name}");
        }
        // No pattern takes long.
        assert!(!matches(&["**.a"; 200].join("."), &Segments::of_name(&["a"; 199].join("."))));
    }

    #[test]
    fn a_key_is_one_segment_whatever_dots_it_holds() {
        let heads = Segment::Field { name: "heads", key: "heads" };
        let weight = Segment::Field { name: "weight", key: "weight" };
        let path = Segments::of_path(&ParamPath::new([heads, Segment::Key("a.b"), weight]));
        for (pattern, expected) in [
            ("heads.*.weight", true),
            ("heads.*.*", true),
            ("heads.*.*.weight", false),
            ("heads.a.b.weight", true),
            ("**.a.b.weight", true),
            ("heads.a.*.weight", false),
            ("heads.a.**", false),
            ("heads.**", true),
            ("*.a.b.*", true),
        ] {
            assert_eq!(matches(pattern, &path), expected, "{pattern}");
        }
        assert!(matches("", &Segments::of_path(&ParamPath::default())));
        assert!(matches("**", &Segments::of_path(&ParamPath::default())));
    }
}
